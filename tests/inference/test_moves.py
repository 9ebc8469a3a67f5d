"""Who merely wrote little has not moved; who says something else altogether has."""

import numpy as np
import pytest

from interest.inference import main_shared, moves_by_chance


def test_with_nobody_changed_as_many_seem_to_move_as_is_said():
    rng = np.random.default_rng(0)
    own = rng.dirichlet(np.ones(6), 400)
    before, after = (np.array([rng.multinomial(5, each) for each in own]) for _ in range(2))
    moved = ~main_shared(before, after).any(axis=1)
    chance, p = moves_by_chance(before, after, seed=0)
    assert 0.15 < moved.mean() < 0.5
    assert chance.mean() == pytest.approx(moved.mean(), abs=0.06)
    assert (p <= 0.05).mean() <= 0.07


def test_who_speaks_of_something_else_altogether_moved():
    before, after = np.array([[8, 0, 0], [4, 2, 1], [1, 1, 0]]), np.array([[0, 8, 0], [4, 1, 2], [0, 1, 1]])
    chance, p = moves_by_chance(before, after, seed=0)
    assert p[0] == pytest.approx(0.001) and (p[1:] > 0.3).all() and chance[1] < 0.4
    assert (~main_shared(before, after).any(axis=1)).tolist() == [True, False, False]


def test_nobody_in_both():
    chance, p = moves_by_chance(np.zeros((0, 3)), np.zeros((0, 3)), seed=0)
    assert len(chance) == len(p) == 0
