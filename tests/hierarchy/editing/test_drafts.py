"""What an edit does not touch stays as it is, and costs nothing."""

import time
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from interest.errors import UnknownNodeError
from interest.hierarchy.cutting import Cut
from interest.hierarchy.editing import Draft, apply, finish, make
from interest.hierarchy.editing.edits import Edit


@pytest.fixture
def draft(small_study) -> Draft:
    users = small_study.contents.ingested.frame["user_id"].tolist()
    return Draft(small_study.contents.cut, small_study.contents.space, small_study.contents.words, users)


def test_a_draft_finds_nodes_children_and_statements(draft, small_study):
    tree, places = small_study.tree, small_study.contents.cut.assignments
    for node in tree.nodes.values():
        assert draft.node(node.id) == node
        assert {child.id for child in draft.children(node.id)} == set(node.children)
        assert draft.rows(node.id).tolist() == np.flatnonzero(places[node.level] == node.id).tolist()
    assert {node.id for node in draft.level("topic")} == {node.id for node in tree.level("topic")}
    with pytest.raises(UnknownNodeError, match="'t99'"):
        draft.node("t99")


def test_places_are_positions_in_the_statements_that_are_asked_for(draft, small_study):
    rows = np.arange(400, 50, -7)
    topics = small_study.contents.cut.assignments["topic"].to_numpy(object)[rows]
    found = draft.places("topic", rows)
    assert set(found) == set(topics)
    for topic, here in found.items():
        assert sorted(here) == np.flatnonzero(topics == topic).tolist()


def test_a_draft_without_edits_is_the_cut(draft, small_study):
    assert finish(draft).tree == small_study.tree


@pytest.mark.parametrize("kind", ["merge", "move", "split", "hide"])
def test_only_what_an_edit_touches_is_made_anew(draft, small_study, kind, monkeypatch):
    """It is the same as if all were made anew."""
    one, other = small_study.tree.level("topic")[:2]
    far = small_study.tree.level("category")[-1].id
    nodes = {"merge": (one.id, other.id), "move": (one.id, far), "split": (one.id,), "hide": (one.id,)}[kind]
    edit = Edit(kind, nodes, into=2 if kind == "split" else 0, number=1)
    whole = Draft(small_study.contents.cut, small_study.contents.space, small_study.contents.words, draft._users)
    make(whole, edit)
    whole.touch(node.id for node in whole.level("keyword"))
    expected = finish(whole)

    make(draft, edit)
    described: list[str] = []
    node = type(draft.maker).node
    monkeypatch.setattr(
        type(draft.maker), "node", lambda self, *about: described.append(about[0]) or node(self, *about)
    )
    found = finish(draft)
    assert len(described) <= 4 < len(found.tree) / 10
    assert found.tree == expected.tree
    pd.testing.assert_frame_equal(found.assignments, expected.assignments)
    pd.testing.assert_frame_equal(found.memberships, expected.memberships)
    assert list(found.topic_vectors) == [node.id for node in found.tree.with_hidden().level("topic")]


def test_an_edit_is_quick_on_ten_thousand_statements(small_study):
    """The small study, twenty times over."""
    times = 10_000 // len(small_study.statements) + 1
    space, words, cut = small_study.contents.space, small_study.contents.words, small_study.contents.cut
    from scipy.sparse import vstack

    tiled = {name: np.tile(getattr(space, name), (times, 1)) for name in ("vectors", "meaning", "features", "points")}
    big_space = replace(space, **tiled, map=np.tile(space.map, (times, 1)))
    phrases = replace(words.phrases, matrix=vstack([words.phrases.matrix] * times, format="csr"))
    big_words = replace(words, texts=[*words.texts] * times, phrases=phrases)
    places = pd.concat([cut.assignments] * times, ignore_index=True)
    whole = Cut(cut.tree, places, cut.memberships, cut.topic_vectors, big_space.map, ())
    users = [f"user{i % 3000}" for i in range(len(places))]
    a, b = (node.id for node in cut.tree.level("topic")[:2])
    begin = time.process_time()
    edited = apply([Edit("merge", (a, b), number=1)], whole, big_space, big_words, users)
    assert time.process_time() - begin < 1
    assert edited.tree["te1"].size == times * (cut.tree[a].size + cut.tree[b].size)
