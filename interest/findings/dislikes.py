"""Interests whose ratings are low more often than those of the rest."""

import numpy as np
import pandas as pd

from interest.contents import Contents
from interest.contents.opinions import opinions
from interest.findings.finding import FEWEST, Finding, best
from interest.findings.leaning import leanings
from interest.hierarchy.tree import InterestTree

MOSTLY = 0.5
"""The part of a topic's ratings that are low above which it is a complaint more than an interest."""


def dislikes(contents: Contents) -> list[Finding]:
    """Categories and topics that are disliked: an interest with a negative sign."""
    frame = contents.tree.in_sight(contents.statements)
    said = opinions(frame)
    rated, low = frame[said != ""], (said[said != ""] == "disliked").to_numpy()
    if not low.any():
        return []
    n_users = frame["user_id"].nunique()
    findings = []
    for _, node, level, row in leanings(contents.tree, rated, {"": low}, "inside", "outside"):
        if row["ratio"] > 1:
            shown = rated[low & (rated[level] == node).to_numpy()]
            findings.append(
                Finding(
                    "disliked", (node,), int(row["users_in"]), len(shown), row["inside"], row["outside"], row["q"],
                    np.log2(row["ratio"]) * row["users_in"] / n_users, best(shown),
                )
            )  # fmt: skip
    return findings


def mostly_disliked(statements: pd.DataFrame, tree: InterestTree) -> frozenset[str]:
    """The topics that more than half of their ratings say no good of, and five people or more: ids."""
    frame = tree.in_sight(statements)
    said = opinions(frame)
    rated = frame[said != ""].assign(low=said == "disliked")
    people = rated[rated["low"]].groupby("topic")["user_id"].nunique()
    low = rated.groupby("topic")["low"].mean()
    return frozenset(low[(low > MOSTLY) & (people.reindex(low.index, fill_value=0) >= FEWEST)].index)
