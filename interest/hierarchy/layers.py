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
LASTING = 1.5
"""Ratio of sizes over which a number of clusters has to last to be no chance."""
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
    single cluster that comes or goes is no other picture. A number counts only if a finer layer has twice as many
    clusters: else it is the topics that last. None where no number lasts.
    """
    finest = max((layer.n_clusters for layer in layers), default=0)
    width = dict.fromkeys(range(FEWEST_CATEGORIES, min(MOST_CATEGORIES, finest // 2) + 1), 0.0)
    ends = [*(layer.min_size for layer in layers[1:]), *(layer.min_size * 1.2 for layer in layers[-1:])]
    for layer, end in zip(layers, ends, strict=True):
        for count in width:
            share = {0: 1.0, 1: 0.5}.get(abs(layer.n_clusters - count), 0.0)
            width[count] += share * float(np.log(end / layer.min_size))
    best = max(width, key=lambda count: (width[count], count), default=None)
    return best if best is not None and width[best] >= np.log(LASTING) else None


def silhouette_count(topic_centroids: np.ndarray) -> int:
    """The number of categories where none lasts: the one, up to half of the topics, of the best silhouette.

    Topics that lie far apart leave no trace of their categories in a layout of nearest neighbours, but their centroids
    (n_topics, f) do.
    """
    from sklearn.metrics import silhouette_score

    most = min(MOST_CATEGORIES, len(topic_centroids) // 2)
    joined = {count: join_topics(topic_centroids, count) for count in range(2, most + 1)}
    fits = {
        count: float(silhouette_score(topic_centroids, labels, metric="cosine"))
        for count, labels in joined.items()
        if len(np.unique(labels)) == count
    }
    return max(fits, key=lambda count: fits[count], default=1)


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
    from scipy.cluster.hierarchy import fcluster

    k = len(topic_centroids)
    if k <= max(count, 1):
        return np.arange(k)
    return fcluster(average_linkage(topic_centroids), count, criterion="maxclust").astype(np.int64) - 1


def average_linkage(vectors: np.ndarray) -> np.ndarray:
    """SciPy's linkage matrix of L2-normalised vectors (n, d), n ≥ 2, by cosine; a row of zeros is far from all."""
    from scipy.cluster.hierarchy import linkage
    from scipy.spatial.distance import squareform

    distances = np.maximum(1 - vectors @ vectors.T, 0).astype(np.float64)
    return linkage(squareform(distances, checks=False), method="average")
