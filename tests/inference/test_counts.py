"""Tests and intervals are those of the field."""

import numpy as np
import pytest
from scipy.stats import binomtest, fisher_exact

from interest.inference import adjusted, fisher, wilson


@pytest.mark.parametrize("counts", [(3, 10, 1, 12), (0, 5, 9, 9), (7, 7, 0, 3), (40, 100, 60, 100)])
def test_p_is_fishers_twice_the_smaller_tail(counts):
    x_a, n_a, x_b, n_b = counts
    square = [[x_a, x_b], [n_a - x_a, n_b - x_b]]
    tails = [fisher_exact(square, alternative=side).pvalue for side in ("less", "greater")]
    found = fisher(*(np.array([count]) for count in counts))
    assert found[0] == pytest.approx(min(1.0, 2 * min(tails)))


def test_an_empty_group_proves_nothing():
    assert fisher(np.array([0, 3]), np.array([0, 5]), np.array([2, 0]), np.array([4, 0])).tolist() == [1.0, 1.0]


def test_only_what_is_tested_is_corrected():
    p = np.array([0.01, 0.04, 0.5, 0.001])
    assert adjusted(p, np.array([True, True, False, False])) == pytest.approx([0.02, 0.04, 1.0, 1.0])
    assert adjusted(p) == pytest.approx([0.02, 0.04 * 4 / 3, 0.5, 0.004])


@pytest.mark.parametrize(("count", "of"), [(0, 10), (3, 10), (10, 10), (120, 1000)])
def test_the_interval_is_wilsons(count, of):
    wanted = binomtest(count, of).proportion_ci(method="wilson")
    low, high = wilson(np.array([count]), np.array([of]))
    assert (low[0], high[0]) == pytest.approx((wanted.low, wanted.high), abs=1e-6)


def test_nothing_said_means_nothing_known():
    low, high = wilson(np.array([0]), np.array([0]))
    assert (low[0], high[0]) == (0.0, 1.0)
