"""Which statements a tree is fitted on where there are very many of them."""

import numpy as np

from interest.hierarchy.clustering.neighbours import NEIGHBOURS, ROWS

PILOT = 2000
"""Statements that say how dense it is around the others: enough to tell a crowd from a few, at little cost."""
EVEN = 0.5
"""How much more is drawn where statements are rare: with 0 what many say fills the sample, with 1 the oddities do
(Palmer and Faloutsos 2000; `benchmarks/sampled.py`)."""


def drawn(features: np.ndarray, counts: np.ndarray, size: int, seed: int) -> np.ndarray:
    """The positions, rising, of `size` of n different things with features (n, f), L2-normalised; all of fewer.

    The chance of a thing grows with how many statements say it, `counts` (n,), and falls with how dense it is around
    it, so that small interests stay: a density-biased sample. Density is the number of neighbours, among a pilot of
    things, that are as near as the nearest few of the pilot usually are to one another.

    References:
        Palmer, C. and Faloutsos, C. (2000). Density biased sampling: an improved method for data mining and
        clustering. SIGMOD.
    """
    n = len(features)
    if n <= size:
        return np.arange(n)
    rng = np.random.default_rng(seed)
    pilot = features[rng.choice(n, min(PILOT, n), replace=False)]
    near = _usually_near(pilot)
    dense = np.concatenate([(features[i : i + ROWS] @ pilot.T >= near).sum(axis=1) for i in range(0, n, ROWS)])
    chance = counts / (1.0 + dense) ** EVEN
    return np.sort(np.argpartition(rng.exponential(size=n) / chance, size)[:size])  # Efraimidis and Spirakis (2006)


def _usually_near(features: np.ndarray) -> float:
    """The median cosine of things with their few nearest others."""
    cosine = features @ features.T
    np.fill_diagonal(cosine, -1.0)
    return float(np.median(np.partition(cosine, -NEIGHBOURS, axis=1)[:, -NEIGHBOURS]))
