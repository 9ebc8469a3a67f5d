"""Edits of the tree: what each does, what none may break, undoing, saving, and making them again on another tree."""

import copy
import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import interest
from interest.errors import EditError, InterestError, StudyError, UnknownNodeError
from interest.figures import node_colours
from interest.hierarchy.cutting import Cut
from interest.hierarchy.editing import apply
from interest.hierarchy.edits import Edit, Log
from interest.hierarchy.tree import LEVELS
from interest.study import Study


@pytest.fixture
def study(small_study: Study) -> Study:
    """A copy of the small study, to be edited."""
    return copy.copy(small_study)


@pytest.fixture(scope="module")
def chinese(planted_frame, fake_encoder_class, tmp_path_factory) -> Study:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INTEREST_CACHE", str(tmp_path_factory.mktemp("cache")))
        return interest.build(planted_frame("zh", n_users=30), encoder=fake_encoder_class())


@pytest.fixture
def topic(study, planted_frame):
    """Finds the node that holds most statements of a planted topic."""
    planted = planted_frame()["planted_topic"]
    return lambda name: study.statements["topic"][planted == name].mode()[0]


def check(study: Study) -> None:
    """The rules that every tree keeps."""
    tree, statements = study.tree, study.statements
    nodes = list(tree.nodes.values())
    assert [node.id for node in nodes] == list(tree.nodes)
    assert statements[list(LEVELS)].notna().all(axis=None)
    for depth, level in enumerate(LEVELS):
        own = [node for node in nodes if node.level == level]
        assert {node.id for node in own} == set(statements[level])
        counted, shown = tree.in_sight(statements), [node for node in own if node.id in tree]
        sizes, users = counted[level].value_counts(), counted.groupby(level)["user_id"].nunique()
        assert {n.id: (n.size, n.users) for n in shown} == {n.id: (sizes[n.id], users[n.id]) for n in shown}
        assert all(0 < node.size <= (statements[level] == node.id).sum() for node in own)
        assert all(set(statements.loc[list(node.examples), level]) == {node.id} for node in own)
        assert all(0 < len(node.examples) <= min(node.size, 10) for node in own)
        names = [(node.parent, node.name) if level == "keyword" else node.name for node in own]
        assert len(set(names)) == len(names)
        assert all(node.name.strip() for node in own)
        if depth:
            above = statements.groupby(level)[LEVELS[depth - 1]].agg(set)
            assert all(above[node.id] == {node.parent} for node in own)
            assert all(node.id in tree[node.parent].children for node in own)
    seen: set[str | None] = {None}
    for node in nodes:
        assert node.parent in seen  # parents before children
        seen.add(node.id)
        inside = [tree[child] for child in node.children]
        shown = [child for child in inside if child.id in tree]
        assert node.size == sum(child.size for child in shown) or not shown
        assert bool(inside) == (node.level != "keyword")
        kept = [child.size for child in inside if not child.is_other]
        assert kept == sorted(kept, reverse=True)
        assert sum(child.is_other for child in inside) <= (node.level == "topic")
    topics = {node.id for node in nodes if node.level == "topic"}
    assert set(study.contents.cut.topic_vectors) == topics == set(study.memberships["node_id"]) | topics
    assert statements["strength"].between(0, 1).all()
    weights = study.profiles.groupby(["user_id", "level"])["weight"].sum()
    np.testing.assert_allclose(weights, 1)
    assert set(study.profiles["node_id"]) <= {node.id for node in tree}


def state(study: Study) -> tuple[str, str]:
    """All that an edit may change, as text."""
    cut = study.contents.cut
    vectors = {topic: vector.tolist() for topic, vector in cut.topic_vectors.items()}
    return cut.tree.to_json(), f"{cut.assignments.to_json()}{cut.memberships.to_json()}{vectors}"


# Each kind of edit


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
    assert {*node.keyphrases} <= {*study.contents.material.phrases.names}
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
    assert {study.tree[part].name for part in parts} == {
        study.contents.cuts.built.tree[node].name for node in (pets, music)
    }
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


def test_move_a_topic(study, topic):
    node, target = topic("dogs"), study.tree[topic("opera")].parent
    before = study.tree[node].parent
    assert study.edit.move(node, target) == node
    assert study.tree[node].parent == target
    assert study.tree[node] == study.contents.cuts.built.tree[node].__class__(
        **{**vars(study.contents.cuts.built.tree[node]), "parent": target}
    )
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


