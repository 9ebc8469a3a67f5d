"""Centroids of clusters, and statements that belong to none joined to the nearest."""

from collections.abc import Mapping

import numpy as np

ROUNDS = 5
"""Times that outliers choose: after these few still move."""


def centroids(features: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """The mean direction of each cluster 0 … k − 1: (k, f) float32, L2-normalised; outliers (−1) have no say."""
    from scipy import sparse

    inside = np.flatnonzero(labels >= 0)
    spread = sparse.csr_matrix(
        (np.ones(len(inside), np.float32), (labels[inside], inside)), (labels.max() + 1, len(labels))
    )
    sums = spread @ features
    return (sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-12)).astype(np.float32)


def nearest_group(meaning: np.ndarray, rows: np.ndarray, groups: Mapping[str, np.ndarray]) -> str:
    """Which of some groups, statements (positions) by id, some others at `rows` are most like, by centroids."""
    number = np.full(len(meaning), -1)
    for i, own in enumerate(groups.values()):
        number[own] = i
    number[rows] = len(groups)
    center = centroids(meaning, number)
    return list(groups)[int((center[:-1] @ center[-1]).argmax())]


def join_nearest(features: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Outliers (−1) get the cluster of the nearest centroid by cosine: labels of shape (n,), all ≥ 0.

    Cluster cores are tighter than what belongs to them, so that their centroids move with the outliers that they take
    in, as in k-means, and outliers choose again, while members stay where density put them.
    """
    outliers = labels < 0
    if not outliers.any() or labels.max() < 0:
        return np.maximum(labels, 0)
    full = labels.copy()
    for _ in range(ROUNDS):
        chosen = (features[outliers] @ centroids(features, full).T).argmax(axis=1)
        if (chosen == full[outliers]).all():
            break
        full[outliers] = chosen
    return full
