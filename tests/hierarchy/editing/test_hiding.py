"""Hiding nodes, and what follows from it."""

import pandas as pd
import pytest
from hierarchy.editing.rules import check

from interest.errors import EditError
from interest.figures import node_colours


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
