"""The fuzzy graph is that of umap-learn."""

import numpy as np
import pytest

from interest.hierarchy.clustering.features import unit
from interest.hierarchy.clustering.fuzzy import fuzzy_graph
from interest.hierarchy.clustering.neighbours import neighbour_graph


@pytest.mark.parametrize("copies", [1, 3, 40])
def test_it_is_the_one_of_umap(copies):
    from umap.umap_ import fuzzy_simplicial_set

    features = unit(np.repeat(np.random.default_rng(0).normal(size=(120 // copies, 16)), copies, axis=0))
    graph = neighbour_graph(features.astype(np.float32))
    theirs, _, _ = fuzzy_simplicial_set(
        features, graph.k, np.random.RandomState(0), "euclidean",
        knn_indices=graph.indices.astype(np.int64), knn_dists=graph.distances,
    )  # fmt: skip
    np.testing.assert_allclose(fuzzy_graph(graph).toarray(), theirs.toarray(), atol=1e-3)
