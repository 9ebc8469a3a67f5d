"""What a text is after: the planted topic with its probability, related ones, and nothing where it is far from all."""

import numpy as np
import pytest

from interest.recommend.intent import intent_of, reach_of
from interest.users.placement import place
from interest.users.vectors import unit


@pytest.fixture(scope="module")
def reach(world) -> float:
    return reach_of(world.vectors, world.statements["topic"].tolist(), world.centroids)


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


def test_a_tree_without_topics_has_no_intent(world):
    found = intent_of(world.vectors[0], world.tree, {}, 0.5)
    assert not found.clear and found.topics.empty and found.related == ()
