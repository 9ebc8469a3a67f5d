"""The test of differences of means is the permutation test that it says, and its interval agrees with it."""

from itertools import combinations

import numpy as np
import pytest
from scipy import sparse

from interest.inference import Shares, differences
from interest.inference.means import PERMUTATIONS

NOBODY = (np.array([], int), np.array([], int))


def shares(rng: np.random.Generator, people: int, statements: int, nodes: int = 8, tilt: float = 0.0) -> Shares:
    """Shares of people whose interests are drawn around even ones; `tilt` moves weight to the first node."""
    mean = np.full(nodes, (1 - tilt) / nodes)
    mean[0] += tilt
    own = rng.dirichlet(5 * mean, people)
    said = np.array([rng.multinomial(statements, each) for each in own]) / statements
    return Shares(sparse.csr_matrix(said), np.full(people, 1 / statements))


def test_p_is_that_of_the_exact_permutation_test():
    """Six against six people: 924 ways to share them out. The least variance of a side moves it only a little."""
    rng = np.random.default_rng(1)
    x = rng.dirichlet(np.ones(4), 12)
    sides = [Shares(sparse.csr_matrix(part), np.full(6, 1e-6)) for part in (x[:6], x[6:])]
    tried = []
    for late in ((6, 7, 8, 9, 10, 11), *combinations(range(12), 6)):
        there = np.isin(np.arange(12), late)
        error = np.sqrt(x[there].var(axis=0, ddof=1) / 6 + x[~there].var(axis=0, ddof=1) / 6)
        tried.append(np.abs(x[there].mean(axis=0) - x[~there].mean(axis=0)) / error)
    exact = (np.array(tried[1:]) >= tried[0] - 1e-9).mean(axis=0)
    assert differences(*sides, NOBODY, seed=0).p == pytest.approx(exact, abs=0.06)


@pytest.mark.parametrize("shared", [0, 10, 40])
def test_the_interval_holds_nothing_where_the_test_says_so(shared):
    for seed in range(5):
        rng = np.random.default_rng(seed)
        sides = shares(rng, 60, 8), shares(rng, 40, 4, tilt=0.1)
        found = differences(*sides, (np.arange(shared), np.arange(shared)), seed)
        apart = (found.low > 0) | (found.high < 0)
        assert apart.tolist() == (found.p <= 0.05).tolist()
        assert ((found.low <= found.difference) & (found.difference <= found.high)).all()


def test_a_side_against_itself_has_not_changed():
    side = shares(np.random.default_rng(0), 30, 5)
    found = differences(side, side, (np.arange(30), np.arange(30)), seed=0)
    assert (found.p == 1).all() and np.abs(found.difference).max() < 1e-12


def test_people_of_both_sides_are_pairs():
    """Everybody says the same but for a little more of one node: among strangers nothing, in pairs certain."""
    rng = np.random.default_rng(0)
    base = rng.dirichlet(np.ones(4), 40)
    more = 0.95 * base + 0.05 * np.eye(4)[0]
    sides = [Shares(sparse.csr_matrix(x), np.full(40, 1e-3)) for x in (base, more)]
    assert differences(*sides, NOBODY, seed=0).p[0] > 0.3
    assert differences(*sides, (np.arange(40), np.arange(40)), seed=0).p[0] == 1 / (1 + PERMUTATIONS)
