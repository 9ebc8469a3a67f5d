"""Which interests a user may have without having shown them.

With w the user's own topic weights, each topic t that the user has not shown gets

    neighbours  Σ_v score_v × weight_v(t) / Σ_v score_v, over the neighbours v
    near        Σ_o w(o) × max(0, cosine of the centred centroids of t and o), over the own topics o
    sibling     Σ_o w(o), over the own topics o in t's category
    popular     Σ_v weight_v(t), over all users v

each divided by its largest value; the score is their mean with the weights .45, .25, .2 and .1, of the sources that
have anything to say.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from interest.hierarchy.tree import InterestTree
from interest.recommend.because import Because
from interest.users.vectors import unit

SOURCES = {"neighbours": 0.45, "near": 0.25, "sibling": 0.2, "popular": 0.1}
"""What each source is worth. What people alike care about says most; the tree and the content vouch for it;
popularity parts what is otherwise equal, and is all there is for somebody of whom nothing is known."""
MOST_NODES = 3


def recommend_interests(
    user_weights: pd.DataFrame,
    neighbours: pd.DataFrame,
    profiles: pd.DataFrame,
    tree: InterestTree,
    node_vectors: Mapping[str, np.ndarray],
    k: int = 5,
) -> pd.DataFrame:
    """The `k` topics a user has not shown that fit best: node_id, score in [0, 1], because (`Because`); ties by id.

    `user_weights` (node_id, level, weight) is the user's part of a profile table, empty for somebody without
    statements; `neighbours` comes from `similar_users`; `node_vectors` maps topic ids to centroids (d,). A topic in
    which the user has any weight is never recommended. `because` is the source that gave most.
    """
    topics = profiles[profiles["level"] == "topic"]
    own = user_weights[user_weights["level"] == "topic"].set_index("node_id")["weight"]
    own = own[own > 0]
    candidates = pd.Index([node.id for node in tree.level("topic") if node.id not in own.index], dtype="str")
    near = _nearness(candidates, own, node_vectors)
    evidence = pd.DataFrame(
        {
            "neighbours": _from_neighbours(neighbours, topics).reindex(candidates, fill_value=0.0),
            "near": near.sum(axis=1),
            "sibling": [own[own.index.isin(tree[tree[topic].parent].children)].sum() for topic in candidates],
            "popular": topics.groupby("node_id")["weight"].sum().reindex(candidates, fill_value=0.0),
        },
        index=candidates,
    )
    given = _contributions(evidence)
    ranked = given.sum(axis=1).round(9).rename("score").rename_axis("node_id").reset_index()
    ranked = ranked[ranked["score"] > 0].sort_values(["score", "node_id"], ascending=[False, True]).head(k)
    kinds = given.loc[ranked["node_id"]].idxmax(axis=1) if len(ranked) else {}
    reasons = [_because(kinds[t], t, own, near, neighbours, topics, tree) for t in ranked["node_id"]]
    return ranked.reset_index(drop=True).assign(because=pd.Series(reasons, dtype="object"))


def _from_neighbours(neighbours: pd.DataFrame, topics: pd.DataFrame) -> pd.Series:
    """The mean weight of each topic among the neighbours, each counting by the score."""
    score = neighbours.set_index("user_id")["score"]
    theirs = topics[topics["user_id"].isin(score.index)]
    scored = theirs["weight"] * score.reindex(theirs["user_id"]).to_numpy(np.float64)
    mass = scored.groupby(theirs["node_id"]).sum()
    return mass / score.sum() if score.sum() > 0 else mass


def _nearness(candidates: pd.Index, own: pd.Series, node_vectors: Mapping[str, np.ndarray]) -> pd.DataFrame:
    """What each own topic (column) gives each candidate (row): its weight × max(0, cosine of centred centroids)."""
    ids = pd.Index(list(node_vectors), dtype="str")
    centroids = np.array([node_vectors[topic] for topic in ids], dtype=np.float32)
    directions = unit(centroids - centroids.mean(axis=0)) if len(ids) else np.zeros((0, 1), np.float32)
    cosine = pd.DataFrame(directions @ directions.T, index=ids, columns=ids, dtype="float64").clip(lower=0.0)
    return cosine.reindex(index=candidates, columns=own.index, fill_value=0.0) * own


def _contributions(evidence: pd.DataFrame) -> pd.DataFrame:
    """What each source gives to each candidate's score; the sources that say nothing leave their part to the others."""
    largest = evidence.max()
    speaking = [source for source in SOURCES if largest[source] > 0]
    worth = pd.Series(SOURCES)[speaking]
    return evidence[speaking] / largest[speaking] * (worth / worth.sum())


def _because(
    kind: str,
    topic: str,
    own: pd.Series,
    near: pd.DataFrame,
    neighbours: pd.DataFrame,
    topics: pd.DataFrame,
    tree: InterestTree,
) -> Because:
    """The reason of one kind for one topic, with what supports it."""
    holders = topics.loc[topics["node_id"] == topic, "user_id"]
    match kind:
        case "neighbours":
            alike = neighbours.loc[(neighbours["score"] > 0) & neighbours["user_id"].isin(holders), "user_id"]
            return Because("neighbours", users=tuple(alike), count=len(alike), of=len(neighbours))
        case "near":
            return Because("near", nodes=_top_nodes(near.loc[topic]))
        case "sibling":
            return Because("sibling", nodes=_top_nodes(own[own.index.isin(tree[tree[topic].parent].children)]))
        case _:
            return Because("popular", count=len(holders), of=topics["user_id"].nunique())


def _top_nodes(importance: pd.Series) -> tuple[str, ...]:
    """The ids of the few largest values above 0, ties by id."""
    kept = sorted((-round(value, 9), str(node)) for node, value in importance.items() if value > 0)
    return tuple(node for _, node in kept[:MOST_NODES])
