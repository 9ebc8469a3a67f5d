"""What a text is after: the planted topic with its probability, related ones, and nothing where it is far from all."""

import numpy as np
import pytest

from interest.hierarchy.tree import InterestTree, Node
from interest.recommend.intent import NOISE, intent_of, nearness, reach_of
from interest.users.placement import place
from interest.users.vectors import unit


@pytest.fixture(scope="module")
def reach(world) -> float:
    return reach_of(world.vectors, world.statements["topic"].tolist(), world.centroids, world.tree)


@pytest.fixture
def tiny_tree():
    """A tree of topics called by a letter each, a category for each word."""

    def tree(*categories: str) -> InterestTree:
        nodes = {}
        for i, topics in enumerate(categories):
            parts = tuple(topics)
            nodes[f"c{i}"] = Node(f"c{i}", "category", f"c{i}", "", parts, 10 * len(parts), 10 * len(parts))
            nodes |= {topic: Node(topic, "topic", topic, f"c{i}", (), 10, 10) for topic in parts}
        return InterestTree(nodes)

    return tree


@pytest.mark.parametrize("topic", ["t1", "t2", "t3", "t4", "t5", "t6"])
def test_the_planted_topic_and_its_category_are_likeliest(world, reach, topic):
    query = unit(world.centroids[topic] + np.random.default_rng(4).normal(0, 0.03, 12))
    found = intent_of(query, world.tree, world.centroids, reach)
    assert found.clear and found.topic == topic
    assert found.topics["node_id"][0] == topic
    assert found.categories["node_id"][0] == world.tree[topic].parent
    assert found.topics["weight"].is_monotonic_decreasing and found.categories["weight"][0] <= 1
    sibling = next(node.id for node in world.tree.children(world.tree[topic].parent) if node.id != topic)
    assert found.related[0] == sibling


def test_probabilities_are_those_of_placed_texts(world, reach):
    query = unit(world.centroids["t3"] + world.centroids["t5"])
    placed = place(query[None], np.stack(list(world.centroids.values())), list(world.centroids), world.tree)
    found = intent_of(query, world.tree, world.centroids, reach)
    assert found.topics["weight"][0] == pytest.approx(placed["strength"][0])
    assert set(found.topics["node_id"][:2]) == {"t3", "t5"}


def test_a_text_far_from_everything_has_no_clear_intent(world, reach):
    away = np.zeros(12, np.float32)
    away[11] = 1.0  # an axis that no topic uses
    common = np.mean(list(world.centroids.values()), axis=0)
    for query in (unit(common + 3 * away), common):
        found = intent_of(query, world.tree, world.centroids, reach)
        assert not found.clear and found.topic == ""


def test_nine_in_ten_statements_are_about_something(world, reach):
    clear = [intent_of(vector, world.tree, world.centroids, reach).clear for vector in world.vectors]
    assert np.mean(clear) >= 0.9


def test_a_vague_text_nearer_than_foreign_statements_is_clear(world, reach):
    away = np.zeros(12, np.float32)
    away[11] = 1.0
    queries = {topic: unit(centroid + 0.8 * away) for topic, centroid in world.centroids.items()}
    found = {topic: intent_of(query, world.tree, world.centroids, reach) for topic, query in queries.items()}
    assert all(found[topic].clear and found[topic].topic == topic for topic in queries)


def test_the_reach_by_hand(tiny_tree):
    vectors = {"a": np.array([1.0, 0.0, 0.0]), "b": np.array([0.0, 1.0, 0.0])}
    statements = np.array([[1.0, 0.0, 0.0]] * 10 + [[0.0, 1.0, 0.0]] * 10)
    # Centred, the two lie opposite each other: each statement is at 1 from its own and at -1 from the other.
    assert reach_of(statements, ["a"] * 10 + ["b"] * 10, vectors, tiny_tree("a", "b")) == NOISE
    # With a single category there is nothing foreign.
    assert reach_of(statements, ["a"] * 10 + ["b"] * 10, vectors, tiny_tree("ab")) == pytest.approx(1)


def test_a_tree_without_topics_has_no_intent(world):
    found = intent_of(world.vectors[0], world.tree, {}, 0.5)
    assert not found.clear and found.topics.empty and found.related == ()


def test_what_is_far_is_what_has_no_clear_intent(world, reach):
    away = np.zeros(12, np.float32)
    away[11] = 1.0
    texts = np.stack([world.centroids["t1"], unit(np.mean(list(world.centroids.values()), axis=0) + 3 * away)])
    clear = [intent_of(text, world.tree, world.centroids, reach).clear for text in texts]
    nobodys = np.zeros(0, np.int64)
    assert (nearness(texts, world.centroids, nobodys) >= reach).tolist() == clear == [True, False]


def test_a_statement_is_judged_by_its_topic_without_itself():
    meaning = np.eye(4, dtype=np.float32)[[0, 0, 1, 1, 2]]
    vectors = dict(zip("abc", np.eye(4, dtype=np.float32)[:3], strict=True))
    found = nearness(np.vstack([meaning, meaning[4:]]), vectors, np.array([0, 0, 1, 1, 2]))
    assert found[:4].min() > 0.9 and found[5] > 0.9  # a new one may be like the only statement of a topic
    assert found[4] < 0  # which is like nothing but itself
