"""Stability, cohesion and separation of clusters whose figures are known."""

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import adjusted_rand_score

from interest.evaluation import Run, stability
from interest.evaluation.trust import nearness, resample, topic_layer
from interest.hierarchy.clustering.features import unit


def test_what_is_found_again_is_stable_whatever_it_is_called():
    labels = np.array(["a", "a", "b", "b", "b"])
    same = Run(np.arange(5), np.array([7, 7, 3, 3, 3]))
    assert stability(labels, [same, same]).to_dict() == {"a": 1, "b": 1}


def test_stability_is_the_mean_of_the_best_jaccard():
    labels = np.array([0, 0, 0, 0, 1, 1])
    split = Run(np.arange(6), np.array([0, 0, 0, 1, 2, 2]))  # of four, three stay together
    joined = Run(np.arange(6), np.zeros(6, int))
    assert stability(labels, [split, joined]).tolist() == pytest.approx([(3 / 4 + 4 / 6) / 2, (1 + 2 / 6) / 2])


def test_a_run_is_compared_on_what_it_covers():
    labels = np.array([0, 0, 0, 1, 1, 2])
    run = Run(np.array([0, 1, 3, 4]), np.array([0, 0, 1, 1]))
    found = stability(labels, [run])
    assert found[[0, 1]].tolist() == [1, 1]
    assert np.isnan(found[2])  # no run has seen it
    assert stability(labels, []).isna().all()


def test_what_a_run_leaves_out_is_lost():
    labels = np.array([0, 0, 0, 0])
    assert stability(labels, [Run(np.arange(4), np.array([5, 5, -1, -1]))])[0] == 0.5
    assert stability(labels, [Run(np.arange(4), np.full(4, -1))])[0] == 0


def test_nearness_against_a_plain_loop():
    rng = np.random.default_rng(0)
    vectors, labels = unit(rng.normal(size=(40, 6)).astype(np.float32)), np.arange(40) % 3
    own, other = nearness(vectors, labels)
    for i in range(40):
        rest = unit(vectors[(labels == labels[i]) & (np.arange(40) != i)].sum(axis=0, keepdims=True))[0]
        assert own[i] == pytest.approx(rest @ vectors[i], abs=1e-5)
        others = [unit(vectors[labels == c].sum(axis=0, keepdims=True))[0] for c in range(3) if c != labels[i]]
        assert other[i] == pytest.approx(max(c @ vectors[i] for c in others), abs=1e-5)


def test_few_random_statements_do_not_look_cohesive():
    vectors = unit(np.random.default_rng(1).normal(size=(3000, 50)).astype(np.float32))
    own, _ = nearness(vectors, np.arange(3000) % 1000)  # three random ones each
    assert abs(own.mean()) < 0.02


def test_nearness_of_one_alone():
    vectors = np.eye(3, dtype=np.float32)
    own, other = nearness(vectors, np.array([0, 1, 1]))
    assert own.tolist() == [0, 0, 0]
    assert other[0] == pytest.approx(0)
    assert np.isnan(nearness(vectors, np.zeros(3, int))[1]).all()


def test_the_planted_tree_is_found_again(small_study):
    topics, _ = pd.factorize(small_study.statements["topic"])
    outlier = small_study.statements["is_outlier"].to_numpy()
    people = small_study.statements["user_id"].to_numpy(str)
    said = small_study.contents.space.repeats.number
    seen = []
    runs = resample(
        small_study.contents.space, people, topics, 5, outlier, 0, lambda stage, fraction: seen.append(fraction)
    )
    assert seen == sorted(seen)
    assert (seen[0], seen[-1]) == (0, 1)
    assert {level: len(found) for level, found in runs.items()} == {"category": 5, "topic": 5}
    for run in runs["topic"]:
        assert len(run.rows) == len(np.unique(run.rows))
        covered = np.isin(said, said[run.rows])
        whole = pd.Series(covered).groupby(people).all()
        assert whole.sum() >= round(0.8 * len(whole))  # people are in with all that they say, or left out
        assert not whole.all()
    found = stability(topics, runs["topic"])
    assert found.min() > 0.5
    assert found.mean() > 0.85
    assert stability(small_study.statements["category"], runs["category"]).min() > 0.6


def test_the_layer_of_the_topics_is_recognised(small_study):
    for layer in small_study.contents.space.layers:
        found = topic_layer(small_study.contents.space.layers, layer.labels + 3)
        assert adjusted_rand_score(found.labels, layer.labels) == 1
    assert topic_layer([], np.zeros(3)) is None
