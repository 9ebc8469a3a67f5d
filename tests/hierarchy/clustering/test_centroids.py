"""Centroids, and how outliers join clusters."""

import numpy as np

from interest.hierarchy.clustering.centroids import centroids, join_nearest
from interest.hierarchy.clustering.features import unit


def test_outliers_join_the_nearest_centroid_and_members_stay():
    features = unit(np.array([[1, 0], [0.9, 0.1], [0, 1], [0.1, 0.9], [0.8, 0.4], [0, 0]]))
    labels = np.array([0, 0, 1, 1, -1, -1])
    assert join_nearest(features, labels).tolist()[:5] == [0, 0, 1, 1, 0]
    assert (join_nearest(features, labels) >= 0).all()
    np.testing.assert_allclose(centroids(features, labels), centroids(features[:4], labels[:4]))


def test_what_joined_draws_its_neighbours_after_it():
    """A chain of outliers that leads from one cluster, whose middle moves with it, towards the other."""
    degrees = np.radians([0, 0, 90, 90, 30, 35, 40, 44, 46])
    features = np.stack([np.cos(degrees), np.sin(degrees)], axis=1).astype(np.float32)
    labels = np.array([0, 0, 1, 1, -1, -1, -1, -1, -1])
    assert join_nearest(features, labels).tolist() == [0, 0, 1, 1, 0, 0, 0, 0, 0]


def test_without_clusters_all_are_one():
    assert join_nearest(np.eye(3, dtype=np.float32), np.full(3, -1)).tolist() == [0, 0, 0]
