"""What goes with an outcome of people: each of many things for itself, and beside the others. The unit is a person."""

from dataclasses import dataclass

import numpy as np

from interest.inference.counts import NORMAL, difference_interval

PERMUTATIONS = 9999
"""The smallest p is 1 in 10,000, enough to stand out among some hundreds of things."""
MOST_PERMUTED = 3000
"""People beyond whom the normal law is as good as permutations, and takes no time."""
_CELLS = 4_000_000  # numbers that are held at once
_PENALTY = 1.1, 0.1  # c and γ of the lasso, as Belloni, Chernozhukov and Hansen recommend
_ROUNDS = 5  # until the scale of what is left is known well enough for the penalty
_LEAST = 1e-3  # of the people, of whom something must be left when what is held fixed is taken out
_TINY = 1e-12


@dataclass(frozen=True, eq=False)
class Effects:
    """By how much the outcome of people with each of m things is above that of others: arrays (m,)."""

    with_it: np.ndarray
    """The mean outcome of those with it …"""
    without: np.ndarray
    """… and of those without."""
    low: np.ndarray
    high: np.ndarray
    """The 95% interval of the difference of the two as it is."""
    adjusted: np.ndarray
    """The difference between people who are as active, and alike in what is held fixed; NaN where none are."""
    error: np.ndarray
    """Its standard error."""
    adjusted_low: np.ndarray
    adjusted_high: np.ndarray
    """Its 95% interval; it holds 0 where, and only where, p > 0.05."""
    p: np.ndarray
    beside: tuple[tuple[int, ...], ...]
    """For each thing, which of the others were held fixed."""


def partial_effects(
    outcome: np.ndarray,
    has: np.ndarray,
    activity: np.ndarray,
    seed: int,
    others: np.ndarray | None = None,
    apart: np.ndarray | None = None,
) -> Effects:
    """What goes with an outcome (n,), of things that people have or not: `has` (n, m) bool, each with some of either.

    `others` (n, k) bool are what may be held fixed beside them, and `apart` (m, k) bool which of these beside which
    thing: not those that it consists of. By default they are the things themselves, each beside all but itself.

    The difference as it is has Newcombe's interval where the outcome is 0 or 1, Welch's where it is a number. The
    adjusted one is the coefficient d in

        outcome = d has + f(activity) + others that matter + rest

    with f a line in log(activity) that may bend at ∛n places. Which others matter is found by double selection
    (Belloni, Chernozhukov and Hansen 2014): those that a lasso keeps to tell the outcome, and those that it keeps to
    tell who has the thing. So what only goes along with a thing that matters is held beside it, while there may be as
    many things as people. p is by permutation of what is left of the outcome (Freedman and Lane 1983) with a standard
    error that holds for unequal variances (DiCiccio and Romano 2017), but no less than how much people as active
    usually vary makes it: else thirty people none of whom happens to have the outcome would seem not to vary at all.
    The interval is d ± c SE, c the 95% quantile of |T*|.

    Wrong where people are not independent (a family, a company), and never the effect of a cause: what is not in the
    data is not held fixed. How many other things somebody has is not held fixed either: where everybody has about as
    many, that would make each of them go with what only one does.

    References:
        Belloni, A., Chernozhukov, V. and Hansen, C. (2014). Inference on treatment effects after selection among
        high-dimensional controls. Review of Economic Studies 81.
        DiCiccio, C. and Romano, J. (2017). Robust permutation tests for correlation and regression coefficients.
        Journal of the American Statistical Association 112.
        Freedman, D. and Lane, D. (1983). A nonstochastic interpretation of reported significance levels. Journal of
        Business and Economic Statistics 1.
    """
    y, things, usual = np.asarray(outcome, float), np.asarray(has, float), _bent(activity)
    held = things if others is None else np.asarray(others, float)
    may = ~np.eye(things.shape[1], dtype=bool) if apart is None else apart
    left = _without(usual, held)
    telling = _kept(left, _without(usual, y))
    own, spent, beside = np.empty_like(things), np.empty(things.shape[1]), []
    groups: dict[tuple[int, ...], list[int]] = {}
    for j, alone in enumerate(_without(usual, things).T):
        free = np.flatnonzero(may[j])
        matters = np.intersect1d(telling, free)
        fixed = np.union1d(matters, free[_kept(left[:, free], alone)]).astype(int)
        controls = np.column_stack([usual, held[:, fixed]])
        own[:, j], spent[j] = _without(controls, things[:, j]), controls.shape[1] + 1
        beside.append(tuple(fixed.tolist()))
        groups.setdefault(tuple(matters.tolist()), []).append(j)
    found, rng = np.full((4, things.shape[1]), np.nan), np.random.default_rng(seed)
    for told, judged in groups.items():
        rest = _without(np.column_stack([usual, held[:, list(told)]]), y)
        usually = np.maximum(rest**2 - _without(usual, rest**2), 0.0)
        found[:, judged] = _tested(rest, usually, own[:, judged], spent[judged], rng)
    found[:, (own**2).mean(axis=0) < _LEAST] = [[np.nan], [np.nan], [np.nan], [1.0]]
    adjusted, error, half, p = found
    with_it, without, low, high = _as_it_is(y, things > 0)
    return Effects(
        with_it, without, low, high, adjusted, error, adjusted - half, adjusted + half, p, tuple(beside)
    )  # fmt: skip


