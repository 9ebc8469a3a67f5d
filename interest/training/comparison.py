"""An encoder before and after a training, measured on texts of users that it has not seen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from interest.evaluation.clustering import agreement
from interest.evaluation.guesses import accuracy, fitted_classifier, macro_f1
from interest.inference import jackknife_interval
from interest.training.data import Division, TrainingRows
from interest.training.report import Comparison, Score

FEWEST_PAIRS = 10
"""Users whose two halves are looked for among each other, to say anything."""
STARTS = 4
"""Of k-means, the best of which is taken."""

Figure = Callable[[np.ndarray, np.ndarray], float]
"""Of what is true, of shape (n,), and what an encoder makes of it, of shape (n, …)."""


@dataclass(frozen=True)
class _Found:
    """A figure before and after, and the 95% interval of the difference; None with a single user."""

    before: float
    after: float
    interval: tuple[float, float] | None

    @classmethod
    def of(
        cls, figure: Figure, gold: np.ndarray, found: Sequence[np.ndarray], users: np.ndarray, seed: int
    ) -> "_Found":
        """`gold` and `users` are of shape (n,), `found` of shape (n, …) before and after."""
        before, after = (figure(gold, one) for one in found)

        def gain(rows: np.ndarray) -> float:
            return figure(gold[rows], found[1][rows]) - figure(gold[rows], found[0][rows])

        low, high = jackknife_interval(gain, users, seed)
        return cls(before, after, None if np.isnan(low) else (low, high))


def compare(division: Division, before: np.ndarray, after: np.ndarray, seed: int) -> Comparison:
    """Compare vectors of the training rows followed by the test rows, both of shape (n_train + n_test, d)."""
    found = {**_of_labels(division, (before, after), seed), **_of_users(division, (before, after), seed)}
    return Comparison(
        before=Score(**{name: one.before for name, one in found.items()}),
        after=Score(**{name: one.after for name, one in found.items()}),
        intervals={name: one.interval for name, one in found.items() if one.interval},
    )


def _of_labels(division: Division, both: Sequence[np.ndarray], seed: int) -> dict[str, _Found]:
    """How well labels are told, and how well groups match them; empty without labels."""
    start, known, asked = len(division.train), _labelled(division.train), _labelled(division.test)
    labels = division.train.labels[known]
    if len(asked) == 0 or len(set(labels.tolist())) < 2:
        return {}
    gold, users = division.test.labels[asked].astype(str), division.test.users[asked]
    tested = [vectors[start:][asked] for vectors in both]
    guesses = [
        fitted_classifier(vectors[known], labels).predict(own) for vectors, own in zip(both, tested, strict=True)
    ]
    found = {
        "accuracy": _Found.of(accuracy, gold, guesses, users, seed),
        "macro_f1": _Found.of(macro_f1, gold, guesses, users, seed),
    }
    if 2 <= len(set(gold.tolist())) < len(gold):
        found["cluster_ami"] = _Found.of(partial(_cluster_ami, seed=seed), gold, tested, users, seed)
    return found


def _of_users(division: Division, both: Sequence[np.ndarray], seed: int) -> dict[str, _Found]:
    """How well the halves of users find each other; empty where there are too few."""
    users, start = division.test.users, len(division.train)
    groups = _halvable(users, seed)
    if len(groups) < FEWEST_PAIRS:
        return {}
    ranks = [_reciprocal_ranks(vectors[start:], groups) for vectors in both]
    ids = np.arange(len(groups))
    return {"user_mrr": _Found.of(lambda _, ranks: float(ranks.mean()), ids, ranks, ids, seed)}


def _labelled(rows: TrainingRows) -> np.ndarray:
    return np.flatnonzero(rows.labels != "")


def _cluster_ami(gold: np.ndarray, vectors: np.ndarray, seed: int) -> float:
    from sklearn.cluster import KMeans

    k = len(set(gold.tolist()))
    return agreement(KMeans(k, n_init=STARTS, random_state=seed).fit_predict(vectors), gold).ami


def _halvable(users: np.ndarray, seed: int) -> list[list[int]]:
    """The rows of each user with two texts or more, in an order by chance."""
    import pandas as pd

    order = np.random.default_rng(seed).permutation(len(users))
    return [rows for rows in pd.Series(order).groupby(users[order], sort=True).agg(list) if len(rows) > 1]


def _reciprocal_ranks(vectors: np.ndarray, groups: Sequence[Sequence[int]]) -> np.ndarray:
    """Of each user: 1 / rank of their second half among all second halves, by cosine."""
    centred = vectors - vectors.mean(axis=0)
    halves = [
        np.stack([centred[rows[start::2]].mean(axis=0) for rows in groups]) for start in (0, 1)
    ]  # two of shape (users, d)
    first, second = (half / np.linalg.norm(half, axis=1, keepdims=True).clip(1e-12) for half in halves)
    cosine = first @ second.T
    return 1 / (1 + (cosine > np.diag(cosine)[:, None]).sum(axis=1))
