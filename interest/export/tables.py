"""Tables of what a study holds, node ids with their names beside them, for others to read."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from interest.audit import figures
from interest.comparison import Comparison
from interest.contents import Contents, Current
from interest.errors import InputError
from interest.export.formats import records
from interest.findings import by_columns
from interest.guided import Own, own_table
from interest.hierarchy.tree import LEVELS, InterestTree
from interest.ingest.tables import unique_names
from interest.recommend import People
from interest.segments import ASKED_COLUMNS, SegmentProfile, Segments, asked
from interest.users import Profiles

NEIGHBOURS = 5
"""Similar users of each in the table of them."""
SEGMENT_COLUMNS = (
    "users", "node_id", "level", "name", "path", "share", "share_others", "difference", "lift", "p", "q", "significant",
)  # fmt: skip

COLUMN_COLUMNS = (
    "column", "value", "node_id", "level", "name", "path", "people", "share", "share_others", "difference", "reach",
    "reach_others", "p", "q", "significant",
)  # fmt: skip


def study_table(contents: Contents, what: str) -> pd.DataFrame:
    """One of the tables in `TABLES`, node ids with their names beside them. Raises `InputError` for another one."""
    if what not in TABLES:
        raise InputError(f"There is no table {what!r} in a study; the tables are {', '.join(TABLES)}.")
    return TABLES[what](contents)


def comparison_records(comparison: Comparison) -> dict[str, Any]:
    """Everything in a comparison as what JSON knows."""
    return {
        "earlier": comparison.earlier.name,
        "later": comparison.later.name,
        "shared_users": comparison.shared_users,
        "nodes": records(comparison.to_frame()),
        "appeared": records(comparison.appeared),
        "vanished": records(comparison.vanished),
        "people": records(comparison.people),
        "moves": records(comparison.moves),
    }


def _statements(contents: Contents) -> pd.DataFrame:
    """The statements with the names of their nodes and what is known beside: of them, then of their users."""
    known = contents.ingested.attributes
    table = with_names(contents.statements, contents.tree, LEVELS)
    return _beside(_beside(table, known.statements, "statement_id"), known.users, "user_id")


def _beside(table: pd.DataFrame, known: pd.DataFrame, key: str) -> pd.DataFrame:
    """A table with further columns by a key; one that is called as one of the table gets a number ("topic (2)")."""
    names = unique_names([*table, *known.columns.drop(key)])[table.shape[1] :]
    found = known.set_index(key).reindex(table[key]).set_axis(names, axis=1)
    return pd.concat([table, found.set_axis(table.index, axis=0)], axis=1)


def profile_rows(profiles: pd.DataFrame, tree: InterestTree) -> pd.DataFrame:
    """All profiles, nodes with their names and paths."""
    return profiles.assign(
        name=_names(profiles["node_id"], tree),
        path=pd.array([tree.path_name(node) for node in profiles["node_id"]], dtype="str"),
    )


def _users(contents: Contents) -> pd.DataFrame:
    """A row a user, as in `user_rows`, with the number of items taken and what is known beside."""
    users = user_rows(contents.users, contents.statements, contents.profiles, contents.tree)
    interactions = contents.stock.interactions
    taken = pd.Series(dtype="int64") if interactions is None else interactions["user_id"].value_counts()
    users.insert(2, "items", taken.reindex(users["user_id"], fill_value=0).to_numpy())
    return _beside(users, contents.ingested.attributes.users, "user_id")


def user_rows(
    user_ids: Sequence[str], statements: pd.DataFrame, profiles: Profiles, tree: InterestTree
) -> pd.DataFrame:
    """A row a user: statements, breadth, first and last time, heaviest category and topic."""
    written = statements.groupby("user_id")
    users = pd.DataFrame({"user_id": pd.array(user_ids, dtype="str")}).set_index("user_id")
    users["statements"] = written.size().reindex(users.index, fill_value=0)
    users["breadth"] = pd.Series(profiles.breadth, index=profiles.users).reindex(users.index, fill_value=0.0)
    users["first"], users["last"] = written["timestamp"].min(), written["timestamp"].max()
    for level in ("category", "topic"):
        users[level] = profiles.heaviest(level).reindex(users.index, fill_value="")
    return with_names(users.reset_index(), tree, ("category", "topic"))


def _memberships(contents: Contents) -> pd.DataFrame:
    memberships = contents.cut.memberships
    return memberships.assign(name=_names(memberships["node_id"], contents.tree))


def _vectors(contents: Contents) -> pd.DataFrame:
    """A row a user who wrote: user_id, and the numbers of `Study.user_vectors`."""
    vectors = contents.user_vectors
    numbers = pd.DataFrame(vectors.matrix, columns=[f"v{place}" for place in range(1, vectors.matrix.shape[1] + 1)])
    numbers.insert(0, "user_id", pd.array(vectors.ids, dtype="str"))
    return numbers


def _neighbours(contents: Contents) -> pd.DataFrame:
    """The users most like each: user_id, neighbour, score, shared and differs (names of nodes)."""
    found = People(contents).similar_of(contents.users, NEIGHBOURS)
    table = found.rename(columns={"user_id": "neighbour", "person": "user_id"})
    for column in ("shared", "differs"):
        table[column] = [[contents.tree[node].name for node in nodes] for nodes in table[column]]
    return table[["user_id", "neighbour", "score", "shared", "differs"]]


def _segments(contents: Contents) -> pd.DataFrame:
    """A row a segment and node: what its users speak of, against everybody else."""
    segments = Segments(Current(contents))
    return _of_segments(
        segments, lambda name: segment_interests(contents.tree, segments.profile(name)), SEGMENT_COLUMNS
    )


def segment_interests(tree: InterestTree, profile: SegmentProfile) -> pd.DataFrame:
    """What the users of a segment speak of, against everybody else: a row a node, with `SEGMENT_COLUMNS`."""
    rows = profile.interests.rename(columns={"share_a": "share", "share_b": "share_others"})
    path = pd.array([tree.path_name(node) for node in rows["node_id"]], dtype="str")
    rows = rows.assign(users=profile.users, name=_names(rows["node_id"], tree), path=path)
    return rows[list(SEGMENT_COLUMNS)]


def driver_rows(rows: pd.DataFrame, tree: InterestTree) -> pd.DataFrame:
    """Which interests go with each outcome, as `interest.segments.asked` has it, nodes with their paths."""
    table = rows[list(ASKED_COLUMNS)].rename(columns={"kind": "level", "column": "outcome", "people": "known"})
    return table.assign(path=pd.array([tree.path_name(node) for node in rows["node_id"]], dtype="str"))


def column_rows(rows: pd.DataFrame, tree: InterestTree) -> pd.DataFrame:
    """Which values of columns go with which nodes, as `interest.findings.by_columns` has it, nodes with their names."""
    path = pd.array([tree.path_name(node) for node in rows["node_id"]], dtype="str")
    named = rows.assign(name=_names(rows["node_id"], tree), path=path)
    shares = {"share_a": "share", "share_b": "share_others", "reach_a": "reach", "reach_b": "reach_others"}
    return named.rename(columns=shares)[list(COLUMN_COLUMNS)]


def _segment_users(contents: Contents) -> pd.DataFrame:
    segments = Segments(Current(contents))
    return _of_segments(segments, lambda name: pd.DataFrame({"user_id": segments.members(name)}), ("user_id",))


def _own_statements(contents: Contents) -> pd.DataFrame:
    """A row an own interest and statement that belongs to it."""
    own, frame = Own(Current(contents)), contents.ingested.frame
    tables = [own.statements(interest.name).assign(interest=interest.name) for interest in own]
    columns = ["interest", "statement_id", "user_id", "text", "score", "certain"]
    if not tables:
        return pd.DataFrame(columns=columns, dtype="str")
    found = pd.concat(tables, ignore_index=True)
    return found.join(frame.set_index("statement_id")[["user_id", "text"]], on="statement_id")[columns]


def _of_segments(segments: Segments, table: Callable[[str], pd.DataFrame], columns: Sequence[str]) -> pd.DataFrame:
    """One table of all segments that can be applied to the tree."""
    names = [segment.name for segment in segments if not segments.missing(segment.name)]
    tables = [table(name).assign(segment=name) for name in names]
    found = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=["segment", *columns], dtype="str")
    return found[["segment", *columns]]


def with_names(frame: pd.DataFrame, tree: InterestTree, levels: Sequence[str]) -> pd.DataFrame:
    """The frame with a column of names beside each column of node ids (`topic_name` beside `topic`)."""
    return frame.assign(**{f"{level}_name": _names(frame[level], tree) for level in levels})


def _names(nodes: pd.Series, tree: InterestTree) -> pd.api.extensions.ExtensionArray:
    return pd.array([tree[node].name if node else "" for node in nodes], dtype="str")


TABLES: Mapping[str, Callable[[Contents], pd.DataFrame]] = {
    "tree": lambda contents: contents.tree.to_frame(),
    "statements": _statements,
    "profiles": lambda contents: profile_rows(contents.profile_table, contents.tree),
    "users": _users,
    "memberships": _memberships,
    "report": lambda contents: contents.report.rows,
    "vectors": _vectors,
    "neighbours": _neighbours,
    "segments": _segments,
    "segment-users": _segment_users,
    "precision": figures,
    "own": own_table,
    "own-statements": _own_statements,
    "drivers": lambda contents: driver_rows(asked(contents).table, contents.tree),
    "columns": lambda contents: column_rows(by_columns(contents), contents.tree),
}
"""The tables that can be exported, by name."""
