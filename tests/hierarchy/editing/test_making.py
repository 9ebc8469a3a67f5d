"""Each kind of edit: what it does, and what is refused."""

from dataclasses import replace

import pytest
from hierarchy.editing.rules import check, state

from interest.errors import EditError, InterestError, UnknownNodeError
from interest.hierarchy.editing.edits import Log


def test_a_node_called_so_already_is_not_edited(study):
    node = study.tree.level("topic")[0]
    assert study.edit.rename(node.id, f" {node.name} ") == node.id
    assert not study.edits


def test_rename(study):
    node = study.tree.level("topic")[3]
    assert study.edit.rename(node.id, "  Strings &\n frets ") == node.id
    assert study.tree[node.id].name == "Strings & frets"
    others = [(n.id, n.name) for n in study.tree if n.id != node.id]
    assert others == [(n.id, n.name) for n in study.contents.cuts.built.tree if n.id != node.id]
    assert study.edits[0].description == f"“{node.name}” is called “Strings & frets”."
    check(study)


def test_many_names_at_once_are_one_edit(study):
    first, second = study.tree.level("topic")[:2]
    study.edit.rename_all({first.id: "Tea", second.id: "Tea"}, by="a model")
    assert [study.tree[node.id].name for node in (first, second)] == ["Tea", "Tea 2"]
    assert study.edits[0].description == "2 nodes are called anew (by a model)."
    study.undo()
    assert study.tree == study.contents.cuts.built.tree


@pytest.mark.parametrize("same_category", [True, False])
def test_merge_topics(study, topic, same_category):
    one, other = topic("guitars"), topic("opera" if same_category else "dogs")
    sizes = study.tree[one].size, study.tree[other].size
    parent, name = study.tree[one].parent, study.tree[one].name
    apart = study.tree[other].parent
    keywords = {k.id: k for node in (one, other) for k in study.tree.children(node)}
    merged = study.edit.merge(one, other)
    node = study.tree[merged]
    assert (node.size, node.parent, node.name) == (sum(sizes), parent, name)
    assert one not in study.tree
    assert other not in study.tree
    assert apart in study.tree
    for child in study.tree.children(merged):  # all keywords are there, under their own ids
        assert child.is_other or study.tree[child.id].size == keywords[child.id].size
    assert sum(child.is_other for child in study.tree.children(merged)) <= 1
    assert {*node.keyphrases} <= {*study.contents.words.phrases.names}
    assert len(node.keyphrases) == 8
    assert (study.statements.loc[study.statements["topic"] == merged, "category"] == parent).all()
    place = study.place(["my guitar with the chords and the capo"])
    assert place["topic"].tolist() == [merged]
    check(study)


def test_merge_with_a_name_and_three_nodes(study):
    a, b, c = (node.id for node in study.tree.level("category")[:3])
    topics = [node.id for top in (a, b, c) for node in study.tree.children(top)]
    merged = study.edit.merge(c, a, b, name="Fun")
    assert study.tree[merged].name == "Fun"
    assert {node.id for node in study.tree.children(merged)} == set(topics)
    assert study.tree.level("category")[0].id == merged  # by falling size
    check(study)


def test_merge_keywords_of_two_topics(study):
    first, second = (study.tree.children(node.id)[0] for node in study.tree.level("topic")[:2])
    merged = study.edit.merge(second.id, first.id)
    assert study.tree[merged].parent == second.parent
    assert study.tree[merged].size == first.size + second.size
    assert study.tree[first.parent].size == study.contents.cuts.built.tree[first.parent].size - first.size
    assert study.tree[merged].keyphrases[:2] == (second.keyphrases[0], first.keyphrases[0])
    check(study)


def test_keywords_of_one_name_become_one(study):
    """What two topics call the same is the same when they are one."""
    one, other = study.tree.level("topic")[:2]
    word, twin = (study.tree.children(node.id)[0] for node in (one, other))
    study.edit.rename(twin.id, word.name)
    merged = study.edit.merge(one.id, other.id)
    found = [node for node in study.tree.children(merged) if node.name == word.name]
    assert [node.size for node in found] == [word.size + twin.size]
    check(study)


