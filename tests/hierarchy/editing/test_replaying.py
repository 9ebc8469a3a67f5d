"""Edits made again on another tree."""

import copy

import pandas as pd
import pytest
from hierarchy.editing.rules import check

import interest


def test_recutting_keeps_the_edits_that_apply(study, topic):
    merged = study.edit.merge(topic("guitars"), topic("opera"))
    study.edit.rename(merged, "Playing")
    category = study.tree.level("category")[-1].id
    study.edit.rename(category, "One of five")
    other = study.recut(categories=2)
    assert [edit.kind for edit in other.edits] == ["merge", "rename"]
    found = next(node for node in other.tree if node.name == "Playing")
    assert found.size == study.tree[merged].size
    assert any("One of five" in note for note in other.notes)
    assert [edit.titles for edit in other.contents.cuts.lost] == [("One of five",)]
    assert "One of five" not in [node.name for node in other.tree]
    check(other)
    other.undo()
    other.undo()
    assert other.tree == other.contents.cuts.built.tree
    assert any("One of five" in note for note in other.notes)
    assert study.recut().tree.to_json() == study.tree.to_json()


@pytest.mark.parametrize("more", [0, 12])
def test_edits_are_made_again_after_a_rebuild(study, topic, planted_frame, fake_encoder, more):
    """With another seed, and with new users whom nobody has seen."""
    merged = study.edit.merge(topic("guitars"), topic("dogs"))
    study.edit.rename(merged, "Both")
    study.edit.move(merged, study.tree[topic("shares")].parent)
    study.edit.hide(topic("lawns"))
    parts = study.edit.split(topic("beaches"))
    study.edit.rename(study.tree.children(topic("trains"))[0].id, "A word")
    frame = planted_frame()
    extra = planted_frame(n_users=60 + more, seed=5).query("user_id >= 'user060'")
    again = interest.build(pd.concat([extra, frame], ignore_index=True), encoder=fake_encoder, seed=3)
    lost = again.replay(study)
    kinds = [edit.kind for edit in again.edits]
    assert kinds[:5] == ["merge", "rename", "move", "hide", "split"]
    assert [edit.description for edit in lost] == [note.split(": ", 1)[1] for note in again.notes]
    planted = pd.concat([extra, frame], ignore_index=True)["planted_topic"]
    both = next(node for node in again.tree if node.name == "Both")
    assert set(planted[again.statements["topic"] == both.id]) >= {"guitars", "dogs"}
    assert planted[again.statements["topic"] == both.id].isin(["guitars", "dogs"]).mean() > 0.95
    shares = again.statements["topic"][planted == "shares"].mode()[0]
    assert both.parent == again.tree[shares].parent
    assert planted[again.statements["topic"] == again.tree.hidden()[0].id].mode()[0] == "lawns"
    assert len(parts) == 2
    check(again)


def test_other_data_take_no_edits(study, chinese):
    study.edit.rename(study.tree.level("topic")[0].id, "Something")
    other = copy.copy(chinese)
    assert len(other.replay(study)) == 1
    assert other.tree == chinese.tree
    assert "Something" in other.notes[-1]
    assert chinese.notes != other.notes


def test_what_became_of_a_node_stands_in_the_log(study):
    one, other, third = (node.id for node in study.tree.level("topic")[:3])
    merged = study.edit.merge(one, other)
    assert study.contents.cuts.log.edits[-1].made == (merged,)
    assert study.contents.cuts.log.successors(other) == (merged,)
    parts = study.edit.split(merged, 2)
    assert study.contents.cuts.log.successors(one) == parts
    last = study.edit.merge(third, parts[0])
    assert set(study.contents.cuts.log.successors(one)) == {last, parts[1]}
    assert study.contents.cuts.log.successors(third) == (last,)
    study.undo()
    study.undo()
    assert study.contents.cuts.log.successors(one) == (merged,)
    assert study.contents.cuts.log.successors("t999") == ("t999",)
    category = study.tree.level("category")[0].id
    parts = study.edit.split(category, 2)
    assert study.contents.cuts.log.successors(category) == parts
    assert all(part in study.tree for part in parts)
