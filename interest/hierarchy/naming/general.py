"""General names for categories ("Travel"): what their topics have in common, though nobody may say it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from interest.hierarchy.naming.family import Family, directions
from interest.hierarchy.words import Words

GENERIC_FIT = 0.22
"""Mean cosine with its topics from which a general name fits a category; unrelated names are near 0."""
UNFIT = 0.02
"""Likelihood that a general name is given in a topic that it doesn't fit at all: one stray topic of a category is no
reason to give up a name that fits the others."""
TAKEN_IN = 0.15
"""A general name's part in a topic from which it says something of it: far more than chance among so many names."""


@dataclass(frozen=True, eq=False)
class Shares:
    """How the topics of one category share themselves among the general names.

    They do by meaning (`GenericNames.likelihood`), or because the names are said in them (noisy or).
    """

    words: Words
    family: Family
    centers: np.ndarray
    """(n_topics, d) the topics' directions."""
    parts: np.ndarray
    """(n_topics, n_names) the part of each name in each topic, in [0, 1]."""

    @classmethod
    def of(cls, words: Words, meaning: np.ndarray, family: Family) -> Self:
        """`meaning` (n, d) is that of all statements."""
        centers = directions(meaning, family.topics)
        said = np.stack([_said(words, rows) for rows in family.topics])
        return cls(words, family, centers, 1 - (1 - words.generic.likelihood(centers)) * (1 - said))

    @property
    def whole(self) -> np.ndarray:
        """(n_names,) the part of each name in the category: the geometric mean over its statements.

        All of a topic count alike. So a name has to fit all topics, large ones above all.
        """
        return np.exp(self.family.weights @ np.log(self.parts + UNFIT)) - UNFIT

    @property
    def shared(self) -> np.ndarray:
        """(n_names,) bool: whether a name says something of most topics and statements."""
        return self.family.share(self.parts >= TAKEN_IN)

    def fits(self, name: int) -> bool:
        """Whether the topics are near enough to a name, or to the nearest of those in it."""
        inside = np.flatnonzero(self.words.generic.holds[name])
        nearness = (self.centers @ self.words.generic.vectors[inside].T).max(axis=1)
        return float(nearness.mean()) >= GENERIC_FIT


def general_names(words: Words, meaning: np.ndarray, families: Sequence[Family]) -> dict[int, str]:
    """The general name of each category for which one fits well enough.

    With p a name's part in the category and q what was to be expected, its part in the other categories and in the
    whole list, the names with the largest p·log(p/q), again the Kullback–Leibler divergence, are dealt out so that no
    two categories get the same one and the sum is largest (Hungarian method).
    """
    from scipy.optimize import linear_sum_assignment

    if not words.generic.speak(words.language):
        return {}
    shares = [Shares.of(words, meaning, family) for family in families]
    p = np.stack([share.whole for share in shares])
    mean = np.stack([share.parts.mean(axis=0) for share in shares])
    others = (mean.sum(axis=0) - mean) / max(len(mean) - 1, 1)
    size = words.generic.holds.sum(axis=1) / len(words.generic.english)
    score = p * np.log((p + UNFIT) / (others + size + UNFIT))
    score[~np.stack([share.shared for share in shares])] = -1  # it says what a part of them is
    dealt = zip(*(side.tolist() for side in linear_sum_assignment(-score)), strict=True)
    names = words.generic.names(words.language)
    return {c: names[n] for c, n in dealt if score[c, n] > 0 and shares[c].fits(n)}


def _said(words: Words, rows: np.ndarray) -> np.ndarray:
    """(n_names,) the part of the statements at `rows` that say a word of each general name.

    A statement that says several words of a name counts more than once, but no part is above 1.
    """
    return np.minimum(words.counts_in(rows) / len(rows) @ words.of_generic, 1)
