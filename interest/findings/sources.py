"""Interests that a source speaks of more than the others."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from interest.contents import Contents
from interest.findings.finding import FEWEST, Finding, Tested, best
from interest.findings.leaning import LEVELS_TESTED, lean, leaning, people_interval
from interest.hierarchy.tree import Level
from interest.inference import ALPHA, adjusted
from interest.ingest import is_question

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


def asked(statements: pd.DataFrame) -> bool:
    """Whether the sources are the questions of a survey."""
    return any(map(is_question, statements["source"].unique()))


def source_leanings(contents: Contents) -> Tested:
    """The categories and topics of which a source speaks by far more than the others."""
    frame = contents.tree.in_sight(contents.statements)
    n_users = frame["user_id"].nunique()
    findings, tests = [], [np.zeros(0)]
    for source in large_sources(frame):
        flag = (frame["source"] == source).to_numpy()
        found, p = leaning(frame, flag, "share_in", "share_out")
        tests.append(p)
        for node, level, row in found:
            if row["ratio"] > 1:
                shown = frame[(frame[level] == node) & flag]
                low, high = people_interval(frame.loc[flag, "user_id"], (frame.loc[flag, level] == node).to_numpy())
                findings.append(
                    Finding(
                        "source", (node,), int(row["users_in"]), len(shown), row["share_in"], row["share_out"],
                        low, high, row["p"], needed=row["needed"],
                        strength=np.log2(row["ratio"]) * row["users_in"] / n_users, examples=best(shown),
                        source=source,
                    )
                )  # fmt: skip
    return Tested(tuple(findings), np.concatenate(tests))


def across_sources(contents: Contents, users: Collection[str] | None = None) -> pd.DataFrame:
    """What each source speaks of, for everybody or some users only: a row a category or topic in sight and source.

    Columns: group (the source), node_id, level; users (who speak of it there), statements; share (the node's part of
    the source's statements), share_else (of those of all other sources), lift (their ratio with half a statement added
    to each count), p, q, significant. `p` takes people for the unit, see `lean`; `q` is p after Benjamini and Hochberg
    over the nodes of both levels in all sources; what is `significant` (q ≤ 0.05) leans the same way by people as by
    statements. Sources are those of `large_sources`; the table is empty where there is nothing to compare.
    """
    frame = contents.tree.in_sight(contents.statements)
    frame = frame if users is None else frame[frame["user_id"].isin(users)]
    sources = large_sources(frame)
    if not sources:
        return pd.DataFrame(columns=list(_COLUMNS))
    table = pd.concat(
        [_against_others(contents, frame, source, level) for level in LEVELS_TESTED for source in sources],
        ignore_index=True,
    )
    q = adjusted(table["p"].to_numpy(), (table["share"] + table["share_else"] > 0).to_numpy())
    return table.assign(q=q, significant=table["agrees"] & (q <= ALPHA))[list(_COLUMNS)]


def _against_others(contents: Contents, frame: pd.DataFrame, source: str, level: Level) -> pd.DataFrame:
    """A row a node of a level: a source against all others."""
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
            "agrees": found["agrees"].eq(True),
        }
    )
    return table.rename_axis("node_id").reset_index().assign(group=source, level=level)
