"""Points: what several people say, in the words of one of them, with all who say it."""

from dataclasses import dataclass
from typing import Literal

Silence = Literal["talk", "scattered"]
"""Why nothing is said most: it is about nothing in particular, or nobody says what others say."""


@dataclass(frozen=True)
class Point:
    """One thing that several people say."""

    text: str
    """The statement that says it best, or a part of it, with "…" for what was left out, and without contacts."""
    node: str
    """The node in which it is said: the topic, or the keyword where that was asked about."""
    people: int
    """The different people who say it; where nobody is known, rows."""
    statements: tuple[int, ...]
    """The ids of the statements that say it, the nearest first; the first one is that of the text."""

    @property
    def statement(self) -> int:
        """The id of the statement that the text is of."""
        return self.statements[0]


@dataclass(frozen=True)
class Summary:
    """What is said most in a node, or in the whole study."""

    node: str
    """The id of the node, "" for the whole."""
    points: tuple[Point, ...]
    """The most said first; no statement is in two of them."""
    silence: Silence | None = None
    """Why there are no points; None where there are some."""
