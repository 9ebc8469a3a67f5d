"""Whether people fall into groups by what they speak of, or lie on a continuum; and into which."""

import json
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

import numpy as np

from interest.inference.mixture import Mixture, fitted, log_laws, refitted

if TYPE_CHECKING:
    from scipy import sparse

Verdict = Literal["groups", "continuum", "chance", "few", "single"]
"""groups: there are some. continuum: interests go together, but there is no gap between people. chance: interests do
not go together more than by chance. few: too few people to tell. single: hardly anybody said more than one thing."""

FEWEST_PEOPLE = 40
"""People who said two things or more, below which no groups are looked for: two of them would be of twenty."""
FEWEST_IN_GROUP = 8
"""People of a group; of fewer, hardly any would be in a fifth."""
MOST_GROUPS = 12
LEAST_STABILITY = 0.5
"""The part of a group (Jaccard) that must come back when a fifth of the people is left out: below it a cluster counts
as dissolved (Hennig 2007)."""
SURE = 2.821433
"""Student's quantile of 99% at nine degrees of freedom: of ten rewirings."""
STRONG = 2.3
"""The log Bayes factor from which evidence is called strong: ten to one (Jeffreys 1961)."""
_FOLDS = 5  # fifths of the people, each left out once
_REWIRINGS = 10
_WORSE = 3  # numbers of kinds that foretell worse than a smaller one, after which no more are tried
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
    gain: float = 0.0
    """How much better groups foretell what other people speak of, in log-likelihood a person …"""
    by_chance: float = 0.0
    """… and how much where interests are dealt out anew."""
    surprise: float = 0.0
    """The gain above chance in standard errors of prediction; that of groups is at least `SURE`."""
    separation: float = float("nan")
    """How much likelier groups with gaps are than a continuum, between neighbours: log Bayes factor."""
    stability: tuple[float, ...] = ()
    """Of each group: the part that comes back when a fifth of the people is left out (Jaccard index)."""

    def save(self, folder: Path) -> None:
        """Write it into a folder."""
        folder.mkdir(exist_ok=True)
        about = {field.name: getattr(self, field.name) for field in fields(self) if field.name != "mixture"}
        (folder / "groups.json").write_text(json.dumps(about), encoding="utf-8")
        if self.mixture is not None:
            np.savez(folder / "mixture.npz", **vars(self.mixture))

    @classmethod
    def load(cls, folder: Path) -> Self:
        """What `save` wrote."""
        about = json.loads((folder / "groups.json").read_text(encoding="utf-8"))
        mixture = None
        if (folder / "mixture.npz").exists():
            with np.load(folder / "mixture.npz") as saved:
                mixture = Mixture(saved["kinds"], saved["usual"], saved["weights"], float(saved["rho"]))
        return cls(**{**about, "mixture": mixture, "stability": tuple(about["stability"])})


