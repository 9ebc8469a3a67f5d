"""Likeness is that of clusters, and intervals of shares hold the truth as often as they say."""

import numpy as np
import pytest

from interest.inference import likeness, mean_interval, share_interval, wilson


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


def test_the_interval_of_a_mean_narrows_and_holds_it():
    values = np.random.default_rng(0).normal(1, 1, 400)
    low, high = mean_interval(values, bounded=False)
    assert low < values.mean() < high and high - low == pytest.approx(2 * 1.97 / 20, rel=0.1)


def test_few_people_have_no_interval_and_alike_ones_a_wide_one():
    assert np.isnan(mean_interval(np.array([1.0, np.nan, 1.0]))).all()
    low, high = mean_interval(np.ones(10))
    assert low < 0.7 and high == 1.0


@pytest.mark.parametrize(("rate", "people"), [(0.15, 10), (0.15, 40), (0.5, 12), (0.9, 30)])
def test_the_interval_of_a_hit_rate_holds_it(rate, people):
    hits = np.random.default_rng(0).uniform(size=(3000, people)) < rate
    held = [low <= rate <= high for low, high in map(mean_interval, hits)]
    assert np.mean(held) >= 0.93


def test_the_interval_of_a_share_holds_it():
    """Forty people, ten statements each on average, who differ in how much they speak of a topic."""
    rng = np.random.default_rng(0)
    held = []
    for _ in range(600):
        of = rng.geometric(0.1, 40)
        low, high = share_interval(rng.binomial(of, rng.beta(0.4, 1.6, 40)), of)
        held.append(low <= 0.2 <= high)
    assert 0.93 <= np.mean(held) <= 0.975
