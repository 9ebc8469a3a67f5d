"""Interests that a source speaks of more than the others."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from interest.findings.finding import FEWEST, Finding, best
from interest.findings.leaning import leanings

if TYPE_CHECKING:
    from interest.study import Study

LEAST_PART = 0.05
"""The part of the statements that makes a source worth a sentence."""


def large_sources(statements: pd.DataFrame) -> list[str]:
    """The sources with enough statements and users to be compared; none where there is only one."""
    counts = statements.groupby("source")["user_id"].agg(["size", "nunique"])
    large = counts[(counts["size"] >= LEAST_PART * len(statements)) & (counts["nunique"] >= FEWEST)]
    return large.index.tolist() if len(counts) > 1 else []


def source_leanings(study: "Study") -> list[Finding]:
    """For each category and topic the source that speaks of it most, where that is surely more than elsewhere."""
    frame = study.tree.in_sight(study.statements)
    flags = {source: (frame["source"] == source).to_numpy() for source in large_sources(frame)}
    if not flags:
        return []
    n_users = frame["user_id"].nunique()
    found: dict[str, Finding] = {}
    for source, node, level, row in leanings(study.tree, frame, flags, "share_in", "share_out"):
        if row["ratio"] > 1 and node not in found:  # the largest ratio comes first
            shown = frame[(frame[level] == node) & flags[source]]
            found[node] = Finding(
                "source", (node,), int(row["users_in"]), len(shown), row["share_in"], row["share_out"], row["q"],
                np.log2(row["ratio"]) * row["users_in"] / n_users, best(shown), source=source,
            )  # fmt: skip
    return list(found.values())
