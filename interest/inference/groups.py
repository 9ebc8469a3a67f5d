"""Whether people fall into groups by what they speak of, or lie on a continuum; and into which."""

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Literal

import numpy as np

from interest.inference.mixture import Mixture, deflated, effective, fitted, refitted

if TYPE_CHECKING:
    from scipy import sparse

Verdict = Literal["groups", "continuum", "chance", "few", "single"]
"""groups: there are some. continuum: interests go together, but there is no gap between people. chance: interests do
not go together more than by chance. few: too few people to tell. single: hardly anybody said more than one thing."""

FEWEST_PEOPLE = 40
"""People who said two things or more, below which no groups are looked for: a half of them would be twenty."""
FEWEST_IN_GROUP = 8
"""People of a group of the sample; of fewer, hardly any would be in a half."""
MOST_GROUPS = 12
LEAST_STABILITY = 0.5
"""The part of a group (Jaccard) that must come back when half of the people are looked at: below it a cluster counts
as dissolved (Hennig 2007)."""
SURE = 2.821433
"""Student's quantile of 99% at nine degrees of freedom: of ten rewirings."""
STRONG = 3.0
"""The log Bayes factor from which evidence is called strong: twenty to one (Kass and Raftery 1995)."""
_REWIRINGS = 10
_TRADES = 5  # of each person, until a rewired matrix is as good as random (Strona et al. 2014)
_SAMPLE = 2000
"""People among whom groups are looked for; what is found there is then fitted to all of them."""
_FEWEST_BESIDE = 20  # people of two neighbouring groups between whom a gap can be seen


@dataclass(frozen=True, eq=False)
class Grouping:
    """What was found of n people over m things."""

    verdict: Verdict
    people: int = 0
    """Who said more than one thing: among them groups are looked for."""
    mixture: Mixture | None = None
    """The groups, the largest first, where the verdict is "groups"; of a "continuum" those that it was cut into."""
    rho: float = 0.0
    """How alike the statements of one person are: see `effective`."""
    gain: float = 0.0
    """How much better groups foretell what other people speak of, in log-likelihood a person …"""
    by_chance: float = 0.0
    """… and how much where interests are dealt out anew."""
    surprise: float = 0.0
    """The gain above chance in standard errors of prediction; that of groups is at least `SURE`."""
    separation: float = float("nan")
    """How much likelier groups with gaps are than a continuum, between neighbours: log Bayes factor."""
    stability: tuple[float, ...] = ()
    """Of each group: the part that comes back from a half of the people (Jaccard index)."""


