"""General names for interests, in English and Chinese, and which of them are kinds of which.

A small taxonomy of everyday life and the disciplines: a name, what it is a part of, and a few things that belong to
it. The examples tell an encoder what a short name means ("Nails" of the hand, "Pop" the music).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import pandas as pd

from interest.encoders import Encoder, encode_texts
from interest.hierarchy.clustering.features import unit
from interest.language import is_han, language, simplified, stem, tokenize
from interest.language.languages import ordered_words

SPOKEN = ("en", "zh", "other")
"""The languages of the names; others get none of them, as a category is called in the language of its topics."""
SHARPNESS = 0.05
"""Softmax temperature of cosines between topics and names: a lead of .05 makes a name e times as likely."""


@dataclass(frozen=True, eq=False)
class GenericNames:
    """Some hundred names with their vectors, and what each one takes in."""

    english: list[str]
    chinese: list[str]
    holds: np.ndarray
    """(n_names, n_names) bool: whether the name of the row takes in that of the column ("Travel" takes in "Hotels"),
    each itself too."""
    vectors: np.ndarray
    """(n_names, d) float32, centred, L2-normalised; the mean of both languages where the encoder knows both."""

    def names(self, code: str) -> list[str]:
        """The names in a language; English where there are none in it."""
        return [language(code).written(name) for name in self.chinese] if code.startswith("zh") else self.english

    def speak(self, code: str) -> bool:
        """Whether there are names in a language; an unknown one has to do with English."""
        return code.removesuffix("-Hant") in SPOKEN

    def likelihood(self, centers: np.ndarray) -> np.ndarray:
        """How likely each name is right for each topic, given the topics' directions (k, d): (k, n_names) in [0, 1].

        The softmax of the cosines shares one topic among all names; a name also gets what the names in it get.
        """
        nearness = centers @ self.vectors.T / SHARPNESS
        share = np.exp(nearness - nearness.max(axis=1, keepdims=True))
        share /= share.sum(axis=1, keepdims=True)
        return share @ self.holds.T.astype(np.float32)

    def take(self, which: np.ndarray) -> "GenericNames":
        """Only the names at these positions."""
        english, chinese = ([names[i] for i in which] for names in (self.english, self.chinese))
        return GenericNames(english, chinese, self.holds[np.ix_(which, which)], self.vectors[which])

    def said(self, phrases: Sequence[str]) -> np.ndarray:
        """Which phrases are words of which names, in either language: (n_phrases, n_names) bool."""
        found = np.zeros((len(phrases), len(self.english)), bool)
        uses: dict[str, list[int]] = {}
        function_words = language("en").stop_words
        for number, name in enumerate(self.english):
            for word in {stem(word) for word in re.findall(r"[a-z-]+", name.lower())} - function_words:
                uses.setdefault(word, []).append(number)
        for row, phrase in enumerate(phrases):
            if not any(map(is_han, phrase)):
                found[row, uses.get(stem(phrase.lower()), [])] = True
            elif len(phrase) > 1:
                plain = simplified(phrase)
                found[row] = [plain in name for name in self.chinese]
        return found

    @classmethod
    def load(cls, encoder: Encoder) -> "GenericNames":
        """Read the list that comes with Interest and embed it."""
        table = read_names()
        vectors = _embedded(encoder, table["english"], table["english_examples"], ": ")
        if encoder.name != "english":
            vectors = unit(vectors + _embedded(encoder, table["chinese"], table["chinese_examples"], "："))
        return cls(table["english"].tolist(), table["chinese"].tolist(), _holds(table), vectors)


def parallel_names(encoder: Encoder) -> dict[str, np.ndarray]:
    """The names' examples as the encoder puts them, by language: (n_names, d) each; none for an encoder of English."""
    if encoder.name == "english":
        return {}
    table = read_names()
    columns = {"en": "english_examples", "zh": "chinese_examples"}
    return {code: encode_texts(encoder, table[column].tolist()) for code, column in columns.items()}


def read_names() -> pd.DataFrame:
    """The list: columns english, chinese, within (English names, "; " between), english_examples, chinese_examples."""
    with files("interest.hierarchy").joinpath("generic_names.tsv").open(encoding="utf-8") as file:
        return pd.read_csv(file, sep="\t", dtype="str", keep_default_na=False)


@cache
def known_words() -> frozenset[str]:
    """The English words of the list and of the table of spellings, which are spelt as they should be."""
    table = read_names()
    return frozenset(tokenize(" ".join([*table["english"], *table["english_examples"]]))).union(
        ordered_words("en", "spelling.words")
    )


def _embedded(encoder: Encoder, names: Sequence[str], examples: Sequence[str], colon: str) -> np.ndarray:
    """The mean of the centred vectors of a name's examples, and of the name with them: a name alone says too little."""
    both = [f"{name}{colon}{example}" for name, example in zip(names, examples, strict=True)]
    plain, with_names = (_centred(encode_texts(encoder, list(texts))) for texts in (examples, both))
    return unit(plain + with_names)


def _holds(table: pd.DataFrame) -> np.ndarray:
    """Everything that is in a name, at any depth: the transitive closure of `within`."""
    number = {name: i for i, name in enumerate(table["english"])}
    holds = np.eye(len(number), dtype=bool)
    for name, wider in zip(table["english"], table["within"].str.split("; "), strict=True):
        for parent in filter(None, wider):
            holds[number[parent], number[name]] = True
    while (grown := holds @ holds).sum() > holds.sum():
        holds = grown
    return holds


def _centred(vectors: np.ndarray) -> np.ndarray:
    return unit(vectors - vectors.mean(axis=0))
