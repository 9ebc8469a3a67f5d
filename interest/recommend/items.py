"""Items for a user: by what they are about, by who took them together, and by both.

Two rankings are made and fused, and popularity is the last resort:

    text      c = ½ near(statements) + ½ near(taken items) + 0.3 × interest, where near(·) is the mean of the three
              highest cosines (one part alone where the other is missing) and interest is 0.7 × the user's weight in
              the item's topic + 0.3 × the weight in its category; items with c ≤ 0 don't enter
    together  Σ over taken items i of weight_i × cosine of the columns of `taken` × n / (n + 2), n = common takers

    score = the mean of 21 / (20 + rank) over the rankings that have anything to say

    Items in neither follow by the number of people who took them: 21 / (20 + rank) × half of the least score so far.

References: Sarwar et al. 2001, Item-based collaborative filtering; Cormack et al. 2009, Reciprocal rank fusion
outperforms Condorcet and individual rank learning methods.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from interest.errors import InputError
from interest.hierarchy.tree import InterestTree
from interest.recommend.because import Because
from interest.users.vectors import unit

if TYPE_CHECKING:
    from scipy import sparse

SHRINK = 2.0
"""Two items that the same n people took are as alike as their cosine × n / (n + 2): one common taker may be chance."""
NEAREST = 3
"""An item is as near to somebody as to the three nearest of their statements and items: people have several interests,
and an item that suits one of them need not suit the rest."""
TOPIC_BONUS = 0.3
CATEGORY_PART = 0.3
"""What the same category counts beside the same topic."""
RANK_OFFSET = 20
"""Reciprocal rank fusion: 1 / (offset + rank). The larger, the more does being fair in both lists count against being
first in one; 60 is usual for web search, catalogues are smaller."""


@dataclass(frozen=True, eq=False)
class ItemSpace:
    """A catalogue and who took what, prepared once for many recommendations."""

    ids: pd.Index
    """The catalogue's items in order, then those seen only in interactions."""
    vectors: np.ndarray
    """(n_items, d) float32, centred and L2-normalised; zeros where an item has no text."""
    topics: list[str]
    """The topic id of each item; "" where it has no text."""
    users: pd.Index
    taken: "sparse.csr_matrix"
    """(n_users, n_items): log(1 + the weights of a user's interactions with an item)."""

    def taken_by(self, user_id: str) -> pd.Series:
        """The user's items: their weights by the items' positions; empty for a user without interactions."""
        if user_id not in self.users:
            return pd.Series(dtype="float64", index=pd.Index([], dtype="int64"))
        row = self.taken[[self.users.get_loc(user_id)]]
        return pd.Series(row.data, index=row.indices)


def item_space(
    items: pd.DataFrame, item_vectors: np.ndarray, topics: Sequence[str], interactions: pd.DataFrame | None = None
) -> ItemSpace:
    """The catalogue `items` (item_id, text) with its vectors (n_items, d) and topics, and who took what.

    `item_vectors` are the encoder's, before centring; `topics` comes from `place(item_vectors, …)["topic"]`;
    `interactions` has user_id, item_id and, optionally, weight. A blank text gives no vector and no topic. Items that
    occur only in interactions can be recommended by who took them. Raises `InputError` for an item listed twice.
    """
    from scipy import sparse

    twice = items.loc[items["item_id"].duplicated(), "item_id"]
    if len(twice):
        raise InputError(f"Item {twice.iloc[0]!r} is listed more than once; keep one row an item.")
    if interactions is None:
        interactions = pd.DataFrame({"user_id": [], "item_id": []}, dtype="str")
    described = items["text"].str.strip().ne("").to_numpy(bool)
    catalogue = pd.Index(items["item_id"], dtype="str")
    ids = catalogue.append(pd.Index(interactions["item_id"].drop_duplicates(), dtype="str")).drop_duplicates()
    vectors = np.zeros((len(ids), item_vectors.shape[1]), np.float32)
    if described.any():
        vectors[np.flatnonzero(described)] = unit(item_vectors[described] - item_vectors[described].mean(axis=0))
    placed = [topic if known else "" for topic, known in zip(topics, described, strict=True)]

    user, users = pd.factorize(interactions["user_id"])
    weight = interactions["weight"].to_numpy(np.float64) if "weight" in interactions else np.ones(len(user))
    place = (user, ids.get_indexer(pd.Index(interactions["item_id"], dtype="str")))
    taken = sparse.csr_matrix((np.maximum(weight, 0.0), place), shape=(len(users), len(ids)))
    taken.sum_duplicates()
    return ItemSpace(
        ids=ids,
        vectors=vectors,
        topics=placed + [""] * (len(ids) - len(placed)),
        users=pd.Index(users, dtype="str"),
        taken=taken.log1p(),
    )


