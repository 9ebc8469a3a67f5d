"""Interests that a source speaks of more than the others."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from interest.contents import Contents
from interest.findings.finding import FEWEST, Finding, best
from interest.findings.leaning import LEVELS_TESTED, lean, leanings
from interest.hierarchy.tree import Level
from interest.inference import ALPHA, adjusted

LEAST_PART = 0.05
"""The part of the statements that makes a source worth a sentence."""
_COLUMNS = (
    "group", "node_id", "level", "users", "statements", "share", "share_else", "lift", "p", "q", "significant",
)  # fmt: skip


def large_sources(statements: pd.DataFrame) -> list[str]:
    """The sources with enough statements and users to be compared; none where there is only one."""
    counts = statements.groupby("source")["user_id"].agg(["size", "nunique"])
    large = counts[(counts["size"] >= LEAST_PART * len(statements)) & (counts["nunique"] >= FEWEST)]
    return large.index.tolist() if len(counts) > 1 else []


def source_leanings(contents: Contents) -> list[Finding]:
    """For each category and topic the source that speaks of it most, where that is surely more than elsewhere."""
    frame = contents.tree.in_sight(contents.statements)
    flags = {source: (frame["source"] == source).to_numpy() for source in large_sources(frame)}
    if not flags:
        return []
    n_users = frame["user_id"].nunique()
    found: dict[str, Finding] = {}
    for source, node, level, row in leanings(contents.tree, frame, flags, "share_in", "share_out"):
        if row["ratio"] > 1 and node not in found:  # the largest ratio comes first
            shown = frame[(frame[level] == node) & flags[source]]
            found[node] = Finding(
                "source", (node,), int(row["users_in"]), len(shown), row["share_in"], row["share_out"], row["q"],
                np.log2(row["ratio"]) * row["users_in"] / n_users, best(shown), source=source,
            )  # fmt: skip
    return list(found.values())


def across_sources(contents: Contents, users: Collection[str] | None = None) -> pd.DataFrame:
    """What each source speaks of, for everybody or some users only: a row a category or topic in sight and source.

    Columns: group (the source), node_id, level; users (who speak of it there), statements; share (the node's part of
    the source's statements), share_else (of those of all other sources), lift (their ratio with half a statement added
    to each count), p, q, significant. `p` takes people for the unit, see `lean`; `q` is p after Benjamini and Hochberg
    over the nodes of a level in all sources; what is `significant` (q ≤ 0.05) is so without any one user, too. Sources
    are those of `large_sources`; the table is empty where there is nothing to compare.
    """
    frame = contents.tree.in_sight(contents.statements)
    frame = frame if users is None else frame[frame["user_id"].isin(users)]
    tables = []
    for level in LEVELS_TESTED:
        own = [_against_others(contents, frame, source, level) for source in large_sources(frame)]
        if own:
            table = pd.concat(own, ignore_index=True)
            table["q"] = adjusted(table["p"].to_numpy(), (table["share"] + table["share_else"] > 0).to_numpy())
            tables.append(table.assign(significant=table["significant"] & (table["q"] <= ALPHA)))
    return pd.concat(tables, ignore_index=True)[list(_COLUMNS)] if tables else pd.DataFrame(columns=list(_COLUMNS))


def _against_others(contents: Contents, frame: pd.DataFrame, source: str, level: Level) -> pd.DataFrame:
    """A row a node of a level: a source against all others; `significant` says whether nobody makes it so alone."""
    flag = (frame["source"] == source).to_numpy()
    nodes = [node.id for node in contents.tree.level(level)]
    found = lean(frame, flag, level).reindex(nodes)
    of, total = int(flag.sum()), len(flag)
    statements = (found["inside"] * found["statements"]).fillna(0.0).round().astype(int)
    rest = found["statements"].fillna(0.0) - statements
    table = pd.DataFrame(
        {
            "users": found["users_in"].fillna(0).astype(int),
            "statements": statements,
            "share": statements / max(of, 1),
            "share_else": rest / max(total - of, 1),
            "lift": ((statements + 0.5) / (of + 1)) / ((rest + 0.5) / (total - of + 1)),
            "p": found["p"].fillna(1.0),
            "significant": found["agrees"].eq(True) & (found["p_without"] <= ALPHA),
        }
    )
    return table.rename_axis("node_id").reset_index().assign(group=source, level=level)
