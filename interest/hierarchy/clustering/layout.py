"""UMAP layouts from the shared neighbour graph: five dimensions to cluster in, two to look at."""

import threading
import warnings

import numpy as np
import pandas as pd

from interest.hierarchy.clustering.neighbours import NeighbourGraph
from interest.hierarchy.clustering.repeats import Repeats

_UMAP_LOCK = threading.Lock()  # numba's workqueue layer aborts the process when two threads are in it


def layout(features: np.ndarray, graph: NeighbourGraph, dimensions: int, min_dist: float, seed: int) -> np.ndarray:
    """A UMAP layout (McInnes et al. 2018) of the statements: float32 of shape (n, dimensions)."""
    n = len(features)
    if n <= dimensions + 2:  # too few for a spectral start; their principal axes are as good
        return _principal_axes(features, dimensions)
    import umap

    with _UMAP_LOCK, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a fixed seed means one thread, as we want it; disconnected parts are fine
        reducer = umap.UMAP(
            n_components=dimensions,
            n_neighbors=graph.k,
            min_dist=min_dist,
            init="spectral" if n > 10 * dimensions else "random",
            random_state=seed,
            precomputed_knn=(graph.indices.astype(np.int64), graph.distances),
        )
        return reducer.fit_transform(features).astype(np.float32)


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