def recommend_items(
    user_id: str,
    space: ItemSpace,
    tree: InterestTree,
    statement_vectors: np.ndarray | None = None,
    user_weights: pd.DataFrame | None = None,
    k: int = 10,
) -> pd.DataFrame:
    """The `k` items that suit a user best: item_id, score in (0, 1], because (`Because`); ties by item id.

    `statement_vectors` (m, d) are the vectors of the user's statements minus `UserVectors.center` (or one row: the
    user's vector); None for a user known by interactions alone. `user_weights` (node_id, level, weight) is the user's
    part of a profile table. An item once taken is never recommended.

    `because` is the ranking that gave most. Items for which nothing speaks are left out: there may be fewer than `k`.
    """
    mine = space.taken_by(user_id)
    own = _own_weights(space, mine, user_weights)
    together = _together(space, mine)
    evidence = pd.DataFrame(
        {
            "text": _content(space, mine, statement_vectors, own, tree),
            "together": together.sum(axis=1),
            "taken": np.asarray((space.taken > 0).sum(axis=0), dtype=np.float64).ravel(),
        }
    )
    given = _fused(evidence.drop(index=mine.index))
    ranked = pd.DataFrame({"item_id": space.ids.take(given.index), "score": given.sum(axis=1).round(9)})
    ranked = ranked[ranked["score"] > 0].sort_values(["score", "item_id"], ascending=[False, True]).head(k)
    kinds = given.loc[ranked.index].idxmax(axis=1) if len(ranked) else {}
    reasons = [_because(kinds[item], item, space, mine, together[item], own, tree) for item in ranked.index]
    return ranked.reset_index(drop=True).assign(because=pd.Series(reasons, dtype="object"))


def _own_weights(space: ItemSpace, mine: pd.Series, user_weights: pd.DataFrame | None) -> pd.Series:
    """The user's topic weights by node id: what they said, else what they took."""
    if user_weights is not None and len(user_weights):
        topics = user_weights[user_weights["level"] == "topic"]
        return topics.set_index("node_id")["weight"]
    topics = pd.Series([space.topics[item] for item in mine.index], index=mine.index, dtype="str")
    weights = mine[topics != ""].groupby(topics[topics != ""]).sum()
    return weights / weights.sum()


def _content(
    space: ItemSpace, mine: pd.Series, statement_vectors: np.ndarray | None, own: pd.Series, tree: InterestTree
) -> np.ndarray:
    """How near each item is to what the user wrote and took, of shape (n_items,); 0 without a text on either side."""
    sides = [] if statement_vectors is None else [unit(np.atleast_2d(statement_vectors))]
    sides = [side[side.any(axis=1)] for side in [*sides, space.vectors[mine.index]]]
    near = [_nearest(space.vectors, side) for side in sides if len(side)]
    parents = pd.Series([tree[topic].parent for topic in own.index], index=own.index, dtype="str")
    families = own.groupby(parents).sum()
    interest = [
        (1 - CATEGORY_PART) * own.get(topic, 0.0) + CATEGORY_PART * families.get(tree[topic].parent, 0.0)
        if topic
        else 0
        for topic in space.topics
    ]
    return (np.mean(near, axis=0) if near else 0.0) + TOPIC_BONUS * np.array(interest)


def _nearest(vectors: np.ndarray, side: np.ndarray) -> np.ndarray:
    """The mean of the three highest cosines of each vector with the rows of `side`."""
    cosine = vectors @ side.T  # (n_items, m)
    few = min(NEAREST, cosine.shape[1])
    return np.partition(cosine, -few, axis=1)[:, -few:].mean(axis=1, dtype=np.float64)


def _together(space: ItemSpace, mine: pd.Series) -> np.ndarray:
    """What each of the user's items gives each item, (n_items, n_mine): weight × shrunk co-occurrence cosine."""
    chosen = space.taken[:, mine.index]
    common = ((space.taken > 0).astype(np.float64).T @ (chosen > 0).astype(np.float64)).toarray()
    dot = (space.taken.T @ chosen).toarray()
    length = np.sqrt(np.asarray(space.taken.multiply(space.taken).sum(axis=0)).ravel())
    lengths = np.outer(length, length[mine.index])
    cosine = np.divide(dot, lengths, out=np.zeros_like(dot), where=lengths > 0)
    return cosine * common / (common + SHRINK) * mine.to_numpy()


def _fused(evidence: pd.DataFrame) -> pd.DataFrame:
    """What each ranking gives to each item's score; values of 0 or less are not ranked, equal ones rank the same."""
    ranked = evidence.round(9).where(evidence.round(9) > 0)
    reciprocal = (RANK_OFFSET + 1) / (RANK_OFFSET + ranked.rank(method="min", ascending=False))
    given = reciprocal[["text", "together"]].dropna(axis=1, how="all").fillna(0.0)
    given = given / max(given.shape[1], 1)
    score = given.sum(axis=1)
    least = score[score > 0].min() / 2 if (score > 0).any() else 1.0
    return given.assign(taken=(reciprocal["taken"] * least).where(score == 0, 0.0).fillna(0.0))


def _because(
    kind: str, item: int, space: ItemSpace, mine: pd.Series, together: np.ndarray, own: pd.Series, tree: InterestTree
) -> Because:
    """The reason of one kind for one item (a position in the space), with what supports it."""
    match kind:
        case "together":
            order = np.lexsort((space.ids.take(mine.index), -together.round(9)))
            best = [i for i in order[:NEAREST] if together[i] > 0]
            return Because("together", items=tuple(space.ids[mine.index[i]] for i in best))
        case "taken":
            return Because("taken", count=int((space.taken[:, [item]] > 0).sum()), of=len(space.users))
        case _:
            topic = space.topics[item]
            if topic in own.index:
                return Because("topic", nodes=(topic,))
            category = tree[topic].parent if topic else None
            if category in {tree[node].parent for node in own.index}:
                return Because("topic", nodes=(category,))
            return Because("text")
