"""Categories from topics: by Ward's method, or by the density of their centroids (HDBSCAN once more)."""

from collections.abc import Iterable

import numpy as np

from interest.hierarchy.clustering.centroids import centroids, join_nearest
from interest.hierarchy.clustering.fit import Fit
from interest.hierarchy.clustering.leaves import Leaves

BRANCHING = 3
"""Topics a category has on average: with fewer, the two levels show the same thing twice."""
FEWEST_CATEGORIES, MOST_CATEGORIES = 5, 15
"""What a person can take in at a glance."""
UNHANDY = 0.15
"""By how much, in fit, a number of categories e times the handy one (or 1/e of it) must be better."""
PARTED = 0.2
"""What it is worth, in fit, that the next groups to be joined are e times as far apart as the ones before."""
MOST_PAIRED = 4000
"""Points of which Ward's method takes all pairs (128 MB); of 50,000 they would take 20 GB and an hour."""
LAYOUT = 0.3
"""What a distance of topics in the layouts counts beside one in the features, both scaled alike."""
BUNDLES = 1000
"""Groups of like points that stand for more of them: as many as a tree can have topics."""
FEWEST_JOINED = 4
"""Fewer topics than this are one category: two of one topic each would say nothing new."""


def places_of(topic: np.ndarray, features: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Where topics lie, (n_topics, f + p): their centroids in the features (n, f), and their means in layouts (n, p).

    `topic` (n,) is −1 for what is in none. Features alone put knives beside nail polish, which a layout, that sees what
    lies between, leaves among the pans; but what lies far apart a layout puts anywhere, so that it has less to say.
    """
    center = centroids(features, topic)
    place = np.stack([points[topic == number].mean(axis=0) for number in range(len(center))])
    place -= place.mean(axis=0)
    size = np.sqrt((place**2).sum(axis=1).mean())  # of a centroid it is one
    return np.hstack([center, LAYOUT * place / max(size, 1e-9)])


def categories_of(topic: np.ndarray, places: np.ndarray, fit: Fit, count: int | None, joining: str) -> np.ndarray:
    """The category, 0 … c − 1, of each topic (n_topics,), from the topics of statements (n,) and where topics lie.

    Statements in none have −1 and are not among those that `fit` samples. `places` (n_topics, f) is as `places_of` has
    it. With `joining` "ward" topics are joined by Ward's method, with "hdbscan" by HDBSCAN. `count` is about how many
    there should be; without it, their number is the one that fits best (`Fit`), is parted most clearly (the gap in the
    dendrogram), and is handy: a quadratic prior on its logarithm around `BRANCHING` topics a category, and 5 to 15 of
    them.
    """
    k = len(places)
    if count is None and k < FEWEST_JOINED:
        return np.zeros(k, np.int64)
    most = min(MOST_CATEGORIES, k // 2)
    counts = range(2, most + 1) if count is None else [count]
    joins = dense_joins(places) if joining == "hdbscan" else ward_joins(places, counts)
    if count is not None:
        return min(joins, key=lambda joined: abs(int(joined.max()) + 1 - count))
    handy = np.clip(k / BRANCHING, min(FEWEST_CATEGORIES, most), MOST_CATEGORIES)

    gaps = ward_gaps(places)

    def worth(joined: np.ndarray) -> float:
        number = int(joined.max()) + 1
        return fit(joined[topic]) + PARTED * gaps[number - 1] - UNHANDY * float(np.log(number / handy)) ** 2

    return max([joined for joined in joins if 2 <= joined.max() + 1 <= most] or joins, key=worth)


def ward_joins(topic_centroids: np.ndarray, counts: Iterable[int]) -> list[np.ndarray]:
    """Groups of topics by Ward's method (Ward 1963) over centroids (k, f): for each of `counts` the group (k,).

    Of all pairs it joins the two that add least to the squared distances within groups, which keeps groups of like
    width; average linkage leaves single topics over and one group of all the rest. With fewer topics than asked for,
    each is a group. More than `MOST_PAIRED` are first bundled by k-means, and the bundles joined.
    """
    from scipy.cluster.hierarchy import fcluster

    k = len(topic_centroids)
    if k > MOST_PAIRED:
        bundle = _bundles(topic_centroids)
        return [joined[bundle] for joined in ward_joins(centroids(topic_centroids, bundle), counts)]
    if k < 2:
        return [np.zeros(k, np.int64) for _ in counts]
    merges = _ward(topic_centroids)
    return [fcluster(merges, max(count, 1), criterion="maxclust").astype(np.int64) - 1 for count in counts]


def ward_gaps(topic_centroids: np.ndarray) -> np.ndarray:
    """How clearly 1 … k − 1 groups are parted: (k − 1,), the logarithm of the ratio of two heights of the dendrogram.

    For c groups: that at which two of them would be joined, against that at which the last two inside were. The widest
    gap is where a dendrogram is usually cut; it is what lasts while the scale grows.
    """
    heights = np.maximum(_ward(topic_centroids)[:, 2], 1e-9)[::-1]  # of joining 2, 3, … groups
    heights = np.concatenate([heights[:1], heights])  # one group can't be joined any further
    return np.log(heights[:-1] / heights[1:])


def _bundles(points: np.ndarray) -> np.ndarray:
    """Which of up to `BUNDLES` groups of like points each of (n, f) is in: (n,) 0 … b − 1."""
    from sklearn.cluster import MiniBatchKMeans

    model = MiniBatchKMeans(BUNDLES, n_init=1, max_iter=10, batch_size=4096, random_state=0)
    return np.unique(model.fit_predict(points), return_inverse=True)[1]


def _ward(vectors: np.ndarray) -> np.ndarray:
    from scipy.cluster.hierarchy import linkage

    return linkage(vectors.astype(np.float64), "ward")


def join_topics(topic_centroids: np.ndarray, count: int) -> np.ndarray:
    """`count` groups of topics by Ward's method: (n_topics,) 0 … count − 1."""
    k = len(topic_centroids)
    return np.arange(k) if k <= count else ward_joins(topic_centroids, [count])[0]


def dense_joins(topic_centroids: np.ndarray) -> list[np.ndarray]:
    """The layers of HDBSCAN (Campello et al. 2013) over centroids (k, f), as Lilac joins its topics: groups (k,) each.

    Layers have a minimum of 2, 3, … topics a group; a topic in none joins the nearest group. All topics in one group is
    the last resort where there is no density to find.
    """
    k = len(topic_centroids)
    if k < 4:  # no two groups of two
        return [np.zeros(k, np.int64)]
    leaves = Leaves.of_points(topic_centroids.astype(np.float64), min_samples=1)
    joined = []
    for size in range(2, k // 2 + 1):
        labels = leaves.labels(size)
        if labels.max() >= 1:
            joined.append(join_nearest(topic_centroids, labels.astype(np.int64)))
    return joined or [np.zeros(k, np.int64)]
