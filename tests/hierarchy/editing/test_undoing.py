"""Undoing and redoing; what follows from the tree follows it."""

import copy

import pandas as pd
import pytest
from hierarchy.editing.rules import check, state
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interest.errors import EditError
from interest.hierarchy.cutting import Cut
from interest.hierarchy.editing import Draft, apply, finish, make
from interest.hierarchy.tree import LEVELS
from interest.study import Study


def wander(study: Study, choices: list[int]) -> None:
    """Some edits of whatever is there; those that can't be made are passed over."""
    for choice in choices:
        nodes = list(study.tree.nodes.values())
        node = nodes[choice % len(nodes)]
        alike = [n.id for n in nodes if n.level == node.level and n.id != node.id]
        above = [n.id for n in nodes if LEVELS.index(n.level) == LEVELS.index(node.level) - 1]
        try:
            match choice % 7:
                case 0:
                    study.edit.rename(node.id, f"name {choice}")
                case 1 | 2:
                    study.edit.merge(node.id, *alike[choice % 5 : choice % 5 + 1 + choice % 2])
                case 3:
                    study.edit.split(node.id, 2 + choice % 3)
                case 4 | 5 if above:
                    study.edit.move(node.id, above[choice % len(above)])
                case 6:
                    study.edit.hide(node.id)
        except EditError:
            continue


def anew(study: Study) -> Cut:
    """The cut that the edits make, and nothing taken over from the one before them."""
    held = study.contents
    draft = Draft(held.cuts.built, held.space, held.words, held.ingested.frame["user_id"].tolist())
    for edit in study.edits:
        make(draft, edit)
    draft.touch(node.id for node in draft.level("keyword"))
    return finish(draft)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(choices=st.lists(st.integers(0, 10_000), min_size=1, max_size=8))
def test_any_edits_keep_the_rules_and_can_be_undone_and_redone(small_study, choices):
    study = copy.copy(small_study)
    states = [state(study)]
    for choice in choices:
        made = len(study.edits)
        wander(study, [choice])
        if len(study.edits) > made:
            states.append(state(study))
    check(study)
    held = study.contents
    full = apply(study.edits, held.cuts.built, held.space, held.words, held.ingested.frame["user_id"].tolist())
    assert full.tree.to_json() == states[-1][0]  # one after the other or all at once
    assert full.tree == anew(study).tree  # with all nodes described anew, whether touched or not
    for before in reversed(states[:-1]):
        study.undo()
        assert state(study) == before
    assert study.tree == small_study.tree
    for after in states[1:]:
        study.redo()
        assert state(study) == after
    assert small_study.edits == ()


def test_a_new_edit_ends_redoing_and_ids_are_not_used_twice(study):
    a, b, c, d = (node.id for node in study.tree.level("topic")[:4])
    first = study.edit.merge(a, b)
    study.undo()
    second = study.edit.merge(c, d)
    assert first != second
    with pytest.raises(EditError, match="none to redo"):
        study.redo()
    assert [edit.number for edit in study.edits] == [2]


def test_all_that_follows_from_the_tree_follows_it(study, topic):
    one, other = topic("guitars"), topic("dogs")
    study.quality()
    assert study.statements is study.statements
    assert {one, other} <= set(study.profiles["node_id"])
    study.recommend_items("user000")
    merged = study.edit.merge(one, other)
    assert merged in set(study.statements["topic"])
    assert not {one, other} & set(study.profiles["node_id"])
    assert merged in set(study.memberships["node_id"])
    assert merged in set(study.quality().nodes["node_id"])
    assert merged in set(study.catalogue.space.topics)
    assert study.contents.quality is not None
    study.undo()
    assert study.contents.quality is None
    assert {one, other} <= set(study.profiles["node_id"])


def test_a_name_changes_nothing_of_what_is_known_of_the_quality(study, topic):
    measured, one = study.quality(), topic("guitars")
    study.edit.rename(one, "Strings")
    kept = study.contents.quality
    pd.testing.assert_frame_equal(kept.nodes.drop(columns="name"), measured.nodes.drop(columns="name"))
    assert kept.nodes.set_index("node_id").loc[one, "name"] == "Strings"
    study._current.change(quality=None)
    pd.testing.assert_frame_equal(study.quality().nodes, kept.nodes)
    study.edit.move(one, study.tree[topic("dogs")].parent)
    assert study.contents.quality is None


def test_the_study_of_somebody_else_is_not_touched(study, small_study):
    before = state(small_study)
    study.edit.merge(*(node.id for node in study.tree.level("topic")[:2]))
    assert state(small_study) == before
