"""What makes a segment: a rule, ids, or chosen statements, as frozen records that a study keeps as JSON."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, Self

import numpy as np
import pandas as pd

from interest.contents.opinions import OPINIONS, Opinion, opinions
from interest.errors import SegmentError
from interest.hierarchy.tree import LEVELS
from interest.inference import Mixture, deflated
from interest.users import Profiles

if TYPE_CHECKING:
    from scipy import sparse

_ROUNDING = 1e-9  # weights are quotients: a fifth may come out a hair below 0.2
_TYPICAL = 1.5  # of what everybody speaks of: half as much again, as for findings


@dataclass(frozen=True)
class Interest:
    """A condition of a rule: a node has at least a given share of somebody's profile."""

    node: str
    above: float = 0.0
    """From this share on, 0 to 1; 0 stands for anybody who has said anything about it."""
    called: str = ""
    """What the node was called, so that the condition can be read where the node is not found."""
    now: tuple[str, ...] = field(default=(), compare=False)
    """What edits made of the node: the one that it was merged into, or its parts. Follows from the tree; not saved."""

    @property
    def nodes(self) -> tuple[str, ...]:
        """The ids of the nodes that stand for it in the tree as it is; together they count as one."""
        return self.now or (self.node,)


@dataclass(frozen=True)
class Rule:
    """Users who have all of the interests, and who wrote at least `statements` that fit all that is said of them.

    Source, days, label and opinion are about statements; "" and None stand for any. Shares are those of the whole
    profile. An opinion is one of the interests: where there are some, only statements about them have it.
    """

    interests: tuple[Interest, ...] = ()
    source: str = ""
    since: date | None = None
    until: date | None = None
    """The last day that counts. A statement without a time is on no day."""
    label: str = ""
    statements: int = 1
    opinion: Opinion | Literal[""] = ""
    """What ratings say: see `interest.contents.opinions`."""

    def check(self) -> None:
        """Raises `SegmentError` for a rule that can't be meant."""
        for interest in self.interests:
            if not 0 <= interest.above <= 1:
                raise SegmentError(f"A share of a profile lies between 0 and 1, not at {interest.above}.")
        if self.statements < 1:
            raise SegmentError(f"A rule asks for at least 1 statement, not {self.statements}.")
        if self.opinion and self.opinion not in OPINIONS:
            raise SegmentError(f"There is no opinion {self.opinion!r}; there is {', '.join(OPINIONS)}.")
        if self.since and self.until and self.until < self.since:
            raise SegmentError(f"The last day, {self.until}, is before the first one, {self.since}.")
        if self == Rule():
            raise SegmentError("A rule without any condition fits everybody; give at least one.")

    def members(self, statements: pd.DataFrame, profiles: Profiles) -> frozenset[str]:
        """The users whom it fits."""
        counts = statements.loc[self._fits(statements), "user_id"].value_counts()
        found = set(counts.index[counts >= self.statements])
        for interest in self.interests:
            shares = profiles.shares(interest.nodes)
            found &= set(profiles.users[(shares > 0) & (shares >= interest.above - _ROUNDING)])
        return frozenset(found)

    def _fits(self, statements: pd.DataFrame) -> np.ndarray:
        """Which statements have the source, day, label and opinion, (n_statements,) bool."""
        fits = np.ones(len(statements), bool)
        for column in ("source", "label"):
            if wanted := getattr(self, column):
                fits &= (statements[column] == wanted).to_numpy(bool)
        days = statements["timestamp"].dt.normalize()
        if self.since:
            fits &= (days >= pd.Timestamp(self.since)).to_numpy(bool)
        if self.until:
            fits &= (days <= pd.Timestamp(self.until)).to_numpy(bool)
        if self.opinion:
            fits &= (opinions(statements) == self.opinion).to_numpy(bool)
            if self.interests:
                nodes = [node for interest in self.interests for node in interest.nodes]
                fits &= statements[list(LEVELS)].isin(nodes).any(axis=1).to_numpy(bool)
        return fits

    def translated(self, node: Callable[[str, str], str], statements: Callable[[Sequence[int]], Sequence[int]]) -> Self:
        """The rule for another study, whose nodes are found by `node(id, name)`."""
        return replace(self, interests=tuple(replace(i, node=node(i.node, i.called)) for i in self.interests))

    def lacking(self, there: Callable[[Interest], bool]) -> tuple[Interest, ...]:
        """The interests without which it can't be applied: all that are not there."""
        return tuple(interest for interest in self.interests if not there(interest))


