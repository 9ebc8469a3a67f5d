"""The area under the ROC curve, and an interval that knows that people say several things."""

import numpy as np
import pytest

from interest.inference import auc_interval


def drawn(rng: np.random.Generator, people: int, each: int, alike: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Scores whose true area is 0.76, of people whose scores and opinions are alike."""
    who = np.repeat(np.arange(people), each)
    own = rng.normal(size=people)[who] > 0
    positive = np.where(rng.random(len(who)) < alike, own, rng.random(len(who)) < 0.5)
    lean = rng.normal(size=people)[who]
    return positive + np.sqrt(alike) * lean + np.sqrt(1 - alike) * rng.normal(size=len(who)), positive, who


def test_it_is_the_area() -> None:
    from sklearn.metrics import roc_auc_score

    rng = np.random.default_rng(0)
    scores, positive, who = drawn(rng, 40, 3, 0.3)
    scores = scores.round(1)  # with ties
    auc, low, high = auc_interval(scores, positive, who)
    assert auc == pytest.approx(roc_auc_score(positive, scores))
    assert 0 <= low < auc < high <= 1


def test_it_covers_the_true_area_as_often_as_it_says() -> None:
    rng = np.random.default_rng(1)
    inside = alone = 0
    for _ in range(300):
        scores, positive, who = drawn(rng, 60, 5, 0.8)
        _, low, high = auc_interval(scores, positive, who)
        inside += low <= 0.7602 <= high
        _, low, high = auc_interval(scores, positive, np.arange(len(who)))
        alone += low <= 0.7602 <= high
    assert inside >= 270  # of 300; 285 by what it says
    assert alone < inside - 30  # who takes each statement for a person is too sure


def test_nothing_is_said_without_both() -> None:
    assert np.isnan(auc_interval(np.ones(3), np.ones(3, bool), np.arange(3))).all()
    assert np.isnan(auc_interval(np.arange(3.0), np.array([True, False, True]), np.zeros(3))).all()
    assert np.isnan(auc_interval(np.zeros(0), np.zeros(0, bool), np.zeros(0))).all()