def test_hidden_nodes_vanish_and_their_statements_stay(study, topic, planted_frame):
    node = topic("guitars")
    user = planted_frame().query("planted_topic == 'guitars'")["user_id"].iloc[0]
    statements = study.statements.copy()
    assert node in set(study.profile(user).weights["node_id"])
    study.edit.hide(node)
    pd.testing.assert_frame_equal(study.statements, statements)
    assert node not in study.tree
    assert node not in [n.id for n in study.tree]
    assert node not in [n.id for n in study.tree.children(study.tree[node].parent)]
    assert study.tree[node].hidden
    above, before = (tree[study.tree[node].parent] for tree in (study.tree, study.contents.cuts.built.tree))
    assert above.size == before.size - study.tree[node].size
    assert above.users < before.users
    assert not set(above.examples) & set(statements.index[statements["topic"] == node])
    assert node not in set(study.profiles["node_id"])
    assert node not in set(study.profile(user).weights["node_id"])
    assert node not in set(study.search("guitar chords").interests["node_id"])
    for someone in study.users:
        assert node not in set(study.recommend(someone, 99)["node_id"])
    assert node not in set(study.place(["my guitar with the chords"])["topic"])
    assert node not in set(study.tree.to_frame()["node_id"])
    assert node in study.tree.with_hidden()
    assert node_colours(study.tree) == node_colours(study.contents.cuts.built.tree)
    assert [n.id for n in study.tree.hidden()] == [node]
    assert study.recommend_items(user, 5) is not None
    assert study.quality().nodes["node_id"].tolist() == [n.id for n in study.tree]
    check(study)
    study.edit.unhide(node)
    assert study.tree == study.contents.cuts.built.tree


def test_somebody_with_nothing_but_hidden_statements_has_an_empty_profile(study, planted_frame):
    counts = planted_frame().groupby("user_id")["planted_topic"].nunique()
    user = counts.index[counts == 1][0]
    for node in set(study.statements.loc[study.statements["user_id"] == user, "topic"]):
        study.edit.hide(node)
    profile = study.profile(user)
    assert profile.weights.empty
    assert profile.evidence.empty
    assert profile.n_statements == 8
    study.similar_users(user)
    study.recommend(user)
    study.recommend_items(user)


def test_a_node_is_hidden_with_the_last_of_its_children(study):
    category = study.tree.level("category")[0]
    for node in study.tree.children(category.id):
        study.edit.hide(node.id)
    assert category.id not in study.tree
    assert not study.tree[category.id].hidden
    check(study)
    for node in study.tree.level("category")[1:]:
        study.edit.hide(node.id)
    with pytest.raises(EditError, match="nothing would be left"):
        study.edit.hide(study.tree.level("category")[0].id)


def test_chinese_topics(chinese):
    study = copy.copy(chinese)
    one, other = study.tree.level("topic")[:2]
    merged = study.edit.merge(one.id, other.id, name="喜欢的东西")
    parts = study.edit.split(merged, 2)
    assert all(any("\u4e00" <= letter <= "\u9fff" for letter in study.tree[part].name) for part in parts)
    assert study.edits[0].description == f"“{one.name}” and “{other.name}” are one, called “喜欢的东西”."
    check(study)


# What can't be done


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


# Undoing and redoing


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
    full = apply(
        study.edits,
        study.contents.cuts.built,
        study.contents.material,
        study.contents.ingested.frame["user_id"].tolist(),
    )
    assert full.tree.to_json() == states[-1][0]  # one after the other or all at once
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


def test_the_study_of_somebody_else_is_not_touched(study, small_study):
    before = state(small_study)
    study.edit.merge(*(node.id for node in study.tree.level("topic")[:2]))
    assert state(small_study) == before


