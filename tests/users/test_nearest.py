"""The nearest vectors: exact among few, nearly so among many."""

import numpy as np
import pytest

from interest.users import nearest
from interest.users.nearest import Nearest
from interest.users.vectors import unit


@pytest.fixture(scope="module")
def grouped() -> np.ndarray:
    """20,000 vectors in 200 groups that overlap."""
    rng = np.random.default_rng(0)
    centres = rng.normal(size=(200, 48))
    return unit((centres[rng.integers(200, size=20_000)] + rng.normal(size=(20_000, 48))).astype(np.float32))


def best(found: tuple[np.ndarray, np.ndarray], k: int = 10) -> set[int]:
    rows, cosine = found
    return set(rows[np.argsort(-cosine)[:k]].tolist())


def test_among_few_all_are_compared(grouped):
    rows, cosine = Nearest(grouped).cosines(grouped[7])
    assert rows.tolist() == list(range(20_000))
    np.testing.assert_array_equal(cosine, grouped @ grouped[7])


def test_among_many_nearly_all_of_the_nearest_are_found(grouped, monkeypatch):
    queries = unit(grouped[:200] + np.random.default_rng(1).normal(0, 0.05, (200, 48)).astype(np.float32))
    exact = [best(Nearest(grouped).cosines(query)) for query in queries]
    monkeypatch.setattr(nearest, "EXACT_UP_TO", 1000)
    finder = Nearest(grouped)
    found = [finder.cosines(query) for query in queries]
    recall = np.mean([len(best(one) & other) / 10 for one, other in zip(found, exact, strict=True)])
    assert recall >= 0.95
    assert max(len(rows) for rows, _ in found) < 0.3 * len(grouped)
    for query, (rows, cosine) in zip(queries[:5], found[:5], strict=True):
        np.testing.assert_allclose(cosine, grouped[rows] @ query, atol=1e-6)
        assert len(np.unique(rows)) == len(rows)


def test_the_same_vectors_give_the_same_answer(grouped, monkeypatch):
    monkeypatch.setattr(nearest, "EXACT_UP_TO", 1000)
    one, other = (Nearest(grouped[:5000]).cosines(grouped[3])[0] for _ in range(2))
    np.testing.assert_array_equal(one, other)
