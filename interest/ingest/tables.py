"""The one form that every file, upload and DataFrame is brought into: a table of strings."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from interest.errors import InputError
from interest.ingest.values.ratings import Scale

BATCH = 10_000
"""Rows that are Python objects at one time, where a table may be large."""
MOST_COLUMNS = 5000
"""Of a table: more has no survey, only a file that is no table, such as one endless line of separators."""
_BEGINNING = 80  # characters of a line: enough to find it by


class Problem(NamedTuple):
    """Something that was noticed while reading, and mended or left out; `line` counts from 1."""

    line: int
    message: str
    text: str = ""
    """How the line begins; "" where it is not about a line of text."""


def beginning(line: str) -> str:
    """How a line begins, for a problem with it."""
    return line.strip("\r\n")[:_BEGINNING]


@dataclass(frozen=True, eq=False)
class RawTable:
    """A table as read, before anybody knows what its columns mean.

    `frame` holds strings only, a missing value is "". `lines` has the line of the file where each row begins (for JSON
    and Parquet the number of the record, for a DataFrame that of the row), all counted from 1. `day_first` says whether
    dates such as 03/05/2026 begin with the day; None leaves it to each column (`values.date_order`).
    """

    name: str
    frame: pd.DataFrame
    encoding: str = ""
    delimiter: str = ""
    problems: tuple[Problem, ...] = ()
    lines: np.ndarray = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    day_first: bool | None = None
    decimal_comma: bool | None = None
    """Whether 1,200 is one and a fifth; None leaves it to each column."""
    rating_scale: Scale | None = None
    """The worst and the best rating where somebody says it; a worst one above the best is that of school marks."""
    sheets: tuple[str, ...] = ()
    """The sheets with rows of the workbook that it is from."""
    columns: Mapping[str, str | Sequence[str] | None] = field(default_factory=dict)
    """What somebody says of this table's columns: role → column, several for texts, None for no such column."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """What a further row of the header says about a column, such as the question that was asked."""
    notes: tuple[str, ...] = ()
    """How the table was found in its file, a sentence each."""
    whole: tuple[str, ...] = ()
    """The columns before cells were opened and answers put beside each other."""
    layout: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Of these columns the ones that are packed, the one of questions and the one of answers (`sources.layout`)."""

    def opened(self, frame: pd.DataFrame, told: str, **columns: Sequence[str]) -> "RawTable":
        """The table with another frame, what is told of it, and which columns were opened."""
        more = {role: (*self.layout.get(role, ()), *names) for role, names in columns.items()}
        return replace(self, frame=frame, notes=(*self.notes, told), layout={**self.layout, **more})

    def header(self, column: str) -> str:
        """What a column says of itself: its name where that is a question, else what stands below it in the header."""
        from interest.ingest.roles.questions import is_question

        return column if is_question(column) else self.labels.get(column, column)

    @property
    def irregular(self) -> tuple[Problem, ...]:
        """The lines that don't fit, by the first problem of each."""
        return tuple({problem.line: problem for problem in reversed(self.problems) if problem.text}.values())[::-1]

    def __post_init__(self) -> None:
        if len(self.lines) != len(self.frame):
            raise InputError(f"{self.name}: there are {len(self.lines)} line numbers for {len(self.frame)} rows.")


