"""A statement made shorter by leaving out clauses at its ends: what stays is as it was written."""

import re
from collections.abc import Callable
from itertools import pairwise

from interest.language import language, width

LEFT_OUT = "…"
"""Stands where something was left out."""
LONG = 60
"""Letters up to which nothing is left out: a line, which is read at a glance. A Han character is as wide as two."""
SHORTEST = 16
"""Letters of a clause that can stand alone: less is an item of a list, or an aside."""
ENOUGH = 0.75
"""The part of what tells that has to stay."""

_JOINTS = re.compile(
    r"(?<=[，；：,;:。！？!?])\s*|(?<=\.)\s+|\s+[—–-]+\s+|——|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])"
)
_ENDS = " \t,，;；:：、。.—–-"
_TAIL = re.compile(r"(?:\s*(?:#[^#\s]+#?|[\u2600-\u27bf\U0001f000-\U0001faff\ufe0f\u200d]))+$")


def shortened(text: str, code: str, telling: Callable[[str], float]) -> str:
    """A text in the language `code` without the clauses at its ends that tell little, "…" in their place.

    `telling` says of a part how much it tells. Nothing is left out of a text that is no longer than a line, nor where
    a clause depends on what would be left out (if, unless; `Language.dependent`), and nothing in a language of which
    that is not known. Hashtags and emoji at the end are left out without a mark.
    """
    text = _TAIL.sub("", text) or text
    tongue = language(code)
    clauses = _clauses(text, tongue.dependent)
    enough = ENOUGH * telling(text)
    if width(text) <= LONG or len(clauses) < 2 or not tongue.dependent or not enough:
        return text
    told = [telling(clause) for clause in clauses]
    runs = [(i, j) for i in range(len(clauses)) for j in range(i, len(clauses)) if sum(told[i : j + 1]) >= enough]
    first, last = min(runs, key=lambda run: (width("".join(clauses[run[0] : run[1] + 1])), run), default=(0, len(told)))
    run = "".join(clauses[first : last + 1]).strip()
    before = f"{LEFT_OUT} " if first else ""
    return f"{before}{run.rstrip(_ENDS)} {LEFT_OUT}" if last + 1 < len(clauses) else f"{before}{run}"


def _clauses(text: str, dependent: frozenset[str]) -> list[str]:
    """The parts of a text that may stand without one another; together they are the text."""
    cuts = [0, *(match.end() for match in _JOINTS.finditer(text)), len(text)]
    pieces = [text[start:end] for start, end in pairwise(cuts) if end > start]
    clauses = pieces[:1]
    for last, piece in pairwise(pieces):
        bound = _begins(piece, dependent) or (last == clauses[-1] and _begins(last, dependent))
        if bound or min(width(last), width(piece)) < SHORTEST:
            clauses[-1] += piece
        else:
            clauses.append(piece)
    return clauses


def _begins(clause: str, dependent: frozenset[str]) -> bool:
    """Whether a clause begins with a word that makes it depend on another."""
    plain = clause.strip().lower()
    word = re.match(r"[a-z'’]+", plain)
    return word[0] in dependent if word else plain.startswith(tuple(dependent))
