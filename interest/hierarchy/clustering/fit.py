"""How well a grouping of statements fits them: one measure for the choice of topics and of categories."""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from interest.hierarchy.clustering.centroids import centroids

SAMPLE = 3000
"""Statements compared with one another: enough for a mean to two decimals, few enough for an instant answer."""


@dataclass(frozen=True, eq=False)
class Fit:
    """Two thirds silhouette of the layout (Rousseeuw 1987), one third simplified silhouette of the features.

    The layout is where the clusters were found and has most to say, but it draws everything together that is loosely
    related; the features, compared with centroids alone (Hruschka et al. 2004), object to clusters that are too wide.
    Distances are computed once, so that comparing many groupings of the same statements costs little.
    """

    distances: np.ndarray
    """(s, s) float32: Euclidean distances of sampled statements in the layout."""
    features: np.ndarray
    """(s, f) float32: their features, L2-normalised."""
    sample: np.ndarray
    """(s,) the positions of the sampled statements."""

    @classmethod
    def of(cls, points: np.ndarray, features: np.ndarray, among: np.ndarray | None = None) -> Self:
        """The measure for a layout (n, p) and features (n, f) of n statements, by all of them or those at `among`."""
        from scipy.spatial.distance import cdist

        sample = np.arange(len(points)) if among is None else among
        if len(sample) > SAMPLE:
            sample = np.sort(np.random.default_rng(0).choice(sample, SAMPLE, replace=False))
        distances = cdist(points[sample], points[sample]).astype(np.float32)
        return cls(distances, np.ascontiguousarray(features[sample]), sample)

    def among(self, rows: np.ndarray) -> Self:
        """The measure by those of the sampled statements alone that are among some of all, (n,) bool."""
        if rows[self.sample].all():
            return self
        kept = np.flatnonzero(rows[self.sample])
        return replace(
            self, distances=self.distances[np.ix_(kept, kept)], features=self.features[kept], sample=self.sample[kept]
        )

    def __call__(self, labels: np.ndarray) -> float:
        """The fit of a grouping, labels (n,) ≥ 0, in [−1, 1]; 0 where all sampled statements are in one group."""
        _, groups = np.unique(labels[self.sample], return_inverse=True)
        if groups.max(initial=0) < 1:
            return 0.0
        return float(2 * silhouette(self.distances, groups) + self._of_features(groups)) / 3

    def _of_features(self, groups: np.ndarray) -> float:
        distance = 1 - self.features @ centroids(self.features, groups).T  # (s, k)
        return _contrast(*_own_and_nearest(distance, groups))


def silhouette(distances: np.ndarray, groups: np.ndarray) -> float:
    """Mean silhouette (Rousseeuw 1987) from distances (s, s) and groups (s,) 0 … k − 1; 0 for a group of one."""
    sizes = np.bincount(groups)
    member = np.eye(len(sizes), dtype=np.float32)[groups]  # (s, k)
    sums = distances @ member
    own, nearest = _own_and_nearest(sums / sizes, groups)
    others = sizes[groups] - 1
    own = own * sizes[groups] / np.maximum(others, 1)  # the mean over the others, without oneself
    return _contrast(own, np.where(others > 0, nearest, own))


def _own_and_nearest(distance: np.ndarray, groups: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """From distances (s, k) to groups: to the own one and to the nearest other, (s,) each."""
    rows = np.arange(len(groups))
    own = distance[rows, groups].copy()
    distance[rows, groups] = np.inf
    return own, distance.min(axis=1)


def _contrast(own: np.ndarray, nearest: np.ndarray) -> float:
    return float(((nearest - own) / np.maximum(np.maximum(own, nearest), 1e-9)).mean())
