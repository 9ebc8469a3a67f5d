"""Groups of people with like interests that the data show, each with what tells it from everybody else."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from interest.contents import Contents
from interest.contents.definitions import Alike, Interest
from interest.contents.derived import derived
from interest.hierarchy.tree import InterestTree, Level
from interest.inference import MOST_GROUPS, Configuration, Grouping, Verdict, find_groups, wilson
from interest.segments.contrasts import SegmentProfile, contrast, side_by_side
from interest.segments.traits import contrasted

if TYPE_CHECKING:
    from scipy import sparse

LEVELS_TOLD: tuple[Level, ...] = ("category", "topic")
TYPICAL = 3
_ALONE = 0.5
"""A group is called by one interest where the next one sets it apart less than half as much."""
_DIGITS = 5  # of what a definition keeps


@dataclass(frozen=True, eq=False)
class FoundSegment:
    """A group of people with like interests."""

    number: int
    """Its place among the others, 1 for the largest."""
    name: str
    """What sets it apart from all others: its nodes by name."""
    nodes: tuple[str, ...]
    """The one or two nodes in its name."""
    definition: Alike
    users: tuple[str, ...]
    """The ids of its people; somebody may be in several groups."""
    share: float
    """Of all who have a profile, with its 95% interval (Wilson 1927)."""
    low: float
    high: float
    stability: float
    """How much of it comes back when a fifth of the people is left out (Jaccard index)."""
    interests: pd.DataFrame
    """Its people against everybody else, a row a category or topic, as in `contrast`. p is that of the half of what
    they say by which they were not found; q is over all groups and nodes."""
    traits: pd.DataFrame
    """What else is known of its people, against everybody else: see `interest.segments.traits.contrasted`."""
    typical: tuple[str, ...]
    """The ids of those of whom most of what they say is as the group's."""
    neighbour: int
    """The number of the group that most of its people are near to."""
    between: float
    """The part of its people who belong to the neighbour as well."""

    def more(self, level: Level = "topic", k: int = 3) -> pd.DataFrame:
        """What its people speak of surely more than everybody else, the largest difference first."""
        return self._sure(level, k, 1)

    def less(self, level: Level = "topic", k: int = 3) -> pd.DataFrame:
        """What they speak of surely less."""
        return self._sure(level, k, -1)

    def _sure(self, level: Level, k: int, side: int) -> pd.DataFrame:
        rows = self.interests[(self.interests["level"] == level) & self.interests["significant"]]
        rows = rows[rows["difference"] * side > 0]
        return rows.iloc[np.argsort(-side * rows["difference"].to_numpy(), kind="stable")].head(k)

    def told(self, own: bool, k: int = 2) -> pd.DataFrame:
        """Values that surely more of its people have: of how they write (`own`), or of the data's columns."""
        rows = self.traits[self.traits["significant"] & (self.traits["own"] == own) & (self.traits["difference"] > 0)]
        return rows.sort_values("difference", ascending=False, kind="stable").drop_duplicates("column").head(k)


@dataclass(frozen=True, eq=False)
class Found:
    """What was found of the people of a study."""

    verdict: Verdict
    """Whether there are groups, and if not, why: see `interest.inference.groups`."""
    people: int
    """Who have a profile."""
    segments: tuple[FoundSegment, ...]
    grouping: Grouping
    spots: pd.DataFrame
    """user_id, x, y, group (a number; 0 for nobody's): who is near to whom, by what they speak of."""

    def __len__(self) -> int:
        return len(self.segments)

    def __getitem__(self, number: int) -> FoundSegment:
        """The segment with a number."""
        return self.segments[number - 1]

    @property
    def several(self) -> int:
        """How many people said more than one thing: those among whom groups are looked for."""
        return self.grouping.people

    @property
    def in_none(self) -> int:
        """How many people belong to no group."""
        return self.people - len({user for segment in self.segments for user in segment.users})

    @cached_property
    def cells(self) -> pd.DataFrame:
        """All groups beside each other: see `side_by_side`; `group` is the number as text."""
        return side_by_side(_profiles([segment.interests for segment in self.segments]))


