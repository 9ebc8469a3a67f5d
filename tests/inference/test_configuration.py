"""The configuration model keeps degrees, is Fisher's test where people are alike, and knows who is merely busy."""

import numpy as np
import pytest
from scipy.stats import fisher_exact

from interest.inference import Configuration


def crowd(seed: int, people: int = 200, nodes: int = 20) -> np.ndarray:
    """Some touch much, most little; nobody leans anywhere."""
    rng = np.random.default_rng(seed)
    return rng.uniform(size=(people, nodes)) < np.where(rng.uniform(size=(people, 1)) < 0.3, 0.5, 0.1)


def test_people_and_nodes_keep_their_degrees():
    touched = crowd(0)
    model = Configuration.of(touched)
    chances = model.chances[model.degrees[1]]
    assert chances.sum(axis=1) == pytest.approx(touched.sum(axis=1), rel=1e-3)
    assert chances.sum(axis=0) == pytest.approx(touched.sum(axis=0), rel=1e-3)


def test_of_people_with_one_degree_it_is_fishers_exact_test():
    rng = np.random.default_rng(0)
    touched = np.zeros((120, 20), bool)
    for row in touched:
        row[rng.permutation(20)[:3]] = True
    ours = np.arange(120) < 50
    expected, p = Configuration.of(touched).leaning(ours, margin=0)
    assert expected == pytest.approx(touched.sum(axis=0) * 50 / 120)
    for node in range(20):
        seen, rest = touched[ours, node].sum(), touched[~ours, node].sum()
        side = "greater" if seen > expected[node] else "less"
        exact = min(1.0, 2 * fisher_exact([[seen, rest], [50 - seen, 70 - rest]], alternative=side).pvalue)
        assert p[node] == pytest.approx(exact, abs=0.005)


def test_busy_people_lean_nowhere():
    alarms = 0
    for seed in range(40):
        touched = crowd(seed)
        alarms += Configuration.of(touched).leaning(touched.sum(axis=1) >= 5)[1].min() <= 0.05 / 20
    assert alarms <= 3


def test_a_leaning_that_was_planted_is_found():
    touched = crowd(1)
    ours = np.arange(200) < 80
    touched[:60, 3] = True
    p = Configuration.of(touched).leaning(ours)[1]
    assert p.argmin() == 3 and p[3] < 1e-6 and np.sort(p)[1] > 0.0005


def test_nodes_of_nobody_and_of_everybody_tell_nothing():
    touched = crowd(2, people=30)
    touched[:, 0], touched[:, 1] = False, True
    p = Configuration.of(touched).leaning(np.arange(30) < 10)[1]
    assert p[:2].tolist() == [1.0, 1.0] and np.isfinite(p).all()