def find_groups(counts: "sparse.csr_matrix", seed: int = 0, most: int = MOST_GROUPS) -> Grouping:
    """The groups of people by how often (n_people, m) they speak of each of m things, if there are any.

    A mixture of k kinds of people (at `most` so many) is fitted to all but a fifth of them and judged on these, five
    times. Of the k whose groups all come back each time (see `LEAST_STABILITY`) the one is taken that foretells best.
    Two more things must hold for groups:

    1. Interests go together. The gain in held-out likelihood over one kind is larger than where interests are dealt
       out anew, everybody keeping how many they have and how much they speak of each, and each interest its number of
       people (the curveball of Strona et al. 2014): beyond Student's 99% bound for one more of ten such deals.
    2. There are gaps. On the way from each group to its neighbour, people who had no say in either are likelier to
       gather at two ends than to lie along it with one peak or none: see `STRONG`.

    References:
        Hennig, C. (2007). Cluster-wise assessment of cluster stability. Computational Statistics & Data Analysis 52.
        Jeffreys, H. (1961). Theory of Probability, 3rd edition, appendix B. Oxford.
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
    ranked = trial.ranked(min(most, len(sample) // FEWEST_PEOPLE * 2), rng)
    stable = next((one for one in ranked if one.stability.min() >= LEAST_STABILITY), None)
    told = stable or ranked[0]
    surprise, by_chance = _above_chance(trial, told, rng)
    found = Grouping("chance", len(several), None, float(told.gains.mean()), by_chance, surprise)
    if surprise < SURE:
        return found
    if stable is None:
        return replace(found, verdict="continuum")
    separation = _separation(trial.counts, stable)
    verdict: Verdict = "groups" if separation > STRONG else "continuum"
    mixture, stability = _largest_first(counts, stable)
    return replace(found, verdict=verdict, mixture=mixture, separation=separation, stability=stability)


@dataclass(frozen=True, eq=False)
class _Judged:
    """k kinds, fitted to all people, and each time to all but one fold of them and judged on these."""

    k: int
    gains: np.ndarray
    """(n,) how much better than one kind they foretell each."""
    whole: Mixture
    folds: tuple[tuple[Mixture, np.ndarray], ...]
    """The mixtures, each with the rows of those who had no say in it."""
    stability: np.ndarray
    """(k,) of each group the part that comes back when a fold is left out (Jaccard index); 0 for one too small."""
    same: tuple[np.ndarray, ...]
    """(k,) for each fold: as which of its kinds each group comes back."""


@dataclass(frozen=True, eq=False)
class _Trial:
    """People in folds."""

    counts: "sparse.csr_matrix"
    """(n, m)"""
    usual: np.ndarray
    folds: tuple[np.ndarray, ...]
    alone: np.ndarray
    """(n,) how well one kind foretells each."""

    @classmethod
    def of(cls, counts: "sparse.csr_matrix", rng: np.random.Generator) -> "_Trial":
        total = np.asarray(counts.sum(axis=0)).ravel() + 1e-3  # nothing is impossible
        folds = tuple(np.array_split(rng.permutation(counts.shape[0]), _FOLDS))
        trial = cls(counts, total / total.sum(), folds, np.zeros(counts.shape[0]))
        return replace(trial, alone=trial.held_out(1, rng)[0])

    def held_out(self, k: int, rng: np.random.Generator) -> tuple[np.ndarray, tuple[tuple[Mixture, np.ndarray], ...]]:
        """How well k kinds foretell each of those who had no say in them, (n,) log-likelihoods; and the kinds."""
        told, found = np.zeros(self.counts.shape[0]), []
        for others in self.folds:
            own = np.setdiff1d(np.arange(len(told)), others)
            mixture = fitted(self.counts[own], self.usual, k, rng)
            told[others] = mixture.log_likelihood(self.counts[others])
            found.append((mixture, others))
        return told, tuple(found)

    def ranked(self, most: int, rng: np.random.Generator) -> list[_Judged]:
        """2 kinds and more, at `most` so many, as long as it gets better; those first that foretell best."""
        found: list[_Judged] = []
        for k in range(2, most + 1):
            found.append(self.judged(k, rng))
            gains = [one.gains.mean() for one in found]
            if k - found[int(np.argmax(gains))].k >= _WORSE:
                break
        return sorted(found, key=lambda one: -one.gains.mean())

    def judged(self, k: int, rng: np.random.Generator) -> _Judged:
        several, folds = self.held_out(k, rng)
        whole = fitted(self.counts, self.usual, k, rng, starts=4)
        own = whole.nearest(self.counts)[:, None] == np.arange(k)
        parts, same = [], []
        for fold, _ in folds:
            again = fold.nearest(self.counts)[:, None] == np.arange(k)
            both = own.T.astype(float) @ again
            likeness = both / np.maximum(own.sum(axis=0)[:, None] + again.sum(axis=0) - both, 1)
            parts.append(likeness.max(axis=1))
            same.append(likeness.argmax(axis=1))
        stability = np.where(own.sum(axis=0) >= FEWEST_IN_GROUP, np.mean(parts, axis=0), 0.0)
        return _Judged(k, several - self.alone, whole, folds, stability, tuple(same))


def _above_chance(trial: _Trial, found: _Judged, rng: np.random.Generator) -> tuple[float, float]:
    """The gain above that of rewired people in standard errors of prediction, and the latter."""
    dealt = (_Trial.of(rewired(trial.counts, rng), rng) for _ in range(_REWIRINGS))
    chance = np.array([(again.held_out(found.k, rng)[0] - again.alone).mean() for again in dealt])
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


def _largest_first(counts: "sparse.csr_matrix", found: _Judged) -> tuple[Mixture, tuple[float, ...]]:
    """The mixture of all people, with the largest group first; and how stable each is."""
    mixture = refitted(counts, found.whole)
    order = np.argsort(-np.bincount(mixture.nearest(counts), minlength=found.k + 1)[:-1], kind="stable")
    weights = np.append(mixture.weights[order], mixture.weights[-1])
    return replace(mixture, kinds=mixture.kinds[order], weights=weights), tuple(found.stability[order].tolist())


# Gaps

_WAY = np.linspace(-2.0, 3.0, 81)
"""Places between two groups, which are at 0 and 1; people of a continuum lie beyond them as well."""
_BEYOND = (0.05, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0)
"""How far beyond either end a continuum may reach."""
_OUTWARD = (0.0, 0.2, 0.4)
"""How far outwards from the two kinds people may gather: kinds of few people are drawn towards what is usual."""


@cache
def _continua() -> np.ndarray:
    """Ways to lie along it with one peak or none: stretched beta laws of shapes from 1 on, (n, 81)."""
    from scipy.stats import beta

    laws = [
        beta.pdf((_WAY - low) / (high - low), a, b)
        for low in (-beyond for beyond in _BEYOND)
        for high in (1 + beyond for beyond in _BEYOND)
        for a in (1, 1.5, 2.5, 5)
        for b in (1, 1.5, 2.5, 5)
    ]
    return _normed(np.array(laws))


@cache
def _gathered() -> np.ndarray:
    """Ways to gather at both ends, narrowly or less so, in any proportion, (n, 81)."""
    from scipy.stats import norm

    laws = [
        part * norm.pdf(_WAY, -end, width * (1 + 2 * end)) + (1 - part) * norm.pdf(_WAY, 1 + end, width * (1 + 2 * end))
        for end in _OUTWARD
        for width in (0.05, 0.1, 0.15, 0.2)  # of the way between the ends
        for part in np.linspace(0.1, 0.9, 9)
    ]
    return _normed(np.array(laws))


def _normed(laws: np.ndarray) -> np.ndarray:
    laws = np.maximum(np.nan_to_num(laws), 1e-12)
    return laws / laws.sum(axis=1, keepdims=True)


def _separation(counts: "sparse.csr_matrix", found: _Judged) -> float:
    """How much likelier people gather in groups than lie between each and its neighbour, log Bayes factor.

    Judged on those who had no say in the groups, which are in each fold the kinds that are the `same`. Somebody at
    place s between groups a and b speaks as p_s ∝ p_a^(1 − s) p_b^s; the likelihoods of all laws of the places that
    gather, on average, are set against those of all laws with one peak. The neighbour of a group is that one from
    which it is told worst by a person; the factors of all neighbours are multiplied.
    """
    factors: dict[tuple[int, int], float] = {}
    people: dict[tuple[int, int], int] = {}
    folds = [(fold, kinds, counts[others]) for (fold, others), kinds in zip(found.folds, found.same, strict=True)]
    whose = [fold.chances(own)[:, kinds].argmax(axis=1) for fold, kinds, own in folds]
    for a in range(found.k):
        for b in range(a + 1, found.k):
            likely = [
                _along(own[(group == a) | (group == b)], fold.kinds[kinds[[a, b]]], fold.rho)
                for (fold, kinds, own), group in zip(folds, whose, strict=True)
            ]
            beside = np.vstack(likely)
            if len(beside) >= _FEWEST_BESIDE:
                people[a, b], factors[a, b] = len(beside), _gathering(beside)
    worst = []
    for group in range(found.k):
        own_pairs = [pair for pair in factors if group in pair]
        if own_pairs:
            worst.append(min(own_pairs, key=lambda pair: factors[pair] / people[pair]))
    return float(sum(factors[pair] for pair in dict.fromkeys(worst)))


def _along(counts: "sparse.csr_matrix", ends: np.ndarray, rho: float) -> np.ndarray:
    """How likely each of some people is at each place between two kinds (2, m), relative to the likeliest, (n, 81)."""
    from scipy.special import logsumexp

    way = np.column_stack([1 - _WAY, _WAY]) @ np.log(ends)
    likely = log_laws(counts, np.exp(way - logsumexp(way, axis=1, keepdims=True)), rho)
    return np.exp(likely - likely.max(axis=1, keepdims=True))


def _gathering(likely: np.ndarray) -> float:
    """How much likelier people (n, 81) are where all gather at two kinds than on a continuum, log."""
    from scipy.special import logsumexp

    ends, along = (np.log(likely @ laws.T).sum(axis=0) for laws in (_gathered(), _continua()))
    return float(logsumexp(ends) - np.log(len(ends)) - logsumexp(along) + np.log(len(along)))
