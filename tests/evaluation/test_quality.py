"""The quality of studies: planted ones, poor ones, with labels and without."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import interest
from interest.errors import InputError
from interest.evaluation import REASONS, STAGES, Run
from interest.evaluation.quality import is_weak


@pytest.fixture(scope="module")
def quality(small_study):
    return small_study.quality()


def test_a_row_a_node_in_the_order_of_the_tree(small_study, quality):
    nodes = quality.nodes
    assert nodes["node_id"].tolist() == [node.id for node in small_study.tree]
    assert nodes["statements"].tolist() == [node.size for node in small_study.tree]
    assert nodes["users"].tolist() == [node.users for node in small_study.tree]
    for column in ("outliers", "stray"):
        assert nodes[column].dropna().between(0, 1).all()
    assert nodes.loc[nodes["level"] != "keyword", "stability"].between(0, 1).all()
    assert nodes.loc[nodes["level"] == "keyword", "stability"].isna().all()
    outliers = small_study.statements.groupby("topic")["is_outlier"].mean()
    assert nodes.set_index("node_id")["outliers"][outliers.index].tolist() == pytest.approx(outliers.tolist())


def test_planted_interests_are_trusted(quality):
    upper = quality.nodes[quality.nodes["level"] != "keyword"]
    assert (upper["separation"] > 0.1).all()
    assert (upper["stability"] > 0.5).all()  # among four of five people, with all that they say
    assert upper["stability"].mean() > 0.85
    assert upper["reasons"].map(set).isin([set(), {"few users"}]).all()
    assert quality.weak().equals(quality.nodes[quality.nodes["weak"]])
    levels = quality.whole.levels.set_index("level")
    assert levels["nodes"].to_dict() == quality.nodes["level"].value_counts().to_dict()
    assert (levels.loc[["category", "topic"], "silhouette"] > 0).all()
    assert quality.whole.diversity > 0.9
    # The column planted_topic was recognised as a label.
    assert quality.agreement.set_index("level").loc["topic", ["ami", "ari", "v_measure"]].min() > 0.97


def test_it_is_computed_once_and_says_how_far_it_is(small_study_folder):
    study = interest.open_study(small_study_folder)
    assert study.contents.quality is None
    seen = []
    first = study.quality(progress=lambda stage, fraction: seen.append((stage, fraction)))
    assert list(dict.fromkeys(stage for stage, _ in seen)) == list(STAGES)
    assert seen[-1] == (STAGES[-1], 1.0)
    assert study.quality() is first is study.contents.quality
    assert study.recut(categories=3).contents.quality is None


def test_the_same_study_has_the_same_quality(small_study, small_study_folder):
    again = interest.open_study(small_study_folder).quality()
    pd.testing.assert_frame_equal(again.nodes, small_study.quality().nodes)
    pd.testing.assert_frame_equal(again.whole.levels, small_study.quality().whole.levels)


def planted_labels(planted_frame, join: str = "") -> list[str]:
    truth = planted_frame()
    return (truth["planted_category"] + join + truth["planted_topic"] if join else truth["planted_topic"]).tolist()


@pytest.mark.parametrize("join", [" > ", " › ", "/"])
def test_paths_are_compared_level_by_level(small_study, planted_frame, join):
    found = small_study.quality(labels=planted_labels(planted_frame, join)).agreement.set_index("level")
    assert found["labels"].to_dict() == {"category": 5, "topic": 15}
    assert (found["labelled"] == 480).all()
    assert (found[["ami", "ari", "homogeneity", "completeness", "v_measure", "hierarchical_f1"]] > 0.97).all(axis=None)


def test_a_plain_label_is_compared_with_both_levels(small_study, planted_frame):
    found = small_study.quality(labels=planted_labels(planted_frame)).agreement.set_index("level")
    assert found["labels"].tolist() == [15, 15]
    assert found.loc["topic", "ami"] > 0.97
    assert found.loc["category", "completeness"] > 0.97 > 0.7 > found.loc["category", "homogeneity"]
    assert found.loc["category", "hierarchical_f1"] == pytest.approx(1 / 3, abs=0.1)  # one topic of three


def test_the_column_label_is_taken_and_its_gaps_are_left_out(planted_frame, fake_encoder):
    frame = planted_frame(n_users=30).rename(columns={"planted_topic": "label"})
    frame.loc[:39, "label"] = ""
    study = interest.build(frame, encoder=fake_encoder)
    found = study.quality().agreement
    assert found["labelled"].tolist() == [200, 200]
    assert found["ami"].iloc[1] > 0.8


def test_labels_must_be_one_a_statement(small_study):
    with pytest.raises(InputError, match="2 labels for 480 statements"):
        small_study.quality(labels=["a", "b"])
    assert small_study.quality(labels=["a"] * 480).agreement.empty  # one label tells nothing apart


def test_other_runs_can_be_handed_in(small_study, quality):
    topics, names = pd.factorize(small_study.statements["topic"])
    half = topics.copy()
    half[topics == 0] = np.where(np.arange((topics == 0).sum()) % 2, 0, len(names))
    found = small_study.quality(runs={"topic": [Run(np.arange(480), half)]}).nodes.set_index("node_id")
    assert found["stability"][names[0]] == pytest.approx(0.5, abs=0.02)
    assert found["reasons"][names[0]] == ("not stable",)
    assert found["stability"][names[1]] == 1
    assert np.isnan(found["stability"]["c1"])
    assert small_study.quality() is quality  # what is handed in is not kept


@pytest.mark.parametrize(
    ("reasons", "weak"),
    [((), False), (("mixed",), False), (("mixed", "not stable"), True), (("few users",), True), (("one user",), True)],
)
def test_one_doubt_is_no_weakness_but_too_few_people_are(reasons, weak):
    assert is_weak(reasons) == weak


def test_weak_nodes_say_why(small_study):
    # A topic of one busy person, of outliers that lie elsewhere, and not found again.
    from interest.evaluation.quality import assess

    statements = small_study.statements.copy()
    here, there = small_study.tree.level("topic")[0].id, small_study.tree.level("topic")[-1].id
    rows = statements["topic"].isin([here])
    statements.loc[rows, "user_id"] = "busy"
    statements.loc[rows, "is_outlier"] = True
    space = small_study.contents.space
    meaning = space.meaning.copy()
    meaning[rows.to_numpy()] = meaning[(statements["topic"] == there).to_numpy()].mean(axis=0)
    meaning[np.flatnonzero(rows)[::2]] *= -1  # one half here, one half opposite: no middle of its own
    changed = replace(space, meaning=meaning)
    tree = type(small_study.tree)({k: type(n)(**{**vars(n), "users": 1}) if k == here else n
                                   for k, n in small_study.tree.nodes.items()})  # fmt: skip
    run = Run(np.arange(480), np.arange(480))
    nodes = assess(statements, tree, changed, runs={"topic": [run]}).nodes.set_index("node_id")
    assert nodes["reasons"][here] == REASONS


def test_a_handful_of_statements_has_a_quality_too(fake_encoder):
    frame = pd.DataFrame(
        {
            "user_id": list("aabbc"),
            "text": ["puppy leash", "guitar chords", "tomato soil", "puppy kennel", "aria tenor"],
        }
    )
    study = interest.build(frame, encoder=fake_encoder)
    quality = study.quality()
    assert len(quality.nodes) == len(study.tree)
    assert "few users" in quality.nodes.loc[quality.nodes["level"] == "topic", "reasons"].iloc[0]
