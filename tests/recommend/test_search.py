"""Search: exact words, near meanings, specialists first, Chinese as well as English."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interest.hierarchy.tree import InterestTree
from interest.recommend.search import SearchResult, search_text
from interest.users.vectors import unit

QUICK = settings(deadline=None, max_examples=10)


def find(world, topic: str, tokens: list[str], **options: object) -> SearchResult:
    query = unit(world.centroids[topic] + np.random.default_rng(3).normal(0, 0.02, 12))
    return search_text(query, tokens, world.statements, world.vectors, world.tree, world.centroids, **options)


@pytest.mark.parametrize("topic", ["t1", "t2", "t3", "t4", "t5", "t6"])
def test_without_a_word_in_common_the_planted_topic_is_found(world, topic):
    result = find(world, topic, ["unheard"])
    assert result.interests["node_id"][0] == topic
    found = world.statements.set_index("statement_id").loc[result.statements["statement_id"], "topic"]
    assert (found.head(3) == topic).all()


def test_exact_words_win(world):
    statements = world.statements.assign(text=[f"nothing special {i}" for i in range(len(world.statements))])
    is_racket = statements["topic"] == "t2"
    statements.loc[is_racket, "text"] = "A new RACKET, please: " + statements["text"]
    query = unit(world.centroids["t1"] + world.centroids["t2"])
    result = search_text(query, ["racket"], statements, world.vectors, world.tree, world.centroids, k=5)
    assert (statements.loc[result.statements["statement_id"], "topic"] == "t2").all()


def test_a_latin_word_must_be_whole(world):
    statements = world.statements.assign(text="start")
    statements.loc[3, "text"] = "modern art!"
    query = np.zeros(12, np.float32) + world.vectors.mean(axis=0)
    result = search_text(query, ["art"], statements, world.vectors, world.tree, {}, k=5)
    assert result.statements["statement_id"].tolist() == [3]
    assert result.statements["score"].tolist() == [pytest.approx(0.3)]


def test_a_word_beside_chinese_is_whole(world):
    statements = world.statements.assign(text="start")
    statements.loc[3, "text"] = "我的iPhone手机"
    query = world.vectors.mean(axis=0)
    result = search_text(query, ["iphone"], statements, world.vectors, world.tree, {}, k=5)
    assert result.statements["statement_id"].tolist() == [3]


def test_what_many_say_is_found_once(world):
    """Three people say the same, one of them twice: one row of three people, and room for others."""
    said = world.statements[world.statements["topic"] == "t1"].head(4)
    statements = world.statements.copy()
    statements.loc[said.index, "text"] = "the same words"
    statements.loc[said.index, "user_id"] = ["a", "b", "b", "c"]
    vectors = world.vectors.copy()
    vectors[said.index] = vectors[said.index[0]]
    result = search_text(world.centroids["t1"], ["words"], statements, vectors, world.tree, world.centroids, k=5)
    best = result.statements.iloc[0]
    assert (best["statement_id"], best["people"]) == (said["statement_id"].min(), 3)
    assert len(result.statements) == 5
    assert statements.set_index("statement_id").loc[result.statements["statement_id"], "text"].is_unique


def test_what_many_say_counts_once_for_interests(world):
    """A query between two topics, nearer to one: sixty people who say one thing of the other don't hide it."""
    many = pd.concat([world.statements] * 20, ignore_index=True)
    many = many.assign(statement_id=range(len(many)), text=[f"text {i}" for i in range(len(many))])
    vectors = np.tile(world.vectors, (20, 1))
    said = many.index[many["topic"] == "t2"][0]
    many.loc[said, "text"] = "the same words"
    copies = many.loc[[said] * 60].assign(statement_id=range(10_000, 10_060))
    query = unit(1.5 * world.centroids["t1"] + world.centroids["t2"])
    scores = []
    for known, own in (
        (many, vectors),
        (pd.concat([many, copies], ignore_index=True), np.concatenate([vectors, vectors[copies.index]])),
    ):
        found = search_text(query, ["words"], known, own, world.tree, world.centroids).interests
        scores.append(found.set_index("node_id")["score"]["t1"])
    assert scores[1] == pytest.approx(scores[0], abs=0.04)


def test_rare_words_count_more_than_common_ones(world):
    statements = world.statements.assign(text="common words")
    statements.loc[5, "text"] = "rare words"
    query = world.vectors.mean(axis=0)
    result = search_text(query, ["common", "rare"], statements, world.vectors, world.tree, {}, k=2)
    assert result.statements["statement_id"][0] == 5


def test_chinese_words_are_found_in_texts_and_names(world):
    result = find(world, "t5", ["神经网络", "训练"])
    assert result.interests["node_id"][0] in {"k5", "t5"}
    assert result.users["user_id"][0] == "hua"


