"""Which statements belong to an own interest, how sure that is, and how many of them are wrong.

1. *Direction.* What the encoder makes of name, description and words, moved towards the statements that belong and away
   from those that don't (Rocchio 1971: q + p − ½ n). With few answers that found more than a logistic regression on
   them alone (`benchmarks/own.py`), and one answer is of use already.
2. *Score.* How much nearer a statement is to that than to the decoys: `interest.guided.background`. A statement that
   says the name or one of the words literally has `WORD` more, one that says a part of the name a part of that
   (`literal`), and one that is nearer to another own interest less (`rivals`).
3. *Mistakes.* Among the best k statements as many are wrong as decoys find with their scores; the increments made
   monotone (isotonic regression) are the chance of each statement to be wrong. The most statements are taken of which
   not more than the wanted share is wrong. That is an estimate.
4. *Answers.* Statements that belong to it are to be judged in an order that is drawn by lot. Those answered without a
   gap are a random sample, so that from ten on the share of wrong ones is measured, with an interval, each
   statement scored without its own answer, and these answers correct the chances of all (Platt 1999).

References:
    Platt, J. (1999). Probabilistic outputs for support vector machines. In Advances in large margin classifiers, 61-74.
    Rocchio, J. J. (1971). Relevance feedback in information retrieval. In The SMART retrieval system, 313-323.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from zlib import crc32

import numpy as np
import pandas as pd

from interest.contents import Contents, derived
from interest.contents.own import OwnInterest
from interest.guided.background import background_of
from interest.guided.literal import literal
from interest.guided.rivals import Rivals
from interest.hierarchy.clustering.features import unit
from interest.inference import share_interval

AWAY = 0.5
"""How much what doesn't belong counts against what does: what is not about something lies in all directions."""
WORD = 2.0
"""What a word that somebody named adds to a score: two standard deviations, as much as a near relation in meaning."""
CHECKED = 10
"""Answers of a random sample from which the share of wrong ones is said to be measured."""
DOUBT = 2.0
"""Standard deviation of the shift of log-odds by which the estimate may be wrong, as far as is known before answers."""
NEARLY = 60
"""Statements that are kept beside those that belong: the nearest ones."""

FEWEST = 50
"""Statements of a study below which nothing is known of mistakes: a tail of so few says nothing."""
MOST_KNOWN = 4000
"""Own interests that are kept as they were found, before all are forgotten."""
COLUMNS = ("statement_id", "score", "certain")

Known = Literal["measured", "estimated", "unknown"]


@dataclass(frozen=True)
class Wrong:
    """Which part of the statements that are said to belong doesn't."""

    share: float
    """NaN where it is not known."""
    low: float
    high: float
    """The 95% interval where it is measured, else NaN."""
    known: Known
    answers: int
    """Of the random sample so far."""


@dataclass(frozen=True, eq=False)
class Found:
    """An own interest in a study."""

    interest: OwnInterest
    ranked: pd.DataFrame
    """statement_id, score, certain (the chance that it belongs, in [0, 1]), belongs: best first, those that belong and
    the nearest others."""
    least: float
    """The score from which statements belong to it, unless they are judged; infinite where none does."""
    wrong: Wrong
    ask: tuple[int, ...]
    """The statements to judge next for a measure, by id: drawn by lot among those that belong, each text once."""

    @property
    def statements(self) -> pd.DataFrame:
        """Those that belong: statement_id, score, certain."""
        return self.ranked.loc[self.ranked["belongs"], list(COLUMNS)].reset_index(drop=True)

    @property
    def nearly(self) -> pd.DataFrame:
        """The nearest of those that don't, the same columns."""
        return self.ranked.loc[~self.ranked["belongs"], list(COLUMNS)].reset_index(drop=True)


