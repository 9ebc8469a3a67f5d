"""What each source says of items for many people at once, and how that becomes one score with a reason.

Of the items that somebody has not taken, each source's values are standardised: z = (value − mean) / standard
deviation. Behaviour says little of an item that few people took: with n takers, a text, and λ = c × 2 / (n + 2), what
content says stands in, (1 − λ) Σ_s w_s z_s + λ Σ_s w_s × z_text over all sources s but content. The blended score is
that and w_text × z_text; sources that say nothing of any item for somebody leave their weight to the others. The score
that is shown is the chance that somebody takes the item, 0.9 / (1 + exp(−a s − b)): a recommendation is never sure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from interest.contents.fusion import EQUAL, SOURCES, Fusion
from interest.hierarchy.tree import InterestTree
from interest.recommend.items.content import content
from interest.recommend.items.space import ItemSpace, Voice

if TYPE_CHECKING:
    from scipy import sparse

FEW_TAKERS = 2.0
"""An item that two people took is judged half by its content, where content stands in wholly."""
SUREST = 0.9
"""The highest chance that is claimed; what people like can then always rise."""


@dataclass(frozen=True, eq=False)
class Evidence:
    """What the sources say of n items for m people."""

    values: np.ndarray
    """(s, m, n) float32, in the order of `SOURCES`; a source speaks of an item where its value is above 0."""
    free: np.ndarray
    """(m, n) bool: what was not taken."""

    @property
    def speaking(self) -> np.ndarray:
        """(s, m) bool: which sources have anything to say for whom."""
        return ((self.values > 0) & self.free).any(axis=-1)

    @cached_property
    def standardised(self) -> np.ndarray:
        """(s, m, n) float32: z"""
        count = np.maximum(self.free.sum(axis=-1), 1)[:, None].astype(np.float32)
        kept = np.where(self.free, self.values, np.float32(0))
        mean = kept.sum(axis=-1, keepdims=True) / count
        away = np.where(self.free, self.values - mean, np.float32(0))
        spread = np.sqrt((away**2).sum(axis=-1, keepdims=True) / count)
        return np.divide(away, spread, out=np.zeros_like(away), where=spread > 1e-9)


def evidence_for(
    rows: "sparse.csr_matrix", voices: Sequence[Voice], space: ItemSpace, tree: InterestTree, fusion: Fusion
) -> Evidence:
    """What the sources say for people by their rows of R (m, n_items) and their voices.

    Models without weight are not asked.
    """
    liked = rows.maximum(0).tocsr()
    liked.eliminate_zeros()
    asked = (liked - fusion.against * (-rows).maximum(0)).tocsr() if fusion.against else liked
    values = np.zeros((len(SOURCES), *rows.shape), np.float32)
    _, together, ease, factors, _ = fusion.weights
    values[0] = content(space, liked, voices, tree)
    if together:
        values[1] = space.together.scores(asked)
    if ease:
        values[2] = space.ease(fusion.ridge).scores(asked)
    if factors:
        values[3] = space.factors(fusion.factor_hold).scores(asked)
    values[4] = space.popularity.scores(asked)
    values[1:4, np.diff(asked.indptr) == 0] = 0.0
    free = np.ones(rows.shape, bool)
    free[rows.nonzero()] = False
    return Evidence(values, free)


def contributions(evidence: Evidence, space: ItemSpace, fusion: Fusion) -> np.ndarray:
    """What each source gives to each item's blended score for each person, (s, m, n)."""
    z, weights = evidence.standardised, effective(np.array(fusion.weights)[:, None], evidence.speaking)
    doubt = doubt_of(space, fusion) * evidence.speaking[0][:, None]  # (m, n)
    given = z * weights[..., None]
    given[1:] *= 1 - doubt
    given[0] += doubt * weights[1:].sum(axis=0)[:, None] * z[0]
    return given


def doubt_of(space: ItemSpace, fusion: Fusion) -> np.ndarray:
    """λ: how far content stands in for what behaviour says of each item, (n,) float32."""
    return (fusion.stand_in * FEW_TAKERS / (space.popularity.takers + FEW_TAKERS) * space.described).astype(np.float32)


def effective(weights: np.ndarray, speaking: np.ndarray) -> np.ndarray:
    """Weights of the sources (s, m) by who has anything to say, (s, m) or (s, 1): their sum is 1, or 0 for nobody."""
    weights = weights * speaking
    for instead in (EQUAL, (0.0,) * (len(SOURCES) - 1) + (1.0,)):
        silent = ~weights.any(axis=0)
        weights = np.where(silent, np.array(instead)[:, None] * speaking, weights)
    return (weights / np.maximum(weights.sum(axis=0), 1e-12)).astype(np.float32)


def chance(score: np.ndarray, fusion: Fusion) -> np.ndarray:
    """The chance that somebody takes an item of a blended score."""
    a, b = fusion.chance
    return SUREST / (1 + np.exp(-np.clip(a * score.astype(np.float64) + b, -50.0, 50.0)))
