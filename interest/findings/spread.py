"""What most people speak of, what hangs on a few of them, and what is weakly supported."""

import numpy as np
import pandas as pd

from interest.contents import Contents
from interest.findings.finding import Finding, best
from interest.inference import wilson

LARGEST = 3
FEW = 3
"""People who are few: with the quarter of them gone there is hardly a topic left."""
CARRIED = 0.5
"""The part of a topic's statements that must surely come from so few."""


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
    """The topics of which more than half surely comes from up to three people, as one finding; the largest first.

    `people` are those of the first topic, as few as carry it.
    """
    frame = contents.tree.in_sight(contents.statements)
    counts = frame.groupby(["topic", "user_id"]).size().sort_values(ascending=False, kind="stable")
    carried: dict[str, pd.Series] = {}
    for topic, own in counts.groupby("topic", sort=False):
        said, total = own.cumsum().to_numpy()[:FEW], int(own.sum())
        low, _ = wilson(said, np.full(len(said), total))
        if (low > CARRIED).any():
            carried[topic] = own.droplevel("topic").head(int(np.argmax(low > CARRIED)) + 1)
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
