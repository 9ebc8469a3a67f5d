"""Ids of people as they are written by hand, by spreadsheets and by programs."""

import re
import unicodedata
from collections.abc import Iterable

_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_WHOLE_FLOAT = re.compile(r"(\d+)\.0+")
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?E\+\d{2,}", re.IGNORECASE)
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


def padded_twins(values: Iterable[str]) -> list[str]:
    """The ids with leading zeros (000020) that stand without them (20) too, and may be the same people."""
    known = set(values)
    return sorted(value for value in known if (match := _PADDED.fullmatch(value)) and match[1] in known)
