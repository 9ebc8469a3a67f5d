"""The further columns of the data in a report: which of their values go with which interests."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from interest.contents import Contents
from interest.findings import by_columns
from interest.hierarchy.tree import InterestTree
from interest.texts import Say
from interest.wording import column_text, value_text

MOST_COLUMNS = 8
"""Columns of which a report tells, those with the clearest differences; the tables have all."""
ROWS = 6
"""Differences that are told of each column."""
OF_NODE = 3
"""Values that are told of each interest."""


@dataclass(frozen=True)
class ColumnRow:
    """What those with a value of a column speak of more or less than all others."""

    value: str
    name: str
    """The interest."""
    colour: str
    reach: float
    """The part of those with the value who speak of it; of a column of statements, of the statements with it …"""
    other: float
    """… and of all others."""


@dataclass(frozen=True)
class ColumnPart:
    """A column with its clearest differences, the largest first."""

    name: str
    of_people: bool
    """Whether shares are of people; else of statements."""
    rows: tuple[ColumnRow, ...]


def allowed(contents: Contents, tree: InterestTree, min_users: int) -> pd.DataFrame:
    """The rows of `by_columns` about nodes of the tree that may be handed on, without `fewest`.

    With a fewest number of users there are as many behind each share and what is missing from it, inside and outside of
    the node. What all other values of a column leave over may not tell of fewer either: then the smallest goes, too.
    """
    rows = by_columns(contents)
    rows = rows[rows["node_id"].isin(list(tree.nodes))]
    if min_users > 1:
        attributes = contents.ingested.attributes
        enough = rows[rows["fewest"] >= min_users]
        bare = [
            own["people"].idxmin()
            for (column, _), own in enough.groupby(["column", "node_id"], sort=False)
            if _tells(own, column in attributes.of_users, attributes.kinds[column] == "yes/no", min_users)
        ]
        rows = enough.drop(index=bare)
    return rows.drop(columns="fewest").reset_index(drop=True)


def _tells(own: pd.DataFrame, of_people: bool, two: bool, min_users: int) -> bool:
    """Whether it follows from the values of a column at a node what fewer people have, who have none of them."""
    if two:  # who doesn't have the one has the other, and was counted
        return False
    left = [1 - own[side].sum() for side in ("share_a", "share_b")]
    if not of_people:  # whose the statements are that are left over is not known
        return max(left) > 1e-9
    first = own.iloc[0]
    inside = first["people"] / first["share_a"]
    outside = (first["people"] / first["reach_a"] - first["people"]) / first["share_b"]
    return any(0 < round(part * people) < min_users for part, people in zip(left, (inside, outside), strict=True))


def column_parts(
    table: pd.DataFrame, of_people: frozenset[str], tree: InterestTree, colours: Mapping[str, str], t: Say
) -> tuple[tuple[ColumnPart, ...], tuple[str, ...]]:
    """The columns with something that is hardly chance, and the names of all others."""
    sure = _told(table, tree)
    clear = sure.groupby("column", sort=False)["gap"].sum().sort_values(ascending=False, kind="stable")
    parts = tuple(
        ColumnPart(column_text(column, t), column in of_people, _rows(sure[sure["column"] == column], tree, colours, t))
        for column in clear.index[:MOST_COLUMNS]
    )
    return parts, tuple(
        column_text(column, t) for column in dict.fromkeys(table["column"]) if column not in clear.index
    )


def _told(table: pd.DataFrame, tree: InterestTree) -> pd.DataFrame:
    """The rows that are hardly chance, the largest differences first, without nodes that gather the rest."""
    nodes = [tree[node] for node in table["node_id"]]
    plain = np.array([not (node.is_other or node.talk) for node in nodes], bool)
    sure = table[table["significant"].astype(bool) & plain]
    sure = sure.assign(gap=(sure["reach_a"] - sure["reach_b"]).abs())
    return sure.sort_values("gap", ascending=False, kind="stable")


def _rows(own: pd.DataFrame, tree: InterestTree, colours: Mapping[str, str], t: Say) -> tuple[ColumnRow, ...]:
    """The largest differences, a category only where it is not told by one of its topics, and the other way round."""
    rows: list[ColumnRow] = []
    told: set[tuple[str, str]] = set()
    for row in own.itertuples(index=False):
        family = [node.id for node in tree.path(row.node_id)] + [node.id for node in tree.children(row.node_id)]
        if not told.intersection((row.value, node) for node in family):
            told.add((row.value, row.node_id))
            value = value_text(row.column, row.value, t, alone=True)
            rows.append(ColumnRow(value, tree[row.node_id].name, colours[row.node_id], row.reach_a, row.reach_b))
    return tuple(rows[:ROWS])


def values_of_nodes(
    table: pd.DataFrame, of_people: frozenset[str], tree: InterestTree, t: Say
) -> dict[str, tuple[str, ...]]:
    """By node, the values that are more or less frequent among those who speak of it, in words; the clearest first."""
    sure = _told(table, tree)
    sure = sure.assign(size=sure["difference"].abs()).sort_values("size", ascending=False, kind="stable")
    return {
        str(node): tuple(
            t(
                "handout.value_of_people" if row.column in of_people else "handout.value_of_statements",
                value=value_text(row.column, row.value, t),
                share=row.share_a,
                other=row.share_b,
            )
            for row in own.head(OF_NODE).itertuples(index=False)
        )
        for node, own in sure.groupby("node_id")
    }
