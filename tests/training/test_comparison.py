"""The figures of a comparison, and their intervals, against planted vectors."""

import numpy as np

from interest.training.comparison import compare
from interest.training.data import Division, TrainingRows
from interest.training.report import Comparison, Score


def rows(n: int, labels: int = 4, texts_a_user: int = 2, labelled: bool = True) -> TrainingRows:
    names = [f"label {i % labels}" if labelled else "" for i in range(n)]
    users = np.array([f"u{i % (n // texts_a_user)}" for i in range(n)], object)
    return TrainingRows([f"text {i}" for i in range(n)], users, np.array(names, object), {})


def division(labelled: bool = True) -> Division:
    return Division(rows(200, labelled=labelled), rows(20, labelled=labelled), rows(120, labelled=labelled))


def by_label(noise: float, seed: int) -> np.ndarray:
    """Vectors of the training and test rows: a direction a label, and noise."""
    rng = np.random.default_rng(seed)
    vectors = np.eye(16)[np.array([*(np.arange(200) % 4), *(np.arange(120) % 4)])] + noise * rng.normal(size=(320, 16))
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_clear_labels_are_better_than_noisy_ones():
    found = compare(division(), by_label(1.5, 0), by_label(0.05, 1), seed=0)
    assert (found.after.accuracy, found.after.macro_f1, found.after.cluster_ami) == (1, 1, 1)
    assert found.before.accuracy < 0.8
    low, high = found.intervals["accuracy"]
    assert 0 < low < 1 - found.before.accuracy < high
    assert set(found.intervals) == {"accuracy", "macro_f1", "cluster_ami", "user_mrr"}
    assert found.verdict == "better"
    assert compare(division(), by_label(0.05, 1), by_label(1.5, 0), seed=0).verdict == "worse"


def test_the_same_vectors_are_no_gain():
    found = compare(division(), by_label(1.5, 0), by_label(1.5, 0), seed=0)
    assert found.before == found.after
    assert found.intervals["accuracy"] == found.intervals["cluster_ami"] == (0, 0)
    assert found.verdict == "unclear"


def test_without_labels_users_find_their_other_half():
    rng = np.random.default_rng(0)
    test = np.tile(rng.normal(size=(60, 16)), (2, 1))  # both texts of a user are alike
    after = np.concatenate([rng.normal(size=(200, 16)), test])
    found = compare(division(labelled=False), rng.normal(size=(320, 16)), after, seed=0)
    assert set(found.intervals) == {"user_mrr"}
    assert found.after.user_mrr == 1
    assert found.before.user_mrr < 0.3
    assert found.verdict == "better"
    assert found.after.accuracy is None


def test_neither_labels_nor_users_say_nothing():
    alone = Division(*(rows(n, texts_a_user=1, labelled=False) for n in (200, 20, 120)))
    vectors = np.random.default_rng(0).normal(size=(320, 16))
    assert compare(alone, vectors, vectors, seed=0) == Comparison(Score(), Score(), {})


def test_labels_that_are_told_better_while_groups_dissolve():
    rng = np.random.default_rng(0)
    before = by_label(0.05, 0)
    before[:200] = rng.permutation(before[:200])  # groups of the test rows, of which the training rows teach nothing
    after = np.concatenate([by_label(0.05, 1), 3 * rng.choice([-1.0, 1.0], size=(320, 1))], axis=1)  # a loud axis
    found = compare(division(), np.concatenate([before, np.zeros((320, 1))], axis=1), after, seed=0)
    assert found.before.cluster_ami == found.after.accuracy == 1
    assert (found.change("accuracy"), found.change("cluster_ami")) == ("better", "worse")
    assert found.verdict == "labels"


def test_one_user_is_no_ground_for_an_interval():
    everything = division()
    test = TrainingRows(everything.test.texts, np.full(120, "the same", object), everything.test.labels, {})
    parts = Division(everything.train, everything.validation, test)
    found = compare(parts, by_label(1.5, 0), by_label(0.05, 1), seed=0)
    assert found.after.accuracy > found.before.accuracy
    assert found.intervals == {}
    assert found.verdict == "unknown"


def test_what_is_better_for_some_users_is_less_sure_where_users_are_few():
    before, after = by_label(1.5, 0), by_label(1.5, 0)
    after[200:] = np.where(np.arange(120)[:, None] % 6 < 3, by_label(0.05, 1)[200:], after[200:])
    few, many = (Division(rows(200), rows(20), rows(120, texts_a_user=texts)) for texts in (20, 1))
    widths = [np.ptp(compare(parts, before, after, seed=0).intervals["accuracy"]) for parts in (few, many)]
    assert widths[0] > 2 * widths[1]


def test_of_encoders_that_are_equally_good_none_is_often_found_better():
    pairs = [(by_label(0.5, seed), by_label(0.5, 100 + seed)) for seed in range(12)]
    found = [compare(division(), *pair, seed=0) for pair in pairs]
    for figure in ("accuracy", "macro_f1", "cluster_ami", "user_mrr"):
        assert sum(one.change(figure) in ("better", "worse") for one in found) <= 2  # one in twenty is usual
