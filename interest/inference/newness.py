"""Whether clumps hold more of what is new than chance would put there."""

import numpy as np

from interest.inference.counts import adjusted


def new_by_chance(new: np.ndarray, people: np.ndarray, share: float) -> np.ndarray:
    """How surely chance gives clumps as many new people as they have, or more: (k,) in [0, 1].

    `people` (k,) are behind each clump and `new` (k,) of them are new; by chance each is, with the probability `share`.
    The upper tails of the binomial law, adjusted for all clumps (Benjamini and Hochberg 1995): where nothing is new,
    any of them is below .05 in one of twenty studies at most.
    """
    from scipy.stats import binom

    return adjusted(np.asarray(binom.sf(new - 1, people, share)))
