"""What goes with an outcome: the driver and not what goes along with it, beside activity, with intervals that agree."""

import numpy as np
import pytest

from interest.inference import Effects, difference_interval, partial_effects, welch
from interest.inference.partial import MOST_PERMUTED


def people(rng: np.random.Generator, n: int = 400) -> tuple[np.ndarray, np.ndarray]:
    """Who has which of ten things, (n, 10): most of those with the first have the second for that reason; and how much
    they write, on which the others depend."""
    size = rng.geometric(1 / 6, n)
    has = rng.random((n, 10)) < 1 - 0.92 ** size[:, None]
    has[:, 0] = rng.random(n) < 0.3
    has[:, 1] = (has[:, 0] & (rng.random(n) < 0.7)) | (rng.random(n) < 0.15)
    return has, size


def judged(seed: int, effect: float = 0.35, n: int = 400) -> Effects:
    """The outcome is had by 35 points more of those with the first thing, and by those who write little."""
    rng = np.random.default_rng(seed)
    has, size = people(rng, n)
    return partial_effects(rng.random(n) < 0.1 + 0.3 * (size < 4) + effect * has[:, 0], has, size, seed)


def test_the_driver_is_told_from_what_goes_along_with_it():
    for seed in range(4):
        found = judged(seed)
        assert found.p[0] <= 0.001
        assert found.adjusted_low[0] < 0.35 < found.adjusted_high[0]
        assert found.low[1] > 0  # as it is, it seems to matter
        assert found.p[1] > 0.01
        assert 0 in found.beside[1]


def test_who_writes_much_has_much_which_is_no_effect():
    as_it_is, beside = [], []
    for seed in range(6):
        found = judged(seed, effect=0.0)
        as_it_is.append(np.mean(found.high[2:] < 0))
        beside.append(np.mean(found.p[2:] <= 0.05))
    assert np.mean(as_it_is) > 0.5
    assert np.mean(beside) <= 0.15


def test_the_interval_holds_nothing_where_the_test_says_so():
    for seed in range(3):
        found = judged(seed, n=80)
        holds = (found.adjusted_low <= 0) & (found.adjusted_high >= 0)
        assert (holds == (found.p > 0.05)).all()


def test_without_anything_to_hold_fixed_it_is_the_difference_as_it_is():
    rng = np.random.default_rng(3)
    has = np.arange(200)[:, None] < 90
    y = rng.normal(size=200) + has[:, 0]
    found = partial_effects(y, has, np.ones(200), 0)
    assert found.adjusted[0] == pytest.approx(found.with_it[0] - found.without[0])
    assert found.beside == ((),)
    low, high = welch(y[:90], y[90:])
    assert (found.low[0], found.high[0]) == pytest.approx((low, high))
    assert (found.adjusted_low[0], found.adjusted_high[0]) == pytest.approx((low, high), abs=0.05)


def test_shares_have_newcombes_interval():
    found = judged(1)
    rng = np.random.default_rng(1)
    has, size = people(rng)
    y = rng.random(400) < 0.1 + 0.3 * (size < 4) + 0.35 * has[:, 0]
    ours = y[has[:, 0]].sum(), has[:, 0].sum(), y[~has[:, 0]].sum(), (~has[:, 0]).sum()
    assert (found.low[0], found.high[0]) == pytest.approx(difference_interval(*ours))


def test_things_that_all_have_together_cannot_be_told_apart():
    rng = np.random.default_rng(0)
    has = np.repeat(rng.random((100, 1)) < 0.4, 2, axis=1)
    found = partial_effects(rng.random(100) < 0.2 + 0.5 * has[:, 0], has, np.ones(100), 0)
    assert np.isnan(found.adjusted).all()
    assert found.p.tolist() == [1.0, 1.0]
    assert (found.low > 0).all()


def test_many_people_are_judged_by_the_normal_law():
    found = judged(0, n=MOST_PERMUTED + 1)
    assert found.p[0] < 1e-6  # no permutation says so
    assert found.adjusted_low[0] < 0.35 < found.adjusted_high[0]


def test_it_repeats_and_the_order_of_things_is_irrelevant():
    rng = np.random.default_rng(5)
    has, size = people(rng, 90)
    y = rng.random(90) < 0.3
    first, again = (partial_effects(y, has, size, 1) for _ in range(2))
    assert (first.p == again.p).all()
    turned = partial_effects(y, has[:, ::-1], size, 1)
    assert turned.adjusted[::-1] == pytest.approx(first.adjusted)
    assert turned.p[::-1] == pytest.approx(first.p, abs=0.03)


def test_without_others_only_activity_is_held_fixed():
    rng = np.random.default_rng(2)
    has, size = people(rng, 100)
    found = partial_effects(rng.random(100) < 0.3, has[:, :2], size, 0, has[:, :0], np.ones((2, 0), bool))
    assert found.beside == ((), ())
    assert np.isfinite(found.adjusted).all()


def test_what_a_thing_consists_of_is_not_held_fixed_beside_it():
    rng = np.random.default_rng(4)
    has, size = people(rng)
    y = rng.random(400) < 0.1 + 0.35 * has[:, 0]
    whole = has[:, :1] | has[:, 2:3]
    apart = np.ones((1, 10), bool)
    beside = partial_effects(y, whole, size, 0, has, apart)
    apart[0, [0, 2]] = False
    alone = partial_effects(y, whole, size, 0, has, apart)
    assert 0 in beside.beside[0] and 0 not in alone.beside[0]
    assert alone.p[0] <= 0.01 < beside.p[0]
