"""What definitions are about: interests, and what is known of people."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self

import pandas as pd

from interest.ingest import Attributes
from interest.users import Profiles


@dataclass(frozen=True, eq=False)
class Known:
    """What is known of people, to tell who fits a definition."""

    statements: pd.DataFrame
    """As `Contents.statements`."""
    profiles: Profiles
    attributes: Attributes
    speakers: Callable[[str, int], frozenset[str]] = lambda own, statements: frozenset()
    """Who has at least so many statements in an own interest, by its name."""


@dataclass(frozen=True)
class Interest:
    """A condition of a rule: a node has at least a given share of somebody's profile."""

    node: str
    above: float = 0.0
    """From this share on, 0 to 1; 0 stands for anybody who has said anything about it."""
    called: str = ""
    """What the node was called, so that the condition can be read where the node is not found."""
    now: tuple[str, ...] = field(default=(), compare=False)
    """What edits made of the node: the one that it was merged into, or its parts. Follows from the tree; not saved."""

    @property
    def nodes(self) -> tuple[str, ...]:
        """The ids of the nodes that stand for it in the tree as it is; together they count as one."""
        return self.now or (self.node,)


class OfNoInterest:
    """What definitions have in common that ask for no interest: nothing in a tree can be missing to them."""

    @property
    def interests(self) -> tuple[Interest, ...]:
        """It is about no interest."""
        return ()

    def lacking(self, there: Callable[[Interest], bool]) -> tuple[Interest, ...]:
        """It can always be applied."""
        return ()

    def following(self, follow: Callable[[Interest], Interest]) -> Self:
        """The same: it is about no interest."""
        return self