def test_move_a_topic(study, topic):
    node, target = topic("dogs"), study.tree[topic("opera")].parent
    before = study.tree[node].parent
    assert study.edit.move(node, target) == node
    assert study.tree[node].parent == target
    assert study.tree[node] == replace(study.contents.cuts.built.tree[node], parent=target)
    assert study.tree[before].size == study.contents.cuts.built.tree[before].size - study.tree[node].size
    check(study)


def test_move_a_keyword(study):
    here, there = study.tree.level("topic")[:2]
    word = study.tree.children(here.id)[0]
    assert study.edit.move(word.id, there.id) == word.id
    assert study.tree[word.id].parent == there.id
    assert study.tree[there.id].size == there.size + word.size
    check(study)


def test_a_moved_keyword_joins_one_of_its_name(study):
    here, there = study.tree.level("topic")[:2]
    word, twin = (study.tree.children(node.id)[0] for node in (here, there))
    study.edit.rename(word.id, twin.name)
    joined = study.edit.move(word.id, there.id)
    assert joined not in (word.id, twin.id)
    assert study.tree[joined].size == word.size + twin.size
    assert study.tree[joined].name == twin.name
    check(study)


def test_a_parent_vanishes_with_its_last_child(study):
    one, other = study.tree.level("category")[:2]
    for node in study.tree.children(one.id):
        study.edit.move(node.id, other.id)
    assert one.id not in study.tree
    assert len(study.tree.level("category")) == 4
    check(study)
    topic, target = study.tree.level("topic")[:2]
    for node in study.tree.children(topic.id):
        study.edit.move(node.id, target.id)
    assert topic.id not in study.tree
    check(study)


def test_what_fits_no_keyword_takes_the_name_of_what_it_is_merged_with(study):
    with_rest = [t for t in study.tree.level("topic") if study.tree.children(t.id)[-1].is_other]
    topic, another = (t.id for t in with_rest[:2])
    *named, rest = study.tree.children(topic)
    merged = study.edit.merge(rest.id, named[0].id)
    assert study.tree[merged].name == named[0].name
    assert not study.tree[merged].is_other
    word = study.tree.children(topic)[0].id
    study.edit.rename(word, rest.name)  # somebody calls a keyword so
    joined = study.edit.merge(topic, another)
    assert [node.name for node in study.tree.children(joined)].count(rest.name) == 1
    check(study)


def test_what_makes_no_sense_is_refused_and_changes_nothing(study):
    before = state(study)
    category, topic = study.tree.level("category")[0].id, study.tree.level("topic")[0].id
    other = study.tree.level("topic")[1].id
    word = study.tree.children(topic)[0].id
    edit = study.edit
    for call, error, words in (
        (lambda: edit.rename("t99", "x"), UnknownNodeError, "'t99'"),
        (lambda: edit.move(topic, "c99"), UnknownNodeError, "'c99'"),
        (lambda: edit.rename(topic, "  "), EditError, "empty"),
        (lambda: edit.rename(topic, study.tree[other].name.upper()), EditError, "merge the two"),
        (lambda: edit.rename_all({topic: ""}), EditError, "empty"),
        (lambda: edit.merge(topic), EditError, "two nodes"),
        (lambda: edit.merge(topic, topic), EditError, "different"),
        (lambda: edit.merge(topic, other, topic), EditError, "different"),
        (lambda: edit.merge(topic, category), EditError, "is a topic and .* a category"),
        (lambda: edit.split(topic, 1), EditError, "at least 2"),
        (lambda: edit.split(topic, 999), EditError, "too alike"),
        (lambda: edit.split(category, 99), EditError, "topics, which can't be told apart into 99"),
        (lambda: edit.move(category, category), EditError, "is a category"),
        (lambda: edit.move(word, category), EditError, "can only be moved to a topic"),
        (lambda: edit.move(topic, study.tree[topic].parent), EditError, "already"),
        (lambda: edit.unhide(topic), EditError, "not hidden"),
        (study.undo, EditError, "no edit to undo"),
        (study.redo, EditError, "none to redo"),
    ):
        with pytest.raises(error, match=words):
            call()
        assert state(study) == before
        assert study.contents.cuts.log == Log()


def test_errors_of_edits_are_for_the_person():
    assert issubclass(EditError, InterestError)
