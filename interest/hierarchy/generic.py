"""General names for interests, in English and Chinese, for categories that share a subject but no word."""

from dataclasses import dataclass
from importlib.resources import files

import numpy as np

from interest.encoders import Encoder, encode_texts
from interest.hierarchy.features import unit


@dataclass(frozen=True, eq=False)
class GenericNames:
    """Some hundred names from everyday life and the disciplines, with their vectors."""

    english: list[str]
    chinese: list[str]
    vectors: np.ndarray
    """(n_names, d) float32, centred, L2-normalised; the mean of both languages where the encoder knows both."""

    def names(self, language: str) -> list[str]:
        """The names in the language of the data; English where it is neither."""
        return self.chinese if language == "zh" else self.english

    @classmethod
    def load(cls, encoder: Encoder) -> "GenericNames":
        """Read the list that comes with Interest and embed it."""
        english, chinese = read_names()
        vectors = _centred(encode_texts(encoder, english))
        if encoder.name != "english":
            vectors = unit(vectors + _centred(encode_texts(encoder, chinese)))
        return cls(english, chinese, vectors)


def read_names() -> tuple[list[str], list[str]]:
    """The English and the Chinese names of generic_names.tsv, pairwise."""
    lines = files("interest.hierarchy").joinpath("generic_names.tsv").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if line]
    return [english for english, _ in pairs], [chinese for _, chinese in pairs]


def _centred(vectors: np.ndarray) -> np.ndarray:
    return unit(vectors - vectors.mean(axis=0))
