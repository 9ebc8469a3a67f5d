"""Users by what they say."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, Self

import numpy as np
import pandas as pd

from interest.contents.definitions.known import Interest, Known
from interest.contents.opinions import OPINIONS, Opinion, opinions
from interest.errors import SegmentError
from interest.hierarchy.tree import LEVELS

_ROUNDING = 1e-9  # weights are quotients: a fifth may come out a hair below 0.2


@dataclass(frozen=True)
class Rule:
    """Users who have all of the interests, and who wrote at least `statements` that fit all that is said of them.

    Source, days, label and opinion are about statements; "" and None stand for any. Shares are those of the whole
    profile. An opinion is one of the interests: where there are some, only statements about them have it.
    """

    interests: tuple[Interest, ...] = ()
    source: str = ""
    since: date | None = None
    until: date | None = None
    """The last day that counts. A statement without a time is on no day."""
    label: str = ""
    statements: int = 1
    opinion: Opinion | Literal[""] = ""
    """What ratings say: see `interest.contents.opinions`."""
    days: int = 0
    """In the last so many days, counted from the newest statement of the data; 0 for any time."""

    def check(self) -> None:
        """Raises `SegmentError` for a rule that can't be meant."""
        for interest in self.interests:
            if not 0 <= interest.above <= 1:
                raise SegmentError(f"A share of a profile lies between 0 and 1, not at {interest.above}.")
        if self.statements < 1:
            raise SegmentError(f"A rule asks for at least 1 statement, not {self.statements}.")
        if self.opinion and self.opinion not in OPINIONS:
            raise SegmentError(f"There is no opinion {self.opinion!r}; there is {', '.join(OPINIONS)}.")
        if self.since and self.until and self.until < self.since:
            raise SegmentError(f"The last day, {self.until}, is before the first one, {self.since}.")
        if self.days < 0:
            raise SegmentError(f"The last days are counted from 1 on, not {self.days}.")
        if self == Rule():
            raise SegmentError("A rule without any condition fits everybody; give at least one.")

    def members(self, known: Known) -> frozenset[str]:
        """The users whom it fits."""
        counts = known.statements.loc[self._fits(known.statements), "user_id"].value_counts()
        found = set(counts.index[counts >= self.statements])
        for interest in self.interests:
            shares = known.profiles.shares(interest.nodes)
            found &= set(known.profiles.users[(shares > 0) & (shares >= interest.above - _ROUNDING)])
        return frozenset(found)

    def _fits(self, statements: pd.DataFrame) -> np.ndarray:
        """Which statements have the source, day, label and opinion, (n_statements,) bool."""
        fits = np.ones(len(statements), bool)
        for column in ("source", "label"):
            if wanted := getattr(self, column):
                fits &= (statements[column] == wanted).to_numpy(bool)
        days = statements["timestamp"].dt.normalize()
        if self.since:
            fits &= (days >= pd.Timestamp(self.since)).to_numpy(bool)
        if self.until:
            fits &= (days <= pd.Timestamp(self.until)).to_numpy(bool)
        if self.days:
            fits &= (days > days.max() - pd.Timedelta(days=self.days)).to_numpy(bool)
        if self.opinion:
            fits &= (opinions(statements) == self.opinion).to_numpy(bool)
            if self.interests:
                nodes = [node for interest in self.interests for node in interest.nodes]
                fits &= statements[list(LEVELS)].isin(nodes).any(axis=1).to_numpy(bool)
        return fits

    def translated(self, node: Callable[[str, str], str], statements: Callable[[Sequence[int]], Sequence[int]]) -> Self:
        """The rule for another study, whose nodes are found by `node(id, name)`."""
        return replace(self, interests=tuple(replace(i, node=node(i.node, i.called)) for i in self.interests))

    def lacking(self, there: Callable[[Interest], bool]) -> tuple[Interest, ...]:
        """The interests without which it can't be applied: all that are not there."""
        return tuple(interest for interest in self.interests if not there(interest))

    def following(self, follow: Callable[[Interest], Interest]) -> Self:
        """The same with the interests as they are now."""
        return replace(self, interests=tuple(map(follow, self.interests)))
