"""The largest singular values of a sparse matrix, exactly where that is quick, else by a random subspace.

Reference: Halko, Martinsson and Tropp 2011, Finding structure with randomness.
"""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from scipy import sparse

DIRECTIONS = 512
"""The most that are found of a large matrix."""
EXACT = 1500
"""Up to so many rows or columns the decomposition is exact, in about a second."""
POWERS = 3
"""Passes that sharpen the random subspace of a larger one."""
LEAST = 1e-6
"""Of the largest s²: what is smaller is rounding."""


def singular(matrix: "sparse.csr_matrix", seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """s² (f,), the largest first, and the directions V among the columns, (n_columns, f) float32."""
    values, directions = _singular(matrix.astype(np.float32), seed)
    kept = values > LEAST * max(values.max(initial=0.0), 1e-9)
    return values[kept], np.ascontiguousarray(directions[:, kept], np.float32)


def _singular(matrix: "sparse.csr_matrix", seed: int) -> tuple[np.ndarray, np.ndarray]:
    n_rows, n_columns = matrix.shape
    if min(n_rows, n_columns) <= EXACT:
        wide = n_rows < n_columns
        gram = (matrix @ matrix.T if wide else matrix.T @ matrix).toarray().astype(np.float64)
        values, vectors = np.linalg.eigh(gram)
        values, vectors = np.maximum(values[::-1], 0.0), vectors[:, ::-1]
        if wide:
            vectors = (matrix.T @ vectors.astype(np.float32)) / np.sqrt(np.maximum(values, 1e-9))
        return values, vectors
    some = min(DIRECTIONS, n_columns, n_rows)
    basis = np.random.default_rng(seed).normal(size=(n_columns, some)).astype(np.float32)
    for _ in range(POWERS):
        basis = np.linalg.qr(matrix.T @ (matrix @ basis))[0]
    _, values, turn = np.linalg.svd(np.linalg.qr(matrix @ basis)[1], full_matrices=False)
    return values**2, basis @ turn.T
