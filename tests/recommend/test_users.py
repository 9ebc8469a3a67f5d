"""Similar users: planted friends are found, for reasons that hold."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interest.recommend.users import shared_evidence, shared_interests, similar_users, whose
from interest.users import Crowd, Queries
from interest.users.placement import place, weights_of
from interest.users.vectors import UserVectors, text_vector, unit

QUICK = settings(deadline=None, max_examples=10)

USERS = st.sampled_from(["ann", "bea", "cem", "dan", "eva", "fay", "gus", "hua", "ivo", "jin", "kim", "lea"])


def alike(world, asked: Queries, k: int = 5) -> pd.DataFrame:
    found = similar_users(asked, world.crowd.nearest(asked, k), world.crowd, world.tree)
    assert found["person"].eq(0).all()
    return found.drop(columns="person")


def neighbours(world, user_id: str, k: int = 5) -> pd.DataFrame:
    return alike(world, world.crowd.queries([user_id]), k)


def overlaps(world, weights: pd.DataFrame) -> pd.Series:
    """How far everybody's profile meets weights, by user id."""
    found = alike(world, world.asking(np.zeros(12, np.float32), weights), 99)
    return found.set_index("user_id")["score"]


@pytest.mark.parametrize(("user_id", "friends"), [("dan", {"eva", "fay"}), ("gus", {"hua", "ivo"})])
def test_planted_friends_come_first(world, user_id, friends):
    assert set(neighbours(world, user_id, 2)["user_id"]) == friends


@QUICK
@given(user_id=USERS, k=st.integers(1, 20))
def test_nobody_is_their_own_neighbour(world, user_id, k):
    found = neighbours(world, user_id, k)
    assert user_id not in set(found["user_id"])
    assert len(found) == min(k, 11)
    assert found["score"].is_monotonic_decreasing
    assert found["score"].between(0, 1).all()


def test_a_twin_scores_one(world):
    found = alike(world, world.asking(world.users.row("ann"), world.weights("ann")), 1)
    assert found["user_id"].tolist() == ["ann"]
    assert found["score"][0] == pytest.approx(1)
    assert found["differs"].tolist() == [[]]


def test_likeness_is_mutual(world):
    scores = {user: neighbours(world, user, 11).set_index("user_id")["score"] for user in world.users.ids}
    table = pd.DataFrame(scores).loc[world.users.ids, world.users.ids].fillna(1.0)
    np.testing.assert_allclose(table, table.T, atol=1e-5)


def test_shared_topics_come_first_and_differences_are_named(world):
    found = neighbours(world, "ann", 11).set_index("user_id")
    assert found.loc["bea", "shared"] == ["t1", "t2"]
    assert found.loc["bea", "differs"] == []
    assert found.loc["lea", "shared"] == ["t1"]
    assert found.loc["lea", "differs"] == ["t4", "t2"]
    assert found.loc["hua", "shared"] == []


def test_what_differs_is_said_of_whose_it_is(world):
    differs = neighbours(world, "ann", 11).set_index("user_id").loc["lea", "differs"]
    assert whose(differs, world.weights("lea")) == (["t2"], ["t4"])
    assert whose(differs, world.weights("ann")) == (["t4"], ["t2"])
    assert whose([], world.weights("lea")) == ([], [])


def said_by(world, user_id: str) -> pd.DataFrame:
    return world.statements[world.statements["user_id"] == user_id]


def test_what_is_shared_is_shown_in_the_surest_words_of_both(world):
    ann, bea = said_by(world, "ann").copy(), said_by(world, "bea").copy()
    ann["strength"] = [0.4, 0.8, 0.99, 0.7]  # t1, t1, t1, t2
    ann["is_outlier"] = [False, False, True, False]
    bea["strength"] = [0.3, 0.2, 0.6, 0.6]  # t1, t1, t2, t2
    nodes = shared_interests(world.weights("ann"), world.weights("bea"), world.tree)
    assert nodes == ["t1", "t2"]
    found = shared_evidence(nodes, ann, bea)
    assert found.columns.tolist() == ["node_id", "statement_id", "text", "their_statement_id", "their_text"]
    assert found["node_id"].tolist() == ["t1", "t2"]
    assert found["statement_id"].tolist() == ann["statement_id"].iloc[[1, 3]].tolist()
    assert found["text"].tolist() == ann["text"].iloc[[1, 3]].tolist()
    assert found["their_statement_id"].tolist() == bea["statement_id"].iloc[[0, 2]].tolist()
    assert found["their_text"].tolist() == bea["text"].iloc[[0, 2]].tolist()
    assert shared_evidence(nodes, ann, bea, k=1)["node_id"].tolist() == ["t1"]
    assert shared_evidence(["t2", "t1"], ann, bea)["node_id"].tolist() == ["t2", "t1"]


