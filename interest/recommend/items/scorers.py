"""What who took what says of items: one protocol, and four ways to learn it.

R is the matrix of people and items: what somebody took, by its weight as a part of the mean weight. A scorer learns
from all of R once, and gives the scores of all items to many people at once, each by their row x of R. Nothing of a
person but the row is needed, so that whoever took something later, or is new, is scored as everybody else.

    taken     the popularity of an item: ln(1 + how many took it)
    together  x S: S(i, j) is the BM25 similarity of two items, × n / (n + 2) where n took both, 100 neighbours an item
    ease      x B: the linear model that foretells each item from the others, with least ‖R − RB‖² + λ‖B‖², diag B = 0
    factors   x̂ Yᵀ: factors Y of the items and x̂ of the person, by alternating least squares

EASE has a closed form: with P = (RᵀR + λI)⁻¹ it is B = I − P / diag(P), a column each (Steck 2019). P isn't computed:
with the singular vectors V and values s of R it is I/λ + V diag(1/(s² + λ) − 1/λ) Vᵀ, and directions with s² far below
λ give next to nothing, so that the largest 512 will do for any catalogue. One decomposition serves every λ.

References: Robertson and Zaragoza 2009, The probabilistic relevance framework: BM25 and beyond; Sarwar et al. 2001,
Item-based collaborative filtering; Steck 2019, Embarrassingly shallow autoencoders for sparse data; Hu, Koren and
Volinsky 2008, Collaborative filtering for implicit feedback datasets; Rendle et al. 2021, Revisiting the performance of
iALS on item recommendation benchmarks; Takács, Pilászy and Tikk 2011, Applications of the conjugate gradient method for
implicit feedback collaborative filtering.
"""

import warnings
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, Self

import numpy as np

from interest.users.spectrum import singular

if TYPE_CHECKING:
    from scipy import sparse

NEIGHBOURS = 100
SHRINK = 2.0
"""Two items that the same n people took are as alike as their similarity × n / (n + 2): one may be chance."""
BLOCK = 1024  # items whose common takers with all others are counted at once
FACTORS = 128
"""Rendle et al.: more factors are better, if they are held down enough."""
ALPHA = 10.0
"""What having taken counts more than not having: Rendle et al. and our trials find it hardly matters once the
regularisation suits it."""
ITERATIONS = 12
STEPS = 3
"""Of conjugate gradients in each, a side."""
START = 0.01
"""Standard deviation of the factors before."""
AT_ONCE = 200_000
"""Takings whose factors are multiplied at once, which bounds memory."""
TINY = 1e-20
"""Keeps steps finite where nothing is left to do."""


class Scorer(Protocol):
    """Something that was learned from who took what."""

    def scores(self, rows: "sparse.csr_matrix") -> np.ndarray:
        """The score of every item for people by their rows of R, (m, n_items) in, (m, n_items) float32 out."""


class Linear(Scorer, Protocol):
    """A scorer in which each thing that somebody took gives something to each item's score."""

    def shares(self, row: "sparse.csr_matrix", item: int) -> np.ndarray:
        """What each taken item of one row of R (1, n_items) gives to the score of another item; in the row's order."""


@dataclass(frozen=True, eq=False)
class Popularity:
    """What many took."""

    takers: np.ndarray
    """(n_items,): how many people took each item."""

    @classmethod
    def fit(cls, taken: "sparse.csr_matrix") -> Self:
        """Counts who took what, by R, (n_users, n_items)."""
        return cls(np.asarray((taken > 0).sum(axis=0), np.float64).ravel())

    def scores(self, rows: "sparse.csr_matrix") -> np.ndarray:
        """See `Scorer`."""
        return np.broadcast_to(np.log1p(self.takers).astype(np.float32), rows.shape)


