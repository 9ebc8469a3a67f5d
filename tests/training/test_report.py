"""What is advised by planted figures, and the report as a file."""

import pytest

from interest.errors import EncoderError
from interest.training.report import ADVICE, Comparison, Evaluated, Score, Training


def report(**intervals: tuple[float, float]) -> Training:
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
        comparison=Comparison(Score(0.5, 0.4), Score(0.6, 0.5, 0.3), intervals),
    )


UP, DOWN, LOWER, EVEN = (0.01, 0.2), (-0.2, -0.01), (-0.3, 0.06), (-0.1, 0.1)


@pytest.mark.parametrize(
    ("interval", "change"),
    [(UP, "better"), (DOWN, "worse"), (LOWER, "doubtful"), (EVEN, "even"), ((0.0, 0.0), "even"), ((-0.1, 0.2), "even")],
)
def test_the_interval_of_a_figure_says_what_became_of_it(interval, change):
    found = report(accuracy=interval).comparison
    assert found.change("accuracy") == change
    assert found.change("user_mrr") == "unknown"


@pytest.mark.parametrize(
    ("labels", "tree", "verdict"),
    [
        (UP, UP, "better"),
        (UP, EVEN, "better"),
        (UP, None, "better"),
        (EVEN, UP, "better"),
        (UP, DOWN, "labels"),
        (UP, LOWER, "labels"),
        (DOWN, DOWN, "worse"),
        (DOWN, UP, "worse"),
        (DOWN, None, "worse"),
        (EVEN, DOWN, "worse"),
        (EVEN, EVEN, "unclear"),
        (EVEN, LOWER, "unclear"),
        (LOWER, None, "unclear"),
        (None, None, "unknown"),
    ],
)
def test_what_is_advised_by_what_became_of_labels_and_tree(labels, tree, verdict):
    planted = {"accuracy": labels, "cluster_ami": tree}
    found = report(**{figure: interval for figure, interval in planted.items() if interval})
    assert found.comparison.verdict == verdict
    assert found.advice == ADVICE[verdict]
    assert found.to_dict()["verdict"] == verdict


@pytest.mark.parametrize(
    ("intervals", "verdict"),
    [
        ({"accuracy": UP, "macro_f1": DOWN}, "worse"),
        ({"accuracy": UP, "macro_f1": UP, "cluster_ami": UP, "user_mrr": DOWN}, "labels"),
        ({"cluster_ami": UP, "user_mrr": LOWER}, "unclear"),
        ({"user_mrr": UP}, "better"),
        ({"user_mrr": DOWN}, "worse"),
    ],
)
def test_one_figure_that_is_worse_stands_against_the_others(intervals, verdict):
    assert report(**intervals).comparison.verdict == verdict


def test_the_figures_as_a_table():
    table = report(accuracy=UP).comparison.to_frame()
    assert table["figure"].tolist() == ["accuracy", "macro_f1"]  # of the other ones nothing was there before
    assert table["gain"].tolist() == pytest.approx([0.1, 0.1])
    assert table["change"].tolist() == ["better", "unknown"]
    assert (table["low"][0], table["high"][0]) == UP
    assert table["low"].isna().tolist() == [False, True]
    assert len(report().comparison.to_frame()) == 2


@pytest.mark.parametrize("intervals", [{"accuracy": UP, "cluster_ami": DOWN}, {}])
def test_a_report_comes_back_as_it_was_saved(tmp_path, intervals):
    report(**intervals).save(tmp_path)
    assert Training.read(tmp_path) == report(**intervals)


@pytest.mark.parametrize("content", [None, "{", "[]", '{"method": "fine-tuning"}'])
def test_a_report_that_cannot_be_read(tmp_path, content):
    if content is not None:
        (tmp_path / "training.json").write_text(content)
    with pytest.raises(EncoderError, match="holds no report"):
        Training.read(tmp_path)
