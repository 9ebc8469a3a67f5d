"""Any kind of input (file, folder, files, tables, DataFrame) into statements."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from interest.config import Progress, no_progress
from interest.errors import InputError
from interest.ingest.cleaning import CleanRows, clean_rows
from interest.ingest.columns import map_columns
from interest.ingest.companions import COMPANIONS
from interest.ingest.readers import READABLE, read_table
from interest.ingest.statements import Statements, to_statements
from interest.ingest.tables import RawTable, frame_table

Data = str | Path | pd.DataFrame | RawTable | Sequence[str | Path | RawTable | pd.DataFrame]
_NOT_DATA = ("readme", "license", "licence")


def load(
    data: Data,
    columns: Mapping[str, str | None] | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    progress: Progress | None = None,
    first_row: int = 0,
    day_first: bool | None = None,
) -> Statements:
    """The statements in a file, a folder, a list of files or tables, or a DataFrame.

    Of a folder all readable files are taken in the order of their names, without README files and those called `items`
    or `interactions`. Several files become one table; the columns of each are guessed on its own, as far as `columns`
    (role → column, or None for no such column) doesn't say. Where no column says the source it is the file's name
    without suffix. Without a user column each row is a user of its own, named by the number of its row from 1.
    Rows are numbered from `first_row`. `day_first` says for dates such as 03/05/2026 whether they begin with the day;
    None leaves it to each file (`values.date_order`), and the report says where that was in doubt. `progress`
    is called with the stages "reading" and "cleaning". Raises `InputError` for what can't be read or used.
    """
    progress = progress or no_progress
    rows = load_rows(data, columns, encoding, delimiter, progress, first_row, day_first)
    return to_statements(rows.frame, rows.entries, progress)


def load_rows(
    data: Data,
    columns: Mapping[str, str | None] | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    progress: Progress = no_progress,
    first_row: int = 0,
    day_first: bool | None = None,
) -> CleanRows:
    """The clean rows that `load` makes statements of, texts whole; rows with empty texts stay in."""
    tables = _tables(data, encoding, delimiter, progress)
    if day_first is not None:
        tables = [replace(table, day_first=day_first) for table in tables]
    mappings = _mappings(tables, columns or {})
    # Numbers alone could be the ids of users in another file.
    anonymous = "anonymous-" if any("user_id" in mapping for mapping in mappings) else ""
    frames, entries = [], []
    for table, mapping in zip(tables, mappings, strict=True):
        rows = clean_rows(table, mapping, first_row, anonymous)
        frames.append(rows.frame)
        entries += rows.entries
        first_row += len(table.frame)
    return CleanRows(pd.concat(frames, ignore_index=True), entries)


def readable_files(folder: str | Path) -> list[Path]:
    """The files of a folder that `load` reads, in the order of their names. Raises `InputError` where there is none."""
    folder = Path(folder)
    files = [
        path
        for path in sorted(folder.iterdir(), key=lambda path: path.name)
        if path.is_file()
        and path.suffix.lower() in READABLE
        and path.stem.lower() not in COMPANIONS
        and not path.name.lower().startswith((".", "~$", *_NOT_DATA))
    ]
    if not files:
        raise InputError(f"{folder}: there is no file to read in this folder; the kinds are {', '.join(READABLE)}.")
    return files


def _tables(data: Data, encoding: str | None, delimiter: str | None, progress: Progress) -> list[RawTable]:
    sources = _flat(data)
    if not sources:
        raise InputError("There is nothing to read: the list of files is empty.")
    tables = []
    for number, source in enumerate(sources):
        progress("reading", number / len(sources))
        if isinstance(source, RawTable):
            tables.append(source)
        elif isinstance(source, pd.DataFrame):
            tables.append(frame_table(source))
        else:
            tables.append(read_table(source, encoding=encoding, delimiter=delimiter))
    progress("reading", 1.0)
    return tables


def _flat(data: Data) -> list[Path | pd.DataFrame | RawTable]:
    """The files and tables that some data stand for, folders opened."""
    if isinstance(data, pd.DataFrame | RawTable):
        return [data]
    if isinstance(data, str | Path):
        path = Path(data)
        return list(readable_files(path)) if path.is_dir() else [path]
    if isinstance(data, Iterable):
        return [source for item in data for source in _flat(item)]
    raise InputError(f"Expected a file, a folder, a list of files or a DataFrame, got {type(data).__name__}.")


def _mappings(tables: Sequence[RawTable], columns: Mapping[str, str | None]) -> list[dict[str, str]]:
    """The columns of each table: of those that are named, the ones that it has; the rest guessed."""
    for role, column in columns.items():
        if column and not any(column in table.frame for table in tables):
            available = list(dict.fromkeys(name for table in tables for name in table.frame))
            raise InputError(
                f"There is no column {column!r} for {role}; the columns are {', '.join(map(repr, available))}."
            )
    mappings = []
    for table in tables:
        named = {role: column for role, column in columns.items() if not column or column in table.frame}
        try:
            mappings.append(map_columns(table.frame, named))
        except InputError as error:
            raise InputError(f"{table.name}: {error}" if table.name else str(error)) from None
    return mappings
