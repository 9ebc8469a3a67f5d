"""Layouts: reproducible, of the right shape at every size, with like statements together."""

import numpy as np
import pytest

from interest.hierarchy.clustering import layout
from interest.hierarchy.clustering.features import unit
from interest.hierarchy.clustering.layout import EPOCHS, Layouts
from interest.hierarchy.clustering.neighbours import neighbour_graph


def lay(features: np.ndarray, dimensions: int, seed: int = 0) -> np.ndarray:
    return Layouts.of(features, neighbour_graph(features))(dimensions, min_dist=0.1, seed=seed)


@pytest.mark.parametrize("n", [1, 3, 5, 7, 8, 12, 31, 60])
@pytest.mark.parametrize("dimensions", [2, 5])
def test_every_size_has_a_finite_layout(n, dimensions):
    points = lay(unit(np.random.default_rng(n).normal(size=(n, 16))), dimensions)
    assert points.shape == (n, dimensions)
    assert points.dtype == np.float32
    assert np.isfinite(points).all()


def test_the_same_seed_gives_the_same_layout():
    features = unit(np.random.default_rng(0).normal(size=(80, 16)))
    np.testing.assert_array_equal(lay(features, 2), lay(features, 2))
    assert (lay(features, 2) != lay(features, 2, seed=1)).any()


def test_statements_that_are_alike_lie_together():
    rng = np.random.default_rng(0)
    group = np.repeat(np.arange(3), 40)
    points = lay(unit(np.eye(16)[group] + rng.normal(0, 0.1, (120, 16))), 2)
    distances = np.linalg.norm(points[:, None] - points[None], axis=2)
    np.fill_diagonal(distances, np.inf)
    assert (group[distances.argmin(axis=1)] == group).mean() == 1


def test_texts_that_are_all_the_same_have_a_finite_layout():
    assert np.isfinite(lay(np.zeros((40, 16), np.float32), 2)).all()


def test_the_steps_are_those_of_umap(monkeypatch):
    from umap.umap_ import find_ab_params, simplicial_set_embedding

    def chance_of_umap(places: np.ndarray, rng: np.random.RandomState) -> np.ndarray:
        begin = rng.randint(-(2**31) + 1, 2**31 - 1, 3).astype(np.int64)
        return begin + places[:, :1].astype(np.float64).view(np.int64)

    monkeypatch.setattr(layout, "_chance", chance_of_umap)
    features = unit(np.random.default_rng(0).normal(size=(120, 16)))
    layouts = Layouts.of(features, neighbour_graph(features))
    state = np.random.RandomState(3)
    start = layouts.start[:, :2] * (10 / np.abs(layouts.start[:, :2]).max()) + state.normal(scale=1e-4, size=(120, 2))
    theirs, _ = simplicial_set_embedding(
        features, layouts.edges.tocsr(), 2, 1.0, *find_ab_params(1.0, 0.1), 1.0, 5, EPOCHS, start, state,
        "euclidean", {}, False, {}, False,
    )  # fmt: skip
    np.testing.assert_allclose(layouts(2, min_dist=0.1, seed=3), theirs, atol=1e-4)
