"""The blind test of a name: does it, and nothing else, find statements of its own group among those of others?"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np

from interest.hierarchy.naming.family import directions

RIVALS = 5
"""A group is told from its nearest siblings and from the nearest groups elsewhere, at most so many of each."""
SAMPLE = 100
"""Statements of a group that are asked: a share among them has a standard error of .05 at most."""
PASSING = 0.5
"""How often a name has to pick right, compared with the best one that is known, to be as good a name."""
DECIMALS = 5
"""Of a cosine: the same texts have the same on every processor, however it adds up."""


@dataclass(frozen=True, eq=False)
class BlindTest:
    """Groups of statements, and which of them each is told from."""

    meaning: np.ndarray
    """(n, d) that of all statements."""
    asked: Sequence[np.ndarray]
    """The positions of those statements of each group that are asked."""
    families: Sequence[int]
    """(n_groups,) groups of one number are siblings."""

    @classmethod
    def of(
        cls, meaning: np.ndarray, groups: Sequence[np.ndarray], families: Sequence[int], lots: np.ndarray | None = None
    ) -> Self:
        """From the positions of each group's statements; `lots` (n,), by default the positions, say who is asked."""
        return cls(meaning, [_spread(rows, rows if lots is None else lots[rows]) for rows in groups], families)

    @cached_property
    def centers(self) -> np.ndarray:
        """(n_groups, d) the groups' directions, L2-normalised."""
        return directions(self.meaning, self.asked)

    @cached_property
    def rivals(self) -> list[np.ndarray]:
        """Of each group those that it is told from: its nearest siblings, and the nearest others."""
        near = (self.centers @ self.centers.T).round(DECIMALS)
        family = np.asarray(self.families)
        found = []
        for group, order in enumerate(np.argsort(-near, axis=1, kind="stable")):
            others = order[order != group]
            sibling = family[others] == family[group]
            found.append(np.concatenate([others[sibling][:RIVALS], others[~sibling][:RIVALS]]))
        return found

    def picks(self, group: int, names: np.ndarray) -> np.ndarray:
        """How surely each name, (m, d), picks each of the group's statements that are asked: (m, n_asked) in [0, 1].

        It is shown the statement and one of each rival, drawn at random, and picks the nearest by cosine. With F_r the
        distribution of the name's cosines with the statements of rival r, that is Π_r F_r(cosine with the statement).
        """
        near = self._nearness(names, group)
        sure = np.ones_like(near)
        for rival in self.rivals[group]:
            other = np.sort(self._nearness(names, rival), axis=1)
            for row, (own, theirs) in enumerate(zip(near, other, strict=True)):
                passed = theirs.searchsorted(own, "left") + theirs.searchsorted(own, "right")  # a tie is half a pick
                sure[row] *= passed / (2 * len(theirs))
        return sure

    def fit(self, group: int, name: np.ndarray) -> float:
        """How often a name, (d,), picks a statement of its group, in [0, 1]."""
        return round(float(self.picks(group, name[None]).mean()), DECIMALS)

    def _nearness(self, names: np.ndarray, group: int) -> np.ndarray:
        return (names @ self.meaning[self.asked[group]].T).astype(np.float64).round(DECIMALS)


def passes(fit: float, best: float) -> bool:
    """Whether a name picks nearly as often as the best one: what people would rather read may fit a little less."""
    return fit >= PASSING * best


def _spread(rows: np.ndarray, lots: np.ndarray) -> np.ndarray:
    """At most `SAMPLE` of the rows, spread evenly over them in the order of their lots: copies by how many they are."""
    if len(rows) <= SAMPLE:
        return rows
    order = np.argsort(lots, kind="stable")
    return rows[order[np.linspace(0, len(rows) - 1, SAMPLE).round().astype(int)]]
