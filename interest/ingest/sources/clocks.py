"""A day in one column and the time of day in the next, as chats and cash desks write them: one moment."""

import re
from dataclasses import replace

import pandas as pd

from interest.ingest.tables import RawTable
from interest.ingest.values.times import looks_dated

_HOUR, _MINUTE = r"(?:[01]?\d|2[0-4])", r"[0-5]\d"
_CLOCK = re.compile(
    rf"{_HOUR}(?:[:h]{_MINUTE}(?::{_MINUTE}(?:\.\d{{1,6}})?)?(?:\s?(?:[ap]\.?\s?m\.?|uhr|h))?|\.{_MINUTE}\s?(?:[ap]\.?m\.?|uhr|h))",
    re.IGNORECASE,
)  # with a dot alone it may be a price
_MIDNIGHT = re.compile(r"[T ]00:00(?::00)?$")  # what a workbook's day has behind it
_NEARLY_ALL = 0.95
_LOOKED_AT = 500


def join_clocks(table: RawTable) -> RawTable:
    """A table in which a column of days has the times of day that stand in the column to its right."""
    frame, notes = table.frame, list(table.notes)
    for day, clock in zip(table.frame.columns, table.frame.columns[1:], strict=False):
        if not (_are_clocks(table.frame[clock]) and _are_days(table.frame[day])):
            continue
        days = table.frame[day].str.strip().str.replace(_MIDNIGHT, "", regex=True)
        moments = (days + " " + frame[clock].str.strip()).where(days != "", "").str.strip()
        frame = frame.assign(**{day: moments.astype("str")}).drop(columns=clock)
        notes.append(f"the time of day in {clock!r} belongs to the day in {day!r}")
    return replace(table, frame=frame, notes=tuple(notes))


def _are_clocks(column: pd.Series) -> bool:
    filled = [cell.strip() for cell in column.head(_LOOKED_AT) if cell.strip()]
    return bool(filled) and sum(_CLOCK.fullmatch(cell) is not None for cell in filled) >= _NEARLY_ALL * len(filled)


def _are_days(column: pd.Series) -> bool:
    """Whether nearly all filled cells are dates that say no time of day."""
    filled = {_MIDNIGHT.sub("", cell.strip()) for cell in column.head(_LOOKED_AT) if cell.strip()}
    days = sum(looks_dated(cell) and ":" not in cell for cell in filled)
    return bool(filled) and days >= _NEARLY_ALL * len(filled)
