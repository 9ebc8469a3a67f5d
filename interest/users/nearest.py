"""The vectors nearest to a query: all compared up to 100,000, above that those in the nearest cells.

An inverted file (Sivic and Zisserman 2003; Jégou, Douze and Schmid 2011): k-means parts the vectors into √n cells, and
the cells nearest to a query are looked through until they hold a fifth of all vectors. These are compared exactly; what
lies in other cells is missed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

EXACT_UP_TO = 100_000
"""With so many comparing with all takes some hundredths of a second."""
LOOKED_THROUGH = 0.2
"""The part that is compared. A tenth would do where vectors fall into groups, but they need not."""
SAMPLE = 20_000
"""Vectors that the cells are learned from."""
BLOCK = 128
"""Queries that are compared with all at once: one product of matrices is ten times as fast as one a query, and what it
gives for 100,000 vectors takes 50 MB."""


@dataclass(frozen=True, eq=False)
class Nearest:
    """Finds the vectors of a matrix (n, d), L2-normalised, that are nearest to a query by cosine."""

    matrix: np.ndarray
    seed: int = 0

    def cosines(self, query: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The rows (m,) that were compared with a unit vector (d,), and their cosines (m,)."""
        return next(self.of_each(query[None]))

    def of_each(self, queries: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """The same for each of many unit vectors (n, d), in turn."""
        if len(self.matrix) > EXACT_UP_TO:
            yield from map(self._in_cells, queries)
            return
        rows = np.arange(len(self.matrix))
        for start in range(0, len(queries), BLOCK):
            for cosines in queries[start : start + BLOCK] @ self.matrix.T:
                yield rows, cosines

    def _in_cells(self, query: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        cells = self._cells
        order = np.argsort(-(cells.centres @ query), kind="stable")
        enough = int(np.searchsorted(np.cumsum(cells.sizes[order]), LOOKED_THROUGH * len(self.matrix))) + 1
        parts = [slice(cells.starts[cell], cells.starts[cell] + cells.sizes[cell]) for cell in order[:enough]]
        rows = np.concatenate([cells.rows[part] for part in parts])
        return rows, np.concatenate([cells.sorted[part] @ query for part in parts])

    @cached_property
    def _cells(self) -> "_Cells":
        from sklearn.cluster import MiniBatchKMeans

        n = len(self.matrix)
        sample = np.sort(np.random.default_rng(self.seed).permutation(n)[:SAMPLE])
        means = MiniBatchKMeans(round(n**0.5), random_state=self.seed, n_init=1, batch_size=4096)
        cell = means.fit(self.matrix[sample]).predict(self.matrix)
        rows = np.argsort(cell, kind="stable")
        sizes = np.bincount(cell, minlength=means.n_clusters)
        length = np.linalg.norm(means.cluster_centers_, axis=1, keepdims=True)
        centres = (means.cluster_centers_ / np.maximum(length, 1e-12)).astype(np.float32)
        return _Cells(centres, rows, sizes, np.cumsum(sizes) - sizes, self.matrix[rows])


@dataclass(frozen=True, eq=False)
class _Cells:
    """The vectors cell by cell."""

    centres: np.ndarray
    """(c, d), L2-normalised."""
    rows: np.ndarray
    """(n,) rows of the matrix, cell by cell."""
    sizes: np.ndarray
    starts: np.ndarray
    """(c,) each: how many rows a cell has, and where they begin."""
    sorted: np.ndarray
    """(n, d) the matrix in the order of `rows`: a cell lies in one piece, which is read much faster."""
