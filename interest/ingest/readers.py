"""Files and uploads into tables: CSV, TSV, TXT, XLSX, XLS, JSONL, JSON and Parquet."""

import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from interest.errors import InputError
from interest.ingest.columns import looks_like_header
from interest.ingest.delimited import read_delimited
from interest.ingest.encodings import Decoded, decode
from interest.ingest.tables import Problem, RawTable, as_text, beginning, frame_table, records_table, string_frame

SIGNATURES = (  # what a file that is not text begins with
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a sound, film or WebP image"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an Excel workbook; if it is a workbook, name it .xlsx"),
    (b"\xd0\xcf\x11\xe0", "an old Office document; if it is a workbook, name it .xls"),
    (b"PAR1", "a Parquet file; name it .parquet"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3", "an SQLite database"),
)
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_table(
    source: str | Path | bytes, name: str | None = None, encoding: str | None = None, delimiter: str | None = None
) -> RawTable:
    """The table in a file, or in the bytes of one with its name; the format follows the name's suffix.

    A .txt file has a text a line, unless a delimiter is given. Encoding and delimiter are found where they are not
    given. Raises `InputError`, naming the file, when it can't be read, is empty, is not what its suffix says, or has
    no rows.
    """
    if isinstance(source, bytes):
        if not name:
            raise InputError("A table from bytes needs a name with a suffix, such as 'posts.csv'.")
        data = source
    else:
        name = name or Path(source).name
        data = _bytes_of(Path(source))
    read = _READERS.get(Path(name).suffix.lower())
    if read is None:
        raise InputError(f"{name}: this kind of file can't be read; use one of {', '.join(READABLE)}.")
    if not data.strip(b"\0 \t\r\n"):
        raise InputError(f"{name}: the file is empty.")
    table = read(data, name, encoding, delimiter)
    if table.frame.empty:
        raise InputError(f"{name}: there are no rows below the header {', '.join(map(repr, table.frame.columns))}.")
    return table


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file.") from None
    except IsADirectoryError:
        raise InputError(f"{path}: this is a folder, not a file.") from None
    except OSError as error:
        raise InputError(f"{path}: the file can't be read ({error.strerror}).") from None


def _decoded(data: bytes, name: str, encoding: str | None) -> Decoded:
    for signature, kind in SIGNATURES:
        if data.startswith(signature):
            raise InputError(f"{name}: this is not text but {kind}.")
    try:
        decoded = decode(data, encoding)
    except InputError as error:
        raise InputError(f"{name}: {error}") from None
    if not decoded.text.strip("\0 \t\r\n"):
        raise InputError(f"{name}: the file is empty.")
    return decoded


def _unreadable(text: str) -> list[Problem]:
    """The lines with bytes that meant nothing in the file's encoding."""
    if "\ufffd" not in text:
        return []
    message = "some bytes are not readable in the file's encoding"
    return [
        Problem(i, message, beginning(line))
        for i, line in enumerate(io.StringIO(text, newline=""), 1)
        if "\ufffd" in line
    ]


def _read_csv(data: bytes, name: str, encoding: str | None, delimiter: str | None) -> RawTable:
    decoded = _decoded(data, name, encoding)
    if delimiter and len(delimiter) != 1:
        raise InputError(f"{name}: a delimiter is one character, not {delimiter!r}.")
    parsed = read_delimited(decoded.text, delimiter)
    return RawTable(
        name,
        string_frame(parsed.names, parsed.rows),
        decoded.encoding,
        parsed.delimiter,
        tuple(sorted(_unreadable(decoded.text) + parsed.problems)),
        np.asarray(parsed.lines, dtype=np.int64),
    )


def _read_txt(data: bytes, name: str, encoding: str | None, delimiter: str | None) -> RawTable:
    if delimiter:
        return _read_csv(data, name, encoding, delimiter)
    decoded = _decoded(data, name, encoding)
    numbered = [(i, t.strip("\r\n")) for i, t in enumerate(io.StringIO(decoded.text, newline=""), 1) if t.strip()]
    lines = np.array([i for i, _ in numbered], dtype=np.int64)
    frame = string_frame(["text"], [[text] for _, text in numbered])
    return RawTable(name, frame, decoded.encoding, "", tuple(_unreadable(decoded.text)), lines)


