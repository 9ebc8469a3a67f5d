"""From where on two statements say the same, as far as the study itself tells."""

import numpy as np

DOUBTFUL = 0.1
"""Of pairs that are as near, so many at most are in different topics,"""
OF_A_TOPIC = 0.05
"""and so many at most of the pairs in one topic are as near: a topic holds some twenty things that are said."""
LAST = 0.999
"""The cosine from which nothing is said apart: the last digits of vectors don't count."""
SAMPLE = 1500
"""Statements whose pairs, a million, tell it."""


def alike_from(meaning: np.ndarray, topic: np.ndarray, lots: np.ndarray) -> float:
    """The least cosine at which two statements say the same.

    `meaning` (n, d), L2-normalised, is of different statements, `topic` (n,) says which one each has, and `lots` (n,)
    are numbers by which a sample is drawn. The topics stand in for judgements: pairs in different topics don't say the
    same, so that the part of these among all pairs as near is a rate of false discoveries; and not all that is said in
    one topic is the same.
    """
    chosen = np.argsort(lots, kind="stable")[:SAMPLE]
    meaning, topic = meaning[chosen], topic[chosen]
    one, other = np.triu_indices(len(chosen), 1)
    near = (meaning @ meaning.T)[one, other]
    together = topic[one] == topic[other]
    if not together.any():
        return LAST
    order = np.argsort(-near, kind="stable")
    false = np.cumsum(~together[order]) / np.arange(1, len(order) + 1)
    sure = np.flatnonzero(false <= DOUBTFUL)
    by_topics = near[order[sure[-1]]] if len(sure) else LAST
    return min(float(max(by_topics, np.quantile(near[together], 1 - OF_A_TOPIC))), LAST)
