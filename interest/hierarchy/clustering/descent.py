"""UMAP's stochastic gradient descent (McInnes et al. 2018, algorithm 5) on the edges of a fuzzy graph.

The steps are umap-learn's, in a fifth of the time: forces are looked up in a table, since powers take most of it, and
all points that push another one away in a turn do so from where it was before. Nor is there much to compile, where the
import of umap-learn alone takes 15 seconds in a fresh environment (`benchmarks/layouts.py`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Self

import numpy as np

if TYPE_CHECKING:
    from scipy.sparse import coo_array

EPOCHS = 200
"""umap-learn takes 500 up to 10,000 points, which agrees with labels no better (docs/benchmarks.md)."""
REPELLED = 5
"""Points drawn at random for each edge, from which its end is pushed away: umap-learn's default, too."""
FARTHEST = 4.0
"""A step along one axis, at full speed, as in umap-learn: near points would be thrown away otherwise."""
LOWEST, HIGHEST = -30, 14
"""Squared distances of which forces are kept: 2 to these powers. A layout starts in a box of side 10."""
FINE = 6
"""Leading bits of a distance, beyond its power of two, that are looked at: forces are then exact to one in 64."""


@dataclass(frozen=True, eq=False)
class Forces:
    """How strongly two points draw and repel one another, by the leading bits of their squared distance."""

    pull: np.ndarray
    """(f,) float32: the gradient of log φ by the difference of two points, over that; φ = 1 / (1 + a d²ᵇ)."""
    push: np.ndarray
    """(f,) float32: that of log (1 − φ)."""

    @classmethod
    def of(cls, a: float, b: float) -> Self:
        """For the curve of nearness φ."""
        step = np.arange((HIGHEST - LOWEST) << FINE)
        squared = 2.0 ** (LOWEST + (step >> FINE)) * (1 + (step % (1 << FINE) + 0.5) / (1 << FINE))
        far = a * squared**b + 1
        pull, push = -2 * a * b * squared ** (b - 1) / far, 2 * b / ((0.001 + squared) * far)
        return cls(pull.astype(np.float32), push.astype(np.float32))


def nearness(min_dist: float) -> tuple[float, float]:
    """a and b of the curve 1 / (1 + a d²ᵇ) nearest to 1 up to `min_dist`, and to exp(min_dist − d) beyond."""
    from scipy.optimize import curve_fit

    d = np.linspace(0, 3, 300)
    (a, b), _ = curve_fit(lambda d, a, b: 1 / (1 + a * d ** (2 * b)), d, np.exp(np.minimum(min_dist - d, 0)))
    return float(a), float(b)


def descend(places: np.ndarray, edges: "coo_array", min_dist: float, rng: np.random.RandomState) -> None:
    """Move `places` (n, d), float32, along the edges of a fuzzy graph (n, n): an edge has its turn the more often, the
    heavier it is. It lets other threads run."""
    epoch, forces = _compiled_epoch(), Forces.of(*nearness(min_dist))
    pause = (edges.data.max() / edges.data).astype(np.float32)  # epochs from one turn of an edge to its next
    due, chance = pause.copy(), rng.randint(1, 2**31 - 1, 1).astype(np.uint64)
    for number in range(EPOCHS):
        speed = np.float32(1.0 - max(number - 1, 0) / EPOCHS)
        epoch(places, edges.row, edges.col, pause, due, np.float32(number), speed, forces.pull, forces.push, chance)


@cache
def _compiled_epoch() -> Callable[..., Any]:
    """One epoch, compiled for this processor and kept in `NUMBA_CACHE_DIR`, by default beside this file."""
    import numba

    return numba.njit(_epoch, fastmath=True, nogil=True, cache=True)


def _epoch(
    places: np.ndarray, head: np.ndarray, tail: np.ndarray, pause: np.ndarray, due: np.ndarray, number: np.float32,
    speed: np.float32, pull: np.ndarray, push: np.ndarray, chance: np.ndarray,
) -> None:  # fmt: skip
    """Each edge that is due draws its ends together, and pushes its head away from points drawn at random."""
    n, dimensions = places.shape
    lowest, last = (127 + LOWEST) << FINE, len(pull) - 1
    most = np.float32(FARTHEST)
    state, low_half = chance[0], np.uint64(2**32 - 1)
    away = np.zeros(dimensions, np.float32)
    for edge in range(len(pause)):
        if due[edge] > number:
            continue
        due[edge] += pause[edge]
        i, j = head[edge], tail[edge]
        away[:] = 0
        for _ in range(REPELLED):
            # Marsaglia's xorshift of 32 bits (2003), brought to 0 … n − 1 as in Lemire (2019).
            state ^= (state << np.uint64(13)) & low_half
            state ^= state >> np.uint64(17)
            state ^= (state << np.uint64(5)) & low_half
            other = np.int64((state * np.uint64(n)) >> np.uint64(32))
            squared = np.float32(0)
            for axis in range(dimensions):
                squared += (places[i, axis] - places[other, axis]) ** 2
            at = int(np.float32(squared).view(np.int32) >> (23 - FINE)) - lowest
            force = push[min(max(at, 0), last)]
            for axis in range(dimensions):
                away[axis] += min(max(force * (places[i, axis] - places[other, axis]), -most), most)
        squared = np.float32(0)
        for axis in range(dimensions):
            squared += (places[i, axis] - places[j, axis]) ** 2
        at = int(np.float32(squared).view(np.int32) >> (23 - FINE)) - lowest
        force = pull[min(max(at, 0), last)]
        for axis in range(dimensions):
            step = min(max(force * (places[i, axis] - places[j, axis]), -most), most)
            places[i, axis] += speed * (step + away[axis])
            places[j, axis] -= speed * step
    chance[0] = state
