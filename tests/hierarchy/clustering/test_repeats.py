"""What says the same is clustered as one, and is as often on the map as it is said."""

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import adjusted_mutual_info_score

import interest
from interest.hierarchy.clustering.layers import hdbscan_layers, with_frequent
from interest.hierarchy.clustering.layout import spread
from interest.hierarchy.clustering.repeats import Repeats


def test_the_same_without_case_and_signs_in_the_same_text():
    texts = ["Wordle", "wordle!", "天气预报", "thanks", "天气 预报？", "thanks", "!!!", "???"]
    repeats = Repeats.of(texts, [0, 1, 2, 2, 4, 5, 6, 7])
    assert repeats.number.tolist() == [0, 0, 1, 2, 3, 4, 5, 6]  # 1 and 3, 2 and 4: beside other sentences
    assert Repeats.of(texts, range(8)).number.tolist() == [0, 0, 1, 2, 1, 2, 3, 4]
    assert repeats.first.tolist() == [0, 2, 3, 4, 5, 6, 7]
    assert repeats.counts.tolist() == [2, 1, 1, 1, 1, 1, 1]
    values = np.arange(7) * 1.5
    said = repeats.again(values)
    assert said[repeats.first].tolist() == repeats.once(said).tolist() == values.tolist()
    different = Repeats(np.arange(7))
    assert different.once(values) is different.again(values) is values


def test_points_tell_as_much():
    number = np.array([0, 1, 0, 2, 1, 1, 3])
    points = np.random.default_rng(0).normal(size=(4, 5)).astype(np.float32)[number]
    assert Repeats.of_points(points).number.tolist() == number.tolist()


def test_a_disc_for_what_is_said_often():
    flat = np.array([[0.0, 0.0], [10.0, 0.0], [0.0, 10.0]], np.float32)
    number = np.repeat([0, 1, 2], [400, 100, 1])
    map_ = spread(flat, Repeats(number))
    assert map_.shape == (501, 2)
    assert len(np.unique(map_.round(3), axis=0)) == 501
    radius = [np.linalg.norm(map_[number == i] - flat[i], axis=1).max() for i in range(3)]
    assert radius[0] == pytest.approx(2 * radius[1], rel=0.02)  # four times the area
    assert radius[2] == 0
    assert spread(flat, Repeats(np.arange(3))) is flat


def test_what_is_frequent_and_unlike_its_cluster_is_one_by_itself():
    labels = np.array([0, 0, 0, 0, 1, 1, 1, -1, -1, -1])
    features = np.eye(4)[[0, 0, 0, 3, 1, 1, 1, 2, 2, 2]]  # the fourth is in a cluster that it is not like
    counts = np.array([20, 2, 2, 50, 2, 2, 2, 50, 3, 50])
    assert with_frequent(labels, 2, features, counts).tolist() == [0, 0, 0, 2, 1, 1, 1, 3, -1, 4]
    assert with_frequent(labels, 2, features, np.ones(10, int)).tolist() == labels.tolist()
    nothing = np.full(10, -1)
    assert with_frequent(nothing, 2, features, counts) is nothing


def test_a_layer_has_them():
    rng = np.random.default_rng(0)
    points = np.concatenate([rng.normal(place, 0.1, (120, 5)) for place in (0, 3)] + [np.full((1, 5), 30.0)])
    counts = np.array([1] * 240 + [200])
    assert {layer.n_clusters for layer in hdbscan_layers(points, points)} == {2}
    assert {layer.n_clusters for layer in hdbscan_layers(points, points, counts)} == {3}


def test_repeating_does_not_break_topics_up(planted_frame, fake_encoder):
    """The tree of statements that many people repeat is about that of the statements said once."""
    once = planted_frame().drop_duplicates("text").reset_index(drop=True)
    often = once.loc[once.index.repeat(np.random.default_rng(0).zipf(1.5, len(once)).clip(max=200))]
    often = often.assign(user_id=[f"p{place}" for place in range(len(often))]).reset_index(drop=True)
    trees = [interest.build(frame[["user_id", "text"]], encoder=fake_encoder) for frame in (once, often)]
    topics = [study.statements.drop_duplicates("text").set_index("text")["topic"] for study in trees]
    assert len(trees[1].statements) > 3 * len(once)
    both = pd.concat(topics, axis=1, join="inner")
    assert adjusted_mutual_info_score(both.iloc[:, 0], both.iloc[:, 1]) > 0.95
    counts = [len(study.tree.level("topic")) for study in trees]
    assert counts[1] == pytest.approx(counts[0], rel=0.15)
