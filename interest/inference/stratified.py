"""Shares of a whole from a sample that was drawn by strata, some of them more densely than others."""

import numpy as np

from interest.inference.counts import NORMAL, wilson


def stratum_weights(stratum: np.ndarray, sizes: np.ndarray, alike: np.ndarray) -> np.ndarray:
    """How many of the whole each one that was asked stands for, (n,): w = N_h / n_h, one over its chance to be drawn.

    `stratum` (n,) is the number of the stratum of each, `sizes` (H,) are those of the strata N_h, and `alike` (H,)
    numbers groups of strata that resemble each other. A stratum of which nobody was asked is taken to be as those of
    its group are, and a group of which nobody was as the rest. The weights sum to that of `sizes`.
    """
    asked = np.bincount(stratum, minlength=len(sizes))
    weight = np.asarray(sizes, float)[stratum] / asked[stratum]
    whole, reached = np.bincount(alike, sizes), np.bincount(alike[stratum], weight, alike.max() + 1)
    weight *= whole[alike[stratum]] / reached[alike[stratum]]
    return weight * (np.sum(sizes) / weight.sum())


def stratified_share(
    yes: np.ndarray, stratum: np.ndarray, sizes: np.ndarray, alike: np.ndarray
) -> tuple[float, float, float]:
    """The share of yes in the whole and its 95% interval, from what the n ≥ 1 that were asked say, (n,) bool.

    The other arguments are those of `stratum_weights`. The share is Hájek's (1971) p = Σ w y / Σ w. Its interval is
    Wilson's of p in n* answers, as Korn and Graubard (1998) have it: n* is how many answers drawn by plain chance would
    tell as much, p(1 − p) / V with V = Σ w² p_g(1 − p_g) / (Σ w)², but no more than n, and less for what t has over
    the normal law at n − 1. p_g is the share in the group of strata, (yes + 1) / (n + 2) so that a few equal answers
    are no certainty. Where a part f of the whole was asked, 1 / (1 − f) times as many: of all of it nothing is
    uncertain.

    References:
        Hájek, J. (1971). Comment on "An essay on the logical foundations of survey sampling, part one". In: Godambe and
        Sprott (eds.), Foundations of Statistical Inference.
        Korn, E. and Graubard, B. (1998). Confidence intervals for proportions with small expected number of positive
        counts estimated from survey data. Survey Methodology 24 (2).
    """
    from scipy.stats import t

    yes, n = np.asarray(yes, float), len(yes)
    weight = stratum_weights(stratum, sizes, alike)
    weight /= weight.sum()
    share = float(weight @ yes)
    group = alike[stratum]
    smooth = ((np.bincount(group, yes) + 1) / (np.bincount(group) + 2))[group]
    middle = float(weight @ smooth)
    worth = min(middle * (1 - middle) / float(weight**2 @ (smooth * (1 - smooth))), n)
    worth *= (NORMAL / t.ppf(0.975, max(n - 1, 1))) ** 2
    left = 1 - n / np.sum(sizes)
    if left <= 0:
        return share, share, share
    low, high = wilson(np.array([share * worth / left]), np.array([worth / left]))
    return share, float(low[0]), float(high[0])