@dataclass(frozen=True)
class Alike:
    """Users who speak as the people of a found group do.

    A group is one of several kinds of people over the topics (`interest.inference.Mixture`). Its people are those whose
    likeliest kind it is, and those of whose statements at least the part `above` is as theirs: somebody may belong to
    several groups, or to none.
    """

    group: int
    """Which of the kinds it is."""
    interests: tuple[Interest, ...]
    """The m topics."""
    kinds: tuple[tuple[float, ...], ...]
    """(k, m) what the people of each kind speak of."""
    usual: tuple[float, ...]
    """(m,) what everybody speaks of."""
    weights: tuple[float, ...]
    """(k + 1,) how large the kinds are, and those who are of none."""
    rho: float
    """How alike the statements of one person are."""
    above: float = 1 / 3

    @property
    def typical(self) -> tuple[Interest, ...]:
        """The topics of which its people speak half as much again as everybody does, or more."""
        own = zip(self.interests, self.kinds[self.group], self.usual, strict=True)
        return tuple(interest for interest, part, usual in own if part >= _TYPICAL * usual)

    @property
    def mixture(self) -> Mixture:
        """The kinds over the topics as they are now: those that were merged count together."""
        _, place = self._columns()
        kinds = np.vstack([*self.kinds, self.usual])
        joined = np.zeros((len(kinds), max(place) + 1))
        np.add.at(joined.T, place, kinds.T)
        return Mixture(joined[:-1], joined[-1], np.array(self.weights))

    def counts(self, profiles: Profiles) -> "sparse.csr_matrix":
        """How much each user says of the topics of `mixture`, (n_users, m)."""
        from scipy import sparse

        nodes, _ = self._columns()
        shares = np.column_stack([profiles.shares(own) for own in nodes])
        return sparse.csr_matrix(shares * profiles.statements[:, None])

    def belonging(self, profiles: Profiles) -> tuple[np.ndarray, np.ndarray]:
        """Of everybody with a profile the likeliest kind, (n_users,), and the share in each, (n_users, k + 1)."""
        counts, mixture = self.counts(profiles), self.mixture
        return mixture.nearest(deflated(counts, self.rho)), mixture.shares(counts)

    def members(self, statements: pd.DataFrame, profiles: Profiles) -> frozenset[str]:
        """The users who belong to it."""
        nearest, shares = self.belonging(profiles)
        spoke = np.asarray(self.counts(profiles).sum(axis=1)).ravel() > 0
        own = (nearest == self.group) | (shares[:, self.group] >= self.above)
        return frozenset(profiles.users[own & spoke])

    def translated(self, node: Callable[[str, str], str], statements: Callable[[Sequence[int]], Sequence[int]]) -> Self:
        """The same for another study, whose nodes are found by `node(id, name)`."""
        return replace(self, interests=tuple(replace(i, node=node(i.node, i.called)) for i in self.interests))

    def lacking(self, there: Callable[[Interest], bool]) -> tuple[Interest, ...]:
        """What it can't be applied without: its typical topics, once the better half of what they say is gone."""
        lost = tuple(interest for interest in self.typical if not there(interest))
        parts = dict(zip(self.interests, self.kinds[self.group], strict=True))
        return lost if 2 * sum(parts[i] for i in lost) > sum(parts[i] for i in self.typical) else ()

    def _columns(self) -> tuple[list[tuple[str, ...]], list[int]]:
        """The different nodes that topics are now, and the place of each topic among them."""
        nodes = list(dict.fromkeys(interest.nodes for interest in self.interests))
        return nodes, [nodes.index(interest.nodes) for interest in self.interests]


