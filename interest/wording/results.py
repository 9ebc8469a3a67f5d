"""Findings, groups, outcomes and quality in words."""

from collections.abc import Callable, Iterable, Iterator
from math import floor, log10
from typing import TYPE_CHECKING, Protocol

from interest.contents.opinions import LEAST_AUC, Estimate
from interest.evaluation import FEWEST_USERS, LEAST_STABILITY, MOST_OUTLIERS, MOST_STRAY, ONE_USER, Quality
from interest.ingest import KIND, LIKELY, is_question
from interest.segments import Drivers, Found, FoundSegment, Outcome, Uplift, findings
from interest.segments.drivers import FEWEST_PEOPLE, FEWEST_SIDE
from interest.texts import Say

if TYPE_CHECKING:
    import pandas as pd

    from interest.findings import Finding, Goes
    from interest.hierarchy.tree import InterestTree, Level

LIMITS = {
    "few users": f"{FEWEST_USERS}",
    "one user": f"{ONE_USER:.0%}",
    "not stable": f"{LEAST_STABILITY:.0%}",
    "mixed": f"{MOST_STRAY:.0%}",
    "mostly outliers": f"{MOST_OUTLIERS:.0%}",
}
"""Where each reason to call a node weak begins, for its text."""
USUAL_SILHOUETTE = (0.05, 0.2)
"""From where to where topics of short texts are usually told apart."""
_NAMES = 8
"""Of the names of interests or users in a finding."""
_MOST_NEEDED = 100_000
"""More people than that are no advice."""
_VALUED = ("label", "source")
"""What is told of people by a value that the data give."""
_PORTRAYED = 3
"""Interests that a portrait names."""
_DIFFERENCES = 2
"""Interests of each side that are named where two segments differ."""


class Asked(Protocol):
    """What is asked of people: an outcome, or what is known of it."""

    @property
    def column(self) -> str: ...

    @property
    def value(self) -> str: ...

    @property
    def is_share(self) -> bool: ...


def reasons_text(reasons: Iterable[str], t: Say) -> str:
    """Why a node is weak, as one line; "" without reasons."""
    return t("app.listing").join(t(f"weak.{reason.replace(' ', '_')}", limit=LIMITS[reason]) for reason in reasons)


def finding_text(
    finding: "Finding", tree: "InterestTree", t: Say, shown: Callable[[str], str] = str
) -> tuple[str, str]:
    """What was found in a sentence, and what is behind it in another; `shown` makes names safe where they stand."""
    if finding.goes:
        return _outcome_finding(finding, finding.goes, tree, t, shown)
    names = [shown(tree[node].name) for node in finding.nodes]
    several = "_several" if finding.kind == "concentrated" and len(names) > 1 else ""
    of = kind_of(finding)

    def listed(all_names: list[str]) -> str:
        return t("app.listing").join(all_names[:_NAMES]) + ("…" if len(all_names) > _NAMES else "")

    values = {
        "name": names[0],
        "names": listed(names),
        "other": names[-1],
        "n": len(finding.groups) or (len(names) if several or finding.kind == "weak" else finding.users),
        "statements": finding.statements,
        "share": percent(finding.share, finding.against),
        "against": percent(finding.against, finding.share),
        "breadth": finding.against,
        "source": shown(finding.source),
        "people": listed([shown(user) for user in finding.people]),
        "of": len(tree.level("topic")),
        "since": f"{finding.since:%Y-%m-%d}" if finding.since is not None else "",
        "groups": t("app.listing").join(
            t("finding.group", name=shown(part.name), share=part.share) for part in finding.groups
        ),
    }
    said = [t(f"finding_detail.{of}{several}", **values), *_how_sure(finding, t)]
    return t(f"finding.{of}{several}", **values), t("app.sentences").join(said)


