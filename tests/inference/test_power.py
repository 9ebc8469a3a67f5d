"""How large a difference must be to be seen, and how many people it would take."""

import numpy as np
import pytest

from interest.inference import detectable, difference_interval, fisher, more_people


@pytest.mark.parametrize(("share", "n"), [(0.1, 200), (0.5, 60)])
def test_what_is_detectable_is_found_in_four_of_five_studies(share, n):
    rng = np.random.default_rng(0)
    gap = float(detectable(share, n, n))
    a, b = (rng.binomial(n, p, 2000) for p in (share - gap / 2, share + gap / 2))
    low, high = difference_interval(a, n, b, n)
    assert ((high < 0) | (low > 0)).mean() == pytest.approx(0.8, abs=0.06)
    assert (fisher(a, n, b, n) <= 0.05).mean() == pytest.approx(0.75, abs=0.06)  # the exact test is more careful


def test_an_empty_group_shows_nothing():
    assert np.isnan(detectable(0.1, 0, 5))


def test_more_people_are_as_many_as_make_it_sure():
    """With four times as many the error is half: then 2.8 errors fit into what were 1.4."""
    assert more_people(np.array([1.4, 2.9, 0.0]), np.array([1.0, 1.0, 1.0]), 100) == pytest.approx(
        [301, 0, np.nan], abs=2, nan_ok=True
    )


@pytest.mark.parametrize(("p", "q"), [(0.1, 0.1), (0.02, 0.3), (0.5, 0.4)])
def test_the_interval_of_a_difference_holds_it_in_19_of_20_studies(p, q):
    rng = np.random.default_rng(1)
    low, high = difference_interval(rng.binomial(40, p, 4000), 40, rng.binomial(25, q, 4000), 25)
    assert ((low <= p - q) & (p - q <= high)).mean() == pytest.approx(0.95, abs=0.03)
