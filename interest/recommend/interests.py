"""Which interests a user may have without having shown them.

With w the user's own topic weights, each topic t that the user has not shown gets

    neighbours  Σ_v score_v × weight_v(t) / Σ_v score_v, over the neighbours v
    near        Σ_o w(o) × max(0, cosine of the centred centroids of t and o), over the own topics o
    sibling     Σ_o w(o), over the own topics o in t's category
    popular     Σ_v weight_v(t), over all users v

each divided by its largest value; the score is their mean with the weights .45, .25, .2 and .1, of the sources that
have anything to say.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import pandas as pd

from interest.findings.dislikes import mostly_disliked
from interest.hierarchy.tree import InterestTree
from interest.recommend.bandit import Arms, Personal, padded
from interest.recommend.because import Because
from interest.users.vectors import unit

SOURCES = {"neighbours": 0.45, "near": 0.25, "sibling": 0.2, "popular": 0.1}
"""What each source is worth. What people alike care about says most; the tree and the content vouch for it;
popularity parts what is otherwise equal, and is all there is for somebody of whom nothing is known."""
MOST_NODES = 3


def unsuited_topics(statements: pd.DataFrame, tree: InterestTree) -> frozenset[str]:
    """The topics that nobody is recommended: those without a name that says anything, and those mostly disliked."""
    return mostly_disliked(statements, tree) | {node.id for node in tree.level("topic") if not node.named}


def recommend_interests(
    user_weights: pd.DataFrame,
    neighbours: pd.DataFrame,
    profiles: pd.DataFrame,
    tree: InterestTree,
    node_vectors: Mapping[str, np.ndarray],
    k: int = 5,
    personal: Personal | None = None,
    unsuited: Collection[str] = (),
) -> pd.DataFrame:
    """The `k` topics a user has not shown that fit best: node_id, score in [0, 1], because (`Because`); ties by id.

    `user_weights` (node_id, level, weight) is the user's part of a profile table, empty for somebody without
    statements; `neighbours` comes from `similar_users`; `node_vectors` maps topic ids to centroids (d,). A topic in
    which the user has any weight is never recommended, nor one that `personal` withholds or that is `unsuited` for
    anybody. `because` is the source that gave most, or what the user liked, where that gave more.
    """
    personal = personal or Personal()
    found = prospects(user_weights, neighbours, profiles, tree, node_vectors)
    score = pd.Series(personal.scores(found.arms), index=found.given.index).round(9)
    ranked = score.rename("score").rename_axis("node_id").reset_index()
    ranked = ranked[(ranked["score"] > 0) & ~ranked["node_id"].isin([*personal.withheld, *unsuited])]
    ranked = ranked.sort_values(["score", "node_id"], ascending=[False, True]).head(k)
    topics = profiles[profiles["level"] == "topic"]
    reasons = [
        found.liked(topic, score[topic], personal)
        or _because(found.kind(topic), topic, found.own, found.near, neighbours, topics, tree)
        for topic in ranked["node_id"]
    ]
    return ranked.reset_index(drop=True).assign(because=pd.Series(reasons, dtype="object"))


@dataclass(frozen=True, eq=False)
class Prospects:
    """The topics that a user has not shown."""

    given: pd.DataFrame
    """What each source gives to the score of each topic (the index); the sum is the score without feedback."""
    own: pd.Series
    """The user's own topics with their weights."""
    near: pd.DataFrame
    """What each own topic (column) gives each topic for being near."""
    arms: Arms
    """The same topics as arms of the bandit, in the same order."""

    def kind(self, topic: str) -> str:
        """The source that gave most."""
        given = self.given.loc[topic]
        return str(given.idxmax()) if given.max() > 0 else "popular"

    def liked(self, topic: str, score: float, personal: Personal) -> Because | None:
        """That the user liked such things, where that gave more than any source."""
        given = self.given.loc[topic]
        if score - given.sum() <= given.max():
            return None
        arm = self.arms.at(self.given.index.get_loc(topic))
        return Because.liked(personal.liked(arm, ("interest", topic), MOST_NODES))


