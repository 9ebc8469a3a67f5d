"""A finding: one thing that somebody should know, with the figures and statements that support it."""

from dataclasses import dataclass
from typing import Literal

import pandas as pd

Kind = Literal["largest", "rising", "fading", "source", "pair", "disliked", "concentrated", "weak"]
KINDS: tuple[Kind, ...] = ("largest", "rising", "fading", "source", "pair", "disliked", "concentrated", "weak")

FEWEST = 5
"""Users behind a finding: with fewer, one of them more or less changes it by more than a fifth."""
LEAST_RATIO = 1.5
"""Half as much again: a smaller difference is no news, however sure it is."""


@dataclass(frozen=True)
class Finding:
    """What was found. `share` against `against` is, by kind:

    largest: the part of all users who speak of the first category; `against` is the mean breadth, the number of topics
    that somebody cares about. rising, fading: the node's part of all statements since `since` against before. source:
    the node's part of the statements in `source` against all other sources. pair: the part of the first topic's users
    who speak of the second one too against what was to be expected. disliked: the part of the node's ratings that is
    low against the rest. concentrated: the part of the first topic that comes from `people`; `against` is the part of
    topics that hang on so few. weak: the part of categories and topics that is weak.
    """

    kind: Kind
    nodes: tuple[str, ...]
    users: int
    """The different people behind it."""
    statements: int
    share: float
    against: float = float("nan")
    q: float = float("nan")
    """The p of its test, corrected for all that was tested; NaN where nothing was."""
    strength: float = 0.0
    """How much it matters: the part of users whom it is about times how often the share doubled or halved."""
    examples: tuple[int, ...] = ()
    """Statement ids of one or two statements that show it."""
    source: str = ""
    people: tuple[str, ...] = ()
    since: pd.Timestamp | None = None

    @property
    def node(self) -> str:
        """The node that it is about first."""
        return self.nodes[0]

    @property
    def quoted(self) -> tuple[int, ...]:
        """The statement ids that are shown with it: one, of a pair one of each side."""
        return self.examples[: len(self.nodes) if self.kind == "pair" else 1]


def best(statements: pd.DataFrame, k: int = 2) -> tuple[int, ...]:
    """The ids of the statements that fit their topic best, of `k` different users where there are so many."""
    order = ["is_outlier", "strength", "statement_id"]
    ranked = statements.sort_values(order, ascending=[True, False, True])
    mixed = pd.concat([ranked.drop_duplicates("user_id"), ranked]).drop_duplicates("statement_id")
    return tuple(mixed["statement_id"].head(k).tolist())
