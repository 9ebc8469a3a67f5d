"""Several rankings of items made one, with weights learned on interactions held out.

Each source s ranks the items about which it has anything to say, f_s = 21 / (20 + rank), 0 for the others. Behaviour
says little of an item that few people took: with n takers, and where content has anything to say, f_s becomes
n / (n + 2) × f_s + 2 / (n + 2) × f_text, so that a new item is judged by its content. The score is Σ_s w_s × f_s, with
weights w ≥ 0 that sum to 1.

The weights are those of a grid over all mixtures, pure sources among them, that give the highest mean nDCG@10 on a
fifth of each user's items, held out of all sources. Of those that are as good within one standard error of the
difference (the one-standard-error rule, Breiman et al. 1984), the simplest is taken, that with the largest single
weight: mixing must prove its worth. With fewer than 20 users to learn from, weights are equal: half content, half
common takers.

Reference: Cormack et al. 2009, Reciprocal rank fusion outperforms Condorcet and individual rank learning methods.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import numpy as np

from interest.contents.fusion import EQUAL, SOURCES, Fusion

RANK_OFFSET = 20
"""Reciprocal rank fusion: 1 / (offset + rank). The larger, the more does being fair in both lists count against being
first in one; 60 is usual for web search, catalogues are smaller."""
FEW_TAKERS = 2.0
"""An item that two people took is judged half by its content."""
STEPS = 4
"""Weights are tried in quarters: 35 mixtures of four sources. Finer ones differ by less than can be measured."""
FEWEST_USERS = 20
"""With fewer users even the standard error is hardly known."""
DEPTH = 10
"""The k of the nDCG that is optimised."""


def contributions(evidence: np.ndarray, takers: np.ndarray, fusion: Fusion) -> np.ndarray:
    """What each source gives to each item's score, (n, 4); the sums are the scores, in [0, 1].

    `evidence` (n, 4) are the values of `SOURCES`, of which those above 0 are ranked, equal ones the same; `takers` (n,)
    counts the people who took an item. Sources that say nothing of any item leave their weight to the others. Items of
    which only popularity can say anything follow the others by popularity, below half of the least score.
    """
    ranks = reciprocal_ranks(evidence)
    speaking = ranks.any(axis=0)
    weights = np.array(fusion.weights) * speaking
    if fusion.shrunk and not weights.any():
        weights = np.array(EQUAL) * speaking
    weights = weights / max(weights.sum(), 1e-12)
    trust = _trust(ranks, takers) if fusion.shrunk else np.ones((len(ranks), 1))
    given = weights * ranks
    given[:, 1:] *= trust
    given[:, :1] += weights[1:].sum() * (1 - trust) * ranks[:, :1]
    score = given.sum(axis=1)
    least = score[score > 0].min() / 2 if (score > 0).any() else 1.0
    given[:, -1] += np.where(score == 0, ranks[:, -1] * least, 0.0)
    return given


def reciprocal_ranks(evidence: np.ndarray) -> np.ndarray:
    """21 / (20 + rank) of the values above 0 in each column of (n, s), 0 for the others; equal ones rank the same."""
    values = np.maximum(evidence.round(9), 0.0)
    ranks = np.column_stack([1 + len(v) - np.searchsorted(np.sort(v), v, side="right") for v in values.T])
    return np.where(values > 0, (RANK_OFFSET + 1) / (RANK_OFFSET + ranks), 0.0)


def _trust(ranks: np.ndarray, takers: np.ndarray) -> np.ndarray:
    """The part of behaviour in judging each item, (n, 1); 1 where content has nothing to say of any."""
    return (takers / (takers + FEW_TAKERS))[:, None] if ranks[:, 0].any() else np.ones((len(ranks), 1))


def mixtures(allowed: Sequence[str] = SOURCES) -> list[Fusion]:
    """All mixtures of the allowed sources in steps of 1/4; without content it can't stand in for others."""
    steps = [range(STEPS + 1) if source in allowed else (0,) for source in SOURCES]
    weights = [tuple(part / STEPS for part in mix) for mix in product(*steps) if sum(mix) == STEPS]
    return [Fusion(mix, shrunk="text" in allowed) for mix in weights]


def gains(evidence: np.ndarray, takers: np.ndarray, held: np.ndarray, mixed: Sequence[Fusion]) -> np.ndarray:
    """The nDCG@10 of one user under each mixture: (m,). `held` are the positions of the items held out.

    Items of equal score share the mean of their ranks.
    """
    ranks = reciprocal_ranks(evidence)
    trust = _trust(ranks, takers)
    weights = np.array([fusion.weights for fusion in mixed]).T  # (4, m)
    shrunk = np.array([fusion.shrunk for fusion in mixed])
    stand_in = ranks[:, :1] * weights[1:].sum(axis=0) - ranks[:, 1:] @ weights[1:]  # what content gives for behaviour
    scores = (ranks @ weights + shrunk * (1 - trust) * stand_in).round(9)  # (n, m)
    wanted = scores[held]  # (h, m)
    above = (scores[None] > wanted[:, None]).sum(axis=1)
    level = (scores[None] == wanted[:, None]).sum(axis=1)
    rank = above + (level + 1) / 2
    gain = np.where((rank <= DEPTH) & (wanted > 0), 1 / np.log2(1 + rank), 0.0).sum(axis=0)
    return gain / (1 / np.log2(np.arange(2, min(len(held), DEPTH) + 2))).sum()


def choose(table: np.ndarray, mixed: Sequence[Fusion]) -> Fusion:
    """The mixture that is best for users (n, m), by the one-standard-error rule; for few, that nearest to `EQUAL`."""
    distance = np.array([np.abs(np.array(fusion.weights) - EQUAL).sum() for fusion in mixed])
    purity = np.array([max(fusion.weights) for fusion in mixed])
    if len(table) < FEWEST_USERS:
        return mixed[np.lexsort((-purity, distance))[0]]
    mean = table.mean(axis=0)
    behind = table[:, [mean.argmax()]] - table
    error = behind.std(axis=0, ddof=1) / np.sqrt(len(table))
    good = np.flatnonzero(behind.mean(axis=0) <= error + 1e-12)
    best = good[np.lexsort((distance[good], -mean[good].round(9), -purity[good]))[0]]
    return replace(mixed[best], users=len(table))
