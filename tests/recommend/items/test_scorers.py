"""The models of who took what: one contract that all keep, and what each is by its formula."""

import numpy as np
import pytest
from scipy import sparse

from interest.recommend.items import scorers
from interest.recommend.items.scorers import Ease, Factors, Popularity, Spectrum, Together
from interest.users import spectrum

FITS = {
    "taken": Popularity.fit,
    "together": Together.fit,
    "ease": lambda taken: Spectrum.of(taken).ease(5.0),
    "factors": lambda taken: Factors.fit(taken, 0.02),
}
MODELS = [name for name in FITS if name != "taken"]


@pytest.fixture(scope="module")
def taken() -> sparse.csr_matrix:
    """60 users: the even ones took six of the items 0 … 9, the odd ones of 10 … 19; nobody took item 20."""
    rng = np.random.default_rng(0)
    cells = [(user, 10 * (user % 2) + item) for user in range(60) for item in rng.permutation(10)[:6]]
    user, item = np.transpose(cells)
    return sparse.csr_matrix((np.ones(len(cells)), (user, item)), shape=(60, 21))


@pytest.mark.parametrize("name", FITS)
def test_scores_are_those_of_each_row_by_itself_and_the_same_each_time(taken, name):
    one, other = FITS[name](taken), FITS[name](taken)
    scores = one.scores(taken)
    assert scores.shape == taken.shape and scores.dtype == np.float32 and np.isfinite(scores).all()
    np.testing.assert_allclose(scores[7], one.scores(taken[[7]])[0], rtol=1e-5, atol=1e-6)
    np.testing.assert_array_equal(scores, other.scores(taken))


@pytest.mark.parametrize("name", MODELS)
def test_models_keep_to_the_taste_and_know_nothing_of_what_nobody_took(taken, name):
    scores = np.where(taken.toarray() > 0, np.nan, FITS[name](taken).scores(taken))
    assert np.nanmin(scores[0, :10]) > np.nanmax(scores[0, 10:])
    assert not scores[:, 20].any()
    assert not FITS[name](taken).scores(sparse.csr_matrix((1, 21))).any()


@pytest.mark.parametrize("name", MODELS)
def test_what_each_taken_item_gives_adds_up_to_the_score(taken, name):
    model, row = FITS[name](taken), taken[[4]]
    item = next(item for item in range(10) if item not in row.indices)
    assert model.shares(row, item).sum() == pytest.approx(model.scores(row)[0, item], rel=1e-4)


@pytest.mark.parametrize("name", FITS)
@pytest.mark.parametrize("shape", [(3, 1), (3, 2), (1, 3), (0, 2)])
def test_any_catalogue_will_do(name, shape):
    nobody = sparse.csr_matrix(shape)
    assert FITS[name](nobody).scores(nobody).shape == shape
    somebody = sparse.csr_matrix(np.eye(*shape))
    assert np.isfinite(FITS[name](somebody).scores(somebody)).all()


@pytest.mark.parametrize(("exact", "few"), [(1500, 512), (5, 21)])
def test_ease_is_steck_s(taken, monkeypatch, exact, few):
    """By the inverse of the items' Gram matrix; with few items or users, and by the random subspace."""
    monkeypatch.setattr(spectrum, "EXACT", exact)
    monkeypatch.setattr(spectrum, "DIRECTIONS", few)
    for matrix in (taken, taken[:12]):
        inverse = np.linalg.inv((matrix.T @ matrix).toarray() + 5.0 * np.eye(21))
        weights = -inverse / np.diag(inverse)
        np.fill_diagonal(weights, 0.0)
        free = matrix.toarray() == 0
        found: Ease = Spectrum.of(matrix).ease(5.0)
        np.testing.assert_allclose(found.scores(matrix)[free], (matrix @ weights)[free], atol=1e-4)


def test_conjugate_gradients_lead_to_the_factors_that_each_person_is_given_when_asked(taken, monkeypatch):
    """Least squares by an equation a person, as scores are made, and by a few steps for all at once."""
    model = Factors.fit(taken, 0.02)
    items = model.items.astype(np.float32)
    monkeypatch.setattr(scorers, "STEPS", 60)
    monkeypatch.setattr(scorers, "AT_ONCE", 50)
    people = scorers._descended(
        (taken * scorers.ALPHA).tocsr().astype(np.float32), np.zeros((60, 21), np.float32), items, 0.02
    )
    np.testing.assert_allclose(people @ items.T, model.scores(taken), atol=1e-3)


def test_low_ratings_speak_against_what_goes_with_them(taken):
    row = sparse.csr_matrix(([1.0, -0.5], ([0, 0], [0, 11])), (1, 21))
    for name in MODELS:
        with_low, without = (FITS[name](taken).scores(some)[0] for some in (row, row.maximum(0).tocsr()))
        assert with_low[[10, 12, 13, 14]].sum() < without[[10, 12, 13, 14]].sum()


def test_blocks_change_nothing(taken, monkeypatch):
    whole = Together.fit(taken).similarity.toarray()
    monkeypatch.setattr(scorers, "BLOCK", 4)
    assert np.allclose(Together.fit(taken).similarity.toarray(), whole)
