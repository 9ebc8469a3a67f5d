"""A column that may have a role: its name, what else its header says, and the look of its values."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from interest.ingest.roles.looks import Look
from interest.ingest.roles.names import Match, is_of_reply, likeliness, match
from interest.ingest.roles.questions import is_question

SAMPLE = 300
"""Different values that are enough to see whether they are times or numbers."""


@dataclass(frozen=True)
class Use:
    """What a column is taken for: a role, "attribute", or "unused"; and why."""

    column: str
    role: str
    why: str


@dataclass(frozen=True, eq=False)
class Candidate:
    """A column with its name, what else its header says, and the look of its values."""

    name: str
    label: str
    series: pd.Series
    siblings: int = 1
    """Columns of the table with this name, which all but the first bear with a number."""

    @cached_property
    def look(self) -> Look:
        return Look.of(self.series)

    @cached_property
    def question(self) -> str:
        """What the column asks, where its header is a question."""
        leaf = self.name if " " in self.name else self.name.rpartition(".")[2]
        return next((text for text in (leaf, self.label) if is_question(text)), "")

    @property
    def is_repeated(self) -> bool:
        """Whether its table has several columns of this name, as lists in one row have."""
        return self.siblings > 1

    def named(self, role: str) -> Match | None:
        """How well its name, or its label, is that of a role; questions have no name."""
        if self.question and self.question != self.label:
            return None
        found = [match(text, role) for text in (self.name, self.label) if text and not is_question(text)]
        return max((m for m in found if m), key=lambda m: (m.score, -m.rank), default=None)

    def is_about(self, role: str) -> bool:
        """Whether its name says something else more clearly than this role."""
        found = self.named(role)
        rivals = [m for other in ("about", "reply") if other != role and (m := self.named(other))]
        return any(found is None or (m.score, 1) >= (found.score, found.score == 1) for m in rivals)

    @property
    def is_reply(self) -> bool:
        """Whether it holds what somebody else said: an answer of the shop, a note of the staff."""
        return (is_of_reply(self.name) and not self.question) or (
            self.is_about("text") and (m := self.named("reply")) is not None and m.score > 0.5
        )

    @cached_property
    def sample(self) -> pd.Series:
        return pd.Series(list(dict.fromkeys(self.look.values))[:SAMPLE], dtype="str")


def best_named(
    candidates: Sequence[Candidate],
    role: str,
    fits: Callable[[Candidate], bool],
    at_least: float = 0.4,
    filled: float = 0.5,
) -> Candidate | None:
    """The candidate whose name fits a role best, among those whose values do.

    Those that are `filled` less than this share of the fullest come last.
    """
    named = [(c, m) for c in candidates if (m := c.named(role)) and m.score >= at_least and not c.is_about(role)]
    named = [(c, m) for c, m in named if fits(c)]
    if not named:
        return None
    fullest = max(c.look.filled for c, _ in named)
    return min(named, key=lambda pair: (pair[0].look.filled < filled * fullest, likeliness(pair[1])))[0]


def named_why(candidate: Candidate, role: str) -> str:
    found = candidate.named(role)
    return "its name is known" if found and found.score == 1 else "its name and its values fit"
