"""Which statements have a word or phrase literally, in any inflection, and how much of a name they say.

References:
    Spärck Jones, K. (1972). A statistical interpretation of term specificity and its application in retrieval. Journal
    of Documentation 28, 11-21.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from interest.contents import Contents, derived
from interest.language import is_content, is_han, simplified, stem, tokenize


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

    def share(self, name: str) -> np.ndarray:
        """How much of the words of a name each statement has, (n,) in [0, 1]: rare words count more than frequent ones.

        "Sleep" of "children's sleep" says more where everybody speaks of children. Function words don't count.
        """
        words = dict.fromkeys(token for token in tokenize(name) if is_content(token))
        has = np.stack([self.has(word) for word in words or [name]])
        rarity = np.log((len(self.plain) + 1) / (has.sum(axis=1) + 1))
        return np.asarray(rarity @ has / max(rarity.sum(), 1e-9))

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
