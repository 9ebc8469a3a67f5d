"""Users as vectors: the centred mean of what they said, which learned vectors have to beat."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from interest.errors import UnknownUserError
from interest.users.nearest import Nearest

SHORTEST = 1e-5
"""What is shorter is rounding of float32 (unit vectors, means of many): to stretch it to length one would be noise."""


@dataclass(frozen=True, eq=False)
class UserVectors:
    """One L2-normalised vector a user, centred: cosine 0 is what two unrelated users have."""

    ids: list[str]
    """User ids in the order of their first statement."""
    matrix: np.ndarray
    """(n_users, d) float32; a row of zeros where a user is exactly like the average."""
    center: np.ndarray
    """(d,) float32: what was subtracted, the mean over users."""

    def __contains__(self, user_id: object) -> bool:
        return user_id in self._index

    @cached_property
    def _index(self) -> pd.Index:
        return pd.Index(self.ids, dtype="str")

    @cached_property
    def nearest(self) -> Nearest:
        """Finds the users nearest to a vector."""
        return Nearest(self.matrix)

    def rows(self, user_ids: Collection[str]) -> np.ndarray:
        """The rows (n,) of users; -1 for those without a vector."""
        return self._index.get_indexer(pd.Index(list(user_ids), dtype="str"))

    def row(self, user_id: str) -> np.ndarray:
        """The vector of one user, of shape (d,). Raises `UnknownUserError` for an id that is not there."""
        row = self.rows([user_id])[0]
        if row < 0:
            raise UnknownUserError(f"There is no vector for user {user_id!r}; {len(self.ids)} users have one.")
        return self.matrix[row]


def unit(vectors: np.ndarray) -> np.ndarray:
    """The vectors (along the last axis) at length one, as float32; next to nothing becomes zeros, never NaN."""
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.divide(vectors, length, out=np.zeros_like(vectors, dtype=np.float32), where=length > SHORTEST)


def mean_vectors(statements: pd.DataFrame, vectors: np.ndarray) -> UserVectors:
    """The mean of each user's statement vectors (n_statements, d), minus the mean over users, at length one.

    Statements count by the square root of their weight: repeating oneself says something, but four times as many
    repeats only twice as much. Neither age nor being an outlier counts: an outlier is a statement that fits no topic
    well, and its vector tells of its user all the same. With equal weights this is the plain centred mean.
    """
    from scipy import sparse

    user, ids = pd.factorize(statements["user_id"])
    weight = np.sqrt(statements["weight"].to_numpy(np.float64))
    share = (weight / np.bincount(user, weight, minlength=len(ids))[user]).astype(np.float32)
    spread = sparse.csr_matrix((share, (user, np.arange(len(user)))), shape=(len(ids), len(user)))
    means = spread @ vectors.astype(np.float32, copy=False)  # (n_users, d)
    center = means.mean(axis=0) if len(means) else np.zeros(vectors.shape[1], np.float32)
    return UserVectors(ids=[str(user_id) for user_id in ids], matrix=unit(means - center), center=center)


def text_vector(vectors_of_texts: np.ndarray, center: np.ndarray) -> np.ndarray:
    """The vector (d,) of somebody new in the space of `UserVectors`, from the vectors (n, d) of their texts.

    Zeros for no texts at all.
    """
    if len(vectors_of_texts) == 0:
        return np.zeros(len(center), np.float32)
    return unit(vectors_of_texts.mean(axis=0) - center)
