"""A light stem for English, which groups a word's inflections and nothing more.

The full Porter or Snowball stemmers also cut derivations, and so would make one interest of "organ", "organic" and
"organization". This is the part of Porter's algorithm that deals with inflections (steps 1 and 5).

References:
    Porter, M. F. (1980). An algorithm for suffix stripping. Program 14(3), 130–137.
"""

import re
from functools import lru_cache

from interest.language.languages.tables import ordered_words

_ENGLISH_WORD = re.compile(r"[a-zà-öø-ÿ]+(?:[-'][a-zà-öø-ÿ]+)*")
_IRREGULAR = dict(pair.split(":") for pair in ordered_words("en", "stems.irregular"))
_PAST = frozenset(ordered_words("en", "stems.past"))
_WHOLE = frozenset(ordered_words("en", "stems.whole"))
_VOWEL_BEFORE = re.compile(r"[aeiouy]")
_MEASURE = re.compile(r"[aeiou]+y*[^aeiou]|(?<=[^aeiou])y[^aeiouy]")
_SHORT_SYLLABLE = re.compile(r"(?:^|[^aeiou])[aeiouy][^aeiouwxy]$")


@lru_cache(maxsize=200_000)
def english_stem(token: str) -> str:
    """The stem that an English word's inflections share (`camps`, `camping`, `camped`: `camp`); others unchanged."""
    if token.endswith("'s"):
        token = token[:-2]
    if token in _IRREGULAR:
        return _IRREGULAR[token]
    if len(token) <= 3 or token in _WHOLE or not _ENGLISH_WORD.fullmatch(token):
        return token
    return _without_double_l(_without_final_e(_without_participle(_without_plural(token))))


def is_plural(word: str) -> bool:
    """Whether an English word has the form of a plural (boots, knives, children; also runs, which only looks so)."""
    if word in _IRREGULAR:
        return word not in _PAST
    return (
        len(word) > 3 and word not in _WHOLE and bool(_ENGLISH_WORD.fullmatch(word)) and _without_plural(word) != word
    )


def _without_plural(word: str) -> str:
    """Porter's step 1a, which leaves -ss, -us and -is alone."""
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith("ies"):
        return word[:-2] if len(word) > 4 else word[:-1]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _without_participle(word: str) -> str:
    """Porter's steps 1b and 1c: -ed and -ing go where a syllable is left, and y at the end becomes i."""
    for ending in ("ed", "ing"):
        rest = word.removesuffix(ending)
        if rest != word and not word.endswith("eed") and _VOWEL_BEFORE.search(rest) and word not in _WHOLE:
            if rest.endswith(("at", "bl", "iz")):
                return rest + "e"
            if rest[-1:] == rest[-2:-1] and rest[-1] not in "lsz":
                return rest[:-1]
            if len(_MEASURE.findall(rest)) == 1 and _SHORT_SYLLABLE.search(rest):
                return rest + "e"
            word = rest
            break
    if len(word) > 2 and word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "i"
    return word


def _without_final_e(word: str) -> str:
    """Porter's step 5a, without which "cycle" and "cycling" would part."""
    rest = word.removesuffix("e")
    if rest == word:
        return word
    measure = len(_MEASURE.findall(rest))
    return rest if measure > 1 or (measure == 1 and not _SHORT_SYLLABLE.search(rest)) else word


def _without_double_l(word: str) -> str:
    """Porter's step 5b, which brings "travelling" and "traveling" together."""
    return word[:-1] if word.endswith("ll") and len(_MEASURE.findall(word[:-1])) > 1 else word
