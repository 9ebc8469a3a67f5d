"""One side of a comparison: what was said in it, in the space and on the tree that both sides share."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np
import pandas as pd

from interest.hierarchy.clustering.neighbours import closeness
from interest.hierarchy.examples import typical_statements
from interest.hierarchy.tree import LEVELS, InterestTree

STRANGE = 0.1
"""The part of the statements of one side that count as far from all others of that side; what lies farther from them
than these do has no like there. Of other people's statements on the same matters a tenth or less then has none."""


@dataclass(frozen=True, eq=False)
class Side:
    """The statements of one side, a row each."""

    name: str
    statements: pd.DataFrame
    """statement_id, user_id, text, timestamp, weight; category, topic, keyword on the common tree, "" for none."""
    meaning: np.ndarray
    """(n, d) float32, centred as the earlier study is, L2-normalised."""
    tree: InterestTree
    """The side's own tree, and …"""
    topics: np.ndarray
    """… the topic of each statement in it, (n,) ids."""

    @property
    def users(self) -> list[str]:
        """The ids of its users in the order of their first statement."""
        return self.statements["user_id"].unique().tolist()

    def part(self, name: str, inside: np.ndarray) -> "Side":
        """The side with some of its statements, (n,) bool."""
        rows = self.statements[inside].reset_index(drop=True)
        return replace(self, name=name, statements=rows, meaning=self.meaning[inside], topics=self.topics[inside])

    def without_place(self, topics: set[str]) -> "Side":
        """The side whose statements in some of its own topics have no place on the common tree."""
        gone = np.isin(self.topics.astype(str), sorted(topics))
        blank = {level: self.statements[level].where(~gone, "") for level in LEVELS}
        return replace(self, statements=self.statements.assign(**blank))

    def typical(self, node_id: str, k: int = 3) -> list[str]:
        """Up to `k` typical statements of a node of the common tree."""
        level = next((level for level in LEVELS if level[0] == node_id[:1]), "topic")
        return self._typical((self.statements[level] == node_id).to_numpy(bool), k)

    def typical_of(self, topics: Collection[str], k: int = 3) -> list[str]:
        """Up to `k` typical statements of topics of its own tree."""
        return self._typical(np.isin(self.topics.astype(str), list(topics)), k)

    def _typical(self, inside: np.ndarray, k: int) -> list[str]:
        rows = np.flatnonzero(inside)
        texts = self.statements["text"].tolist()
        return [texts[row] for row in typical_statements(self.meaning, texts, rows, k)] if len(rows) else []

    @cached_property
    def among_others(self) -> np.ndarray:
        """How close each statement is to those of other people on its side, (n,): the mean cosine with the nearest."""
        users = pd.factorize(self.statements["user_id"])[0]
        return closeness(self.meaning, self.meaning, apart=(users, users))

    @property
    def middle(self) -> date | None:
        """The day in the middle of its statements (the median); None where no time is known."""
        times = self.statements["timestamp"].dropna()
        return times.median().date() if len(times) else None


def strangers(side: Side, other: Side) -> np.ndarray:
    """Which statements of a side have no like on the other side, but among those of others on their own, (n,) bool.

    The measure is the mean cosine with the five nearest statements. What counts as alike starts at its tenth percentile
    among the other side's own statements, each against those of other people: a person's sentences resemble each other
    more than those of strangers do. It is a conformal test of novelty at the level 0.1, and the second condition keeps
    out what is like nothing at all: an oddity, but no interest.

    References:
        Bates, S., Candès, E., Lei, L., Romano, Y. and Sesia, M. (2023). Testing for outliers with conformal p-values.
        Annals of Statistics 51 (1).
    """
    least = np.quantile(other.among_others, STRANGE)
    return (closeness(side.meaning, other.meaning) < least) & (side.among_others >= least)
