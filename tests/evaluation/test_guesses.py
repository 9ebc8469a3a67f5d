"""The figures of guessed labels: known values, sklearn as the naive way, intervals."""

import numpy as np
import pytest

from interest.evaluation.guesses import Guesses, accuracy, macro_f1


def one_of(gold: list[int], guessed: list[int], users: list[int] | None = None) -> Guesses:
    """Guesses for rows with one label each."""
    labels = 1 + max(*gold, *guessed)
    return Guesses(np.eye(labels, dtype=bool)[gold], np.array(guessed), np.array(users or range(len(gold))))


def test_known_values() -> None:
    guesses = one_of([0, 0, 0, 1, 1, 2], [0, 0, 1, 1, 0, 0])
    assert guesses.value("accuracy") == pytest.approx(3 / 6)
    # F1 of 0: 2·2/(3 + 4), of 1: 2·1/(2 + 2), of 2: never found
    assert guesses.value("macro_f1") == pytest.approx((4 / 7 + 1 / 2 + 0) / 3)
    assert guesses.baseline.value("accuracy") == pytest.approx(3 / 6)
    assert guesses.baseline.value("macro_f1") == pytest.approx((6 / 9 + 0 + 0) / 3)
    each = guesses.each(["a", "b", "c"])
    assert each["label"].tolist() == ["a", "b", "c"] and each["n"].tolist() == [3, 2, 1]
    assert each["recall"].tolist() == pytest.approx([2 / 3, 1 / 2, 0])
    assert each["precision"].tolist() == pytest.approx([2 / 4, 1 / 2, np.nan], nan_ok=True)
    assert guesses.value("macro_f1") == pytest.approx(each["f1"].mean())


def test_weighted_figures_are_those_of_sklearn() -> None:
    from sklearn.metrics import accuracy_score, f1_score

    rng = np.random.default_rng(0)
    gold, guessed, weights = rng.integers(0, 5, 200), rng.integers(0, 7, 200), rng.integers(0, 4, 200)
    for rows in (np.ones(200, int), weights):
        kept = rows > 0
        expected = f1_score(gold, guessed, average="macro", sample_weight=rows, labels=np.unique(
            np.concatenate([gold[kept], guessed[kept]])), zero_division=0)  # fmt: skip
        assert macro_f1(gold, guessed, rows.astype(float)) == pytest.approx(expected)
        assert accuracy(gold, guessed, rows) == pytest.approx(accuracy_score(gold, guessed, sample_weight=rows))
    names = np.array(list("abcdefg"))
    assert macro_f1(names[gold], names[guessed]) == macro_f1(gold, guessed)


def test_of_several_labels_any_is_right() -> None:
    truth = np.array([[1, 1, 0], [1, 1, 0], [0, 1, 0], [0, 1, 1]], bool)
    guesses = Guesses(truth, np.array([0, 2, 1, 2]), np.arange(4))
    assert guesses.gold.tolist() == [0, 1, 1, 2]  # the miss is one of the most frequent label
    assert guesses.value("accuracy") == 0.75
    assert guesses.baseline.value("accuracy") == 1.0  # everybody has it


def test_an_interval_is_of_users_and_not_of_their_rows() -> None:
    rng = np.random.default_rng(1)
    right = rng.random(40) < 0.7
    alone = one_of([0] * 40, [int(not hit) for hit in right])
    often = one_of([0] * 400, np.repeat(~right, 10).astype(int).tolist(), np.repeat(np.arange(40), 10).tolist())
    low, high = alone.interval("accuracy")
    assert low < alone.value("accuracy") < high
    deviation = np.sqrt(right.mean() * (1 - right.mean()) / 40)
    assert high - low == pytest.approx(2 * 1.96 * deviation, rel=0.15)
    assert often.interval("accuracy") == pytest.approx((low, high))
    low, high = one_of([0] * 12, [0] * 12).interval("accuracy")
    assert 0.6 < low < 0.85 and high == 1  # twelve people who were all guessed right are not everybody


def test_an_interval_that_is_none_of_a_share() -> None:
    rng = np.random.default_rng(2)
    gold, right = rng.integers(0, 3, 200), rng.random(200) < 0.6
    guesses = one_of(gold.tolist(), np.where(right, gold, (gold + 1) % 3).tolist(), np.repeat(range(40), 5).tolist())
    low, high = guesses.interval("macro_f1")
    assert 0 < low < guesses.value("macro_f1") < high < 1
    assert guesses.interval("macro_f1", seed=1) != (low, high) == guesses.interval("macro_f1")
    assert one_of([0, 1], [0, 1], [0, 0]).interval("macro_f1") == (0, 1)  # of one person nothing is known of others
