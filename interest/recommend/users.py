"""Who is alike: users near in vector space whose profiles meet in the tree."""

from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd

from interest.hierarchy.tree import InterestTree
from interest.users.vectors import UserVectors, unit

LEVEL_SHARES = {"category": 0.25, "topic": 0.5, "keyword": 0.25}
"""What meeting in a level is worth: half for the topic, which people name when asked what two have in common."""
CATEGORY_ONLY = 0.3
"""The importance, beside a shared topic's, of a category that is shared through different topics."""
NEIGHBOURS = 20
"""Neighbours whose interests are recommended: enough that one person's whim is not a trend."""
MOST_REASONS = 5
MOST_BY_PROFILE = 1000
"""Users who are compared for their profiles, where there are too many users to compare all vectors."""


def similar_users(
    query_vector: np.ndarray,
    users: UserVectors,
    query_weights: pd.DataFrame | None,
    profiles: pd.DataFrame,
    tree: InterestTree,
    k: int = 5,
    exclude: Collection[str] = (),
) -> pd.DataFrame:
    """The `k` users most like a query: user_id, score, shared, differs; ties by falling cosine, then user id.

    Among more than 100,000 users nearly the nearest are found (`interest.users.nearest`).

    `query_vector` (d,) is a row of `users` or a `text_vector` in the same space; `query_weights` (node_id, level,
    weight) a part of a profile table or `weights_of` placed texts; `profiles` a `profile_table`. A user of the study
    asks with their own id in `exclude`, so that nobody is their own neighbour.

        score = ½ max(0, cosine of the vectors) + ½ overlap of the profiles      in [0, 1]

    Vectors catch nuances that the tree rounds off, profiles hold the reasons that a person can check: neither may win
    alone. Where one of them is missing (a zero vector, no weights), the other decides. See `overlap`.

    `shared` lists topics that both have, and categories that both have through different topics, by the smaller of the
    two weights (categories at 0.3 of it); `differs` topics that only one of the two has, by weight. At most 5 each.
    """
    query = unit(query_vector)
    cosine, meeting = _candidates(query, users, query_weights, profiles)
    score = cosine.clip(lower=0.0, upper=1.0)
    if query_weights is not None and len(query_weights):
        score = (score + meeting) / 2 if query.any() else meeting
    # Rounded, so that equal users stay equal whatever the order in which their sums were taken.
    ranked = pd.DataFrame({"score": score.round(9), "cosine": cosine.round(6)}).rename_axis("user_id").reset_index()
    ranked = ranked[~ranked["user_id"].isin(list(exclude))]
    ranked = ranked.sort_values(["score", "cosine", "user_id"], ascending=[False, False, True]).head(k)
    own = _topic_weights(query_weights)
    theirs = dict(list(profiles[profiles["user_id"].isin(ranked["user_id"])].groupby("user_id")))
    pairs = [_compare(own, _topic_weights(theirs.get(user_id)), tree) for user_id in ranked["user_id"]]
    found = ranked[["user_id", "score"]].reset_index(drop=True)
    found["shared"] = pd.Series([shared for shared, _ in pairs], dtype="object")
    found["differs"] = pd.Series([differs for _, differs in pairs], dtype="object")
    return found


def shared_interests(one: pd.DataFrame, other: pd.DataFrame, tree: InterestTree) -> list[str]:
    """The `shared` of two users by their weights (node_id, level, weight)."""
    return _compare(_topic_weights(one), _topic_weights(other), tree)[0]


def whose(differs: Sequence[str], theirs: pd.DataFrame) -> tuple[list[str], list[str]]:
    """What differs, parted: the topics that only the query has, and those that only the neighbour of weights `theirs`
    (node_id, …) has."""
    known = set(theirs["node_id"])
    return [node for node in differs if node not in known], [node for node in differs if node in known]


def shared_evidence(nodes: Sequence[str], own: pd.DataFrame, theirs: pd.DataFrame, k: int = 3) -> pd.DataFrame:
    """What two users say of what they share: node_id, statement_id, text, their_statement_id, their_text.

    A row for each of the first `k` of `nodes` (topics or categories) of which both have statements: the surest of each.
    `own` and `theirs` are their statements: statement_id, text, category, topic, strength, is_outlier.
    """
    shared = pd.DataFrame({"node_id": pd.array(list(nodes), dtype="str")})
    other = _surest(theirs).rename(columns={"statement_id": "their_statement_id", "text": "their_text"})
    return shared.merge(_surest(own), on="node_id").merge(other, on="node_id").head(k)


