"""Materials made by hand, with phrases and vectors that are known."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from interest.hierarchy.features import Centers, unit
from interest.hierarchy.generic import GenericNames
from interest.hierarchy.material import Material
from interest.language import Phrases


@pytest.fixture(scope="session")
def material() -> Callable[..., Material]:
    """Makes a material from statements' vectors, phrases' names and vectors, and who mentions what.

    `mentions` holds the phrases (by name) of each statement; `generic` maps general names to vectors.
    """

    def make(
        vectors: np.ndarray,
        phrases: dict[str, np.ndarray],
        mentions: Sequence[Sequence[str]],
        generic: dict[str, np.ndarray] | None = None,
        language: str = "en",
        texts: Sequence[str] = (),
    ) -> Material:
        names = list(phrases)
        n, d = vectors.shape
        matrix = np.zeros((n, len(names)), np.float32)
        for row, said in enumerate(mentions):
            matrix[row, [names.index(name) for name in said]] = 1
        general = generic or {"Nothing": np.zeros(d)}
        flat = np.zeros((n, 5), np.float32)
        counts = matrix.sum(axis=0)
        return Material(
            language=language,
            texts=texts or [str(row) for row in range(n)],
            vectors=unit(vectors),
            centers=Centers({"": np.zeros(d, np.float32)}),
            meaning=unit(vectors),
            features=unit(vectors),
            points=flat,
            layers=[],
            map=flat[:, :2],
            phrases=Phrases(
                names, names, names, counts, counts, csr_matrix(matrix), np.ones(len(names)), [""] * len(names)
            ),
            phrase_vectors=unit(np.stack(list(phrases.values()))) if names else np.zeros((0, d), np.float32),
            generic=GenericNames(
                list(general), list(general), np.eye(len(general), dtype=bool), unit(np.stack(list(general.values())))
            ),
        )

    return make
