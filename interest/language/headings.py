"""How well phrases read as headings: names of things rather than verbs, qualities and left-overs of sentences.

No tagger is needed. In English the words around a word give away how it is used ("the cook", "to cook", "so itchy");
for Chinese jieba's dictionary knows the part of speech.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np

from interest.language.tokens import _NEW_WORDS, _jieba_tokenizer, is_content, is_han, is_number, tokenize

_BEFORE_NOUNS_TEXT = """
a an the my your our his her its their this that these those any some no each every of for with without in on from
about into under between good best better new old another other many more first and or
"""
_BEFORE_NOUNS = frozenset(_BEFORE_NOUNS_TEXT.split())
_BEFORE_VERBS_TEXT = """
to i you he she it we they who i'd i'll i've we'll we've you'll can can't could couldn't will won't would wouldn't
should shouldn't must might may don't doesn't didn't did does do never always just please not let let's
"""
_BEFORE_VERBS = frozenset(_BEFORE_VERBS_TEXT.split())
_BEFORE_QUALITIES_TEXT = """
is are was were be been being am i'm it's he's she's they're we're so too very really quite feel feels felt feeling
get gets got getting as how still looks look
"""
_BEFORE_QUALITIES = frozenset(_BEFORE_QUALITIES_TEXT.split())
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


def heading_scores(phrases: Sequence[str], token_lists: Iterable[Sequence[str]]) -> np.ndarray:
    """How well each phrase reads as a heading, (n_phrases,) float32 in (0, 1], given the tokens of all statements.

    An English phrase counts by how often its first word is used as a noun and how often its last word ends its noun
    phrase instead of qualifying the next word; a Chinese one by the parts of speech of its first and last word.
    """
    nouns, others, heads, uses = _usage(token_lists)
    scores = []
    for phrase in phrases:
        words = tokenize(phrase.lower()) or [phrase]
        begin = _chinese(words[0]) if is_han(words[0]) else _as_noun(words[0], nouns, others)
        last = words[-1]
        end = 1.0 if is_number(last) else _chinese(last) if is_han(last) else _as_head(last, heads, uses)
        # 打游戏 begins with a verb and names a thing all the same; 全是 doesn't.
        scores.append(max(_CHANCE * _CHANCE, min(begin + 0.4, 1.0) * end if is_han(last) else begin * end))
    return np.array(scores, np.float32)


def _usage(token_lists: Iterable[Sequence[str]]) -> tuple[Counter[str], Counter[str], Counter[str], Counter[str]]:
    """Of each English word how often it was used as a noun, as something else, as the head of its phrase, at all."""
    nouns, others, heads, uses = Counter(), Counter(), Counter(), Counter()
    for tokens in token_lists:
        for before, word, after in zip(["", *tokens], tokens, [*tokens[1:], ""], strict=False):
            if is_han(word):
                continue
            uses[word] += 1
            heads[word] += not after or is_han(after) or not is_content(after)
            nouns[word] += before in _BEFORE_NOUNS
            others[word] += before in _BEFORE_VERBS or before in _BEFORE_QUALITIES
    return nouns, others, heads, uses


def _as_noun(word: str, nouns: Counter[str], others: Counter[str]) -> float:
    if word.endswith("ing"):  # running, baking: what people do is what they are interested in
        return 1.0
    return max(_CHANCE, (nouns[word] + _PRIOR) / (nouns[word] + others[word] + _PRIOR))


def _as_head(word: str, heads: Counter[str], uses: Counter[str]) -> float:
    """Nouns qualify others too (coffee machine), so that half of the uses are enough."""
    return max(_CHANCE, min(1.0, 2 * (heads[word] + _PRIOR) / (uses[word] + _PRIOR)))


@cache
def _tags() -> dict[str, str]:
    from jieba.posseg import POSTokenizer

    tokenizer = POSTokenizer(_jieba_tokenizer())
    tokenizer.initialize()
    return {**tokenizer.word_tag_tab, **dict.fromkeys(_NEW_WORDS, "n")}


def _chinese(word: str) -> float:
    tag = _tags().get(word)
    if tag is None:
        return _UNKNOWN
    return 1.0 if tag == "vn" else _OF_TAG.get(tag[:1], 1.0)


def as_heading(sentence: str) -> str:
    """A sentence as a heading: without its end mark, and cut at a word, with "…", where it is long."""
    text = " ".join(sentence.split()).strip(" .。,，;；:：!！~～")
    if _width(text) <= _WIDTH:
        return text[:1].upper() + text[1:]
    end, lower = 0, text.lower()
    for token in tokenize(text):
        begin = max(lower.find(token, end), end)
        if _width(text[: begin + len(token)]) > _WIDTH - 1:
            break
        end = begin + len(token)
    return text[:1].upper() + text[1:end] + "…"


def _width(text: str) -> int:
    return sum(2 if is_han(letter) else 1 for letter in text)
