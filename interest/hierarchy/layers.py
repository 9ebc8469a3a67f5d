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
"""Topics a category has on average: with fewer, the two levels show the same thing twice."""
FEWEST_CATEGORIES, MOST_CATEGORIES = 5, 15
"""What a person can take in at a glance."""
BRANCHING_SPREAD = 1.4
"""The factor that is one standard deviation from `BRANCHING` in the prior on the number of categories: a clear gap
between categories overrules it."""
SAME_COUNT = 0.1
"""Layers whose numbers of clusters differ by less than a tenth show the same picture."""
LASTING = 0.07
"""What it is worth, in fit, that a picture lasts while sizes grow by a factor of e."""
UNUSUAL = 0.06
"""By how much, in fit, a number of topics e times the rule of thumb √(n/2) (or 1/e of it) must be better."""
SILHOUETTE_SAMPLE = 4000


@dataclass(frozen=True, eq=False)
class Layer:
    """One way to cut the statements into clusters."""

    min_size: int
    labels: np.ndarray
    """(n,) int32: 0 … n_clusters − 1, or −1 for an outlier."""
    fit: float
    """How well it fits layout and features (see `_fit`), outliers with their nearest cluster: in [−1, 1]."""

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
        layers.append(Layer(int(size), labels, _fit(points, features, join_nearest(features, labels))))
    return layers


def _fit(points: np.ndarray, features: np.ndarray, labels: np.ndarray) -> float:
    """Two thirds silhouette of the layout (Rousseeuw 1987), one third simplified silhouette of the features.

    The layout is where the clusters were found and has most to say, but it draws everything together that is loosely
    related; the features, compared with centroids alone (Hruschka et al. 2004), object to clusters that are too wide.
    """
    from sklearn.metrics import silhouette_score

    sample = min(len(points), SILHOUETTE_SAMPLE)
    of_layout = float(silhouette_score(points, labels, sample_size=sample, random_state=0))
    distance = 1 - features @ centroids(features, labels).T  # (n, k)
    rows = np.arange(len(labels))
    own = distance[rows, labels]
    distance[rows, labels] = np.inf
    other = distance.min(axis=1)
    of_features = float(((other - own) / np.maximum(np.maximum(own, other), 1e-9)).mean())
    return (2 * of_layout + of_features) / 3


def choose_topics(layers: Sequence[Layer], categories: int = FEWEST_CATEGORIES, count: int | None = None) -> Layer:
    """The layer for topics: the nearest to `count`, or the best one that has some topics for each category.

    Best is what fits, lasts (the same number of clusters over a wide range of sizes), and is not far from what is
    usual: a quadratic prior on the logarithm of the number, around √(n/2) for n statements (Mardia et al. 1979),
    decides where the data don't. Raises `ValueError` when there are no layers.
    """
    if count is not None:
        return min(layers, key=lambda layer: (abs(layer.n_clusters - count), -layer.fit))
    if not layers:
        raise ValueError("there is no layer to choose from")
    usual = np.sqrt(len(layers[0].labels) / 2)
    worth = {
        layer.min_size: layer.fit + LASTING * width - UNUSUAL * float(np.log(layer.n_clusters / usual)) ** 2
        for layer, width in zip(layers, widths(layers), strict=True)
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
    grid = np.linspace(size[0], size[-1] + np.log(1.2), 300)
    same = np.abs(np.interp(grid, size, count) - count[:, None]) <= SAME_COUNT  # (n_layers, 300)
    return same.mean(axis=1) * (grid[-1] - grid[0])


def category_count(topic_centroids: np.ndarray) -> int:
    """How many categories the topics (n_topics, f) fall into: where their dendrogram has the widest gap, 2 to 15.

    The gap at c is how much further apart the next two groups to be joined are than the two before them,
    h(c)/h(c+1) − 1 with h(c) the height at which c groups become c − 1. A normal prior on the logarithm of c, around
    three topics a category, decides where no gap is clear: rather too many categories than unlike things in one.
    """
    k = len(topic_centroids)
    if k < 4:
        return 1
    heights = average_linkage(topic_centroids)[:, 2]
    counts = np.arange(2, min(MOST_CATEGORIES, k // 2) + 1)
    gaps = heights[k - counts] / np.maximum(heights[k - counts - 1], 1e-9) - 1
    usual = np.clip(k / BRANCHING, 2, MOST_CATEGORIES)
    prior = np.exp(-0.5 * (np.log(counts / usual) / np.log(BRANCHING_SPREAD)) ** 2)
    return int(counts[np.argmax((gaps + 0.01) * prior)])


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
