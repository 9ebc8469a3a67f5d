"""The graph of nearest neighbours against a naive computation."""

import numpy as np
import pytest

from interest.hierarchy.clustering import neighbours
from interest.hierarchy.clustering.features import unit
from interest.hierarchy.clustering.neighbours import neighbour_graph


@pytest.mark.parametrize(("n", "k"), [(200, 7), (50, 30), (6, 30), (1, 30)])
def test_equals_the_naive_computation(n, k, monkeypatch):
    monkeypatch.setattr(neighbours, "ROWS", 64)  # several blocks of rows
    features = unit(np.random.default_rng(n).normal(size=(n, 12)))
    graph = neighbour_graph(features, k)
    distances = 1 - features @ features.T
    np.fill_diagonal(distances, -1)
    assert graph.k == min(n, k)
    assert graph.indices.tolist() == np.argsort(distances, axis=1)[:, : graph.k].tolist()
    expected = np.sort(np.maximum(distances, 0), axis=1)[:, : graph.k]
    np.testing.assert_allclose(graph.distances, expected, atol=2e-6)


def test_each_comes_first_among_its_duplicates():
    features = unit(np.repeat(np.eye(3), 4, axis=0))
    graph = neighbour_graph(features, 4)
    assert graph.indices[:, 0].tolist() == list(range(12))
    assert (graph.indices // 4 == np.arange(12)[:, None] // 4).all()
    assert (graph.distances < 1e-6).all()
    assert all(len(set(row)) == 4 for row in graph.indices.tolist())
