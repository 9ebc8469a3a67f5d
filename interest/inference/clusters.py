"""Shares of what people say. Statements of one person resemble each other: the unit is the person."""

from typing import TYPE_CHECKING

import numpy as np

from interest.inference.counts import wilson

if TYPE_CHECKING:
    from scipy import sparse


FEWEST = 10
"""People below which a mean has no interval: what the next one does may be unlike all that was seen."""


def likeness(shares: "sparse.csr_matrix | np.ndarray", sizes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The mean μ of yes and no over all statements, and how alike those of one person are, ρ: (m,) each, in [0, 1].

    `shares` (n_people, m) are the parts of yes among a person's statements, `sizes` (n_people,) how many there are. ρ
    is the intraclass correlation by analysis of variance (Donner 1986); 1 where nobody has more than one statement.

    References:
        Donner, A. (1986). A review of inference procedures for the intraclass correlation coefficient in the one-way
        random effects model. International Statistical Review 54 (1).
    """
    from scipy import sparse

    shares, n = sparse.csr_matrix(shares), np.asarray(sizes, float)
    people, total = len(n), n.sum()
    mean = (n @ shares) / max(total, 1)
    if people < 2 or total - people < 1e-9:
        return mean, np.ones(shares.shape[1])
    squares = n @ shares.multiply(shares).tocsr()
    between = (squares - total * mean**2) / (people - 1)
    within = (n @ shares - squares) / (total - people)
    size = (total - (n**2).sum() / total) / (people - 1)
    spread = between + (size - 1) * within
    rho = np.divide(between - within, spread, out=np.ones_like(spread), where=spread > 1e-12)
    return mean, np.clip(rho, 0.0, 1.0)


def same_person(counts: np.ndarray) -> float:
    """How likely two of the statements are of one person, who made `counts` (n_people,) of them: in [0, 1].

    Σ n(n − 1) / (N(N − 1)), without bias however few there are (Simpson 1949); 0 for a single statement. 1 / it is the
    number of people that the figures of these statements are worth.

    References:
        Simpson, E. (1949). Measurement of diversity. Nature 163.
    """
    n = np.asarray(counts, float)
    return float((n * (n - 1)).sum() / max(n.sum() * (n.sum() - 1), 1.0))


def share_interval(yes: np.ndarray, of: np.ndarray) -> tuple[float, float]:
    """The 95% interval of the part of statements that is yes, of `yes` (n_people,) among `of` (n_people,) each.

    Wilson's interval at the effective sample size (Korn and Graubard 1998):

        n* = p(1 − p) / V × (z / t)²,  V = Σᵤ ((yesᵤ − p ofᵤ) / (1 − ofᵤ / Σ of))² / (Σ of)²

    V is the variance of a ratio over independent people, with each residual as it is without the person (the
    jackknife's), t Student's quantile for g − 1 degrees of freedom, and g = (Σ of)² / Σ of² the number of people who
    would count as much if each said as much. One person more, whose statements are all alike, steadies V where few
    touch a rare topic. Where all said the same V tells nothing, and everybody counts once. n* is never more than the
    statements. The whole range for fewer than two people. Too narrow where a share of some percent is that of very
    few people to whom it means all.

    References:
        Korn, E. and Graubard, B. (1998). Confidence intervals for proportions with small expected number of positive
        counts estimated from survey data. Survey Methodology 24 (2).
    """
    own = np.asarray(of) > 0
    yes, of = np.asarray(yes, float)[own], np.asarray(of, float)[own]
    return _wilson_of_people(yes, of, of.sum()) if len(of) > 1 else (0.0, 1.0)


def mean_interval(values: np.ndarray, bounded: bool = True) -> tuple[float, float]:
    """The 95% interval of the mean of a figure of people, (n_people,), NaN left out; NaN for fewer than `FEWEST`.

    That of `share_interval` for figures in [0, 1], such as hit rates, with as many statements as it takes: it is not
    empty where all have the same. Else Student's.
    """
    from scipy.stats import t

    known = np.asarray(values, float)
    known = known[~np.isnan(known)]
    if len(known) < FEWEST:
        return float("nan"), float("nan")
    if bounded:
        return _wilson_of_people(known, np.ones(len(known)), np.inf)
    half = float(t.ppf(0.975, len(known) - 1) * known.std(ddof=1) / np.sqrt(len(known)))
    return float(known.mean()) - half, float(known.mean()) + half


def _wilson_of_people(yes: np.ndarray, of: np.ndarray, most: float) -> tuple[float, float]:
    """The interval of `share_interval`, whose effective sample size is `most` at most."""
    from scipy.stats import norm, t

    n, people = of.sum(), of.sum() ** 2 / (of**2).sum()
    share, freedom = yes.sum() / n, max(people - 1, 1.0)
    seen = (((yes - share * of) / (1 - of / n)) ** 2).sum() / n**2
    variance = ((people - 1) * seen + share * (1 - share) / people) / people
    size = share * (1 - share) / variance if seen > 1e-15 else people
    size = min(size, most) * (norm.ppf(0.975) / t.ppf(0.975, freedom)) ** 2
    low, high = wilson(np.array([share * size]), np.array([size]))
    return float(low[0]), float(high[0])
