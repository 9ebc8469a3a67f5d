"""What is learned from who took what, on tastes that are known."""

import numpy as np
import pytest
from scipy import sparse

from interest.recommend import behaviour
from interest.recommend.behaviour import learn_behaviour


@pytest.fixture(scope="module")
def taken() -> sparse.csr_matrix:
    """60 users: the even ones took six of the items 0 … 9, the odd ones of 10 … 19; nobody took item 20."""
    rng = np.random.default_rng(0)
    cells = [(user, 10 * (user % 2) + item) for user in range(60) for item in rng.permutation(10)[:6]]
    user, item = np.transpose(cells)
    return sparse.csr_matrix((np.ones(len(cells)), (user, item)), shape=(60, 21))


def test_neighbours_and_factors_keep_to_the_taste(taken):
    learned = learn_behaviour(taken)
    near = learned.similarity.toarray()
    assert near[:10, 10:].max() == 0 and near[:10, :10].min() > 0
    scores = learned.users @ learned.items.T
    assert scores[0, :10].mean() > 5 * abs(scores[0, 10:20]).mean()
    assert not learned.items[20].any() and not near[20].any()


def test_the_same_seed_gives_the_same_numbers(taken):
    one, other, third = (learn_behaviour(taken, seed) for seed in (0, 0, 1))
    assert (one.users == other.users).all() and (one.items == other.items).all()
    assert not np.allclose(one.items, third.items)


def test_blocks_change_nothing(taken, monkeypatch):
    whole = learn_behaviour(taken).similarity.toarray()
    monkeypatch.setattr(behaviour, "BLOCK", 4)
    assert np.allclose(learn_behaviour(taken).similarity.toarray(), whole)


def test_without_interactions_there_is_nothing():
    learned = learn_behaviour(sparse.csr_matrix((3, 4)))
    assert learned.similarity.nnz == 0 and learned.users.shape == (3, 1) and not learned.items.any()
