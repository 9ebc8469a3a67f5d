"""Texts into statements: sentences, or clauses of very long sentences.

By hand-written rules rather than pysbd: one pass of regular expressions handles languages mixed in one text (pysbd
wants one language a text), keeps up with hundreds of thousands of short posts, and gives spans that tile the text, so
that nothing but white space can ever be lost.

Sizes are counted in words; a Han or kana character counts as half a word.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from interest.language.languages.tables import abbreviations

LONGEST = 40
"""A statement's usual maximum in words: what one clause-like thought takes, and well within an encoder's window."""

_SHORTEST = 3  # words: "Yes.", "哈哈哈！" and "So good!" say nothing without their neighbour
_AT_ONCE = 20_000
"""Characters that are looked at together: a text of more is no post, and would take more than its share of time."""
_ENORMOUS = 3  # times the longest: from here a text without any punctuation is cut at spaces too

_CJK = r"\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_EMOJI = r"\u2600-\u27bf\U0001f000-\U0001faff\ufe0f\u200d\u2b50"
_CLOSERS = r"\"'”’」』）)\]】》"

# Of Chinese and Japanese, Arabic, Urdu, Hindi, Armenian and Ethiopic: no space need follow.
_SURE = "。！？；｡؟؛۔।॥։።‼⁇⁈⁉"

_END = re.compile(
    rf"""(?P<mark>[{_SURE}…!?]+|\.{{2,}}[!?]*|\.[!?]*|;)     # what may end a sentence
         (?P<closers>[{_CLOSERS}]*)                          # stays with the sentence it closes
         (?P<emoji>(?:[^\S\n]*[{_EMOJI}])*)                  # so do the emojis behind it
         (?P<space>\s*)""",
    re.VERBOSE,
)
# Only from where white space begins: from each blank of a long run on, it would take quadratic time.
_LINE = re.compile(r"(?<!\s)(?:\s*[\n\r\u2028\u2029]\s*|\s+(?=[•●▪◦‣►]\s))")
_HARD = re.compile(rf"[{_SURE}…!?.;\n\r\u2028\u2029•●▪◦‣►]")
_REST = re.compile(rf"[{_SURE}\n\r\u2028\u2029]|[…!?.;](?=\s)")  # where a long text may be parted
_URL = re.compile(r"(?:https?://|www\.)[^\s\u2e80-\u9fff\uff00-\uffef]+", re.IGNORECASE)
_COUNTED = re.compile(rf"[{_CJK}]|[^\W_{_CJK}]+(?:['’.-][^\W_{_CJK}]+)*")

_BEFORE_NAMES, _BEFORE_NUMBERS, _MAY_END = map(abbreviations, ("before_names", "before_numbers", "may_end"))
_LAST_WORD = re.compile(r"(?:[^\W\d_]\.)*[^\W_]+$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]|[A-HJ-Z]")

# Where a sentence that is too long may be cut, the best kinds first.
_CLAUSES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<=[{_SURE}…!?;])\s*|(?<=[.:])\s+|(?<=：)|(?<=[，,])\s*(?=但是|不过|然而|可是|所以|因此|而且|另外|然后)|,\s+(?=but\b|so\b|because\b)"
        rf"|\s+[—–-]+\s+|(?<=——)|(?<=[{_CJK}])\s+(?=[{_CJK}])",
        r"(?<=，)|(?<=[,،])\s+",
        r"(?<=、)|(?<=—)|\s+(?=(?:and|but|or|so|because|which|when|while|then)\s)|(?=但是|不过|而且|然后|所以|因为)",
    )
)
_SPACES = re.compile(r"\s+")


def split_statements(text: str, longest: int = LONGEST) -> list[str]:
    """The statements of a text, in order, with runs of white space made one space.

    Sentences end at 。！？!?…；;, at ؟ ۔ । and their like, at full stops (but not at abbreviations, numbers, versions
    and addresses), at line ends and before bullets. Closing quotes, brackets and emojis stay with their sentence. A
    sentence of fewer than about 3 words or 6 Han characters joins its neighbour. One of more than `longest` words
    (twice as many Han characters) is cut at clauses as near to its middle as can be; one without punctuation stays
    whole up to three times that. Apart from white space no character is lost; a text without any gives an empty list.
    """
    if len(text) > _AT_ONCE:
        return [statement for part in _portions(text) for statement in split_statements(part, longest)]
    if not _HARD.search(text):
        pieces = [text]
    else:
        cuts = [0, *_sentence_ends(text), len(text)]
        pieces = _join_short([text[start:end] for start, end in pairwise(cuts)])
    pieces = [part for piece in pieces for part in _cut_long(piece, longest)]
    return [statement for piece in pieces if (statement := " ".join(piece.split()))]


def _portions(text: str) -> Iterator[str]:
    """A long text in portions of at most `_AT_ONCE` characters, which end with a sentence where one ends, else at a
    space where there is one."""
    at = 0
    while len(text) > at:
        most = at + _AT_ONCE
        ends = [found.end() for found in _REST.finditer(text, at, most)]
        end = ends[-1] if ends else text.rfind(" ", at + 1, most) + 1 or most
        end = len(text) if most >= len(text) else end
        yield text[at:end]
        at = end


def _sentence_ends(text: str) -> list[int]:
    """The positions in a text where a new sentence begins, rising, without its two ends."""
    addresses = [match.span() for match in _URL.finditer(text)] if "www." in text or "://" in text else []
    ends = {match.end() for match in _LINE.finditer(text)}
    for match in _END.finditer(text):
        at = match.start()
        if any(start <= at < end - len(match["mark"]) for start, end in addresses):
            continue
        if _ends_sentence(text, match):
            ends.add(match.end())
    return sorted(ends - {0, len(text)})


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    """Whether a mark that may end a sentence does so here, judged by what stands before and behind it."""
    mark, following = match["mark"], text[match.end() : match.end() + 1]
    spaced = bool(match["space"])
    if mark == "…" and text[match.start() - 1 : match.end()].startswith("[…]"):  # a masked contact
        return False
    if match["closers"] and following.islower():  # He said "stop!" and left
        return False
    if mark[-1] in _SURE + "…" or mark[0] in _SURE:
        if mark.strip("…") == "" and following.islower():
            return False
        return spaced or match["closers"][-1:] not in ("）", ")", "】", "]")
    behind_cjk = bool(re.match(rf"[{_CJK}]", following))
    if mark == ";":
        return (spaced or behind_cjk) and not re.search(r"&#?\w+$", text[max(0, match.start() - 8) : match.start()])
    if mark.startswith(".."):  # a pause, unless a new sentence plainly begins
        return (spaced and not following.islower()) or behind_cjk
    if mark[0] in "!?" or len(mark) > 1:
        return spaced or behind_cjk or following.isupper() or bool(match["emoji"])
    return (spaced or behind_cjk) and not _is_abbreviation(text, match.start(), following)


def _is_abbreviation(text: str, at: int, following: str) -> bool:
    """Whether the full stop at a position belongs to an abbreviation, an initial or a list number."""
    before = text[max(0, at - 20) : at]
    found = _LAST_WORD.search(before)
    if not found:
        return False
    word = found.group().lower()
    if word in _MAY_END:
        return not following.isupper()
    if word in _BEFORE_NUMBERS and following.isdigit():
        return True
    if word.isdigit():  # "1. first point" opens a line
        return len(word) <= 2 and not before.rpartition("\n")[2][: -len(word)].strip()
    return word in _BEFORE_NAMES or bool(_INITIALS.fullmatch(found.group()))


def _size(text: str) -> float:
    """The length of a text in words; unbroken runs count by their characters, so that nothing is endless."""
    counted = _COUNTED.findall(text)
    cjk = sum(1 for item in counted if len(item) == 1 and item > "\u3000")
    return max(len(counted) - cjk / 2, len(text) / 15)


def _join_short(pieces: list[str]) -> list[str]:
    """Pieces too short to stand alone joined to the one before, or to the next at the beginning."""
    joined: list[str] = []
    first_is_short = False
    for piece in pieces:
        if joined and (first_is_short or _size(piece) < _SHORTEST):
            joined[-1] += piece
            first_is_short = first_is_short and _size(joined[-1]) < _SHORTEST
        else:
            first_is_short = not joined and _size(piece) < _SHORTEST
            joined.append(piece)
    return joined


def _cut_long(piece: str, longest: int) -> list[str]:
    """A piece halved at its clauses until no part is longer than `longest`, or no good place is left."""
    # A word takes at least one character, a Han character half a word: most pieces need not be counted.
    if len(piece) <= longest or (size := _size(piece)) <= longest:
        return [piece]
    kinds = _CLAUSES if size <= _ENORMOUS * longest else (*_CLAUSES, _SPACES)
    for kind in kinds:
        cut = _nearest_to_middle(kind, piece)
        if cut:
            return [*_cut_long(piece[:cut], longest), *_cut_long(piece[cut:], longest)]
    if size <= _ENORMOUS * longest:
        return [piece]
    middle = len(piece) // 2
    return [*_cut_long(piece[:middle], longest), *_cut_long(piece[middle:], longest)]


def _nearest_to_middle(kind: re.Pattern[str], piece: str) -> int | None:
    """The end of the match that is nearest to the middle of a piece, within its middle two thirds."""
    middle = len(piece) / 2
    places = [match.end() for match in kind.finditer(piece)]
    best = min(places, key=lambda place: abs(place - middle), default=None)
    return best if best is not None and abs(best - middle) <= len(piece) / 3 else None