def test_an_edit_is_quick_on_ten_thousand_statements(study, small_study):
    """The small study, twenty times over."""
    times = 10_000 // len(small_study.statements) + 1
    material, cut = small_study.contents.material, small_study.contents.cut
    big = copy.copy(material)
    for name in ("vectors", "meaning", "features", "points", "map"):
        object.__setattr__(big, name, np.tile(getattr(material, name), (times, 1)))
    object.__setattr__(big, "texts", [*material.texts] * times)
    from scipy.sparse import vstack

    phrases = copy.copy(material.phrases)
    object.__setattr__(phrases, "matrix", vstack([material.phrases.matrix] * times, format="csr"))
    object.__setattr__(big, "phrases", phrases)
    places = pd.concat([cut.assignments] * times, ignore_index=True)
    whole = Cut(cut.tree, places, cut.memberships, cut.topic_vectors, big.map, ())
    users = [f"user{i % 3000}" for i in range(len(places))]
    a, b = (node.id for node in cut.tree.level("topic")[:2])
    begin = time.process_time()
    edited = apply([Edit("merge", (a, b), number=1)], whole, big, users)
    assert time.process_time() - begin < 1
    assert edited.tree["te1"].size == times * (cut.tree[a].size + cut.tree[b].size)


# Keeping them


@pytest.fixture
def edited(study) -> Study:
    """A study with one edit of each kind, and one that was undone."""
    a, b, c = study.tree.level("topic")[:3]
    merged = study.edit.merge(a.id, b.id)
    study.edit.rename(merged, "Both 两者")
    study.edit.split(c.id, 2)
    study.edit.move(merged, study.tree.level("category")[-1].id)
    study.edit.hide(study.tree.level("topic")[-1].id)
    study.edit.rename(merged, "Neither")
    study.undo()
    return study


def test_edits_are_saved_with_the_study(edited, fake_encoder, tmp_path):
    opened = interest.open_study(edited.save(tmp_path / "saved"), fake_encoder)
    assert state(opened) == state(edited)
    assert opened.log == edited.contents.cuts.log
    assert [node.id for node in opened.tree.hidden()] == [node.id for node in edited.tree.hidden()]
    pd.testing.assert_frame_equal(opened.profiles, edited.profiles)
    check(opened)
    opened.redo()
    assert "Neither" in [node.name for node in opened.tree]
    while opened.edits:
        opened.undo()
    assert opened.tree == edited.contents.cuts.built.tree
    again = interest.open_study(opened.save(tmp_path / "saved"), fake_encoder)
    assert again.tree == edited.contents.cuts.built.tree
    assert len(again.contents.cuts.log.undone) == 6
    assert not (tmp_path / "saved" / "built").exists()


def test_a_study_without_edits_has_no_log(study, tmp_path):
    study.save(tmp_path / "saved")
    assert not (tmp_path / "saved" / "edits.json").exists()


@pytest.mark.parametrize(
    "name", ["edits.json", "built/tree.json", "built/places.parquet", "built/topics.npz", "built/memberships.parquet"]
)
def test_a_damaged_log_is_an_error_and_no_traceback(edited, tmp_path, name):
    file = edited.save(tmp_path / "saved") / name
    for part in (file.read_bytes()[: file.stat().st_size // 2], b"", b'{"edits": [{"kind": "x"}], "undone": []}'):
        file.write_bytes(part)
        with pytest.raises(StudyError, match="damaged"):
            interest.open_study(tmp_path / "saved")


def test_a_study_that_is_open_goes_on_when_its_folder_is_edited(study, small_study_folder, fake_encoder):
    """The material is the same before and after an edit."""
    opened = interest.open_study(small_study_folder, fake_encoder)
    other = interest.open_study(small_study_folder, fake_encoder)
    other.edit.rename(other.tree.level("topic")[0].id, "Something else")
    other.save(small_study_folder)
    assert len(opened.statement_vectors()) == len(opened.statements)


# Making them again on another tree


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
    assert [edit.titles for edit in other.lost_edits] == [("One of five",)]
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


def test_the_log_as_json():
    log = (
        Log().add(Edit("merge", ("t1", "t2"), ("两者",), called=("a", "b"))).add(Edit("split", ("t3",), into=3)).undo()
    )
    assert Log.from_json(log.to_json()) == log
    for text in ("[]", "{}", "{", '{"edits": [{"kind": "x", "nodes": []}], "undone": [], "made": 1}'):
        with pytest.raises((ValueError, KeyError, TypeError)):
            Log.from_json(text)


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


def test_errors_of_edits_are_for_the_person():
    assert issubclass(EditError, InterestError)
