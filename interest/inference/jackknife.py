"""Intervals of figures that are no means: of what is left when half of the people are left out."""

from collections.abc import Callable

import numpy as np

HALVES = 25
"""Halves of the people that are drawn: the spread of a figure in them is known to about a seventh."""


def jackknife_interval(figure: Callable[[np.ndarray], float], people: np.ndarray, seed: int) -> tuple[float, float]:
    """The 95% interval of a figure of rows, given their positions, by the delete-d jackknife (Shao and Wu 1989).

    `people` (n_rows,) says whose each row is: rows of one person resemble each other, so that people are left out
    whole. Of n people random halves of m are drawn. The standard error is √(m / (n − m)) times the standard deviation
    of the halves' figures, and the interval the figure ± Student's t times that, with n − 1 degrees of freedom but
    those of the halves at most. What is a matter of chance itself, such as k-means, is so anew in each half. NaN with a
    single person. Wrong for figures that jump when one person is left out, such as a median of few.

    References:
        Shao, J. and Wu, C. (1989). A general theory for jackknife variance estimation. Annals of Statistics 17 (3).
    """
    from scipy.stats import t

    names, person = np.unique(np.asarray(people).astype(str), return_inverse=True)
    n, m = len(names), len(names) // 2
    if n < 2:
        return float("nan"), float("nan")
    rng = np.random.default_rng(seed)
    kept = [np.isin(person, rng.choice(n, size=m, replace=False)) for _ in range(HALVES)]
    error = np.sqrt(m / (n - m)) * np.std([figure(np.flatnonzero(rows)) for rows in kept], ddof=1)
    whole, reach = figure(np.arange(len(person))), float(t.ppf(0.975, min(n, HALVES) - 1) * error)
    return whole - reach, whole + reach