def _read_jsonl(data: bytes, name: str, encoding: str | None, delimiter: str | None) -> RawTable:
    decoded = _decoded(data, name, encoding)
    records, lines, problems = [], [], []
    for number, line in enumerate(io.StringIO(decoded.text, newline=""), 1):
        if not line.strip():
            continue
        try:
            record = _record(json.loads(line))
        except (ValueError, RecursionError) as error:
            problems.append(Problem(number, f"not a JSON object, left out: {error}", beginning(line)))
            continue
        records.append(record)
        lines.append(number)
    if not records:
        raise InputError(f"{name}: none of its lines is a JSON object.")
    problems = sorted(_unreadable(decoded.text) + problems)
    return records_table(name, records, lines, encoding=decoded.encoding, problems=tuple(problems))


def _record(value: Any) -> Mapping[str, Any]:
    if isinstance(value, str):
        return {"text": value}
    if isinstance(value, dict):
        return value
    raise ValueError(f"expected an object, got {type(value).__name__}")


def _read_json(data: bytes, name: str, encoding: str | None, delimiter: str | None) -> RawTable:
    decoded = _decoded(data, name, encoding)
    try:
        value = json.loads(decoded.text)
    except RecursionError:
        raise InputError(f"{name}: the JSON is nested too deeply.") from None
    except ValueError as error:
        if "Extra data" in str(error):  # one object a line, under the wrong suffix
            return _read_jsonl(data, name, encoding, delimiter)
        raise InputError(f"{name}: this is not valid JSON: {error}.") from None
    if not isinstance(value, list) or not value:
        raise InputError(f"{name}: expected a JSON list of objects, got {decoded.text.strip()[:40]}.")
    records, problems = [], []
    for number, item in enumerate(value, 1):
        try:
            records.append((number, _record(item)))
        except ValueError as error:
            problems.append(Problem(number, f"left out: {error}", beginning(as_text(item))))
    lines = [number for number, _ in records]
    rows = [record for _, record in records]
    return records_table(name, rows, lines, encoding=decoded.encoding, problems=tuple(problems))


def _read_excel(data: bytes, name: str, encoding: str | None, delimiter: str | None) -> RawTable:
    """The first sheet with anything in it; further ones are reported as not read."""
    import python_calamine as calamine

    if _ENCRYPTED in data[:65536] or _ENCRYPTED in data[-65536:]:
        raise InputError(f"{name}: the workbook is protected by a password; save it without one.")
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [book.get_sheet_by_name(title) for title in book.sheet_names]
        filled = [sheet for sheet in sheets if sheet.start is not None]
        cells = filled[0].to_python() if filled else []
    except calamine.PasswordError:
        raise InputError(f"{name}: the workbook is protected by a password; save it without one.") from None
    except calamine.CalamineError as error:
        raise InputError(f"{name}: this is not a workbook that can be read, or it is damaged ({error}).") from None
    if not cells:
        raise InputError(f"{name}: the workbook is empty.")
    problems = [Problem(1, f"the sheet {s.name!r} was not read, only {filled[0].name!r}") for s in filled[1:]]
    top = filled[0].start[0] + 1
    numbered = [(top + i, [as_text(cell) for cell in row]) for i, row in enumerate(cells)]
    numbered = [(line, row) for line, row in numbered if any(cell.strip() for cell in row)]
    has_header = looks_like_header([row for _, row in numbered])
    names = numbered[0][1] if has_header else [""] * len(numbered[0][1])
    body = numbered[has_header:]
    lines = np.array([line for line, _ in body], dtype=np.int64)
    return RawTable(name, string_frame(names, [row for _, row in body]), problems=tuple(problems), lines=lines)


def _read_parquet(data: bytes, name: str, encoding: str | None, delimiter: str | None) -> RawTable:
    import pyarrow
    import pyarrow.parquet

    try:
        frame = pyarrow.parquet.read_table(io.BytesIO(data)).to_pandas()
    except (pyarrow.ArrowException, OSError) as error:
        raise InputError(f"{name}: this is not a Parquet file that can be read, or it is damaged ({error}).") from None
    return frame_table(frame, name)


_READERS: Mapping[str, Callable[[bytes, str, str | None, str | None], RawTable]] = {
    ".csv": _read_csv,
    ".tsv": _read_csv,
    ".txt": _read_txt,
    ".xlsx": _read_excel,
    ".xls": _read_excel,
    ".jsonl": _read_jsonl,
    ".ndjson": _read_jsonl,
    ".json": _read_json,
    ".parquet": _read_parquet,
}
READABLE = tuple(_READERS)
"""The suffixes of the files that `read_table` reads."""
