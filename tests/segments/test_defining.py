"""Segments by nodes, rules, ids and statements: who is in one, and what can't be meant."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from defining_segments import defined, planted_node, speakers

import interest
from interest.errors import OwnInterestError, SegmentError, UnknownNodeError
from interest.segments import Ids, from_json, to_json


def test_users_of_a_node(study):
    node = planted_node(study, "dogs")
    study.segments.add_node("anybody", node)
    study.segments.add_node("keen", node, above=0.5)
    weights = study.profiles[study.profiles["node_id"] == node].set_index("user_id")["weight"]
    assert set(study.segments.members("anybody")) == set(weights.index)
    assert set(study.segments.members("keen")) == set(weights.index[weights >= 0.5 - 1e-9])
    assert 0 < len(study.segments.members("keen")) < len(weights)


def test_a_rule_asks_for_all_of_its_conditions(study):
    node = planted_node(study, "dogs")
    start, end = date(2026, 2, 1), date(2026, 2, 28)
    study.segments.add_rule("dogs in February", {node: 0.2}, since=start, until=end, statements=2)
    days = study.statements["timestamp"].dt.date
    counts = study.statements[(days >= start) & (days <= end)]["user_id"].value_counts()
    keen = study.profiles.query("node_id == @node and weight >= 0.2 - 1e-9")["user_id"]
    expected = set(keen) & set(counts.index[counts >= 2])
    assert set(study.segments.members("dogs in February")) == expected
    assert 0 < len(expected) < len(keen)


def test_sources_and_labels(planted_frame, fake_encoder):
    frame = planted_frame(n_users=20).assign(plan=lambda f: ["free", "paid"] * (len(f) // 2))
    frame["label"] = [("free", "paid")[int(user[-1]) % 2] for user in frame["user_id"]]
    frame["source"] = [("app", "web")[int(user[-1]) % 5 == 0] for user in frame["user_id"]]
    study = interest.build(frame, encoder=fake_encoder)
    study.segments.add_rule("paid", label="paid")
    study.segments.add_rule("paid on the web", label="paid", source="web")
    assert study.segments.members("paid") == [f"user{i:03}" for i in range(1, 20, 2)]
    assert study.segments.members("paid on the web") == ["user005", "user015"]
    with pytest.raises(SegmentError, match="'gold'; there is free, paid"):
        study.segments.add_rule("gold", label="gold")


def test_ids_and_statements(study):
    study.segments.add_ids("pasted", ["user007", " taker ", "stranger", "user007"])
    assert study.segments.members("pasted") == ["user007", "taker"]
    assert study.segments["pasted"].definition == Ids(("user007", "taker", "stranger"))
    study.segments.add_statements("lasso", study.statements.query("user_id in ['user003', 'user001']")["statement_id"])
    assert study.segments.members("lasso") == ["user001", "user003"]


def test_names(study):
    study.segments.add_ids("  Early   birds ", ["user001"])
    assert [segment.name for segment in study.segments] == ["Early birds"]
    assert "early BIRDS" in study.segments
    with pytest.raises(SegmentError, match="“Early birds” already"):
        study.segments.add_ids("early birds", ["user002"])
    with pytest.raises(SegmentError, match="needs a name"):
        study.segments.add_ids(" ", ["user002"])
    study.segments.rename("early birds", "EARLY BIRDS")
    study.segments.rename("EARLY BIRDS", "早起的人")
    assert [segment.name for segment in study.segments] == ["早起的人"]
    study.segments.remove("早起的人")
    assert len(study.segments) == 0
    with pytest.raises(SegmentError, match="no segment “gone”.*none yet"):
        study.segments.members("gone")


@pytest.mark.parametrize(
    ("conditions", "message"),
    [
        ({}, "fits everybody"),
        ({"statements": 0}, "at least 1 statement"),
        ({"since": date(2026, 3, 1), "until": date(2026, 2, 1)}, "before the first"),
        ({"source": "fax"}, "'fax'"),
        ({"interests": {"t0": 1.5}}, "not at 1.5"),
    ],
)
def test_rules_that_can_not_be_meant(study, conditions, message):
    if "interests" in conditions:
        conditions = {"interests": {study.tree.level("topic")[0].id: 1.5}}
    with pytest.raises(SegmentError, match=message):
        study.segments.add_rule("rule", **conditions)
    assert len(study.segments) == 0


def test_ids_and_nodes_that_are_not_there(study):
    with pytest.raises(SegmentError, match="None of the 2 ids.*user000"):
        study.segments.add_ids("strangers", ["a", "b"])
    with pytest.raises(SegmentError, match="None of these statements"):
        study.segments.add_statements("none", [10**6])
    with pytest.raises(UnknownNodeError, match="'t999'"):
        study.segments.add_node("nothing", "t999")


def test_who_is_content_and_who_is_not(planted_frame, fake_encoder):
    frame = planted_frame(n_users=20)
    low = frame["user_id"].isin(["user003", "user011"])
    frame["rating"] = [1.0 if unhappy else 5.0 for unhappy in low]
    study = interest.build(frame, encoder=fake_encoder)
    study.segments.add_rule("unhappy", opinion="disliked")
    assert study.segments.members("unhappy") == ["user003", "user011"]
    study.segments.add_rule("content", opinion="liked", statements=8)
    assert set(study.segments.members("content")) <= set(study.users) - {"user003", "user011"}
    topic = study.statements.loc[study.statements["user_id"] == "user003", "topic"].mode()[0]
    study.segments.add_rule("unhappy with it", {topic: 0.0}, opinion="disliked")
    assert study.segments.members("unhappy with it") == [
        user for user in speakers(study, topic) if user in ("user003", "user011")
    ]
    assert study.segments["unhappy"].description == "disliked by their ratings"
    assert from_json(to_json(study.segments)) == tuple(study.segments)
    with pytest.raises(SegmentError, match="'neutral'; there is"):
        study.segments.add_rule("so-so", opinion="neutral")


def test_opinions_are_about_the_interests_of_the_rule(planted_frame, fake_encoder):
    """Somebody who speaks of two topics and dislikes one of them."""
    frame = planted_frame(n_users=20)
    study = interest.build(frame, encoder=fake_encoder)
    counts = study.statements.groupby("user_id")["topic"].nunique()
    user = counts.index[counts > 1][0]
    liked, disliked = study.statements.loc[study.statements["user_id"] == user, "topic"].unique()[:2]
    own = study.statements["user_id"] == user
    rating = np.where(own & (study.statements["topic"] == disliked), 1.0, 5.0)
    study._current.change(
        ingested=replace(study.contents.ingested, frame=study.contents.ingested.frame.assign(rating=rating))
    )
    study.segments.add_rule("here", {disliked: 0.0}, opinion="disliked")
    study.segments.add_rule("there", {liked: 0.0}, opinion="disliked")
    assert study.segments.members("here") == [user]
    assert study.segments.members("there") == []


def test_a_definition_is_changed_and_a_segment_put_back(study):
    defined(study)
    names = [segment.name for segment in study.segments]
    study.segments.redefine("规则", study.segments.rule(statements=5))
    assert study.segments["规则"].description == "5 statements or more"
    assert [segment.name for segment in study.segments] == names
    gone = study.segments.remove("规则")
    study.segments.add(gone.name, gone.definition, place=1)
    assert [segment.name for segment in study.segments] == names


def test_the_topics_of_chosen_statements_define_their_segment(study):
    topic = study.tree.level("topic")[0]
    own = study.statements.loc[study.statements["topic"] == topic.id, "statement_id"]
    study.segments.add_statements("lasso", own.head(5))
    found = study.segments.profile("lasso").interests.set_index("node_id")["defining"]
    family = {topic.id, topic.parent, *(node.id for node in study.tree.children(topic.id))}
    assert set(found[found].index) == family & set(found.index)
    assert study.segments.about("lasso") == (topic.id,)


def test_a_segment_of_an_own_interest_follows_it(study: interest.Study) -> None:
    study.own.add("Dogs", words=["puppy", "leash", "kennel"])
    segment = study.segments.add_own("Dog people", "dogs", 2)
    assert segment.description == "own interest “Dogs”, 2 statements or more"
    assert set(study.segments.members("Dog people")) == study.own.users("Dogs", 2) != frozenset()
    assert from_json(to_json([segment])) == (segment,)
    study.own.remove("Dogs")
    assert not len(study.segments.members("Dog people"))
    with pytest.raises(OwnInterestError, match="no own interest"):
        study.segments.add_own("Cat people", "Cats")