@derived("ingested", "cuts", "config", "grouping")
def found(contents: Contents) -> Found:
    """The groups of a study's people, from their profiles over its topics: see `interest.inference.find_groups`."""
    profiles = contents.profiles
    shares_of_topics, _ = _topics(contents)
    if not len(profiles) or shares_of_topics.shape[1] < 2:
        nothing = pd.DataFrame({"user_id": [], "x": [], "y": [], "group": []})
        return Found("few", len(profiles), (), Grouping("few"), nothing)
    grouping, kinds = groups_among(contents)
    spread = _places(np.sqrt(shares_of_topics.toarray()))
    if not kinds:
        spots = pd.DataFrame({"user_id": profiles.users, "x": spread[:, 0], "y": spread[:, 1], "group": 0})
        return Found(grouping.verdict, len(profiles), (), grouping, spots)
    nearest, shares = kinds[0].belonging(profiles)
    of_kind = [profiles.users[(nearest == i) | (shares[:, i] >= kind.above)] for i, kind in enumerate(kinds)]
    ranked = sorted(zip(kinds, of_kind, strict=True), key=lambda pair: -len(pair[1]))
    kinds, members = [kind for kind, _ in ranked], [own for _, own in ranked]
    tables = evidence(contents, kinds, members)
    number = {kind.group: i for i, kind in enumerate(kinds, 1)}
    spots = pd.DataFrame({"user_id": profiles.users, "x": spread[:, 0], "y": spread[:, 1]})
    spots["group"] = [number.get(kind, 0) for kind in nearest.tolist()]
    segments = _told(contents, kinds, members, tables, shares, grouping)
    return Found("groups", len(profiles), segments, grouping, spots)


def _topics(contents: Contents) -> "tuple[sparse.csr_matrix, tuple[Interest, ...]]":
    """The share of each topic, but for talk, in everybody's profile, (n_users, m); and the topics."""
    tree = contents.tree
    places = [place for place, node in enumerate(tree.level("topic")) if not node.talk]
    topics = [tree.level("topic")[place] for place in places]
    interests = tuple(Interest(node.id, called=tree.path_name(node.id)) for node in topics)
    return contents.profiles.level("topic")[:, places], interests


def groups_among(
    contents: Contents, people: np.ndarray | None = None, most: int = MOST_GROUPS
) -> tuple[Grouping, list[Alike]]:
    """The groups among the users with a profile, or some `people` (n_users,) bool, at `most` so many, and what makes
    somebody belong to each; none where there are no groups."""
    shares, interests = _topics(contents)
    counts = shares.multiply(contents.profiles.statements[:, None]).tocsr()
    if len(interests) < 2:
        return Grouping("few"), []
    if people is None and most == MOST_GROUPS and contents.grouping is not None:
        grouping = contents.grouping
    else:
        grouping = find_groups(counts if people is None else counts[people], contents.config.seed, most)
    return grouping, _definitions(grouping, interests)


def grouped(contents: Contents) -> Contents:
    """The contents with the groups of their people known."""
    return contents.change(grouping=groups_among(contents)[0])


def _definitions(grouping: Grouping, interests: tuple[Interest, ...]) -> list[Alike]:
    """What makes somebody belong to each group; none where there are no groups."""
    if grouping.verdict != "groups" or grouping.mixture is None:
        return []
    least = 10.0**-_DIGITS  # nothing is impossible
    kinds, usual, weights = (
        np.maximum(part.round(_DIGITS), least).tolist()
        for part in (grouping.mixture.kinds, grouping.mixture.usual, grouping.mixture.weights)
    )
    rows, alike = tuple(map(tuple, kinds)), round(grouping.mixture.rho, 4)
    return [Alike(group, interests, rows, tuple(usual), tuple(weights), alike) for group in range(len(rows))]


def _places(rows: np.ndarray) -> np.ndarray:
    """The two directions in which people (n, m) differ most, (n, 2)."""
    centred = rows - rows.mean(axis=0)
    _, directions = np.linalg.eigh(centred.T @ centred)
    places = centred @ directions[:, ::-1][:, :2]
    places = places * np.where(np.abs(places.min(axis=0)) > places.max(axis=0), -1.0, 1.0)  # of two signs the same
    return np.pad(places, ((0, 0), (0, 2 - places.shape[1])))


def evidence(
    contents: Contents, kinds: Sequence[Alike], members: Sequence[Collection[str]]
) -> tuple[pd.DataFrame, ...]:
    """What tells each group from everybody else, a table a group as in `contrast`, of categories and topics.

    People were found by what they speak of, so that a test on the same statements would always succeed. What everybody
    says is cut into two halves, in turn: people are told into groups by the one, and their leaning is tested on the
    other (`Configuration.leaning`); p is twice the smaller one of both ways. `expected` and `significant` as there.
    """
    profiles, tree = contents.profiles, contents.tree
    halves = _halves(contents)
    topics = [place for place, node in enumerate(tree.level("topic")) if not node.talk]
    tables = []
    for kind, own in zip(kinds, members, strict=True):
        chosen = set(own)
        others = [user for user in profiles.users if user not in chosen]
        table = contrast(profiles, tree, own, others, levels=LEVELS_TOLD)
        for level in LEVELS_TOLD:
            rows = (table["level"] == level).to_numpy(bool)
            p = [_held_out(kind, level, topics, *pair) for pair in (halves, halves[::-1])]
            talk = np.array([node.talk for node in tree.level(level)])  # is nobody's interest
            table.loc[rows, "p"] = np.where(talk, 1.0, np.minimum(1.0, 2 * np.minimum(*p)))
        tables.append(table)
    if len(tables) < 2:
        return tuple(tables)
    beside = side_by_side(_profiles(tables))
    return tuple(
        table.assign(q=own["q"].to_numpy(), significant=own["significant"].to_numpy())
        for table, (_, own) in zip(tables, beside.groupby("group", sort=False), strict=True)
    )


