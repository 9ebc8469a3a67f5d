"""Users who speak of what somebody looks for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

from interest.contents.definitions.known import Known, OfNoInterest


@dataclass(frozen=True)
class Sought(OfNoInterest):
    """Users with at least so many statements in an own interest; nobody where the study has none of that name."""

    own: str
    """Its name."""
    statements: int = 1

    def members(self, known: Known) -> frozenset[str]:
        """The users whom it fits."""
        return known.speakers(self.own, self.statements)

    def translated(self, node: Callable[[str, str], str], statements: Callable[[Sequence[int]], Sequence[int]]) -> Self:
        """The same: an own interest is known by its name in any study."""
        return self
