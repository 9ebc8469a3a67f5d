"""Guessed labels beside the true ones, and how good they are.

With P = TP / (TP + FP) and R = TP / (TP + FN) of one label:

    F1        2PR / (P + R) = 2TP / (2TP + FP + FN), 0 where TP is
    macro-F1  mean F1 of the labels that were true or guessed at least once: each label counts the same

References: Manning, Raghavan and Schütze 2008, Introduction to Information Retrieval, ch. 13.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Self

import numpy as np
import pandas as pd

from interest.inference import jackknife_interval, share_interval

if TYPE_CHECKING:
    from sklearn.linear_model import LogisticRegression

INVERSE_REGULARISATION = 10.0
"""Of the logistic regression, for vectors of length one, whose coordinates are small."""

Figure = Callable[[np.ndarray, np.ndarray, np.ndarray], float]
"""Of the true and the guessed labels, and of how much each row counts, (n,) each."""


def fitted_classifier(known: np.ndarray, labels: np.ndarray) -> "LogisticRegression":
    """A logistic regression fitted to vectors (n, d) and their labels (n,)."""
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=INVERSE_REGULARISATION, max_iter=2000).fit(known, labels.astype(str))


def accuracy(gold: np.ndarray, guessed: np.ndarray, weights: np.ndarray | None = None) -> float:
    """The part of the guesses that is right."""
    return float(np.average(gold == guessed, weights=weights))


def macro_f1(gold: np.ndarray, guessed: np.ndarray, weights: np.ndarray | None = None) -> float:
    """The mean F1 of the labels, in [0, 1]."""
    true, said, both = label_counts(*_numbered(gold, guessed), weights)
    there = true + said > 0
    return float(np.mean(2 * both[there] / (true + said)[there]))


def label_counts(
    gold: np.ndarray, guessed: np.ndarray, weights: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """How often each label, a number from 0, is true (TP + FN), guessed (TP + FP), and both (TP), (n_labels,) each."""
    weights = np.ones(len(gold)) if weights is None else weights
    count = 1 + max(gold.max(), guessed.max())
    right = gold == guessed
    return (
        np.bincount(gold, weights, count),
        np.bincount(guessed, weights, count),
        np.bincount(gold[right], weights[right], count),
    )


def _numbered(gold: np.ndarray, guessed: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Labels as numbers from 0."""
    numbers = np.unique(np.concatenate([gold, guessed]), return_inverse=True)[1]
    return numbers[: len(gold)], numbers[len(gold) :]


FIGURES: dict[str, Figure] = {"accuracy": accuracy, "macro_f1": macro_f1}


@dataclass(frozen=True, eq=False)
class Guesses:
    """Of each row (a user, or a statement of one) the labels that are true, and the one that was guessed."""

    truth: np.ndarray
    """(n, n_labels) bool: at least one a row."""
    guessed: np.ndarray
    """(n,) numbers of labels."""
    users: np.ndarray
    """(n,) the number of the user, from 0: intervals are over users."""

    @cached_property
    def gold(self) -> np.ndarray:
        """The true label of each row, (n,); of several the one that was guessed, else the most frequent."""
        likeliest = (self.truth * self.truth.sum(axis=0)).argmax(axis=1)
        return np.where(self.truth[np.arange(len(self.truth)), self.guessed], self.guessed, likeliest)

    @property
    def baseline(self) -> Self:
        """What always guessing the most frequent label would be."""
        return replace(self, guessed=np.full(len(self.truth), self.truth.sum(axis=0).argmax()))

    def value(self, metric: str) -> float:
        """A figure, by its name in `FIGURES`."""
        return FIGURES[metric](self.gold, self.guessed, np.ones(len(self.truth)))

    def interval(self, metric: str, seed: int = 0) -> tuple[float, float]:
        """Its 95% interval, within [0, 1] and with users as the unit, since the rows of one are alike.

        Of accuracy, a share, it is that of `share_interval`; of what is none `jackknife_interval`. The whole range for
        a single user.
        """
        if metric == "accuracy":
            return share_interval(np.bincount(self.users, self.gold == self.guessed), np.bincount(self.users))

        def value(rows: np.ndarray) -> float:
            return FIGURES[metric](self.gold[rows], self.guessed[rows], np.ones(len(rows)))

        low, high = jackknife_interval(value, self.users, seed)
        return (0.0, 1.0) if np.isnan(low) else (max(0.0, low), min(1.0, high))

    def figures(self, seed: int = 0) -> pd.DataFrame:
        """A row a metric: metric, value, low, high, baseline."""
        rows = [
            (metric, self.value(metric), *self.interval(metric, seed), self.baseline.value(metric))
            for metric in FIGURES
        ]
        return pd.DataFrame(rows, columns=["metric", "value", "low", "high", "baseline"])

    def each(self, names: list[str]) -> pd.DataFrame:
        """A row a label, the most frequent first: label, n (how often it is true), precision, recall, f1.

        A precision that can't be had, since the label was never guessed, is NaN; so is a recall.
        """
        true, said, both = (
            np.pad(counts, (0, len(names) - len(counts))) for counts in label_counts(self.gold, self.guessed)
        )
        with np.errstate(invalid="ignore"):
            table = {"precision": both / said, "recall": both / true, "f1": 2 * both / (true + said)}
        table = pd.DataFrame({"label": pd.array(names, dtype="str"), "n": true.astype(int), **table})
        return table.sort_values("n", ascending=False, kind="stable", ignore_index=True)