def _outcome_finding(
    finding: "Finding", goes: "Goes", tree: "InterestTree", t: Say, shown: Callable[[str], str]
) -> tuple[str, str]:
    """That an interest goes with an outcome; then of how many people that is known, how it is beside the others, how
    sure that is, and what was asked."""
    unit = "share" if goes.is_share else "number"
    figures = {name: gap_text(getattr(goes, name), goes, goes.mean) for name in ("adjusted", "low", "high")}
    values = {
        "name": shown(tree[finding.node].name), "outcome": shown(outcome_text(goes, t)),
        "share": figure_text(finding.share, goes, goes.mean),
        "against": figure_text(finding.against, goes, goes.mean),
        "n": finding.users, "people": goes.people, "value": shown(goes.value), **figures,
    }  # fmt: skip
    said = [t("finding_detail.outcome", **values), t(f"finding_detail.outcome_beside_{unit}", **values)]
    said += ticked_text(goes, t, shown)
    said += [t("finding_detail.outcome_sure", chance=chance_text(True, finding.q, t))]
    asked = {"n": goes.columns, "interests": goes.interests, "left": goes.left}
    said += [t("finding_detail.outcome_asked", **asked)]
    said += [t("finding_detail.outcome_left", **asked)] if goes.left else []
    said += list(_needed(finding, t))
    way = "more" if finding.share > finding.against else "less"
    return t(f"finding.outcome_{way}_{unit}", **values), t("app.sentences").join([*said, t("finding_detail.no_cause")])


def kind_of(finding: "Finding") -> str:
    """What a finding is called in the catalogues: where sources are the questions of a survey, it is of a question."""
    return "question" if finding.kind == "source" and is_question(finding.source) else finding.kind


def _how_sure(finding: "Finding", t: Say) -> Iterator[str]:
    """The interval of what was found, then whether it can be chance, then how many more people would show it again."""
    if finding.p != finding.p:
        return
    low, high = percent(finding.low, finding.high), percent(finding.high, finding.low)
    yield t("finding_sure.interval", low=low, high=high, chance=chance_text(True, finding.q, t))
    yield from _needed(finding, t)


def _needed(finding: "Finding", t: Say) -> Iterator[str]:
    """How many more people would show it again, where that is not too many to be advice."""
    if 0 < finding.needed <= _MOST_NEEDED:
        yield t("finding_sure.needed", n=_rounded_up(finding.needed))


def percent(share: float, beside: float) -> str:
    """A share in percent, with a decimal where both of two are small: else they might look alike."""
    return f"{share:.1%}" if max(share, beside) < 0.2 else f"{share:.0%}"


def trust_figures(quality: Quality, t: Say) -> list[tuple[str, str, str]]:
    """How good the whole tree is: value, name, and what it means. Those that can't be had are left out.

    Without topic coherence (NPMI): statements are too short for two words of a topic, so that nearly all trees are
    below 0, which tells nobody anything. `interest evaluate` prints it.
    """
    topics = quality.whole.levels.set_index("level").loc["topic"]
    silhouette = topics["silhouette"]
    values = {
        "stability": (f"{topics['stability']:.0%}", "stability"),
        "outliers": (f"{quality.whole.outliers:.0%}", "outliers"),
        "silhouette": (f"{silhouette:.2f}", f"silhouette_{_told_apart(silhouette)}"),
        "diversity": (f"{quality.whole.diversity:.0%}", "diversity"),
    }
    return [
        (value, t(f"quality.{called}"), t(f"quality.{name}_help"))
        for name, (value, called) in values.items()
        if "nan" not in value
    ]


def difference_text(
    compared: "pd.DataFrame",
    level: "Level",
    segments: tuple[str, str],
    tree: "InterestTree",
    t: Say,
    shown: Callable[[str], str] = str,
) -> str:
    """How two segments differ at a level, the largest sure differences first; `compared` is that of `contrast`.

    What defines a segment is no news: it is only named where there is nothing else.
    """

    def side(rows: "pd.DataFrame", segment: str, own: str, other: str) -> str:
        found = rows.head(_DIFFERENCES)[["node_id", own, other]].itertuples(index=False, name=None)
        named = [t("segments.finding", name=shown(tree[node].name), own=a, other=b) for node, a, b in found]
        interests, left = t("app.listing").join(named), len(rows) - len(named)
        interests = t("segments.and_more", interests=interests, n=left) if left else interests
        return t("segments.more", segment=shown(segment), interests=interests)

    def both(defining: bool) -> str:
        sides = zip(
            findings(compared, level, len(compared), defining), segments, ("share_a", "share_b"),
            ("share_b", "share_a"), strict=True,
        )  # fmt: skip
        return t("segments.and").join(side(*parts) for parts in sides if len(parts[0]))

    news, known = both(defining=False), both(defining=True)
    if news:
        return t("segments.differ_besides" if known else "segments.differ", differences=news)
    return t("segments.by_definition", differences=known) if known else t("segments.no_difference")


