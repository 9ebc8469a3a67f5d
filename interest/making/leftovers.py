"""Statements that fit no topic of a tree, and the clumps that they form."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import pandas as pd

from interest.hierarchy.clustering.centroids import centroids
from interest.hierarchy.clustering.layers import SMALLEST_TOPIC
from interest.hierarchy.tree import InterestTree
from interest.inference import ALPHA, new_by_chance
from interest.recommend import nearness, reach_of

MOST = 2000
"""Leftovers of the build, and of what was added, that are compared with one another; of more a sample."""
FEWEST = 3
"""People of a clump: what one or two say is no interest of many, however often they say it."""
EDGE = 0.1
"""The part that may be odd: a statement is like those of a group that is as near to their middle as nine in ten of
them, and a group as tight as nine in ten topics is tight."""


@dataclass(frozen=True, eq=False)
class Clump:
    """Leftovers that are alike, more of them new than chance would put there."""

    rows: np.ndarray
    """The positions of its statements, rising."""
    people: int
    new: int
    """How many of the people wrote theirs in what was added."""
    chance: float
    """How often chance gives such a clump where nothing is new, in [0, 1]."""


@dataclass(frozen=True, eq=False)
class Leftovers:
    """What fits no topic of a tree."""

    far: np.ndarray
    """(n,) bool: which of all statements are far from all topics."""
    tight: float
    """The mean cosine within a group that is as tight as nine in ten topics of the tree."""

    @classmethod
    def of(cls, meaning: np.ndarray, topics: Sequence[str], tree: InterestTree) -> Self:
        """From all statements (n, d), and the topics of the first ones, in which the tree was found.

        How far is far is told by `interest.recommend.reach_of`. Each of the first statements is judged by its topic
        without itself, so that old and new statements of one kind are far equally often.
        """
        ids = list(dict.fromkeys(topics))
        number, old = pd.Index(ids).get_indexer(pd.Index(topics)), meaning[: len(topics)]
        center = centroids(old, number)
        vectors = dict(zip(ids, center, strict=True))
        far = nearness(meaning, vectors, number) < reach_of(old, topics, vectors, tree)
        size = np.bincount(number)
        length = np.bincount(number, (old * center[number]).sum(axis=1))  # of the sum of a topic's statements
        pairs = (length**2 - size)[size > 1] / (size * (size - 1))[size > 1]
        return cls(far, float(np.quantile(pairs, EDGE)) if len(pairs) else 1.0)


def alike(meaning: np.ndarray, groups: Sequence[np.ndarray], others: np.ndarray) -> np.ndarray:
    """Which of some groups of statements (positions) each of `others` (m,) is like, (m,); −1 for none."""
    number = np.repeat(np.arange(len(groups)), [len(rows) for rows in groups])
    center = centroids(meaning[np.concatenate(groups)], number)
    edge = np.array([np.quantile(meaning[rows] @ own, EDGE) for rows, own in zip(groups, center, strict=True)])
    cosine = meaning[others] @ center.T
    best = cosine.argmax(axis=1)
    return np.where(cosine.max(axis=1) >= edge[best], best, -1)


def clumps(
    meaning: np.ndarray, users: Sequence[str], left: np.ndarray, tight: float, foundation: int, seed: int
) -> tuple[Clump, ...]:
    """Where leftovers gather that are newer than chance would have it, the largest first.

    `left` are their positions, rising, of all statements with `meaning` (n, d) and `users` (n,), of which those from
    `foundation` on were added. They are grouped, as `tight` as topics are, without regard to which are new. The unit is
    a person in what was there or in what was added; of all of these, or of their statements, the share that is new is
    what chance gives, whichever is more.
    """
    parts = left[left < foundation], left[left >= foundation]
    rng = np.random.default_rng(seed)
    rows = np.concatenate([own if len(own) <= MOST else np.sort(rng.choice(own, MOST, replace=False)) for own in parts])
    if len(parts[1]) == 0 or len(rows) < SMALLEST_TOPIC:
        return ()
    kept = [min(1.0, MOST / max(len(own), 1)) for own in parts]
    who = pd.DataFrame({"user": pd.factorize(np.asarray(users, object))[0], "new": np.arange(len(users)) >= foundation})
    group = grouped(meaning[rows], tight)
    inside = who.iloc[rows].assign(group=group)[np.bincount(group)[group] >= SMALLEST_TOPIC].drop_duplicates()
    counts = inside.groupby("group")["new"].agg(["sum", "size"])
    counts = counts[counts["size"] >= FEWEST]
    if counts.empty:
        return ()
    shares = (_share(table["new"].to_numpy(), kept) for table in (who, who.drop_duplicates()))
    chance = new_by_chance(counts["sum"].to_numpy(), counts["size"].to_numpy(), max(shares))
    sure = [(rows[group == number], p) for number, p in zip(counts.index, chance, strict=True) if p < ALPHA]
    others = np.setdiff1d(left, rows)  # that were not in the sample
    if sure and len(others):
        joins = alike(meaning, [own for own, _ in sure], others)
        sure = [(np.union1d(own, others[joins == i]), p) for i, (own, p) in enumerate(sure)]
    found = []
    for own, p in sure:
        people = who.iloc[own].drop_duplicates()["new"]
        found.append(Clump(own, len(people), int(people.sum()), float(p)))
    return tuple(sorted(found, key=lambda clump: (-len(clump.rows), clump.rows[0])))


def grouped(meaning: np.ndarray, tight: float) -> np.ndarray:
    """Groups of statements (n, d) by average linkage, joined as far as the mean cosine is `tight`: (n,) numbers."""
    from scipy.cluster.hierarchy import fcluster, linkage

    return fcluster(linkage(meaning.astype(np.float64), "average", metric="cosine"), 1 - tight, "distance")


def _share(new: np.ndarray, kept: Sequence[float]) -> float:
    """The share of what is new, where parts of the rest and of the new were `kept`."""
    old, added = kept[0] * (~new).sum(), kept[1] * new.sum()
    return float(added / (old + added))
