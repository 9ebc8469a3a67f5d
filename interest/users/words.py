"""The words of a text, by TF-IDF."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Self

import numpy as np

from interest.language import is_content, stem, tokenize

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

MOST_WORDS = 30_000
"""The words kept, those of the most users first."""


@dataclass(frozen=True, eq=False)
class WordSpace:
    """TF-IDF (Salton and Buckley 1988) of stems: a name or a title that two people both mention says more than its
    embedding does."""

    vocabulary: tuple[str, ...]
    idf: np.ndarray
    """(n_words,) float32: ln((1 + n) / (1 + users who say it)) + 1."""

    @classmethod
    def of_users(cls, said: Sequence[Sequence[str]], people: np.ndarray) -> Self:
        """The words that at least two users say; idf counts users. `people` (n,) are who said each list of stems."""
        sayers: dict[str, set[int]] = {}
        for stems, person in zip(said, people.tolist(), strict=True):
            for word in stems:
                sayers.setdefault(word, set()).add(person)
        counts = {word: len(own) for word, own in sayers.items() if len(own) > 1}
        common = sorted(counts, key=lambda word: (-counts[word], word))[:MOST_WORDS]
        n = len(np.unique(people))
        return cls(tuple(common), np.array([math.log((1 + n) / (1 + counts[word])) + 1 for word in common], np.float32))

    def counts(self, *said: Sequence[str]) -> "csr_matrix":
        """How often each of some lists of stems has each word, (n, n_words) float32."""
        from scipy.sparse import csr_matrix

        found = [[place for word in stems if (place := self._places.get(word)) is not None] for stems in said]
        rows = np.repeat(np.arange(len(said)), [len(own) for own in found])
        columns = np.array([place for own in found for place in own], np.int64)
        return csr_matrix((np.ones(len(rows), np.float32), (rows, columns)), (len(said), len(self.vocabulary)))

    def tfidf(self, counts: "csr_matrix", power: float = 1.0) -> "csr_matrix":
        """(1 + ln count) idf^power, rows of length one, or of nothing, (n, n_words) float32."""
        from scipy.sparse import csr_matrix, diags

        found = counts.tocsr(copy=True)
        found.data = (1 + np.log(found.data)) * self.idf[found.indices] ** power
        length = np.sqrt(np.asarray(found.multiply(found).sum(axis=1)).ravel())
        return csr_matrix(diags(1 / np.maximum(length, 1e-12)) @ found, dtype=np.float32)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {word: place for place, word in enumerate(self.vocabulary)}


def content_stems(text: str, code: str) -> list[str]:
    """The content words of a text in the language `code`, as what their inflections share."""
    return [stem(token, code) for token in tokenize(text, code) if is_content(token, code)]
