"""Splitting categories, topics and keywords."""

import copy

from hierarchy.editing.rules import check


def test_split_a_topic_gives_back_what_was_merged(study, topic, planted_frame):
    merged = study.edit.merge(topic("guitars"), topic("dogs"))
    parts = study.edit.split(merged, 2)
    planted = planted_frame()["planted_topic"]
    for part in parts:
        inside = planted[study.statements["topic"] == part]
        assert inside.value_counts(normalize=True).iloc[0] > 0.95
        assert study.tree.children(part)
    assert study.tree[parts[0]].size >= study.tree[parts[1]].size
    assert len({study.tree[part].name for part in parts}) == 2
    assert merged not in study.tree
    check(study)


def test_split_a_category_by_its_topics(study, topic, planted_frame):
    pets, music = (study.tree[topic(name)].parent for name in ("dogs", "opera"))
    topics = {node.id for top in (pets, music) for node in study.tree.children(top)}
    merged = study.edit.merge(pets, music)
    parts = study.edit.split(merged, 2)
    assert {node.id for part in parts for node in study.tree.children(part)} == topics  # topics keep their ids
    planted = planted_frame()["planted_category"]
    assert [planted[study.statements["category"] == part].nunique() for part in parts] == [1, 1]
    built = study.contents.cuts.built.tree
    assert {study.tree[part].name for part in parts} == {built[node].name for node in (pets, music)}
    check(study)


def test_split_a_keyword(study):
    word = max((node for node in study.tree if node.level == "keyword"), key=lambda node: node.size)
    parts = study.edit.split(word.id, 3)
    assert [study.tree[part].parent for part in parts] == [word.parent] * 3
    assert sum(study.tree[part].size for part in parts) == word.size
    check(study)


def test_split_a_topic_that_is_all_of_its_category(study):
    parent = study.tree.level("category")[0]
    first, *rest = (node.id for node in study.tree.children(parent.id))
    merged = study.edit.merge(first, *rest)
    parts = study.edit.split(merged, 3)
    assert {study.tree[part].parent for part in parts} == {parent.id}
    check(study)


def test_chinese_topics(chinese):
    study = copy.copy(chinese)
    one, other = study.tree.level("topic")[:2]
    merged = study.edit.merge(one.id, other.id, name="喜欢的东西")
    parts = study.edit.split(merged, 2)
    assert all(any("\u4e00" <= letter <= "\u9fff" for letter in study.tree[part].name) for part in parts)
    assert study.edits[0].description == f"“{one.name}” and “{other.name}” are one, called “喜欢的东西”."
    check(study)
