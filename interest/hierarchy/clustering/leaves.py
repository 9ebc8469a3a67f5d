"""The leaves of HDBSCAN's tree for any minimum cluster size, from one single-linkage tree."""

from dataclasses import dataclass
from typing import Self

import numpy as np


@dataclass(frozen=True, eq=False)
class Leaves:
    """A single-linkage tree of n points, read once so that each minimum size costs what it finds.

    With a minimum size of m a merge parts two clusters if both sides have m points; a smaller side falls out of its
    cluster, as noise (the condensed tree of Campello et al. 2013). A leaf is a side of such a merge within which no
    other parts clusters, and has all points below it. Nodes are numbered as in SciPy's linkage matrices: 0 … n − 1 are
    the points, n + i what the i-th merge makes.
    """

    parts: np.ndarray
    """(2n − 1,) the largest minimum size for which a merge in or below the node parts two clusters; 0 for points."""
    sides: np.ndarray
    """(n − 1, 2) the nodes that each merge joins."""
    smaller: np.ndarray
    """(n − 1,) the points of the smaller side."""
    order: np.ndarray
    """(n,) the points in the order of the dendrogram, in which those below a node stand together …"""
    start: np.ndarray
    """… from here on, (2n − 1,) …"""
    sizes: np.ndarray
    """… so many, (2n − 1,)."""
    rank: np.ndarray
    """(2n − 1,) the nodes' places from the root down, level by level, in which clusters are numbered."""

    @classmethod
    def of(cls, linkage: np.ndarray) -> Self:
        """From a linkage matrix (n − 1, 4) as SciPy and `single_linkage_tree_.to_numpy()` of HDBSCAN have it."""
        n = len(linkage) + 1
        sides = linkage[:, :2].astype(np.int64)
        sizes = np.concatenate([np.ones(n, np.int64), linkage[:, 3].astype(np.int64)])
        smaller = sizes[sides].min(axis=1)
        parts, start = np.zeros(2 * n - 1, np.int64), np.zeros(2 * n - 1, np.int64)
        for i, (left, right) in enumerate(sides.tolist()):  # sides come before what joins them
            parts[n + i] = max(smaller[i], parts[left], parts[right])
        for i in range(n - 2, -1, -1):
            left, right = sides[i]
            start[left], start[right] = start[n + i], start[n + i] + sizes[left]
        order = np.empty(n, np.int64)
        order[start[:n]] = np.arange(n)
        return cls(parts, sides, smaller, order, start, sizes, _ranks(sides))

    @classmethod
    def of_points(cls, points: np.ndarray, min_samples: int) -> Self:
        """From points (n, f): by mutual reachability, `min_samples` neighbours making a point lie densely."""
        import hdbscan

        model = hdbscan.HDBSCAN(min_samples=min(min_samples, len(points) - 1), core_dist_n_jobs=1)
        return cls.of(model.fit(points).single_linkage_tree_.to_numpy())

    def labels(self, min_size: int) -> np.ndarray:
        """(n,) int32: the leaf of each point, 0 … k − 1, or −1 for one in none."""
        sides = self.sides[self.smaller >= min_size].ravel()
        leaves = sides[self.parts[sides] < min_size]
        labels = np.full(len(self.order), -1, np.int32)
        for number, leaf in enumerate(leaves[np.argsort(self.rank[leaves])].tolist()):
            start = self.start[leaf]
            labels[self.order[start : start + self.sizes[leaf]]] = number
        return labels


def _ranks(sides: np.ndarray) -> np.ndarray:
    n = len(sides) + 1
    rank = np.empty(2 * n - 1, np.int64)
    level, seen = np.array([2 * n - 2]), 0
    while len(level):
        rank[level] = seen + np.arange(len(level))
        seen += len(level)
        level = sides[level[level >= n] - n].ravel()
    return rank
