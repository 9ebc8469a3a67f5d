"""Leaves against HDBSCAN, fitted anew for each size."""

import hdbscan
import numpy as np
import pytest

from interest.hierarchy.clustering.leaves import Leaves


def blobs() -> np.ndarray:
    rng = np.random.default_rng(0)
    return np.vstack([rng.normal(center, 0.3, (40, 5)) for center in rng.uniform(-5, 5, (12, 5))])


POINTS = {
    "blobs": blobs(),
    "no structure": np.random.default_rng(1).uniform(size=(500, 5)),
    "twins": np.repeat(np.random.default_rng(2).normal(size=(100, 5)), 4, axis=0),
    "a grid": np.stack(np.meshgrid(*[np.arange(3.0)] * 5), axis=-1).reshape(-1, 5),
    "all the same": np.ones((50, 5)),
    "few": np.random.default_rng(3).normal(size=(6, 5)),
}


@pytest.mark.parametrize("name", POINTS)
@pytest.mark.parametrize("size", [2, 5, 9, 23, 60])
def test_leaves_are_those_of_hdbscan_and_numbered_as_there(name, size):
    points = POINTS[name]
    fitted = hdbscan.HDBSCAN(
        min_cluster_size=size, min_samples=min(5, len(points) - 1), cluster_selection_method="leaf"
    ).fit(points)
    assert Leaves.of_points(points, 5).labels(size).tolist() == fitted.labels_.tolist()


def test_blobs_are_found_and_one_tree_gives_all_sizes():
    leaves = Leaves.of_points(POINTS["blobs"], 5)
    found = leaves.labels(20)
    assert found.max() == 11
    blob = np.repeat(np.arange(12), 40)
    assert all(len(np.unique(blob[found == leaf])) == 1 for leaf in range(12))
    counts = [int(leaves.labels(size).max()) for size in range(2, 60)]
    assert counts[0] > 11
    assert counts == sorted(counts, reverse=True)


def test_a_merge_of_two_large_sides_parts_clusters_and_a_small_side_falls_out():
    """Points 0–2 and 3–5 at last joined; 6 joins the first three late."""
    linkage = np.array(
        [[0, 1, 1, 2], [7, 2, 1, 3], [3, 4, 1, 2], [9, 5, 1, 3], [8, 6, 2, 4], [11, 10, 3, 7]], dtype=float
    )
    leaves = Leaves.of(linkage)
    assert leaves.labels(3).tolist() == [0, 0, 0, 1, 1, 1, 0]  # the fourth is of the first cluster, though late
    assert leaves.labels(4).tolist() == [-1] * 7
    assert leaves.labels(2).tolist() == [0, 0, 0, 1, 1, 1, 0]
