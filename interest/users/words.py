"""The words and phrases of a text: words as vectors in which the same words meet exactly, phrases by their place."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self
from zlib import crc32

import numpy as np

from interest.language import is_content, stem, tokenize

WIDTH = 384
"""Of the random projection: inner products of unit vectors are off by about 1/√384 = .05."""
MOST_WORDS = 30_000
"""The words kept, those of the most statements first."""
LONGEST_PHRASE = 4
ARTICLES = ("a", "an", "the")


@dataclass(frozen=True, eq=False)
class WordSpace:
    """TF-IDF (Salton and Buckley 1988) of stems, projected by random signs (Achlioptas 2003).

    A name or a title that two people both mention says more than its embedding does. The signs of a word come from its
    letters, so that nothing but the words and their weights need be kept.
    """

    vocabulary: tuple[str, ...]
    idf: np.ndarray
    """(n_words,) float32: ln((1 + n) / (1 + statements with the word)) + 1."""

    @classmethod
    def of(cls, texts: Sequence[str]) -> Self:
        """The words that at least two of the texts have."""
        counts = Counter(word for text in texts for word in set(content_stems(text)))
        common = sorted((word for word, count in counts.items() if count > 1), key=lambda word: (-counts[word], word))
        idf = [math.log((1 + len(texts)) / (1 + counts[word])) + 1 for word in common[:MOST_WORDS]]
        return cls(tuple(common[:MOST_WORDS]), np.array(idf, np.float32))

    def vectors(self, texts: Sequence[str]) -> np.ndarray:
        """(n, `WIDTH`) float32, of about length one; zeros for a text without a known word."""
        from scipy import sparse

        rows, columns, values = [], [], []
        for row, text in enumerate(texts):
            counts = Counter(place for word in content_stems(text) if (place := self._places.get(word)) is not None)
            weights = np.array([(1 + math.log(count)) * self.idf[place] for place, count in counts.items()])
            rows += [row] * len(counts)
            columns += list(counts)
            values += (weights / max(float(np.linalg.norm(weights)), 1e-12)).tolist()
        shape = (len(texts), len(self.vocabulary))
        return np.asarray(sparse.csr_matrix((values, (rows, columns)), shape, dtype=np.float32) @ self._signs)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {word: place for place, word in enumerate(self.vocabulary)}

    @cached_property
    def _signs(self) -> np.ndarray:
        """(n_words, `WIDTH`) float32: ±1/√width."""
        signs = np.zeros((len(self.vocabulary), WIDTH), np.float32)
        for row, word in enumerate(self.vocabulary):
            signs[row] = np.random.default_rng(crc32(word.encode())).integers(0, 2, WIDTH)
        return (2 * signs - 1) / np.float32(WIDTH**0.5)


def content_stems(text: str) -> list[str]:
    """The content words of a text, English ones as stems."""
    return [stem(token) for token in tokenize(text) if is_content(token)]


def phrases_in(text: str, places: Mapping[str, int]) -> list[int]:
    """The places of the phrases that a text mentions, by their keys (see `interest.language.Phrases`), in order."""
    words = [stem(token).replace("-", "") for token in tokenize(text)]
    words = [word for word in words if word not in ARTICLES]
    runs = (words[i : i + n] for i in range(len(words)) for n in range(1, LONGEST_PHRASE + 1) if i + n <= len(words))
    found = (places.get("".join(run)) for run in runs)
    return list(dict.fromkeys(place for place in found if place is not None))
