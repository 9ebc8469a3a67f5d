"""The blind test of names, against one made by drawing."""

import numpy as np
import pytest
from hierarchy.naming.worlds import AXES

from interest.hierarchy.clustering.features import unit
from interest.hierarchy.naming.blind import RIVALS, SAMPLE, BlindTest
from interest.hierarchy.naming.fits import vector_of

THREE = [np.arange(20 * i, 20 * i + 20) for i in range(3)]


def test_a_name_picks_as_often_as_when_statements_are_drawn() -> None:
    rng = np.random.default_rng(0)
    meaning = unit(rng.normal(size=(60, 10)) + np.repeat(AXES[:3], 20, axis=0))
    test, name = BlindTest.of(meaning, THREE, [0, 0, 1]), AXES[0]
    cosines = meaning @ name
    drawn = np.stack([rng.choice(cosines[rows], 20_000) for rows in THREE])
    assert test.fit(0, name) == pytest.approx((drawn.argmax(axis=0) == 0).mean(), abs=0.02)


def test_what_lies_equally_near_to_all_picks_by_chance() -> None:
    test = BlindTest.of(np.repeat(AXES[:2], 20, axis=0), THREE[:2], [0, 0])
    assert test.fit(0, AXES[5]) == 0.5
    assert test.fit(0, AXES[0]) == 1.0
    assert test.fit(0, AXES[1]) == 0.0


def test_rivals_are_the_nearest_siblings_and_the_nearest_others() -> None:
    meaning = unit(np.stack([AXES[0] + weight * AXES[1] for weight in np.linspace(0, 3, 20)]))
    families = [number % 2 for number in range(20)]
    rivals = BlindTest.of(meaning, [np.array([row]) for row in range(20)], families).rivals[0]
    assert rivals.tolist() == [*range(2, 2 + 2 * RIVALS, 2), *range(1, 1 + 2 * RIVALS, 2)]


def test_many_statements_are_asked_by_lot_whatever_their_order() -> None:
    lots, rows = np.random.default_rng(0).permutation(3 * SAMPLE), np.arange(3 * SAMPLE)
    meaning = np.repeat([AXES[0]], len(rows), axis=0)
    (one,), (other,) = (BlindTest.of(meaning, [part], [0], lots).asked for part in (rows, rows[::-1]))
    assert len(one) == SAMPLE
    assert one.tolist() == other.tolist()


def test_the_vector_of_a_name_is_that_of_what_it_is_made_of(make_world) -> None:
    phrases = {"tea": AXES[0], "boat": AXES[1], "green tea": AXES[2]}
    words = make_world(np.eye(10), phrases, [[]] * 10, {"Sailing": AXES[4]}).words
    both = unit((AXES[0] + AXES[1])[None])[0]
    for name, vector in {"Sailing": AXES[4], "Tea": AXES[0], "Tea & boat": both, "Tea on a boat": both}.items():
        assert vector_of(words, name) == pytest.approx(vector), name
    assert vector_of(words, "Tea & kettles") is None
