"""Lists whose items are unlike each other."""

import numpy as np

from interest.errors import InputError

POOL = 10
"""Ten times the items asked for are looked at: what ranks lower is not worth its difference."""


def diversify(scores: np.ndarray, vectors: np.ndarray, k: int, diversity: float) -> np.ndarray:
    """The positions of `k` items, in order, by maximal marginal relevance (Carbonell and Goldstein 1998).

    `scores` (n,) fall; `vectors` (n, d) are L2-normalised, zeros for an item of which nothing is known. Each next item
    has the largest (1 − diversity) × score / highest score − diversity × highest cosine with an item chosen before; at
    0 that is the order of the scores. Raises `InputError` for a diversity outside [0, 1].
    """
    if not 0 <= diversity <= 1:
        raise InputError(f"diversity is {diversity}; give a number from 0 (by score alone) to 1 (as unlike as can be).")
    if diversity == 0 or len(scores) == 0:
        return np.arange(min(k, len(scores)))
    pool = min(POOL * k, len(scores))
    relevance, vectors = scores[:pool] / scores[0], vectors[:pool]
    likeness = np.zeros(pool)
    chosen: list[int] = []
    for _ in range(min(k, pool)):
        marginal = (1 - diversity) * relevance - diversity * likeness
        marginal[chosen] = -np.inf
        best = int(marginal.round(9).argmax())
        likeness = np.maximum(likeness, vectors @ vectors[best])
        chosen.append(best)
    return np.array(chosen, dtype=np.int64)
