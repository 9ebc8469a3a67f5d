"""New interests: what people alike care about, never what was shown already."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interest.recommend.because import Because
from interest.recommend.interests import TopicSpace, recommend_interests
from interest.users import Neighbours, Profiles, Queries, mean_vectors

QUICK = settings(deadline=None, max_examples=10)

USERS = st.sampled_from(["ann", "bea", "cem", "dan", "eva", "fay", "gus", "hua", "ivo", "jin", "kim", "lea"])


def among(world, scores: dict[str, float]) -> Neighbours:
    """One person's neighbours with their scores."""
    return Neighbours(world.users.rows(list(scores))[None], np.array([list(scores.values())]))


def asked_about(world, asked: Queries, neighbours: Neighbours, k: int = 5, space: TopicSpace | None = None):
    found = recommend_interests(asked, neighbours, world.crowd, space or world.topics, k)
    return found.drop(columns="person")


def recommended(world, user_id: str, neighbours: Neighbours | None = None, k: int = 5) -> pd.DataFrame:
    asked = world.crowd.queries([user_id])
    return asked_about(world, asked, neighbours or world.crowd.nearest(asked, 5), k)


@pytest.mark.parametrize(("user_id", "expected"), [("cem", "t2"), ("fay", "t3"), ("hua", "t6"), ("kim", "t1")])
def test_the_planted_next_interest_comes_first(world, user_id, expected):
    assert recommended(world, user_id)["node_id"][0] == expected


@QUICK
@given(user_id=USERS, k=st.integers(0, 8))
def test_nothing_shown_is_recommended(world, user_id, k):
    found = recommended(world, user_id, k=k)
    assert found.columns.tolist() == ["node_id", "score", "because"]
    assert not set(found["node_id"]) & set(world.weights(user_id)["node_id"])
    assert {world.tree[node].level for node in found["node_id"]} <= {"topic"}
    assert len(found) <= k and found["score"].is_monotonic_decreasing
    assert found["score"].between(0, 1).all()


def test_neighbours_are_named_and_counted(world):
    found = recommended(world, "cem").set_index("node_id")
    because = found.loc["t2", "because"]
    assert because.kind == "neighbours"
    assert because.of == 5 and because.count == len(because.users)
    holders = world.profiles.users[world.profiles.shares(["t2"]) > 0]
    assert set(because.users) <= set(holders)


def test_the_nearer_neighbour_decides(world):
    found = recommended(world, "cem", among(world, {"fay": 0.9, "hua": 0.1})).set_index("node_id")["score"]
    assert found["t4"] > found["t5"]


def test_neighbours_with_a_score_of_zero_have_no_say(world):
    silent, nobody = among(world, {"hua": 0.0}), among(world, {})
    pd.testing.assert_frame_equal(recommended(world, "cem", silent), recommended(world, "cem", nobody))


def test_without_neighbours_the_tree_and_the_content_speak(world):
    found = recommended(world, "cem", among(world, {}))
    assert found["node_id"][0] == "t2"
    assert found["because"][0] == Because("near", nodes=("t1",))


def test_without_centroids_the_siblings_speak(world):
    space = TopicSpace.of(world.profiles, world.tree, {})
    found = asked_about(world, world.crowd.queries(["cem"]), among(world, {}), space=space)
    assert found["node_id"][0] == "t2"
    assert found["because"][0] == Because("sibling", nodes=("t1",))


def test_for_somebody_unknown_what_is_common_comes_first(world):
    found = recommended(world, "nobody", k=3)
    table = world.profiles.to_frame()
    shares = table[table["level"] == "topic"].groupby("node_id")["weight"].sum()
    assert found["node_id"].tolist() == shares.nlargest(3).index.tolist()
    assert found["score"][0] == 1
    assert found["because"][0] == Because("popular", count=5, of=12)


def test_somebody_who_has_shown_everything_gets_nothing(world):
    everything = pd.DataFrame({"node_id": [f"t{i}" for i in range(1, 7)], "level": "topic", "weight": 1 / 6})
    asked = world.asking(np.zeros(12, np.float32), everything)
    assert asked_about(world, asked, among(world, {})).empty


def test_what_suits_nobody_is_left_out(world):
    first = recommended(world, "cem")["node_id"].tolist()
    space = TopicSpace.of(world.profiles, world.tree, world.centroids, {first[0]})
    asked = world.crowd.queries(["cem"])
    found = asked_about(world, asked, world.crowd.nearest(asked, 5), space=space)
    assert found["node_id"].tolist() == first[1:]


def test_of_many_each_gets_what_it_gets_alone(world):
    ids = ["cem", "nobody", "fay"]
    asked = world.crowd.queries(ids)
    found = recommend_interests(asked, world.crowd.nearest(asked, 5), world.crowd, world.topics, 3)
    for person, user_id in enumerate(ids):
        own = found[found["person"] == person].drop(columns="person").reset_index(drop=True)
        pd.testing.assert_frame_equal(own, recommended(world, user_id, k=3))


@QUICK
@given(user_id=USERS, seed=st.integers(0, 99))
def test_the_order_of_statements_is_irrelevant(world, user_id, seed):
    order = np.random.default_rng(seed).permutation(len(world.statements))
    statements = world.statements.iloc[order]
    users, profiles = mean_vectors(statements, world.vectors[order]), Profiles.of(statements, world.tree)
    other = replace(world, statements=statements, users=users, profiles=profiles)
    pd.testing.assert_frame_equal(recommended(other, user_id), recommended(world, user_id))
