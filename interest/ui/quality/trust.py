"""What the page says of a tree's quality: the table of nodes, how good recommendations are, in figures and words."""

from functools import partial
from math import isnan, nan

import pandas as pd
import streamlit as st

from interest.evaluation import BASELINES, BY_TIME, FIGURES, SPLITS, Quality, has_repeat_takers
from interest.figures import BASELINE, PALETTE
from interest.hierarchy.tree import InterestTree
from interest.inference import FEWEST
from interest.recommend import INTEREST_SPLITS, shown_interests
from interest.study import Study
from interest.ui.frame import session
from interest.ui.frame.awaiting import Assessment, awaited
from interest.ui.frame.translations import t
from interest.wording import reasons_text

POLICIES = ("feedback", "no feedback", "random")
SHOWN = ("hybrid", "recommended")
"""The recommenders of items and of interests that the app uses."""


# One for all sessions that look at the same study.
@st.cache_resource(max_entries=16, show_spinner=False)
def _item_assessment(key: str, split: str, _study: Study) -> Assessment[pd.DataFrame]:
    return Assessment(partial(_study.item_quality, split), ("recommending",))


@st.cache_resource(max_entries=16, show_spinner=False)
def _interest_assessment(key: str, split: str, _study: Study) -> Assessment[pd.DataFrame]:
    return Assessment(partial(_study.interest_quality, split), ("interests",), {"recommending": "interests"})


@st.cache_resource(max_entries=16, show_spinner=False)
def _feedback_assessment(key: str, split: str, _study: Study) -> Assessment[pd.DataFrame]:
    return Assessment(partial(_study.feedback_quality, split), ("answering",), {"recommending": "answering"})


@st.cache_data(max_entries=8, show_spinner=False)
def _topics_a_user(key: str, _study: Study) -> tuple[bool, bool]:
    """Whether somebody wrote about two topics, and whether it is known when."""
    shown = shown_interests(_study.statements, _study.tree)
    return has_repeat_takers(shown), bool(shown["timestamp"].notna().any())


def takes_items(study: Study) -> bool:
    """Whether somebody took two items, one to be known and one to be hidden."""
    return study.items is not None and has_repeat_takers(study.interactions)


def has_interests(study: Study) -> bool:
    """Whether somebody wrote about two topics, one to be known and one to be hidden."""
    return _topics_a_user(session.study_key(), study)[0]


def splits(study: Study) -> list[str]:
    """The ways to hide what was taken that a study's interactions allow: those by time need times."""
    taken = study.interactions
    timed = taken is not None and "timestamp" in taken and taken["timestamp"].notna().any()
    return [split for split in SPLITS if timed or split not in BY_TIME]


def interest_splits(study: Study) -> list[str]:
    """The ways to hide interests that a study's statements allow."""
    timed = _topics_a_user(session.study_key(), study)[1]
    return [split for split in INTEREST_SPLITS if timed or split not in BY_TIME]


def judged_items(study: Study, split: str = "random") -> pd.DataFrame | None:
    """`item_quality` of the study that is looked at; while it is computed, how far that is, and None."""
    return awaited(_item_assessment(session.study_key(), split, study), _item_assessment.clear)


def judged_interests(study: Study, split: str = "random") -> pd.DataFrame | None:
    """`interest_quality` of the study that is looked at; while it is computed, how far that is, and None."""
    return awaited(_interest_assessment(session.study_key(), split, study), _interest_assessment.clear)


def judged_feedback(study: Study, split: str = "random") -> pd.DataFrame | None:
    """`feedback_quality` of the study that is looked at; while it is computed, how far that is, and None."""
    return awaited(_feedback_assessment(session.study_key(), split, study), _feedback_assessment.clear)


def node_table(quality: Quality, tree: InterestTree) -> pd.DataFrame:
    """A row a category or topic: node_id, interest (its path), level, reasons (as text), statements, users, stability,
    outliers and name_fits (0 to 1; NaN where it is not known). Weak ones come first, then doubtful ones, each by
    stability."""
    nodes = quality.nodes[quality.nodes["level"] != "keyword"]
    nodes = nodes.assign(doubtful=nodes["reasons"].map(len) > 0)
    nodes = nodes.sort_values(["weak", "doubtful", "stability"], ascending=[False, False, True], kind="stable")
    return pd.DataFrame(
        {
            "node_id": nodes["node_id"],
            "interest": [tree.path_name(node) for node in nodes["node_id"]],
            "level": [t(f"level.{level}") for level in nodes["level"]],
            "reasons": [reasons_text(reasons, t) for reasons in nodes["reasons"]],
            **{name: nodes[name] for name in ("statements", "users", "stability", "outliers")},
            "name_fits": [nan if (fit := tree[node].fit) is None else fit for node in nodes["node_id"]],
        }
    ).reset_index(drop=True)