class Finder:
    """Finds own interests in one state of a study; what was found is kept as long as that holds."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self._known: dict[tuple[OwnInterest, tuple[OwnInterest, ...]], Found] = {}
        self._rivals: dict[tuple[OwnInterest, ...], Rivals] = {}

    def find(self, interest: OwnInterest, among: Sequence[OwnInterest] = ()) -> Found:
        """The statements of an own interest that stands among others."""
        asked_too = tuple(OwnInterest(other.name, other.description, other.words) for other in among)
        if (interest, asked_too) not in self._known:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            self._known[interest, asked_too] = _found(self._contents, interest, self._against(asked_too))
        return self._known[interest, asked_too]

    def _against(self, interests: tuple[OwnInterest, ...]) -> Rivals:
        if interests not in self._rivals:
            background = background_of(self._contents)
            scores = [
                background.score(asked(self._contents, interest)) + WORD * said(self._contents, interest)
                for interest in interests
            ]
            self._rivals.clear()
            self._rivals[interests] = Rivals.of(interests, scores, len(background.meaning))
        return self._rivals[interests]


@derived("ingested", "deferred_space", "deferred_words", "encoder")
def finder(contents: Contents) -> Finder:
    """The finder of a study."""
    return Finder(contents)


def asked(contents: Contents, interest: OwnInterest) -> np.ndarray:
    """What the encoder makes of a name, a description and words together: (d,), of length one, centred."""
    described = f"{interest.name}: {interest.description}" if interest.description else interest.name
    vectors = contents.meaning_of(list(dict.fromkeys([interest.name, described, *interest.words])))
    return unit(vectors.mean(axis=0, keepdims=True))[0]


def said(contents: Contents, interest: OwnInterest) -> np.ndarray:
    """How far each statement says the name or one of the words literally, (n,) in [0, 1]; two say no more than one."""
    known = literal(contents)
    return np.maximum.reduce([known.share(interest.name), *(known.has(word) for word in interest.words)])


def _found(contents: Contents, interest: OwnInterest, rivals: Rivals) -> Found:
    table = _scored(contents, interest, rivals)
    scores, judged = table["score"].to_numpy(), table["judged"].to_numpy()
    chance = _chance(background_of(contents).mistakes(scores))
    lots = table["text"].map(lambda text: crc32(f"{interest.name}\n{text}".encode("utf-8", "replace"))).to_numpy()
    number = _number(chance, scores, interest)
    if interest.least is None:
        chance = _corrected(chance, judged, _answered(table, lots, number)[0])
        number = _number(chance, scores, interest)
    answered, ask = _answered(table, lots, number)
    belongs = ((np.arange(len(table)) < number) & (judged >= 0)) | (judged > 0)
    certain = np.where(judged == 0, chance, judged > 0)
    kept = belongs | (np.cumsum(~belongs) <= NEARLY)
    return Found(
        interest,
        table.assign(certain=certain, belongs=belongs).loc[kept, [*COLUMNS, "belongs"]].reset_index(drop=True),
        float(scores[number - 1]) if number else float("inf"),
        _wrong(table.assign(certain=certain), belongs, answered, not ask),
        ask,
    )


def _scored(contents: Contents, interest: OwnInterest, rivals: Rivals) -> pd.DataFrame:
    """All statements, best first: statement_id, text, user_id, score, judged (1 belongs, -1 doesn't, 0 not judged).

    What is judged is scored without its own answer.
    """
    frame, background = contents.ingested.frame, background_of(contents)
    query, texts = asked(contents, interest), [*interest.belong, *interest.doesnt]
    vectors, answers = contents.meaning_of(texts), np.repeat([1, -1], [len(interest.belong), len(interest.doesnt)])
    scores = background.score(_direction(query, vectors, answers))
    places = frame.groupby("text").indices if texts else {}
    for number, text in enumerate(texts):
        if text in places:
            others = np.arange(len(texts)) != number
            scores[places[text]] = background.score(_direction(query, vectors[others], answers[others]), places[text])
    scores = scores + WORD * said(contents, interest)
    scores = scores - np.maximum(0.0, rivals.against(interest) - scores)
    answer = dict(zip(texts, answers.tolist(), strict=True))
    table = frame[["statement_id", "text", "user_id"]].assign(
        score=scores.astype(float), judged=frame["text"].map(lambda text: answer.get(text, 0)).astype(int)
    )
    order = np.lexsort((np.arange(len(table)), -table["score"].to_numpy().round(6)))
    return table.iloc[order].reset_index(drop=True)


def _direction(query: np.ndarray, vectors: np.ndarray, answers: np.ndarray) -> np.ndarray:
    """Towards the mean of the examples that belong, away from that of those that don't; (d,) of length one."""
    direction = query.astype(float)
    for answer, weight in ((1, 1.0), (-1, -AWAY)):
        if (answers == answer).any():
            direction = direction + weight * unit(vectors[answers == answer].mean(axis=0, keepdims=True))[0]
    return unit(direction[None])[0]


def _chance(mistakes: np.ndarray) -> np.ndarray:
    """How likely each of n statements belongs, best first, from how many of the best 1 … n are mistakes; falling."""
    from scipy.optimize import isotonic_regression

    if not len(mistakes):
        return np.zeros(0)
    return 1 - np.clip(isotonic_regression(np.diff(mistakes, prepend=0.0)).x, 0.0, 1.0)


def _number(chance: np.ndarray, scores: np.ndarray, interest: OwnInterest) -> int:
    """How many of the best statements belong: as many as have the least score, or as the wanted share allows."""
    if interest.least is not None:
        return int((scores >= interest.least).sum())
    wrong = np.cumsum(1 - chance) / np.arange(1, len(chance) + 1)
    return int((wrong <= interest.wrong).sum())


def _corrected(chance: np.ndarray, judged: np.ndarray, answered: np.ndarray) -> np.ndarray:
    """The chances as the answers of a random sample correct them: log-odds shifted, and steeper or flatter around the
    sample's mean (Platt scaling, with normal priors on both: `DOUBT`). As they are before there is a sample."""
    if np.count_nonzero(answered) < CHECKED:
        return chance
    certain = np.clip(chance, 1e-3, 1 - 1e-3)
    odds = np.log(certain) - np.log1p(-certain)
    middle = odds[answered].mean()
    shifts, slopes = np.linspace(-4 * DOUBT, 4 * DOUBT, 161), np.exp(np.linspace(-2, 2, 41))
    shift, slope = (each.ravel() for each in np.meshgrid(shifts, slopes))
    fitted = middle + shift[:, None] + slope[:, None] * (odds[answered] - middle)
    # log p = -log(1 + e^-x) for those that belong, log(1 - p) = -log(1 + e^x) for those that don't
    fits = -np.logaddexp(0, -judged[answered] * fitted).sum(axis=1)
    best = np.argmax(fits - shift**2 / (2 * DOUBT**2) - np.log(slope) ** 2 / 2)
    return np.asarray(1 / (1 + np.exp(-(middle + shift[best] + slope[best] * (odds - middle)))))


def _answered(table: pd.DataFrame, lots: np.ndarray, number: int) -> tuple[np.ndarray, tuple[int, ...]]:
    """Which of all statements are of the random sample, (n,) bool, and which are to be judged next, by id.

    The different texts of the best `number` statements come in the order of their lots; those that are judged without
    a gap are a sample, however it came that they were judged.
    """
    texts = table["text"].iloc[:number]
    drawn = texts.iloc[np.argsort(lots[:number], kind="stable")].drop_duplicates()
    judged = table["judged"].to_numpy()[drawn.index] != 0
    gap = len(judged) if judged.all() else int(np.argmin(judged))
    answered = np.zeros(len(table), bool)
    answered[:number] = texts.isin(drawn.iloc[:gap])
    ask = drawn.index[~judged][:CHECKED]
    return answered, tuple(int(statement) for statement in table["statement_id"].loc[ask])


def _wrong(table: pd.DataFrame, belongs: np.ndarray, answered: np.ndarray, all_answered: bool) -> Wrong:
    """The share of wrong ones among what belongs: none of what was judged, of the rest as the sample says.

    The interval takes in that the rest may be few: the sample's (by people), then the binomial quantiles of the rest.
    """
    from scipy.stats import binom

    answers = int(table.loc[answered, "text"].nunique())
    nan = float("nan")
    if not belongs.any() or len(table) < FEWEST:
        return Wrong(nan, nan, nan, "unknown", answers)
    if answers >= CHECKED or (all_answered and answers):
        sample = table[answered]
        wrong = (sample["judged"] < 0).groupby(sample["user_id"]).agg(["sum", "size"])
        bounds = share_interval(wrong["sum"].to_numpy(), wrong["size"].to_numpy())
        rest, of = int((table.loc[belongs, "judged"] == 0).sum()), int(belongs.sum())
        low, high = (float(binom.ppf(at, rest, bound)) / of for at, bound in zip((0.025, 0.975), bounds, strict=True))
        return Wrong(rest / of * float((sample["judged"] < 0).mean()), low, high, "measured", answers)
    return Wrong(float((1 - table.loc[belongs, "certain"]).mean()), nan, nan, "estimated", answers)
