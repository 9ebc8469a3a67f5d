"""Segments are defined in four ways, kept with the study, and found again in other trees and studies."""

import json
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

import interest
from interest.errors import SegmentError, UnknownNodeError
from interest.segments import Ids, Interest, Rule, Segment, from_json, to_json


@pytest.fixture
def study(small_study_folder, fake_encoder) -> interest.Study:
    return interest.open_study(small_study_folder, fake_encoder)


def planted_node(study, topic: str, level: str = "topic") -> str:
    """The node that holds most of the statements of a planted topic."""
    frame = study.statements
    vocabulary = {"dogs": "puppy|leash|kennel|retriever|poodle", "opera": "soprano|aria|libretto|tenor|baritone"}
    return frame.loc[frame["text"].str.contains(vocabulary[topic]), level].mode()[0]


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


def test_a_planted_interest_is_over_indexed(study):
    """Who is called by those who speak of dogs: the profile tells dogs from the rest, and the opening is no finding."""
    node = planted_node(study, "dogs")
    users = study.profiles.query("node_id == @node")["user_id"]
    study.segments.add_ids("dog people", users)
    profile = study.segments.profile("dog people")
    assert (profile.users, profile.name) == (len(users), "dog people")
    best = profile.over_indexed("topic").iloc[0]
    assert best["node_id"] == node
    assert (best["share_a"], best["share_b"]) == (1.0, 0.0)
    study.segments.add_node("of the node", node)
    assert node not in set(study.segments.profile("of the node").over_indexed("topic")["node_id"])


def test_two_segments_compared(study):
    dogs, opera = (
        study.profiles.query("node_id == @node")["user_id"]
        for node in (planted_node(study, "dogs"), planted_node(study, "opera"))
    )
    study.segments.add_ids("dogs", dogs)
    study.segments.add_ids("opera", opera)
    table = study.segments.compare("dogs", "OPERA").set_index("node_id")
    assert list(table.columns[:7]) == ["level", "share_a", "share_b", "difference", "lift", "p", "q"]
    assert set(table.index) == {node.id for node in study.tree}
    mirrored = study.segments.compare("opera", "dogs").set_index("node_id")
    assert mirrored["p"].tolist() == pytest.approx(table["p"].tolist())
    assert mirrored["difference"].tolist() == pytest.approx((-table["difference"]).tolist())
    assert table.loc[planted_node(study, "dogs"), "significant"]
    assert table.loc[planted_node(study, "dogs"), "lift"] > 1 > table.loc[planted_node(study, "opera"), "lift"]


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


def defined(study) -> None:
    """One segment of each kind."""
    study.segments.add_node("node", study.tree.level("topic")[0].id, above=0.25)
    study.segments.add_rule("规则", since=date(2026, 1, 5), until=date(2026, 3, 1), statements=3)
    study.segments.add_ids("ids", ["user001", "user002"])
    study.segments.add_statements("lasso", [0, 5, 17])


def test_saved_and_opened(study, tmp_path):
    defined(study)
    again = interest.open_study(study.save(tmp_path / "saved"))
    assert tuple(again.segments) == tuple(study.segments)
    for segment in study.segments:
        assert again.segments.members(segment.name) == study.segments.members(segment.name)
    assert from_json(to_json(study.segments)) == tuple(study.segments)
    for segment in list(again.segments):
        again.segments.remove(segment.name)
    again.save(tmp_path / "saved")
    assert not (tmp_path / "saved" / "segments.json").exists()


def test_a_study_from_before_there_were_segments(small_study_folder):
    assert not (small_study_folder / "segments.json").exists()
    assert len(interest.open_study(small_study_folder).segments) == 0


def test_nodes_are_called_what_they_are_called_now(study):
    node = study.tree.level("category")[0]
    study.segments.add_node("node", node.id)
    study.edit.rename(node.id, "Far away")
    assert study.segments["node"].description == "“Far away”"
    other = study.named_in("zh")
    assert other.segments["node"].description == f"“{other.tree[other.segments['node'].nodes[0]].name}”"