@dataclass(frozen=True, eq=False)
class Together:
    """Items that are near to what somebody took."""

    similarity: "sparse.csr_matrix"
    """(n_items, n_items): how near each item (row) is to its neighbours."""

    @classmethod
    def fit(cls, taken: "sparse.csr_matrix") -> Self:
        """Learns from R, (n_users, n_items)."""
        from scipy import sparse

        if taken.nnz == 0:
            return cls(sparse.csr_matrix((taken.shape[1], taken.shape[1])).astype(np.float32))
        from implicit.nearest_neighbours import BM25Recommender
        from threadpoolctl import threadpool_limits

        # One thread: sums come in one order, and small problems are done soonest.
        with threadpool_limits(1), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # implicit's advice on BLAS threads, which are limited here
            near = BM25Recommender(K=NEIGHBOURS, num_threads=1)
            near.fit(taken, show_progress=False)
        return cls(_shrunk(near.similarity.tocsr(), (taken > 0).astype(np.float64).tocsc()).astype(np.float32))

    def scores(self, rows: "sparse.csr_matrix") -> np.ndarray:
        """See `Scorer`."""
        return np.asarray((rows @ self.similarity).todense(), np.float32)

    def shares(self, row: "sparse.csr_matrix", item: int) -> np.ndarray:
        """See `Linear`."""
        return row.data * np.asarray(self.similarity[row.indices][:, [item]].todense(), np.float64).ravel()


@dataclass(frozen=True, eq=False)
class Spectrum:
    """The largest singular values of R and their directions among the items: what EASE is made of, for any λ."""

    values: np.ndarray
    """(f,): s², the largest first."""
    directions: np.ndarray
    """(n_items, f) float32: V"""

    @classmethod
    def of(cls, taken: "sparse.csr_matrix", seed: int = 0) -> Self:
        """Of R, (n_users, n_items)."""
        return cls(*singular(taken, seed))

    def ease(self, ridge: float) -> "Ease":
        """EASE with λ = `ridge`."""
        bend = 1 / (self.values + ridge) - 1 / ridge
        diagonal = 1 / ridge + self.directions**2 @ bend
        return Ease(self.directions, bend.astype(np.float32), diagonal.astype(np.float32))


@dataclass(frozen=True, eq=False)
class Ease:
    """The linear model that foretells each item from the others."""

    directions: np.ndarray
    """(n_items, f) float32"""
    bend: np.ndarray
    """(f,) float32: 1/(s² + λ) − 1/λ"""
    diagonal: np.ndarray
    """(n_items,) float32: that of P"""

    def scores(self, rows: "sparse.csr_matrix") -> np.ndarray:
        """See `Scorer`; of what somebody took it says nothing that makes sense."""
        found = ((rows @ self.directions) * -self.bend) @ self.directions.T
        return np.asarray(found / self.diagonal, np.float32)

    def shares(self, row: "sparse.csr_matrix", item: int) -> np.ndarray:
        """See `Linear`."""
        given = self.directions[row.indices] @ (-self.bend * self.directions[item]) / self.diagonal[item]
        return row.data * given.astype(np.float64)


