"""Interests whose ratings are low more often than those of the rest."""

import numpy as np
import pandas as pd

from interest.contents import Contents
from interest.contents.opinions import opinions
from interest.findings.finding import FEWEST, Finding, Tested, best
from interest.findings.leaning import leaning, people_interval
from interest.hierarchy.tree import InterestTree

MOSTLY = 0.5
"""The part, of a topic's people as of a person's ratings, above which it is a complaint more than an interest."""


def dislikes(contents: Contents) -> Tested:
    """Categories and topics that are disliked: an interest with a negative sign. People count, not ratings."""
    frame = contents.tree.in_sight(contents.statements)
    said = opinions(frame)
    rated, low = frame[said != ""], (said[said != ""] == "disliked").to_numpy()
    if not low.any():
        return Tested((), np.zeros(0))
    n_users = frame["user_id"].nunique()
    found, p = leaning(rated, low, "people_in", "people_out")
    findings = []
    for node, level, row in found:
        if row["ratio"] > 1:
            own = (rated[level] == node).to_numpy()
            shown = rated[low & own]
            least, most = people_interval(rated.loc[own, "user_id"], low[own])
            findings.append(
                Finding(
                    "disliked", (node,), int(row["users_in"]), len(shown), row["people_in"], row["people_out"],
                    min(least, row["people_in"]), max(most, row["people_in"]), row["p"], needed=row["needed"],
                    strength=np.log2(row["ratio"]) * row["users_in"] / n_users, examples=best(shown),
                )
            )  # fmt: skip
    return Tested(tuple(findings), p)


def mostly_disliked(statements: pd.DataFrame, tree: InterestTree) -> frozenset[str]:
    """The topics that more than half of the people who rate them say no good of, and five or more: ids.

    Somebody says no good of a topic who rates it low more often than not: a hundred ratings are one voice. Where most
    ratings are low anyway, only topics that are disliked more than all else are meant: else nothing would be left.
    """
    frame = tree.in_sight(statements)
    said = opinions(frame)
    rated = frame[said != ""].assign(low=said == "disliked")
    against = rated.groupby(["topic", "user_id"])["low"].mean() > MOSTLY
    low = against.groupby("topic").agg(["sum", "mean"])
    usual = rated.groupby("user_id")["low"].mean().gt(MOSTLY).mean()
    return frozenset(low.index[(low["mean"] > max(MOSTLY, usual)) & (low["sum"] >= FEWEST)])
