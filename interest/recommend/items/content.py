"""How near items are to what people say and took, along the tree.

    c = ½ near(statements) + ½ near(taken items) + 0.3 × interest

near(·) is the mean of the three highest cosines (one part alone where the other is missing) and interest is 0.7 × the
person's weight in the item's topic + 0.3 × the weight in its category. Of somebody who said or took much, what lies in
one topic is one vector, the mean: people have several interests, and each should find its items (as the several vectors
of Pal et al. 2020, PinnerSage).
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from interest.hierarchy.tree import InterestTree
from interest.recommend.items.space import ItemSpace, Voice
from interest.users.vectors import unit

if TYPE_CHECKING:
    from scipy import sparse

NEAREST = 3
"""An item is as near to somebody as to the three nearest of their statements and items: people have several interests,
and an item that suits one of them need not suit the rest."""
TOPIC_BONUS = 0.3
CATEGORY_PART = 0.3
"""What the same category counts beside the same topic."""
MOST_VECTORS = 24
"""Of what somebody said or took; more are joined by topics, and the largest topics stay."""


def content(space: ItemSpace, liked: "sparse.csr_matrix", voices: Sequence[Voice], tree: InterestTree) -> np.ndarray:
    """c of every item for each of some people, (m, n_items) float32; 0 without a text on either side."""
    found = np.zeros((len(voices), len(space)), np.float32)
    for person, voice in enumerate(voices):
        own = slice(*liked.indptr[person : person + 2])
        items, weights = liked.indices[own], liked.data[own]
        sides = [_said(voice), _took(space, items, weights)]
        near = [_nearest(space.vectors, side) for side in sides if len(side)]
        interest = agreement(space, own_weights(space, voice, items, weights), tree)
        found[person] = TOPIC_BONUS * (interest @ np.array([1 - CATEGORY_PART, CATEGORY_PART], np.float32))
        if near:
            found[person] += np.mean(near, axis=0)
    return found * space.described


def own_weights(space: ItemSpace, voice: Voice, items: np.ndarray, weights: np.ndarray) -> pd.Series:
    """Somebody's topic weights by node id: what they said, else what they took (positions (m,), weights (m,))."""
    if voice.weights is not None and len(voice.weights):
        topics = voice.weights[voice.weights["level"] == "topic"]
        return topics.set_index("node_id")["weight"]
    codes, names = space.topic_codes
    mine = codes[items]
    sums = np.bincount(mine[mine >= 0], weights[mine >= 0], len(names))
    kept = np.flatnonzero(sums)
    return pd.Series(sums[kept] / max(sums.sum(), 1e-12), index=[names[code] for code in kept], dtype="float64")


def agreement(space: ItemSpace, own: pd.Series, tree: InterestTree) -> np.ndarray:
    """Somebody's weight in each item's topic and category, (n_items, 2) float32."""
    codes, names = space.topic_codes
    topics = own.to_dict()
    families: dict[str | None, float] = {}
    for topic, weight in topics.items():
        parent = tree[topic].parent
        families[parent] = families.get(parent, 0.0) + weight
    known = [(topics.get(topic, 0.0), families.get(tree[topic].parent, 0.0)) for topic in names]
    return np.array([*known, (0.0, 0.0)], np.float32)[codes]  # −1 is the last row


def _said(voice: Voice) -> np.ndarray:
    """The vectors of what somebody said, (m, d)."""
    if voice.vectors is None:
        return np.zeros((0, 1), np.float32)
    vectors = unit(np.atleast_2d(voice.vectors))
    if voice.topics is not None and len(vectors) > MOST_VECTORS:
        vectors = _joined(vectors, pd.factorize(voice.topics)[0], np.ones(len(vectors)))
    return vectors[vectors.any(axis=1)]


def _took(space: ItemSpace, items: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The vectors of what somebody took, (m, d)."""
    known = space.described[items]
    vectors, codes = space.vectors[items[known]], space.topic_codes[0][items[known]]
    return _joined(vectors, codes, weights[known]) if len(vectors) > MOST_VECTORS else vectors


def _joined(vectors: np.ndarray, groups: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The weighted means of groups of vectors at length one, (at most 24, d): the groups of the largest weight."""
    codes, groups = np.unique(groups, return_inverse=True)
    sums = np.zeros((len(codes), vectors.shape[1]), np.float32)
    np.add.at(sums, groups, vectors * weights[:, None].astype(np.float32))
    largest = np.argsort(-np.bincount(groups, weights), kind="stable")[:MOST_VECTORS]
    return unit(sums[largest])


def _nearest(vectors: np.ndarray, side: np.ndarray) -> np.ndarray:
    """The mean of the three highest cosines of each vector with the rows of `side`, (n,)."""
    cosines = side @ vectors.T  # (m, n)
    few = min(NEAREST, len(cosines))
    best = cosines[:few].copy()
    best.sort(axis=0)
    for row in cosines[few:]:  # each pushes out the least, where it is higher
        for place in range(few - 1, -1, -1):
            higher = np.maximum(best[place], row)
            np.minimum(best[place], row, out=row)
            best[place] = higher
    return best.mean(axis=0)
