"""How well a phrase names a topic and none of its siblings."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from interest.hierarchy.naming.family import SAID, directions
from interest.hierarchy.words import Words

FITTING = 0.5
"""Part of the best phrase's cosine with the topic's middle that a phrase needs to be in the name: no chance words."""
SHARPNESS = 0.1
"""Softmax temperature of a phrase's cosines with its topic and the siblings: a lead of .1 is worth a factor of e."""


@dataclass(frozen=True, eq=False)
class Contrast:
    """Topics and the phrases said in them, to be told apart."""

    words: Words
    topics: Sequence[np.ndarray]
    """The positions of each topic's statements."""
    families: Sequence[int]
    """(n_topics,) topics of one number are siblings."""
    counts: np.ndarray
    """(n_topics, n_phrases) how many statements of each topic say each phrase."""
    centers: np.ndarray
    """(n_topics, d) their directions, L2-normalised."""

    @classmethod
    def of(cls, words: Words, meaning: np.ndarray, topics: Sequence[np.ndarray], families: Sequence[int]) -> Self:
        """`meaning` (n, d) is that of all statements."""
        counts = np.stack([words.counts_in(rows) for rows in topics])
        return cls(words, topics, families, counts, directions(meaning, topics))

    def candidates(self, topic: int, ranked: Sequence[int]) -> list[int]:
        """The phrases that can name a topic, the best first; `ranked` tell it from all others, where there are some."""
        best = self._best(topic, np.array(ranked)) if len(ranked) else []
        return self.words.in_language(best) or (self.words.of_one_language(best) if best else self._usual(topic))

    def _best(self, topic: int, phrases: np.ndarray) -> list[int]:
        """The phrases that lie near the topic's middle, by what they tell × how near × how much nearer × heading.

        What one tells is c·log(p/q), with p its share in the topic and q its share outside or in the sibling that says
        it most, whichever is larger; how much nearer, the softmax of its cosine with the topic against the siblings'.
        """
        siblings = [i for i, family in enumerate(self.families) if family == self.families[topic] and i != topic]
        near = self.words.phrase_vectors[phrases] @ self.centers[[topic, *siblings]].T  # (n_phrases, 1 + n_siblings)
        own = np.exp(near[:, 0] / SHARPNESS) / np.exp(near / SHARPNESS).sum(axis=1)
        score = self._told(topic, siblings, phrases) * near[:, 0] * own * self.words.phrases.headings[phrases]
        fits = near[:, 0] >= FITTING * near[:, 0].max()
        order = [i for i in np.argsort(-score, kind="stable") if fits[i]]
        return [int(phrases[i]) for i in order if score[i] > 0] or [int(phrases[i]) for i in order]

    def _told(self, topic: int, siblings: Sequence[int], phrases: np.ndarray) -> np.ndarray:
        """How much each phrase tells the topic from the rest and from its siblings: c·log(p/q)."""
        counts, sizes = self.counts[:, phrases], np.array([len(rows) for rows in self.topics])
        outside = (counts.sum(axis=0) - counts[topic] + 0.5) / (sizes.sum() - sizes[topic] + 1)
        among = [(counts[i] + 0.5) / (sizes[i] + 1) for i in siblings]
        q = np.max([outside, *among], axis=0)
        return counts[topic] * np.log((counts[topic] + 0.5) / (sizes[topic] + 1) / q)

    def _usual(self, topic: int) -> list[int]:
        """Where no phrase tells a topic from the rest, those that are often said in it, the nearest headings first."""
        said = np.flatnonzero(self.counts[topic] >= SAID * len(self.topics[topic]))
        nearness = self.words.phrase_vectors[said] @ self.centers[topic] * self.words.phrases.headings[said]
        return self.words.in_language([int(said[i]) for i in np.argsort(-nearness, kind="stable")])