def as_text(value: Any) -> str:
    """One cell as a string: missing values are "", whole floats lose their ".0", lists and objects become JSON."""
    if isinstance(value, str):
        return value if value.isascii() else _without_surrogates(value)
    if isinstance(value, bool | np.bool_):
        return "true" if value else "false"
    if isinstance(value, float | np.floating):
        return "" if np.isnan(value) else str(int(value)) if float(value).is_integer() else str(value)
    if value is None or value is pd.NaT or value is pd.NA:
        return ""
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("utf-8", "replace")
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(value, Mapping | list | tuple):
        return _without_surrogates(json.dumps(value, ensure_ascii=False, default=str))
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _without_surrogates(text: str) -> str:
    """The text with pairs of surrogates joined and lone ones, which no file can hold, replaced by U+FFFD."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def check_width(name: str, columns: int) -> None:
    """Raises `InputError` for more columns than a table has."""
    if columns > MOST_COLUMNS:
        raise InputError(f"{name}: there are {columns} columns, more than {MOST_COLUMNS}; it may be no table.")


def unique_names(names: Iterable[str]) -> list[str]:
    """Column names with the empty ones filled ("column 3") and repeated ones numbered ("text (2)")."""
    taken: set[str] = set()
    result = []
    for position, name in enumerate(names, 1):
        base = name = name.strip().strip("\ufeff") or f"column {position}"
        number = 2
        while name in taken:
            name, number = f"{base} ({number})", number + 1
        taken.add(name)
        result.append(name)
    return result


def string_frame(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> pd.DataFrame:
    """Rows of strings, all as long as `columns`, as a frame of dtype `str`."""
    values = zip(*rows, strict=True) if rows else ([] for _ in columns)
    return pd.DataFrame(dict(zip(unique_names(columns), (pd.array(list(v), dtype="str") for v in values), strict=True)))


def records_table(name: str, records: Sequence[Mapping[str, Any]], lines: Sequence[int], **more: Any) -> RawTable:
    """A table from objects, whose keys are gathered in the order in which they first appear.

    Raises `InputError` where there are no records or no keys.
    """
    keys = list(dict.fromkeys(key for record in records for key in record))
    if not keys:
        raise InputError(f"{name}: there are no rows in this file.")
    check_width(name, len(keys))
    rows = [[as_text(record.get(key)) for key in keys] for record in records]
    frame = string_frame([as_text(key) for key in keys], rows)
    return RawTable(name, frame, lines=np.asarray(lines, dtype=np.int64), **more)


def frame_table(frame: pd.DataFrame, name: str = "") -> RawTable:
    """A DataFrame of any types as a table of strings: float ids lose their ".0", times become ISO in UTC.

    Raises `InputError` for a frame without rows or columns.
    """
    if not isinstance(frame, pd.DataFrame):
        raise InputError(f"{name or 'The DataFrame'}: expected a pandas DataFrame, got {type(frame).__name__}.")
    if frame.empty:
        raise InputError(f"{name or 'The DataFrame'} has no rows: columns {list(map(str, frame.columns))}.")
    check_width(name or "The DataFrame", len(frame.columns))
    return frames_table([frame], name)


def frames_table(frames: Iterable[pd.DataFrame], name: str) -> RawTable:
    """A table from frames of the same columns, one below the other, of which only one is looked at at a time."""
    strings = [
        pd.DataFrame(dict(enumerate(_string_array(frame.iloc[:, at]) for at in range(frame.shape[1]))))
        .set_axis(unique_names(as_text(column) for column in frame.columns), axis=1)
        for frame in frames
    ]  # fmt: skip
    whole = pd.concat(strings, ignore_index=True)
    return RawTable(name, whole, lines=np.arange(1, len(whole) + 1))


def rows_table(names: Iterable[str], batches: Iterable[Sequence[Sequence[Any]]], name: str) -> RawTable:
    """A table from batches of rows of any values, of which only one batch is looked at at a time."""
    names = unique_names(names)
    parts = [string_frame(names, [])]
    for rows in batches:
        columns = (pd.array([as_text(value) for value in column], dtype="str") for column in zip(*rows, strict=True))
        parts.append(pd.DataFrame(dict(zip(names, columns, strict=True))))
    whole = pd.concat(parts, ignore_index=True)
    return RawTable(name, whole, lines=np.arange(1, len(whole) + 1))


def _string_array(column: pd.Series) -> Any:
    if isinstance(column.dtype, pd.DatetimeTZDtype):
        column = column.dt.tz_convert("UTC").dt.tz_localize(None)
    if column.dtype == np.float32:  # as it is written, 4.1, and not 4.099999904632568
        return pd.array([as_text(float(str(value))) for value in column.to_numpy()], dtype="str")
    return pd.array([as_text(value) for value in column], dtype="str")
