"""What people who are alike share, and where they differ: the reasons beside `interest.users.crowd`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from interest.hierarchy.tree import InterestTree
from interest.users import Crowd, Neighbours, Queries

if TYPE_CHECKING:
    from scipy import sparse

CATEGORY_ONLY = 0.3
"""The importance, beside a shared topic's, of a category that is shared through different topics."""
NEIGHBOURS = 20
"""Neighbours whose interests are recommended: enough that one person's whim is not a trend."""
MOST_REASONS = 5


def similar_users(asked: Queries, found: Neighbours, crowd: Crowd, tree: InterestTree) -> pd.DataFrame:
    """Those who are most like each of some people: person (the place in `asked`), user_id, score, shared, differs.

    `found` comes from `Crowd.nearest`. `shared` lists topics that both have, and categories that both have through
    different topics, by the smaller of the two weights (categories at 0.3 of it); `differs` topics that only one of the
    two has, by weight. At most 5 each.
    """
    person, place = np.nonzero(found.rows >= 0)
    rows = found.rows[person, place]
    topics = crowd.profiles.columns("topic")
    names = crowd.profiles.nodes[topics].to_numpy(dtype=object)
    own, theirs = asked.weights[:, topics], crowd.topics
    pairs = [
        _compare(_topics_in(own, one, names), _topics_in(theirs, other, names), tree)
        for one, other in zip(person.tolist(), rows.tolist(), strict=True)
    ]
    ids = np.array(crowd.vectors.ids, dtype=object)
    return pd.DataFrame(
        {
            "person": person,
            "user_id": pd.array(ids[rows], dtype="str"),
            "score": found.scores[person, place],
            "shared": pd.Series([shared for shared, _ in pairs], dtype="object"),
            "differs": pd.Series([differs for _, differs in pairs], dtype="object"),
        }
    )


def _topics_in(matrix: "sparse.csr_matrix", row: int, names: np.ndarray) -> dict[str, float]:
    """The weights in one row (n_users, n_topics), by topic id."""
    part = slice(*matrix.indptr[row : row + 2])
    return dict(zip(names[matrix.indices[part]], matrix.data[part].tolist(), strict=True))


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


def _topic_weights(weights: pd.DataFrame) -> dict[str, float]:
    """The weights above 0 of the topics by node id."""
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
        category = tree.parent(node).id
        sums[category] = sums.get(category, 0.0) + weight
    return sums


def _heaviest(importance: dict[str, float]) -> list[str]:
    """The ids of the largest values above 0, ties by id."""
    kept = sorted((-round(value, 9), str(node)) for node, value in importance.items() if value > 0)
    return [node for _, node in kept[:MOST_REASONS]]
