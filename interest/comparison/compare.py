"""Compares two studies on the tree of the earlier one, or the time before and after a day in one study."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from interest.comparison.changes import changes
from interest.comparison.people import people_in_both
from interest.comparison.result import Comparison
from interest.comparison.sides import Side, strangers
from interest.config import Progress, no_progress
from interest.contents import Contents
from interest.errors import InputError, StudyError
from interest.findings import statements_with
from interest.findings.trends import turning_point
from interest.hierarchy.clustering.neighbours import Nearest
from interest.hierarchy.editing.replaying import shared_rows
from interest.hierarchy.tree import LEVELS, InterestTree
from interest.language import IgnoreList

STAGES = ("encode", "placing", "testing")
"""The stages of a comparison in their order, as `progress` gets them."""
FEWEST_USERS = 5
"""On each side: people are what is counted."""
FEWEST_NEW_USERS = 3
"""Behind a topic that appeared or vanished: one or two people are not yet an interest of the crowd."""
MOST = 2 / 3
"""The part of a topic's statements that must have no like on the other side: in shuffled halves of small data, in which
a topic may lie thinner on one side by chance, somewhat more than half was seen."""
Having = tuple[str, str]
"""A column of the data and one of its values, as `interest.findings.by_columns` names both."""
COLUMNS = ["statement_id", "user_id", "text", "timestamp", "weight"]


def compare(
    earlier: Contents,
    later: Contents,
    progress: Progress | None = None,
    having: Having | None = None,
) -> Comparison:
    """What changed from one study to another, on the tree of the earlier one; `earlier.compare(later)` calls it.

    Statements of the later study go to the keyword of those that they are most like, as in `Study.add`; those of both
    studies (same user, same text) stay where they are. Topics of the later tree most of whose statements have no like
    in the earlier study, and of which people speak significantly more, appeared, and are not counted in the nodes. The
    later study's vectors are taken where both studies have the same encoder, else that of the earlier study gives them.
    With `having`, only what those with a value said counts, in either study by its own column; each statement is placed
    as among all. Raises `InputError` for too few users or a value that nobody has, `EncoderError` and `StudyError`
    where the earlier study's encoder can't be had or has changed.
    """
    progress = progress or no_progress
    counted = _counted(earlier, having), _counted(later, having)
    for side, rows in zip((earlier, later), counted, strict=True):
        _check(side.ingested.frame.loc[rows, "user_id"].nunique(), side.name)
    before = _own_side(earlier, earlier.space.meaning).part(earlier.name, counted[0])
    meaning = earlier.space.place(_vectors(earlier, later, progress), later.ingested.frame["language"].tolist())
    progress("placing", 0.0)
    after = _placed(earlier, _own_side(later, meaning)).part(later.name, counted[1])
    return _compared(earlier.tree, before, after, earlier.config.seed, progress)


def compare_times(
    contents: Contents, day: date, progress: Progress | None = None, having: Having | None = None
) -> Comparison:
    """What changed in one study from the time before a day to that day and after; `study.compare(day)` calls it.

    With `having`, only what those with a value said counts. Statements without a time are left out and counted in
    `undated`. Raises `InputError` where a side has too few users, and for a value that nobody has.
    """
    progress = progress or no_progress
    whole = _own_side(contents, contents.space.meaning).part(contents.name, _counted(contents, having))
    times = whole.statements["timestamp"]
    if times.isna().all():
        raise InputError(
            f"No statement of “{contents.name}” has a time; a column with dates is needed to compare times."
        )
    late = (times >= pd.Timestamp(day)).to_numpy(bool)
    before, after = whole.part(f"< {day}", ~late & times.notna().to_numpy()), whole.part(f"≥ {day}", late)
    for side, where in ((before, f"{contents.name}, before {day}"), (after, f"{contents.name}, from {day} on")):
        _check(len(side.users), where)
    progress("placing", 0.0)
    return _compared(contents.tree, before, after, contents.config.seed, progress, undated=int(times.isna().sum()))


def usual_day(contents: Contents) -> date | None:
    """The day from which findings call statements recent, so that both speak of the same time; else the day that cuts
    the statements with a time in half; None where there are fewer than two days."""
    if since := turning_point(contents):
        return since.date()
    days = contents.ingested.frame["timestamp"].dropna().dt.normalize()
    if days.nunique() < 2:
        return None
    middle = days.sort_values().iloc[len(days) // 2]
    return (middle if middle > days.min() else days[days > middle].min()).date()


def _check(users: int, where: str) -> None:
    if users < FEWEST_USERS:
        raise InputError(
            f"There are {users} users in “{where}”; a comparison counts people, and needs at least {FEWEST_USERS} on "
            "each side."
        )


def _counted(contents: Contents, having: Having | None) -> np.ndarray:
    """Which statements count, (n,) bool: all, or those with a value, of a column of people what they said."""
    frame = contents.ingested.frame
    if having is None:
        return np.ones(len(frame), bool)
    column, value = having
    counted = frame["statement_id"].isin(statements_with(contents, column, value)["statement_id"]).to_numpy(bool)
    if not counted.any():
        known = sorted(contents.ingested.attributes.kinds)
        raise InputError(
            f"Nothing in “{contents.name}” has {value!r} in the column {column!r}; its columns are "
            f"{', '.join(known) or 'none'}. Numbers and days are asked by quarters, as the page Interests names them."
        )
    return counted


def _own_side(contents: Contents, meaning: np.ndarray) -> Side:
    """A study on its own tree."""
    places = contents.cut.assignments
    frame = pd.concat([contents.ingested.frame[COLUMNS], places[list(LEVELS)]], axis=1)
    return Side(contents.name, frame, meaning, contents.tree, places["topic"].to_numpy(object))


def _vectors(earlier: Contents, later: Contents, progress: Progress) -> np.ndarray:
    """The later study's statements in the earlier study's space, (n, d)."""
    size = earlier.space.vectors.shape[1]
    ignored = earlier.config.ignore
    same = (earlier.config.encoder, ignored) == (later.config.encoder, later.config.ignore)
    if same and later.space.vectors.shape[1] == size:
        return later.space.vectors
    words = IgnoreList(ignored)
    vectors = earlier.encode([words.remove_from(text) for text in later.ingested.frame["text"]], progress)
    if vectors.shape[1] != size:
        raise StudyError(
            f"The encoder {earlier.config.encoder!r} gives vectors of {vectors.shape[1]} numbers, but “{earlier.name}” "
            f"was built with {size}: it was changed since. Build “{earlier.name}” anew."
        )
    return vectors


def _placed(earlier: Contents, later: Side) -> Side:
    """The later side with its places on the earlier tree."""
    nearest = Nearest.of(later.meaning, earlier.space.meaning)
    keyword = nearest.vote(earlier.cut.assignments["keyword"].to_numpy(object))
    old, new = shared_rows(earlier.ingested.frame, later.statements)
    keyword[new] = earlier.cut.assignments["keyword"].to_numpy(object)[old]
    paths = {leaf: [node.id for node in earlier.tree.path(leaf)] for leaf in set(keyword)}
    places = {level: pd.array([paths[leaf][i] for leaf in keyword], dtype="str") for i, level in enumerate(LEVELS)}
    return Side(later.name, later.statements.assign(**places), later.meaning, later.tree, later.topics)


def _compared(
    tree: InterestTree, earlier: Side, later: Side, seed: int, progress: Progress, undated: int = 0
) -> Comparison:
    new, gone = strangers(later, earlier), strangers(earlier, later)
    progress("placing", 0.5)
    appeared, vanished = _strange_topics(later, new), _strange_topics(earlier, gone)
    progress("placing", 1.0)
    if later.tree is not tree:
        sides = _among_topics(earlier, later, gone), _among_topics(later, later)
        appeared = _sure(appeared, changes(later.tree, *sides, seed, progress, "topic"), 1)
        later = later.without_place(set(appeared["node_id"]))
    nodes = changes(tree, earlier, later, seed, progress)
    appeared = _sure(appeared, nodes, 1) if later.tree is tree else appeared
    people = people_in_both(tree, earlier, later, seed)
    return Comparison(tree, earlier, later, nodes, appeared, _sure(vanished, nodes, -1), people, undated)


def _strange_topics(side: Side, new: np.ndarray) -> pd.DataFrame:
    """The topics in sight of a side's own tree most of whose statements are `new`, (n,) bool: no like on the other."""
    frame = side.statements.assign(own=side.topics.astype(str), new=new)
    found = frame.groupby("own").agg(statements=("own", "size"), users=("user_id", "nunique"), new=("new", "mean"))
    people = frame[frame["new"]].groupby("own")["user_id"].nunique().reindex(found.index, fill_value=0)
    seen = found.index.isin([node.id for node in side.tree.level("topic")])
    found = found[(found["new"] >= MOST) & (people >= FEWEST_NEW_USERS) & seen]
    found = found.sort_values("users", ascending=False, kind="stable").reset_index(names="node_id")
    return found.assign(name=pd.array([side.tree.path_name(node) for node in found["node_id"]], dtype="str"))


def _among_topics(side: Side, other: Side, unlike: np.ndarray | None = None) -> Side:
    """A side with its places among the topics of another one's own tree; those that are `unlike` it have none."""
    topic = other.topics
    if side is not other:
        topic = Nearest.of(side.meaning, other.meaning).vote(other.topics)
        topic[unlike] = ""
        theirs, ours = shared_rows(other.statements, side.statements)
        topic[ours] = other.topics[theirs]
    places = {level: pd.array(topic if level == "topic" else [""] * len(topic), dtype="str") for level in LEVELS}
    return replace(side, statements=side.statements.assign(**places))


def _sure(found: pd.DataFrame, nodes: pd.DataFrame, sign: int) -> pd.DataFrame:
    """Those of some topics that people speak of significantly more (sign 1) or less (−1), with the figures of that."""
    nodes = nodes[nodes["significant"] & (sign * nodes["difference"] > 0)]
    figures = ["node_id", "share_earlier", "share_later", "difference", "low", "high", "q"]
    return found.merge(nodes[figures], on="node_id")
