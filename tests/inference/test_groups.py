"""Groups of people: found where they were planted, and not where there are none."""

from collections.abc import Callable

import numpy as np
import pytest
from scipy import sparse
from sklearn.metrics import adjusted_rand_score

from interest.inference import Mixture, find_groups
from interest.inference.groups import rewired
from interest.inference.mixture import fitted, likeness_within, log_laws

THINGS = 24
Counts = np.ndarray


def sizes(rng: np.random.Generator, n: int) -> np.ndarray:
    """How much people say: some little, some much."""
    return np.maximum(2, rng.negative_binomial(2, 2 / 14, n))


def planted(rng: np.random.Generator, groups: int = 4, n: int = 300) -> tuple[Counts, np.ndarray]:
    """People of groups with interests of their own; each person leans to some of them."""
    usual = rng.dirichlet(np.full(THINGS, 2.0))
    kinds = 0.8 * rng.dirichlet(np.full(THINGS, 0.15), groups) + 0.2 * usual
    whose = rng.integers(0, groups, n)
    own = [rng.dirichlet(15 * kinds[group] + 1e-3) for group in whose]
    return np.array([rng.multinomial(k, p) for k, p in zip(sizes(rng, n), own, strict=True)], float), whose


def all_alike(rng: np.random.Generator, n: int = 300) -> Counts:
    usual = rng.dirichlet(np.full(THINGS, 2.0))
    return np.array([rng.multinomial(k, usual) for k in sizes(rng, n)], float)


def each_by_themselves(rng: np.random.Generator, n: int = 300) -> Counts:
    """Everybody has a few interests, which say nothing of each other."""
    usual, rows = rng.dirichlet(np.full(THINGS, 2.0)), np.zeros((n, THINGS))
    for row, size in zip(rows, sizes(rng, n), strict=True):
        own = rng.choice(THINGS, rng.integers(1, 5), replace=False, p=usual)
        row[own] = rng.multinomial(size, np.full(len(own), 1 / len(own)))
    return rows


def between_two(rng: np.random.Generator, n: int = 300) -> Counts:
    """People at all places between two kinds."""
    ends = rng.dirichlet(np.full(THINGS, 0.3), 2)
    places = rng.random(n)
    rows = [(1 - place) * ends[0] + place * ends[1] for place in places]
    return np.array([rng.multinomial(k, p) for k, p in zip(sizes(rng, n), rows, strict=True)], float)


@pytest.mark.parametrize("groups", [3, 5])
def test_planted_groups_are_found(groups: int) -> None:
    counts, whose = planted(np.random.default_rng(groups), groups)
    found = find_groups(sparse.csr_matrix(counts))
    assert found.verdict == "groups"
    assert len(found.stability) == groups
    assert min(found.stability) > 0.6
    guess = found.mixture.nearest(sparse.csr_matrix(counts))
    assert adjusted_rand_score(whose, guess) > 0.6
    size = np.bincount(guess, minlength=groups + 1)[:groups]
    assert (np.diff(size) <= 0).all()  # the largest first


@pytest.mark.parametrize("make", [all_alike, each_by_themselves, between_two])
def test_none_where_there_are_none(make: Callable[[np.random.Generator, int], Counts]) -> None:
    for seed in range(3):
        found = find_groups(sparse.csr_matrix(make(np.random.default_rng(seed), 160)), seed)
        assert found.verdict in ("chance", "continuum")


def test_found_among_few_people() -> None:
    counts, whose = planted(np.random.default_rng(0), 3, n=100)
    found = find_groups(sparse.csr_matrix(counts))
    assert (found.verdict, len(found.stability)) == ("groups", 3)
    assert adjusted_rand_score(whose, found.mixture.nearest(sparse.csr_matrix(counts))) > 0.6


def test_the_same_seed_gives_the_same() -> None:
    counts = sparse.csr_matrix(planted(np.random.default_rng(1), n=120)[0])
    one, again = find_groups(counts, 3), find_groups(counts, 3)
    assert (one.verdict, one.surprise, one.stability) == (again.verdict, again.surprise, again.stability)


def test_few_people_and_people_who_said_one_thing() -> None:
    counts = planted(np.random.default_rng(0), n=30)[0]
    assert find_groups(sparse.csr_matrix(counts)).verdict == "few"
    assert find_groups(sparse.csr_matrix((20, 5))).verdict == "few"
    assert find_groups(sparse.csr_matrix(np.eye(5)[np.arange(200) % 5])).verdict == "single"


def test_dealt_out_anew_everybody_keeps_as_many_and_each_thing_its_people() -> None:
    counts = sparse.csr_matrix(planted(np.random.default_rng(2), n=60)[0])
    dealt = rewired(counts, np.random.default_rng(0))
    assert (dealt.getnnz(axis=1) == counts.getnnz(axis=1)).all()
    assert (dealt.getnnz(axis=0) == counts.getnnz(axis=0)).all()
    assert (np.sort(dealt.data) == np.sort(counts.data)).all()
    assert ((dealt > 0) != (counts > 0)).nnz > 0


def test_somebody_may_be_half_of_one_kind_and_half_of_another() -> None:
    kinds = np.array([[0.48, 0.48, 0.01, 0.01, 0.02], [0.01, 0.01, 0.48, 0.48, 0.02]])
    mixture = Mixture(kinds, np.full(5, 0.2), np.array([0.4, 0.4, 0.2]), 0.1)
    people = sparse.csr_matrix([[9.0, 9, 0, 0, 0], [9, 9, 9, 9, 0], [0, 0, 0, 0, 30]])
    shares = mixture.shares(people)
    assert shares.sum(axis=1) == pytest.approx(1)
    assert shares[0, 0] > 0.8
    assert shares[1, :2] == pytest.approx([0.45, 0.45], abs=0.1)
    assert shares[2].argmax() == 2  # of no kind
    assert mixture.nearest(people).tolist()[0::2] == [0, 2]
    assert mixture.chances(people).sum(axis=1) == pytest.approx(1)


def test_what_is_said_again_tells_less() -> None:
    assert likeness_within(sparse.csr_matrix(all_alike(np.random.default_rng(0)))) < 0.02
    assert likeness_within(sparse.csr_matrix(np.eye(6)[np.arange(60) % 6] * 10.0)) > 0.8  # each speaks of one thing
    laws = np.array([[0.6, 0.2, 0.2], [0.1, 0.45, 0.45]])
    once, again = sparse.csr_matrix([[1.0, 0, 0]]), sparse.csr_matrix([[10.0, 0, 0]])
    for rho, factor in ((0.005, 10), (0.2, 3.5)):
        gain, more = (float(np.diff(-log_laws(counts, laws, rho))[0, 0]) for counts in (once, again))
        assert gain == pytest.approx(np.log(6), abs=1e-3)
        assert more < gain * factor + 0.01
    assert more > gain


def test_a_mixture_is_fitted_to_its_kinds() -> None:
    rng = np.random.default_rng(0)
    whose = np.arange(200) % 2
    kinds = np.array([[0.7, 0.1, 0.1, 0.1], [0.1, 0.1, 0.1, 0.7]])
    counts = np.array([rng.multinomial(10, kinds[kind]) for kind in whose], float)
    mixture = fitted(sparse.csr_matrix(counts), counts.sum(axis=0) / counts.sum(), 2, rng)
    order = np.argsort(-mixture.kinds[:, 0])
    assert mixture.kinds[order] == pytest.approx(kinds, abs=0.06)
    assert mixture.weights.sum() == pytest.approx(1)
