"""The figures of a comparison against planted vectors, and the report as a file."""

import numpy as np
import pytest

from interest.encoders.training_data import Division, TrainingRows
from interest.encoders.training_report import Comparison, Evaluated, Score, Training, compare
from interest.errors import EncoderError


def rows(n: int, labels: int = 4, texts_a_user: int = 2, labelled: bool = True) -> TrainingRows:
    names = [f"label {i % labels}" if labelled else "" for i in range(n)]
    users = np.array([f"u{i // texts_a_user}" for i in range(n)], object)
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
    low, high = found.interval
    assert 0 < low < 1 - found.before.accuracy < high
    assert found.verdict == "better"
    assert compare(division(), by_label(0.05, 1), by_label(1.5, 0), seed=0).verdict == "worse"


def test_the_same_vectors_are_no_gain():
    found = compare(division(), by_label(1.5, 0), by_label(1.5, 0), seed=0)
    assert found.before == found.after
    assert found.interval == (0, 0)
    assert found.verdict == "unclear"


def test_without_labels_users_find_their_other_half():
    rng = np.random.default_rng(0)
    test = np.repeat(rng.normal(size=(60, 16)), 2, axis=0)  # both texts of a user are alike
    after = np.concatenate([rng.normal(size=(200, 16)), test])
    found = compare(division(labelled=False), rng.normal(size=(320, 16)), after, seed=0)
    assert found.measure == "user_mrr"
    assert found.after.user_mrr == 1
    assert found.before.user_mrr < 0.3
    assert found.verdict == "better"
    assert found.after.accuracy is None


def test_neither_labels_nor_users_say_nothing():
    alone = Division(*(rows(n, texts_a_user=1, labelled=False) for n in (200, 20, 120)))
    vectors = np.random.default_rng(0).normal(size=(320, 16))
    assert compare(alone, vectors, vectors, seed=0) == Comparison(Score(), Score(), "", None)


def report(interval: tuple[float, float] | None) -> Training:
    return Training(
        method="fine-tuning",
        encoder="multilingual",
        rows={"train": 80, "validation": 10, "test": 10},
        users={"train": 8, "validation": 1, "test": 1},
        labels=3,
        left_out={"no label": 2},
        options={"epochs": 3, "evaluate_every": None, "learning_rate": 2e-4},
        curve=(Evaluated(0, 0.0, None, 0.2), Evaluated(5, 1.0, 1.5, 0.4)),
        best_step=5,
        comparison=Comparison(Score(0.5, 0.4), Score(0.6, 0.5, 0.3), "accuracy", interval),
    )


@pytest.mark.parametrize(
    ("interval", "verdict", "advice"),
    [
        ((0.01, 0.2), "better", "use the trained encoder"),
        ((-0.2, -0.01), "worse", "keep the encoder that it started from"),
        ((-0.1, 0.1), "unclear", "keep the encoder that it started from"),
        (None, "unknown", "can't be measured"),
    ],
)
def test_the_interval_decides_what_is_advised(interval, verdict, advice):
    assert report(interval).comparison.verdict == verdict
    assert advice in report(interval).advice


def test_the_figures_as_a_table():
    table = report(None).comparison.to_frame()
    assert table["figure"].tolist() == ["accuracy", "macro_f1"]  # of the other ones nothing was there before
    assert table["gain"].tolist() == pytest.approx([0.1, 0.1])


@pytest.mark.parametrize("interval", [(0.01, 0.2), None])
def test_a_report_comes_back_as_it_was_saved(tmp_path, interval):
    report(interval).save(tmp_path)
    assert Training.read(tmp_path) == report(interval)


@pytest.mark.parametrize("content", [None, "{", "[]", '{"method": "fine-tuning"}'])
def test_a_report_that_cannot_be_read(tmp_path, content):
    if content is not None:
        (tmp_path / "training.json").write_text(content)
    with pytest.raises(EncoderError, match="holds no report"):
        Training.read(tmp_path)
