"""interest evaluate: the tree, recommendations, feedback, labels."""

import json
import re

import numpy as np
import pytest

import interest


def test_evaluate_prints_the_figures_of_the_tree(ask, small_study, small_study_folder):
    out = ask("evaluate", small_study_folder)
    quality = small_study.quality()
    for node in small_study.tree:
        if node.level == "topic":
            assert node.name in out
    topic = quality.whole.levels.set_index("level").loc["topic"]
    assert f"{topic['stability']:.2f}" in out
    assert f"{quality.whole.coherence:.2f}" in out
    assert "Agreement with the labels of 480 statements" in out  # the planted topics were taken for labels


def test_evaluate_as_json(ask, small_study, small_study_folder):
    found = json.loads(ask("evaluate", small_study_folder, "--json"))
    quality = small_study.quality()
    assert [node["node_id"] for node in found["nodes"]] == [node.id for node in small_study.tree]
    assert found["whole"]["diversity"] == pytest.approx(quality.whole.diversity)
    assert [row["level"] for row in found["whole"]["levels"]] == ["category", "topic", "keyword"]
    assert found["whole"]["levels"][2]["stability"] is None  # JSON knows no NaN
    assert {row["level"]: row["ami"] for row in found["agreement"]}["topic"] > 0.97
    assert {type(node["weak"]) for node in found["nodes"]} == {bool}


def test_evaluate_says_why_a_node_is_weak(ask, small_study_folder, monkeypatch):
    monkeypatch.setattr("interest.evaluation.quality.FEWEST_USERS", 1000)
    assert "few users" in ask("evaluate", small_study_folder)


def test_evaluate_recommended_items(ask, complain, small_study_folder):
    out = ask("evaluate", small_study_folder, "--items")
    assert all(name in out for name in ("content", "collaborative", "hybrid", "popularity", "random"))
    rows = {line.split("  ")[0]: line for line in out.splitlines()}
    for metric in ("recall", "precision", "ndcg", "mrr", "map", "hit rate", "novelty"):
        assert len(re.findall(r"\d\.\d\d", rows[metric])) == 5
        assert "[" not in rows[metric]  # of fewer than ten people there is no interval
    found = json.loads(ask("evaluate", small_study_folder, "--items", "--split", "new", "--k", "5", "--json"))
    assert (found["split"], found["k"]) == ("new", 5)
    values = {row["recommender"]: row["value"] for row in found["recommenders"] if row["metric"] == "ndcg"}
    assert values["hybrid"] > 0.25 > values["popularity"] == 0  # new items are known by their content alone
    assert "'never'" in complain("evaluate", small_study_folder, "--items", "--split", "never")


def test_evaluate_recommended_interests(ask, complain, small_study, small_study_folder):
    table = small_study.interest_quality(k=3)
    found = table.set_index(["metric", "recommender"]).loc[("recall", "recommended")]
    value, low, high = found[["value", "low", "high"]]
    out = ask("evaluate", small_study_folder, "--interests", "--k", "3")
    assert f"{value:.2f} [{low:.2f}, {high:.2f}]" in out
    assert all(name in out for name in ("recommended", "neighbours", "related", "popularity", "random", "precision"))
    found = json.loads(ask("evaluate", small_study_folder, "--interests", "--split", "time", "--json"))
    assert (found["split"], found["k"]) == ("time", 5)
    assert len(found["recommenders"]) == len(table)
    assert "'new'" in complain("evaluate", small_study_folder, "--interests", "--split", "new")
    assert "one at a time" in complain("evaluate", small_study_folder, "--items", "--interests")


def test_evaluate_what_feedback_brings(ask, complain, small_study, small_study_folder):
    asked = ("evaluate", small_study_folder, "--feedback", "--k", "2", "--rounds", "2")
    table = small_study.feedback_quality(k=2, rounds=2)
    people, value, low, high = table.iloc[-1][["people", "value", "low", "high"]]
    out = ask(*asked)
    interval = "too few people for an interval" if np.isnan(low) else f"95% interval: {low:+.3f} to {high:+.3f}"
    assert f"{value:+.3f} more than no feedback, of {people:.0f} people; {interval}." in out
    assert all(name in out for name in ("no feedback", "random", "round 2"))
    found = json.loads(ask(*asked, "--json"))
    assert (found["split"], found["k"], found["rounds"]) == ("random", 2, 2)
    assert len(found["policies"]) == len(table)
    assert "one at a time" in complain("evaluate", small_study_folder, "--items", "--feedback")


def test_evaluate_labels(ask, complain, small_study, small_study_folder, planted_frame, fake_encoder, tmp_path):
    figures = small_study.label_quality().figures
    out = ask("evaluate", small_study_folder, "--labels")
    for row in figures.itertuples():
        assert f"{row.value:.2f} [{row.low:.2f}, {row.high:.2f}]" in out
    assert "macro-F1" in out and "vinyl" in out
    found = json.loads(ask("evaluate", small_study_folder, "--labels", "--json"))
    assert [row["value"] for row in found["figures"]] == pytest.approx(figures["value"].tolist())
    assert (found["vectors"], found["notes"], len(found["labels"])) == ("mean", [], 30)
    assert "one at a time" in complain("evaluate", small_study_folder, "--items", "--labels")
    frame = planted_frame(n_users=20)[["user_id", "text"]]
    interest.build(frame, encoder=fake_encoder).save(tmp_path / "plain")
    assert "no labels in this study" in complain("evaluate", tmp_path / "plain", "--labels")


def test_evaluate_without_a_study(complain):
    assert "'nothing'" in complain("evaluate", "nothing")
