"""People as draws from a few kinds: a mixture over what they speak of, and everybody's share in each kind."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from interest.inference.clusters import likeness

if TYPE_CHECKING:
    from scipy import sparse

_STEPS = 60
_SETTLED = 1e-5  # of the log-likelihood, relative
_PRIOR = 4.0
"""Every kind begins with four people who speak as everybody does: it is not surer than its people can make it, so that
it foretells others, and nothing is impossible in it."""
_PRIOR_SHARES = 1.0
"""Everybody's shares begin with one count spread as the kinds are large: who said one thing is not wholly of a kind."""
_STEP = 0.25
"""Counts are rounded to quarters."""
_LEAST_ALIKE, _MOST_ALIKE = 0.005, 0.9
"""ρ is kept within: at 0 and 1 the law has no density."""


@dataclass(frozen=True, eq=False)
class Mixture:
    """k kinds of people over m things to speak of, and people of no kind, who speak as everybody does.

    Each person has a law of their own, drawn from the Dirichlet law of their kind, so that what they say again tells
    less of their kind than what they say first: a mixture of Dirichlet-multinomials (Elkan 2006).

    References:
        Elkan, C. (2006). Clustering documents with an exponential-family approximation of the Dirichlet compound
        multinomial distribution. ICML.
    """

    kinds: np.ndarray
    """(k, m) what the people of each kind speak of; rows sum to one, nothing is 0."""
    usual: np.ndarray
    """(m,) what everybody speaks of: those of no kind."""
    weights: np.ndarray
    """(k + 1,) how large the kinds are, the last of them those of no kind; sums to one."""
    rho: float
    """How alike what one person says is, among people of a kind: the intraclass correlation, in [0, 1]."""

    @property
    def all_kinds(self) -> np.ndarray:
        """(k + 1, m), no kind last."""
        return np.vstack([self.kinds, self.usual])

    def log_likelihood(self, counts: "sparse.csr_matrix") -> np.ndarray:
        """log Σ_k w_k DM(x_u | p_k, ρ) of each of some people, but for what is the same for all kinds and ρ, (n,)."""
        from scipy.special import logsumexp

        return logsumexp(self._joint(counts), axis=1)

    def nearest(self, counts: "sparse.csr_matrix") -> np.ndarray:
        """The likeliest kind of each of some people, 0 … k, of which k is none, (n,)."""
        return self._joint(counts).argmax(axis=1)

    def chances(self, counts: "sparse.csr_matrix") -> np.ndarray:
        """The probability that each of some people is of each kind, (n, k + 1)."""
        joint = self._joint(counts)
        chances = np.exp(joint - joint.max(axis=1, keepdims=True))
        return chances / chances.sum(axis=1, keepdims=True)

    def shares(self, counts: "sparse.csr_matrix") -> np.ndarray:
        """What part of what each of some people say is as the people of each kind speak, (n, k + 1); sums to one.

        The maximum of Σ_t x_ut log Σ_k s_uk p_kt over s, found by EM from a prior of one count: somebody who speaks of
        two kinds of things in turn is half of either, where `chances` would take a side.
        """
        from scipy import sparse

        entries = len(counts.data)
        spread = sparse.csr_matrix((np.ones(entries), np.arange(entries), counts.indptr), (counts.shape[0], entries))
        row = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
        likely = self.all_kinds.T[counts.indices]  # (n_entries, k + 1)
        total = np.asarray(counts.sum(axis=1)).ravel() + _PRIOR_SHARES
        found = np.tile(self.weights, (counts.shape[0], 1))
        for _ in range(_STEPS):
            part = likely * found[row]
            part *= (counts.data / part.sum(axis=1))[:, None]
            found = (spread @ part + _PRIOR_SHARES * self.weights) / total[:, None]
        return found

    def _joint(self, counts: "sparse.csr_matrix") -> np.ndarray:
        return log_laws(counts, self.all_kinds, self.rho) + np.log(self.weights)


