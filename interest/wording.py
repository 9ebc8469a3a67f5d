"""Texts for people in English and Chinese, from the catalogues of the app: for all that speaks without Streamlit."""

import functools
import tomllib
from collections.abc import Callable, Iterable, Mapping
from importlib import resources
from typing import TYPE_CHECKING, Any

from interest.evaluation import FEWEST_USERS, LEAST_STABILITY, MOST_OUTLIERS, MOST_STRAY, ONE_USER, Quality
from interest.segments import Ids, Rule, Segment, Selection

if TYPE_CHECKING:
    from interest.findings import Finding
    from interest.hierarchy.tree import InterestTree

LANGUAGES = {"en": "English", "zh": "简体中文"}
Entry = str | Mapping[str, str]
"""A text with `{…}` fields, or one for a single thing ("one") and one for several ("other"), told apart by `n`."""
Say = Callable[..., str]
"""Gives the text of a key, its fields filled with keyword arguments: `translate` with a language, or the app's `t`."""
LIMITS = {
    "few users": f"{FEWEST_USERS}",
    "one user": f"{ONE_USER:.0%}",
    "not stable": f"{LEAST_STABILITY:.0%}",
    "mixed": f"{MOST_STRAY:.0%}",
    "mostly outliers": f"{MOST_OUTLIERS:.0%}",
}
"""Where each reason to call a node weak begins, for its text."""
_NAMES = 8
"""Of the names of interests or users in a finding."""


def translate(language: str, key: str, **values: Any) -> str:
    """The text of a key in one language. Raises `KeyError` for a key or field that is not there."""
    entry = catalogue(language)[key]
    text = entry if isinstance(entry, str) else entry["one" if values["n"] == 1 else "other"]
    return text.format(**values)


@functools.cache
def catalogue(language: str) -> Mapping[str, Entry]:
    """All texts of a language by key ("section.name")."""
    text = resources.files("interest.ui").joinpath("catalogues", f"{language}.toml").read_text("utf-8")
    return {
        f"{section}.{name}": entry
        for section, entries in tomllib.loads(text).items()
        for name, entry in entries.items()
    }


def reasons_text(reasons: Iterable[str], t: Say) -> str:
    """Why a node is weak, as one line; "" without reasons."""
    return t("app.listing").join(t(f"weak.{reason.replace(' ', '_')}", limit=LIMITS[reason]) for reason in reasons)


def finding_text(
    finding: "Finding", tree: "InterestTree", t: Say, shown: Callable[[str], str] = str
) -> tuple[str, str]:
    """What was found in a sentence, and what is behind it in another; `shown` makes names safe where they stand."""
    names = [shown(tree[node].name) for node in finding.nodes]
    several = "_several" if finding.kind == "concentrated" and len(names) > 1 else ""

    def listed(all_names: list[str]) -> str:
        return t("app.listing").join(all_names[:_NAMES]) + ("…" if len(all_names) > _NAMES else "")

    values = {
        "name": names[0],
        "names": listed(names),
        "other": names[-1],
        "n": len(names) if several or finding.kind == "weak" else finding.users,
        "statements": finding.statements,
        "share": _percent(finding.share, finding.against),
        "against": _percent(finding.against, finding.share),
        "breadth": finding.against,
        "source": shown(finding.source),
        "people": listed([shown(user) for user in finding.people]),
        "of": len(tree.level("topic")),
        "since": f"{finding.since:%Y-%m-%d}" if finding.since is not None else "",
    }
    return t(f"finding.{finding.kind}{several}", **values), t(f"finding_detail.{finding.kind}{several}", **values)


def _percent(share: float, beside: float) -> str:
    """A share in percent, with a decimal where both of two are small: else they might look alike."""
    return f"{share:.1%}" if max(share, beside) < 0.2 else f"{share:.0%}"


def trust_figures(quality: Quality, t: Say) -> list[tuple[str, str, str]]:
    """How good the whole tree is: value, name, and what it means. Those that can't be had are left out.

    Without topic coherence (NPMI): statements are too short for two words of a topic, so that nearly all trees are
    below 0, which tells nobody anything. `interest evaluate` prints it.
    """
    topics = quality.whole.levels.set_index("level").loc["topic"]
    values = {
        "stability": f"{topics['stability']:.0%}",
        "outliers": f"{quality.whole.outliers:.0%}",
        "silhouette": f"{topics['silhouette']:.2f}",
        "diversity": f"{quality.whole.diversity:.0%}",
    }
    return [
        (value, t(f"quality.{name}"), t(f"quality.{name}_help")) for name, value in values.items() if "nan" not in value
    ]


def definition_text(segment: Segment, t: Say) -> str:
    """What makes somebody belong to a segment."""
    match segment.definition:
        case Ids(users):
            return t("definition.ids", n=len(users))
        case Selection(statements):
            return t("definition.selection", n=len(statements))
        case Rule() as rule:
            return t("app.separator").join(_conditions(rule, t))


def _conditions(rule: Rule, t: Say) -> list[str]:
    parts = [
        t("definition.share", name=interest.called, share=interest.above)
        if interest.above
        else t("definition.any", name=interest.called)
        for interest in rule.interests
    ]
    parts += [t("definition.source", name=rule.source)] if rule.source else []
    parts += [t("definition.label", name=rule.label)] if rule.label else []
    parts += [t("definition.opinion", name=t(f"opinion.{rule.opinion}"))] if rule.opinion else []
    parts += [t("definition.since", day=rule.since)] if rule.since else []
    parts += [t("definition.until", day=rule.until)] if rule.until else []
    return parts + ([t("definition.statements", n=rule.statements)] if rule.statements > 1 else [])
