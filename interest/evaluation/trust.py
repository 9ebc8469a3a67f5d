"""How far each node can be trusted: how tight it is, how far from others, whether it is found again, whose it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from interest.config import Progress, no_progress
from interest.hierarchy.clustering.centroids import centroids, join_nearest
from interest.hierarchy.clustering.joining import join_topics, places_of
from interest.hierarchy.clustering.layers import MIN_SAMPLES, Layer, with_frequent
from interest.hierarchy.clustering.leaves import Leaves
from interest.hierarchy.space import Space
from interest.hierarchy.tree import Level

RESAMPLES = 5
RESAMPLE_SHARE = 0.8
"""Part of the people in a resample: enough that every topic worth the name is still there."""
BLOCK = 4096  # rows whose cosines with all centroids are held at once


@dataclass(frozen=True, eq=False)
class Run:
    """Another clustering of some of the statements."""

    rows: np.ndarray
    """(m,) the positions of the statements that it covers."""
    labels: np.ndarray
    """(m,) the cluster of each, −1 for none."""


Runs = Mapping[Level, Sequence[Run]]
"""The other clusterings for the levels that have some."""


def stability(labels: Sequence[object] | np.ndarray, runs: Sequence[Run]) -> pd.Series:
    """How well each cluster of `labels` (n,) is found again in other runs: by cluster, in [0, 1].

    In each run the largest Jaccard coefficient |C ∩ D| / |C ∪ D| of the cluster C (what the run covers of it) with a
    cluster D of the run; the mean over the runs (Hennig 2007). NaN for a cluster that no run covers.
    """
    codes, names = pd.factorize(np.asarray(labels, dtype=object), sort=True)
    found = [_best_jaccard(codes[run.rows], np.asarray(run.labels), len(names)) for run in runs]
    table = np.stack(found) if found else np.full((1, len(names)), np.nan)
    covered = np.maximum((~np.isnan(table)).sum(axis=0), 1)
    mean = np.where(np.isnan(table).all(axis=0), np.nan, np.nansum(table, axis=0) / covered)
    return pd.Series(mean, index=names, name="stability")


def _best_jaccard(own: np.ndarray, other: np.ndarray, k: int) -> np.ndarray:
    """For each cluster 0 … k − 1 of `own` (m,) the largest Jaccard coefficient with one of `other` (m,): (k,)."""
    from scipy.sparse import coo_matrix

    size = np.bincount(own, minlength=k)
    inside = other >= 0
    best = np.where(size > 0, 0.0, np.nan)
    if inside.any():
        other_size = np.bincount(other[inside])
        both = coo_matrix((np.ones(inside.sum()), (own[inside], other[inside])), (k, len(other_size)))
        both.sum_duplicates()
        jaccard = both.data / (size[both.row] + other_size[both.col] - both.data)
        np.maximum.at(best, both.row, jaccard)
    return best


def resample(
    space: Space, people: np.ndarray, topic: np.ndarray, n_categories: int, outlier: np.ndarray, seed: int,
    progress: Progress = no_progress,
) -> Runs:  # fmt: skip
    """Topics and categories found again in what random parts of the people say, each thing once, as the tree's own were
    found.

    `people` (n,) says whose each statement is, `topic` (n,) 0 … n_topics − 1 are the tree's topics and `outlier` (n,)
    what is marked. In the same layouts HDBSCAN's leaves at the size that the topics come from (in proportion to the
    part), outliers with their nearest topic, and as many categories by Ward's method. UMAP is not run again, so that
    this is a lower bound of what may change.
    """
    rng = np.random.default_rng(seed)
    different, counts = space.repeats.first, space.repeats.counts
    person = np.unique(people, return_inverse=True)[1]
    n_people = int(person.max()) + 1
    layer = topic_layer(space.layers, np.where(outlier, -1, topic))
    runs: dict[Level, list[Run]] = {"category": [], "topic": []}
    for number in range(RESAMPLES):
        progress("resampling", number / RESAMPLES)
        drawn = rng.choice(n_people, max(1, round(RESAMPLE_SHARE * n_people)), replace=False)
        part = np.unique(space.repeats.number[np.isin(person, drawn)])
        rows = different[part]
        features = space.features[rows]
        if layer is None:
            found = join_topics(features, len(np.unique(topic)))
            places = centroids(features, found)
        else:
            size = max(2, round(RESAMPLE_SHARE * layer.min_size))
            found = with_frequent(leaves(space.points[rows], size), size, features, counts[part])
            found = join_nearest(features, found)
            places = places_of(found, features, space.points[rows])
        runs["topic"].append(Run(rows, found))
        runs["category"].append(Run(rows, join_topics(places, n_categories)[found]))
    progress("resampling", 1.0)
    return runs


def topic_layer(layers: Sequence[Layer], topic: np.ndarray) -> Layer | None:
    """The layer that topics (n,), −1 for outliers, were taken from: the one that agrees best; None without layers."""
    from sklearn.metrics import adjusted_rand_score

    return max(layers, key=lambda layer: adjusted_rand_score(topic, layer.labels), default=None)


def leaves(points: np.ndarray, min_size: int) -> np.ndarray:
    """The leaves of HDBSCAN's tree (Campello et al. 2013) of points (m, p): (m,) cluster, −1 for an outlier."""
    if len(points) < 2 * min_size:
        return np.zeros(len(points), np.int32)
    return Leaves.of_points(points, MIN_SAMPLES).labels(min_size)


def nearness(vectors: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Cosines of L2-normalised vectors (n, d) with the centroids of their own cluster and the nearest other: (n,) each.

    `labels` (n,) are 0 … k − 1, each used. A statement has no say in the centroid that it is compared with: otherwise
    any few statements would seem to belong together. Alone in its cluster it has cosine 0 with it; without any other
    cluster the second is NaN.
    """
    from scipy.sparse import csr_matrix

    n = len(vectors)
    sums = csr_matrix((np.ones(n), (labels, np.arange(n))), (labels.max(initial=0) + 1, n)) @ vectors  # (k, d)
    rest = sums[labels] - vectors  # (n, d): the own cluster without the statement
    length = np.linalg.norm(rest, axis=1)
    own = np.where(length > 1e-6, (rest * vectors).sum(axis=1) / np.maximum(length, 1e-6), 0.0)
    center = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-12)
    other = np.full(n, np.nan)
    if len(center) > 1:
        for start in range(0, n, BLOCK):
            part = slice(start, start + BLOCK)
            cosine = vectors[part] @ center.T
            cosine[np.arange(len(cosine)), labels[part]] = -np.inf
            other[part] = cosine.max(axis=1)
    return own, other
