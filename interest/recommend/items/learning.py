"""The weights of the sources, learned from what people took by hiding a part of it.

A fifth of what each of up to 1,000 people took is hidden (the last fifth, where times are known). What may tell of it
is hidden too: statements about a hidden item, where statements say which item they are about, and all that a person
said from the first hidden item on, where both have times. Where neither is known, all is done a second time without
what people said, and of both answers that with less weight for content is taken: who writes about what they took seems
foreseeable by their texts.

EASE's and the factors' λ and how much low ratings speak against others are those with which either model alone has the
highest mean nDCG@10. The weights are the mean of all mixtures in steps of a quarter that are as good as the best within
one standard error of the difference (as in the rule of Breiman et al. 1984): what can't be told apart isn't chosen
from. With fewer than 20 people who took several things they stay equal: half content, half neighbours.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, Protocol, Self

import numpy as np
import pandas as pd

from interest.contents.fusion import EQUAL, SOURCES, Fusion
from interest.hierarchy.tree import InterestTree
from interest.recommend.items.evidence import doubt_of, effective, evidence_for
from interest.recommend.items.scorers import Factors, Scorer
from interest.recommend.items.space import ItemSpace, Voice

if TYPE_CHECKING:
    from scipy import sparse

HELD_OUT = 0.2
MOST_PEOPLE = 1000
"""On whom weights are learned: enough that the standard error of their nDCG is about .01."""
MOST_TIMES = 3
"""With fewer people other items are hidden up to three times: which ones they are then matters less."""
FEWEST_PEOPLE = 20
"""With fewer even the standard error is hardly known."""
STEPS = 4
"""Weights are tried in quarters; finer ones differ by less than can be measured."""
DEPTH = 10
"""The k of the nDCG."""
RIDGES = (10.0, 30.0, 100.0, 300.0, 1000.0, 3000.0)
"""From as good as none to more than any data set needs."""
FACTOR_HOLDS = (0.02, 0.03, 0.015, 0.01, 0.05, 0.005)
"""In the order in which they are tried, where not all are."""
AGAINST = (0.0, 0.5)
STAND_INS = (0.05, 1.0)
"""As good as never, so that new items are ordered by content at least, or wholly."""
CANDIDATES = 100
"""The first items of each source for somebody; no mixture has others among its first ten."""
CELLS = 4_000_000
"""People × items that are scored at once."""
MOST_WORK = 2e11
"""Multiplications that trying the factors' λ may cost, about a minute; data that are larger try fewer."""


class Voices(Protocol):
    """What people say, with what must not be known of it left out."""

    @property
    def tells_items(self) -> bool:
        """Whether statements say which item they are about."""

    @property
    def tells_times(self) -> bool:
        """Whether statements have times."""

    def of(self, user_id: str) -> Voice:
        """All that somebody says."""

    def without(self, user_id: str, items: Sequence[str], since: pd.Timestamp | None) -> Voice:
        """What somebody says but about these items, and before a moment."""


@dataclass(frozen=True, eq=False)
class Hidden:
    """People of whom some items are hidden."""

    known: "sparse.csr_matrix"
    """(n_users, n_items): R without what is hidden."""
    people: np.ndarray
    """(m,): their places among the users."""
    items: list[np.ndarray]
    """The places of the items that are hidden of each."""


@dataclass(frozen=True, eq=False)
class _Case:
    """What the sources say for one person of the few items that can come first."""

    z: np.ndarray
    """(s, c) float32"""
    doubt: np.ndarray
    """(2, c): λ of `interest.recommend.items.evidence` of each item, by `STAND_INS`."""
    speaking: np.ndarray
    """(s,) bool"""
    wanted: np.ndarray
    """(c,) bool: what is hidden."""
    first: np.ndarray
    """(c,) bool: what is among the first of any source; the rest are there because they are hidden."""


