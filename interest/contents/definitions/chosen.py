"""Users who were chosen one by one, or by what they made."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Self

from interest.contents.definitions.known import Known, OfNoInterest


@dataclass(frozen=True)
class Ids(OfNoInterest):
    """Users by their ids."""

    users: tuple[str, ...]

    def members(self, known: Known) -> frozenset[str]:
        """The users with these ids, whoever they are."""
        return frozenset(self.users)

    def translated(self, node: Callable[[str, str], str], statements: Callable[[Sequence[int]], Sequence[int]]) -> Self:
        """The same: ids are ids in any study."""
        return self


@dataclass(frozen=True)
class Selection(OfNoInterest):
    """The users who made some statements, such as those chosen on the map."""

    statements: tuple[int, ...]

    def members(self, known: Known) -> frozenset[str]:
        """Who wrote any of the statements."""
        said = known.statements
        return frozenset(said.loc[said["statement_id"].isin(self.statements), "user_id"])

    def translated(self, node: Callable[[str, str], str], statements: Callable[[Sequence[int]], Sequence[int]]) -> Self:
        """The selection for another study, which knows the statements by the ids that `statements` gives."""
        return replace(self, statements=tuple(statements(self.statements)))
