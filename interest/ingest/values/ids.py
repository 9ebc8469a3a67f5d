"""Ids of people as they are written by hand, by spreadsheets and by programs."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_WHOLE_FLOAT = re.compile(r"(\d+)\.0+")
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?E\+\d{2,}", re.IGNORECASE)
_NO_ACCOUNT = ("0", "-1")
_GUESTS = 10  # rows of guests that show that a number is nobody's
_PADDED = re.compile(r"0+([1-9]\d*)")


def bare_id(value: str) -> str:
    """An id without what spreadsheets and typists add to it: 7.0 is 7, spaces are single, letters composed (NFC)."""
    if not (value.isascii() and value.isprintable()):
        value = _INVISIBLE.sub("", unicodedata.normalize("NFC", value))
    value = " ".join(value.split())
    whole = _WHOLE_FLOAT.fullmatch(value)
    return whole[1] if whole else value


def rounded_ids(values: Iterable[str]) -> list[str]:
    """The ids that a spreadsheet has rounded (1.23E+18), so that different people may share one."""
    return [value for value in dict.fromkeys(values) if _SCIENTIFIC.fullmatch(value)]


def padded_width(ids: Iterable[str]) -> int | None:
    """The width of numbers that are all filled up with zeros to the same one (000020); None where they are not."""
    ids = set(ids)
    widths = {len(value) for value in ids}
    padded = len(widths) == 1 and all(map(str.isdecimal, ids)) and any(value[0] == "0" for value in ids)
    return widths.pop() if padded else None


def padded_like(ids: Iterable[str], known: Iterable[str]) -> dict[str, str]:
    """By id the one that it has among known ids, where a spreadsheet took the zeros before it: 20 is 000020."""
    ids, width = set(ids), padded_width(known)
    plain = all(map(str.isdecimal, ids)) and not any(value[0] == "0" for value in ids if len(value) > 1)
    if width is None or not plain or max(map(len, ids), default=0) > width:
        return {}
    return {value: value.zfill(width) for value in ids}


def padded_twins(values: Iterable[str]) -> list[str]:
    """The ids with leading zeros (000020) that stand without them (20) too, and may be the same people."""
    known = set(values)
    return sorted(value for value in known if (match := _PADDED.fullmatch(value)) and match[1] in known)


def guest_id(values: Iterable[str]) -> str | None:
    """The number that programs give to all who have no account (0 or -1): most rows have it beside other ids."""
    counts = Counter(bare for value in values if (bare := value.strip()))
    often, total = max((counts[value], value) for value in _NO_ACCOUNT), counts.total()
    return often[1] if _GUESTS <= often[0] < total and often[0] > total / 2 else None
