"""Typical statements of a node that are not three times the same."""

from collections.abc import Sequence

import numpy as np

POOL = 5
"""Candidates for each example that is wanted, the most typical: what is chosen for variety is still typical."""
TYPICAL = 0.5
"""What being typical counts for, against being unlike those already chosen."""


def typical_statements(meaning: np.ndarray, texts: Sequence[str], rows: np.ndarray, count: int) -> list[int]:
    """Up to `count` of `rows`, by maximal marginal relevance: near the middle of them all and unlike one another.

    `meaning` (n, d), L2-normalised, and `texts` (n,) are of all statements. The first one is the most typical, and no
    text comes twice.

    References:
        Carbonell, J. and Goldstein, J. (1998). The use of MMR, diversity-based reranking. SIGIR.
    """
    vectors = meaning[rows]
    middle = vectors.mean(axis=0)
    nearness = vectors @ (middle / max(float(np.linalg.norm(middle)), 1e-12))
    order = np.argsort(-nearness, kind="stable").tolist()
    different: dict[str, int] = {}
    for place in order:
        different.setdefault(texts[rows[place]], place)
        if len(different) == POOL * count:
            break
    pool = np.fromiter(different.values(), np.int64)
    vectors, nearness = vectors[pool], nearness[pool]
    chosen: list[int] = []
    repeats = np.zeros(len(pool))  # cosine with the nearest of the chosen; the first choice has none
    while len(chosen) < min(count, len(pool)):
        worth = TYPICAL * nearness - (1 - TYPICAL) * repeats
        worth[chosen] = -np.inf
        best = int(worth.argmax())
        chosen.append(best)
        likeness = vectors @ vectors[best]
        repeats = likeness if len(chosen) == 1 else np.maximum(repeats, likeness)
    return [int(rows[pool[i]]) for i in chosen]