def metric_table(table: pd.DataFrame, ranges: bool = False) -> pd.DataFrame:
    """All metrics of `Study.item_quality` or `interest_quality`, in words: recommender (its name), people (who were
    tested), and a column each.

    A row a recommender, the best by nDCG first. Parts are percentages, novelty is in bits; with `ranges` their 95%
    ranges stand there instead, "–" where there is none.
    """
    wide = table.set_index(["metric", "recommender"])
    order = wide.loc["ndcg"].sort_values("value", ascending=False, kind="stable").index
    told = {
        metric: [_in_words(metric, ranges, *wide.loc[(metric, name), ["value", "low", "high"]]) for name in order]
        for metric in FIGURES
    }
    people = [int(wide.loc[("ndcg", name), "people"]) for name in order]
    return pd.DataFrame({"recommender": [t(f"recommender.{name}") for name in order], "people": people, **told})


def _in_words(metric: str, ranges: bool, value: float, low: float, high: float) -> str:
    parts = [low, high] if ranges else [value]
    if any(isnan(part) for part in parts):
        return "–"
    if metric == "novelty":
        return "–".join(f"{part:.2f}" for part in parts)
    return "–".join(f"{100 * part:.0f}" for part in parts) + "%"


def metric_helps(k: int) -> dict[str, str]:
    """What each metric says, in a sentence, where `k` are recommended."""
    return {metric: t(f"metric.{metric}", k=k) for metric in FIGURES}


def found_sentence(table: pd.DataFrame, k: int) -> str:
    """How much of what was hidden is among the `k` that the app recommends, beside popularity and chance."""
    recall = table[table["metric"] == "recall"].set_index("recommender")["value"]
    own = next(recall[name] for name in SHOWN if name in recall)
    return t("quality.found", k=k, own=own, popular=recall["popularity"], chance=recall["random"])


def lead_verdict(table: pd.DataFrame) -> str:
    """In a sentence, whether what the app recommends finds more than popularity: where its interval excludes 0."""
    verdict, points = _lead(table, "popularity")
    return t(f"quality.lead_{verdict}", **points)


def metric_rows(table: pd.DataFrame) -> pd.DataFrame:
    """The nDCG of each recommender for `interest.figures.intervals_figure`: name, value, low, high, colour."""
    rows = table[table["metric"] == "ndcg"].sort_values("value", ascending=False, kind="stable")
    names = [t(f"recommender.{name}") for name in rows["recommender"]]
    colours = [BASELINE if name in BASELINES else PALETTE[0] for name in rows["recommender"]]
    return rows[["value", "low", "high"]].assign(name=names, colour=colours)


def feedback_rows(table: pd.DataFrame) -> pd.DataFrame:
    """What was found with feedback, without and by chance, of the table of `Study.feedback_quality`, for
    `interest.figures.intervals_figure`: name, value, low, high, colour."""
    found = table[table["metric"] == "found"].set_index("recommender").loc[list(POLICIES)]
    names = [t(f"policy.{name.replace(' ', '_')}") for name in found.index]
    colours = [PALETTE[0], BASELINE, BASELINE]
    return found[["people", "value", "low", "high"]].assign(name=names, colour=colours).reset_index(drop=True)


def interval_table(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of `feedback_rows` as a table: policy (its name), people, found (0 to 1) and its range in words."""
    both = zip(rows["low"], rows["high"], strict=True)
    ranges = ["–" if isnan(low) else f"{low:.0%} – {high:.0%}" for low, high in both]
    table = pd.DataFrame({"policy": rows["name"], "people": rows["people"], "found": rows["value"]})
    return table.assign(recall_range=ranges)


def feedback_verdict(table: pd.DataFrame) -> str:
    """In a sentence, whether feedback finds more than no feedback: where its interval excludes 0."""
    verdict, points = _lead(table, "no feedback")
    return t(f"quality.feedback_{verdict}", **points)


def _lead(table: pd.DataFrame, other: str) -> tuple[str, dict[str, float]]:
    """Whether being ahead of another helps, harms or is unclear, and by how many percentage points it is."""
    ahead = table[table["metric"] == f"ahead of {other}"].iloc[0]
    if isnan(ahead["low"]):
        return "few", {"points": 100 * ahead["value"], "people": ahead["people"], "fewest": FEWEST}
    verdict = "helps" if ahead["low"] > 0 else "harms" if ahead["high"] < 0 else "unclear"
    return verdict, {"points": 100 * ahead["value"], "low": 100 * ahead["low"], "high": 100 * ahead["high"]}
