"""Tests and intervals of counts, for all that says whether a difference can be chance."""

import numpy as np
import pandas as pd

ALPHA = 0.05
"""The false discovery rate: of the differences that are called significant, about one in twenty may be chance."""
NORMAL = 1.959964
"""Standard errors to both sides that hold 95% of a normal law, and the limit of a two-sided test at `ALPHA`."""


def fisher(x_a: np.ndarray, n_a: np.ndarray | int, x_b: np.ndarray, n_b: np.ndarray | int) -> np.ndarray:
    """The p of Fisher's exact test of x_a in n_a against x_b in n_b, both sides; 1 where a group is empty.

    Twice the smaller tail of the hypergeometric law. The counts are whole numbers of one shape (n,), as is p.
    """
    from scipy.stats import hypergeom

    law = hypergeom(n_a + n_b, x_a + x_b, n_a)
    p = np.minimum(1.0, 2 * np.minimum(law.cdf(x_a), law.sf(x_a - 1)))
    return np.where((np.asarray(n_a) > 0) & (np.asarray(n_b) > 0), p, 1.0)


def adjusted(p: np.ndarray, tested: np.ndarray | None = None) -> np.ndarray:
    """p with the false discovery rate controlled (Benjamini and Hochberg 1995) over what was `tested`; 1 elsewhere."""
    from scipy.stats import false_discovery_control

    q, tested = np.ones(len(p)), np.ones(len(p), bool) if tested is None else np.asarray(tested)
    if tested.any():
        q[tested] = false_discovery_control(p[tested])
    return q


def adjusted_within(p: pd.Series, groups: pd.Series, tested: pd.Series) -> np.ndarray:
    """The same within each group, such as the nodes of a level, (n,)."""
    q = np.ones(len(p))
    for group in groups.unique():
        own = (groups == group).to_numpy(bool)
        q[own] = adjusted(p[own].to_numpy(), tested[own].to_numpy())
    return q


def wilson(count: np.ndarray, of: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The 95% interval of a share (Wilson 1927), two arrays in [0, 1]; the whole range where there is nothing.

    (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n)
    """
    count, of = np.asarray(count, float), np.asarray(of, float)
    n = np.where(of > 0, of, 1.0)
    share = count / n
    middle = share + NORMAL**2 / (2 * n)
    half = NORMAL * np.sqrt(share * (1 - share) / n + NORMAL**2 / (4 * n**2))
    low, high = ((middle + side * half) / (1 + NORMAL**2 / n) for side in (-1, 1))
    return np.where(of > 0, np.clip(low, 0.0, share), 0.0), np.where(of > 0, np.clip(high, share, 1.0), 1.0)


def difference_interval(
    x_a: np.ndarray, n_a: np.ndarray | int, x_b: np.ndarray, n_b: np.ndarray | int
) -> tuple[np.ndarray, np.ndarray]:
    """The 95% interval of x_a/n_a − x_b/n_b, of people in two groups: Newcombe's (1998) hybrid of Wilson's.

    d − √((p_a − l_a)² + (u_b − p_b)²) and d + √((u_a − p_a)² + (p_b − l_b)²), l and u the ends of Wilson's intervals.

    References:
        Newcombe, R. (1998). Interval estimation for the difference between independent proportions: comparison of
        eleven methods. Statistics in Medicine 17.
    """
    (low_a, high_a), (low_b, high_b) = (wilson(x, np.broadcast_to(n, np.shape(x))) for x, n in ((x_a, n_a), (x_b, n_b)))
    p_a, p_b = (np.asarray(x, float) / np.maximum(n, 1) for x, n in ((x_a, n_a), (x_b, n_b)))
    difference = p_a - p_b
    low = difference - np.sqrt((p_a - low_a) ** 2 + (high_b - p_b) ** 2)
    return low, difference + np.sqrt((high_a - p_a) ** 2 + (p_b - low_b) ** 2)
