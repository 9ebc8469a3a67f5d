"""How well a score puts some above others, where several rows are of one person."""

import numpy as np

from interest.inference.counts import NORMAL


def auc_interval(scores: np.ndarray, positive: np.ndarray, people: np.ndarray) -> tuple[float, float, float]:
    """The area under the ROC curve of scores (n,) for the positive, (n,) bool, and its 95% interval by people.

    The variance is Obuchowski's (1997) for clustered data: S10 / M + S01 / N + 2 S11 / (M N), from the sums by person
    of how each positive stands among the negatives and the other way round. NaN without positives or without
    negatives, or with one person alone.
    """
    from scipy.stats import rankdata

    m, n = int(positive.sum()), int((~positive).sum())
    _, person = np.unique(people, return_inverse=True)
    count = int(person.max()) + 1 if len(person) else 0
    if not m or not n or count < 2:
        return np.nan, np.nan, np.nan
    ranks = rankdata(scores)
    above = np.zeros(len(scores))  # the part of the others that each is on the right side of
    above[positive] = (ranks[positive] - rankdata(scores[positive])) / n
    above[~positive] = 1 - (ranks[~positive] - rankdata(scores[~positive])) / m
    auc = float(above[positive].mean())
    left = (above - auc) * positive
    right = (above - auc) * ~positive
    by_person = np.bincount(person, left, count), np.bincount(person, right, count)
    s10, s01, s11 = (float((a * b).sum()) * count / (count - 1) for a, b in (
        (by_person[0], by_person[0]), (by_person[1], by_person[1]), by_person))  # fmt: skip
    error = np.sqrt(max(s10 / m**2 + s01 / n**2 + 2 * s11 / (m * n), 0.0))
    return auc, max(auc - NORMAL * error, 0.0), min(auc + NORMAL * error, 1.0)
