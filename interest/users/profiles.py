"""Profiles: every user as a distribution over the interest tree."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from interest.errors import InputError
from interest.hierarchy.tree import LEVELS, InterestTree, Level

SECONDS_A_DAY = 86_400
MOST_HALF_LIVES = 20
"""Older statements count like this age: 2 ** -20 is next to nothing, but a user of long ago keeps a profile."""
OUTLIER_SHARE = 0.5
"""An outlier belongs to its node only for want of a better one: at most half a statement …"""
LEAST_STRENGTH = 0.1
"""… and at least a twentieth, so that a user of outliers alone keeps a profile."""
PRIOR_STATEMENTS = 2.0
"""Lift treats each user as if two more statements had been seen, spread as everybody's are."""
EVIDENCE_NODES = 10
EVIDENCE_A_NODE = 5


@dataclass(frozen=True, eq=False)
class Profile:
    """What one user cares about; every frame is empty and `breadth` 0 for a user without statements."""

    user_id: str
    n_statements: int
    weights: pd.DataFrame
    """node_id, level, name, weight, lift: by level, then by falling weight; weights sum to one a level."""
    breadth: float
    """Effective number of topics: exp of the Shannon entropy of the topic weights, the Hill number of order 1."""
    evidence: pd.DataFrame
    """node_id, statement_id, text, strength: the user's own statements in the top nodes, the best first."""
    first: pd.Timestamp | None
    last: pd.Timestamp | None

    def top(self, level: Level, k: int = 5) -> pd.DataFrame:
        """The `k` heaviest nodes of one level, as rows of `weights`."""
        return self.weights[self.weights["level"] == level].head(k).reset_index(drop=True)


def statement_weights(statements: pd.DataFrame, half_life: float | None = None) -> np.ndarray:
    """How much each statement says about its user's interests, of shape (n_statements,), all above 0.

    weight × recency × certainty: recency is `2 ** -(age / half_life)`, ages and `half_life` in days, against the
    newest statement of the data; certainty is 1, for an outlier `0.5 × max(strength, 0.1)`. `half_life` is half of the
    data's time span by default (the oldest statement then counts a quarter); `math.inf` switches recency off. Ratings
    have no say.

    Raises `InputError` for a half-life that is not positive.
    """
    strength = statements["strength"].to_numpy(np.float64)
    doubtful = OUTLIER_SHARE * np.maximum(strength, LEAST_STRENGTH)
    certainty = np.where(statements["is_outlier"].to_numpy(bool), doubtful, 1.0)
    return statements["weight"].to_numpy(np.float64) * _recency(statements["timestamp"], half_life) * certainty


def _recency(timestamps: pd.Series, half_life: float | None) -> np.ndarray:
    """The recency factors in (0, 1]; a missing time gets the median of the others."""
    if half_life is not None and not half_life > 0:
        raise InputError(f"half_life must be a positive number of days, got {half_life}.")
    age = (timestamps.max() - timestamps).dt.total_seconds().to_numpy(np.float64) / SECONDS_A_DAY
    known = ~np.isnan(age)
    span = age[known].max(initial=0.0)
    if span == 0:
        return np.ones(len(age))
    factor = np.exp2(-np.minimum(age / (half_life or span / 2), MOST_HALF_LIVES))
    return np.where(known, factor, np.median(factor[known]))


