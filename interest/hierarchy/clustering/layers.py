"""Topics from the layers of one HDBSCAN hierarchy.

One single-linkage tree (mutual reachability, Campello et al. 2013) is condensed at growing minimum cluster sizes: each
size gives a layer, from fine to coarse. No size is right for all data, so that the layers themselves have to say which
one to take: what stays the same over a wide range of sizes is a property of the data, what comes and goes is not.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from interest.hierarchy.clustering.centroids import centroids, join_nearest
from interest.hierarchy.clustering.fit import Fit
from interest.hierarchy.clustering.joining import BRANCHING, FEWEST_CATEGORIES
from interest.hierarchy.clustering.leaves import Leaves

if TYPE_CHECKING:
    from scipy import sparse

MIN_SAMPLES = 5
"""HDBSCAN's smoothing of the density: how many neighbours a statement needs to count as lying densely."""
FEWEST = 200
"""Different statements below which Ward's method finds more than density does, see `few` and `benchmarks/few.py`."""
SMALLEST_TOPIC = 5
LARGEST_SHARE = 1 / 8
"""Coarsest layer: clusters of at least an eighth of the data, of which there can't be more than eight."""
LAYERS = 28
"""Sizes tried, evenly in their logarithm: neighbouring ones differ by less than a third for up to 50,000 statements."""
SAME_COUNT = 0.1
"""Layers whose numbers of clusters differ by less than a tenth show the same picture."""
LASTING = 0.07
"""What it is worth, in fit, that a picture lasts while sizes grow by a factor of e."""
MOST_AGREED = 500
"""Clusters beyond which layouts are not asked where they agree: nobody reads so many topics, and it takes long."""
UNUSUAL = 0.06
"""By how much, in fit, a number of topics e times the rule of thumb (or 1/e of it) must be better."""


@dataclass(frozen=True, eq=False)
class Layer:
    """One way to cut the statements into clusters."""

    min_size: int
    labels: np.ndarray
    """(n,) int32: 0 … n_clusters − 1, or −1 for an outlier."""
    fit: float
    """How well it fits layout and features (see `Fit`), outliers with their nearest cluster: in [−1, 1]."""
    lasting: float = 0.0
    """Over how wide a range of sizes, in natural logarithms, about as many clusters are found (see `widths`)."""

    @property
    def n_clusters(self) -> int:
        """How many clusters there are."""
        return int(self.labels.max(initial=-1)) + 1

    @property
    def outliers(self) -> float:
        """The share of statements in no cluster."""
        return float((self.labels < 0).mean())


def hdbscan_layers(points: np.ndarray, features: np.ndarray, counts: np.ndarray | None = None) -> list[Layer]:
    """The different layers of a layout (n, 5), from fine to coarse; `features` (n, f) say where outliers would go.

    `counts` (n,) says how many statements each point stands for, by default one. Raises nothing: where there are fewer
    than `FEWEST` points, or no structure, the list is empty.
    """
    n = len(points)
    if n < FEWEST:
        return []
    leaves = Leaves.of_points(points, MIN_SAMPLES)
    largest = max(SMALLEST_TOPIC, n * LARGEST_SHARE)
    fit = Fit.of(points, features)
    layers = []
    for size in np.unique(np.geomspace(SMALLEST_TOPIC, largest, LAYERS).round().astype(int)):
        labels = leaves.labels(int(size))
        if counts is not None:
            labels = with_frequent(labels, int(size), features, counts)
        if labels.max() < 1:
            continue
        layers.append(Layer(int(size), labels, fit(join_nearest(features, labels))))
    return with_lasting(layers)


