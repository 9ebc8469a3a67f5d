"""Talk: what says that somebody is pleased or not, or is polite, and not what about."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Literal

from interest.language.languages import language, simplified
from interest.language.tokens import is_content, language_of_token, stem, tokenize

Talk = Literal["praise", "complaint", "courtesy"]
TALK: tuple[Talk, ...] = ("praise", "complaint", "courtesy")
REACH = 2
"""Words over which a negation reaches: not good, not very good."""
LONG_ENOUGH = 7
"""Letters from which a word with one left out is taken for it: shorter ones are often other words (boring, bring)."""


def talk_in(text: str, code: str, common: Collection[str] = ()) -> Talk | None:
    """Which talk a text is; None where it is about something, asks, or is neither pleased nor displeased nor polite.

    A negation turns praise into a complaint and a complaint into praise. `common` are those of `is_about`.
    """
    if text.rstrip().endswith(("?", "？", "؟")) or is_about(text, code, common):
        return None
    kinds = [_kind(token, code) for token in tokenize(text, code)]
    if balance := _balance(kinds):
        return "praise" if balance > 0 else "complaint"
    return "courtesy" if "courtesy" in kinds else None


def balance_of(text: str, code: str) -> int:
    """How many more words of a text praise than complain; a negation turns a word."""
    return _balance([_kind(token, code) for token in tokenize(text, code)])


def _balance(kinds: Sequence[str]) -> int:
    balance = 0
    for place, kind in enumerate(kinds):
        if kind in ("praise", "complaint"):
            negated = "negations" in kinds[max(place - REACH, 0) : place]
            balance += 1 if (kind == "praise") != negated else -1
    return balance


def is_about(text: str, code: str, common: Collection[str] = ()) -> bool:
    """Whether one of the words of a text can name an interest.

    `common` are stems of words that everybody says, such as the name of the only product: they tell nothing.
    """
    return any(
        is_content(token, code) and not _kind(token, code) and stem(token, code) not in common
        for token in tokenize(text, code)
    )


def talk_name(code: str, kind: Talk | Literal["all"]) -> str:
    """What talk is called in a language, in English where nothing is known of it."""
    return (language(code).talk_names or language("en").talk_names)[kind]


@lru_cache(maxsize=100_000)
def _kind(token: str, code: str) -> str:
    """Which list of talk a token is in, "" for none."""
    own = language_of_token(token, code)
    words = _words(own.code)
    spelt = dict.fromkeys((simplified(token), stem(token, code), *(_LONG.sub(short, token) for short in _SHORT)))
    return next((words[one] for one in spelt if one in words), "")


_LONG = re.compile(r"(.)\1{2,}")  # goooood, sooo
_SHORT = (r"\1\1", r"\1")


@cache
def _words(code: str) -> Mapping[str, str]:
    """The list of talk that each word is in, its stem and its usual misspellings too; the first list counts."""
    lists = language(code).talk
    found: dict[str, str] = {}
    for kind in ("negations", "praise", "complaint", "courtesy", "vague"):
        for word in sorted(lists.get(kind, ())):
            found.setdefault(word, kind)
    for word, kind in [*found.items()]:
        found.setdefault(stem(word, code), kind)
    for word, kind in [*found.items()]:
        if kind in ("praise", "complaint") and len(word) >= LONG_ENOUGH:
            for wrong in _misspelt(word):
                found.setdefault(wrong, kind)
    return found


def _misspelt(word: str) -> Iterator[str]:
    """A word with a letter left out, or with two that changed places: excelent, amzaing."""
    for at in range(1, len(word)):
        yield word[:at] + word[at + 1 :]
        yield word[:at] + word[at : at + 2][::-1] + word[at + 2 :]
