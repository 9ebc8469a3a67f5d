"""What goes with an outcome: which interests and segments, as it is and beside the others; never called a cause."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, Self

import numpy as np
import pandas as pd

from interest.contents import Contents, Current
from interest.contents.definitions import Combined, Definition, Has
from interest.inference import ALPHA, adjusted, more_people, partial_effects
from interest.segments.collection import Segments
from interest.segments.outcomes import Outcome
from interest.segments.traits import FEWEST_WITH

Kind = Literal["category", "topic", "segment"]
Verdict = Literal["told", "few", "rare", "alike", "nothing"]
"""told: the table says what goes with it, if only that nothing surely does. few: of too few people the outcome is
known. rare: too few have it, or too few don't. alike: all have the same. nothing: there is nothing to compare by."""

COLUMNS = (
    "kind", "node_id", "name", "users", "with_it", "without", "difference", "low", "high", "adjusted", "adjusted_low",
    "adjusted_high", "p", "q", "significant", "needed", "beside",
)  # fmt: skip
"""Those of `Drivers.table`."""
_MEASURED = (*(name for name in COLUMNS if name not in ("q", "significant", "needed")), "error", "people")
FEWEST_PEOPLE = 40
"""People of whom the outcome must be known: of fewer, only what is as good as certain would show."""
FEWEST_SIDE = 10
"""People who must have the value that is asked for, and who must not: the figure of fewer is that of a few persons."""


@dataclass(frozen=True, eq=False)
class Drivers:
    """What goes with an outcome."""

    outcome: Outcome
    verdict: Verdict
    people: int
    """Those who wrote and of whom the outcome is known: all that is said is of them."""
    unknown: int
    """Those who wrote and of whom it is not."""
    mean: float
    """The outcome of all of them: a share, or the mean of a number."""
    table: pd.DataFrame
    """A row an interest or segment: kind (see `Kind`), node_id ("" for segments), name, users (who speak of it, or are
    in it), with_it and without (the mean outcome of these and of all others), difference, low and high (as it is, 95%),
    adjusted, adjusted_low and adjusted_high (between people who write as much and are alike in the rest; NaN where
    none are), p and q of that (see `drivers`), significant (q ≤ 0.05), needed (how many more people it would take to be
    sure, 0 where it is, NaN where it can't be said), beside (names of what else was held fixed). Significant ones come
    first, then the largest adjusted differences."""
    left_out: tuple[str, ...]
    """Segments that are defined by the column itself, or can't be applied."""

    @property
    def sure(self) -> pd.DataFrame:
        """The rows that are hardly chance."""
        return self.table[self.table["significant"]].reset_index(drop=True)


@dataclass(frozen=True, eq=False)
class Measured:
    """How an outcome is for those with each of many things and for those without, not yet corrected for their number.

    Its fields are those of `Drivers`; `rows` has, of the columns of its table, those up to p, with error (the standard
    error of adjusted) and people (of whom the outcome is known), in the order of the tree.
    """

    outcome: Outcome
    verdict: Verdict
    people: int
    unknown: int
    mean: float
    spread: float
    """The standard deviation of the outcome."""
    rows: pd.DataFrame


def measured(contents: Contents, outcome: Outcome, segments: "Things | None" = None) -> Measured:
    """What goes with an outcome among topics, categories and, if they are given, segments."""
    figures = outcome.figures.reindex(contents.profiles.users).to_numpy(float)
    known = np.isfinite(figures)
    y, activity = figures[known], contents.profiles.statements[known]
    asked = [_nodes(contents, "topic"), _nodes(contents, "category"), *([segments] if segments else [])]
    things = [part.among(known) for part in asked]
    verdict = _verdict(outcome, y, any(part.ids for part in things))
    rows = pd.DataFrame(columns=list(_MEASURED))
    if verdict == "told":
        rows = measure(things, _apart(contents, things), y, activity)
    mean, spread = (float(y.mean()), float(y.std())) if len(y) else (float("nan"), float("nan"))
    return Measured(outcome, verdict, len(y), int((~known).sum()), mean, spread, rows)


