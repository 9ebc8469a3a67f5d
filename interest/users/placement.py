"""Where texts of somebody new belong in a tree that is there already."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from interest.hierarchy.tree import LEVELS, InterestTree
from interest.users.vectors import unit

TEMPERATURE = 0.1
"""Of the softmax over centred cosines: among 20 topics, a cosine of .8 where the others have 0 is sure (.99), one of
.4 where the others have .1 is a coin toss (.5)."""


def spread_over(vectors: np.ndarray, centroids: np.ndarray) -> np.ndarray:
    """How much of each text (n, d) is about each topic by its centroid (k, d): (n, k) float32, 1 a row in all."""
    if not len(centroids):
        return np.zeros((len(vectors), 0), np.float32)
    cosine = unit(vectors) @ unit(centroids).T
    shares = np.exp((cosine - cosine.max(axis=1, keepdims=True)) / TEMPERATURE)
    return np.asarray(shares / shares.sum(axis=1, keepdims=True), np.float32)


def place(
    vectors_new: np.ndarray,
    topic_centroids: np.ndarray,
    topic_ids: Sequence[str],
    tree: InterestTree,
    keyword_centroids: np.ndarray | None = None,
    keyword_ids: Sequence[str] = (),
) -> pd.DataFrame:
    """The topic of each text: columns topic, category, strength, and keyword where keyword centroids are given.

    `vectors_new` (n, d) and `topic_centroids` (n_topics, d), in the order of `topic_ids`, come from the same encoder,
    before centring. Both are centred at the mean of the centroids; a text goes to the topic of the highest cosine, and
    `strength` is that topic's part in the softmax of all cosines at temperature 0.1. The keyword is the nearest one
    within the topic; without any there, the topic's "other".
    """
    center = topic_centroids.mean(axis=0)
    shares = spread_over(vectors_new - center, topic_centroids - center)
    best, strength = shares.argmax(axis=1), shares.max(axis=1)
    topics = [topic_ids[i] for i in best]
    placed = pd.DataFrame(
        {
            "topic": pd.Series(topics, dtype="str"),
            "category": pd.Series([tree[topic].parent for topic in topics], dtype="str"),
            "strength": strength.astype(np.float64),
        }
    )
    if keyword_centroids is not None:
        words = _keywords(vectors_new - center, keyword_centroids - center, keyword_ids, topics, tree)
        placed["keyword"] = pd.Series(words, dtype="str")
    return placed


def _keywords(
    texts: np.ndarray, centroids: np.ndarray, ids: Sequence[str], topics: Sequence[str], tree: InterestTree
) -> list[str]:
    """The nearest keyword of each text among those of its topic."""
    parents = np.array([tree[keyword].parent for keyword in ids], dtype=object)
    cosine = unit(texts) @ unit(centroids).T  # (n, n_keywords)
    words = []
    for row, topic in zip(cosine, topics, strict=True):
        inside = np.flatnonzero(parents == topic)
        words.append(ids[inside[row[inside].argmax()]] if len(inside) else _other(topic, tree))
    return words


def _other(topic: str, tree: InterestTree) -> str:
    """The keyword of a topic that takes what fits none: its "other", else its largest."""
    children = tree.children(topic)
    return next((child.id for child in children if child.is_other), children[0].id)


def weights_of(placed: pd.DataFrame, tree: InterestTree) -> pd.DataFrame:
    """The profile of placed texts: node_id, level, weight; weights sum to one a level, texts count by their strength.

    Rows come by level, then falling weight, then the order of the tree. Keywords only where `place` gave them.
    """
    order = {node.id: i for i, node in enumerate(tree)}
    parts = []
    for level in LEVELS:
        if level in placed:
            mass = placed["strength"].groupby(placed[level]).sum()
            part = pd.DataFrame({"node_id": mass.index, "level": level, "weight": (mass / mass.sum()).to_numpy()})
            rank = np.lexsort((part["node_id"].map(order), -part["weight"].round(6)))
            parts.append(part.iloc[rank])
    return pd.concat(parts, ignore_index=True)
