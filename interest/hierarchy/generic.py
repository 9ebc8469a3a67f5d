"""General names for interests, in English and Chinese, for categories that share a subject but no word."""

from dataclasses import dataclass
from importlib.resources import files

import numpy as np
import pandas as pd

from interest.encoders import Encoder, encode_texts
from interest.hierarchy.features import unit


@dataclass(frozen=True, eq=False)
class GenericNames:
    """Some hundred names from everyday life and the disciplines, with their vectors."""

    english: list[str]
    chinese: list[str]
    broad: np.ndarray
    """(n_names,) bool: whether it names a field with many sides ("Travel") or one side of it ("Hotels")."""
    vectors: np.ndarray
    """(n_names, d) float32, centred, L2-normalised; the mean of both languages where the encoder knows both."""

    def names(self, language: str) -> list[str]:
        """The names in the language of the data; English where it is neither."""
        return self.chinese if language == "zh" else self.english

    @classmethod
    def load(cls, encoder: Encoder) -> "GenericNames":
        """Read the list that comes with Interest and embed it."""
        table = read_names()
        english, chinese = table["english"].tolist(), table["chinese"].tolist()
        vectors = _centred(encode_texts(encoder, english))
        if encoder.name != "english":
            vectors = unit(vectors + _centred(encode_texts(encoder, chinese)))
        return cls(english, chinese, (table["scope"] == "broad").to_numpy(), vectors)


def read_names() -> pd.DataFrame:
    """The list: columns english, chinese, scope ("broad" or "narrow")."""
    with files("interest.hierarchy").joinpath("generic_names.tsv").open(encoding="utf-8") as file:
        return pd.read_csv(file, sep="\t", dtype="str")


def _centred(vectors: np.ndarray) -> np.ndarray:
    return unit(vectors - vectors.mean(axis=0))
