"""The ids in a pasted text."""

import re
from collections.abc import Sequence

_BETWEEN_IDS = re.compile(r"[\n\r\t,;，；、]+")


def split_ids(text: str, known: Sequence[str]) -> tuple[str, ...]:
    """The ids in a pasted text, by lines; lines that are no known id are parted at commas, semicolons and tabs."""
    users = set(known)
    found: list[str] = []
    for line in map(str.strip, text.splitlines()):
        found += [line] if line in users else [part.strip() for part in _BETWEEN_IDS.split(line)]
    return tuple(dict.fromkeys(part for part in found if part))
