"""Who is alike: users near in vector space whose profiles meet in the tree, for one person or for many at once.

    score = ½ max(0, cosine of the vectors) + ½ overlap of the profiles      in [0, 1]
    overlap = ¼ O(category) + ½ O(topic) + ¼ O(keyword),    O(level) = Σ over nodes of min(one's weight, the other's)

Vectors catch nuances that the tree rounds off, profiles hold the reasons that a person can check: neither may win
alone. Where one of them is missing (a zero vector, no weights), the other decides. A shared topic counts with its
category; different topics of one category count a quarter. Levels that one's profile lacks are left out, and the others
take their part.

Each person is compared with everybody in float32, which is fast; those who may be among the nearest then in float64, so
that the answer doesn't depend on who else is asked about.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Self

import numpy as np
import pandas as pd

from interest.hierarchy.tree import LEVELS
from interest.users.profiles import Profiles
from interest.users.vectors import UserVectors

if TYPE_CHECKING:
    from scipy import sparse

LEVEL_SHARES = {"category": 0.25, "topic": 0.5, "keyword": 0.25}
"""What meeting in a level is worth: half for the topic, which people name when asked what two have in common."""
MOST_BY_PROFILE = 1000
"""Users who are compared for their profiles, where there are too many users to compare all vectors."""
SLACK = 1e-4
"""How far a score in float32 may be off: the dot product of some hundred numbers is sure to about 2e-5."""
WHOLE = 1 / 6
"""A node that this part of all users have is kept as a whole column: adding that up is then faster than picking."""


@dataclass(frozen=True, eq=False)
class Queries:
    """People whose like is looked for, m of them: users, or somebody new."""

    vectors: np.ndarray
    """(m, d) L2-normalised, as rows of `UserVectors.matrix` or a `text_vector`; zeros where there is none."""
    weights: "sparse.csr_matrix"
    """(m, n_nodes), as rows of `Profiles.weights`; nothing in the rows of those who have no profile."""
    excluded: Sequence[np.ndarray]
    """The rows of the crowd that are not looked for, for each: themselves, and whom they don't want to see."""

    @classmethod
    def of_somebody_new(cls, vector: np.ndarray, weights: pd.DataFrame, profiles: Profiles) -> Self:
        """One person by a vector (d,) and weights (node_id, weight)."""
        return cls(vector[None], profiles.row_of(weights), [np.zeros(0, np.int64)])

    def __len__(self) -> int:
        return len(self.vectors)


@dataclass(frozen=True, eq=False)
class Neighbours:
    """Those who are most like each of m people, the best first."""

    rows: np.ndarray
    """(m, k): their rows in the crowd; -1 where there are no more."""
    scores: np.ndarray
    """(m, k) in [0, 1], rounded; 0 where there are no more."""

    def matrix(self, size: int) -> "sparse.csr_matrix":
        """The scores as a matrix (m, size) of a crowd of that size."""
        from scipy import sparse

        person, place = np.nonzero(self.scores)
        return sparse.csr_matrix(
            (self.scores[person, place], (person, self.rows[person, place])), (len(self.rows), size)
        )


@dataclass(frozen=True, eq=False)
class Crowd:
    """The users of a study with their vectors and profiles, laid out to find the nearest of them."""

    vectors: UserVectors
    profiles: Profiles

    def __len__(self) -> int:
        return len(self.vectors.ids)

    @cached_property
    def weights(self) -> "sparse.csr_matrix":
        """The profiles in the order of the vectors, (n_users, n_nodes)."""
        return self.profiles.of_people(self.vectors.ids)

    @cached_property
    def topics(self) -> "sparse.csr_matrix":
        """The same of the topics alone, (n_users, n_topics)."""
        return self.weights[:, self.profiles.columns("topic")]

    @cached_property
    def holders(self) -> np.ndarray:
        """How many users have each topic, (n_topics,)."""
        return self.topics.getnnz(axis=0)

    def topics_of(self, row: int) -> np.ndarray:
        """The columns (n,) of the topics that one user has."""
        return self.topics.indices[slice(*self.topics.indptr[row : row + 2])]

    def queries(self, user_ids: Sequence[str], hidden: Mapping[str, frozenset[str]] | None = None) -> Queries:
        """Users as people whose like is looked for: neither themselves, nor those `hidden` from them.

        Users without statements have neither vector nor profile.
        """
        rows = self.vectors.rows(user_ids)
        vectors = np.zeros((len(rows), self.vectors.matrix.shape[1]), np.float32)
        vectors[rows >= 0] = self.vectors.matrix[rows[rows >= 0]]
        unwanted = ([user, *(hidden or {}).get(user, ())] for user in user_ids)
        return Queries(vectors, self.profiles.of_people(user_ids), [self.vectors.rows(users) for users in unwanted])

    def nearest(self, asked: Queries, k: int) -> Neighbours:
        """The `k` most like each of some people; ties by falling cosine, then user id.

        Nobody is like somebody of whom nothing is known. Among more than 100,000 users nearly the nearest are found
        (`interest.users.nearest`).
        """
        k = min(k, len(self))
        rows, scores = np.full((len(asked), k), -1), np.zeros((len(asked), k))
        for person, (near, cosine) in enumerate(self.vectors.nearest.of_each(asked.vectors)):
            own = self._overlaps.own(asked.weights, person)
            if k and (own.nodes.size or asked.vectors[person].any()):
                found, score = self._best(asked.vectors[person], own, near, cosine, asked.excluded[person], k)
                rows[person, : len(found)], scores[person, : len(found)] = found, score
        return Neighbours(rows, scores)

    def _best(
        self, direction: np.ndarray, own: "_Own", near: np.ndarray, cosine: np.ndarray, excluded: np.ndarray, k: int
    ) -> tuple[np.ndarray, np.ndarray]:
        """The rows and scores of the `k` most like one person, of those whose vectors or whose profiles are near."""
        meeting = self._overlaps.rough(own)
        if len(near) < len(self):
            more = np.setdiff1d(_contenders(meeting, MOST_BY_PROFILE), near)
            more = more[meeting[more] > 0]
            near, cosine = np.append(near, more), np.append(cosine, self.vectors.matrix[more] @ direction)
        said, wrote = own.nodes.size > 0, bool(direction.any())
        rough = _blend(cosine, meeting[near], said, wrote)
        rows = np.setdiff1d(near[_contenders(rough, k + len(excluded))], excluded)
        cosine = self.vectors.matrix[rows].astype(np.float64) @ direction.astype(np.float64)
        # Rounded, so that equal users stay equal whatever the order in which their sums were taken.
        score = _blend(cosine, self._overlaps.exact(own, rows), said, wrote).round(9)
        order = np.lexsort((self._rank[rows], -cosine.round(6), -score))[:k]
        return rows[order], score[order]

    @cached_property
    def _overlaps(self) -> "_Overlaps":
        return _Overlaps.of(self.weights, self.profiles.sizes)

    @cached_property
    def _rank(self) -> np.ndarray:
        """The rank of each user's id among all, (n_users,)."""
        return np.argsort(np.argsort(np.array(self.vectors.ids, dtype=object)))


