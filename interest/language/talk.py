"""Talk: what says that somebody is pleased or not, or is polite, and not what about."""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
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

    It is about something as soon as one of its words can name an interest. `common` are stems of words that everybody
    says, such as the name of the only product: they tell nothing here. A negation turns praise into a complaint and a
    complaint into praise.
    """
    if text.rstrip().endswith(("?", "？", "؟")):
        return None
    said: Talk | None = None
    balance, negated = 0, 0
    for token in tokenize(text, code):
        kind = _kind(token, code)
        if kind == "" and is_content(token, code) and stem(token, code) not in common:
            return None
        if kind == "negations":
            negated = REACH + 1
        elif kind == "courtesy":
            said = "courtesy"
        elif kind in ("praise", "complaint"):
            balance += (1 if kind == "praise" else -1) * (-1 if negated else 1)
            negated = 0
        negated = max(negated - 1, 0)
    if balance:
        return "praise" if balance > 0 else "complaint"
    return said


def talk_name(code: str, kind: Talk | Literal["all"]) -> str:
    """What talk is called in a language, in English where nothing is known of it."""
    return (language(code).talk_names or language("en").talk_names)[kind]


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
