"""The table of nodes, and how good recommendations are, in words."""

from dataclasses import replace

import pandas as pd
import pytest

from interest.evaluation import FIGURES
from interest.hierarchy.tree import InterestTree
from interest.inference import FEWEST
from interest.study import Study
from interest.ui.frame.translations import translate
from interest.ui.quality.trust import (
    feedback_rows,
    feedback_verdict,
    found_sentence,
    interval_table,
    lead_verdict,
    metric_helps,
    metric_rows,
    metric_table,
    node_table,
    splits,
)


def test_weak_nodes_come_first(small_study: Study) -> None:
    quality = small_study.quality()
    table = node_table(quality, small_study.tree)
    upper = [node.id for node in small_study.tree if node.level != "keyword"]
    assert sorted(table["node_id"]) == sorted(upper)
    weak = table["node_id"].isin(quality.weak()["node_id"])
    doubtful = table["node_id"].isin(quality.doubtful()["node_id"])
    assert weak.tolist() == sorted(weak, reverse=True)
    assert ((table["reasons"] != "") == (weak | doubtful)).all()
    for part in (table[weak], table[doubtful], table[~weak & ~doubtful]):
        assert part["stability"].is_monotonic_increasing


def test_the_table_says_how_well_names_fit(small_study: Study) -> None:
    tree = small_study.tree
    table = node_table(small_study.quality(), tree).set_index("node_id")
    assert table["name_fits"].between(0, 1).all()
    for node_id, fit in table["name_fits"].items():
        assert fit == tree[node_id].fit
    unknown = InterestTree({node.id: replace(node, fit=None) for node in tree.nodes.values()})
    assert node_table(small_study.quality(), unknown)["name_fits"].isna().all()


def test_recommenders_come_best_first() -> None:
    names = ("content", "collaborative", "hybrid", "popularity", "random")
    rows = [(name, metric, n / 10, n / 20, n / 5) for n, name in enumerate(names) for metric in FIGURES]
    found = pd.DataFrame(rows, columns=["recommender", "metric", "value", "low", "high"]).assign(people=30)
    found.loc[found["metric"] == "coverage", ["low", "high"]] = float("nan")
    values, ranges = metric_table(found), metric_table(found, ranges=True)
    assert values.columns.tolist() == ranges.columns.tolist() == ["recommender", "people", *FIGURES]
    assert values["recommender"].tolist() == [translate("en", f"recommender.{name}") for name in reversed(names)]
    assert values["ndcg"].tolist() == ["40%", "30%", "20%", "10%", "0%"]
    assert (values["coverage"][0], ranges["coverage"][0]) == ("40%", "–")
    assert (values["novelty"][0], ranges["novelty"][0]) == ("0.40", "0.20–0.80")
    assert ranges["precision"][0] == "20–80%"
    dots = metric_rows(found)
    assert dots["name"].tolist() == values["recommender"].tolist()
    assert dots["colour"].nunique() == 2  # baselines look different
    parts = {"own": 0.2, "popular": 0.3, "chance": 0.4}
    assert found_sentence(found, 10) == translate("en", "quality.found", k=10, **parts)
    assert list(metric_helps(10)) == list(FIGURES)


def test_only_splits_that_the_interactions_allow(small_study: Study) -> None:
    assert splits(small_study) == ["random", "folds", "new"]
    timed = small_study.interactions.assign(timestamp=pd.Timestamp("2026-01-01"))
    contents = small_study.contents
    study = Study(contents.change(stock=replace(contents.stock, interactions=timed)))
    assert splits(study) == ["random", "time", "folds", "replay", "new"]


VERDICTS = [(0.01, 0.05, "helps"), (-0.05, -0.01, "harms"), (-0.01, 0.03, "unclear")]


@pytest.mark.parametrize(("low", "high", "verdict"), VERDICTS)
def test_whether_feedback_helps_is_said(low: float, high: float, verdict: str) -> None:
    rows = [("feedback", "found", 0.8, 0.7, 0.9), ("no feedback", "found", 0.75, 0.7, 0.8)]
    rows += [("random", "found", 0.2, 0.1, 0.3), ("feedback", "round 1", 1.0, 0.9, 1.1)]
    rows += [("feedback", "ahead of no feedback", (low + high) / 2, low, high)]
    table = pd.DataFrame(rows, columns=["recommender", "metric", "value", "low", "high"]).assign(people=30)
    points = {"points": 50 * (low + high), "low": 100 * low, "high": 100 * high}
    assert feedback_verdict(table) == translate("en", f"quality.feedback_{verdict}", **points)
    shown = interval_table(feedback_rows(table))
    assert shown["found"].tolist() == [0.8, 0.75, 0.2]
    assert shown["recall_range"][0] == "70% – 90%"


@pytest.mark.parametrize(("low", "high", "verdict"), VERDICTS)
def test_whether_recommendations_are_worth_more_than_popularity_is_said(low: float, high: float, verdict: str) -> None:
    rows = [("hybrid", "recall", 0.5, 0.4, 0.6), ("hybrid", "ahead of popularity", (low + high) / 2, low, high)]
    table = pd.DataFrame(rows, columns=["recommender", "metric", "value", "low", "high"]).assign(people=30)
    points = {"points": 50 * (low + high), "low": 100 * low, "high": 100 * high}
    assert lead_verdict(table) == translate("en", f"quality.lead_{verdict}", **points)


def test_of_a_handful_of_people_nothing_is_claimed() -> None:
    row = ("hybrid", "ahead of popularity", 4, 0.1, float("nan"), float("nan"))
    table = pd.DataFrame([row], columns=["recommender", "metric", "people", "value", "low", "high"])
    assert lead_verdict(table) == translate("en", "quality.lead_few", people=4, fewest=FEWEST, points=10.0)