def prospects(
    user_weights: pd.DataFrame,
    neighbours: pd.DataFrame,
    profiles: pd.DataFrame,
    tree: InterestTree,
    node_vectors: Mapping[str, np.ndarray],
) -> Prospects:
    """All topics that a user has not shown, with what is known of each; arguments as of `recommend_interests`."""
    topics = profiles[profiles["level"] == "topic"]
    own = user_weights[user_weights["level"] == "topic"].set_index("node_id")["weight"]
    own = own[own > 0]
    space = TopicSpace.of(profiles, tree, node_vectors)
    mine = own.reindex(space.ids, fill_value=0.0).to_numpy(np.float64)
    theirs = _from_neighbours(neighbours, topics).reindex(space.ids, fill_value=0.0).to_numpy(np.float64)
    free = mine == 0
    candidates, known = space.ids[free], share_of_largest(space.evidence(mine, theirs)[free])
    given = pd.DataFrame(blend(known), index=candidates, columns=list(SOURCES))
    near = pd.DataFrame(space.near[free], index=candidates, columns=space.ids)
    arms = topic_arms(
        candidates, tree, node_vectors, given.sum(axis=1).to_numpy(np.float64),
        padded(np.column_stack([np.ones(len(known)), known]), "interest"),
    )  # fmt: skip
    return Prospects(given, own, near.reindex(columns=own.index, fill_value=0.0) * own, arms)


@dataclass(frozen=True, eq=False)
class TopicSpace:
    """What the sources go by, the same for everybody."""

    ids: pd.Index
    """The topics, (n,), in the order of the tree."""
    near: np.ndarray
    """(n, n): max(0, cosine of the centred centroids); 0 where a topic has none."""
    family: np.ndarray
    """(n, n): 1 where two topics lie in one category, else 0."""
    popular: np.ndarray
    """(n,): the sum of all users' weights."""

    @classmethod
    def of(cls, profiles: pd.DataFrame, tree: InterestTree, node_vectors: Mapping[str, np.ndarray]) -> Self:
        """Arguments as of `recommend_interests`."""
        ids = pd.Index([node.id for node in tree.level("topic")], dtype="str")
        directions = _directions(node_vectors).reindex(ids, fill_value=0.0).to_numpy(np.float32)
        parents = np.array([tree[topic].parent for topic in ids], dtype=object)
        held = profiles[profiles["level"] == "topic"].groupby("node_id")["weight"].sum()
        return cls(
            ids=ids,
            near=np.maximum(directions @ directions.T, 0.0).astype(np.float64),
            family=(parents[:, None] == parents).astype(np.float64),
            popular=held.reindex(ids, fill_value=0.0).to_numpy(np.float64),
        )

    def evidence(self, own: np.ndarray, neighbours: np.ndarray) -> np.ndarray:
        """What each source says of each topic, (n, 4), from own weights (n,) and the neighbours' mean weights (n,)."""
        return np.column_stack([neighbours, self.near @ own, self.family @ own, self.popular])


def share_of_largest(evidence: np.ndarray) -> np.ndarray:
    """What each source says of each topic, (n, 4), as a part of the largest that it says; 0 where it says nothing."""
    largest = evidence.max(axis=0, initial=0.0)
    return evidence / np.where(largest > 0, largest, 1.0)


def blend(known: np.ndarray) -> np.ndarray:
    """What each source gives to each topic's score, (n, 4), from `share_of_largest`.

    The sources that say nothing leave their part to the others.
    """
    worth = np.array(list(SOURCES.values())) * (known.max(axis=0, initial=0.0) > 0)
    return known * worth / (worth.sum() or 1.0)


def topic_arms(
    topics: Sequence[str],
    tree: InterestTree,
    node_vectors: Mapping[str, np.ndarray],
    prior: np.ndarray,
    shared: np.ndarray,
) -> Arms:
    """Topics (ids, (n,)) as arms of the bandit."""
    directions = _directions(node_vectors).reindex(topics, fill_value=0.0).to_numpy(np.float32)
    categories = np.array([tree[topic].parent for topic in topics], dtype=object)
    return Arms(prior, shared, np.array(topics, dtype=object), categories, directions)


def _directions(node_vectors: Mapping[str, np.ndarray]) -> pd.DataFrame:
    """The centroids of the topics minus their mean, at length one, by topic id."""
    ids = pd.Index(list(node_vectors), dtype="str")
    centroids = np.array([node_vectors[topic] for topic in ids], dtype=np.float32)
    return pd.DataFrame(unit(centroids - centroids.mean(axis=0)) if len(ids) else np.zeros((0, 1)), index=ids)


def _from_neighbours(neighbours: pd.DataFrame, topics: pd.DataFrame) -> pd.Series:
    """The mean weight of each topic among the neighbours, each counting by the score."""
    score = neighbours.set_index("user_id")["score"]
    theirs = topics[topics["user_id"].isin(score.index)]
    scored = theirs["weight"] * score.reindex(theirs["user_id"]).to_numpy(np.float64)
    mass = scored.groupby(theirs["node_id"]).sum()
    return mass / score.sum() if score.sum() > 0 else mass


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
