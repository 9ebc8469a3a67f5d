"""What a free text is after: a category and topic, if any."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from interest.hierarchy.tree import InterestTree
from interest.users.placement import TEMPERATURE
from interest.users.vectors import unit

NOISE = 0.25
"""A centred cosine that strings without a meaning reach by chance: below it no text is about anything."""
BEST_FEW = 3
"""Topics shown with their probabilities, and related ones."""
FAR = 0.1
"""A text is about a topic that is as near to it as nine in ten statements are to their own, or nearer than what nine in
ten statements find outside their own category: a few words are nowhere as near as a whole statement."""
ROWS = 8192  # texts that are compared with all topics at once
SAMPLE = 5000
"""Statements that tell how far is far."""


@dataclass(frozen=True, eq=False)
class Intent:
    """What a text is after, by the topics' centroids alone."""

    clear: bool
    """Whether it is near enough to any topic."""
    topics: pd.DataFrame
    """node_id, weight: the best few topics with their probabilities, as `Study.memberships` has them for statements."""
    categories: pd.DataFrame
    """node_id, weight: the categories with the sums of all their topics, the best few."""
    related: tuple[str, ...]
    """Ids of other topics that are near to the best one."""

    @property
    def topic(self) -> str:
        """The id of the likeliest topic; "" where none is clear."""
        return str(self.topics["node_id"].iloc[0]) if self.clear else ""


def intent_of(query: np.ndarray, tree: InterestTree, node_vectors: Mapping[str, np.ndarray], reach: float) -> Intent:
    """The intent of a query (d,), in the space of the topics' centroids `node_vectors`, both before centring.

    Both are centred at the mean of the centroids. P(topic) = softmax(cosine / 0.1) over all topics. It is clear where
    the highest cosine is at least `reach`.
    """
    ids = list(node_vectors)
    if not ids:
        nothing = pd.DataFrame({"node_id": pd.Series(dtype="str"), "weight": pd.Series(dtype="float64")})
        return Intent(False, nothing, nothing, ())
    directions, center = _directions(node_vectors)
    cosine = (directions @ unit(query - center)).astype(np.float64)
    mass = np.exp((cosine - cosine.max()) / TEMPERATURE)
    topics = pd.Series(mass / mass.sum(), index=pd.Index(ids, dtype="str"))
    best = int(cosine.argmax())
    near = pd.Series(directions @ directions[best], index=topics.index).drop(ids[best])
    related = near[near > 0].sort_values(ascending=False, kind="stable").head(BEST_FEW)
    return Intent(
        clear=bool(cosine[best] >= reach and cosine[best] > 0),
        topics=_best(topics),
        categories=_best(topics.groupby([tree[topic].parent for topic in ids]).sum()),
        related=tuple(map(str, related.index)),
    )


def reach_of(
    meaning: np.ndarray, topics: Sequence[str], node_vectors: Mapping[str, np.ndarray], tree: InterestTree
) -> float:
    """The cosine with a topic's centroid from which a text is about it, from statements (n, d) and their topics: what
    nine in ten reach with their own topic or, if that is less, stay below with all topics of other categories, but
    `NOISE` at least.

    Of many statements a part is asked, evenly chosen.
    """
    place = {topic: i for i, topic in enumerate(node_vectors)}
    own = np.array([place.get(topic, -1) for topic in topics])
    rows = np.flatnonzero(own >= 0)
    rows = rows[:: max(len(rows) // SAMPLE, 1)]
    if len(rows) == 0:
        return 0.0
    directions, center = _directions(node_vectors)
    cosine, own = unit(meaning[rows] - center) @ directions.T, own[rows]
    near = np.quantile(cosine[np.arange(len(rows)), own], FAR)
    categories = np.array([tree[topic].parent for topic in node_vectors])
    foreign = categories[None, :] != categories[own][:, None]
    if not foreign.any(axis=1).all():  # a single category
        return float(near)
    apart = np.quantile(np.where(foreign, cosine, -1.0).max(axis=1), 1 - FAR)
    return float(min(near, max(apart, NOISE)))


def nearness(meaning: np.ndarray, node_vectors: Mapping[str, np.ndarray], own: np.ndarray) -> np.ndarray:
    """The cosine of texts (n, d) with the topic that is nearest, before centring, (n,).

    The first ones made the topics: `own` has the number of their topic, which counts for each without itself.
    """
    from scipy.sparse import csr_matrix

    directions, center = _directions(node_vectors)
    size = np.bincount(own, minlength=len(directions))
    member = csr_matrix((np.ones(len(own), np.float32), (own, np.arange(len(own)))), (len(size), len(own)))
    sums = member @ meaning[: len(own)]
    found = np.empty(len(meaning), np.float32)
    for start in range(0, len(meaning), ROWS):
        texts = meaning[start : start + ROWS]
        toward = unit(texts - center)
        cosine = toward @ directions.T
        mine = own[start : start + ROWS]
        rows = np.arange(len(mine))
        others = unit(unit(sums[mine] - texts[: len(mine)]) - center)
        cosine[rows, mine] = np.where(size[mine] > 1, (toward[: len(mine)] * others).sum(axis=1), -1.0)
        found[start : start + ROWS] = cosine.max(axis=1)
    return found


def _directions(node_vectors: Mapping[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    centroids = np.stack(list(node_vectors.values())).astype(np.float32)
    return unit(centroids - centroids.mean(axis=0)), centroids.mean(axis=0)


def _best(weights: pd.Series) -> pd.DataFrame:
    ranked = weights.sort_values(ascending=False, kind="stable").head(BEST_FEW)
    return ranked.rename("weight").rename_axis("node_id").reset_index()
