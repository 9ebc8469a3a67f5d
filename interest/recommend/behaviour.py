"""What who took what says of items, by the library `implicit`: neighbours of items, and factors of users and items.

    BM25     items i and j are near by Σ over users u of b(u, i) × b(u, j), where b is Okapi's BM25 weight of a taken
             item, so that one who takes everything says little of each; an item keeps its nearest 100 neighbours, each
             by its similarity × n / (n + 2), n = common takers
    factors  x_u and y_i that minimise Σ c(u, i) (p(u, i) − x_u · y_i)² + λ (Σ|x_u|² + Σ|y_i|²), p = 1 and
             c = α × weight where u took i, else 0 and 1, by alternating least squares

References: Robertson and Zaragoza 2009, The Probabilistic Relevance Framework: BM25 and Beyond; Sarwar et al. 2001,
Item-based collaborative filtering; Hu, Koren and Volinsky 2008, Collaborative filtering for implicit feedback datasets.
"""

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from scipy import sparse

NEIGHBOURS = 100
FACTORS = 32
REGULARIZATION = 0.05
ALPHA = 2.0
ITERATIONS = 15
"""`implicit`'s own choices for its examples, with half as many factors: catalogues here are small."""


SHRINK = 2.0
"""Two items that the same n people took are as alike as their similarity × n / (n + 2): one may be chance."""
BLOCK = 1024  # items whose common takers with all others are counted at once


@dataclass(frozen=True, eq=False)
class Behaviour:
    """What was learned from who took what."""

    similarity: "sparse.csr_matrix"
    """(n_items, n_items): how near each item (row) is to its neighbours."""
    users: np.ndarray
    """(n_users, f) factors."""
    items: np.ndarray
    """(n_items, f) factors; zeros for an item that nobody took."""


def learn_behaviour(taken: "sparse.csr_matrix", seed: int = 0) -> Behaviour:
    """BM25 neighbours and factors from weights of taken items, (n_users, n_items). Same seed, same numbers."""
    from scipy import sparse

    n_users, n_items = taken.shape
    if taken.nnz == 0:
        return Behaviour(sparse.csr_matrix((n_items, n_items)), np.zeros((n_users, 1)), np.zeros((n_items, 1)))

    from implicit.cpu.als import AlternatingLeastSquares
    from implicit.nearest_neighbours import BM25Recommender
    from threadpoolctl import threadpool_limits

    # One thread: sums come in one order, and small problems are done soonest.
    with threadpool_limits(1), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # implicit's advice on BLAS threads, which are limited here
        near = BM25Recommender(K=NEIGHBOURS, num_threads=1)
        near.fit(taken, show_progress=False)
        factors = AlternatingLeastSquares(
            FACTORS, REGULARIZATION, ALPHA, iterations=ITERATIONS, num_threads=1, random_state=seed
        )
        factors.fit(taken, show_progress=False)
    anybody = np.asarray((taken > 0).sum(axis=0)).ravel() > 0
    return Behaviour(
        similarity=_shrunk(near.similarity.tocsr(), (taken > 0).astype(np.float64).tocsc()),
        users=np.asarray(factors.user_factors),
        items=np.asarray(factors.item_factors) * anybody[:, None],
    )


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
