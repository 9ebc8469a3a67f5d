"""The words of statements, for keywords and names: their texts, the phrases they share, and names of general interests.

What needs the encoder is computed once; which of it names may use can be changed at once.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self
from zlib import crc32

import numpy as np

from interest.config import Config
from interest.encoders import Encoder, encode_texts
from interest.hierarchy.clustering.features import Centers
from interest.hierarchy.generic import GenericNames, known_words, read_names
from interest.language import (
    IgnoreList,
    Phrases,
    extract_phrases,
    find_phrases,
    is_han,
    language,
    languages_of,
    main_language,
    tokenize,
    usual_forms,
    usual_spelling,
    with_capitals,
    without,
)

MOST_PHRASES = 4000
"""Phrases that are embedded: some dozens for each of a hundred topics."""
NO_NOUN = 0.3
"""How well a phrase reads as a heading that ends in no noun, where nouns show by their capitals."""
CENTRE = 500
"""Known phrases by whose middle new ones are centred."""
GAP = "…"
"""Stands in a statement that is a name for words that are ignored."""


@dataclass(frozen=True, eq=False)
class Words:
    """What n statements say, as far as names may use it."""

    language: str
    """The language in which nodes are named ("en", "zh", "zh-Hant" in traditional characters, "de" …): that of most
    statements, or the one that is wished."""
    texts: Sequence[str]
    """The n statements."""
    phrases: Phrases
    phrase_vectors: np.ndarray
    """(n_phrases, d) float32, centred, L2-normalised."""
    generic: GenericNames

    @cached_property
    def counts(self) -> np.ndarray:
        """(n_phrases,) float32: how many statements say each phrase; kept, because every topic is compared with it."""
        return np.asarray(self.phrases.matrix.sum(axis=0)).ravel()

    def counts_in(self, rows: np.ndarray) -> np.ndarray:
        """(n_phrases,) float32: how many of the statements at `rows`, each there once, say each phrase."""
        if len(rows) == len(self.texts):
            return self.counts
        return np.asarray(self.phrases.matrix[rows].sum(axis=0)).ravel()

    @cached_property
    def lots(self) -> np.ndarray:
        """(n,) a number drawn for each statement by its text: the same whatever the order, and for all copies."""
        return np.array([crc32(text.encode("utf-8", "surrogatepass")) for text in self.texts])

    @cached_property
    def number(self) -> dict[str, int]:
        """The position of each phrase, by its key."""
        return {key: i for i, key in enumerate(self.phrases.keys)}

    @cached_property
    def of_generic(self) -> np.ndarray:
        """(n_phrases, n_names) float32: 1 where the phrase is a word of the general name."""
        return self.generic.said(self.phrases.names).astype(np.float32)

    def in_language(self, phrases: Sequence[int]) -> list[int]:
        """Those phrases that are of the language of names. Chinese takes in what Chinese statements write in Latin."""
        return [i for i in phrases if self._is_in_language(i)]

    def of_one_language(self, phrases: Sequence[int]) -> list[int]:
        """Those phrases that are of the language of the first one, for what is said in other languages only."""
        languages = self.phrases.languages
        return [i for i in phrases if languages[i] in (languages[phrases[0]], "")]

    def _is_in_language(self, phrase: int) -> bool:
        own, has_han = self.phrases.languages[phrase], any(map(is_han, self.phrases.names[phrase]))
        if self.language.startswith("zh"):
            return own == "zh" or (has_han and own != "ja")
        if self.language == "en":
            return not has_han and own in ("en", "zh", "other", "")
        return self.language == "other" or own in (self.language, "")

    def named_by(self, config: Config) -> "Words":
        """The words that names may use: without those to ignore, in the language that is wished."""
        ignored, code = IgnoreList(config.ignore), config.language or self.language
        if not ignored:
            return self if code == self.language else replace(self, language=code)
        phrases, origin = without(self.phrases, ignored)
        repeated = [text for text, count in Counter(self.texts).items() if count > 1]  # others name nothing
        shown = {text: ignored.remove_from(text, GAP) for text in repeated}
        general = np.flatnonzero([not ignored.meets(name) for name in self.generic.names(code)])
        return Words(
            language=code,
            texts=[shown.get(text, text) for text in self.texts],
            phrases=phrases,
            phrase_vectors=self.phrase_vectors[origin],
            generic=self.generic.take(general),
        )

    def learning(
        self, rows: Sequence[int], among: Sequence[int], languages: Sequence[str], encoder: Encoder
    ) -> "Words":
        """The words with the phrases that the statements at `rows` share and that were not known.

        They are looked for `among` those statements alone. `languages` (n,) are of all statements.
        """
        from scipy.sparse import csr_matrix, hstack

        tokens = {row: tokenize(self.texts[row], languages[row]) for row in among}
        own = [languages[row] for row in rows]
        found = extract_phrases([tokens[row] for row in rows], own)
        found = found.take(np.flatnonzero([key not in self.number for key in found.keys]))
        if not len(found):
            return self
        found = _with_capitals(found, [self.texts[row] for row in rows], own)
        said = find_phrases(found, [tokens[row] for row in among], [languages[row] for row in among]).tocoo()
        place = (np.asarray(among)[said.row], said.col)
        matrix = csr_matrix((said.data, place), (len(self.texts), len(found)))
        known = self.phrases
        names = [*known.names[:CENTRE], *found.names]
        vectors = _centred(encode_texts(encoder, names), names, languages)[-len(found) :]
        phrases = Phrases(
            names=known.names + found.names,
            titles=known.titles + found.titles,
            keys=known.keys + found.keys,
            counts=np.concatenate([known.counts, np.asarray(matrix.sum(axis=0)).ravel().astype(known.counts.dtype)]),
            scores=np.concatenate([known.scores, np.minimum(found.scores, known.scores.min(initial=np.inf))]),
            matrix=hstack([known.matrix, matrix], format="csr"),
            headings=np.concatenate([known.headings, found.headings]),
            languages=known.languages + found.languages,
        )
        return replace(self, phrases=phrases, phrase_vectors=np.vstack([self.phrase_vectors, vectors]))

    @classmethod
    def of(
        cls, texts: Sequence[str], tokens: Sequence[Sequence[str]], languages: Sequence[str], encoder: Encoder
    ) -> Self:
        """From the texts, tokens and languages of the statements; phrases and general names are encoded.

        A rare misspelling of a frequent word is taken for that word, and names nothing.
        """
        phrases = extract_phrases(usual_spelling(tokens, languages, known_words()), languages)
        phrases = _with_capitals(phrases.take(np.arange(min(len(phrases), MOST_PHRASES))), texts, languages)
        return cls(
            language=main_language(texts, languages),
            texts=texts,
            phrases=phrases,
            phrase_vectors=_centred(encode_texts(encoder, phrases.names), phrases.names, languages),
            generic=GenericNames.load(encoder),
        )


def _nominative(title: str) -> str:
    """Without the 's that a heading does not end in: puppy's is puppy, but Levi's (which has a capital) stays."""
    last = title.rsplit(" ", 1)[-1]
    return title[:-2] if last.islower() and last.endswith(("'s", "’s")) else title


