"""How well phrases read as headings: names of things rather than verbs, qualities and left-overs of sentences.

The words around a word give away how it is used ("the cook", "to cook", "so itchy"), as far as the table of the
language has such words; for Chinese, Japanese and Korean the dictionaries know the parts of speech.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Self

import numpy as np

from interest.language.languages import is_han, ordered_words, simplified
from interest.language.languages.cutting import is_name, jieba_tokenizer
from interest.language.tokens import is_content, is_number, language_of_token, tokenize

_PRIOR = 2.0
"""Occurrences as a noun that a word is taken to have had before: a few chance neighbours decide nothing."""
_OF_TAG = {"v": 0.6, "a": 0.4, "z": 0.4, "b": 0.5, "f": 0.3, "t": 0.4, "s": 0.7, "d": 0.2, "r": 0.2, "m": 0.2, "q": 0.2,
           "u": 0.2, "c": 0.2, "p": 0.2, "y": 0.2, "e": 0.2, "o": 0.2}  # fmt: skip
"""How well a Chinese word of a part of speech (jieba's first letter) stands in a heading; nouns and idioms: 1."""
_UNKNOWN = 0.7
"""The same for Chinese words that the dictionary lacks: many are new words, some are badly cut."""
_CHANCE = 0.25  # a phrase is never ruled out by this alone
_WIDTH = 36
"""Letters of a sentence that is a heading; a Han character is as wide as two."""


def heading_scores(
    phrases: Sequence[str], codes: Sequence[str], token_lists: Iterable[Sequence[str]], languages: Sequence[str]
) -> np.ndarray:
    """How well each phrase reads as a heading, (n_phrases,) float32 in (0, 1].

    `codes` are the languages of the phrases, `token_lists` the tokens of all statements and `languages` theirs. A
    phrase of an alphabet counts by how often its first word is used as a noun and how often its last word ends its noun
    phrase instead of qualifying the next word; others by the parts of speech of their first and last word.
    """
    usage = _Usage.of(token_lists, languages)
    scores = []
    for phrase, code in zip(phrases, codes, strict=True):
        words = tokenize(phrase.lower(), code) or [phrase]
        first, last = words[0], words[-1]
        if code in ("ja", "ko"):
            begin, end = _by_dictionary(first, code), _by_dictionary(last, code)
        else:
            begin = _chinese(first) if is_han(first) else usage.as_noun(first)
            end = 1.0 if is_number(last) else _chinese(last) if is_han(last) else usage.as_head(last)
        # 打游戏 begins with a verb and names a thing all the same; 全是 doesn't.
        scores.append(max(_CHANCE * _CHANCE, min(begin + 0.4, 1.0) * end if is_han(last) else begin * end))
    return np.array(scores, np.float32)


@dataclass(frozen=True)
class _Usage:
    """How often each word of an alphabet was used as a noun, as something else, as the head of its phrase, at all."""

    nouns: Counter[str]
    others: Counter[str]
    heads: Counter[str]
    uses: Counter[str]

    @classmethod
    def of(cls, token_lists: Iterable[Sequence[str]], languages: Sequence[str]) -> Self:
        counts: tuple[Counter[str], ...] = (Counter(), Counter(), Counter(), Counter())
        nouns, others, heads, uses = counts
        for tokens, code in zip(token_lists, languages, strict=True):
            for before, word, after in zip(["", *tokens], tokens, [*tokens[1:], ""], strict=False):
                if is_han(word):
                    continue
                cues = language_of_token(word, code).headings
                uses[word] += 1
                heads[word] += not after or is_han(after) or not is_content(after, code)
                nouns[word] += before in cues.get("before_nouns", ())
                others[word] += before in cues.get("before_verbs", ()) or before in cues.get("before_qualities", ())
        return cls(nouns, others, heads, uses)

    def as_noun(self, word: str) -> float:
        if word.endswith("ing"):  # running, baking: what people do is what they are interested in
            return 1.0
        return max(_CHANCE, (self.nouns[word] + _PRIOR) / (self.nouns[word] + self.others[word] + _PRIOR))

    def as_head(self, word: str) -> float:
        """Nouns qualify others too (coffee machine), so that half of the uses are enough."""
        return max(_CHANCE, min(1.0, 2 * (self.heads[word] + _PRIOR) / (self.uses[word] + _PRIOR)))


@cache
def _tags() -> dict[str, str]:
    from jieba.posseg import POSTokenizer

    tokenizer = POSTokenizer(jieba_tokenizer())
    tokenizer.initialize()
    return {**tokenizer.word_tag_tab, **dict.fromkeys(ordered_words("zh", "new_words"), "n")}


def _chinese(word: str) -> float:
    tag = _tags().get(simplified(word))
    if tag is None:
        return _UNKNOWN
    return 1.0 if tag == "vn" else _OF_TAG.get(tag[:1], 1.0)


def _by_dictionary(word: str, code: str) -> float:
    return 1.0 if is_name(word, code) else _CHANCE


def as_heading(sentence: str) -> str:
    """A sentence as a heading: without its end mark, and cut at a word, with "…", where it is long."""
    text = " ".join(sentence.split()).strip(" .。,，、،;；:：!！~～।۔")
    if width(text) <= _WIDTH:
        return text[:1].upper() + text[1:]
    end, lower = 0, text.lower()
    for token in tokenize(text):
        begin = max(lower.find(token, end), end)
        if width(text[: begin + len(token)]) > _WIDTH - 1:
            break
        end = begin + len(token)
    return text[:1].upper() + text[1:end] + "…"


def width(text: str) -> int:
    """How wide a text is, in Latin letters: a Han character is as wide as two."""
    return sum(2 if is_han(letter) else 1 for letter in text)