def _bent(activity: np.ndarray) -> np.ndarray:
    """A constant, log(activity), and what that exceeds ∛n of its quantiles by, (n, ∛n + 2 at most)."""
    line = np.log(np.maximum(np.asarray(activity, float), 1.0))
    parts = np.linspace(0, 1, round(len(line) ** (1 / 3)) + 2)[1:-1]
    knots = [knot for knot in np.unique(np.quantile(line, parts)) if line.min() < knot < line.max()]
    return np.column_stack([np.ones(len(line)), line, *(np.maximum(line - knot, 0.0) for knot in knots)])


def _without(held: np.ndarray, values: np.ndarray) -> np.ndarray:
    """What is left of values (n,) or (n, m) when what goes with `held` (n, k) is taken out, by least squares."""
    basis, sizes, _ = np.linalg.svd(held, full_matrices=False)
    basis = basis[:, sizes > sizes[0] * 1e-8]
    return values - basis @ (basis.T @ values)


def _kept(things: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Which of things (n, m) a lasso keeps to tell a target (n,); all of them have mean 0.

    The penalty is c σ Φ⁻¹(1 − γ / 2m) / √n, σ what the things that are kept leave of the target, found in a few rounds.
    """
    from scipy.stats import norm
    from sklearn.linear_model import Lasso

    n, m = things.shape
    spread = things.std(axis=0)
    usable = np.flatnonzero(spread > 1e-6)
    if not len(usable) or target.std() < 1e-6:
        return np.array([], int)
    scaled = things[:, usable] / spread[usable]
    c, gamma = _PENALTY
    by = c * norm.ppf(1 - gamma / (2 * m)) / np.sqrt(n)
    rest, kept = target, np.array([], int)
    for _ in range(_ROUNDS):
        # Once a lasso tells all, nothing is left to scale its penalty by.
        model = Lasso(alpha=by * max(rest.std(), 0.01 * target.std()), fit_intercept=False).fit(scaled, target)
        found = np.flatnonzero(model.coef_)
        if np.array_equal(found, kept):
            break
        kept, rest = found, _without(scaled[:, found], target) if len(found) else target
    return usable[kept]


def _tested(
    rest: np.ndarray, usually: np.ndarray, own: np.ndarray, spent: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """What is left of the outcome, `rest` (n,), against what is left of things, `own` (n, m): coefficients, standard
    errors, halves of intervals and p, (4, m).

    `usually` (n,) is how much the outcome of people as active varies, `spent` (m,) the degrees of freedom of what was
    taken out.
    """
    n, m = own.shape
    size = np.maximum((own**2).sum(axis=0), _TINY)
    squares, cubes, fourth = own**2, own**3, (own**4).sum(axis=0)

    def measured(drawn: np.ndarray, least: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Coefficients d and errors of outcomes y (k, n), (k, m) each: the latter are √Σ x² (y − d x)² / Σ x²."""
        d = (drawn @ own) / size
        variance = drawn**2 @ squares - 2 * d * (drawn @ cubes) + d**2 * fourth
        return d, np.sqrt(np.maximum(variance, least)) / size

    (d,), (error,) = measured(rest[None], usually @ squares + _TINY)
    error = error * np.sqrt(n / np.maximum(n - spent, 1))
    t = np.abs(d) / error
    if n > MOST_PERMUTED:
        from scipy.stats import norm

        return np.array([d, error, NORMAL * error, 2 * norm.sf(t)])
    tried, step = [], max(1, _CELLS // max(n, m))
    for start in range(0, PERMUTATIONS, step):
        drawn = rng.permuted(np.tile(rest, (min(step, PERMUTATIONS - start), 1)), axis=1)
        by_chance, spread = measured(drawn, usually.mean() * size + _TINY)
        tried.append(np.abs(by_chance) / spread)
    chance = np.concatenate(tried)
    p = (1 + (chance >= t - 1e-9).sum(axis=0)) / (1 + PERMUTATIONS)
    critical = -np.partition(-chance, _REACHED - 1, axis=0)[_REACHED - 1]
    return np.array([d, error, critical * error, p])


_REACHED = int(0.05 * (1 + PERMUTATIONS))  # of |T*|: as many as may reach |T| for p to be 5% at most


def _as_it_is(y: np.ndarray, has: np.ndarray) -> tuple[np.ndarray, ...]:
    """The means with and without each thing, and the 95% interval of their difference."""
    people = has.sum(axis=0), (~has).sum(axis=0)
    sums = y @ has, y @ ~has
    means = [total / np.maximum(n, 1) for total, n in zip(sums, people, strict=True)]
    if np.isin(y, (0.0, 1.0)).all():
        return (*means, *difference_interval(sums[0], people[0], sums[1], people[1]))
    ends = np.array([welch(y[own], y[~own]) for own in has.T]).reshape(-1, 2)
    return (*means, *ends.T)


def welch(a: np.ndarray, b: np.ndarray) -> tuple[float, float]:
    """The 95% interval of a's mean less b's, of people who may vary unequally (Welch 1947); NaN for fewer than two."""
    from scipy.stats import ttest_ind

    if min(len(a), len(b)) < 2:
        return float("nan"), float("nan")
    interval = ttest_ind(a, b, equal_var=False).confidence_interval()
    return float(interval.low), float(interval.high)
