"""Tables as files: CSV or XLSX that a spreadsheet opens safely, JSON or Parquet."""

import io
import json
import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from interest.errors import InputError
from interest.figures.style import text_width

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
FORMATS = (".csv", ".xlsx", ".json", ".jsonl", ".parquet")
"""The kinds of files that `table_bytes` writes."""
MOST_ROWS = 1_048_575
"""Rows that a sheet of a workbook holds below its header (a limit of Excel)."""
_LONGEST_CELL = 32_767  # characters (a limit of Excel)
_CONTROL_CHARACTERS = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]")  # XML can't hold them
_MISTAKEN_STARTS = (*FORMULA_STARTS, "#")
_WIDEST = 60  # characters that a column of a sheet shows


def table_bytes(frame: pd.DataFrame, suffix: str) -> bytes:
    """The contents of a file that holds the frame, in the format of the suffix. Raises `InputError` for another one."""
    match suffix.lower():
        case ".csv":
            return csv_bytes(frame)
        case ".xlsx":
            return xlsx_bytes({"table": frame})
        case ".json":
            return json.dumps(records(frame), ensure_ascii=False, indent=1).encode()
        case ".jsonl":
            return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in records(frame)).encode()
        case ".parquet":
            return frame.to_parquet(index=False)
    raise InputError(
        f"A table can't be written as {suffix or 'a file without suffix'!r}; use one of {', '.join(FORMATS)}."
    )


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """The frame as CSV in UTF-8 with a byte order mark, which spreadsheets need for Chinese.

    Texts that a spreadsheet would take for a formula get a `'` before them, in cells and headers; lists are joined by
    `; `.
    """
    safe = frame.rename(columns=lambda name: _safe(str(name)))
    texts = [name for name in safe if not pd.api.types.is_numeric_dtype(safe[name].dtype)]
    safe = safe.assign(**{name: [_safe(_text(value)) for value in safe[name]] for name in texts})
    return safe.to_csv(index=False, lineterminator="\n").encode("utf-8-sig")


def xlsx_bytes(tables: Mapping[str, pd.DataFrame]) -> bytes:
    """A workbook with a sheet for each frame, by name.

    Texts are stored as texts, so that none is a formula; one that looks like one is marked to stay a text when it is
    edited. Control characters, which a workbook can't hold, are left out, and lists joined by `; `. Raises `InputError`
    for more rows than a sheet holds.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for name, frame in tables.items():
        if len(frame) > MOST_ROWS:
            raise InputError(
                f"The table {name!r} has {len(frame):,} rows; a sheet holds {MOST_ROWS:,}. Use CSV instead."
            )
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for number, column in enumerate(frame, 1):
            lengths = [text_width(text) for text in (str(column), *map(_text, frame[column].head(200)))]
            letter = sheet.column_dimensions[_letter(number)]
            letter.width = min(max(lengths) + 2, _WIDEST)
        sheet.append([_text_cell(sheet, str(column), bold=True) for column in frame])
        for row in zip(*(_cells(sheet, frame[column]) for column in frame), strict=True):
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _letter(number: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(number)


def _cells(sheet: Any, values: pd.Series) -> list[Any]:
    """What the rows of a workbook take for the values of a column; missing numbers and times stay empty."""
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        return [None if pd.isna(time) else time.to_pydatetime(warn=False) for time in values]
    if pd.api.types.is_numeric_dtype(values.dtype):  # and bool
        return [None if pd.isna(number) else number for number in values.tolist()]
    return [_text_cell(sheet, _text(value)) for value in values]


def _text_cell(sheet: Any, text: str, bold: bool = False) -> Any:
    """A text as it is: openpyxl would take `=…` for a formula and `#N/A` for an error."""
    text = _CONTROL_CHARACTERS.sub("", text)[:_LONGEST_CELL]
    if not bold and not text.startswith(_MISTAKEN_STARTS):
        return text
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(FORMULA_STARTS)
    if bold:
        cell.font = Font(bold=True)
    return cell


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """A dict a row with the values that JSON knows: times in ISO 8601, missing values None, tuples as lists."""
    return [{name: _plain(value) for name, value in row.items()} for row in frame.to_dict("records")]


def _text(value: object) -> str:
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value))
    return "" if pd.isna(value) else str(value)


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, str):
        return value
    if pd.isna(value):
        return None
    return value.isoformat() if isinstance(value, pd.Timestamp) else value
