"""Topics of few statements by Ward's method, and whether there is anything to find: some dozens have no density."""

import numpy as np

from interest.hierarchy.clustering.fit import silhouette
from interest.hierarchy.clustering.joining import ward_joins

CUTS = 40
"""Numbers of groups tried, evenly in their logarithm."""
MOST_GROUPS = 150
UNUSUAL = 0.02
"""By how much, in silhouette, a number of topics e times the rule of thumb (or 1/e of it) must be better. Chosen on
half of the samples, right on the others and on other people's texts (`benchmarks/few.py`)."""
MOST_ASKED = 2000
"""Statements that say which number of topics is best; all pairs of many more would fill the memory."""
SAMPLE = 400
"""Statements that are asked whether there is anything to find: what is there shows in so many."""
NOTHING, BY_CHANCE = 0.04, 1.5
"""The silhouette of groups of random words drawn from one vocabulary, whose statements share some; and what the best
cut of n points without any groups has more, for choosing it, times 1/n."""


def few_topics(features: np.ndarray, count: int | None = None, least: int = 1) -> np.ndarray:
    """Groups of statements by Ward's method over their L2-normalised features (n, f): (n,) 0 … k − 1.

    k is `count`, or at least `least` and what is parted best: by the mean silhouette (Rousseeuw 1987) by cosine, less
    a quadratic prior on the logarithm of the number around √(n/2) (Mardia et al. 1979).
    """
    n = len(features)
    if count is not None or n // 2 < max(least, 2):
        return ward_joins(features, [min(count or least, n)])[0]
    counts = np.unique(np.geomspace(max(least, 2), min(n // 2, MOST_GROUPS), CUTS).round().astype(int))
    asked = np.arange(n) if n <= MOST_ASKED else np.random.default_rng(0).choice(n, MOST_ASKED, replace=False)
    usual, distances = np.sqrt(n / 2), 1 - features[asked] @ features[asked].T

    def worth(groups: np.ndarray) -> float:
        there = np.unique(groups[asked], return_inverse=True)[1]
        return silhouette(distances, there) - UNUSUAL * float(np.log((groups.max() + 1) / usual)) ** 2

    return max(ward_joins(features, counts.tolist()), key=worth)


def without_groups(meaning: np.ndarray) -> bool:
    """Whether different statements with these meanings, (n, d) L2-normalised, fall into no groups: noise, or all one.

    In what a space was made of (of some hundred dimensions), since layouts and what was learned of clusters part all.
    """
    n = len(meaning)
    if n < 4:
        return True
    if n > SAMPLE:
        meaning = meaning[np.random.default_rng(0).choice(n, SAMPLE, replace=False)]
        n = SAMPLE
    return silhouette(1 - meaning @ meaning.T, few_topics(meaning)) < NOTHING + BY_CHANCE / n
