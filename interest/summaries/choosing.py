"""Which statements of a group say what is said most: few that stand for many people, unlike one another."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

MOST = 3
"""Points of a group: what somebody reads at a glance."""
FEWEST = 3
"""People behind a point: what two people say may be chance, or one asking the other."""
MOST_READ = 1000
"""Different statements of a group that may become points; the pairs of many more would fill the memory."""
FOREIGN = 0.5
"""What somebody who says it in another language counts for a sentence: it is in the language of most of them."""
OWN = 0.5
"""The part of the people behind a point who must not stand behind an earlier one: else it says the same again."""


TRIED = 10
"""Statements among which words decide: those that most people stand behind say much the same."""


class Chosen(NamedTuple):
    """A point by positions: of the statement that says it, and of all that do, nearest first, itself among them."""

    row: int
    rows: np.ndarray


@dataclass(frozen=True, eq=False)
class Said:
    """n statements, as far as points are chosen by it."""

    meaning: np.ndarray
    """(n, d) float32, L2-normalised."""
    things: np.ndarray
    """(n,) numbers: those of one number are the same text."""
    people: np.ndarray
    """(n,) whose each is, as a number."""
    languages: np.ndarray
    """(n,) the language of each, as a number."""
    reads: np.ndarray
    """(n,) how well each reads, in (0, 1]."""
    words: Callable[[int], Collection[str]]
    """What the statement at a position speaks of, in words; none where it says nothing. Asked of few."""
    alike: float
    """The cosine from which two statements say the same: see `alike_from`."""

    def points(self, rows: np.ndarray, most: int = MOST) -> Iterator[Chosen]:
        """The points of the statements at `rows`, chosen greedily.

        A statement is worth the sum, over the people who say the same and stand behind no point yet, of how far the
        cosine of their nearest statement with it is above `alike` (facility location among those that say the same),
        times how well it reads, times the part of its words that others say too.

        References:
            Lin, H. and Bilmes, J. (2011). A class of submodular functions for document summarization. ACL.
        """
        rows = rows[np.lexsort((rows, self.people[rows]))]
        begins = np.unique(self.people[rows], return_index=True)[1]
        if len(begins) < FEWEST:
            return
        places = self._candidates(rows)
        near = self.meaning[rows[places]] @ self.meaning[rows].T  # (m, n)
        near = np.maximum(near - self.alike, 0.0)
        near[np.arange(len(places)), places] = 1 - self.alike  # itself
        foreign = np.where(self.languages[rows[places], None] == self.languages[rows], 1.0, FOREIGN)
        behind = _by_person(near, begins)[1]
        free, speaks = np.ones(len(rows), bool), np.ones(len(places), bool)
        while most:
            nearness, count = _by_person(near * foreign * free, begins)
            able = (count >= FEWEST) & (count > OWN * behind) & free[places] & speaks
            worth = np.where(able, nearness * self.reads[rows[places]], 0.0)
            tried = [place for place in np.argsort(-worth, kind="stable")[:TRIED].tolist() if worth[place] > 0]
            shared = [self._shared(rows[places[place]], rows[free & (near[place] > 0)]) for place in tried]
            if not tried:
                return
            best, part = max(zip(tried, shared, strict=True), key=lambda one: worth[one[0]] * one[1])
            if part == 0:  # talk, all of them
                speaks[tried] = False
                continue
            most -= 1
            inside = np.flatnonzero(free & (near[best] > 0))
            inside = inside[np.lexsort((inside, inside != places[best], -near[best, inside]))]
            free[inside] = False
            yield Chosen(int(rows[places[best]]), rows[inside])

    def _shared(self, row: int, rows: np.ndarray) -> float:
        """The part of a statement's words that somebody else says among `rows`."""
        own, others = self.words(row), rows[self.people[rows] != self.people[row]]
        said = {word for other in others.tolist() for word in self.words(other)}
        return sum(word in said for word in own) / max(len(own), 1)

    def _candidates(self, rows: np.ndarray) -> np.ndarray:
        """The places in `rows` of one statement a thing; of very many, those nearest to the middle."""
        places = np.unique(self.things[rows], return_index=True)[1]
        if len(places) <= MOST_READ:
            return places
        vectors = self.meaning[rows[places]]
        return np.sort(places[np.argsort(-(vectors @ vectors.mean(axis=0)), kind="stable")[:MOST_READ]])


def _by_person(near: np.ndarray, begins: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The sum over people of what their nearest statement has, and how many have one: (m, n) → (m,) and (m,).

    `begins` are the columns at which a person's statements begin.
    """
    nearest = np.maximum.reduceat(near, begins, axis=1)
    return nearest.sum(axis=1), (nearest > 0).sum(axis=1)
