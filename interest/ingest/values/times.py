"""Strings into times, a column at a time; what can't be read comes out missing."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
import pandas as pd

from interest.ingest.values.moments import (
    DAY_AND_MONTH,
    ago,
    plain_time,
    serial_time,
    time_of,
)

_SERIALS = (20_000.0, 80_000.0)
"""Days since the end of 1899, as spreadsheets count them, of 1954 to 2119; other numbers are no dates."""
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")


@dataclass(frozen=True)
class DateOrder:
    """Whether a column writes the day before the month (None: it has no such dates), and which values leave a doubt."""

    day_first: bool | None
    doubtful: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False)
class Times:
    """The times of a column, datetime64[ns] in UTC without a zone or NaT, and how they were read."""

    values: pd.Series
    order: DateOrder
    how: tuple[str, ...] = ()
    relative: int = 0
    """Values such as "3 months ago", counted from the column's newest time, or missing where there is none."""


def parse_times(values: pd.Series, day_first: bool | None = None) -> pd.Series:
    """The times of `read_times`."""
    return read_times(values, day_first).values


def read_times(values: pd.Series, day_first: bool | None = None, newest: datetime | None = None) -> Times:
    """Times as datetime64[ns] in UTC without a zone, NaT where a value is empty or no time.

    Reads ISO 8601 and the like (with zones and their names, or taken as UTC), dates with the names of months in many
    languages, 2026年5月3日 下午6:24, epoch seconds to nanoseconds, 20260503, days as spreadsheets count them, months
    (2026-05, as their first day), 03/05/2026 (day or month first as `day_first` says, else as `date_order` finds), and
    "3 months ago", counted back from `newest`, else from the column's own newest time.
    """
    plain = {value: plain_time(value) for value in values.unique()}
    order = date_order(values) if day_first is None else DateOrder(day_first)
    serial = _are_serials(plain.values())
    parsed = {
        value: serial_time(text) if serial and _SERIAL.fullmatch(text) else time_of(text, order.day_first)
        for value, text in plain.items()
    }
    back = {value: span for value, text in plain.items() if parsed[value] is None and (span := ago(text)) is not None}
    known = [time for time in parsed.values() if time]
    newest = newest or (max(known) if known else None)
    if newest:
        parsed |= {value: newest - span for value, span in back.items()}
    times = np.array([parsed[value] for value in values], dtype="datetime64[ns]")
    how = _told(serial, order if day_first is None else None, next(iter(back), ""), newest)
    return Times(pd.Series(times, index=values.index), order, tuple(how), int(values.isin(list(back)).sum()))


def _told(serial: bool, order: DateOrder | None, relative: str, newest: datetime | None) -> list[str]:
    how = []
    if serial:
        how.append("days as spreadsheets count them")
    if order and order.day_first is not None:
        how.append("the day comes first" if order.day_first else "the month comes first")
    if relative and newest:
        how.append(f"times such as {relative!r} are counted back from {newest:%Y-%m-%d}")
    elif relative:
        how.append(f"times such as {relative!r} have no date to be counted from and are left out")
    return how


def _are_serials(plain: Iterable[str]) -> bool:
    """Whether most filled values are numbers of days since 1899."""
    filled = [value for value in plain if value]
    days = [value for value in filled if _SERIAL.fullmatch(value) and _SERIALS[0] <= float(value) <= _SERIALS[1]]
    return len(days) > 0.5 * len(filled)


def date_order(values: pd.Series) -> DateOrder:
    """The order of day and month in a column of dates such as 03/05/2026.

    A number above 12 tells it for the whole column, and dots do (3.5.2026), which are written where the day comes
    first. Where neither does, both orders are possible, and the one is taken in which the dates span less time: what
    is gathered together was written close together, and the wrong order scatters the days of a month over the year.
    Where both span as much, the month comes first with slashes, as in the United States, and the day with hyphens.
    """
    dates = {value: match for value in values.unique() if (match := DAY_AND_MONTH.fullmatch(plain_time(value)))}
    days, months = (any(int(match[part]) > 12 for match in dates.values()) for part in ("a", "b"))
    if days != months or not dates:
        return DateOrder(days if dates else None)
    doubtful = {value: m for value, m in dates.items() if max(int(m["a"]), int(m["b"])) <= 12 and m["a"] != m["b"]}
    if all(match["mark"] == "." for match in doubtful.values()):
        return DateOrder(True)
    spans = {order: _span([match.group() for match in dates.values()], order) for order in (True, False)}
    usual = next(iter(doubtful.values()))["mark"] != "/"
    return DateOrder(usual if spans[True] == spans[False] else spans[True] < spans[False], frozenset(doubtful))


def _span(plain: Iterable[str], day_first: bool) -> timedelta:
    """From the first to the last of some dates, read in one order."""
    times = [time for value in plain if (time := time_of(value, day_first))]
    return max(times) - min(times) if times else timedelta()


def looks_dated(value: str) -> bool:
    """Whether one value is a time with a day, however it is written; a bare number is none."""
    text = plain_time(unicodedata.normalize("NFKC", value))
    return not text.isdigit() and (time_of(text, None) is not None or ago(text) is not None)