def judged(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of one or more outcomes with q, significant and needed, over all of them together."""
    q = adjusted(rows["p"].to_numpy(float))
    sure = q <= ALPHA
    effect, error, people = (rows[name].to_numpy(float) for name in ("adjusted", "error", "people"))
    return rows.assign(q=q, significant=sure, needed=np.where(sure, 0.0, more_people(effect, error, people)))


@dataclass(frozen=True, eq=False)
class Things:
    """Nodes of a level, or segments, and who has which."""

    kind: Kind
    ids: tuple[str, ...]
    names: tuple[str, ...]
    has: np.ndarray
    """(n_people, n_things) bool."""

    def among(self, known: np.ndarray) -> Self:
        """Those of some people, (n_people,) bool, of which enough of them have each, and enough have it not."""
        has = self.has[known]
        count = has.sum(axis=0)
        enough = np.flatnonzero(np.minimum(count, len(has) - count) >= FEWEST_WITH)
        ids, names = (tuple(of[i] for i in enough) for of in (self.ids, self.names))
        return replace(self, ids=ids, names=names, has=has[:, enough])


def _nodes(contents: Contents, level: Literal["category", "topic"]) -> Things:
    """The nodes of a level in sight; what gathers the rest, and talk, are nobody's interest."""
    profiles, tree = contents.profiles, contents.tree
    nodes = [tree[node] for node in profiles.nodes[profiles.columns(level)]]
    own = [i for i, node in enumerate(nodes) if not (node.is_other or node.talk)]
    has = profiles.level(level).toarray()[:, own] > 0
    return Things(level, tuple(nodes[i].id for i in own), tuple(nodes[i].name for i in own), has)


def kept_segments(contents: Contents, column: str) -> tuple[Things, tuple[str, ...]]:
    """The kept segments, and the names of those by which the column would explain itself, or that can't be applied."""
    segments = Segments(Current(contents))
    lost = tuple(s.name for s in segments if segments.missing(s.name) or _asks(s.definition, column))
    names = tuple(segment.name for segment in segments if segment.name not in lost)
    users = contents.profiles.users
    has = [users.isin(segments.members(name)) for name in names]
    return Things("segment", names, names, np.array(has, bool).reshape(len(names), len(users)).T), lost


def _asks(definition: Definition, column: str) -> bool:
    """Whether a definition asks what a column says."""
    match definition:
        case Has():
            return definition.column == column
        case Combined():
            return any(_asks(part, column) for part in definition.parts)
        case _:
            return False


def _verdict(outcome: Outcome, y: np.ndarray, anything: bool) -> Verdict:
    if len(y) < FEWEST_PEOPLE:
        return "few"
    if np.ptp(y) == 0:
        return "alike"
    if outcome.is_share and min(y.sum(), len(y) - y.sum()) < FEWEST_SIDE:
        return "rare"
    return "told" if anything else "nothing"


def _apart(contents: Contents, things: Sequence[Things]) -> np.ndarray:
    """Which topics, the first of these things, are no part of which thing: (n_things, n_topics) bool.

    A category consists of its topics, a segment of those that define it.
    """
    segments, tree, topics = Segments(Current(contents)), contents.tree, things[0]
    rows = []
    for part in things:
        for own in part.ids:
            about = set(segments.about(own)) if part.kind == "segment" else {own}
            family = about | {tree[node].parent for node in about if node in tree}
            lines = [{node.id for node in tree.path(topic)} for topic in topics.ids]
            rows.append(
                [topic not in family and not line & about for topic, line in zip(topics.ids, lines, strict=True)]
            )
    return np.array(rows, bool).reshape(len(rows), len(topics.ids))


def measure(things: Sequence[Things], apart: np.ndarray, y: np.ndarray, activity: np.ndarray) -> pd.DataFrame:
    """The rows of `Measured` for an outcome y (n_people,); the first of these things are the topics."""
    has, topics = np.hstack([part.has for part in things]), things[0]
    found = partial_effects(y, has, activity, 0, topics.has, apart)
    return pd.DataFrame(
        {
            "kind": [part.kind for part in things for _ in part.ids],
            "node_id": ["" if part.kind == "segment" else own for part in things for own in part.ids],
            "name": [name for part in things for name in part.names],
            "users": has.sum(axis=0),
            "with_it": found.with_it,
            "without": found.without,
            "difference": found.with_it - found.without,
            "low": found.low,
            "high": found.high,
            "adjusted": found.adjusted,
            "adjusted_low": found.adjusted_low,
            "adjusted_high": found.adjusted_high,
            "p": found.p,
            "error": found.error,
            "people": len(y),
            "beside": [tuple(topics.names[i] for i in held) for held in found.beside],
        }
    )
