"""Profiles: every user as a distribution over the interest tree."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Self

import numpy as np
import pandas as pd

from interest.errors import InputError
from interest.hierarchy.tree import LEVELS, InterestTree, Level

if TYPE_CHECKING:
    from scipy import sparse

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
    """Effective number of topics: see `Profiles.breadth`."""
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


@dataclass(frozen=True, eq=False)
class Profiles:
    """Everybody's profile: a sparse matrix of users and nodes.

    A weight is the share of the user's `statement_weights` in the node: it sums to one a user and level, and a node's
    weight is the sum of its children's. Statements in hidden nodes have no say, so that somebody who has no others has
    no profile.
    """

    users: pd.Index
    """The ids of those who have a profile, in the order of their first statement."""
    nodes: pd.Index
    """The ids of the nodes in sight: categories, topics, keywords, each level in the order of the tree."""
    sizes: tuple[int, ...]
    """How many nodes each of `LEVELS` has."""
    statements: np.ndarray
    """(n_users,): how many statements each has in sight."""
    weights: "sparse.csr_matrix"
    """(n_users, n_nodes) float64, columns sorted; what is stored is above 0."""

    @classmethod
    def of(cls, statements: pd.DataFrame, tree: InterestTree, half_life: float | None = None) -> Self:
        """From statements with their places in a tree.

        Raises `UnknownNodeError` for a statement whose keyword is not in the tree, `InputError` for a half-life that is
        not positive.
        """
        from scipy import sparse

        statements = tree.in_sight(statements)
        user, users = pd.factorize(statements["user_id"])
        mass = statement_weights(statements, half_life)
        levels = [tree.level(level) for level in LEVELS]
        ids = [pd.Index([node.id for node in nodes], dtype="str") for nodes in levels]
        keyword = _keyword_codes(statements["keyword"], ids[-1], tree)
        said = sparse.csr_matrix((mass, (user, np.arange(len(user)))), (len(users), len(user)))
        parts = [_sorted(said @ _indicator(keyword, len(ids[-1])))]
        for above, below in zip(reversed(ids[:-1]), reversed(levels[1:]), strict=True):
            parents = above.get_indexer(pd.Index([node.parent for node in below], dtype="str"))
            parts.insert(0, _sorted(parts[0] @ _indicator(parents, len(above))))
        weights = sparse.hstack(parts, format="csr")
        weights.data /= np.repeat(np.bincount(user, mass, minlength=len(users)), np.diff(weights.indptr))
        return cls(
            users=pd.Index(users, dtype="str"),
            nodes=ids[0].append(ids[1:]),
            sizes=tuple(map(len, ids)),
            statements=np.bincount(user, minlength=len(users)),
            weights=weights,
        )

    # Looked up

    def __len__(self) -> int:
        return len(self.users)

    def rows(self, user_ids: Collection[str]) -> np.ndarray:
        """The rows (n,) of users; -1 for those without a profile."""
        return self.users.get_indexer(pd.Index(list(user_ids), dtype="str"))

    def columns(self, level: Level) -> slice:
        """Where the nodes of a level are."""
        depth = LEVELS.index(level)
        return slice(sum(self.sizes[:depth]), sum(self.sizes[: depth + 1]))

    def level(self, level: Level) -> "sparse.csr_matrix":
        """The weights of the nodes of one level, (n_users, n)."""
        return self.weights[:, self.columns(level)]

    def shares(self, nodes: Collection[str]) -> np.ndarray:
        """What some nodes have together of each profile, (n_users,); nodes that are not in sight have nothing."""
        wanted = self.nodes.isin(list(nodes)).astype(np.float64)
        return self.weights @ wanted

    def of_people(self, user_ids: Sequence[str]) -> "sparse.csr_matrix":
        """The weights of users, (n, n_nodes), in the order of the ids; empty rows for those without a profile."""
        from scipy import sparse

        rows = self.rows(user_ids)
        there = np.flatnonzero(rows >= 0)
        chosen = sparse.csr_matrix((np.ones(len(there)), (there, rows[there])), (len(rows), len(self)))
        return _sorted(chosen @ self.weights)

    def of_user(self, user_id: str) -> pd.DataFrame:
        """One profile: node_id, level, weight, lift, as in `to_frame`; empty for somebody without."""
        row = self.rows([user_id])[0]
        start, end = self.weights.indptr[row : row + 2] if row >= 0 else (0, 0)
        return self._frame(start + self._order(slice(start, end)))

    def row_of(self, weights: pd.DataFrame) -> "sparse.csr_matrix":
        """The weights (node_id, weight) of somebody new as a row of the matrix, (1, n_nodes)."""
        from scipy import sparse

        node = self.nodes.get_indexer(pd.Index(weights["node_id"], dtype="str"))
        known = node >= 0
        return sparse.csr_matrix(
            (weights["weight"].to_numpy(np.float64)[known], (np.zeros(known.sum(), int), node[known])),
            (1, len(self.nodes)),
        )

    # Figures

    @cached_property
    def lift(self) -> np.ndarray:
        """How each weight compares with the mean share m over all users, (nnz,) in the order of `weights.data`.

            lift = (p + 1/K) / (m + 1/K),  p = (n × weight + 2 m) / (n + 2)

        with n the user's number of statements and K the number of nodes of the level. It is above 1 exactly where the
        user's share is above the mean; the first term keeps users of few statements near 1, the second rare nodes
        finite.
        """
        node, weight = self.weights.indices, self.weights.data
        mean = (np.bincount(node, weight, minlength=len(self.nodes)) / max(len(self), 1))[node]
        count = np.repeat(self.statements, np.diff(self.weights.indptr))
        floor = np.repeat(1 / np.maximum(self.sizes, 1), self.sizes)[node]
        share = (count * weight + PRIOR_STATEMENTS * mean) / (count + PRIOR_STATEMENTS)
        return (share + floor) / (mean + floor)

    @cached_property
    def breadth(self) -> np.ndarray:
        """The effective number of topics of each user, (n_users,).

        That is exp of the Shannon entropy of the topic weights, the Hill number of order 1.
        """
        topics = self.level("topic")
        topics.data *= -np.log(topics.data)
        return np.exp(np.asarray(topics.sum(axis=1)).ravel())

    def heaviest(self, level: Level) -> pd.Series:
        """The heaviest node of a level in each profile, by user id; of equal ones the first of the tree."""
        matrix = self.level(level)
        row = np.repeat(np.arange(len(self)), np.diff(matrix.indptr))
        order = np.lexsort((-matrix.data.round(12), row))  # keeps the order of the nodes where weights are equal
        first = order[matrix.indptr[:-1]]  # every profile has a node of every level
        return pd.Series(self.nodes[self.columns(level)].take(matrix.indices[first]), index=self.users, dtype="str")

    # As a table

    def to_frame(self) -> pd.DataFrame:
        """A row for each node that a user has touched: user_id, node_id, level, weight, lift.

        Users come in the order of their first statement, then levels, then falling weight.
        """
        order = self._order(slice(0, self.weights.nnz))
        table = self._frame(order)
        row = np.repeat(np.arange(len(self)), np.diff(self.weights.indptr))
        table.insert(0, "user_id", self.users.take(row[order]))
        return table

    def _frame(self, entries: np.ndarray) -> pd.DataFrame:
        """Stored weights, by their places: node_id, level, weight, lift."""
        node = self.weights.indices[entries]
        return pd.DataFrame(
            {
                "node_id": self.nodes.take(node),
                "level": pd.Index(LEVELS, dtype="str").take(self._depth[node]),
                "weight": self.weights.data[entries],
                "lift": self.lift[entries],
            }
        )

    def _order(self, part: slice) -> np.ndarray:
        """The places of stored weights in the order in which they are shown, within a part that holds whole rows.

        They are stored by user, level and node; sorting keeps the order of the nodes where weights are equal.
        """
        row = np.searchsorted(self.weights.indptr, np.arange(part.start, part.stop), side="right")
        group = row * len(LEVELS) + self._depth[self.weights.indices[part]]
        return np.lexsort((-self.weights.data[part].round(12), group))

    @cached_property
    def _depth(self) -> np.ndarray:
        """The place of each node's level in `LEVELS`, (n_nodes,)."""
        return np.repeat(np.arange(len(LEVELS)), self.sizes)


