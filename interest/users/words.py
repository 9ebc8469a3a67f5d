"""The words and phrases of a text: words by TF-IDF and signs to project them by, phrases by their place."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Self
from zlib import crc32

import numpy as np

from interest.language import is_content, stem, tokenize

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

WIDTH = 768
"""Of the random projection: inner products of unit vectors are off by about 1/√768 = .04."""
MOST_WORDS = 30_000
"""The words kept, those of the most statements first."""
LONGEST_PHRASE = 4
ARTICLES = ("a", "an", "the")


@dataclass(frozen=True, eq=False)
class WordSpace:
    """TF-IDF (Salton and Buckley 1988) of stems, and random signs to project what users said by (Achlioptas 2003).

    A name or a title that two people both mention says more than its embedding does. The signs of a word come from its
    letters, so that nothing but the words and their weights need be kept.
    """

    vocabulary: tuple[str, ...]
    idf: np.ndarray
    """(n_words,) float32: ln((1 + n) / (1 + statements with the word)) + 1."""

    @classmethod
    def of(cls, texts: Sequence[str], languages: Sequence[str]) -> Self:
        """The words that at least two of the texts, each in its language, have."""
        said = zip(texts, languages, strict=True)
        counts = Counter(word for text, code in said for word in set(content_stems(text, code)))
        common = sorted((word for word, count in counts.items() if count > 1), key=lambda word: (-counts[word], word))
        idf = [math.log((1 + len(texts)) / (1 + counts[word])) + 1 for word in common[:MOST_WORDS]]
        return cls(tuple(common[:MOST_WORDS]), np.array(idf, np.float32))

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

    def weights(self, texts: Sequence[str], languages: Sequence[str]) -> "csr_matrix":
        """The TF-IDF of each text, (n, n_words) float32, rows of length one, or of nothing without a known word."""
        from scipy.sparse import csr_matrix

        values, columns, ends = [], [], [0]
        for text, code in zip(texts, languages, strict=True):
            counts = Counter(
                place for word in content_stems(text, code) if (place := self._places.get(word)) is not None
            )
            weights = np.array([(1 + math.log(count)) * self.idf[place] for place, count in counts.items()])
            values += (weights / max(float(np.linalg.norm(weights)), 1e-12)).tolist()
            columns += list(counts)
            ends.append(len(columns))
        return csr_matrix((np.array(values, np.float32), columns, ends), (len(texts), len(self.vocabulary)))

    def projection(self, places: np.ndarray) -> np.ndarray:
        """What brings the words at these places to `WIDTH` dimensions, (n, `WIDTH`) float32: ± their idf."""
        return self._signs[places] * self.idf[places, None]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {word: place for place, word in enumerate(self.vocabulary)}

    @cached_property
    def _signs(self) -> np.ndarray:
        """(n_words, `WIDTH`) int8: ±1."""
        signs = np.zeros((len(self.vocabulary), WIDTH), np.int8)
        for row, word in enumerate(self.vocabulary):
            signs[row] = np.random.default_rng(crc32(word.encode())).integers(0, 2, WIDTH)
        return 2 * signs - 1


def content_stems(text: str, code: str) -> list[str]:
    """The content words of a text in the language `code`, as what their inflections share."""
    return [stem(token, code) for token in tokenize(text, code) if is_content(token, code)]


def phrases_in(text: str, places: Mapping[str, int], code: str = "") -> list[int]:
    """The places of the phrases that a text mentions, by their keys (see `interest.language.Phrases`), in order."""
    words = [stem(token, code).replace("-", "") for token in tokenize(text, code)]
    words = [word for word in words if word not in ARTICLES]
    runs = (words[i : i + n] for i in range(len(words)) for n in range(1, LONGEST_PHRASE + 1) if i + n <= len(words))
    found = (places.get("".join(run)) for run in runs)
    return list(dict.fromkeys(place for place in found if place is not None))
