"""UMAP layouts from the shared neighbour graph: five dimensions to cluster in, two to look at."""

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np
import pandas as pd

from interest.hierarchy.clustering.descent import EPOCHS, descend
from interest.hierarchy.clustering.fuzzy import fuzzy_graph
from interest.hierarchy.clustering.neighbours import NeighbourGraph
from interest.hierarchy.clustering.repeats import Repeats

if TYPE_CHECKING:
    from scipy.sparse import coo_array

MOST_DIMENSIONS = 5
WIDE = 10.0
"""Side of the box that a layout starts in."""


@dataclass(frozen=True, eq=False)
class Layouts:
    """UMAP (McInnes et al. 2018) of n statements; what all layouts of them have in common is computed once.

    The steps are umap-learn's; how they are made faster says `descent`. Layouts may run beside each other in threads.
    """

    edges: "coo_array | None"
    """(n, n) how far statements are neighbours; None for so few that they have their principal axes for a layout."""
    start: np.ndarray
    """(n, 5) where the statements are at first."""

    @classmethod
    def of(cls, features: np.ndarray, graph: NeighbourGraph) -> Self:
        """For features (n, f) and their nearest neighbours."""
        n = len(features)
        if n <= MOST_DIMENSIONS + 2:
            return cls(None, _principal_axes(features, MOST_DIMENSIONS))
        edges = fuzzy_graph(graph).tocoo()
        edges.data[edges.data < edges.data.max() / EPOCHS] = 0  # would never have a turn
        edges.eliminate_zeros()
        return cls(edges, _start(features, edges))

    def __call__(self, dimensions: int, min_dist: float, seed: int) -> np.ndarray:
        """A layout: float32 of shape (n, dimensions), with up to five dimensions."""
        start = self.start[:, :dimensions]
        if self.edges is None:
            return start
        rng = np.random.RandomState(seed)
        places = start * (WIDE / max(np.abs(start).max(), 1e-9)) + rng.normal(scale=1e-4, size=start.shape)
        low = places.min(axis=0)
        places = np.ascontiguousarray(WIDE * (places - low) / (places.max(axis=0) - low), dtype=np.float32)
        descend(places, self.edges, min_dist, rng)
        return places


def _start(features: np.ndarray, edges: "coo_array") -> np.ndarray:
    """Where layouts start: in the first eigenvectors of the graph's Laplacian, or along the principal axes."""
    from scipy.sparse.csgraph import connected_components

    if len(features) <= 10 * MOST_DIMENSIONS:
        return _principal_axes(features, MOST_DIMENSIONS)
    if connected_components(edges, directed=False)[0] == 1:
        return _eigenvectors(edges)
    from umap.spectral import spectral_layout  # lays out the parts as well; compiled anew, it takes long to import

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # parts that hang together by nothing are fine
        return spectral_layout(features, edges, MOST_DIMENSIONS, np.random.RandomState(0))


def _eigenvectors(edges: "coo_array") -> np.ndarray:
    """Those of the normalised Laplacian of a connected graph (n, n) to its smallest eigenvalues but 0, (n, 5)."""
    from scipy.sparse import diags_array, eye_array
    from scipy.sparse.linalg import eigsh

    n, k = edges.shape[0], MOST_DIMENSIONS + 1
    scale = diags_array(1 / np.sqrt(edges.sum(axis=0)))
    laplacian = (eye_array(n) - scale @ edges @ scale).tocsr()
    values, vectors = eigsh(
        laplacian, k, which="SM", ncv=max(2 * k + 1, int(np.sqrt(n))), tol=1e-4, v0=np.ones(n), maxiter=5 * n
    )
    return vectors[:, np.argsort(values)[1:]]


def spread(flat: np.ndarray, repeats: Repeats) -> np.ndarray:
    """Where all statements lie on a map (m, 2) of different ones: (n, 2).

    Those that say the same fill a disc, in the spiral of a sunflower's seeds (Vogel 1979), so that areas show how often
    a thing is said; the seeds are half as far apart as statements are from their nearest neighbours (median).
    """
    from scipy.spatial import KDTree

    if len(repeats.number) == len(flat):
        return flat
    apart = np.median(np.asarray(KDTree(flat).query(flat, k=2)[0])[:, 1]) / 2 if len(flat) > 1 else 1.0
    copy = pd.Series(repeats.number).groupby(repeats.number).cumcount().to_numpy()  # 0 for the first statement
    angle, radius = copy * np.pi * (3 - np.sqrt(5)), apart * np.sqrt(copy)
    disc = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
    return (repeats.again(flat) + disc).astype(np.float32)


def _principal_axes(features: np.ndarray, dimensions: int) -> np.ndarray:
    centred = features - features.mean(axis=0)
    left, lengths, _ = np.linalg.svd(centred, full_matrices=False)
    axes = left[:, :dimensions] * lengths[:dimensions]
    return np.pad(axes, ((0, 0), (0, dimensions - axes.shape[1]))).astype(np.float32)