def _profiles(tables: Sequence[pd.DataFrame]) -> list[SegmentProfile]:
    return [SegmentProfile(str(i), 0, 0, table) for i, table in enumerate(tables, 1)]


def _halves(contents: Contents) -> "tuple[dict[Level, sparse.csr_matrix], ...]":
    """How often everybody speaks of each category and topic, in either half of what they say, every second statement.

    (n_users, n_nodes) a level, users and nodes in the order of the profiles and the tree.
    """
    from scipy import sparse

    frame = contents.tree.in_sight(contents.statements)
    users = contents.profiles.users.get_indexer(pd.Index(frame["user_id"]))
    second = frame.groupby("user_id").cumcount().to_numpy() % 2 == 1
    found: list[dict[Level, sparse.csr_matrix]] = []
    for own in (~second, second):
        tables: dict[Level, sparse.csr_matrix] = {}
        for level in LEVELS_TOLD:
            ids = pd.Index([node.id for node in contents.tree.level(level)])
            nodes = ids.get_indexer(pd.Index(frame[level]))
            shape = len(contents.profiles), len(ids)
            tables[level] = sparse.csr_matrix((np.ones(own.sum()), (users[own], nodes[own])), shape)
        found.append(tables)
    return tuple(found)


def _held_out(
    kind: Alike,
    level: Level,
    topics: list[int],
    told: "dict[Level, sparse.csr_matrix]",
    tested: "dict[Level, sparse.csr_matrix]",
) -> np.ndarray:
    """The p of each node of a level: people are told by one half of what they say, and tested on the other.

    `topics` are the places of the topics by which people are told.
    """
    both = (told["topic"].getnnz(axis=1) > 0) & (tested["topic"].getnnz(axis=1) > 0)
    inside = kind.mixture.nearest(told["topic"][both][:, topics]) == kind.group
    if not inside.any() or inside.all():
        return np.ones(tested[level].shape[1])
    return Configuration.of(tested[level][both]).leaning(inside)[1]


# What is said of them


def _told(
    contents: Contents,
    kinds: Sequence[Alike],
    members: Sequence[pd.Index],
    tables: Sequence[pd.DataFrame],
    shares: np.ndarray,
    grouping: Grouping,
) -> tuple[FoundSegment, ...]:
    profiles = contents.profiles
    names = names_of(contents.tree, tables)
    low, high = wilson(np.array([len(own) for own in members]), np.full(len(members), len(profiles)))
    segments = []
    for i, (kind, own) in enumerate(zip(kinds, members, strict=True)):
        overlaps = [len(own.intersection(other)) if j != i else -1 for j, other in enumerate(members)]
        near = int(np.argmax(overlaps))
        rank = np.lexsort((-profiles.statements, -shares[:, kind.group].round(1)))
        segments.append(
            FoundSegment(
                i + 1, " + ".join(contents.tree[node].name for node in names[i]), names[i], kind, tuple(own),
                len(own) / len(profiles), float(low[i]), float(high[i]), float(grouping.stability[kind.group]),
                tables[i], contrasted(contents, own), tuple(profiles.users[rank[:TYPICAL]]), near + 1,
                max(overlaps[near], 0) / max(len(own), 1),
            )
        )  # fmt: skip
    return tuple(segments)


def names_of(tree: InterestTree, tables: Sequence[pd.DataFrame]) -> list[tuple[str, ...]]:
    """The one or two nodes of each group that set it apart from every other one: by the smallest gap to any.

    A category takes the place of its topic where it sets the group apart as much. No two groups have the same nodes.
    """
    shares = np.array([table["share_a"].to_numpy() for table in tables])  # (k, n_nodes)
    ids = tables[0]["node_id"].to_numpy()
    named = np.array([tree[node].named and not tree[node].talk for node in ids])
    found: list[tuple[str, ...]] = []
    for i, own in enumerate(shares):
        gap = own - np.delete(shares, i, axis=0).max(axis=0)
        gap = np.where(named, gap, -1.0)
        first, *others = np.lexsort((ids, -gap.round(6)))
        family = {node.id for node in tree.path(ids[first])} | {ids[first], *tree[ids[first]].children}
        second = next((n for n in others if ids[n] not in family), None)
        chosen = [ids[first]]
        if second is not None and (gap[second] >= _ALONE * gap[first] or (ids[first],) in found):
            chosen.append(ids[second])
        found.append(tuple(chosen))
    return found
