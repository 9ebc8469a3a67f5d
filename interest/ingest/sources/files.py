"""Files, uploads and archives into tables: CSV, TSV, TXT, workbooks, JSON, JSONL, JS, XML, mails, Parquet, GZ, ZIP."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, takewhile
from pathlib import Path, PurePosixPath

import numpy as np
import pandas as pd

from interest.errors import InputError
from interest.ingest.encodings import Decoded, decode, is_utf8
from interest.ingest.sources.addresses import Address, is_address
from interest.ingest.sources.delimited import read_delimited
from interest.ingest.sources.elements import encoding_said, read_elements
from interest.ingest.sources.layout import Said, laid_out, layout_said
from interest.ingest.sources.pages import read_page
from interest.ingest.sources.records import read_json, read_jsonl
from interest.ingest.sources.talks.chats import Message, read_chat, read_subtitles
from interest.ingest.sources.talks.mails import read_blocks, read_mails
from interest.ingest.sources.workbooks import read_workbook
from interest.ingest.tables import (
    BATCH,
    Problem,
    RawTable,
    beginning,
    check_width,
    frames_table,
    records_table,
    string_frame,
    unique_names,
)

SIGNATURES = (  # what a file that is not text begins with
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a sound, film or WebP image"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an Excel workbook; if it is a workbook, name it .xlsx"),
    (b"\xd0\xcf\x11\xe0", "an old Office document; if it is a workbook, name it .xls"),
    (b"PAR1", "a Parquet file; name it .parquet"),
    (b"\x1f\x8b", "a gzip archive; name it .gz"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3", "an SQLite database"),
)
_NOT_DATA = ("readme", "license", "licence")
_LARGEST = 4 * 1024**3
"""Bytes that an archive may unpack to: above, it is broken or meant to fill the disk."""
_DEEPEST = 3
"""Archives within each other that are opened: more is meant to have no end."""
_CHUNK = 1024**2
_TAR, _TAR_AT = b"ustar", 257  # what a tar archive has in the head of its first file


@dataclass(frozen=True)
class Options:
    """How a file is to be read where somebody says it; None leaves it to the file.

    What was said of a former file is only `likely`: it holds as far as it can be meant for this one, too.
    """

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    layout: Said = field(default_factory=dict)
    """The columns that are packed, and those of questions and answers (`layout_said`)."""
    likely: bool = False

    def encoding_of(self, data: bytes) -> str | None:
        """The encoding that was said; what is UTF-8 is hardly anything else."""
        return None if self.likely and is_utf8(data) else self.encoding

    def delimiter_of(self, text: str) -> str | None:
        """The delimiter that was said."""
        return None if self.likely and self.delimiter and self.delimiter not in text else self.delimiter


def read_table(
    source: str | Path | Address | bytes,
    name: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
    columns: Mapping[str, str | Sequence[str] | None] | None = None,
) -> RawTable:
    """The table in a file, under an address, or in the bytes of one with its name; the format follows the suffix.

    A .txt file is a chat, or has a text a line, unless a delimiter is given. Of a workbook the sheets with the same
    columns are read, of an archive the files. Encoding and delimiter are found where they are not given, and so is
    which of the `columns` are packed, questions and answers. Raises `InputError`, naming the file, when it can't be
    read, is empty, is not what its suffix says, or has no rows.
    """
    tables = read_tables(source, name, Options(encoding, delimiter, sheet, layout_said(columns or {})))
    return tables[0] if len(tables) == 1 else _largest(tables)


def read_tables(
    source: str | Path | Address | bytes, name: str | None = None, options: Options | None = None
) -> list[RawTable]:
    """The tables in a file: of an archive one for each of its folders and kinds of columns, else one."""
    options = options or Options()
    if isinstance(source, bytes):
        if not name:
            raise InputError("A table from bytes needs a name with a suffix, such as 'posts.csv'.")
        data = source
    elif isinstance(source, Address) or is_address(source):
        address = source if isinstance(source, Address) else Address(str(source))
        data, name = address.read(), name or address.name
    else:
        name = name or Path(source).name
        data = _bytes_of(Path(source))
    return _tables(data, name, options)


def _tables(data: bytes, name: str, options: Options, depth: int = 0) -> list[RawTable]:
    suffix = Path(name).suffix.lower()
    if suffix in (".zip", ".gz") and depth == _DEEPEST:
        raise InputError(f"{name}: there are more than {_DEEPEST} archives within archives; unpack them first.")
    if suffix == ".zip":
        return _read_zip(data, name, options, depth)
    if suffix == ".gz":
        unpacked = _unpacked(data, name)
        inner = name[:-3] if Path(name[:-3]).suffix.lower() in READABLE else f"{name[:-3]}.csv"
        try:
            return [replace(table, name=name) for table in _tables(unpacked, inner, options, depth + 1)]
        except InputError as error:  # the name of what is within is made up
            raise InputError(str(error).replace(inner, name)) from None
    if data[_TAR_AT:].startswith(_TAR):
        raise InputError(f"{name}: this is a tar archive, which can't be read; unpack it and take its files.")
    read = _READERS.get(suffix)
    if read is None:
        raise InputError(f"{name}: this kind of file can't be read; use one of {', '.join(READABLE)}.")
    if not data.strip(b"\0 \t\r\n"):
        raise InputError(f"{name}: the file is empty.")
    table = laid_out(read(data, name, options), options.layout, options.likely)
    if table.frame.empty:
        raise InputError(f"{name}: there are no rows below the header {', '.join(map(repr, table.frame.columns))}.")
    return [table]


def is_data(name: str) -> bool:
    """Whether a file of a folder or an archive is one to read, by its name: no README, nothing hidden."""
    path = PurePosixPath(name.replace("\\", "/"))
    hidden = any(part.startswith((".", "~$", "__MACOSX")) for part in path.parts if part != "..")
    return path.suffix.lower() in READABLE and not hidden and not path.name.lower().startswith(_NOT_DATA)


def together(tables: Sequence[RawTable]) -> list[RawTable]:
    """Tables of the same folder with nearly the same columns as one, such as a chat with a file for each day."""
    groups: dict[tuple[str, frozenset[str]], list[RawTable]] = {}
    for table in tables:
        folder = str(PurePosixPath(table.name).parent)
        columns = frozenset(table.frame)
        key = next((k for k in groups if k[0] == folder != "." and _alike(k[1], columns)), (folder, columns))
        groups.setdefault(key if folder != "." else (table.name, columns), []).append(table)
    return [_joined(folder, group) if len(group) > 1 else group[0] for (folder, _), group in groups.items()]


def _alike(a: frozenset[str], b: frozenset[str]) -> bool:
    return len(a & b) >= 0.5 * min(len(a), len(b))


def _joined(folder: str, tables: Sequence[RawTable]) -> RawTable:
    frame = pd.concat([table.frame for table in tables], ignore_index=True).fillna("").astype("str")
    problems = tuple(problem for table in tables for problem in table.problems)
    lines = np.concatenate([table.lines for table in tables])
    notes = (f"{len(tables)} files of this folder have the same columns and are read as one table",)
    return replace(tables[0], name=folder, frame=frame, problems=problems, lines=lines, notes=notes)


def _largest(tables: Sequence[RawTable]) -> RawTable:
    largest = max(tables, key=lambda table: table.frame.map(len).to_numpy().sum())
    others = tuple(f"{table.name} was not read: its columns are others" for table in tables if table is not largest)
    return replace(largest, notes=(*largest.notes, *others))


def _read_zip(data: bytes, name: str, options: Options, depth: int) -> list[RawTable]:
    """The files of an archive; those that can't be read are told and the others read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = sorted(info.filename for info in archive.infolist() if is_data(info.filename))
            if sum(archive.getinfo(member).file_size for member in members) > _LARGEST:
                raise InputError(f"{name}: the files of this archive are too large together; unpack it and name some.")
            contents = {member: archive.read(member) for member in members}
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError) as error:
        raise InputError(f"{name}: this is not a ZIP archive that can be read, or it is damaged ({error}).") from None
    tables, wrong = [], []
    for member, inner in contents.items():
        try:
            tables += _tables(inner, member, options, depth + 1)
        except InputError as error:
            wrong.append(str(error))
    if not tables:
        raise InputError(f"{name}: {wrong[0] if wrong else 'there is no file to read in this archive.'}")
    tables = together(tables)
    return [replace(tables[0], notes=(*tables[0].notes, *wrong)), *tables[1:]]