def _with_capitals(phrases: Phrases, texts: Sequence[str], languages: Sequence[str]) -> Phrases:
    """As people write it in the texts of their language, or else as in the list of general names: SQL, Python.

    Where nouns have capitals, a phrase that ends without one reads badly as a heading.
    """
    forms = _forms(texts, languages)
    names, titles, headings = [], [], phrases.headings.copy()
    for row, (name, title, code) in enumerate(zip(phrases.names, phrases.titles, phrases.languages, strict=True)):
        own = forms.get(code, forms[""])
        names.append(with_capitals(name, own))
        titles.append(_nominative(with_capitals(title, own)))
        if language(code).capital_nouns and not names[-1].rsplit(" ", 1)[-1][:1].isupper():
            headings[row] *= NO_NOUN
    return replace(phrases, names=names, titles=titles, headings=headings)


def _forms(texts: Sequence[str], languages: Sequence[str]) -> dict[str, dict[str, str]]:
    """The usual forms of words by language; "" for English and Chinese and those that are not told apart."""
    said: dict[str, list[str]] = {"": []}
    for text, code in zip(texts, languages, strict=True):
        said.setdefault("" if code in ("en", "zh", "other") else code, []).append(text)
    known = usual_forms(read_names()["english_examples"])
    return {code: {**known, **usual_forms(own)} for code, own in said.items()}


def _centred(vectors: np.ndarray, names: Sequence[str], of_texts: Sequence[str]) -> np.ndarray:
    """Phrases have a common direction of their own (short texts), again one a language."""
    if len(names) == 0:
        return vectors
    languages = languages_of(names, among={*of_texts})
    return Centers.of(vectors, languages).center(vectors, languages)
