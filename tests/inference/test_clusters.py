"""Likeness is that of clusters, and intervals of shares hold the truth as often as they say."""

import numpy as np
import pytest

from interest.inference import likeness, share_interval, wilson


def test_likeness_is_that_of_clusters():
    sizes = np.full(400, 5.0)
    alike = np.arange(400)[:, None] % 2
    mixed = np.random.default_rng(0).binomial(5, 0.5, (400, 1)) / 5
    mean, rho = likeness(np.hstack([alike, mixed]), sizes)
    assert mean == pytest.approx([0.5, 0.5], abs=0.03)
    assert rho == pytest.approx([1.0, 0.0], abs=0.06)
    assert likeness(alike, np.ones(400))[1] == 1.0  # one each: there is no inside


def test_likeness_of_the_beta_binomial_is_found():
    """A Beta(a, b) for everybody's own share makes ρ = 1 / (a + b + 1)."""
    rng = np.random.default_rng(0)
    sizes = rng.integers(1, 20, 4000)
    said = rng.binomial(sizes, rng.beta(1, 3, 4000)) / sizes
    assert likeness(said[:, None], sizes)[1] == pytest.approx(1 / 5, abs=0.02)


def test_of_people_who_say_one_thing_each_it_is_hardly_wider_than_wilsons():
    yes = np.repeat([1, 0], [12, 48])
    low, high = share_interval(yes, np.ones(60))
    (wilson_low,), (wilson_high,) = wilson(np.array([12]), np.array([60]))
    assert 1.0 < (high - low) / (wilson_high - wilson_low) < 1.05


def test_who_says_the_same_forty_times_counts_once():
    one = share_interval(np.repeat([1, 0], [8, 32]), np.ones(40))
    often = share_interval(np.repeat([40, 0], [8, 32]), np.full(40, 40))
    assert often == pytest.approx(one, abs=0.01)


@pytest.mark.parametrize(("yes", "of"), [([3], [9]), ([], []), ([0, 0], [0, 4])])
def test_fewer_than_two_people_tell_nothing(yes, of):
    assert share_interval(np.array(yes), np.array(of)) == (0.0, 1.0)


def test_nobody_is_not_never():
    low, high = share_interval(np.zeros(30), np.full(30, 50))
    assert low == 0.0 and 0.08 < high < 0.2  # as of thirty statements, not of fifteen hundred
