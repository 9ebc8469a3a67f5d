"""People as draws from a few kinds: a mixture over what they speak of, and everybody's share in each kind."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from interest.inference.clusters import likeness

if TYPE_CHECKING:
    from scipy import sparse

_STEPS = 40
_SETTLED = 1e-5  # of the log-likelihood, relative
_PRIOR = 10.0
"""Every kind begins with ten counts spread as everybody's are: a kind of few people is not surer than they can make
it, and nothing is impossible in it."""
_PRIOR_SHARES = 1.0
"""Everybody's shares begin with one count spread as the kinds are large: who said one thing is not wholly of a kind."""


@dataclass(frozen=True, eq=False)
class Mixture:
    """k kinds of people over m things to speak of, and people of no kind, who speak as everybody does."""

    kinds: np.ndarray
    """(k, m) what the people of each kind speak of; rows sum to one, nothing is 0."""
    usual: np.ndarray
    """(m,) what everybody speaks of: those of no kind."""
    weights: np.ndarray
    """(k + 1,) how large the kinds are, the last of them those of no kind; sums to one."""

    @property
    def all_kinds(self) -> np.ndarray:
        """(k + 1, m), no kind last."""
        return np.vstack([self.kinds, self.usual])

    def log_likelihood(self, counts: "sparse.csr_matrix") -> np.ndarray:
        """log Σ_k w_k Π_t p_kt^(x_ut) of each of some people, (n,)."""
        from scipy.special import logsumexp

        return logsumexp(self._joint(counts), axis=1)

    def chances(self, counts: "sparse.csr_matrix") -> np.ndarray:
        """The probability that each of some people is of each kind, (n, k + 1)."""
        joint = self._joint(counts)
        chances = np.exp(joint - joint.max(axis=1, keepdims=True))
        return chances / chances.sum(axis=1, keepdims=True)

    def nearest(self, counts: "sparse.csr_matrix") -> np.ndarray:
        """The likeliest kind of each of some people, 0 … k, of which k is none, (n,)."""
        return self._joint(counts).argmax(axis=1)

    def shares(self, counts: "sparse.csr_matrix") -> np.ndarray:
        """What part of what each of some people say is as the people of each kind speak, (n, k + 1); sums to one.

        The maximum of Σ_t x_ut log Σ_k s_uk p_kt over s, found by EM from a prior of one count: somebody who speaks of
        two kinds of things in turn is half of either, where `chances` would take a side.
        """
        from scipy import sparse

        kinds = self.all_kinds.T  # (m, k + 1)
        row = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
        spread = sparse.csr_matrix((counts.data, (row, np.arange(len(row)))), (counts.shape[0], len(row)))
        likely = kinds[counts.indices]  # (n_entries, k + 1)
        total = np.asarray(counts.sum(axis=1)).ravel() + _PRIOR_SHARES
        found = np.tile(self.weights, (counts.shape[0], 1))
        for _ in range(_STEPS):
            part = likely * found[row]
            part /= part.sum(axis=1, keepdims=True)
            found = (spread @ part + _PRIOR_SHARES * self.weights) / total[:, None]
        return found

    def _joint(self, counts: "sparse.csr_matrix") -> np.ndarray:
        return counts @ np.log(self.all_kinds).T + np.log(self.weights)


def effective(counts: "sparse.csr_matrix") -> tuple["sparse.csr_matrix", float]:
    """Counts (n_people, m) as far as they are independent: x / (1 + (n − 1) ρ) of somebody's n; and ρ.

    ρ is how alike the statements of one person are (`likeness`), the mean over the m by their variance. Who returns to
    one thing ten times has not said ten things.
    """
    from scipy import sparse

    n = np.asarray(counts.sum(axis=1)).ravel()
    mean, alike = likeness(sparse.diags(1 / np.maximum(n, 1e-9)) @ counts, n)
    spread = mean * (1 - mean)
    rho = float(spread @ alike / max(spread.sum(), 1e-12))
    return deflated(counts, rho), rho


def deflated(counts: "sparse.csr_matrix", rho: float) -> "sparse.csr_matrix":
    """The same with a ρ that is known."""
    from scipy import sparse

    n = np.asarray(counts.sum(axis=1)).ravel()
    return (sparse.diags(1 / (1 + np.maximum(n - 1, 0) * rho)) @ counts).tocsr()


def fitted(
    counts: "sparse.csr_matrix", usual: np.ndarray, k: int, rng: np.random.Generator, starts: int = 2
) -> Mixture:
    """The likeliest mixture of k kinds, the best of some runs of EM (Dempster et al. 1977) from people far apart.

    References:
        Dempster, A., Laird, N. and Rubin, D. (1977). Maximum likelihood from incomplete data via the EM algorithm.
        Journal of the Royal Statistical Society B 39 (1).
    """
    runs = [_run(counts, usual, _far_apart(counts, k, rng)) for _ in range(starts)]
    return max(runs, key=lambda run: run[1])[0]


def refitted(counts: "sparse.csr_matrix", former: Mixture) -> Mixture:
    """The mixture of more people, from that of some of them."""
    return _run(counts, former.usual, former.chances(counts))[0]


def _run(counts: "sparse.csr_matrix", usual: np.ndarray, whose: np.ndarray) -> tuple[Mixture, float]:
    """EM from whose kind is which, (n, k) or (n, k + 1), and the log-likelihood."""
    k = whose.shape[1] - (whose.shape[1] > 1 and not np.isin(whose, (0, 1)).all())
    weights, last = np.full(k + 1, 1 / (k + 1)), -np.inf
    for step in range(_STEPS):
        kinds = (counts.T @ whose[:, :k]).T + _PRIOR * usual
        if step:
            weights = (whose.sum(axis=0) + 1) / (len(whose) + k + 1)
        found = Mixture(kinds / kinds.sum(axis=1, keepdims=True), usual, weights)
        joint = found._joint(counts)
        most = joint.max(axis=1, keepdims=True)
        whose = np.exp(joint - most)
        total = whose.sum(axis=1, keepdims=True)
        whose /= total
        likelihood = float((most + np.log(total)).sum())
        if likelihood - last < _SETTLED * abs(likelihood):
            break
        last = likelihood
    return found, likelihood


def _far_apart(counts: "sparse.csr_matrix", k: int, rng: np.random.Generator) -> np.ndarray:
    """Everybody with the nearest of k people who are chosen far apart (k-means++), (n, k) of 0 and 1.

    Distances are Hellinger's, between what people speak of.
    """
    n = counts.shape[0]
    total = np.asarray(counts.sum(axis=1)).ravel()
    roots = counts.copy()
    roots.data = np.sqrt(roots.data / np.repeat(np.maximum(total, 1e-9), np.diff(counts.indptr)))
    near = np.zeros((n, k))
    for kind in range(k):
        far = 1 - near[:, :kind].max(axis=1) if kind else np.ones(n)
        far = np.maximum(far, 1e-12)
        chosen = rng.choice(n, p=far / far.sum())
        near[:, kind] = (roots @ roots[[chosen]].T).toarray().ravel()
    whose = np.zeros((n, k))
    whose[np.arange(n), near.argmax(axis=1)] = 1
    return whose
