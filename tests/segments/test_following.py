"""Segments follow their nodes through edits, another cut and new rows, and go over to another study."""

import pytest
from defining_segments import defined, planted_node, speakers

import interest
from interest.errors import SegmentError
from interest.segments import Rule


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