@dataclass(frozen=True)
class Ids:
    """Users by their ids."""

    users: tuple[str, ...]

    def members(self, statements: pd.DataFrame, profiles: Profiles) -> frozenset[str]:
        """The users with these ids, whoever they are."""
        return frozenset(self.users)

    def translated(self, node: Callable[[str, str], str], statements: Callable[[Sequence[int]], Sequence[int]]) -> Self:
        """The same: ids are ids in any study."""
        return self

    @property
    def interests(self) -> tuple[Interest, ...]:
        """It is about no interest."""
        return ()

    def lacking(self, there: Callable[[Interest], bool]) -> tuple[Interest, ...]:
        """It can always be applied."""
        return ()


@dataclass(frozen=True)
class Selection:
    """The users who made some statements, such as those chosen on the map."""

    statements: tuple[int, ...]

    def members(self, statements: pd.DataFrame, profiles: Profiles) -> frozenset[str]:
        """Who wrote any of the statements."""
        return frozenset(statements.loc[statements["statement_id"].isin(self.statements), "user_id"])

    def translated(self, node: Callable[[str, str], str], statements: Callable[[Sequence[int]], Sequence[int]]) -> Self:
        """The selection for another study, which knows the statements by the ids that `statements` gives."""
        return replace(self, statements=tuple(statements(self.statements)))

    @property
    def interests(self) -> tuple[Interest, ...]:
        """It is about no interest."""
        return ()

    def lacking(self, there: Callable[[Interest], bool]) -> tuple[Interest, ...]:
        """It can always be applied."""
        return ()


Definition = Rule | Ids | Selection | Alike
_KINDS: dict[str, type[Definition]] = {"rule": Rule, "ids": Ids, "selection": Selection, "alike": Alike}


@dataclass(frozen=True)
class Segment:
    """A group of users with a name and what makes somebody belong to it."""

    name: str
    definition: Definition

    @property
    def nodes(self) -> tuple[str, ...]:
        """The ids of the nodes that the definition is about."""
        found = self.definition
        interests = found.typical if isinstance(found, Alike) else found.interests
        return tuple(node for interest in interests for node in interest.nodes)

    @property
    def description(self) -> str:
        """The definition in English words."""
        match self.definition:
            case Ids(users):
                return f"{len(users)} ids"
            case Selection(statements):
                return f"who made any of {len(statements)} chosen statements"
            case Rule() as rule:
                return ", ".join(_conditions(rule))
            case Alike() as kind:
                named = ", ".join(f"“{interest.called}”" for interest in kind.typical)
                return f"who speak as a group does that was found by {named}"


def _conditions(rule: Rule) -> Iterable[str]:
    for interest in rule.interests:
        yield f"“{interest.called or interest.node}”" + (f" from {interest.above:.0%} on" if interest.above else "")
    if rule.source:
        yield f"source {rule.source}"
    if rule.label:
        yield f"label {rule.label}"
    if rule.opinion:
        yield f"{rule.opinion} by their ratings"
    if rule.since:
        yield f"since {rule.since}"
    if rule.until:
        yield f"until {rule.until}"
    if rule.statements > 1:
        yield f"{rule.statements} statements or more"


def to_json(segments: Iterable[Segment]) -> str:
    """Segments as a JSON list; `from_json` reads it back."""
    kinds = {definition: kind for kind, definition in _KINDS.items()}
    rows = [{"name": s.name, "kind": kinds[type(s.definition)], **asdict(s.definition)} for s in segments]
    for interest in (interest for row in rows for interest in row.get("interests", ())):
        del interest["now"]
    return json.dumps(rows, ensure_ascii=False, indent=1, default=date.isoformat)


def from_json(text: str) -> tuple[Segment, ...]:
    """The segments that `to_json` wrote. Raises `ValueError`, `KeyError` or `TypeError` for anything else."""
    return tuple(map(_segment, json.loads(text)))


def _segment(row: dict[str, Any]) -> Segment:
    parts: dict[str, Any] = {name: _tuples(value) for name, value in row.items()}
    name, kind = parts.pop("name"), parts.pop("kind")
    if "interests" in parts:
        parts["interests"] = tuple(Interest(**part) for part in parts["interests"])
    if kind == "rule":
        for day in ("since", "until"):
            parts[day] = date.fromisoformat(parts[day]) if parts[day] else None
    return Segment(name, _KINDS[kind](**parts))


def _tuples(value: Any) -> Any:
    """Lists, however deep, as tuples."""
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
