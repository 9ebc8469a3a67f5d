"""What a report says, part by part, ready to be set."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import starmap

import pandas as pd

from interest.audit.told import measured_text
from interest.evaluation import Quality
from interest.hierarchy.tree import LEVELS, InterestTree, Node
from interest.report.columns import values_of_nodes
from interest.report.handout import Group, Handout
from interest.segments import Outcome, clearness
from interest.texts import Say
from interest.wording import (
    chance_text,
    definition_text,
    difference_text,
    figure_text,
    finding_text,
    gap_text,
    kind_of,
    outcome_text,
    reasons_text,
    ticked_text,
)

KEYWORDS = 10
QUOTES = 3
SAID = 5
"""Statements that show a point: it is read whether they say so, and all of them are in the app."""
PEOPLE = 20
"""The most active users that a report lists; all of them are in the tables."""
INTERESTS = 4
BARS = 8
EFFECTS = 5


@dataclass(frozen=True)
class Quote:
    """A statement in full, and where it comes from."""

    text: str
    user: str
    source: str


@dataclass(frozen=True)
class Saying:
    """One thing that several people say."""

    text: str
    people: int
    name: str
    """That of the topic in which it is said."""
    node: str
    """The id of the topic: what leads there."""
    quotes: tuple[Quote, ...]
    """The statements that say it, the nearest first, as far as they are shown."""


@dataclass(frozen=True)
class Part:
    """A category or topic."""

    node: Node
    colour: str
    share: float
    """The part of all statements that it holds."""
    keywords: tuple[str, ...]
    quotes: tuple[Quote, ...]
    said: tuple[Saying, ...]
    """What is said most in it."""
    weak: str
    """Why it is weak, "" where it is not or nobody asked."""
    measured: str
    """How much of it is right, "" where too few statements of it were read to say."""
    values: tuple[str, ...]
    """The values of columns that go with it, in words."""
    parts: tuple["Part", ...] = ()
    """The topics of a category."""


@dataclass(frozen=True)
class Told:
    """A finding in words."""

    kind: str
    headline: str
    detail: str
    colour: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class Person:
    """One of the most active users."""

    user: str
    statements: int
    interests: tuple[tuple[str, str, float], ...]
    """Name, colour and share of the heaviest topics."""


@dataclass(frozen=True)
class Bar:
    """What parts of two groups speak of an interest."""

    name: str
    colour: str
    own: float
    other: float
    sure: bool = True
    """Whether the difference is hardly chance."""


@dataclass(frozen=True)
class Effect:
    """How an outcome is for those who speak of an interest, and for all others."""

    name: str
    colour: str
    here: str
    elsewhere: str
    adjusted: str
    """The difference between people alike in the rest, with its 95% interval."""
    chance: str
    """Whether it can be chance."""
    sure: bool


@dataclass(frozen=True)
class OutcomePart:
    """An outcome, and the interests that go with it most clearly."""

    name: str
    known: int
    """People of whom it is known."""
    effects: tuple[Effect, ...]
    notes: tuple[str, ...]
    """How the column was read, where that was decided."""


@dataclass(frozen=True)
class GroupPart:
    """A segment."""

    name: str
    definition: str
    users: int
    share: float
    statements: int
    top: tuple[Bar, ...]
    over: tuple[Bar, ...]
    defined: bool
    """Whether it is defined by interests."""


@dataclass(frozen=True)
class Comparison:
    """Two segments on the one tree."""

    a: str
    b: str
    both: int
    summary: str
    """How they differ, in words."""
    bars: tuple[Bar, ...]


def parts(handout: Handout, t: Say) -> tuple[Part, ...]:
    """The categories with their topics."""
    reasons = _reasons(handout.quality)
    measured = {row["node_id"]: measured_text(row, t) for _, row in handout.precision.iterrows()}
    values = values_of_nodes(handout.columns, handout.of_people, handout.tree, t)
    total = max(len(handout.statements), 1)
    by_topic = dict(list(handout.statements.groupby("topic", sort=False)))

    def part(node: Node, children: Iterable[Part] = ()) -> Part:
        quotes = _quotes(node, by_topic[node.id]) if node.level == "topic" and handout.privacy.quotes else ()
        weak = reasons_text(reasons.get(node.id, ()), t)
        words = _keywords(handout.tree, node) if node.level == "topic" else ()
        said = sayings(handout, node.id)
        right = measured.get(node.id, "")
        return Part(
            node, handout.colours[node.id], node.size / total, words, quotes, said, weak, right,
            values.get(node.id, ()), tuple(children),
        )  # fmt: skip

    tree = handout.tree
    return tuple(part(node, map(part, tree.children(node.id))) for node in tree.level("category"))


def sayings(handout: Handout, node: str = "") -> tuple[Saying, ...]:
    """What is said most in a node, by default in the whole study; none where nothing may be quoted."""
    statements, tree = handout.by_id, handout.tree
    return tuple(
        Saying(
            point.text, point.people, tree[point.node].name, point.node,
            _quoted(statements.loc[[one for one in point.statements if one in statements.index][:SAID]]),
        )
        for point in handout.summaries.get(node, ())
    )  # fmt: skip


def findings(handout: Handout, t: Say) -> tuple[Told, ...]:
    """What stands out, each with a statement that shows it where those may be quoted; a pair has one of each side."""
    statements = handout.by_id
    told = []
    for finding in handout.findings:
        quotes = _quoted(statements[statements.index.isin(finding.quoted)]) if handout.privacy.quotes else ()
        headline, detail = finding_text(finding, handout.tree, t)
        told.append(
            Told(t(f"finding_kind.{kind_of(finding)}"), headline, detail, handout.colours[finding.node], quotes)
        )
    return tuple(told)


def _reasons(quality: Quality | None) -> dict[str, tuple[str, ...]]:
    return {} if quality is None else dict(quality.weak().set_index("node_id")["reasons"])


def _keywords(tree: InterestTree, topic: Node) -> tuple[str, ...]:
    """What it is about in words: its keywords, then its phrases."""
    keywords = (node.name for node in tree.children(topic.id) if not node.is_other)
    return tuple(dict.fromkeys([*keywords, *topic.keyphrases]))[:KEYWORDS]


def _quotes(node: Node, own: pd.DataFrame) -> tuple[Quote, ...]:
    """The typical statements of a topic; without such, those that fit it best."""
    own = own.set_index("statement_id")
    chosen = [example for example in node.examples if example in own.index][:QUOTES]
    return _quoted(own.loc[chosen] if chosen else own.nlargest(QUOTES, "strength"))


def _quoted(statements: pd.DataFrame) -> tuple[Quote, ...]:
    return tuple(starmap(Quote, statements[["text", "user_id", "source"]].itertuples(index=False, name=None)))


def people(handout: Handout) -> tuple[Person, ...]:
    """The most active users with what they care about; none where nobody is known."""
    if not handout.has_people:
        return ()
    counts = handout.statements["user_id"].value_counts(sort=False).sort_values(ascending=False, kind="stable")
    return tuple(
        Person(
            user,
            int(count),
            tuple(
                (handout.tree[row.node_id].name, handout.colours[row.node_id], row.weight)
                for row in _heaviest(handout, user).itertuples()
            ),
        )
        for user, count in counts.head(PEOPLE).items()
    )


def _heaviest(handout: Handout, user: str) -> pd.DataFrame:
    """The rows of the heaviest topics in a profile."""
    own = handout.profiles.of_user(user)
    return own[own["level"] == "topic"].head(INTERESTS)


def sources(handout: Handout) -> list[tuple[str, int, int]]:
    """Where statements come from: name, statements, users."""
    counts = handout.statements.groupby("source")["user_id"].agg(["size", "nunique"])
    counts = counts.sort_values("size", ascending=False, kind="stable")
    return [(str(source), int(size), int(users)) for source, size, users in counts.itertuples()]


def outcome_parts(handout: Handout, t: Say) -> tuple[OutcomePart, ...]:
    """The outcomes, each with the interests that go with it, the clearest first."""
    rows = handout.drivers
    if rows.empty:
        return ()
    rows = rows.assign(clear=clearness(rows)).sort_values(["significant", "clear"], ascending=False, kind="stable")
    return tuple(_outcome_part(handout, own.head(EFFECTS), t) for _, own in rows.groupby("column", sort=False))


def _outcome_part(handout: Handout, rows: pd.DataFrame, t: Say) -> OutcomePart:
    first = rows.iloc[0]
    column, known = first["column"], int(first["people"])
    asked = Outcome(column, first["value"], pd.Series(dtype=float), column in handout.ticked)
    usual = (first["users"] * first["with_it"] + (known - first["users"]) * first["without"]) / known

    def effect(row: pd.Series) -> Effect:
        gap, low, high = (gap_text(row[f"adjusted{end}"], asked, usual) for end in ("", "_low", "_high"))
        return Effect(
            name=row["name"],
            colour=handout.colours[row["node_id"]],
            here=figure_text(row["with_it"], asked, usual),
            elsewhere=figure_text(row["without"], asked, usual),
            adjusted=t("drivers.gap", gap=gap, low=low, high=high) if row["adjusted"] == row["adjusted"] else "–",
            chance=chance_text(bool(row["significant"]), row["q"], t, row["needed"]),
            sure=bool(row["significant"]),
        )

    effects = tuple(effect(row) for _, row in rows.iterrows())
    return OutcomePart(outcome_text(asked, t), known, effects, tuple(ticked_text(asked, t)))


def own_parts(handout: Handout, t: Say) -> list[tuple[str, int, int, str]]:
    """The own interests, the most spoken of first: name, statements, users, and how many statements are wrong."""
    rows = handout.own.sort_values(["users", "statements"], ascending=False, kind="stable")
    return [
        (row.name, row.statements, row.users, t(f"own.wrong_{row.known}_short", share=row.wrong))
        for row in rows.itertuples(index=False)
    ]


def group_parts(handout: Handout, t: Say) -> tuple[GroupPart, ...]:
    """The segments, each with what its people speak of."""
    return tuple(_group_part(handout, group, t) for group in handout.groups)


def _group_part(handout: Handout, group: Group, t: Say) -> GroupPart:
    profile = handout.group_profile(group)
    return GroupPart(
        name=group.name,
        definition=definition_text(group.segment, t),
        users=profile.users,
        share=profile.users / max(len(handout.users), 1),
        statements=profile.statements,
        top=_bars(handout, profile.top("topic", BARS)),
        over=_bars(handout, profile.over_indexed("topic", BARS)),
        defined=bool(group.about),
    )


def comparison(handout: Handout, t: Say) -> Comparison | None:
    """The two segments that were defined last, the newest first; None where there are not two."""
    if len(handout.groups) < 2:
        return None
    b, a = handout.groups[-2:]
    rows = handout.compare(a, b)
    summary = difference_text(rows, "topic", (a.name, b.name), handout.tree, t)
    rows = rows[(rows["level"] == "topic") & (rows[["share_a", "share_b"]].max(axis=1) > 0)]
    rows = rows.assign(gap=rows["difference"].abs()).sort_values(["significant", "gap"], ascending=False).head(2 * BARS)
    bars = tuple(
        replace(bar, name=t("segments.defining", name=bar.name)) if defining else bar
        for bar, defining in zip(_bars(handout, rows), rows["defining"], strict=True)
    )
    return Comparison(a.name, b.name, len(set(a.members) & set(b.members)), summary, bars)


def _bars(handout: Handout, rows: pd.DataFrame) -> tuple[Bar, ...]:
    return tuple(
        Bar(
            handout.tree[row.node_id].name, handout.colours[row.node_id], row.share_a, row.share_b,
            bool(row.significant),
        )
        for row in rows.itertuples()
    )  # fmt: skip


def levels(handout: Handout) -> dict[str, int]:
    """How many nodes each level has, without those that gather the rest."""
    return {level: sum(not node.is_other for node in handout.tree.level(level)) for level in LEVELS}
