"""Which other own interests a statement is nearer to.

Names that lie near each other ("Card arrival", "Card delivery time") find each other's statements by mistake. So a
statement that is nearer to another own interest counts less, by as much as it is nearer. One whose name has all the
words of the other's is no rival: what is about "late delivery" is about "delivery" as well.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from interest.contents.own import OwnInterest
from interest.language import stem, tokenize

KEPT = 3
"""Rivals that are kept for each statement, the nearest: of more none would be asked."""


@dataclass(frozen=True, eq=False)
class Rivals:
    """The nearest of some own interests for each of n statements."""

    words: tuple[frozenset[str], ...]
    """The stems in the name of each."""
    nearest: np.ndarray
    """(n, m) the numbers of the nearest, of which there are at most `KEPT`."""
    scores: np.ndarray
    """(n, m) their scores, falling."""

    @classmethod
    def of(cls, interests: Sequence[OwnInterest], scores: Sequence[np.ndarray], n: int) -> Self:
        """Own interests with the scores (n,) that the statements have for what each asks."""
        nearest, best = np.zeros((n, 0), int), np.zeros((n, 0))
        for number, own in enumerate(scores):
            nearest = np.column_stack([nearest, np.full(n, number)])
            best = np.column_stack([best, own])
            order = np.argsort(-best, axis=1, kind="stable")[:, :KEPT]
            nearest, best = (np.take_along_axis(each, order, axis=1) for each in (nearest, best))
        return cls(tuple(map(_words, interests)), nearest, best)

    def against(self, interest: OwnInterest) -> np.ndarray:
        """(n,) the score of the nearest rival of one of them, minus infinity for statements without."""
        own = _words(interest)
        is_rival = np.array([not (own <= other or other <= own) for other in self.words], bool)
        found = np.full(len(self.nearest), -np.inf)
        for place in reversed(range(self.nearest.shape[1])):
            found = np.where(is_rival[self.nearest[:, place]], self.scores[:, place], found)
        return found


def _words(interest: OwnInterest) -> frozenset[str]:
    return frozenset(map(stem, tokenize(interest.name))) or frozenset([interest.name])
