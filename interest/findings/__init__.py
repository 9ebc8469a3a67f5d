"""Findings: the few things about a study that somebody should know, with what supports each."""

from collections import Counter
from collections.abc import Collection, Iterable
from typing import Literal

from interest.contents import Contents
from interest.contents.opinions import opinions
from interest.findings.columns import by_columns, statements_with
from interest.findings.dislikes import dislikes, mostly_disliked
from interest.findings.facets import Timeline, by_rating, by_source, over_time, user_over_time, with_opinion
from interest.findings.finding import KINDS, Finding, Goes, Kind, surely
from interest.findings.groups import groups
from interest.findings.outcomes import outcomes
from interest.findings.pairs import pairs
from interest.findings.sources import across_sources, asked, large_sources, source_leanings
from interest.findings.spread import concentrated, largest, weak
from interest.findings.trends import trends, turning_point
from interest.segments import asked as asked_outcomes

__all__ = [
    "KINDS",
    "Facet",
    "Finding",
    "Goes",
    "Kind",
    "Search",
    "Timeline",
    "across_sources",
    "by_columns",
    "by_rating",
    "by_source",
    "find",
    "found_nothing",
    "large_sources",
    "lacking",
    "mostly_disliked",
    "over_time",
    "statements_with",
    "user_over_time",
    "with_opinion",
]

Facet = Literal["user_id", "timestamp", "source", "rating", "outcome"]
Search = Literal["trend", "source", "disliked", "pair", "outcome"]
SEARCHES: dict[Search, tuple[Facet | None, tuple[Kind, ...]]] = {
    "trend": ("timestamp", ("rising", "fading")),
    "source": ("source", ("source",)),
    "disliked": ("rating", ("disliked",)),
    "pair": (None, ("pair",)),
    "outcome": ("outcome", ("outcome",)),
}
"""What is looked for: the column that it takes, and the kinds of findings that come of it."""
MOST = 9
"""Findings that are shown: what somebody reads at a sitting."""
MOST_A_KIND = 2
"""Of one kind, as long as there are others."""


def find(contents: Contents, most: int = MOST) -> tuple[Finding, ...]:
    """What somebody should know of a study, what matters most first: the largest, who people are, then by strength.

    All that is called a trend, a leaning, a dislike or a neighbour is significant after correction for all of these
    together (false discovery rate 5%), half as much again at least, and carried by five users or more. So is what goes
    with an outcome, after correction for all outcomes and interests. Talk, such as praise, is no finding. Where nobody
    is known, none is about people.
    """
    tested = (search(contents) for search in (trends, source_leanings, dislikes, pairs))
    people = contents.has_people
    found = [
        *surely(contents.tree, *tested),
        *outcomes(contents),
        *(concentrated(contents) if people else ()),
        *weak(contents),
    ]
    found = [finding for finding in found if not any(contents.tree[node].talk for node in finding.nodes)]
    ranked = sorted(found, key=lambda finding: -finding.strength)
    chosen = [f for kind in KINDS for f in _of_each_source(f for f in ranked if f.kind == kind)[:MOST_A_KIND]]
    first = [*largest(contents), *(groups(contents) if people else ())]
    # Where people fall into groups, the interests of each are neighbours; and that another question has other answers
    # is no news. One or two say enough of that.
    enough = {kind for kind, known in (("pair", len(first) > 1), ("source", asked(contents.statements))) if known}
    more = [f for f in ranked if f not in chosen and f.kind not in enough]
    chosen += more[: max(most - len(first) - len(chosen), 0)]
    return (*first, *sorted(chosen, key=lambda finding: -finding.strength)[: most - len(first)])


def _of_each_source(ranked: Iterable[Finding]) -> list[Finding]:
    """The strongest finding of each source before the second of any."""
    times = Counter[str]()
    turns = []
    for finding in ranked:
        turns.append((times[finding.source], finding))
        times[finding.source] += 1
    return [finding for _, finding in sorted(turns, key=lambda turn: turn[0])]


def found_nothing(found: Collection[Finding], missing: Collection[Facet]) -> tuple[Search, ...]:
    """What was looked for in vain: what `find` did not find, as far as the columns that it takes are not `missing`."""
    kinds = {finding.kind for finding in found}
    return tuple(
        search for search, (facet, made) in SEARCHES.items() if facet not in missing and not kinds.intersection(made)
    )


def lacking(contents: Contents) -> tuple[Facet, ...]:
    """The columns that the data don't have, or not enough of, and without which some findings can't be made."""
    frame = contents.statements
    has: dict[Facet, bool] = {
        "user_id": contents.has_people,
        "timestamp": turning_point(contents) is not None,
        "source": bool(large_sources(frame)),
        "rating": bool((opinions(frame) != "").any()),
        "outcome": bool(asked_outcomes(contents).outcomes),
    }
    return tuple(facet for facet, there in has.items() if not there)