def with_frequent(labels: np.ndarray, min_size: int, features: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """What is said as often as all of a smallest cluster, and is not like the cluster it is in, becomes one by itself.

    `labels` (n,), −1 for outliers, are of points with `features` (n, f) that stand for `counts` (n,) statements;
    `min_size` counts points. Not like its cluster is an outlier, and what has less than half of the usual (median)
    cosine with the centroid: a layout has to put a statement that is like no other somewhere, too.
    """
    frequent = np.flatnonzero(counts > min_size * counts.mean())
    if len(frequent) == 0 or labels.max() < 0:
        return labels
    cosine = (features * centroids(features, labels)[labels]).sum(axis=1)
    usual = pd.Series(cosine).groupby(labels).transform("median").to_numpy()
    alone = frequent[(labels[frequent] < 0) | (cosine[frequent] < usual[frequent] / 2)]
    numbered = labels.copy()
    numbered[alone] = labels.max() + 1 + np.arange(len(alone))
    return numbered


def with_lasting(layers: Sequence[Layer]) -> list[Layer]:
    """The layers of one layout, each with how long it lasts."""
    return [replace(layer, lasting=width) for layer, width in zip(layers, widths(layers).tolist(), strict=True)]


def averaged(layers: Sequence[Layer], others: Sequence[Sequence[Layer]]) -> list[Layer]:
    """The layers with the clusters on which these and other layouts of the same statements agree, and with the mean fit
    and lasting that all of them give the number of clusters.

    UMAP's chance, which the last digits of the vectors throw, decides at the edges of clusters and about which of two
    good numbers of them fits a hair better. Between two layers of a layout fit and lasting are interpolated over the
    logarithm of the number of clusters.
    """
    views = [view for view in (layers, *others) if view]
    if not layers:
        return []
    numbers = np.log([layer.n_clusters for layer in layers])
    fit, lasting = (np.mean([_at(numbers, view, name) for view in views], axis=0) for name in ("fit", "lasting"))
    labels = [agreed(layer, views[1:]) for layer in layers]
    figures = zip(layers, labels, fit, lasting, strict=True)
    return [replace(layer, labels=own, fit=float(f), lasting=float(w)) for layer, own, f, w in figures]


def agreed(layer: Layer, others: Sequence[Sequence[Layer]]) -> np.ndarray:
    """The clusters on which a layer and other layouts agree, about as many: labels (n,) int32, −1 for outliers.

    Each other layout brings its layer with the nearest number of clusters. The clusters of all are grouped by average
    linkage of their Jaccard distances; a statement belongs to the group that most layouts put it in, and to none if
    fewer than half of them do (the meta-clustering of Strehl and Ghosh 2002).

    References:
        Strehl, A. and Ghosh, J. (2002). Cluster ensembles: a knowledge reuse framework for combining multiple
        partitions. Journal of Machine Learning Research 3.
    """
    from scipy import sparse
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    if not others or layer.n_clusters > MOST_AGREED:
        return layer.labels
    near = [min(view, key=lambda other: abs(np.log(other.n_clusters / layer.n_clusters))) for view in others]
    members = sparse.hstack([_members(labels) for labels in (layer.labels, *(other.labels for other in near))], "csr")
    size, both = np.asarray(members.sum(axis=0)).ravel(), (members.T @ members).toarray()
    apart = squareform(1 - both / (size[:, None] + size - both), checks=False)
    group = fcluster(linkage(apart, "average"), layer.n_clusters, "maxclust") - 1
    votes = np.asarray((members @ _members(group)).todense())  # (n, n_groups): how many layouts put it there
    inside = 2 * votes.max(axis=1) >= 1 + len(others)
    labels = np.full(len(votes), -1, np.int32)
    labels[inside] = np.unique(votes[inside].argmax(axis=1), return_inverse=True)[1]
    return labels if labels.max() > 0 else layer.labels


def _members(labels: np.ndarray) -> "sparse.csr_matrix":
    """Which clusters 0 … k − 1 have which of n members, (n, k), of labels (n,), −1 for none."""
    from scipy import sparse

    inside = np.flatnonzero(labels >= 0)
    shape = len(labels), int(labels.max(initial=-1)) + 1
    return sparse.csr_matrix((np.ones(len(inside), np.float32), (inside, labels[inside])), shape)


def _at(numbers: np.ndarray, layers: Sequence[Layer], name: str) -> np.ndarray:
    """What layers have under a name at some logarithms of numbers of clusters; of layers of one number, the best."""
    best: dict[int, float] = {}
    for layer in layers:
        best[layer.n_clusters] = max(getattr(layer, name), best.get(layer.n_clusters, -np.inf))
    known = sorted(best)
    return np.interp(numbers, np.log(known), [best[number] for number in known])


def choose_topics(
    layers: Sequence[Layer], categories: int = FEWEST_CATEGORIES, count: int | None = None, n: int | None = None
) -> Layer:
    """The layer for topics: the nearest to `count`, or the best one that has some topics for each category.

    Best is what fits, lasts (the same number of clusters over a wide range of sizes), and is not far from what is
    usual: a quadratic prior on the logarithm of the number, around √(n/2) for n different statements (Mardia et al.
    1979; by default none says the same), decides where the data don't. Raises `ValueError` when there are no layers.
    """
    if count is not None:
        return min(layers, key=lambda layer: (abs(layer.n_clusters - count), -layer.fit))
    if not layers:
        raise ValueError("there is no layer to choose from")
    usual = np.sqrt((n or len(layers[0].labels)) / 2)
    worth = {
        layer.min_size: layer.fit + LASTING * layer.lasting - UNUSUAL * float(np.log(layer.n_clusters / usual)) ** 2
        for layer in layers
    }
    for branching in (BRANCHING, 2):
        fine = [layer for layer in layers if layer.n_clusters >= branching * categories]
        if fine:
            return max(fine, key=lambda layer: worth[layer.min_size])
    return max(layers, key=lambda layer: worth[layer.min_size])


def widths(layers: Sequence[Layer]) -> np.ndarray:
    """Over how wide a range of sizes, in natural logarithms, each layer's number of clusters stays the same.

    Between two layers the logarithm of the number is interpolated; numbers count as the same within `SAME_COUNT`.
    """
    size = np.log([layer.min_size for layer in layers])
    count = np.log([layer.n_clusters for layer in layers])
    if not layers:
        return np.zeros(0)
    grid = np.linspace(size[0], size[-1] + np.log(1.2), 300)
    same = np.abs(np.interp(grid, size, count) - count[:, None]) <= SAME_COUNT  # (n_layers, 300)
    return same.mean(axis=1) * (grid[-1] - grid[0])