def test_a_category_is_shown_by_what_each_says_of_it(world):
    nodes = shared_interests(world.weights("cem"), world.weights("kim"), world.tree)
    found = shared_evidence(nodes, said_by(world, "cem"), said_by(world, "kim"))
    assert found["node_id"].tolist() == ["c1"]
    assert "marathon" in found["text"][0] and "racket" in found["their_text"][0]


def test_what_one_of_both_did_not_say_is_not_shown(world):
    assert shared_evidence(["t2"], said_by(world, "cem"), said_by(world, "kim")).empty
    assert shared_evidence([], said_by(world, "cem"), said_by(world, "ann")).empty
    found = shared_evidence(["t2", "t1"], said_by(world, "cem"), said_by(world, "ann"), k=1)
    assert found["node_id"].tolist() == ["t1"]


def test_a_category_is_shared_where_its_topics_are_not(world):
    assert neighbours(world, "cem", 11).set_index("user_id").loc["kim", "shared"] == ["c1"]


def test_overlap_counts_levels(world):
    met = overlaps(world, world.weights("cem"))
    assert met["cem"] == pytest.approx(1)
    assert met["kim"] == pytest.approx(0.25)  # only the category is shared
    assert met["ann"] == pytest.approx(0.25 * 1 + 0.5 * 0.75 + 0.25 * 0.75)
    assert met["hua"] == 0


def test_levels_that_somebody_lacks_leave_their_part_to_the_others(world):
    weights = world.weights("cem")
    met = overlaps(world, weights[weights["level"] != "keyword"])
    assert met["cem"] == pytest.approx(1)
    assert met["kim"] == pytest.approx(0.25 / 0.75)


def test_without_weights_the_vectors_decide(world):
    found = alike(world, world.asking(world.users.row("dan")), 4)
    cosine = pd.Series(world.users.matrix @ world.users.row("dan"), index=world.users.ids)
    assert found["user_id"].tolist() == cosine.nlargest(4).index.tolist()
    assert found["shared"].tolist() == [[], [], [], []]


def test_with_a_zero_vector_the_profiles_decide(world):
    found = alike(world, world.asking(np.zeros(12, np.float32), world.weights("dan")), 3)
    assert found["user_id"].tolist() == ["dan", "eva", "fay"]
    assert found["score"][1] == pytest.approx(0.25 + 0.5 * 0.75 + 0.25 * 0.75)


def test_somebody_new_finds_their_like(world):
    texts = unit(np.stack([world.centroids["t5"], world.centroids["t6"]]))
    placed = place(texts, np.stack(list(world.centroids.values())), list(world.centroids), world.tree)
    vector = text_vector(texts, world.users.center)
    found = alike(world, world.asking(vector, weights_of(placed, world.tree)), 3)
    assert set(found["user_id"]) == {"gus", "hua", "ivo"}


def test_nobody_is_like_somebody_of_whom_nothing_is_known(world):
    assert alike(world, world.asking(np.zeros(12, np.float32))).empty
    unknown = pd.DataFrame({"node_id": ["t9"], "weight": [1.0]})
    assert alike(world, world.asking(np.zeros(12, np.float32), unknown)).empty
    assert neighbours(world, "nobody").empty


def test_nobody_to_compare_with(world):
    assert neighbours(world, "ann", 0).columns.tolist() == ["user_id", "score", "shared", "differs"]
    asked = world.crowd.queries(["ann"], {"ann": frozenset(world.users.ids)})
    assert alike(world, asked).empty


def test_who_is_hidden_is_not_found(world):
    asked = world.crowd.queries(["dan"], {"dan": frozenset({"eva"}), "eva": frozenset({"fay"})})
    assert alike(world, asked, 1)["user_id"].tolist() == ["fay"]


def test_of_many_each_finds_what_it_finds_alone(world):
    ids = ["dan", "nobody", "ann", "dan"]
    asked = world.crowd.queries(ids)
    found = similar_users(asked, world.crowd.nearest(asked, 4), world.crowd, world.tree)
    for person, user_id in enumerate(ids):
        own = found[found["person"] == person].drop(columns="person").reset_index(drop=True)
        pd.testing.assert_frame_equal(own, neighbours(world, user_id, 4))


def test_among_many_the_answer_has_the_same_form(world, monkeypatch):
    """A profile that meets is found even where the vector lies elsewhere."""
    exact = neighbours(world, "dan", 3)
    monkeypatch.setattr("interest.users.nearest.EXACT_UP_TO", 5)
    crowd = Crowd(UserVectors(world.users.ids, world.users.matrix, world.users.center), world.profiles)
    asked = crowd.queries(["dan"])
    found = similar_users(asked, crowd.nearest(asked, 3), crowd, world.tree).drop(columns="person")
    pd.testing.assert_frame_equal(found, exact)