def _surest(statements: pd.DataFrame) -> pd.DataFrame:
    """The most typical statement in each topic and category: node_id, statement_id, text."""
    best = statements.sort_values(["is_outlier", "strength", "statement_id"], ascending=[True, False, True])
    places = [best[["statement_id", "text"]].assign(node_id=best[level]) for level in ("topic", "category")]
    return pd.concat(places, ignore_index=True).drop_duplicates("node_id")


def _candidates(
    query: np.ndarray, users: UserVectors, query_weights: pd.DataFrame | None, profiles: pd.DataFrame
) -> tuple[pd.Series, pd.Series]:
    """Cosine and overlap of the users who may be near, by user id.

    Those are all users, or, where there are too many, those whose vectors or whose profiles are near.
    """
    ids = pd.Index(users.ids, dtype="str")
    rows, cosine = users.nearest.cosines(query)
    meeting = pd.Series(dtype="float64")
    if query_weights is not None and len(query_weights):
        meeting = overlap(query_weights, profiles)
    if len(rows) < len(ids):
        best = ids.get_indexer(meeting.nlargest(MOST_BY_PROFILE).index)
        more = np.setdiff1d(best[best >= 0], rows)
        rows, cosine = np.append(rows, more), np.append(cosine, users.matrix[more] @ query)
    near = pd.Series(cosine, index=ids[rows], dtype="float64")
    return near, meeting.reindex(near.index, fill_value=0.0)


def overlap(query_weights: pd.DataFrame, profiles: pd.DataFrame) -> pd.Series:
    """How far each user's profile meets the query's, in [0, 1], by user id; users that share nothing are left out.

    ¼ O(category) + ½ O(topic) + ¼ O(keyword), where O(level) = Σ over nodes of min(query weight, user weight). A shared
    topic thus counts with its category; different topics of one category count a quarter. Levels that the query
    lacks are left out, and the others take their part.
    """
    present = {level: share for level, share in LEVEL_SHARES.items() if (query_weights["level"] == level).any()}
    wanted = query_weights.set_index("node_id")["weight"]
    met = profiles[profiles["node_id"].isin(wanted.index)]
    worth = pd.Series(present).reindex(met["level"]).to_numpy(np.float64)
    mass = np.minimum(met["weight"], wanted.reindex(met["node_id"]).to_numpy(np.float64)) * worth
    return mass.groupby(met["user_id"]).sum() / sum(present.values())


def _topic_weights(weights: pd.DataFrame | None) -> dict[str, float]:
    """The weights above 0 of the topics by node id."""
    if weights is None:
        return {}
    topics = weights[(weights["level"] == "topic") & (weights["weight"] > 0)]
    return dict(zip(topics["node_id"], topics["weight"], strict=True))


def _compare(own: dict[str, float], other: dict[str, float], tree: InterestTree) -> tuple[list[str], list[str]]:
    """What two users share and where they differ, the most important first."""
    both = {node: min(own[node], other[node]) for node in own.keys() & other.keys()}
    families = [_by_category(weights, tree) for weights in (own, other)]
    met = {tree[node].parent for node in both}
    apart = {
        category: CATEGORY_ONLY * min(family[category] for family in families)
        for category in families[0].keys() & families[1].keys() - met
    }
    one_sided = {node: weight for weights in (own, other) for node, weight in weights.items() if node not in both}
    return _heaviest(both | apart), _heaviest(one_sided)


def _by_category(weights: dict[str, float], tree: InterestTree) -> dict[str, float]:
    sums: dict[str, float] = {}
    for node, weight in weights.items():
        category = tree[node].parent
        sums[category] = sums.get(category, 0.0) + weight
    return sums


def _heaviest(importance: dict[str, float]) -> list[str]:
    """The ids of the largest values above 0, ties by id."""
    kept = sorted((-round(value, 9), str(node)) for node, value in importance.items() if value > 0)
    return [node for _, node in kept[:MOST_REASONS]]