@dataclass(frozen=True, eq=False)
class Factors:
    """Implicit alternating least squares, with the person's factors solved for each row.

    Everybody and everything is held by λ (Σ c + the number of things on the other side), c being what it took or who
    took it: Rendle et al. 2021 find that this, and no λ that is the same for all, makes the factors good. `implicit`
    has only the latter.
    """

    items: np.ndarray
    """(n_items, f) float64; zeros for an item that nobody took."""
    ridge: float

    @classmethod
    def fit(cls, taken: "sparse.csr_matrix", ridge: float, seed: int = 0) -> Self:
        """Learns from R, (n_users, n_items). Same seed, same numbers."""
        from threadpoolctl import threadpool_limits

        if taken.nnz == 0:
            return cls(np.zeros((taken.shape[1], 1)), ridge)
        some, rng = min(FACTORS, *taken.shape), np.random.default_rng(seed)
        sides = (taken * ALPHA).tocsr().astype(np.float32), (taken.T * ALPHA).tocsr().astype(np.float32)
        people, items = (rng.normal(0.0, START, (side.shape[0], some)).astype(np.float32) for side in sides)
        with threadpool_limits(1):  # sums come in one order
            for _ in range(ITERATIONS):
                people = _descended(sides[0], people, items, ridge)
                items = _descended(sides[1], items, people, ridge)
        anybody = np.asarray((taken > 0).sum(axis=0)).ravel() > 0
        return cls(items.astype(np.float64) * anybody[:, None], ridge)

    @staticmethod
    def work(taken: "sparse.csr_matrix") -> float:
        """About how many multiplications learning costs."""
        f = min(FACTORS, *taken.shape)
        return ITERATIONS * float(STEPS) * (4 * taken.nnz * f + sum(taken.shape) * f * f)

    def scores(self, rows: "sparse.csr_matrix") -> np.ndarray:
        """See `Scorer`."""
        people = np.zeros((rows.shape[0], self.items.shape[1]), np.float32)
        for person in np.flatnonzero(np.diff(rows.indptr)):
            system, given = self._equations(rows[[person]])
            people[person] = np.linalg.solve(system, given.sum(axis=0))
        return people @ self.items.T.astype(np.float32)

    def shares(self, row: "sparse.csr_matrix", item: int) -> np.ndarray:
        """See `Linear`."""
        system, given = self._equations(row)
        return given @ np.linalg.solve(system, self.items[item])

    def _equations(self, row: "sparse.csr_matrix") -> tuple[np.ndarray, np.ndarray]:
        """A (f, f), and what each taken item gives to the right side (m, f), of A x = Σ given: a person's factors."""
        weight, factors = ALPHA * row.data.astype(np.float64), self.items[row.indices]
        held = self.ridge * (np.abs(weight).sum() + len(self.items))
        system = self._common + (factors.T * _more(weight)) @ factors + held * np.eye(factors.shape[1])
        return system, weight[:, None] * factors

    @cached_property
    def _common(self) -> np.ndarray:
        return self.items.T @ self.items


def _more(weight: np.ndarray) -> np.ndarray:
    """The confidence beside the 1 that everything has; what was rated low is wished less than nothing."""
    return np.maximum(np.abs(weight) - 1.0, 0.0)


def _descended(taken: "sparse.csr_matrix", own: np.ndarray, other: np.ndarray, ridge: float) -> np.ndarray:
    """The factors of all on one side (n, f), some steps of conjugate gradients nearer to the best for the other side's
    (m, f), by who took what (n, m), times `ALPHA` (Takács, Pilászy and Tikk 2011)."""
    from scipy import sparse

    common, rows = other.T @ other, np.repeat(np.arange(len(own)), np.diff(taken.indptr))
    held = (ridge * (np.asarray(taken.sum(axis=1)) + taken.shape[1])).astype(np.float32)  # (n, 1)
    more = _more(taken.data)

    def times(x: np.ndarray) -> np.ndarray:
        met = np.empty(taken.nnz, np.float32)
        for start in range(0, taken.nnz, AT_ONCE):
            part = slice(start, start + AT_ONCE)
            met[part] = np.einsum("ij,ij->i", x[rows[part]], other[taken.indices[part]])
        return np.asarray(
            x @ common + sparse.csr_matrix((more * met, taken.indices, taken.indptr), taken.shape) @ other + held * x
        )

    found = own.copy()
    left = taken @ other - times(found)
    way, size = left.copy(), (left**2).sum(axis=1, keepdims=True)
    for _ in range(STEPS):
        turned = times(way)
        far = size / np.maximum((way * turned).sum(axis=1, keepdims=True), TINY)
        found += far * way
        left -= far * turned
        former, size = size, (left**2).sum(axis=1, keepdims=True)
        way = left + size / np.maximum(former, TINY) * way
    return found


def _shrunk(similarity: "sparse.csr_matrix", took: "sparse.csc_matrix") -> "sparse.csr_matrix":
    """Similarities × n / (n + 2), n the common takers by `took` (n_users, n_items), 0 or 1."""
    from scipy import sparse

    parts = []
    for start in range(0, similarity.shape[0], BLOCK):
        part = similarity[start : start + BLOCK].tocoo()
        common = (took[:, start : start + BLOCK].T @ took).tocsr()
        n = np.asarray(common[part.row, part.col]).ravel() if part.nnz else np.zeros(0)
        parts.append(sparse.csr_matrix((part.data * n / (n + SHRINK), (part.row, part.col)), part.shape))
    return sparse.vstack(parts, format="csr")