def _unpacked(data: bytes, name: str) -> bytes:
    try:
        with gzip.open(io.BytesIO(data)) as file:  # in parts: asked for all, Python takes the memory for it at once
            parts = takewhile(len, (file.read(_CHUNK) for _ in range(_LARGEST // _CHUNK + 1)))
            unpacked = b"".join(parts)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"{name}: this is not a gzip archive that can be read, or it is damaged ({error}).") from None
    if len(unpacked) > _LARGEST:
        raise InputError(f"{name}: this archive unpacks to more than can be read; unpack it and divide it.")
    return unpacked


def _bytes_of(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file() and not path.is_dir():  # a device or a pipe may have no end
            raise InputError(f"{path}: this is no file but a device or a pipe; save what it gives as a file.")
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file.") from None
    except IsADirectoryError:
        raise InputError(f"{path}: this is a folder, not a file.") from None
    except OSError as error:
        raise InputError(f"{path}: the file can't be read ({error.strerror}).") from None


def _decoded(data: bytes, name: str, options: Options) -> Decoded:
    for signature, kind in SIGNATURES:
        if data.startswith(signature):
            raise InputError(f"{name}: this is not text but {kind}.")
    try:
        decoded = decode(data, options.encoding_of(data))
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


def _read_csv(data: bytes, name: str, options: Options) -> RawTable:
    decoded = _decoded(data, name, options)
    if options.delimiter and len(options.delimiter) != 1:
        raise InputError(f"{name}: a delimiter is one character, not {options.delimiter!r}.")
    parsed = read_delimited(decoded.text, options.delimiter_of(decoded.text))
    check_width(name, len(parsed.names))
    names = unique_names(parsed.names)
    return RawTable(
        name,
        string_frame(parsed.names, parsed.rows),
        decoded.encoding,
        parsed.delimiter,
        tuple(sorted(_unreadable(decoded.text) + parsed.problems)),
        np.asarray(parsed.lines, dtype=np.int64),
        labels={names[at]: label for at, label in parsed.labels.items()},
        notes=parsed.notes,
    )


def _read_txt(data: bytes, name: str, options: Options) -> RawTable:
    if options.delimiter:
        return _read_csv(data, name, options)
    decoded = _decoded(data, name, options)
    problems = tuple(_unreadable(decoded.text))
    if blocks := read_blocks(decoded.text):
        notes = ("the lines are blocks: some that say who wrote and when, and a text below",)
        return records_table(
            name, [block for _, block in blocks], [line for line, _ in blocks],
            encoding=decoded.encoding, problems=problems, notes=notes,
        )  # fmt: skip
    if messages := read_chat(decoded.text):
        told = "the lines are those of a chat: time, name and text of each message"
        return replace(_chat_table(name, messages, told), encoding=decoded.encoding, problems=problems)
    numbered = [(i, t.strip("\r\n")) for i, t in enumerate(io.StringIO(decoded.text, newline=""), 1) if t.strip()]
    lines = np.array([i for i, _ in numbered], dtype=np.int64)
    frame = string_frame(["text"], [[text] for _, text in numbered])
    return RawTable(name, frame, decoded.encoding, "", problems, lines)


def _read_subtitles(data: bytes, name: str, options: Options) -> RawTable:
    decoded = _decoded(data, name, options)
    messages = read_subtitles(decoded.text)
    if not messages:
        raise InputError(f"{name}: there is nothing said in these subtitles.")
    table = _chat_table(name, messages, "the rows are what was said, by the subtitles; their clocks are no moments")
    return replace(table, encoding=decoded.encoding, problems=tuple(_unreadable(decoded.text)))


def _chat_table(name: str, messages: Sequence[Message], told: str) -> RawTable:
    rows = [[m.time, m.user, m.text, m.kind] for m in messages]
    frame = string_frame(["time", "user", "text", "message_type"], rows)
    lines = np.array([message.line for message in messages], dtype=np.int64)
    return RawTable(name, frame, lines=lines, notes=(told,))


def _read_json(data: bytes, name: str, options: Options) -> RawTable:
    decoded = _decoded(data, name, options)
    return read_json(name, decoded, _unreadable(decoded.text))


def _read_jsonl(data: bytes, name: str, options: Options) -> RawTable:
    decoded = _decoded(data, name, options)
    return read_jsonl(name, decoded, _unreadable(decoded.text))


def _read_xml(data: bytes, name: str, options: Options) -> RawTable:
    said = options if options.encoding else replace(options, encoding=encoding_said(data))
    return read_elements(name, _decoded(data, name, said))


def _read_page(data: bytes, name: str, options: Options) -> RawTable:
    return read_page(name, _decoded(data, name, options))


def _read_mails(data: bytes, name: str, options: Options) -> RawTable:
    return read_mails(data, name)


def _read_excel(data: bytes, name: str, options: Options) -> RawTable:
    if data.lstrip()[:1] == b"<" and b"<table" in data[:_CHUNK].lower():  # a page that some shops call a workbook
        return _read_page(data, name, options)
    return read_workbook(data, name, options.sheet, options.likely)


def _read_parquet(data: bytes, name: str, options: Options) -> RawTable:
    import pyarrow
    import pyarrow.parquet

    try:
        file = pyarrow.parquet.ParquetFile(io.BytesIO(data))
        check_width(name, len(file.schema_arrow))
        batches = chain([file.schema_arrow.empty_table()], file.iter_batches(BATCH))
        # As objects, whole numbers beside empty cells stay whole: as floats, long ids would lose digits.
        return frames_table((batch.to_pandas(integer_object_nulls=True) for batch in batches), name)
    except pyarrow.ArrowMemoryError:
        raise  # whoever set a limit says what it means
    except (pyarrow.ArrowException, OSError) as error:
        reason = " ".join(str(error).split())
        raise InputError(f"{name}: this is not a Parquet file that can be read, or it is damaged ({reason}).") from None


_READERS: Mapping[str, Callable[[bytes, str, Options], RawTable]] = {
    ".csv": _read_csv,
    ".tsv": _read_csv,
    ".txt": _read_txt,
    ".vtt": _read_subtitles,
    ".srt": _read_subtitles,
    ".xlsx": _read_excel,
    ".xls": _read_excel,
    ".ods": _read_excel,
    ".jsonl": _read_jsonl,
    ".ndjson": _read_jsonl,
    ".json": _read_json,
    ".js": _read_json,
    ".xml": _read_xml,
    ".html": _read_page,
    ".htm": _read_page,
    ".mbox": _read_mails,
    ".eml": _read_mails,
    ".parquet": _read_parquet,
}
READABLE = (*_READERS, ".gz", ".zip")
"""The suffixes of the files that `read_table` reads."""
