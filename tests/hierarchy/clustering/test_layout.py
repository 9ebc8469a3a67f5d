"""Layouts: reproducible, of the right shape at every size, with like statements together."""

import numpy as np
import pytest
from scipy.sparse.csgraph import connected_components
from sklearn.manifold import trustworthiness
from sklearn.metrics import silhouette_score

from interest.hierarchy.clustering.descent import EPOCHS
from interest.hierarchy.clustering.features import unit
from interest.hierarchy.clustering.layout import Layouts
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


def test_a_graph_in_parts_has_a_layout_that_keeps_them_apart():
    rng = np.random.default_rng(0)
    group = np.repeat(np.arange(3), 60)
    scatter = [rng.normal(size=(180, 8)) * (group[:, None] == own) for own in range(3)]
    features = unit(np.eye(24)[8 * group] + 0.2 * np.hstack(scatter))
    layouts = Layouts.of(features, neighbour_graph(features))
    assert connected_components(layouts.edges, directed=False, return_labels=False) == 3
    assert silhouette_score(layouts(5, min_dist=0.0, seed=0), group) > 0.5


@pytest.fixture(scope="module")
def waves() -> tuple[Layouts, np.ndarray]:
    """Four hundred points along a winding line, which is not straight in any two dimensions."""
    t = np.linspace(0, 6 * np.pi, 400)
    features = np.column_stack([np.sin(t), np.cos(t), np.sin(t / 3), np.cos(t / 3), 0.1 * t])
    features = unit(features + np.random.default_rng(0).normal(0, 0.05, features.shape))
    return Layouts.of(features, neighbour_graph(features)), features


def test_layouts_start_where_those_of_umap_learn_do(waves):
    from umap.spectral import spectral_layout

    layouts, features = waves
    theirs = spectral_layout(features, layouts.edges, 5, np.random.RandomState(0))
    np.testing.assert_allclose(layouts.start, theirs, atol=1e-9)


def test_neighbours_stay_neighbours_as_often_as_with_umap_learn(waves):
    from umap.umap_ import find_ab_params, simplicial_set_embedding

    layouts, features = waves
    for seed in range(3):
        theirs, _ = simplicial_set_embedding(
            features, layouts.edges.tocsr(), 2, 1.0, *find_ab_params(1.0, 0.1), 1.0, 5, EPOCHS, "spectral",
            np.random.RandomState(seed), "euclidean", {}, False, {}, False,
        )  # fmt: skip
        ours = layouts(2, min_dist=0.1, seed=seed)
        assert (
            trustworthiness(features, ours, n_neighbors=15) > trustworthiness(features, theirs, n_neighbors=15) - 0.01
        )