def test_segments_follow_when_rows_are_added(study, planted_frame):
    defined(study)
    before = {segment.name: study.segments.members(segment.name) for segment in study.segments}
    study.add(planted_frame(n_users=80, seed=9))
    assert study.segments.members("ids") == before["ids"]
    assert study.segments.members("lasso") == before["lasso"]
    grown = study.segments.members("node")
    weights = study.profiles[study.profiles["node_id"] == study.segments["node"].nodes[0]].set_index("user_id")
    assert set(grown) == set(weights.index[weights["weight"] >= 0.25 - 1e-9])
    assert set(grown) - set(before["node"])


def test_a_hidden_node_puts_its_segment_aside_until_it_is_back(study):
    node = study.tree.level("topic")[0]
    study.segments.add_node("node", node.id)
    before = study.segments.members("node")
    study.edit.rename(node.id, "Far away")
    study.edit.hide(node.id)
    called = study.tree.path_name(node.id)
    assert called.endswith("Far away")
    assert study.segments.missing("node") == (called,)
    with pytest.raises(SegmentError, match="can't be applied.*Far away"):
        study.segments.members("node")
    study.undo()
    assert study.segments.members("node") == before


def speakers(study, *nodes: str) -> list[str]:
    """Everybody who speaks of any of some nodes."""
    frame = study.statements
    found = set(frame.loc[frame[["category", "topic", "keyword"]].isin(nodes).any(axis=1), "user_id"])
    return [user for user in study.users if user in found]


def test_a_segment_follows_its_node_into_a_merge_and_back(study, tmp_path):
    node, other, third = study.tree.level("topic")[:3]
    study.segments.add_node("node", other.id)
    before = study.segments.members("node")
    merged = study.edit.merge(node.id, other.id, name="Both")
    assert study.segments["node"].nodes == (merged,)
    assert study.segments["node"].description == f"“{study.tree.path_name(merged)}”"
    assert study.segments.members("node") == speakers(study, merged)
    assert len(study.segments.members("node")) > len(before)
    study.segments.add_ids("other", ["user001"])  # keeps the definitions anew
    again = interest.open_study(study.save(tmp_path / "saved"))
    assert again.segments.members("node") == study.segments.members("node")
    larger = study.edit.merge(third.id, merged)
    assert study.segments.members("node") == speakers(study, larger)
    study.undo()
    study.undo()
    assert study.segments["node"].nodes == (other.id,)
    assert study.segments.members("node") == before


@pytest.mark.parametrize("level", ["category", "topic"])
def test_a_segment_of_a_split_node_is_that_of_its_parts_together(study, level):
    node = study.tree.level(level)[0]
    study.segments.add_node("any", node.id)
    study.segments.add_node("half", node.id, above=0.5)
    before = [study.segments.members(name) for name in ("any", "half")]
    assert before[0] != before[1]
    parts = study.edit.split(node.id, 2)
    assert study.segments["any"].nodes == parts
    assert [study.segments.members(name) for name in ("any", "half")] == before
    assert study.segments.profile("any").interests.set_index("node_id").loc[list(parts), "defining"].all()
    study.edit.hide(parts[1])
    assert study.segments.members("any") == speakers(study, parts[0])
    study.edit.hide(parts[0])
    assert study.segments.missing("any")


def test_a_keyword_that_met_its_like_is_followed(study):
    one, other = study.tree.level("topic")[:2]
    keyword, like = study.tree.children(one.id)[0], study.tree.children(other.id)[0]
    study.segments.add_node("word", keyword.id)
    study.edit.rename(like.id, keyword.name)
    both = speakers(study, keyword.id, like.id)
    assert both != speakers(study, keyword.id)
    study.edit.merge(one.id, other.id)
    assert study.segments.members("word") == both
    assert study.tree[study.segments["word"].nodes[0]].name == keyword.name