def profile_table(statements: pd.DataFrame, tree: InterestTree, half_life: float | None = None) -> pd.DataFrame:
    """Everybody's profile: user_id, node_id, level, weight, lift; a row for each node that a user has touched.

    `weight` is the share of the user's `statement_weights` in the node: it sums to one a user and level, and a node's
    weight is the sum of its children's. `lift` compares it with the mean share m over all users:

        lift = (p + 1/K) / (m + 1/K),  p = (n × weight + 2 m) / (n + 2)

    with n the user's number of statements and K the number of nodes of the level. It is above 1 exactly where the
    user's share is above the mean; the first term keeps users of few statements near 1, the second rare nodes finite.

    Statements in hidden nodes have no say, so that somebody who has no others has no rows. Users come in the order of
    their first statement, then levels, then falling weight. Raises `UnknownNodeError` for
    a statement whose keyword is not in the tree, `InputError` for a half-life that is not positive.
    """
    statements = tree.in_sight(statements)
    user, user_ids = pd.factorize(statements["user_id"])
    mass = statement_weights(statements, half_life)
    total = np.bincount(user, mass, minlength=len(user_ids))
    count = np.bincount(user, minlength=len(user_ids))
    nodes = pd.Index([node.id for node in tree], dtype="str")
    parents = nodes.get_indexer(pd.Index([node.parent or "" for node in tree], dtype="str"))
    node = _node_codes(statements["keyword"], nodes, tree)
    parts = []
    for depth in reversed(range(len(LEVELS))):
        # One pass a level: statements → (user, keyword) → (user, topic) → (user, category).
        key, inverse = np.unique(user * len(nodes) + node, return_inverse=True)
        mass = np.bincount(inverse, mass, minlength=len(key))
        user, node = key // max(len(nodes), 1), key % max(len(nodes), 1)
        weight = mass / total[user]
        lift = _lift(weight, node, count[user], users=len(user_ids), size=len(tree.level(LEVELS[depth])))
        parts.append(pd.DataFrame({"user": user, "depth": depth, "node": node, "weight": weight, "lift": lift}))
        node = parents[node]
    table = pd.concat(parts, ignore_index=True)
    order = np.lexsort((table["node"], -table["weight"].round(12), table["depth"], table["user"]))
    table = table.iloc[order].reset_index(drop=True)
    table.insert(0, "user_id", user_ids.take(table["user"]))
    table.insert(1, "node_id", nodes.take(table["node"]))
    table.insert(2, "level", pd.Index(LEVELS, dtype="str").take(table["depth"]))
    return table[["user_id", "node_id", "level", "weight", "lift"]]


def _node_codes(keywords: pd.Series, nodes: pd.Index, tree: InterestTree) -> np.ndarray:
    """The position of each statement's keyword among the tree's nodes."""
    codes = nodes.get_indexer(pd.Index(keywords))
    for unknown in keywords[codes < 0].head(1):
        tree[unknown]  # raises, and its message names the node
    return codes


def _lift(weight: np.ndarray, node: np.ndarray, count: np.ndarray, users: int, size: int) -> np.ndarray:
    """The smoothed lift of `profile_table` for the rows of one level."""
    mean = np.bincount(node, weight)[node] / max(users, 1) if len(node) else weight
    share = (count * weight + PRIOR_STATEMENTS * mean) / (count + PRIOR_STATEMENTS)
    return (share + 1 / max(size, 1)) / (mean + 1 / max(size, 1))


def profile(user_id: str, table: pd.DataFrame, statements: pd.DataFrame, tree: InterestTree) -> Profile:
    """The profile of one user out of `profile_table`; an empty one for a user without statements."""
    own = statements[statements["user_id"] == user_id]
    weights = table.loc[table["user_id"] == user_id, ["node_id", "level", "weight", "lift"]].reset_index(drop=True)
    weights.insert(2, "name", pd.Series([tree[node].name for node in weights["node_id"]], dtype="str"))
    share = weights.loc[weights["level"] == "topic", "weight"].to_numpy()
    times = own["timestamp"].dropna()
    return Profile(
        user_id=user_id,
        n_statements=len(own),
        weights=weights,
        breadth=float(np.exp(-(share * np.log(share)).sum())) if len(share) else 0.0,
        evidence=_evidence(tree.in_sight(own), weights),
        first=times.min() if len(times) else None,
        last=times.max() if len(times) else None,
    )


def _evidence(own: pd.DataFrame, weights: pd.DataFrame) -> pd.DataFrame:
    """The surest statements of the heaviest nodes of each level, nodes in the order of `weights`."""
    best = own.sort_values(["is_outlier", "strength", "statement_id"], ascending=[True, False, True])
    places = [best[["statement_id", "text", "strength"]].assign(node_id=best[level]) for level in LEVELS]
    rows = pd.concat(places, ignore_index=True).groupby("node_id", sort=False).head(EVIDENCE_A_NODE)
    top = weights.groupby("level", sort=False).head(EVIDENCE_NODES)["node_id"]
    rank = rows["node_id"].map(pd.Series(range(len(top)), index=pd.Index(top, dtype="str"), dtype="float64"))
    rows = rows[rank.notna()].iloc[np.argsort(rank.dropna().to_numpy(), kind="stable")]
    return rows[["node_id", "statement_id", "text", "strength"]].reset_index(drop=True)
