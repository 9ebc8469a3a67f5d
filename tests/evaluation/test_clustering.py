"""Figures of a clustering with answers that are known: worked by hand, or by construction."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from interest.evaluation.clustering import (
    agreement,
    coherence,
    diversity,
    hierarchical_f1,
    npmi,
    silhouette,
    top_words,
    word_matrix,
)
from interest.language import tokenize


def test_the_same_clusters_under_other_names_agree_completely():
    found = agreement([2, 2, 0, 0, 1], ["猫", "猫", "dog", "dog", "fish"])
    assert (found.ami, found.ari, found.v_measure, found.homogeneity, found.completeness) == pytest.approx((1,) * 5)


def test_finer_clusters_are_homogeneous_and_not_complete():
    found = agreement([0, 0, 1, 1, 2, 2, 3, 3], list("aaaabbbb"))
    assert found.homogeneity == pytest.approx(1)
    assert found.completeness == pytest.approx(0.5)  # log 2 of log 4
    assert found.v_measure == pytest.approx(2 / 3)


def test_chance_agrees_not_at_all():
    rng = np.random.default_rng(0)
    found = agreement(rng.integers(10, size=2000), rng.integers(10, size=2000))
    assert abs(found.ami) < 0.02
    assert abs(found.ari) < 0.02


@pytest.mark.parametrize(("labels", "gold"), [([0, 1], ["a"]), ([], [])])
def test_labels_that_do_not_fit_are_refused(labels, gold):
    with pytest.raises(ValueError, match="one length"):
        agreement(labels, gold)


def test_hierarchical_f1_counts_ancestors():
    coarse, fine = list("AAAABB"), ["A1", "A1", "A2", "A2", "B1", "B1"]
    assert hierarchical_f1([[0, 0, 0, 0, 1, 1], [0, 0, 1, 1, 2, 2]], [coarse, fine]) == 1
    # Topics 0 and 1 in one: the two of A2 are called A1, and are right of their category only.
    assert hierarchical_f1([[0, 0, 0, 0, 1, 1], [0, 0, 0, 0, 2, 2]], [coarse, fine]) == pytest.approx(10 / 12)
    # A1 in a category with B1: the two of B1 are called A there, and are right of their topic only.
    assert hierarchical_f1([[0, 0, 1, 1, 0, 0], [0, 0, 1, 1, 2, 2]], [coarse, fine]) == pytest.approx(10 / 12)


def test_hierarchical_f1_of_missing_labels():
    # The second statement's topic is unknown: found 4, true 3, right 3.
    assert hierarchical_f1([[0, 0], [0, 0]], [["A", "A"], ["A1", ""]]) == pytest.approx(2 * 3 / 7)
    assert np.isnan(hierarchical_f1([[0]], [[""]]))
    with pytest.raises(ValueError, match="shorter|longer"):
        hierarchical_f1([[0]], [["A"], ["A1"]])


def test_npmi_by_hand():
    words = csr_matrix(np.array([[1, 1, 0, 1], [1, 1, 0, 0], [0, 0, 1, 1], [0, 0, 1, 0]]))
    assert npmi(words, 0, 1) == pytest.approx(1)  # only together
    assert npmi(words, 0, 2) == -1  # never
    assert npmi(words, 0, 3) == pytest.approx(0)  # as by chance
    assert coherence(words, [np.array([0, 1, 2]), np.array([0])])[0] == pytest.approx(-1 / 3)
    assert np.isnan(coherence(words, [np.array([0])])[0])
    assert npmi(csr_matrix(np.ones((3, 2))), 0, 1) == 1


def test_diversity_is_the_part_of_unique_words():
    assert diversity([np.array([0, 1]), np.array([2, 3])]) == 1
    assert diversity([np.array([0, 1]), np.array([0, 1])]) == 0.5
    assert np.isnan(diversity([]))
    assert np.isnan(diversity([np.array([], int)]))


def test_top_words_tell_topics_apart_in_both_languages():
    texts = [
        "the cat food",
        "cats and food",
        "the cat sleeps",
        "去露营",
        "露营帐篷",
        "带帐篷露营",
        "food for two",
        "the tent",
    ]
    words, names = word_matrix([tokenize(text) for text in texts])
    best = [[names[i] for i in top] for top in top_words(words, [0, 0, 0, 1, 1, 1, 2, 2])]
    assert best[0][0] == "cat"  # cats too; food is also said elsewhere
    assert best[1] == ["露营", "帐篷"]
    assert best[2] == []  # nothing said twice
    assert words.shape[0] == len(texts)


def test_silhouette_of_far_groups_and_of_one():
    vectors = np.eye(4, dtype=np.float32)[[0, 0, 0, 1, 1, 1]]
    assert silhouette(vectors, list("aaabbb")) == pytest.approx(1)
    assert np.isnan(silhouette(vectors, ["a"] * 6))
    assert np.isnan(silhouette(vectors, list("abcdef")))


def test_silhouette_of_many_is_sampled_and_repeatable():
    vectors = np.repeat(np.eye(2, dtype=np.float32), 3000, axis=0)
    labels = np.repeat([0, 1], 3000)
    assert silhouette(vectors, labels, seed=1) == silhouette(vectors, labels, seed=1) == pytest.approx(1)