def test_a_merged_node_is_found_in_another_cut(study):
    node, other = study.tree.level("topic")[:2]
    study.segments.add_node("node", other.id)
    study.edit.merge(node.id, other.id)
    cut = study.recut(categories=2)
    assert cut.segments.members("node") == study.segments.members("node")
    assert study.segments.rule({other.id: 0.1}).interests[0].called == study.tree.path_name(
        study.segments["node"].nodes[0]
    )


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


def test_rules_from_before_there_were_opinions():
    text = to_json([Segment("old", Rule((Interest("t1", 0.2, "Dogs"),), source="web"))])
    rows = json.loads(text)
    assert set(rows[0]["interests"][0]) == {"node", "above", "called"}
    del rows[0]["opinion"]
    assert from_json(json.dumps(rows))[0].definition == Rule((Interest("t1", 0.2, "Dogs"),), source="web")


def test_a_definition_is_changed_and_a_segment_put_back(study):
    defined(study)
    names = [segment.name for segment in study.segments]
    study.segments.redefine("规则", study.segments.rule(statements=5))
    assert study.segments["规则"].description == "5 statements or more"
    assert [segment.name for segment in study.segments] == names
    gone = study.segments.remove("规则")
    study.segments.add(gone.name, gone.definition, place=1)
    assert [segment.name for segment in study.segments] == names


def test_segments_survive_another_cut_where_their_nodes_are_known_again(study):
    defined(study)
    categories = study.tree.level("category")
    for category in categories:
        study.segments.add_node(category.name, category.id)
    same = study.recut(categories=len(categories))
    assert tuple(same.segments) == tuple(study.segments)
    coarse = study.recut(categories=2)
    lost = [category.name for category in categories if coarse.segments.missing(category.name)]
    assert len(categories) - 2 <= len(lost) < len(categories)
    assert coarse.segments.members("ids") == ["user001", "user002"]
    assert coarse.segments.members("node") == study.segments.members("node")
    fine = coarse.recut(categories=len(categories))
    for name in lost:  # back again
        assert fine.segments.members(name) == study.segments.members(name)


def test_rules_applied_to_the_next_month(study, planted_frame, fake_encoder):
    """Other statements of the planted topics: nodes are recognised by their names, ids stay."""
    node = next(n for n in study.tree.level("topic") if n.id == planted_node(study, "dogs"))
    study.segments.add_node("dogs", node.id)
    study.segments.add_ids("ids", ["user001", "user777"])
    other = interest.build(planted_frame(seed=5), encoder=fake_encoder)
    other.edit.rename(planted_node(other, "dogs"), node.name)
    taken = study.segments.apply(other)
    assert [segment.name for segment in taken] == ["dogs", "ids"]
    expected = other.profiles[other.profiles["node_id"] == planted_node(other, "dogs")]["user_id"]
    assert set(other.segments.members("dogs")) == set(expected)
    assert other.segments.members("ids") == ["user001"]
    study.segments.apply(other)  # again: replaced, not doubled
    assert len(other.segments) == 2


def test_a_node_that_the_other_study_does_not_have(study, planted_frame, fake_encoder):
    node = planted_node(study, "dogs")
    study.segments.add_node("dogs", node)
    other = interest.build(planted_frame(seed=5, topics=6), encoder=fake_encoder)
    study.segments.apply(other)
    assert other.segments.missing("dogs") == (study.tree.path_name(node),)
    assert isinstance(other.segments["dogs"].definition, Rule)


def test_the_topics_of_chosen_statements_define_their_segment(study):
    topic = study.tree.level("topic")[0]
    own = study.statements.loc[study.statements["topic"] == topic.id, "statement_id"]
    study.segments.add_statements("lasso", own.head(5))
    found = study.segments.profile("lasso").interests.set_index("node_id")["defining"]
    family = {topic.id, topic.parent, *(node.id for node in study.tree.children(topic.id))}
    assert set(found[found].index) == family & set(found.index)
    assert study.segments.about("lasso") == (topic.id,)
