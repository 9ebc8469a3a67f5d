"""Workbooks (XLSX, XLS, ODS): every sheet with rows, those with the same columns as one table."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from interest.errors import InputError
from interest.ingest.sources.headers import find_header
from interest.ingest.tables import RawTable, as_text, check_width, string_frame, unique_names

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
SHEET = "sheet"
"""The column with the name of each row's sheet, where a table has rows of several."""


@dataclass(frozen=True)
class Sheet:
    """A sheet as a table."""

    title: str
    table: RawTable


def read_workbook(data: bytes, name: str, sheet: str | None = None, likely: bool = False) -> RawTable:
    """The sheet that is named, else all that have the same columns as the largest, one below the other.

    Where they are several, a column says the sheet of each row. Sheets with other columns are told in the notes.
    Raises `InputError` for what is no workbook, is protected, empty, or has no such sheet, unless that is only likely.
    """
    sheets = _sheets(data, name)
    titles = tuple(each.title for each in sheets)
    sheet = None if likely and sheet not in titles else sheet
    return replace(_chosen(name, sheets, sheet), sheets=titles)


def _chosen(name: str, sheets: Sequence["Sheet"], sheet: str | None) -> RawTable:
    if sheet is not None:
        chosen = [each for each in sheets if each.title == sheet]
        if not chosen:
            titles = ", ".join(repr(each.title) for each in sheets)
            raise InputError(f"{name}: there is no sheet {sheet!r} with rows; the sheets are {titles}.")
        return chosen[0].table
    largest = max(sheets, key=lambda each: each.table.frame.shape[1] * len(each.table.frame))
    same = [each for each in sheets if list(each.table.frame) == list(largest.table.frame)]
    others = tuple(
        f"the sheet {each.title!r} was not read, only {largest.title!r}: its columns are others"
        for each in sheets if each not in same
    )  # fmt: skip
    if len(same) == 1:
        return replace(largest.table, notes=(*largest.table.notes, *others))
    return _below_each_other(name, same, others)


def _below_each_other(name: str, sheets: Sequence[Sheet], notes: tuple[str, ...]) -> RawTable:
    import pandas as pd

    column = unique_names([*sheets[0].table.frame, SHEET])[-1]
    frames = [each.table.frame.assign(**{column: each.title}).astype("str") for each in sheets]
    titles = ", ".join(repr(each.title) for each in sheets)
    return replace(
        sheets[0].table,
        frame=pd.concat(frames, ignore_index=True),
        lines=np.concatenate([each.table.lines for each in sheets]),
        notes=(f"the sheets {titles} have the same columns and are read as one table", *sheets[0].table.notes, *notes),
        name=name,
    )


def _sheets(data: bytes, name: str) -> list[Sheet]:
    """The sheets that have rows below a header."""
    import python_calamine as calamine

    if _ENCRYPTED in data[:65536] or _ENCRYPTED in data[-65536:]:
        raise InputError(f"{name}: the workbook is protected by a password; save it without one.")
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [(title, book.get_sheet_by_name(title)) for title in book.sheet_names]
        filled = [(title, sheet.start[0] + 1, sheet.to_python()) for title, sheet in sheets if sheet.start is not None]
    except calamine.PasswordError:
        raise InputError(f"{name}: the workbook is protected by a password; save it without one.") from None
    except calamine.CalamineError as error:
        raise InputError(f"{name}: this is not a workbook that can be read, or it is damaged ({error}).") from None
    if not filled:
        raise InputError(f"{name}: the workbook is empty.")
    tables = [Sheet(title, cells_table(name, first, cells)) for title, first, cells in filled]
    return [each for each in tables if len(each.table.frame)] or tables[:1]


def cells_table(name: str, first: int, cells: Sequence[Sequence[object]]) -> RawTable:
    """The table in some rows of cells, of which the first is the line `first` of the file, below its header."""
    numbered = [(first + at, [as_text(cell) for cell in row]) for at, row in enumerate(cells)]
    numbered = [(line, row) for line, row in numbered if any(cell.strip() for cell in row)]
    rows = [row for _, row in numbered]
    check_width(name, max(map(len, rows), default=0))
    header = find_header(rows)
    body, lines = rows[header.first : header.end], [line for line, _ in numbered[header.first : header.end]]
    names = unique_names(header.names)
    return RawTable(
        name,
        string_frame(header.names, body),
        lines=np.array(lines, dtype=np.int64),
        labels={names[at]: label for at, label in header.labels.items()},
        notes=header.notes,
    )
