"""Own interests from a file or table: a row each, with a name, and if it likes a description and words."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import pandas as pd

from interest.contents.own import OwnInterest
from interest.errors import OwnInterestError
from interest.ingest import RawTable, frame_table, read_table
from interest.ingest.roles import first_named

Listed: TypeAlias = str | Path | pd.DataFrame | RawTable | Iterable[str] | Iterable[OwnInterest]
MOST = 2000
"""Interests of one file: more than any taxonomy that people keep in their heads."""
_BETWEEN = re.compile(r"\s*[;；|、,，\n]\s*")


def read_own(data: Listed) -> tuple[OwnInterest, ...]:
    """The interests of a file (CSV, workbook, JSON …), a table or a list of names, in their order, each name once.

    The columns are known by their names in many languages (name, topic, label …; description; words, keywords,
    synonyms …), the name else as the first column whose values all differ. Words stand in one cell, with commas,
    semicolons or bars between. Raises `OwnInterestError` for a table without a column of names, `InputError` for a file
    that can't be read.
    """
    if isinstance(data, Sequence) and data and isinstance(data[0], OwnInterest):
        return tuple(one for one in data if isinstance(one, OwnInterest))  # read before
    frame, title = _table(data)
    name = first_named(frame, "own_name") or _telling(frame)
    if name is None:
        raise OwnInterestError(
            f"{title}: no column can be the names of interests; call one 'name', among {', '.join(frame) or 'none'}."
        )
    description = first_named(frame, "own_description", [name])
    words = first_named(frame, "own_words", [name, description or ""])
    found: dict[str, OwnInterest] = {}
    for row in frame.to_dict("records"):
        called = " ".join(str(row[name]).split())
        if called and called.casefold() not in found:
            said = " ".join(str(row[description]).split()) if description else ""
            listed = [word.strip() for word in _BETWEEN.split(str(row[words]))] if words else []
            found[called.casefold()] = OwnInterest(called, said, tuple(dict.fromkeys(filter(None, listed))))
    if not found:
        raise OwnInterestError(f"{title}: the column {name!r} has no name in it.")
    if len(found) > MOST:
        raise OwnInterestError(f"{title}: there are {len(found):,} names, more than {MOST:,}; it may be no taxonomy.")
    return tuple(found.values())


def _table(data: Any) -> tuple[pd.DataFrame, str]:
    if isinstance(data, str | Path):
        table = read_table(Path(data))
        return table.frame, Path(data).name
    if isinstance(data, RawTable):
        return data.frame, data.name
    frame = data if isinstance(data, pd.DataFrame) else pd.DataFrame({"name": list(data)}, dtype="str")
    return frame_table(frame).frame, "The table"


def _telling(frame: pd.DataFrame) -> str | None:
    """The first column that has letters in it and says something else in each row."""
    for column in frame:
        values = frame[column][frame[column] != ""]
        if len(values) and values.is_unique and values.str.contains(r"[^\W\d_]{2}").mean() > 0.5:
            return str(column)
    return None
