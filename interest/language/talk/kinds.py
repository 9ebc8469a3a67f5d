"""Kinds of statement: what somebody does with it (asks, wishes, praises …), whatever it is about. By words alone."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal

from interest.language.languages import language, simplified
from interest.language.talk.words import balance_of

StatementKind = Literal["wish", "complaint", "question", "praise", "fault"]
STATEMENT_KINDS: tuple[StatementKind, ...] = ("wish", "complaint", "question", "praise", "fault")
KINDS_TOLD = ("en", "zh")
"""The languages in which kinds are told: those with cues and examples."""

_ASKS = ("?", "？")


def cues_in(text: str, code: str) -> tuple[float, ...]:
    """How strongly the words of a text show each of `STATEMENT_KINDS`: 1 for a phrase of its list, 0 for none.

    A question mark counts as a phrase; words of praise and complaint (see `balance_of`) as half a one.
    """
    shown = dict.fromkeys(STATEMENT_KINDS, 0.0) | dict.fromkeys(_shown(text.lower(), code), 1.0)
    if text.rstrip().endswith(_ASKS):
        shown["question"] = 1.0
    if balance := balance_of(text, code):
        shown["praise" if balance > 0 else "complaint"] += 0.5
    return tuple(shown[kind] for kind in STATEMENT_KINDS)


def _shown(text: str, code: str) -> Iterator[StatementKind]:
    """The kinds of which a phrase is in a text."""
    if language(code).script == "Han":
        plain = simplified(text)
        yield from (kind for kind, pattern in _patterns(code).items() if pattern.search(plain))
        return
    words = _WORD.findall(text.replace("\u2019", "'"))
    phrases = {" ".join(words[at : at + n]) for n in range(1, _LONGEST + 1) for at in range(len(words) - n + 1)}
    joined = " ".join(words)
    for kind, pattern in _patterns(code).items():
        if not phrases.isdisjoint(language(code).cues[kind]) or pattern.search(joined):
            yield kind


_WORD = re.compile(r"[\w']+")
_LONGEST = 5  # words of a phrase


@cache
def _patterns(code: str) -> Mapping[StatementKind, re.Pattern[str]]:
    """What is looked for letter by letter, by kind: where words are parted by spaces only phrases with a gap."""
    cues = language(code).cues
    if language(code).script == "Han":
        return {kind: re.compile("|".join(map(_without_spaces, cues[kind]))) for kind in STATEMENT_KINDS}
    open_ended = {kind: [cue for cue in cues[kind] if _OPEN.search(cue)] for kind in STATEMENT_KINDS}
    return {
        kind: re.compile(rf"(?<!\S)(?:{'|'.join(map(_with_spaces, found))})(?!\S)" if found else "(?!)")
        for kind, found in open_ended.items()
    }


_OPEN = re.compile("[…*]")


def _without_spaces(cue: str) -> str:
    return re.escape(simplified(cue.lower())).replace("…", ".{0,6}")


def _with_spaces(cue: str) -> str:
    return re.escape(cue).replace(r"\ …\ ", r"(?:\ \S+){0,3}\ ").replace(r"\*", r"\S*")
