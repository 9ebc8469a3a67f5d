"""Whether clumps hold more of what is new than chance would put there."""

import numpy as np


def new_by_chance(new: np.ndarray, people: np.ndarray, share: float) -> np.ndarray:
    """How surely chance gives clumps as many new people as they have, or more: (k,) in [0, 1].

    `people` (k,) are behind each clump and `new` (k,) of them are new; by chance each is, with the probability `share`.
    The upper tails of the binomial law, adjusted for all clumps (Holm 1979): where nothing is new, any of them is below
    .05 in one of twenty studies at most, and taking out those below leaves the others as they are.
    """
    from scipy.stats import binom

    alone = np.asarray(binom.sf(new - 1, people, share))
    order = np.argsort(alone, kind="stable")
    found = np.empty(len(alone))
    found[order] = np.minimum(np.maximum.accumulate(alone[order] * np.arange(len(alone), 0, -1)), 1.0)
    return found
