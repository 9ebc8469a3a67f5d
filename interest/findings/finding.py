"""A finding: one thing that somebody should know, with the figures and statements that support it."""

from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from interest.hierarchy.tree import InterestTree
from interest.inference import ALPHA, adjusted

Kind = Literal["largest", "groups", "outcome", "rising", "fading", "source", "pair", "disliked", "concentrated", "weak"]
KINDS: tuple[Kind, ...] = (
    "largest", "groups", "outcome", "rising", "fading", "source", "pair", "disliked", "concentrated", "weak",
)  # fmt: skip

FEWEST = 5
"""Users behind a finding: with fewer, one of them more or less changes it by more than a fifth."""
LEAST_RATIO = 1.5
"""Odds half as large again: a smaller difference is no news, however sure it is. Odds and not shares, since where four
of five ratings are low already no share can be half as large again."""


class Part(NamedTuple):
    """A group of people, and the part of all users that it is."""

    name: str
    users: int
    share: float


class Goes(NamedTuple):
    """An outcome with which an interest goes, and what was asked to find that."""

    column: str
    value: str
    """The value that is asked for, against all others; "" for a number."""
    ticked: bool
    """Whether the column says this value or nothing."""
    mean: float
    """The outcome of everybody of whom it is known."""
    people: int
    """Of whom it is known."""
    adjusted: float
    """The difference between people who write as much and are alike in the rest, with its 95% interval."""
    low: float
    high: float
    columns: int
    """Outcomes that were asked, all corrected for together …"""
    left: int
    """… and columns that were not, since they are known of fewer people."""
    interests: int
    """Topics and categories that were asked of each."""

    @property
    def is_share(self) -> bool:
        """Whether the outcome of some people is a share of them."""
        return bool(self.value)


@dataclass(frozen=True)
class Finding:
    """What was found. `share` against `against` is, by kind:

    largest: the part of all users who speak of the first category; `against` is the mean breadth, the number of topics
    that somebody cares about. groups: the part of all users who belong to
    any of the found groups (`interest.segments.found`). outcome: the outcome in `goes` of those who speak of the node,
    a share or a mean, against all others of whom it is known. rising, fading: the node's part of all statements since
    `since` against before. source:
    the node's part of the statements in `source` against all other sources. pair: the part of the first topic's users
    who speak of the second one too against what was to be expected. disliked: the part of the node's ratings that is
    low against the rest, everybody counted for their effective number of ratings. concentrated: the part of the first
    topic that comes from `people`; `against` is the part of topics that hang on so few. weak: the part of categories
    and topics that is weak.
    """

    kind: Kind
    nodes: tuple[str, ...]
    users: int
    """The different people behind it."""
    statements: int
    share: float
    against: float = float("nan")
    low: float = float("nan")
    high: float = float("nan")
    """The 95% interval of `share`, of an outcome that of the adjusted difference, with people as the unit; NaN where
    nothing was tested."""
    p: float = float("nan")
    """That of its test, with people as the unit; NaN where nothing was tested."""
    q: float = float("nan")
    """p corrected for all that was tested and is shown together: see `surely`; for outcomes see `Goes`."""
    needed: float = float("nan")
    """How many more people it would take to find it again in four of five such studies; NaN where that isn't known."""
    strength: float = 0.0
    """How much it matters: the part of users whom it is about times how often the share doubled or halved."""
    examples: tuple[int, ...] = ()
    """Statement ids of one or two statements that show it."""
    source: str = ""
    people: tuple[str, ...] = ()
    groups: tuple[Part, ...] = ()
    """The found groups of people."""
    since: pd.Timestamp | None = None
    goes: Goes | None = None
    """With what outcome it goes."""

    @property
    def node(self) -> str:
        """The node that it is about first."""
        return self.nodes[0]

    @property
    def quoted(self) -> tuple[int, ...]:
        """The statement ids that are shown with it: one, of a pair one of each side."""
        return self.examples[: len(self.nodes) if self.kind == "pair" else 1]


class Tested(NamedTuple):
    """What a search has looked at."""

    findings: tuple[Finding, ...]
    """What is large enough to be told, if it can't be chance."""
    p: np.ndarray
    """Of all tests that were made, (n_tests,)."""


def surely(tree: InterestTree, *searches: Tested) -> list[Finding]:
    """The findings that can hardly be chance: the false discovery rate is held at 5% over all searches together, since
    they stand on one page (Benjamini and Hochberg 1995).

    Of several sources that speak more of a node the one of the strongest finding is kept, and a category is left out
    where one of its topics is found in the same way: that one tells more.
    """
    p = np.sort(np.concatenate([search.p for search in searches])) if searches else np.zeros(0)
    q = adjusted(p)
    found = [
        replace(finding, q=float(q[np.searchsorted(p, finding.p)]))
        for search in searches
        for finding in search.findings
    ]
    ranked = sorted((finding for finding in found if finding.q <= ALPHA), key=lambda finding: -finding.strength)
    first = {(finding.kind, finding.nodes): finding for finding in reversed(ranked)}
    kept = [finding for finding in ranked if first[finding.kind, finding.nodes] is finding]
    told = {(finding.kind, finding.source, tree[finding.node].parent) for finding in kept}
    return [finding for finding in kept if (finding.kind, finding.source, finding.node) not in told]


def best(statements: pd.DataFrame, k: int = 2) -> tuple[int, ...]:
    """The ids of the statements that fit their topic best, of `k` different users where there are so many."""
    order = ["is_outlier", "strength", "statement_id"]
    ranked = statements.sort_values(order, ascending=[True, False, True])
    mixed = pd.concat([ranked.drop_duplicates("user_id"), ranked]).drop_duplicates("statement_id")
    return tuple(mixed["statement_id"].head(k).tolist())
