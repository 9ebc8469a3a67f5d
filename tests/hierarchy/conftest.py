"""Worlds made by hand, with phrases and vectors that are known."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from interest.hierarchy.clustering.features import unit
from interest.hierarchy.generic import GenericNames
from interest.hierarchy.words import Words
from interest.language import Phrases


class World(NamedTuple):
    """What keywords and names are made of."""

    words: Words
    meaning: np.ndarray


@pytest.fixture(scope="session")
def make_world() -> Callable[..., World]:
    """Makes a world from statements' vectors, phrases' names and vectors, and who mentions what.

    `mentions` holds the phrases (by name) of each statement; `generic` maps general names to vectors.
    """

    def make(
        vectors: np.ndarray,
        phrases: dict[str, np.ndarray],
        mentions: Sequence[Sequence[str]],
        generic: dict[str, np.ndarray] | None = None,
        language: str = "en",
        texts: Sequence[str] = (),
    ) -> World:
        names = list(phrases)
        n, d = vectors.shape
        matrix = np.zeros((n, len(names)), np.float32)
        for row, said in enumerate(mentions):
            matrix[row, [names.index(name) for name in said]] = 1
        general = generic or {"Nothing": np.zeros(d)}
        counts = matrix.sum(axis=0)
        words = Words(
            language=language,
            texts=texts or [str(row) for row in range(n)],
            phrases=Phrases(
                names, names, names, counts, counts, csr_matrix(matrix), np.ones(len(names)), [""] * len(names)
            ),
            phrase_vectors=unit(np.stack(list(phrases.values()))) if names else np.zeros((0, d), np.float32),
            generic=GenericNames(
                list(general), list(general), np.eye(len(general), dtype=bool), unit(np.stack(list(general.values())))
            ),
        )
        return World(words, unit(vectors))

    return make