def _blend(cosine: np.ndarray, meeting: np.ndarray, said: bool, wrote: bool) -> np.ndarray:
    """The score from cosine and overlap, for somebody of whom there is a profile (`said`) and a vector (`wrote`)."""
    if not said:
        return cosine.clip(0.0, 1.0)
    return (cosine.clip(0.0, 1.0) + meeting) / 2 if wrote else meeting


def _contenders(score: np.ndarray, k: int) -> np.ndarray:
    """The places of all that may be among the `k` best, though scores may be off."""
    if k >= len(score):
        return np.arange(len(score))
    return np.flatnonzero(score >= np.partition(score, len(score) - k)[len(score) - k] - SLACK)


@dataclass(frozen=True, eq=False)
class _Own:
    """What one person cares about."""

    nodes: np.ndarray
    """(n,) columns of `Profiles.weights`."""
    shares: np.ndarray
    """(n,) what each of them may give to the overlap."""
    present: float
    """What all levels of which something is known may give."""


@dataclass(frozen=True, eq=False)
class _Overlaps:
    """The overlap of one person's profile with everybody's."""

    shares: "sparse.csr_matrix"
    """(n_users, n_nodes): weights times what their level is worth, so that the smaller ones need only be added up."""
    worth: np.ndarray
    """(n_nodes,) what the level of each node is worth."""
    depth: np.ndarray
    """(n_nodes,) which of `LEVELS` it is."""

    @classmethod
    def of(cls, weights: "sparse.csr_matrix", sizes: Sequence[int]) -> Self:
        """From weights (n_users, n_nodes), of which each level has so many nodes."""
        worth = np.repeat([LEVEL_SHARES[level] for level in LEVELS], sizes)
        return cls(weights.multiply(worth).tocsr(), worth, np.repeat(np.arange(len(LEVELS)), sizes))

    def own(self, weights: "sparse.csr_matrix", person: int) -> _Own:
        """What one row of weights (m, n_nodes) says."""
        part = slice(*weights.indptr[person : person + 2])
        nodes = weights.indices[part]
        levels = np.unique(self.depth[nodes])
        return _Own(nodes, weights.data[part] * self.worth[nodes], sum(LEVEL_SHARES[LEVELS[level]] for level in levels))

    def rough(self, own: _Own) -> np.ndarray:
        """The overlap with everybody, (n_users,) float32."""
        met = np.zeros(self.shares.shape[0], np.float32)
        for node, share in zip(own.nodes.tolist(), own.shares.astype(np.float32), strict=True):
            if node in self._whole:
                met += np.minimum(self._whole[node], share)
            else:
                part = slice(*self._by_node.indptr[node : node + 2])
                met[self._by_node.indices[part]] += np.minimum(self._by_node.data[part], share)
        return met / np.float32(own.present or 1.0)

    def exact(self, own: _Own, rows: np.ndarray) -> np.ndarray:
        """The overlap with some users, (n,) float64."""
        most = np.zeros(self.shares.shape[1])
        most[own.nodes] = own.shares
        theirs = self.shares[rows]
        theirs.data = np.minimum(theirs.data, most[theirs.indices])
        return np.asarray(theirs.sum(axis=1)).ravel() / (own.present or 1.0)

    @cached_property
    def _by_node(self) -> "sparse.csc_matrix":
        """(n_users, n_nodes) float32: who has a node."""
        return self.shares.astype(np.float32).tocsc()

    @cached_property
    def _whole(self) -> dict[int, np.ndarray]:
        """The columns (n_users,) of the nodes that many have."""
        many = np.flatnonzero(np.diff(self._by_node.indptr) > WHOLE * self.shares.shape[0])
        return {node: self._by_node[:, [node]].toarray().ravel() for node in many.tolist()}
