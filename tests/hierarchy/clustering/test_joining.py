"""Categories from topics on planted directions."""

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from interest.hierarchy.clustering import joining
from interest.hierarchy.clustering.centroids import centroids
from interest.hierarchy.clustering.features import unit
from interest.hierarchy.clustering.fit import Fit
from interest.hierarchy.clustering.joining import categories_of, dense_joins, join_topics, places_of, ward_joins


def planted(categories: int, topics: int, spread: float = 0.6) -> tuple[np.ndarray, np.ndarray, Fit]:
    """Statements around topics around categories: the statements' topics, where the topics lie, and the fit."""
    rng = np.random.default_rng(0)
    places = np.repeat(unit(rng.normal(size=(categories, 64))), topics, axis=0)
    centers = unit(places + spread * unit(rng.normal(size=(categories * topics, 64))))
    topic = np.repeat(np.arange(len(centers)), 20)
    features = unit(centers[topic] + 0.3 * unit(rng.normal(size=(len(topic), 64))))
    return topic, centroids(features, topic), Fit.of(features, features)


@pytest.mark.parametrize("joining", ["ward", "hdbscan"])
@pytest.mark.parametrize(("categories", "topics"), [(5, 3), (4, 6), (8, 2), (12, 5), (3, 5)])
def test_planted_categories_are_found(categories, topics, joining):
    topic, places, fit = planted(categories, topics)
    joined = categories_of(topic, places, fit, None, joining)
    assert adjusted_rand_score(np.repeat(np.arange(categories), topics), joined) == 1


@pytest.mark.parametrize("joining", ["ward", "hdbscan"])
def test_the_number_that_was_asked_for_is_kept(joining):
    topic, places, fit = planted(6, 4)
    assert categories_of(topic, places, fit, 6, joining).max() + 1 == 6
    assert categories_of(topic, places, fit, 9, "ward").max() + 1 == 9


def test_without_structure_the_number_is_handy():
    features = unit(np.random.default_rng(0).normal(size=(42 * 5, 64)))
    topic = np.repeat(np.arange(42), 5)
    fit = Fit.of(features, features)
    assert 7 <= categories_of(topic, centroids(features, topic), fit, None, "ward").max() + 1 <= 15


def test_topics_that_features_put_together_stay_where_the_layout_has_them():
    topic = np.repeat(np.arange(3), 10)
    features = unit(np.eye(3)[topic] + np.where(topic < 2, 0.2, 0.0)[:, None])  # 0 and 1 are like each other
    apart = np.array([0.0, 100.0, 100.0])[topic]  # 1 and 2 lie together
    points = np.column_stack([apart, apart]) + np.random.default_rng(0).normal(size=(30, 2))
    assert join_topics(centroids(features, topic), 2).tolist() == [0, 0, 1]
    places = places_of(topic, features, points)
    assert join_topics(places, 2)[1] == join_topics(places, 2)[2] != join_topics(places, 2)[0]
    np.testing.assert_allclose(places, places_of(topic, features, 7 + 1000 * points), atol=1e-6)  # whatever the scale


def test_three_topics_are_one_category():
    topic, places, fit = planted(1, 3)
    assert categories_of(topic, places, fit, None, "ward").tolist() == [0, 0, 0]


def test_joining_topics():
    topics = unit(np.array([[1, 0, 0], [1, 0.1, 0], [0, 1, 0], [0, 1, 0.1], [0, 0, 1]]))
    joined = join_topics(topics, 3)
    assert joined[0] == joined[1] and joined[2] == joined[3]
    assert sorted(set(joined.tolist())) == [0, 1, 2]
    assert join_topics(topics, 9).tolist() == [0, 1, 2, 3, 4]
    assert set(join_topics(topics, 1).tolist()) == {0}
    assert len(join_topics(np.zeros((4, 3), np.float32), 2)) == 4  # texts that are all the same have no direction


def test_ward_gives_each_number_of_groups():
    topics = unit(np.random.default_rng(1).normal(size=(12, 8)))
    assert [int(joined.max()) + 1 for joined in ward_joins(topics, range(1, 13))] == list(range(1, 13))


@pytest.mark.parametrize("k", [1, 2, 3])
def test_few_topics_have_no_density(k):
    assert [joined.tolist() for joined in dense_joins(unit(np.eye(3)[:k]))] == [[0] * k]


def test_very_many_points_are_bundled_before_they_are_joined(monkeypatch):
    monkeypatch.setattr(joining, "MOST_PAIRED", 50)
    monkeypatch.setattr(joining, "BUNDLES", 40)
    topic = np.repeat(np.arange(6), 20)
    features = unit(np.eye(64)[topic] + 0.3 * unit(np.random.default_rng(0).normal(size=(len(topic), 64))))
    found = join_topics(features, 6)
    assert len(found) == len(features) == 120
    assert adjusted_rand_score(topic, found) == 1
