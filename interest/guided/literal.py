"""Which statements have a word or phrase literally, in any inflection."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from interest.contents import Contents, derived
from interest.language import is_han, simplified, stem, tokenize


@dataclass(frozen=True, eq=False)
class Literal:
    """n statements in two forms that words can be looked for in."""

    stems: pd.Series
    """Their stems, each with a space on both sides."""
    plain: pd.Series
    """The texts in small letters and simplified characters: Chinese words are cut otherwise in other company."""

    def has(self, phrase: str) -> np.ndarray:
        """Which statements have a phrase, (n,) bool: its stems beside each other, or its Chinese characters."""
        if any(map(is_han, phrase)):
            return self.plain.str.contains(simplified("".join(phrase.lower().split())), regex=False).to_numpy(bool)
        stems = " ".join(map(stem, tokenize(phrase)))
        if not stems:
            return np.zeros(len(self.stems), bool)
        return self.stems.str.contains(f" {stems} ", regex=False).to_numpy(bool)

    @classmethod
    def of(cls, texts: Sequence[str], languages: Sequence[str]) -> "Literal":
        """Texts with their languages."""
        stems = [
            f" {' '.join(stem(token, code) for token in tokenize(text, code))} "
            for text, code in zip(texts, languages, strict=True)
        ]
        plain = ["".join(simplified(text.lower()).split()) for text in texts]
        return cls(pd.Series(stems, dtype="str"), pd.Series(plain, dtype="str"))


@derived("ingested")
def literal(contents: Contents) -> Literal:
    """The statements of a study."""
    frame = contents.ingested.frame
    return Literal.of(frame["text"].tolist(), frame["language"].tolist())
