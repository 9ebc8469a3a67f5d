"""Whether people's mean shares differ between two sides, when some people are on both. The unit is a person."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from interest.inference.clusters import likeness

if TYPE_CHECKING:
    from scipy import sparse

Progress = Callable[[str, float], None]
"""Called with the stage, "testing", and the part of it that is done."""
PERMUTATIONS = 9999
"""The smallest p is 1 in 10,000, enough to stand out among some hundreds of nodes."""
CELLS = 4_000_000  # coefficients that are held at once
_TINY = 1e-12  # below it a variance is none


@dataclass(frozen=True, eq=False)
class Differences:
    """Differences of means, later − earlier, of m nodes: arrays (m,)."""

    difference: np.ndarray
    error: np.ndarray
    """Standard errors."""
    low: np.ndarray
    high: np.ndarray
    """The 95% interval; it holds 0 where, and only where, p > 0.05."""
    p: np.ndarray


@dataclass(frozen=True, eq=False)
class Shares:
    """What part of what people say is about each node, on one side."""

    values: "sparse.csr_matrix"
    """(n_people, n_nodes) in [0, 1]."""
    inverse_sizes: np.ndarray
    """(n_people,) 1 / the number of statements that a person's shares come from; Σw² / (Σw)² of weighted ones."""


def differences(
    earlier: Shares,
    later: Shares,
    both: tuple[np.ndarray, np.ndarray],
    seed: int,
    progress: Progress = lambda stage, part: None,
) -> Differences:
    """Whether the means over people differ; `both` are the rows of those who are on both sides, on each of them.

    A studentised permutation test: T = difference / SE, and p is the part of 9,999 permutations with |T*| ≥ |T|, in
    which people of one side only change sides at random, and those of both swap their two sides or don't. Studentised
    it holds where the sides differ in how much they vary too, as they do when some people write much and others little
    (Chung and Romano 2013). The interval is difference ± c SE with c the 95% quantile of |T*|. With n_b people on both
    sides and cov the covariance of their shares (Derrick et al. 2017),

        SE² = vₑ / nₑ + vₗ / nₗ − 2 n_b cov / (nₑ nₗ)

    v is the variance over the people of a side, but no less than what their number of statements makes certain,
    μ(1 − μ)(ρ + (1 − ρ) / size), the mean over them, with μ and the likeness ρ of a person's statements estimated from
    all. Without that, thirty people none of whom happens to touch a rare node would seem not to vary at all.

    Wrong where people are not independent (a class, a family), and for nodes that hardly anybody touches too careful.

    References:
        Chung, E. and Romano, J. (2013). Exact and asymptotically robust permutation tests. Annals of Statistics 41 (2).
        Derrick, B., Russ, B., Toher, D. and White, P. (2017). Test statistics for the comparison of means for two
        samples that include both paired and independent observations. Journal of Modern Applied Statistical Methods 16.
    """
    trial = _Trial.of(earlier, later, both)
    (value,), (error,) = trial.measured(trial.as_found[None])
    t = np.abs(value) / error
    extreme, largest = np.zeros(len(value), np.int64), []
    for drawn in trial.permuted(np.random.default_rng(seed), progress):
        found, spread = trial.measured(drawn)
        tried = np.abs(found) / spread
        extreme += (tried >= t - 1e-9).sum(axis=0)
        largest.append(_top(tried))
    critical = _top(np.concatenate(largest))[0]
    half = critical * error
    p = (1 + extreme) / (1 + PERMUTATIONS)
    return Differences(value, error, value - half, value + half, p)


_LARGEST = int(0.05 * (1 + PERMUTATIONS))  # of |T*|: as many as may reach |T| for p to be 5% at most


def _top(values: np.ndarray) -> np.ndarray:
    """The `_LARGEST` largest of each column, the least of them first, (≤ _LARGEST, m)."""
    if len(values) <= _LARGEST:
        return values
    return np.partition(values, len(values) - _LARGEST, axis=0)[-_LARGEST:]


@dataclass(frozen=True, eq=False)
class _Trial:
    """All that permutations are made of; rows are those of the people of one side only, then the pairs' two sides."""

    rows: "sparse.csr_matrix"
    squares: "sparse.csr_matrix"
    inverse_sizes: np.ndarray
    as_found: np.ndarray
    """(n_rows,) bool: which are on the later side."""
    pairs: int
    products: np.ndarray
    """(m,) the sum of the products of the pairs' shares."""
    between: np.ndarray
    within: np.ndarray
    """(m,) each: the variance of a person's share is at least between + within / size."""

    @classmethod
    def of(cls, earlier: Shares, later: Shares, both: tuple[np.ndarray, np.ndarray]) -> "_Trial":
        from scipy import sparse

        sides = earlier, later
        alone = [np.delete(np.arange(s.values.shape[0]), place) for s, place in zip(sides, both, strict=True)]
        parts = [(s, place) for s, place in zip((*sides, *sides), (*alone, *both), strict=True)]
        rows = sparse.vstack([side.values[place] for side, place in parts], format="csr")
        sizes = np.concatenate([side.inverse_sizes[place] for side, place in parts])
        mean, rho = likeness(rows, 1 / sizes)
        n = len(both[0])
        pairs = earlier.values[both[0]].multiply(later.values[both[1]])
        return cls(
            rows, rows.multiply(rows).tocsr(), sizes,
            np.repeat([False, True, False, True], [len(place) for _, place in parts]), n,
            np.asarray(pairs.sum(axis=0)).ravel() if n else np.zeros(rows.shape[1]),
            mean * (1 - mean) * rho, mean * (1 - mean) * (1 - rho),
        )  # fmt: skip

    def permuted(self, rng: np.random.Generator, progress: Progress) -> Iterator[np.ndarray]:
        """Which rows are on the later side, a permutation a row, (some, n_rows) bool; all in all `PERMUTATIONS`."""
        n = len(self.as_found)
        there, step = self.as_found[: n - 2 * self.pairs], max(1, CELLS // max(n, 1))
        for start in range(0, PERMUTATIONS, step):
            progress("testing", start / PERMUTATIONS)
            count = min(step, PERMUTATIONS - start)
            swapped = rng.random((count, self.pairs)) < 0.5
            yield np.hstack([rng.permuted(np.tile(there, (count, 1)), axis=1), swapped, ~swapped])
        progress("testing", 1.0)

    def measured(self, late: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The differences and their standard errors, (k, m) each, for rows on the later side, (k, n_rows) bool."""
        late = late.astype(np.float64)
        sums, squares, sizes = (late @ part for part in (self.rows, self.squares, self.inverse_sizes))
        totals = (np.asarray(part.sum(axis=0)).ravel() for part in (self.rows, self.squares))
        whole, whole_squares = totals
        n_late, n = late[0].sum(), len(self.as_found)
        variance, means = 0.0, []
        for x, xx, size, count in (
            (sums, squares, sizes, n_late),
            (whole - sums, whole_squares - squares, self.inverse_sizes.sum() - sizes, n - n_late),
        ):
            mean = x / max(count, 1)
            seen = (xx - count * mean**2) / max(count - 1, 1)
            variance = variance + np.maximum(seen, self.between + self.within * size[:, None] / count) / max(count, 1)
            means.append(mean)
        if self.pairs:
            own = slice(n - 2 * self.pairs, None)
            one = late[:, own] @ self.rows[own]
            other = np.asarray(self.rows[own].sum(axis=0)).ravel() - one
            shared = self.products - one * other / self.pairs  # n_b cov
            variance = variance - 2 * shared / (n_late * (n - n_late))
        return means[0] - means[1], np.sqrt(np.maximum(variance, _TINY))
