"""Strings into numbers and times, a column at a time; what can't be read comes out missing."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
import pandas as pd

_UNITS = {"": 1.0, "k": 1e3, "m": 1e6, "w": 1e4, "万": 1e4, "亿": 1e8}
_NUMBER = re.compile(r"([-+]?(?:\d[\d,]*\.?\d*|\.\d+)(?:e[-+]?\d+)?)\s*([km万亿w]?)\+?", re.IGNORECASE)
_RATING = re.compile(r"(-?\d+(?:\.\d+)?)\s*(?:/\s*\d+|stars?|星|分|颗星)?", re.IGNORECASE)

_CHINESE_TIME = re.compile(
    r"(\d{4})年(\d{1,2})月(\d{1,2})[日号]?\s*(?:(上午|下午|晚上|凌晨|早上|中午)\s*)?"
    r"(?:(\d{1,2})[:时点](?:(\d{1,2})分?)?(?::?(\d{1,2})秒?)?)?"
)
_CLOCK = (
    r"(?:[T\s,]+(?P<hour>\d{1,2}):(?P<minute>\d{1,2})(?::(?P<second>\d{1,2})(?:[.,](?P<fraction>\d+))?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?\s*(?:Z|UTC|GMT)?(?P<zone>[+-]\d{2}(?::?\d{2})?)?)?"
)
_MONTHS = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6} | {
    "jul": 7,
    "aug": 8,
    "sep": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
_MONTH = rf"(?P<name>{'|'.join(_MONTHS)})[a-z]*\.?"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_FORMS = tuple(
    re.compile(form + _CLOCK, re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",  # 2026-5-3, 2026/05/03
        r"(?P<a>\d{1,2})(?P<mark>[-/.])(?P<b>\d{1,2})[-/.](?P<year>\d{4}|\d{2})",  # 03/05/2026, 3.5.26
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+(?P<year>\d{{4}})",  # May 3, 2026
        rf"{_WEEKDAY}{_DAY}[\s-]+(?:of\s+)?{_MONTH},?[\s-]+(?P<year>\d{{4}})",  # Sun, 3 May 2026
    )
)
_YEAR_AT_END = re.compile(r"([A-Za-z]{3} +\d{1,2}) +(\d\d:\d\d:\d\d [+-]\d{4}) (\d{4})$")  # May 03 18:24:00 +0000 2026
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d))?Z?")  # 20260503, 20260503182400
_EPOCH = re.compile(r"(\d{10}|\d{13}|\d{16}|\d{19})(?:\.\d*)?")
_YEARS = range(1678, 2262)  # those whose nanoseconds fit into 64 bits

ENOUGH_TIMES = 10
"""Times from which it can be told which ones are strange."""
FAR_SPANS = 10
"""How many spans of the middle half of all times a time may be off."""
FEW_TIMES = 0.05
"""The part of the times that may be called strange."""


def parse_numbers(values: pd.Series) -> np.ndarray:
    """Numbers such as "3", "1,200", "1.2万", "2k" or "500+" as float64 of shape (n,), NaN where there is none."""
    numbers = {value: _number(value) for value in values.unique()}
    return values.map(numbers).to_numpy(dtype=np.float64)


def _number(value: str) -> float:
    match = _NUMBER.fullmatch(unicodedata.normalize("NFKC", value).strip())
    return float(match[1].replace(",", "")) * _UNITS[match[2].lower()] if match else float("nan")


def parse_ratings(values: pd.Series) -> np.ndarray:
    """Ratings such as "4", "4.5", "4/5", "4 stars" or "4星" as float64 of shape (n,), NaN where there is none."""
    matches = {value: _RATING.fullmatch(unicodedata.normalize("NFKC", value).strip()) for value in values.unique()}
    return values.map({value: float(m[1]) if m else float("nan") for value, m in matches.items()}).to_numpy(np.float64)


@dataclass(frozen=True)
class DateOrder:
    """Whether a column writes the day before the month (None: it has no such dates), and which values leave a doubt."""

    day_first: bool | None
    doubtful: frozenset[str] = frozenset()


def parse_times(values: pd.Series, day_first: bool | None = None) -> pd.Series:
    """Times as datetime64[ns] in UTC without a zone, NaT where a value is empty or no time.

    Reads ISO 8601 and the like (with zones, or taken as UTC), 2026年5月3日 18:24, epoch seconds to nanoseconds,
    20260503, 03/05/2026 (day or month first as `day_first` says, else as `date_order` finds), and English dates with
    the month's name.
    """
    plain = {value: _plain(value) for value in values.unique()}
    if day_first is None:
        day_first = date_order(values).day_first
    parsed = {value: _time(text, day_first) for value, text in plain.items()}
    times = np.array([parsed[value] for value in values], dtype="datetime64[ns]")
    return pd.Series(times, index=values.index)


def implausible(times: pd.Series) -> pd.Series:
    """Which times are no times of these data, such as a 1970 or a 2099 among those of a few years: (n,) bool.

    They lie farther from the middle half of all than `FAR_SPANS` times its span, which counts as a year at least, and
    are at most `FEW_TIMES` of all. Whatever is more frequent belongs to the data.
    """
    known = times.dropna()
    if len(known) < ENOUGH_TIMES:
        return pd.Series(False, index=times.index)
    first, last = known.quantile(0.25), known.quantile(0.75)
    reach = FAR_SPANS * max((last - first) / pd.Timedelta(days=1), 365)
    far = pd.Series(0.0, index=times.index)
    for side in (first - times, times - last):
        far = np.maximum(far, (side / pd.Timedelta(days=1)).fillna(0.0))
    found = far > reach
    return found if found.sum() <= FEW_TIMES * len(known) else pd.Series(False, index=times.index)


def _plain(value: str) -> str:
    """A time in half-width characters, with Chinese dates and those of tweets put into a common order."""
    value = value.strip()
    if not value.isascii():
        value = unicodedata.normalize("NFKC", value)
    match = None if value.isascii() else _CHINESE_TIME.fullmatch(value)
    if not match:
        return _YEAR_AT_END.sub(r"\1 \3 \2", value)
    year, month, day, half, hour, minute, second = match.groups()
    late = half in ("下午", "晚上") and hour and int(hour) < 12
    clock = f" {int(hour) + 12 * late}:{minute or 0}:{second or 0}" if hour else ""
    return f"{year}-{month}-{day}{clock}"


def date_order(values: pd.Series) -> DateOrder:
    """The order of day and month in a column of dates such as 03/05/2026.

    A number above 12 tells it for the whole column, and dots do (3.5.2026), which are written where the day comes
    first. Where neither does, both orders are possible, and the one is taken in which the dates span less time: what
    is gathered together was written close together, and the wrong order scatters the days of a month over the year.
    Where both span as much, the month comes first with slashes, as in the United States, and the day with hyphens.
    """
    dates = {value: match for value in values.unique() if (match := _FORMS[1].fullmatch(_plain(value)))}
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
    times = [time for value in plain if (time := _time(value, day_first))]
    return max(times) - min(times) if times else timedelta()


def _time(plain: str, day_first: bool | None) -> datetime | None:
    """One time in UTC without a zone, or None."""
    try:
        if plain.isdigit() or _EPOCH.fullmatch(plain):
            time = _time_of_digits(plain)
        else:
            match = next((match for form in _FORMS if (match := form.fullmatch(plain))), None)
            time = _time_of_parts(match.groupdict(), day_first) if match else None
    except (ValueError, OverflowError):  # there is no such day or hour
        return None
    return time if time and time.year in _YEARS else None


def _time_of_digits(plain: str) -> datetime | None:
    if epoch := _EPOCH.fullmatch(plain):
        seconds = float(plain) / 10.0 ** (len(epoch[1]) - 10)
        return datetime(1970, 1, 1) + timedelta(seconds=seconds)
    compact = _COMPACT.fullmatch(plain)
    return datetime(*(int(part) for part in compact.groups() if part)) if compact else None


def _time_of_parts(parts: dict[str, str | None], day_first: bool | None) -> datetime:
    """The time that the named groups of a form say. Raises `ValueError` where there is no such time."""
    year = int(parts["year"]) + (2000 if len(parts["year"]) == 2 else 0)
    if "a" in parts:
        a, b = int(parts["a"]), int(parts["b"])
        first = a > 12 or (b <= 12 and bool(day_first))
        day, month = (a, b) if first else (b, a)
    else:
        day = int(parts["day"])
        month = _MONTHS[parts["name"].lower()] if "name" in parts else int(parts["month"])
    hour, half = int(parts["hour"] or 0), (parts["half"] or "").lower()[:1]
    if half:
        hour = hour % 12 + 12 * (half == "p")
    micro = int((parts["fraction"] or "0")[:6].ljust(6, "0"))
    time = datetime(year, month, day, hour, int(parts["minute"] or 0), int(parts["second"] or 0), micro)
    return time - _offset(parts["zone"]) if parts["zone"] else time


def _offset(zone: str) -> timedelta:
    minutes = 60 * int(zone[1:3]) + int(zone[3:].lstrip(":") or 0)
    return timedelta(minutes=-minutes if zone[0] == "-" else minutes)
