"""How near statements are to what nobody asked for: what chance, and neighbours in meaning, give to any short name.

A cosine of .4 says little by itself: short names lie nearer to some statements than to others, encoders differ, and in
data of one kind (a bank's questions) everything is near to everything. So an own interest is compared with decoys: the
phrases of the study's own statements, and where these are few the general names that come with Interest. Statements
that say a phrase literally are about it; all others that it finds are what a name finds by mistake, or nearly.

References:
    Elias, J. E. and Gygi, S. P. (2007). Target-decoy search strategy for increased confidence in large-scale protein
    identifications by mass spectrometry. Nature Methods 4, 207-214.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from interest.contents import Contents, derived

if TYPE_CHECKING:
    from scipy import sparse

MOST_DECOYS = 500
"""Phrases that are compared with, evenly drawn from all: their mean is steady by then."""
FEWEST_DECOYS = 200
"""With fewer phrases the general names are decoys, too."""
GRID = np.linspace(-3.0, 15.0, 361)
"""Scores at which the decoys' mean tail is kept; between them it is interpolated."""
SAMPLED = 20_000
"""Statements of which the tail is taken, evenly drawn."""
CHUNK = 8_192


@dataclass(frozen=True, eq=False)
class Background:
    """The decoys as n statements see them."""

    meaning: np.ndarray
    """(n, d) float32: where the statements lie."""
    mean: np.ndarray
    """(n,) the mean cosine of each statement with the decoys."""
    spread: np.ndarray
    """(n,) their standard deviation."""
    tail: np.ndarray
    """(len(GRID),) the part of the statements that a decoy finds by mistake with at least the grid's scores."""

    @classmethod
    def of(cls, meaning: np.ndarray, decoys: np.ndarray, said: "sparse.csr_matrix") -> Self:
        """What statements (n, d) and decoys (g, d), all of length one, are to each other.

        `said` (n, g) is above 0 where a statement says a decoy literally.
        """
        n = len(meaning)
        mean, spread = np.zeros(n, np.float32), np.ones(n, np.float32)
        for start in range(0, n, CHUNK):
            near = meaning[start : start + CHUNK] @ decoys.T
            mean[start : start + CHUNK], spread[start : start + CHUNK] = near.mean(axis=1), near.std(axis=1)
        spread = np.maximum(spread, np.float32(1e-6))
        rows = np.unique(np.linspace(0, n - 1, min(n, SAMPLED)).astype(int))
        scores = (meaning[rows] @ decoys.T - mean[rows, None]) / spread[rows, None]
        scores[said[rows].toarray() > 0] = -np.inf
        counts, _ = np.histogram(scores, [-np.inf, *GRID[1:], np.inf])
        return cls(meaning, mean, spread, np.cumsum(counts[::-1])[::-1] / scores.size)

    def score(self, query: np.ndarray, rows: np.ndarray | slice = slice(None)) -> np.ndarray:
        """How much nearer statements are to a direction (d,) of length one than to the decoys.

        In the standard deviations that the decoys have for each statement.
        """
        return (self.meaning[rows] @ query - self.mean[rows]) / self.spread[rows]

    def mistakes(self, scores: np.ndarray) -> np.ndarray:
        """How many statements any name is expected to find by mistake with at least these scores, as many as given."""
        return len(self.meaning) * np.interp(scores, GRID, self.tail)


@derived("deferred_space", "deferred_words")
def background_of(contents: Contents) -> Background:
    """The background of a study."""
    from scipy import sparse

    words = contents.words
    n, count = words.phrases.matrix.shape
    drawn = np.unique(np.linspace(0, count - 1, min(count, MOST_DECOYS)).astype(int)) if count else np.zeros(0, int)
    decoys, said = words.phrase_vectors[drawn], sparse.csr_matrix(words.phrases.matrix[:, drawn])
    if len(drawn) < FEWEST_DECOYS:
        general = words.generic.vectors
        decoys, said = np.vstack([decoys, general]), sparse.hstack([said, sparse.csr_matrix((n, len(general)))], "csr")
    return Background.of(contents.space.meaning, decoys, said)