def test_words_of_regular_expressions_are_taken_literally(world):
    assert len(find(world, "t1", ["c++", "(", ".*", " "]).statements)


def test_a_category_enters_by_its_name_only(world):
    assert "c2" in set(find(world, "t3", ["food"]).interests["node_id"])
    assert "c2" not in set(find(world, "t3", ["bread"]).interests["node_id"])


def test_a_keyword_called_like_its_topic_is_left_to_the_topic(world):
    nodes = dict(world.tree.nodes) | {"k1": replace(world.tree["k1"], name="running")}
    query, words = world.centroids["t1"], ["running", "marathon"]
    found = [
        search_text(query, words, world.statements, world.vectors, tree, world.centroids).interests["node_id"].tolist()
        for tree in (world.tree, InterestTree(nodes))
    ]
    assert found[0][:2] == ["t1", "k1"]
    assert found[1][0] == "t1" and "k1" not in found[1]


def test_the_score_of_a_user_follows_the_formula(world):
    result = find(world, "t4", [], k=100)
    owner = world.statements.set_index("statement_id")["user_id"]
    scores = result.statements["score"][result.statements["statement_id"].map(owner) == "fay"].to_numpy()
    expected = np.sqrt((scores**2 * 0.6 ** np.arange(3)).sum() / (0.6 ** np.arange(5)).sum())
    assert result.users.set_index("user_id")["score"]["fay"] == pytest.approx(expected)


def test_a_specialist_beats_a_one_off(world):
    users = find(world, "t5", ["神经网络"]).users
    rank = {user: i for i, user in enumerate(users["user_id"])}
    assert rank["hua"] < rank["gus"] < rank["jin"]


def test_breadth_costs_nothing(world):
    more = world.statements[world.statements["user_id"] == "dan"].assign(user_id="cem")
    broad = pd.concat([world.statements, more], ignore_index=True)
    broad["statement_id"] = np.arange(len(broad))
    vectors = np.vstack([world.vectors, world.vectors[more.index]])
    result = search_text(world.centroids["t1"], [], broad, vectors, world.tree, world.centroids)
    scores = result.users.set_index("user_id")["score"]
    # cem has the same statements about t1 as before, and wrote about other things besides
    assert scores["cem"] >= scores["lea"]


def test_users_come_with_their_best_statement(world):
    result = find(world, "t4", ["espresso"])
    assert result.users.columns.tolist() == ["user_id", "score", "statement_id"]
    best = world.statements.set_index("statement_id").loc[result.users["statement_id"], "user_id"]
    assert best.tolist() == result.users["user_id"].tolist()


@QUICK
@given(topic=st.sampled_from(["t1", "t4", "t6"]), k=st.integers(0, 40))
def test_scores_fall_and_lie_between_zero_and_one(world, topic, k):
    result = find(world, topic, ["marathon", "手机"], k=k)
    for frame in (result.interests, result.users, result.statements):
        assert len(frame) <= k
        assert frame["score"].is_monotonic_decreasing
        assert ((frame["score"] > 0) & (frame["score"] <= 1)).all()
        assert frame.iloc[:, 0].is_unique


def test_items_are_found_by_meaning_and_by_word(world):
    items = pd.DataFrame({"item_id": ["a", "b", "c"], "text": ["shoes", "oven", "a marathon guide"]})
    vectors = unit(np.stack([world.centroids[topic] for topic in ("t1", "t3", "t2")]))
    result = find(world, "t1", ["marathon"], items=items, item_vectors=vectors)
    assert result.items["item_id"].tolist()[:1] == ["a"]
    assert "c" in set(result.items["item_id"]) and "b" not in set(result.items["item_id"])


def test_without_items_none_are_found(world):
    result = find(world, "t1", ["marathon"])
    assert result.items.empty and result.items.columns.tolist() == ["item_id", "score"]


def test_no_statements_find_nothing(world):
    nothing = world.statements.head(0)
    result = search_text(world.centroids["t1"], ["x"], nothing, world.vectors[:0], world.tree, {})
    assert result.statements.empty and result.users.empty


def test_the_order_of_statements_is_irrelevant(world):
    order = np.random.default_rng(5).permutation(len(world.statements))
    shuffled = world.statements.iloc[order].reset_index(drop=True)
    query = world.centroids["t3"]
    one = search_text(query, ["bread"], world.statements, world.vectors, world.tree, world.centroids)
    other = search_text(query, ["bread"], shuffled, world.vectors[order], world.tree, world.centroids)
    assert one.users["user_id"].tolist() == other.users["user_id"].tolist()
    pd.testing.assert_frame_equal(one.interests, other.interests, atol=1e-5)