def chance_text(significant: bool, q: float, t: Say, needed: float = 0.0) -> str:
    """Whether a difference may be chance: with its corrected p where it hardly is, and where it may be with about how
    many more people would make one of this size sure, if that is known (above 0) and not out of reach."""
    if not significant:
        known = 0 < needed <= _MOST_NEEDED
        return t("segments.more_needed", n=_rounded_up(needed)) if known else t("segments.may_be_chance")
    return t("segments.surely_no_chance") if q < 0.001 else t("segments.hardly_chance", p=f"{q:.1g}")


def _rounded_up(count: float) -> int:
    """A whole number of two digits and zeros: it is known no better."""
    unit = 10 ** max(len(str(int(count))) - 2, 0)
    return int(-(-count // unit) * unit)


def _told_apart(silhouette: float) -> str:
    """How a silhouette is for short texts."""
    low, high = USUAL_SILHOUETTE
    return "hardly" if silhouette < low else "clearly" if silhouette > high else "usual"


def portrait_text(
    segment: FoundSegment, found: Found, tree: "InterestTree", t: Say, shown: Callable[[str], str] = str
) -> tuple[str, str, str]:
    """A found segment in three sentences: what its people care about, what else goes with it, and what it is not."""

    def listed(rows: "pd.DataFrame") -> str:
        named = rows[["node_id", "share_a", "share_b"]].itertuples(index=False, name=None)
        said = [t("found.interest", name=shown(tree[node].name), own=a, other=b) for node, a, b in named]
        return t("app.listing").join(said)

    more, less = segment.more(k=_PORTRAYED), segment.less(k=_PORTRAYED - 1)
    told = [
        t("found.trait", what=shown(trait_text(row.column, row.value, row.own, t)), own=row.share_a, other=row.share_b)
        for own in (False, True)
        for row in segment.told(own).itertuples()
    ]
    near = {"near": shown(found[segment.neighbour].name), "between": segment.between}
    return (
        t("found.more", interests=listed(more)) if len(more) else t("found.more_none"),
        t("found.known", traits=t("app.listing").join(told)) if told else t("found.known_none"),
        t("found.less", interests=listed(less), **near) if len(less) else t("found.less_none", **near),
    )


def outcome_text(outcome: Asked, t: Say) -> str:
    """What is asked of people: a column, or one of its values."""
    if not outcome.is_share:
        return outcome.column
    return t("drivers.yes" if outcome.value == "yes" else "drivers.value", column=outcome.column, value=outcome.value)


def drivers_text(found: Drivers, t: Say, shown: Callable[[str], str] = str) -> str:
    """Of how many people an outcome is known and how it is, or why nothing can be said of it."""
    outcome = shown(outcome_text(found.outcome, t))
    if found.verdict != "told":
        return t(f"drivers.{found.verdict}", outcome=outcome, n=found.people, least=FEWEST_PEOPLE, side=FEWEST_SIDE)
    unit = "share" if found.outcome.is_share else "number"
    mean = figure_text(found.mean, found.outcome, found.mean)
    said = t(f"drivers.lead_{unit}", n=found.people, outcome=outcome, mean=mean)
    unknown = [t("drivers.unknown", n=found.unknown)] if found.unknown else []
    left_out = (
        [t("drivers.left_out", names=t("app.listing").join(map(shown, found.left_out)))] if found.left_out else []
    )
    return t("app.sentences").join([said, *ticked_text(found.outcome, t, shown), *unknown, *left_out])


def ticked_text(outcome: "Outcome | Goes", t: Say, shown: Callable[[str], str] = str) -> list[str]:
    """How the empty cells of a column are read that says one value or nothing."""
    return [t("drivers.ticked", outcome=shown(outcome.column), value=shown(outcome.value))] if outcome.ticked else []


def driver_text(row: "pd.Series", found: Drivers, t: Say, shown: Callable[[str], str] = str) -> str:
    """One row of `found.table` in words: how the outcome is with it and without, as it is and beside the others."""
    outcome = found.outcome
    gaps = ("difference", "low", "high", "adjusted", "adjusted_low", "adjusted_high")
    figures = {name: gap_text(row[name], outcome, found.mean) for name in gaps}
    figures |= {name: figure_text(row[name], outcome, found.mean) for name in ("with_it", "without")}
    what = {"name": shown(row["name"]), "outcome": shown(outcome_text(outcome, t)), "n": int(row["users"])}
    unit = "share" if outcome.is_share else "number"
    who = "segment" if row["kind"] == "segment" else "interest"
    beside = t(f"drivers.beside_{unit}", **figures) if row["adjusted"] == row["adjusted"] else t("drivers.not_apart")
    return t("app.sentences").join([t(f"drivers.{who}_{unit}", **figures, **what), beside])


def uplift_text(found: Uplift, t: Say, shown: Callable[[str], str] = str) -> str:
    """What an experiment brought, and whether it can be chance."""
    usual = found.without or found.with_it
    gaps = ("difference", "low", "high")
    said = t(
        f"experiment.{'share' if found.outcome.is_share else 'number'}",
        outcome=shown(outcome_text(found.outcome, t)), n=found.treated, out=found.held_out,
        **{name: figure_text(getattr(found, name), found.outcome, usual) for name in ("with_it", "without")},
        **{name: gap_text(getattr(found, name), found.outcome, usual) for name in gaps},
    )  # fmt: skip
    unknown = [t("drivers.unknown", n=found.unknown)] if found.unknown else []
    needed = 0 < found.needed <= _MOST_NEEDED
    chance = t("experiment.sure") if found.sure else t("experiment.unsure")
    more = [t("experiment.needed", n=_rounded_up(found.needed))] if needed else []
    return t("app.sentences").join([said, chance, *more, *ticked_text(found.outcome, t, shown), *unknown])


def figure_text(value: float, outcome: Asked, usual: float) -> str:
    """An outcome of some people: a share in percent, or a number with as many decimals as is usual for it."""
    return f"{value:.0%}" if outcome.is_share else f"{value:,.{_decimals(usual)}f}"


def gap_text(value: float, outcome: Asked, usual: float) -> str:
    """A difference of outcomes with its sign: in percentage points, or in the unit of the number."""
    return f"{100 * value:+.0f}" if outcome.is_share else f"{value:+,.{_decimals(usual)}f}"


def _decimals(usual: float) -> int:
    """So many that there are three digits."""
    return max(2 - floor(log10(abs(usual))), 0) if usual else 2


def column_text(column: str, t: Say) -> str:
    """What a column is called: as in the data, or in the reader's language where it was told from the texts."""
    return {KIND: t("told.kind"), LIKELY: t("told.likely")}.get(column, column)


def value_text(column: str, value: str, t: Say, alone: bool = False) -> str:
    """A value of a column, or the value `alone`, as it is shown: yes and no, and what we told, in the reader's
    language."""
    if column == KIND:
        said = t(f"statement_kind.{value}")
    elif column == LIKELY:
        said = t(f"likely.{value}")
    else:
        said = t(f"columns.{value}") if value in ("yes", "no") else value
    return said if alone else t("columns.pair", column=column_text(column, t), value=said)


def estimate_text(estimate: Estimate, t: Say) -> str:
    """How opinions were estimated where there is no rating, and how often that is right."""
    if estimate.by == "examples":
        return t("likely.by_examples")
    if estimate.auc is None or not estimate.holds:
        return t("likely.too_poor", auc=estimate.auc or 0.5, low=estimate.low or 0.0, least=LEAST_AUC)
    right = {"liked": estimate.liked_right, "disliked": estimate.disliked_right}
    said = [t(f"likely.right_{name}", share=share) for name, share in right.items() if share is not None]
    figures = {name: getattr(estimate, name) for name in ("auc", "low", "high", "people")}
    return t("app.sentences").join([t("likely.by_ratings", n=estimate.statements, **figures), *said])


def trait_text(column: str, value: str, own: bool, t: Say) -> str:
    """A value of a column, or, if it is people's own way, how they write."""
    if not own:
        name, said = column_text(column, t), value_text(column, value, t, alone=True)
        return t("trait.column_yes" if value == "yes" else "trait.column", column=name, value=said)
    if column in ("statements", "length"):
        return t(f"trait.{column}_{'few' if value.startswith('≤') else 'many'}", value=value)
    return t(f"trait.{column}", value=value) if column in _VALUED else t(f"trait.{column}_{value}")
