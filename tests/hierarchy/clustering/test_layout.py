"""Layouts: reproducible, of the right shape at every size, with like statements together."""

import numpy as np
import pytest

from interest.hierarchy.clustering.features import unit
from interest.hierarchy.clustering.layout import layout
from interest.hierarchy.clustering.neighbours import neighbour_graph


def lay(features: np.ndarray, dimensions: int, seed: int = 0) -> np.ndarray:
    return layout(features, neighbour_graph(features), dimensions, min_dist=0.1, seed=seed)


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
