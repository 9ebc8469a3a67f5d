"""Topics and the number of categories from the layers of one HDBSCAN hierarchy.

One single-linkage tree (mutual reachability, Campello et al. 2013) is condensed at growing minimum cluster sizes: each
size gives a layer, from fine to coarse. No size is right for all data, so that the layers themselves have to say which
one to take: what stays the same over a wide range of sizes is a property of the data, what comes and goes is not.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

MIN_SAMPLES = 5
"""HDBSCAN's smoothing of the density: how many neighbours a statement needs to count as lying densely."""
SMALLEST_TOPIC = 5
LARGEST_SHARE = 1 / 8
"""Coarsest layer: clusters of at least an eighth of the data, of which there can't be more than eight."""
LAYERS = 28
"""Sizes tried, evenly in their logarithm: neighbouring ones differ by less than a third for up to 50,000 statements."""
BRANCHING = 3
"""Topics a category on average, at least: a level that doesn't part the one above it shows the same thing twice."""
FEWEST_CATEGORIES, MOST_CATEGORIES = 4, 15
"""What a person can take in at a glance."""
SILHOUETTE_SAMPLE = 4000


@dataclass(frozen=True, eq=False)
class Layer:
    """One way to cut the statements into clusters."""

    min_size: int
    labels: np.ndarray
    """(n,) int32: 0 … n_clusters − 1, or −1 for an outlier."""
    fit: float
    """Silhouette of the layout, outliers with their nearest cluster: in [−1, 1]."""

    @property
    def n_clusters(self) -> int:
        """How many clusters there are."""
        return int(self.labels.max(initial=-1)) + 1

    @property
    def outliers(self) -> float:
        """The share of statements in no cluster."""
        return float((self.labels < 0).mean())


def hdbscan_layers(points: np.ndarray, features: np.ndarray) -> list[Layer]:
    """The different layers of a layout (n, 5), from fine to coarse; `features` (n, f) say where outliers would go.

    Raises nothing: where the data have no structure the list is empty.
    """
    import hdbscan
    from hdbscan.hdbscan_ import _tree_to_labels
    from sklearn.metrics import silhouette_score

    n = len(points)
    if n < 2 * SMALLEST_TOPIC:
        return []
    model = hdbscan.HDBSCAN(min_cluster_size=SMALLEST_TOPIC, min_samples=min(MIN_SAMPLES, n - 1)).fit(points)
    linkage = model.single_linkage_tree_.to_numpy()
    largest = max(SMALLEST_TOPIC, n * LARGEST_SHARE)
    layers = []
    for size in np.unique(np.geomspace(SMALLEST_TOPIC, largest, LAYERS).round().astype(int)):
        labels = _tree_to_labels(points, linkage, min_cluster_size=int(size), cluster_selection_method="leaf")[0]
        labels = np.asarray(labels, dtype=np.int32)
        if labels.max() < 1:
            continue
        full = join_nearest(features, labels)
        sample = min(n, SILHOUETTE_SAMPLE)
        fit = float(silhouette_score(points, full, sample_size=sample, random_state=0))
        layers.append(Layer(int(size), labels, fit))
    return layers


def choose_topics(layers: Sequence[Layer], categories: int, count: int | None = None) -> Layer:
    """The layer for topics: the nearest to `count`, or the one of the best fit that parts the categories further."""
    if count is not None:
        return min(layers, key=lambda layer: (abs(layer.n_clusters - count), -layer.fit))
    for branching in (BRANCHING, 2, 0):
        fine = [layer for layer in layers if layer.n_clusters >= branching * categories]
        if fine:
            return max(fine, key=lambda layer: layer.fit)
    raise ValueError("there is no layer to choose from")


def persistent_count(layers: Sequence[Layer]) -> int | None:
    """The number of categories: that number of clusters, 4 to 15, which lasts over the widest range of sizes.

    Widths are ratios of sizes (logarithms), and numbers that differ by one count as neighbours at half weight, as a
    single cluster that comes or goes is no other picture. None where no layer has such a number.
    """
    if not layers:
        return None
    width = dict.fromkeys(range(FEWEST_CATEGORIES, MOST_CATEGORIES + 1), 0.0)
    ends = [*(layer.min_size for layer in layers[1:]), layers[-1].min_size * 1.2]
    for layer, end in zip(layers, ends, strict=True):
        for count in width:
            share = {0: 1.0, 1: 0.5}.get(abs(layer.n_clusters - count), 0.0)
            width[count] += share * float(np.log(end / layer.min_size))
    best = max(width, key=lambda count: (width[count], count))
    return best if width[best] > 0 else None


def join_nearest(features: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Outliers (−1) get the cluster of the nearest centroid by cosine: labels of shape (n,), all ≥ 0."""
    outliers = labels < 0
    if not outliers.any() or labels.max() < 0:
        return np.maximum(labels, 0)
    full = labels.copy()
    full[outliers] = (features[outliers] @ centroids(features, labels).T).argmax(axis=1)
    return full


def centroids(features: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """The mean direction of each cluster 0 … k − 1: (k, f) float32, L2-normalised; outliers (−1) have no say."""
    from scipy import sparse

    inside = np.flatnonzero(labels >= 0)
    spread = sparse.csr_matrix(
        (np.ones(len(inside), np.float32), (labels[inside], inside)), (labels.max() + 1, len(labels))
    )
    sums = spread @ features
    return (sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-12)).astype(np.float32)


def join_topics(topic_centroids: np.ndarray, count: int) -> np.ndarray:
    """Categories from topics by average linkage of the cosine distances of their centroids: (n_topics,) 0 … count − 1.

    Where there are fewer topics than `count`, each is a category.
    """
    from scipy.cluster.hierarchy import fcluster, linkage

    k = len(topic_centroids)
    if k <= max(count, 1):
        return np.arange(k)
    tree = linkage(topic_centroids, method="average", metric="cosine")
    return fcluster(tree, count, criterion="maxclust").astype(np.int64) - 1
