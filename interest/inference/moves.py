"""Whether people's main interest is another one than before, or only seems to be, since they wrote little."""

import numpy as np

DRAWS = 999
"""The smallest p is 1 in 1,000: few people write enough to be sure of more."""


def main_shared(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Which categories are the largest before and after, (…, n_categories) bool; none of somebody who moved."""
    return (before == before.max(axis=-1, keepdims=True)) & (after == after.max(axis=-1, keepdims=True))


def moves_by_chance(before: np.ndarray, after: np.ndarray, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """How likely each person's main category changes though nothing did, and the p of how far the person shifted.

    `before` and `after` (n_people, n_categories) count statements; (n_people,) each. The null is the person's own: all
    that somebody said, shared out at random over the two times, as many statements to each as there are (999 draws of
    the multivariate hypergeometric law). The shift is the total variation distance of the two times. With two
    statements a side hardly anybody can be told to have moved, however much it looks so.

    References:
        Good, P. (2005). Permutation, Parametric and Bootstrap Tests of Hypotheses. Springer.
    """
    rng = np.random.default_rng(seed)
    chance, p = np.zeros(len(before)), np.ones(len(before))
    for i, (one, other) in enumerate(zip(before.astype(np.int64), after.astype(np.int64), strict=True)):
        used = np.flatnonzero(one + other)
        one, whole = one[used], (one + other)[used]
        drawn = rng.multivariate_hypergeometric(whole, int(one.sum()), size=DRAWS, method="marginals")
        chance[i] = (~main_shared(drawn, whole - drawn).any(axis=1)).mean()
        # How far a share of the whole is from what is on one side orders as the shift does.
        apart, seen = (np.abs(x / one.sum() - whole / whole.sum()).sum(axis=-1) for x in (drawn, one))
        p[i] = (1 + (apart >= seen - 1e-9).sum()) / (1 + DRAWS)
    return chance, p
