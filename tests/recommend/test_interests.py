"""New interests: what people alike care about, never what was shown already."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interest.recommend.because import Because
from interest.recommend.interests import recommend_interests
from interest.recommend.users import similar_users

QUICK = settings(deadline=None, max_examples=10)

NOBODY = pd.DataFrame({"user_id": pd.Series(dtype="str"), "score": pd.Series(dtype="float64")})
USERS = st.sampled_from(["ann", "bea", "cem", "dan", "eva", "fay", "gus", "hua", "ivo", "jin", "kim", "lea"])


def recommended(world, user_id: str, neighbours: pd.DataFrame | None = None, k: int = 5) -> pd.DataFrame:
    weights = world.weights(user_id)
    if neighbours is None:
        vector = world.users.row(user_id)
        neighbours = similar_users(vector, world.users, weights, world.profiles, world.tree, 5, exclude=(user_id,))
    return recommend_interests(weights, neighbours, world.profiles, world.tree, world.centroids, k)


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
    holders = world.profiles.loc[world.profiles["node_id"] == "t2", "user_id"]
    assert set(because.users) <= set(holders)


def test_the_nearer_neighbour_decides(world):
    neighbours = pd.DataFrame({"user_id": ["fay", "hua"], "score": [0.9, 0.1]})
    found = recommended(world, "cem", neighbours).set_index("node_id")["score"]
    assert found["t4"] > found["t5"]


def test_neighbours_with_a_score_of_zero_have_no_say(world):
    silent = pd.DataFrame({"user_id": ["hua"], "score": [0.0]})
    pd.testing.assert_frame_equal(recommended(world, "cem", silent), recommended(world, "cem", NOBODY))


def test_without_neighbours_the_tree_and_the_content_speak(world):
    found = recommended(world, "cem", NOBODY)
    assert found["node_id"][0] == "t2"
    assert found["because"][0] == Because("near", nodes=("t1",))


def test_without_centroids_the_siblings_speak(world):
    found = recommend_interests(world.weights("cem"), NOBODY, world.profiles, world.tree, {})
    assert found["node_id"][0] == "t2"
    assert found["because"][0] == Because("sibling", nodes=("t1",))


def test_for_somebody_unknown_what_is_common_comes_first(world):
    found = recommend_interests(world.weights("nobody"), NOBODY, world.profiles, world.tree, world.centroids, 3)
    shares = world.profiles[world.profiles["level"] == "topic"].groupby("node_id")["weight"].sum()
    assert found["node_id"].tolist() == shares.nlargest(3).index.tolist()
    assert found["score"][0] == 1
    assert found["because"][0] == Because("popular", count=5, of=12)


def test_somebody_who_has_shown_everything_gets_nothing(world):
    everything = pd.DataFrame({"node_id": [f"t{i}" for i in range(1, 7)], "level": "topic", "weight": 1 / 6})
    assert recommend_interests(everything, NOBODY, world.profiles, world.tree, world.centroids).empty


@QUICK
@given(user_id=USERS, seed=st.integers(0, 99))
def test_the_order_of_rows_is_irrelevant(world, user_id, seed):
    shuffled = world.profiles.sample(frac=1, random_state=seed)
    weights = world.weights(user_id)
    one = recommend_interests(weights, NOBODY, world.profiles, world.tree, world.centroids)
    other = recommend_interests(weights.iloc[::-1], NOBODY, shuffled, world.tree, world.centroids)
    pd.testing.assert_frame_equal(one, other)