@dataclass(frozen=True, eq=False)
class _Amounts:
    """Counts of people by the different amounts in which things are said: a law is asked of each of these once."""

    people: "sparse.csr_matrix"
    """(n, n_amounts): whose they are …"""
    by_amount: "sparse.csr_matrix"
    """… and (n_amounts, n): the same the other way round."""
    by_thing: "sparse.csr_matrix"
    """(m, n_amounts): what is said."""
    things: np.ndarray
    """(n_amounts,) which of the m things."""
    said: np.ndarray
    """(n_amounts,) how often."""
    total: np.ndarray
    """(n,) of each person."""

    @classmethod
    def of(cls, counts: "sparse.csr_matrix") -> "_Amounts":
        from scipy import sparse

        said = np.maximum(np.round(counts.data / _STEP), 1).astype(np.int64)
        different, places = np.unique(said * counts.shape[1] + counts.indices, return_inverse=True)
        n = len(different)
        people = sparse.csr_matrix((np.ones(len(said)), places, counts.indptr), (counts.shape[0], n))
        amounts, things = _STEP * (different // counts.shape[1]), different % counts.shape[1]
        by_thing = sparse.csr_matrix((np.ones(n), (things, np.arange(n))), (counts.shape[1], n))
        return cls(people, people.T.tocsr(), by_thing, things, amounts, people @ amounts)

    def log_laws(self, laws: np.ndarray, rho: float) -> np.ndarray:
        """log DM(x_u | p_k, ρ) under laws (k, m), but for the multinomial coefficient, (n, k).

        With α = (1 − ρ) / ρ: Γ(α) / Γ(α + n_u) Π_t Γ(x_ut + α p_kt) / Γ(α p_kt).
        """
        from scipy.special import gammaln

        alpha = _spread(rho)
        own = alpha * laws.T[self.things]  # (n_amounts, k)
        terms = gammaln(self.said[:, None] + own) - gammaln(own)
        return self.people @ terms + (gammaln(alpha) - gammaln(alpha + self.total))[:, None]

    def draws(self, laws: np.ndarray, rho: float, whose: np.ndarray) -> tuple[np.ndarray, float]:
        """How often each thing is drawn from laws (k, m) of which people are by chances (n, k), (k, m); and the new ρ.

        Of what somebody says of a thing, x times, α p (ψ(x + α p) − ψ(α p)) are draws, the rest is said again; α
        follows by Minka's (2000) step.
        """
        from scipy.special import digamma

        alpha = _spread(rho)
        own = alpha * laws.T[self.things]
        drawn = own * (digamma(self.said[:, None] + own) - digamma(own)) * (self.by_amount @ whose)
        alpha = drawn.sum() / (digamma(self.total + alpha) - digamma(alpha)).sum()
        return (self.by_thing @ drawn).T, float(1 / (1 + alpha))


def _spread(rho: float) -> float:
    """α of the Dirichlet law of a ρ."""
    return float(1 / np.clip(rho, _LEAST_ALIKE, _MOST_ALIKE) - 1)


def log_laws(counts: "sparse.csr_matrix", laws: np.ndarray, rho: float) -> np.ndarray:
    """The log-likelihood of people (n, m) under laws (k, m), (n, k): see `_Amounts.log_laws`."""
    return _Amounts.of(counts).log_laws(laws, rho)


def likeness_within(counts: "sparse.csr_matrix") -> float:
    """How alike the statements of one person are in counts (n, m): the mean of `likeness` over the m by variance."""
    from scipy import sparse

    n = np.asarray(counts.sum(axis=1)).ravel()
    mean, alike = likeness(sparse.diags(1 / np.maximum(n, 1e-9)) @ counts, n)
    spread = mean * (1 - mean)
    return float(np.clip(spread @ alike / max(spread.sum(), 1e-12), _LEAST_ALIKE, _MOST_ALIKE))


def fitted(
    counts: "sparse.csr_matrix", usual: np.ndarray, k: int, rng: np.random.Generator, starts: int = 2
) -> Mixture:
    """The likeliest mixture of k kinds, the best of some runs of EM (Dempster et al. 1977) from people far apart.

    References:
        Dempster, A., Laird, N. and Rubin, D. (1977). Maximum likelihood from incomplete data via the EM algorithm.
        Journal of the Royal Statistical Society B 39 (1).
    """
    alike = likeness_within(counts)
    runs = [_run(counts, usual, _far_apart(counts, k, rng), alike) for _ in range(starts if k > 1 else 1)]
    return max(runs, key=lambda run: run[1])[0]


def refitted(counts: "sparse.csr_matrix", former: Mixture) -> Mixture:
    """The mixture of more people, from that of some of them."""
    return _run(counts, former.usual, former.chances(counts), former.rho)[0]


def _run(counts: "sparse.csr_matrix", usual: np.ndarray, whose: np.ndarray, rho: float) -> tuple[Mixture, float]:
    """EM from whose kind is which, (n, k + 1), and the log-likelihood."""
    k, amounts = whose.shape[1] - 1, _Amounts.of(counts)
    kinds = (counts.T @ whose[:, :k]).T + _PRIOR * amounts.total.mean() * usual
    found = Mixture(kinds / kinds.sum(axis=1, keepdims=True), usual, np.full(k + 1, 1 / (k + 1)), rho)
    last = -np.inf
    for _ in range(_STEPS):
        joint = amounts.log_laws(found.all_kinds, found.rho) + np.log(found.weights)
        most = joint.max(axis=1, keepdims=True)
        whose = np.exp(joint - most)
        each = whose.sum(axis=1, keepdims=True)
        whose /= each
        likelihood = float((most + np.log(each)).sum())
        if likelihood - last < _SETTLED * abs(likelihood):
            break
        last = likelihood
        drawn, alike = amounts.draws(found.all_kinds, found.rho, whose)
        kinds = drawn[:k] + _PRIOR * drawn.sum() / len(whose) * usual
        weights = (whose.sum(axis=0) + 1) / (len(whose) + k + 1)
        found = Mixture(kinds / kinds.sum(axis=1, keepdims=True), usual, weights, alike)
    return found, likelihood


def _far_apart(counts: "sparse.csr_matrix", k: int, rng: np.random.Generator) -> np.ndarray:
    """Everybody with the nearest of k people who are chosen far apart (k-means++), (n, k + 1) of 0 and 1.

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
    whose = np.zeros((n, k + 1))
    whose[np.arange(n), near.argmax(axis=1)] = 1
    return whose
