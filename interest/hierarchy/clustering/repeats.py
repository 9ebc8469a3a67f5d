"""Statements that say the same, clustered as one: that many people repeat a sentence makes it no nearer to itself.

Searches follow Zipf's law. With each copy a point of its own, the nearest neighbours of a frequent sentence are its
copies, every frequent sentence is a cluster, and the tree shows sentences instead of what they have in common.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
import pandas as pd

from interest.ingest.duplicates import duplicate_key


@dataclass(frozen=True, eq=False)
class Repeats:
    """Which of n statements say the same, m different things in all, in the order of their first statements."""

    number: np.ndarray
    """(n,) which of the m things each statement says."""

    @classmethod
    def of(cls, texts: Sequence[str], rows: Sequence[int]) -> Self:
        """Statements are the same if their letters are, and those of the whole texts (`rows`) that they stand in."""
        letters = [duplicate_key(text) or text for text in texts]
        parts: dict[int, list[str]] = defaultdict(list)
        for own, row in zip(letters, rows, strict=True):
            parts[row].append(own)
        whole = {row: "\n".join(own) for row, own in parts.items()}
        return cls(pd.factorize(pd.Series(zip(letters, (whole[row] for row in rows), strict=True), dtype=object))[0])

    @classmethod
    def of_points(cls, points: np.ndarray) -> Self:
        """Statements are the same if they lie on one point of a layout (n, 5), where those that say the same do."""
        return cls(pd.factorize(np.unique(points, axis=0, return_inverse=True)[1].reshape(-1))[0])

    @cached_property
    def first(self) -> np.ndarray:
        """(m,) the positions of the first statements."""
        return np.unique(self.number, return_index=True)[1]

    def once(self, values: np.ndarray) -> np.ndarray:
        """Values of the statements (n, …) as those of the m things; the same array where none is said twice."""
        return values if len(self.first) == len(self.number) else values[self.first]

    def again(self, values: np.ndarray) -> np.ndarray:
        """Values of the m things (m, …) as those of the statements; the same array where none is said twice."""
        return values if len(self.first) == len(self.number) else values[self.number]

    @cached_property
    def counts(self) -> np.ndarray:
        """(m,) how many statements say each."""
        return np.bincount(self.number)