def find_groups(counts: "sparse.csr_matrix", seed: int = 0, most: int = MOST_GROUPS) -> Grouping:
    """The groups of people by how often (n_people, m) they speak of each of m things, if there are any.

    A mixture of k kinds of people (at `most` so many) is fitted to either half of them and judged on the other. Of the
    k that foretell best the least within a standard error is tried first, then fewer, until each kind comes back from
    either half. Three things must hold for groups:

    1. Interests go together. The gain in held-out likelihood over one kind is larger than where interests are dealt
       out anew, everybody keeping how many they have and how much they speak of each, and each interest its number of
       people (the curveball of Strona et al. 2014): beyond Student's 99% bound for one more of ten such deals.
    2. There are gaps. On the way from each group to its neighbour, people of the other half are likelier to gather at
       the two ends than to lie along it with one peak or none: see `STRONG`.
    3. They come back: see `LEAST_STABILITY`.

    References:
        Hennig, C. (2007). Cluster-wise assessment of cluster stability. Computational Statistics & Data Analysis 52.
        Kass, R. and Raftery, A. (1995). Bayes factors. Journal of the American Statistical Association 90.
        Strona, G. et al. (2014). A fast and unbiased procedure to randomize ecological binary matrices with fixed row
        and column totals. Nature Communications 5.
    """
    rng = np.random.default_rng(seed)
    spoke = counts.getnnz(axis=1) > 0
    several = np.flatnonzero(np.asarray(counts.sum(axis=1)).ravel() > 1 + 1e-9)
    if spoke.sum() >= FEWEST_PEOPLE and len(several) < spoke.sum() / 20:
        return Grouping("single", len(several))
    if len(several) < FEWEST_PEOPLE:
        return Grouping("few", len(several))
    sample = np.sort(rng.permutation(several)[:_SAMPLE])
    trial = _Trial.of(counts[sample], rng)
    ranked = [trial.judged(k, rng) for k in range(2, min(most, len(sample) // FEWEST_PEOPLE * 2) + 1)]
    best = max(ranked, key=lambda one: one.gains.mean())
    first = next(i for i, one in enumerate(ranked) if _as_good(one.gains, best.gains))
    surprise, by_chance = _above_chance(trial, ranked[first], rng)
    none = Grouping(
        "chance",
        people=len(several),
        rho=trial.rho,
        gain=float(ranked[first].gains.mean()),
        by_chance=by_chance,
        surprise=surprise,
    )
    if surprise < SURE:
        return none
    for one in reversed(ranked[: first + 1]):
        mixture = fitted(trial.counts, trial.usual, one.k, rng, starts=4)
        stability, separation = _stability(trial.counts, mixture, one), _separation(trial.counts, one)
        large = np.bincount(mixture.nearest(trial.counts), minlength=one.k)[: one.k] >= FEWEST_IN_GROUP
        if large.all() and stability.min() >= LEAST_STABILITY:
            verdict: Verdict = "groups" if separation > STRONG else "continuum"
            mixture, stability = _largest_first(counts, mixture, stability, trial.rho)
            own = tuple(stability.tolist())
            return replace(none, verdict=verdict, mixture=mixture, separation=separation, stability=own)
    return replace(none, verdict="continuum")


@dataclass(frozen=True, eq=False)
class _Judged:
    """k kinds, fitted to either half of the people and judged on the other."""

    k: int
    gains: np.ndarray
    """(n,) how much better than one kind they foretell each."""
    halves: tuple[tuple[Mixture, np.ndarray], ...]
    """The mixtures, each with the rows of those who had no say in it."""


@dataclass(frozen=True, eq=False)
class _Trial:
    """People in two halves."""

    counts: "sparse.csr_matrix"
    """(n, m), effective."""
    usual: np.ndarray
    rho: float
    halves: tuple[np.ndarray, np.ndarray]

    @classmethod
    def of(cls, counts: "sparse.csr_matrix", rng: np.random.Generator) -> "_Trial":
        found, rho = effective(counts)
        total = np.asarray(counts.sum(axis=0)).ravel() + 1e-3  # nothing is impossible
        order = rng.permutation(counts.shape[0])
        return cls(found, total / total.sum(), rho, (order[: len(order) // 2], order[len(order) // 2 :]))

    def judged(self, k: int, rng: np.random.Generator) -> _Judged:
        held_out, found = np.zeros(self.counts.shape[0]), []
        for own, others in (self.halves, self.halves[::-1]):
            one, several = (fitted(self.counts[own], self.usual, kinds, rng) for kinds in (1, k))
            gain = several.log_likelihood(self.counts[others]) - one.log_likelihood(self.counts[others])
            held_out[others] = gain
            found.append((several, others))
        return _Judged(k, held_out, tuple(found))


def _as_good(gains: np.ndarray, best: np.ndarray) -> bool:
    """Whether gains (n,) are within a standard error of the best ones."""
    lost = best - gains
    return bool(lost.mean() <= lost.std() / np.sqrt(len(lost)))


def _above_chance(trial: _Trial, found: _Judged, rng: np.random.Generator) -> tuple[float, float]:
    """The gain above that of rewired people in standard errors of prediction, and the latter."""
    dealt = (_Trial.of(rewired(trial.counts, rng), rng) for _ in range(_REWIRINGS))
    chance = np.array([again.judged(found.k, rng).gains.mean() for again in dealt])
    error = chance.std(ddof=1) * np.sqrt(1 + 1 / _REWIRINGS)
    return float((found.gains.mean() - chance.mean()) / max(error, 1e-9)), float(chance.mean())


def rewired(counts: "sparse.csr_matrix", rng: np.random.Generator) -> "sparse.csr_matrix":
    """Who speaks of what dealt out anew: everybody keeps their counts, and each of the m things its number of people.

    Pairs of people trade what only one of them has (Strona et al. 2014); the counts of each then fall to any of theirs.
    """
    from scipy import sparse

    own = [set(counts.indices[a:b].tolist()) for a, b in zip(counts.indptr, counts.indptr[1:], strict=False)]
    for _ in range(_TRADES):
        order = rng.permutation(len(own)).tolist()
        for one, other in zip(order[::2], order[1::2], strict=False):
            both = own[one] & own[other]
            traded = list(own[one] ^ own[other])
            if len(traded) > 1:
                rng.shuffle(traded)
                kept = len(own[one]) - len(both)
                own[one], own[other] = both.union(traded[:kept]), both.union(traded[kept:])
    places = [rng.permutation(np.fromiter(things, np.int64, len(things))) for things in own]
    return sparse.csr_matrix((counts.data, np.concatenate(places), counts.indptr), counts.shape)


def _stability(counts: "sparse.csr_matrix", mixture: Mixture, found: _Judged) -> np.ndarray:
    """(k,) how much of each group comes back from either half of the people."""
    whole = mixture.nearest(counts)[:, None] == np.arange(found.k)
    again = []
    for half, _ in found.halves:
        part = half.nearest(counts)[:, None] == np.arange(found.k)
        both = whole.T.astype(float) @ part
        either = whole.sum(axis=0)[:, None] + part.sum(axis=0) - both
        again.append((both / np.maximum(either, 1)).max(axis=1))
    return np.mean(again, axis=0)


def _largest_first(
    counts: "sparse.csr_matrix", mixture: Mixture, stability: np.ndarray, rho: float
) -> tuple[Mixture, np.ndarray]:
    """The mixture of all people, with the largest group first."""
    whole = deflated(counts, rho)
    found = refitted(whole, mixture)
    order = np.argsort(-np.bincount(found.nearest(whole), minlength=len(stability) + 1)[:-1], kind="stable")
    kinds, weights = found.kinds[order], np.append(found.weights[order], found.weights[-1])
    return Mixture(kinds, found.usual, weights), stability[order]


# Gaps

_WAY = np.linspace(-1.0, 2.0, 61)
"""Places between two groups, which are at 0 and 1; people of a continuum lie beyond them as well."""


@cache
def _continua() -> np.ndarray:
    """Ways to lie along it with one peak or none: stretched beta laws of shapes from 1 on, (n, 61)."""
    from scipy.stats import beta

    laws = [
        beta.pdf((_WAY - low) / (high - low), a, b)
        for low in (-1.0, -0.75, -0.5, -0.25, -0.05)
        for high in (1.05, 1.25, 1.5, 1.75, 2.0)
        for a in (1, 1.5, 2.5, 5)
        for b in (1, 1.5, 2.5, 5)
    ]
    return _normed(np.array(laws))


@cache
def _gathered() -> np.ndarray:
    """Ways to gather at both ends, narrowly or less so, in any proportion, (n, 61)."""
    from scipy.stats import norm

    laws = [
        part * norm.pdf(_WAY, 0, width) + (1 - part) * norm.pdf(_WAY, 1, width)
        for width in (0.05, 0.1, 0.15, 0.2, 0.25, 0.3)
        for part in np.linspace(0.1, 0.9, 9)
    ]
    return _normed(np.array(laws))


def _normed(laws: np.ndarray) -> np.ndarray:
    laws = np.maximum(np.nan_to_num(laws), 1e-12)
    return laws / laws.sum(axis=1, keepdims=True)


def _separation(counts: "sparse.csr_matrix", found: _Judged) -> float:
    """How much likelier people gather in groups than lie between each and its neighbour, log Bayes factor.

    Judged on those who had no say in the groups. Somebody at place s between groups a and b speaks as
    p_s ∝ p_a^(1 − s) p_b^s; the likelihoods of all laws of the places that gather, on average, are set against those of
    all laws with one peak. The factors of all neighbours are multiplied.
    """
    return float(sum(factor for mixture, others in found.halves for factor in _beside(counts[others], mixture)))


def _beside(counts: "sparse.csr_matrix", mixture: Mixture) -> list[float]:
    """The log Bayes factors of each group and that one of the others from which it is told worst by a person."""
    k = len(mixture.kinds)
    whose = (counts @ np.log(mixture.kinds).T + np.log(mixture.weights[:k])).argmax(axis=1)
    people: dict[tuple[int, int], int] = {}
    factors: dict[tuple[int, int], float] = {}
    for a in range(k):
        for b in range(a + 1, k):
            own = np.flatnonzero((whose == a) | (whose == b))
            if len(own) >= _FEWEST_BESIDE:
                people[a, b] = len(own)
                factors[a, b] = _gathering(counts[own], mixture.kinds[a], mixture.kinds[b])
    worst = []
    for group in range(k):
        own_pairs = [pair for pair in factors if group in pair]
        if own_pairs:
            worst.append(min(own_pairs, key=lambda pair: factors[pair] / people[pair]))
    return [factors[pair] for pair in dict.fromkeys(worst)]


def _gathering(counts: "sparse.csr_matrix", a: np.ndarray, b: np.ndarray) -> float:
    """How much likelier some people are where all gather at two kinds than on a continuum, log."""
    from scipy.special import logsumexp

    way = (1 - _WAY)[:, None] * np.log(a) + _WAY[:, None] * np.log(b)
    way -= logsumexp(way, axis=1, keepdims=True)
    likely = counts @ way.T  # (n, 61)
    likely = np.exp(likely - likely.max(axis=1, keepdims=True))
    ends, along = (np.log(likely @ laws.T).sum(axis=0) for laws in (_gathered(), _continua()))
    return float(logsumexp(ends) - np.log(len(ends)) - logsumexp(along) + np.log(len(along)))
