"""Somebody new: texts go to the topic they were planted near, and give a profile."""

import numpy as np
import pytest

from interest.users.placement import place, weights_of
from interest.users.vectors import unit

TOPICS = ["t1", "t2", "t3", "t4"]
# Everything leans one way, as the vectors of some encoders do, and must be centred to tell topics apart.
LEAN = np.full(6, 3.0)
CENTROIDS = unit(np.eye(4, 6) + LEAN)


def texts(*mixtures: list[float]) -> np.ndarray:
    return unit(np.array([[*mixture, 0, 0] for mixture in mixtures]) + LEAN)


def test_texts_go_to_their_planted_topics(tree):
    placed = place(texts([0, 0, 1, 0], [1, 0, 0, 0]), CENTROIDS, TOPICS, tree)
    assert placed.columns.tolist() == ["topic", "category", "strength"]
    assert placed["topic"].tolist() == ["t3", "t1"]
    assert placed["category"].tolist() == ["c2", "c1"]
    assert (placed["strength"] > 0.99).all()


def test_a_text_between_two_topics_is_placed_with_half_the_strength(tree):
    placed = place(texts([1, 1, 0, 0]), CENTROIDS, TOPICS, tree)
    assert placed["topic"][0] in {"t1", "t2"}
    assert placed["strength"][0] == pytest.approx(0.5, abs=0.02)


def test_keywords_are_looked_for_within_the_topic(tree):
    keywords = unit(np.array([[1, 0, 0, 0, 0.5, 0], [1, 0, 0, 0, -0.5, 0], [1, 0, 0, 0, 1, 0.0]]) + LEAN)
    text = unit(np.array([[1, 0, 0, 0, 0.9, 0.0]]) + LEAN)
    placed = place(text, CENTROIDS, TOPICS, tree, keywords, ["k11", "k12", "k31"])
    assert placed["keyword"].tolist() == ["k11"]


def test_a_topic_without_keyword_centroids_gives_its_other(tree):
    placed = place(texts([0, 0, 1, 0]), CENTROIDS, TOPICS, tree, CENTROIDS[:1], ["k11"])
    assert placed["keyword"].tolist() == ["k32"]


def test_a_tree_of_one_topic_takes_everything(tree):
    placed = place(texts([0, 1, 0, 0]), CENTROIDS[:1], TOPICS[:1], tree)
    assert placed["topic"].tolist() == ["t1"] and placed["strength"].tolist() == [1.0]


def test_no_texts_give_no_rows(tree):
    placed = place(np.zeros((0, 6), np.float32), CENTROIDS, TOPICS, tree)
    assert len(placed) == 0
    assert weights_of(placed, tree).columns.tolist() == ["node_id", "level", "weight"]


def test_weights_of_placed_texts_sum_to_one_and_roll_up(tree):
    placed = place(texts([1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 1], [0, 0, 0, 1]), CENTROIDS, TOPICS, tree)
    weights = weights_of(placed, tree)
    assert weights["node_id"].tolist() == ["c1", "c2", "t4", "t1", "t2"]
    assert weights["weight"].tolist() == pytest.approx([0.5, 0.5, 0.5, 0.25, 0.25])


def test_unsure_texts_count_less(tree):
    placed = place(texts([1, 0, 0, 0], [0, 0, 1, 0.95]), CENTROIDS, TOPICS, tree)
    weights = weights_of(placed, tree).set_index("node_id")["weight"]
    assert weights["t1"] > 0.6


def test_keywords_have_weights_where_they_are_known(tree):
    placed = place(texts([1, 0, 0, 0]), CENTROIDS, TOPICS, tree, CENTROIDS[:1], ["k11"])
    assert weights_of(placed, tree).set_index("node_id")["weight"].to_dict() == {"c1": 1.0, "t1": 1.0, "k11": 1.0}
