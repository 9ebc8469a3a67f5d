"""Layers, the choice of topics, and the number of categories on planted blobs."""

from itertools import pairwise

import numpy as np
import pytest
from sklearn.metrics import adjusted_mutual_info_score, homogeneity_score

from interest.hierarchy.clustering.centroids import join_nearest
from interest.hierarchy.clustering.features import unit
from interest.hierarchy.clustering.fit import Fit
from interest.hierarchy.clustering.joining import categories_of, places_of
from interest.hierarchy.clustering.layers import (
    Layer,
    agreed,
    averaged,
    choose_topics,
    hdbscan_layers,
    widths,
    with_lasting,
)


def blobs(categories: int, topics: int, size: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Points (n, 5) in `topics` close blobs for each of `categories` far places: points, topic, category.

    Blobs hold from `size` to one and a half times as many points.
    """
    rng = np.random.default_rng(seed)
    angles = np.arange(categories) * 2 * np.pi / categories
    places = np.stack([[25 * np.cos(a), 25 * np.sin(a), 0, 0, 0] for a in angles])
    offsets = 3 * np.eye(5)[:topics]
    topic = np.repeat(np.arange(categories * topics), rng.integers(size, size * 3 // 2, categories * topics))
    centers = (places[:, None] + offsets[None]).reshape(-1, 5)
    return (centers[topic] + rng.normal(0, 0.4, (len(topic), 5))).astype(np.float32), topic, topic // topics


@pytest.mark.parametrize(("categories", "topics"), [(4, 3), (6, 3), (9, 3)])
def test_planted_numbers_and_groups_are_found(categories, topics):
    points, topic, category = blobs(categories, topics, 30)
    layers = hdbscan_layers(points, unit(points))
    layer = choose_topics(layers)
    assert layer.n_clusters == categories * topics
    full = join_nearest(unit(points), layer.labels)
    assert adjusted_mutual_info_score(topic, full) > 0.98
    joined = categories_of(full, places_of(full, unit(points), points), Fit.of(points, unit(points)), None, "ward")
    assert joined.max() + 1 == categories
    assert adjusted_mutual_info_score(category, joined[full]) > 0.98


def test_layers_go_from_fine_to_coarse():
    points, _, _ = blobs(5, 4, 25)
    layers = hdbscan_layers(points, unit(points))
    sizes = [layer.min_size for layer in layers]
    assert sizes == sorted(set(sizes))
    assert all(one.n_clusters >= other.n_clusters for one, other in pairwise(layers))
    assert all(np.bincount(layer.labels[layer.labels >= 0]).min() >= layer.min_size for layer in layers)
    assert all(-1 <= layer.fit <= 1 and 0 <= layer.outliers < 1 for layer in layers)


@pytest.mark.parametrize("n", [0, 1, 9, 150])
def test_too_few_points_have_no_layers(n):
    points = np.random.default_rng(0).normal(size=(n, 5)).astype(np.float32)
    assert hdbscan_layers(points, unit(points)) == []


@pytest.mark.parametrize("n", [200, 230])
def test_points_without_structure_give_valid_layers_or_none(n):
    points = np.random.default_rng(n).normal(size=(n, 5)).astype(np.float32)
    for layer in hdbscan_layers(points, unit(points)):
        assert layer.labels.shape == (n,)
        assert layer.n_clusters >= 2


def test_duplicates_split_no_topic_wrongly():
    points, topic, _ = blobs(4, 3, 5)
    points, topic = np.repeat(points, 6, axis=0), np.repeat(topic, 6)
    layers = hdbscan_layers(points, unit(points))
    assert homogeneity_score(topic, join_nearest(unit(points), choose_topics(layers, 4).labels)) > 0.99


def test_points_that_are_all_the_same_have_no_layers():
    assert hdbscan_layers(np.ones((50, 5), np.float32), unit(np.ones((50, 5)))) == []


def layer(min_size: int, n_clusters: int, fit: float = 0.5) -> Layer:
    return Layer(min_size, np.arange(1200, dtype=np.int32) * n_clusters // 1200, fit)


def test_widths_are_ranges_of_sizes_and_not_numbers_of_layers():
    layers = [layer(5, 40), *(layer(size, 20) for size in range(20, 25)), layer(25, 12), layer(100, 12), layer(110, 3)]
    found = dict(zip([part.n_clusters for part in layers], widths(layers), strict=True))
    assert found[12] == pytest.approx(np.log(4), abs=0.15)
    assert found[20] < 0.5


def test_of_two_layers_that_fit_alike_the_lasting_one_gives_the_topics():
    layers = [layer(5, 30, 0.5), layer(6, 18, 0.5), layer(30, 18, 0.5), layer(33, 13, 0.51)]
    assert choose_topics(with_lasting(layers)).n_clusters == 18


def test_topics_are_the_best_layer_that_parts_the_categories_further():
    layers = with_lasting([layer(5, 30, 0.3), layer(9, 20, 0.6), layer(20, 14, 0.7), layer(40, 5, 0.9)])
    assert choose_topics(layers, 5).n_clusters == 20  # three a category
    assert choose_topics(layers, 12).n_clusters == 30  # two a category, as there are not three
    assert choose_topics(layers, 40).n_clusters == 5  # no parting: the best fit
    assert choose_topics(layers, 5, count=15).n_clusters == 14


def test_layouts_vote_on_the_number_of_topics():
    first = [layer(5, 40, 0.7), layer(10, 20, 0.5), layer(20, 10, 0.3)]
    assert choose_topics(first).n_clusters == 40
    others = [[layer(6, 42, 0.4), layer(11, 21, 0.5), layer(12, 20, 0.55), layer(18, 9, 0.3)], []]
    found = averaged(first, others)
    assert [part.n_clusters for part in found] == [40, 20, 10]
    assert choose_topics(found, n=120).n_clusters == 20
    assert found[1].fit == pytest.approx((0.5 + 0.55) / 2)
    assert [part.fit for part in averaged(first, [])] == [0.7, 0.5, 0.3]
    assert averaged([], others) == []


def test_layouts_agree_on_clusters_and_not_on_what_each_puts_elsewhere():
    rng = np.random.default_rng(0)
    topic = np.repeat(np.arange(20), 30).astype(np.int32)

    def seen() -> Layer:
        """The topics as a layout has them: in an order of its own, some statements elsewhere, some in none."""
        labels = rng.permutation(20)[topic].astype(np.int32)
        moved = rng.uniform(size=len(topic))
        labels = np.where(moved < 0.1, rng.integers(0, 20, len(topic)), labels)
        return Layer(5, np.where(moved > 0.95, -1, labels).astype(np.int32), 0.5)

    layers = [seen() for _ in range(3)]
    found = agreed(layers[0], [[layer] for layer in layers[1:]])
    inside = found >= 0
    assert inside.mean() > 0.9  # two of three put it there
    assert adjusted_mutual_info_score(topic[inside], found[inside]) > 0.98
    assert all(adjusted_mutual_info_score(topic, layer.labels) < 0.9 for layer in layers)
    assert agreed(layers[0], []) is layers[0].labels


def test_what_layouts_put_in_different_places_is_an_outlier():
    topic = np.repeat(np.arange(4), 10).astype(np.int32)
    views = [topic.copy() for _ in range(3)]
    views[0][0], views[1][0], views[2][0] = 1, 2, 3
    views[0][10] = 3
    first, *others = (Layer(5, labels, 0.5) for labels in views)
    found = agreed(first, [[other] for other in others])
    assert found[0] == -1
    assert found[10] == found[11]
    assert (found >= 0).sum() == 39
