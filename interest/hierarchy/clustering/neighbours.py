"""Exact nearest neighbours: the graph of statements for their layouts, and what new statements are most like."""

from dataclasses import dataclass
from functools import partial
from typing import Self

import numpy as np

from interest.encoders.transformer import precision_on
from interest.engines import LOCAL, Engine, Report

ROWS = 1024  # statements whose similarities to all others are held at once
NEIGHBOURS = 5
"""Statements that a new one is compared with: one alone may be an oddity."""
CANDIDATES = 3 * NEIGHBOURS
"""Of which the nearest are chosen by exact cosines: two in ten thousand neighbours are missed where the others are
computed in bfloat16 (`benchmarks/placing.py`)."""
DECIMALS = 5
"""Of a mean cosine: the same texts have the same on every processor, however it adds up."""


@dataclass(frozen=True)
class NeighbourGraph:
    """For each of n statements its k nearest ones, itself first: indices (n, k) int32, cosine distances (n, k)."""

    indices: np.ndarray
    distances: np.ndarray

    @property
    def k(self) -> int:
        """Neighbours of a statement, itself included."""
        return self.indices.shape[1]


def neighbour_graph(features: np.ndarray, k: int = 30) -> NeighbourGraph:
    """The k nearest neighbours by cosine of L2-normalised features (n, f), by matrix products (no approximation)."""
    import torch

    n = len(features)
    k = min(k, n)
    matrix = torch.from_numpy(np.ascontiguousarray(features))
    indices, distances = np.empty((n, k), np.int32), np.empty((n, k), np.float32)
    for start in range(0, n, ROWS):
        rows = torch.arange(start, min(start + ROWS, n))
        similarity = matrix[rows] @ matrix.T
        similarity[torch.arange(len(rows)), rows] = torch.inf  # itself comes first, also before its duplicates
        top = similarity.topk(k, dim=1)
        indices[rows] = top.indices.numpy()
        distances[rows] = (1 - top.values).clamp(min=0).numpy()
    return NeighbourGraph(indices, distances)


@dataclass(frozen=True, eq=False)
class Nearest:
    """The statements that m others are most like."""

    rows: np.ndarray
    """(m, k) positions, the nearest first."""
    weights: np.ndarray
    """(m, k) what each counts: its part in the cosines (those below 0 count nothing); a row sums to one."""

    @classmethod
    def of(cls, new: np.ndarray, old: np.ndarray, engine: Engine = LOCAL) -> Self:
        """From L2-normalised vectors (m, d) and (n, d)."""
        if not len(new):
            none = np.empty((0, min(NEIGHBOURS, len(old))))
            return cls(none.astype(np.int64), none)
        parts = [new[start : start + ROWS] for start in range(0, len(new), ROWS)]
        rows, cosines = map(np.concatenate, zip(*engine.map(partial(_nearest, old), parts), strict=True))
        weights = np.maximum(cosines, 1e-6)
        return cls(rows, weights / weights.sum(axis=1, keepdims=True))

    def mean(self, values: np.ndarray) -> np.ndarray:
        """The weighted mean of what the neighbours have, (n, …) → (m, …)."""
        return np.einsum("mk,mkd->md", self.weights, values[self.rows]).astype(values.dtype)

    def vote(self, labels: np.ndarray) -> np.ndarray:
        """The label that most weight is for, (n,) → (m,); of equal ones that of the nearest."""
        chosen = labels[self.rows]  # (m, k)
        same = chosen[:, :, None] == chosen[:, None, :]
        best = (same * self.weights[:, None, :]).sum(axis=2).round(9).argmax(axis=1)
        return np.take_along_axis(chosen, best[:, None], axis=1)[:, 0]


def _nearest(old: np.ndarray, new: np.ndarray, report: Report) -> tuple[np.ndarray, np.ndarray]:
    """The positions of the vectors nearest to each of some new ones, and their cosines: (m, k) each.

    Candidates are those of the largest products in the shortest numbers that the processor has; among them it is
    decided in float32.
    """
    import torch

    report(0.0)
    short = getattr(torch, precision_on("cpu"))
    all_old, rows = torch.from_numpy(np.ascontiguousarray(old)), torch.from_numpy(np.ascontiguousarray(new))
    likely = (rows.to(short) @ all_old.to(short).T).topk(min(CANDIDATES, len(old)), dim=1).indices.sort(dim=1).values
    cosine = torch.bmm(all_old[likely], rows[:, :, None])[:, :, 0].numpy()
    best = largest(cosine, min(NEIGHBOURS, len(old)))
    return np.take_along_axis(likely.numpy(), best, axis=1), np.take_along_axis(cosine, best, axis=1).astype(np.float64)


def closeness(new: np.ndarray, old: np.ndarray, apart: tuple[np.ndarray, np.ndarray] | None = None) -> np.ndarray:
    """The mean cosine of L2-normalised vectors (m, d) with the nearest of others (n, d): (m,).

    `apart` are labels, (m,) and (n,), such as users: those of one label are no neighbours (their cosine is −1). That it
    need not be known which are the nearest halves the time.
    """
    k = min(NEIGHBOURS, len(old))
    found = np.empty(len(new), np.float64)
    for start in range(0, len(new), ROWS):
        part = slice(start, start + ROWS)
        cosine = new[part] @ old.T
        if apart is not None:
            cosine[apart[0][part, None] == apart[1][None]] = -1.0
        cosine.partition(len(old) - k, axis=1)
        found[part] = cosine[:, -k:].mean(axis=1, dtype=np.float64)
    return found.round(DECIMALS)


def largest(values: np.ndarray, k: int) -> np.ndarray:
    """The columns of the k largest values of each row, (m, n) → (m, k), the largest first, of equal ones the first.

    As a stable sort gives them, in a tenth of the time.
    """
    least = np.partition(values, -k, axis=1)[:, -k, None]
    row, column = np.nonzero(values >= least)  # with equal values more than k a row
    order = np.lexsort((column, -values[row, column], row))
    starts = np.searchsorted(row, np.arange(len(values)))  # lexsort leaves the rows where they were
    return column[order][starts[:, None] + np.arange(k)]