def hide(space: ItemSpace, last: bool, seed: int) -> Hidden:
    """A fifth of what some people like, at least one thing each: the last, or any."""
    from scipy import sparse

    liked, rng = space.liked, np.random.default_rng(seed)
    several = np.flatnonzero(np.diff(liked.indptr) > 1)
    people = np.sort(rng.permutation(several)[:MOST_PEOPLE])
    hidden = []
    for person in people:
        own = liked.indices[liked.indptr[person] : liked.indptr[person + 1]]
        order = rng.permutation(len(own))
        if last and space.times is not None:
            when = np.asarray(space.times[person, own].todense()).ravel()
            order = order[np.argsort(-when[order], kind="stable")]
        hidden.append(np.sort(own[order[: max(1, round(HELD_OUT * len(own)))]]))
    cells = (np.repeat(people, [len(own) for own in hidden]), np.concatenate([np.zeros(0, np.int64), *hidden]))
    gone = sparse.csr_matrix((np.ones(len(cells[0])), cells), space.taken.shape)
    known = (space.taken - space.taken.multiply(gone)).tocsr()
    known.eliminate_zeros()
    return Hidden(known, people, hidden)


@dataclass(frozen=True, eq=False)
class Trials:
    """What the sources say of items that were hidden: mixtures of any of them can be tried on that."""

    settings: Fusion
    """The models' own settings."""
    cases: tuple[list[_Case], ...]
    """Once with what people said, and a second time without, where that may tell of what is hidden."""
    n_people: int

    @classmethod
    def of(cls, space: ItemSpace, tree: InterestTree, voices: Voices, seed: int = 0) -> Self:
        """Hides items of some people, several times where they are few."""
        n_people = int((np.diff(space.liked.indptr) > 1).sum())
        if n_people < FEWEST_PEOPLE:
            return cls(Fusion(), (), 0)
        timed = space.times is not None and voices.tells_times
        rounds = 1 if timed else min(max(MOST_PEOPLE // n_people, 1), MOST_TIMES)
        hidden = [hide(space, timed, seed + number) for number in range(rounds)]
        spaces = [space.with_taken(part.known) for part in hidden]
        settings = _tuned(spaces[0], hidden[0])
        variants = []
        for said in (True,) if voices.tells_items or timed else (True, False):
            heard = [_heard(part, space, voices, timed) if said else None for part in hidden]
            parts = zip(hidden, spaces, heard, strict=True)
            variants.append([case for part, known, own in parts for case in _cases(part, known, tree, own, settings)])
        return cls(settings, tuple(variants), n_people)

    def fusion(self, allowed: Sequence[str] = SOURCES) -> Fusion:
        """The weights of the `allowed` sources that foretell best what people took, and all else of a `Fusion`."""
        mixed = mixtures(allowed)
        found = []
        for cases in self.cases if "text" in allowed else self.cases[:1]:
            chosen = choose(np.array([gains(case, mixed) for case in cases]), mixed)
            found.append(replace(chosen, chance=_calibrated(cases, chosen)))
        if not found:
            return choose(np.zeros((0, len(mixed))), mixed)
        best = min(found, key=lambda fusion: fusion.weights[0])
        return replace(
            self.settings, weights=best.weights, stand_in=best.stand_in, chance=best.chance, users=self.n_people
        )


def learn_fusion(space: ItemSpace, tree: InterestTree, voices: Voices, seed: int = 0) -> Fusion:
    """The weights that foretell best which items people took."""
    return Trials.of(space, tree, voices, seed).fusion()


def mixtures(allowed: Sequence[str] = SOURCES) -> list[Fusion]:
    """All mixtures of the allowed sources in steps of 1/4; without content it can't stand in for others."""
    steps = [range(STEPS + 1) if source in allowed else (0,) for source in SOURCES]
    weights = [tuple(n / STEPS for n in parts) for parts in product(*steps) if sum(parts) == STEPS]
    stand_ins = STAND_INS if "text" in allowed else (0.0,)
    return [Fusion(parts, stand_in) for stand_in in stand_ins for parts in weights]


def gains(case: _Case, mixed: Sequence[Fusion]) -> np.ndarray:
    """The nDCG@10 of each mixture for one person, (f,). Items of equal score share the mean of their ranks."""
    scores = _blended(case, mixed).round(5)
    wanted = scores[:, case.wanted]  # (f, h)
    above = (scores[:, None, :] > wanted[:, :, None]).sum(axis=2)
    level = (scores[:, None, :] == wanted[:, :, None]).sum(axis=2)
    rank = above + (level + 1) / 2
    gain = np.where(rank <= DEPTH, 1 / np.log2(1 + rank), 0.0).sum(axis=1)
    return gain / (1 / np.log2(np.arange(2, min(int(case.wanted.sum()), DEPTH) + 2))).sum()


def choose(table: np.ndarray, mixed: Sequence[Fusion]) -> Fusion:
    """The mean of the mixtures that are best for people (n, f); for few people the one that is nearest to `EQUAL`."""
    weights = np.array([fusion.weights for fusion in mixed])
    if len(table) < FEWEST_PEOPLE:
        distance = np.abs(weights - EQUAL).sum(axis=1)
        nearest = np.lexsort((-weights.max(axis=1), distance))
        return replace(mixed[nearest[0]], stand_in=max(fusion.stand_in for fusion in mixed))
    mean = table.mean(axis=0)
    best = int(mean.round(9).argmax())
    behind = table[:, [best]] - table
    error = behind.std(axis=0, ddof=1) / np.sqrt(len(table))
    good = behind.mean(axis=0) <= error + 1e-12
    good &= np.array([fusion.stand_in == mixed[best].stand_in for fusion in mixed])
    return replace(mixed[best], weights=tuple(float(weight) for weight in weights[good].mean(axis=0).round(6)))


def _heard(part: Hidden, space: ItemSpace, voices: Voices, timed: bool) -> list[Voice]:
    """What the people say, without what tells of the hidden items."""
    heard = []
    for person, items in zip(part.people, part.items, strict=True):
        since = (
            pd.Timestamp(float(space.times[person, items].min()), unit="s")
            if timed and space.times is not None
            else None
        )
        heard.append(voices.without(str(space.users[person]), space.ids[items].tolist(), since))
    return heard


def _tuned(space: ItemSpace, part: Hidden) -> Fusion:
    """A `Fusion` with the models' own settings, by how well each of them alone finds what is hidden."""
    tries = [(ridge, against) for against in AGAINST[: 1 + space.any_low] for ridge in RIDGES]
    ridge, against = _best(tries, lambda ridge, against: _alone(space.ease(ridge), space, part, against))
    few = [(hold,) for hold in FACTOR_HOLDS[: max(1, int(MOST_WORK / Factors.work(space.liked)))]]
    (factor_hold,) = _best(few, lambda hold: _alone(space.factors(hold), space, part, against))
    return Fusion(ridge=ridge, factor_hold=factor_hold, against=against)


def _best(tries: Sequence[tuple[float, ...]], quality: Callable[..., float]) -> tuple[float, ...]:
    """The first of those that are best."""
    return tries[int(np.argmax([round(quality(*some), 6) for some in tries]))]


def _alone(scorer: Scorer, space: ItemSpace, part: Hidden, against: float) -> float:
    """The mean nDCG@10 of one model."""
    found = []
    for people, items in _blocks(part, space):
        rows = space.taken[people]
        scores = scorer.scores((rows.maximum(0) - against * (-rows).maximum(0)).tocsr()).copy()
        scores[rows.nonzero()] = -np.inf
        top = np.argpartition(-scores, min(DEPTH, scores.shape[1] - 1), axis=1)[:, :DEPTH]
        order = np.argsort(-np.take_along_axis(scores, top, axis=1), axis=1, kind="stable")
        first = np.take_along_axis(top, order, axis=1)
        found += [_ndcg(np.isin(own, wanted), len(wanted)) for own, wanted in zip(first, items, strict=True)]
    return float(np.mean(found))


def _ndcg(hits: np.ndarray, wanted: int) -> float:
    gain = 1 / np.log2(np.arange(2, DEPTH + 2))
    return float(hits @ gain[: len(hits)] / gain[: min(wanted, DEPTH)].sum())


def _blocks(part: Hidden, space: ItemSpace) -> Iterator[tuple[np.ndarray, list[np.ndarray]]]:
    """The people and what is hidden of them, a few at a time."""
    size = max(1, CELLS // max(len(space), 1))
    for start in range(0, len(part.people), size):
        yield part.people[start : start + size], part.items[start : start + size]


def _cases(
    part: Hidden, space: ItemSpace, tree: InterestTree, voices: list[Voice] | None, settings: Fusion
) -> list[_Case]:
    """What the sources say of the items that can come first for each person."""
    asked = replace(settings, weights=(1.0,) * len(SOURCES))  # all are asked
    doubt = np.stack([doubt_of(space, replace(asked, stand_in=stand_in)) for stand_in in STAND_INS])
    cases: list[_Case] = []
    for people, items in _blocks(part, space):
        own = [Voice()] * len(people) if voices is None else voices[len(cases) : len(cases) + len(people)]
        evidence = evidence_for(space.taken[people], own, space, tree, asked)
        z, speaking = np.where(evidence.free, evidence.standardised, -np.inf), evidence.speaking
        for person, wanted in enumerate(items):
            first = np.argpartition(-z[:, person], min(CANDIDATES, z.shape[2] - 1), axis=1)[:, :CANDIDATES]
            kept = np.union1d(first, wanted)
            kept = kept[evidence.free[person, kept]]
            marks = np.isin(kept, wanted), np.isin(kept, first)
            cases.append(_Case(z[:, person, kept], doubt[:, kept], speaking[:, person], *marks))
    return cases


def _blended(case: _Case, mixed: Sequence[Fusion]) -> np.ndarray:
    """The blended scores of a person's items by each mixture, (f, c)."""
    weights = effective(np.array([fusion.weights for fusion in mixed]).T, case.speaking[:, None]).T  # (f, s)
    level = np.array([STAND_INS.index(fusion.stand_in) if fusion.stand_in else -1 for fusion in mixed])
    doubt = case.doubt[level] * ((level >= 0) & case.speaking[0])[:, None]  # (f, c)
    behaviour = weights[:, 1:].sum(axis=1, keepdims=True)
    given = (1 - doubt) * (weights[:, 1:] @ case.z[1:]) + doubt * behaviour * case.z[0]
    return np.asarray(given + weights[:, :1] * case.z[0], np.float32)


def _calibrated(cases: Sequence[_Case], fusion: Fusion) -> tuple[float, float]:
    """a and b of `Fusion.chance`: logistic regression of what is hidden on the blended score (Platt 1999)."""
    score = np.concatenate([_blended(case, [fusion])[0][case.first] for case in cases]).astype(np.float64)
    hit = np.concatenate([case.wanted[case.first] for case in cases]).astype(np.float64)
    a, b = 1.0, float(np.log((hit.mean() + 1e-6) / (1 - hit.mean() + 1e-6)))
    design = np.column_stack([score, np.ones(len(score))])
    for _ in range(25):  # Newton's steps; a little ridge keeps a finite where all hits come first
        p = 1 / (1 + np.exp(-np.clip(design @ (a, b), -30, 30)))
        hessian = (design * (p * (1 - p))[:, None]).T @ design + np.diag([1e-2, 1e-6])
        step = np.linalg.solve(hessian, design.T @ (hit - p) - np.array([1e-2 * a, 0.0]))
        a, b = a + step[0], b + step[1]
    return (round(float(max(a, 0.01)), 6), round(float(b), 6))  # what is ranked higher is never less likely
