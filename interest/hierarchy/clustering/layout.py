"""UMAP layouts from the shared neighbour graph: five dimensions to cluster in, two to look at."""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import pandas as pd

from interest.hierarchy.clustering.fuzzy import fuzzy_graph
from interest.hierarchy.clustering.neighbours import NeighbourGraph
from interest.hierarchy.clustering.repeats import Repeats

if TYPE_CHECKING:
    from scipy.sparse import coo_array

MOST_DIMENSIONS = 5
EPOCHS = 200
"""umap-learn takes 500 up to 10,000 points, which agrees with labels no better (docs/benchmarks.md)."""
REPELLED = 5
"""Points drawn at random for each edge, from which its ends are pushed away: umap-learn's default, too."""
WIDE = 10.0
"""Side of the box that a layout starts in."""


@dataclass(frozen=True, eq=False)
class Layouts:
    """UMAP (McInnes et al. 2018) of n statements; what all layouts of them have in common is computed once.

    The steps are umap-learn's own. Its epochs are compiled here so that they are kept on disk for other processes,
    and layouts may run beside each other in threads.
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
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from umap.umap_ import find_ab_params, make_epochs_per_sample

        rng = np.random.RandomState(seed)  # as umap-learn's steps ask for
        places = start * (WIDE / max(np.abs(start).max(), 1e-9)) + rng.normal(scale=1e-4, size=start.shape)
        low = places.min(axis=0)
        places = np.ascontiguousarray(WIDE * (places - low) / (places.max(axis=0) - low), dtype=np.float32)
        pause = make_epochs_per_sample(self.edges.data, EPOCHS)
        a, b = find_ab_params(1.0, min_dist)
        return _run(places, self.edges, pause, a, b, rng)


def _run(
    places: np.ndarray, edges: "coo_array", pause: np.ndarray, a: float, b: float, rng: np.random.RandomState
) -> np.ndarray:
    """Stochastic gradient descent on `places` (n, d), the loop of umap-learn's `optimize_layout_euclidean`.

    An edge has its turn each `pause` epochs; a and b give the curve of nearness.
    """
    epoch = _compiled_epoch()
    pause_apart, nothing = pause / REPELLED, np.zeros(1, np.float32)
    due, due_apart = pause.copy(), pause_apart.copy()
    states = _chance(places, rng)
    for number in range(EPOCHS):
        speed = 1.0 - max(number - 1, 0) / EPOCHS
        epoch(
            places, places, edges.row, edges.col, len(places), pause, a, b, states, 1.0, places.shape[1], True, speed,
            pause_apart, due_apart, due, number, False, nothing, nothing, 0.0, 0.0, 0.0, 0.0, nothing, nothing, 0.0,
        )  # fmt: skip  # the rest is that of densMAP, which is not asked for
    return places


def _chance(places: np.ndarray, rng: np.random.RandomState) -> np.ndarray:
    """Where the chance of each of n places begins: (n, 3) int64.

    umap-learn adds the last digits of the places, in which processors differ, so that each gets another layout.
    """
    return rng.randint(-(2**31) + 1, 2**31 - 1, (len(places), 3)).astype(np.int64)


@cache
def _compiled_epoch() -> Callable[..., Any]:
    """One epoch, kept in `NUMBA_CACHE_DIR` (by default beside umap-learn); it lets other threads run."""
    import numba
    from umap.layouts import _optimize_layout_euclidean_single_epoch as epoch

    return numba.njit(epoch, fastmath=True, nogil=True, cache=True)


def _start(features: np.ndarray, edges: "coo_array") -> np.ndarray:
    """Where layouts start: in the first eigenvectors of the graph's Laplacian, or along the principal axes."""
    if len(features) <= 10 * MOST_DIMENSIONS:
        return _principal_axes(features, MOST_DIMENSIONS)
    from umap.spectral import spectral_layout

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # parts that hang together by nothing are fine
        return spectral_layout(features, edges, MOST_DIMENSIONS, np.random.RandomState(0))


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
