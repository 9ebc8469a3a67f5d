"""The files that a handout becomes, by the end of their name."""

from collections.abc import Callable, Mapping
from pathlib import Path

from interest.errors import InputError
from interest.report import tables
from interest.report.handout import Handout
from interest.report.page import html_page

FILES: Mapping[str, Callable[[Handout], bytes]] = {
    ".html": lambda handout: html_page(handout).encode(),
    ".xlsx": tables.workbook,
    ".parquet.zip": tables.parquet_archive,
    ".zip": tables.csv_archive,
    ".json": tables.json_bytes,
}
"""What writes each kind of file: the page, or the tables."""


def kind_of(file: str | Path) -> str:
    """The kind of file that a name asks for, a key of `FILES`. Raises `InputError` for another one."""
    name = Path(file).name.lower()
    kind = next((suffix for suffix in FILES if name.endswith(suffix)), "")
    if not kind:
        raise InputError(f"{file}: this kind of file can't be written; use one of {', '.join(FILES)}.")
    return kind


def write(handout: Handout, file: str | Path) -> Path:
    """Write what the end of the name asks for: `.html` the page; `.xlsx`, `.zip` (CSVs), `.json` and `.parquet.zip` the
    tables. Raises `InputError` for another one."""
    contents = FILES[kind_of(file)](handout)
    path = Path(file)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(contents)
    return path
