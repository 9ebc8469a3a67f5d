"""What is clustered: the meaning of a statement (embedding) joined with its words (LSA of TF-IDF)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

WORDS_SHARE = 0.3
"""Length of the word part against the meaning part: enough to part what an encoder confuses (two products of one kind),
not enough to part paraphrases. Squared distances count it by .3² = 9%."""
LSA_DIMENSIONS = 200
CONTEXT = 1.0
"""Weight of the text that a statement stands in against the statement itself: a sentence is understood from both."""
SMALLEST_LANGUAGE = 20
"""Below so many statements a language's mean says more about its few statements than about the language."""
MOST_DECOMPOSED = 30_000
"""Statements whose words are decomposed; of more a sample, on whose directions the others are then projected, so that
memory grows with what is kept and not with what the decomposition needs."""
_ROWS = 8192  # that are computed at once, where a copy of all would be as large as what comes of it


def statement_features(
    vectors: np.ndarray,
    tokens: Sequence[Sequence[str]],
    languages: Sequence[str],
    rows: Sequence[int],
    seed: int,
    centers: "Centers | None" = None,
) -> np.ndarray:
    """Join centred embeddings (n, d) with the LSA of the token lists: float32 of shape (n, d + m), L2-normalised.

    `rows` says which statements were one text.

    Embeddings crowd around a common direction, and in a multilingual space around one a language; both are no
    interests, so that the mean of each language is taken away, or what `centers` says.
    """
    features = (centers or Centers.of(vectors, languages)).center(vectors, languages)
    words = lsa(tokens, seed)
    if words is not None:
        words = Centers.of(words, languages).center(words, languages)
        features = unit(np.hstack([features, WORDS_SHARE * words]))
    return in_context(features, rows)


def in_context(features: np.ndarray, rows: Sequence[int]) -> np.ndarray:
    """Each statement drawn towards the mean of its text: features (n, f), and the input row of each statement."""
    from scipy import sparse

    _, text = np.unique(np.asarray(rows), return_inverse=True)
    sizes = np.bincount(text)
    shares = (1 / sizes[text]).astype(np.float32)
    part = sparse.csr_matrix((shares, (text, np.arange(len(text)))), (len(sizes), len(text)))
    means = part @ features
    drawn = np.empty_like(features)
    for block in _blocks(len(features)):
        drawn[block] = unit(features[block] + CONTEXT * means[text[block]])
    return drawn


@dataclass(frozen=True, eq=False)
class Centers:
    """The mean vector of each language that has enough statements, and of all."""

    means: dict[str, np.ndarray]
    """Language → (d,); "" → the mean of all, for the languages that are not listed."""

    @classmethod
    def of(cls, vectors: np.ndarray, languages: Sequence[str]) -> Self:
        """The means of vectors (n, d)."""
        groups = np.asarray(languages)
        means = {"": vectors.mean(axis=0)}
        for language in np.unique(groups):
            rows = groups == language
            if rows.sum() >= SMALLEST_LANGUAGE:
                means[str(language)] = vectors[rows].mean(axis=0)
        return cls(means)

    @property
    def languages(self) -> list[str]:
        """Those that have a mean of their own; English where none has."""
        return [language for language in self.means if language] or ["en"]

    def shift(self, vectors: np.ndarray, languages: Sequence[str]) -> np.ndarray:
        """Vectors (n, d) minus the mean of their language, float32."""
        shifted, groups = vectors.copy(), np.asarray(languages)
        for language in np.unique(groups):
            shifted[groups == language] -= self.means.get(str(language), self.means[""])
        return shifted

    def center(self, vectors: np.ndarray, languages: Sequence[str]) -> np.ndarray:
        """The same, L2-normalised."""
        return unit(self.shift(vectors, languages))


def lsa(tokens: Sequence[Sequence[str]], seed: int) -> np.ndarray | None:
    """Latent semantic analysis (Deerwester et al. 1990): TF-IDF, then a truncated SVD; (n, m) float32 with m ≤ 200.

    Of more than `MOST_DECOMPOSED` statements the SVD is that of a sample. None where there are too few words that occur
    twice.
    """
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer

    counts: dict[str, int] = {}
    for statement in tokens:
        for token in set(statement):
            counts[token] = counts.get(token, 0) + 1
    vocabulary = sorted(token for token, count in counts.items() if 2 <= count <= max(2, len(tokens) // 2))
    if len(vocabulary) < 10 or len(tokens) < 10:
        return None
    tfidf = TfidfVectorizer(analyzer=list, vocabulary=vocabulary, sublinear_tf=True).fit_transform(tokens)
    dimensions = min(LSA_DIMENSIONS, len(vocabulary) - 1, len(tokens) - 1)
    decomposed = TruncatedSVD(dimensions, random_state=seed)
    if len(tokens) <= MOST_DECOMPOSED:
        return decomposed.fit_transform(tfidf).astype(np.float32)
    sample = np.random.default_rng(seed).choice(len(tokens), MOST_DECOMPOSED, replace=False)
    decomposed.fit(tfidf[np.sort(sample)])
    return np.vstack([decomposed.transform(tfidf[rows]).astype(np.float32) for rows in _blocks(len(tokens))])


def unit(vectors: np.ndarray) -> np.ndarray:
    """Rows scaled to length 1 (zero rows stay zero), float32."""
    scaled = np.empty(vectors.shape, np.float32)
    for rows in _blocks(len(vectors)):
        lengths = np.linalg.norm(vectors[rows], axis=1, keepdims=True)
        scaled[rows] = vectors[rows] / np.maximum(lengths, 1e-12)
    return scaled


def _blocks(n: int) -> Iterator[slice]:
    return (slice(start, start + _ROWS) for start in range(0, n, _ROWS))
