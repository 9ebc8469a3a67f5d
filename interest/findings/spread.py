"""What most people speak of, what hangs on a few of them, and what is weakly supported."""

import numpy as np
import pandas as pd

from interest.contents import Contents
from interest.findings.finding import Finding, best
from interest.inference import same_person

LARGEST = 3
CARRIED = 1 / 4
"""How likely two statements of a topic are of one person from where on a few carry it: as if four people had said all.
From there on up to three of them have more than half."""

FEWEST = 5
"""Statements of a topic of which that is said: fewer are few people's anyway."""


def largest(contents: Contents) -> list[Finding]:
    """The categories that most users speak of, and how many topics somebody cares about."""
    categories = [node for node in contents.tree.level("category") if node.named]
    categories = sorted(categories, key=lambda node: (-node.users, -node.size))[:LARGEST]
    profiles = contents.profiles
    if not categories or not len(profiles):
        return []
    first = categories[0]
    nodes = tuple(node.id for node in categories)
    share, breadth = first.users / len(profiles), float(profiles.breadth.mean())
    return [Finding("largest", nodes, first.users, first.size, share, breadth)]


def concentrated(contents: Contents) -> list[Finding]:
    """The topics whose figures are worth less than those of four people, as one finding; the largest first.

    No test, since it is a fact of these data and not of people in general: see `same_person`. `people` are those of the
    first topic, as few as made more than half of it.
    """
    frame = contents.tree.in_sight(contents.statements)
    counts = frame.groupby(["topic", "user_id"]).size().sort_values(ascending=False, kind="stable")
    carried: dict[str, pd.Series] = {}
    for topic, own in counts.groupby("topic", sort=False):
        if own.sum() >= FEWEST and same_person(own.to_numpy()) > CARRIED:
            most = int(np.argmax(own.cumsum().to_numpy() > own.sum() / 2)) + 1
            carried[topic] = own.droplevel("topic").head(most)
    if not carried:
        return []
    nodes = sorted(carried, key=lambda topic: -contents.tree[topic].size)
    first = carried[nodes[0]]
    shown = frame[(frame["topic"] == nodes[0]) & frame["user_id"].isin(first.index)]
    held = sum(contents.tree[node].size for node in nodes)
    return [
        Finding(
            "concentrated", tuple(nodes), len(first), len(shown), len(shown) / contents.tree[nodes[0]].size,
            against=len(nodes) / len(contents.tree.level("topic")), strength=held / len(frame), examples=best(shown),
            people=tuple(first.index),
        )
    ]  # fmt: skip


def weak(contents: Contents) -> list[Finding]:
    """The weak branches as one finding, the largest first, where the study's quality was asked for already."""
    if contents.quality is None:
        return []
    judged = contents.quality.nodes[contents.quality.nodes["level"] != "keyword"]
    rows = judged[judged["weak"]].sort_values("statements", ascending=False, kind="stable")
    if rows.empty:
        return []
    topics = rows.loc[rows["level"] == "topic", "statements"].sum() or rows["statements"].max()
    part, share = topics / max(len(contents.statements), 1), len(rows) / len(judged)
    return [Finding("weak", tuple(rows["node_id"]), int(rows["users"].max()), int(topics), share, strength=part)]