def _indicator(column: np.ndarray, width: int) -> "sparse.csr_matrix":
    """A row each (n, width), with a one in its column."""
    from scipy import sparse

    return sparse.csr_matrix((np.ones(len(column)), column, np.arange(len(column) + 1)), (len(column), width))


def _sorted(matrix: "sparse.csr_matrix") -> "sparse.csr_matrix":
    matrix.sort_indices()
    return matrix


def _keyword_codes(keywords: pd.Series, known: pd.Index, tree: InterestTree) -> np.ndarray:
    """The position of each statement's keyword among the tree's."""
    codes = known.get_indexer(pd.Index(keywords))
    for unknown in keywords[codes < 0].head(1):
        tree[unknown]  # raises, and its message names the node
    return codes


def profile(user_id: str, profiles: Profiles, own: pd.DataFrame, tree: InterestTree) -> Profile:
    """The profile of one user, of whom `own` are the statements; an empty one for a user without."""
    weights = profiles.of_user(user_id)
    weights.insert(2, "name", pd.Series([tree[node].name for node in weights["node_id"]], dtype="str"))
    times, row = own["timestamp"].dropna(), profiles.rows([user_id])[0]
    return Profile(
        user_id=user_id,
        n_statements=len(own),
        weights=weights,
        breadth=float(profiles.breadth[row]) if row >= 0 else 0.0,
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
