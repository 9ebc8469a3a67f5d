"""Archives, workbooks, Parquet, databases and folders that are broken, or made to break something.

`READ` has file, what makes it and the texts of its rows; `REFUSED` file, what makes it and what its owner is told.
"""

import gzip
import io
import os
import re
import sqlite3
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import reduce
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet
import pytest
from taking_in import refused, taken, written

from interest import apart
from interest.errors import InputError
from interest.ingest import Query, read_query, read_table
from interest.ingest.sources import databases

TEA, TENT, CAKE = "I like green tea", "the tent is too small", "cake is better than bread"
TABLE = f"user_id,text\nu1,{TEA}\nu2,{TENT}\n".encode()
ROWS = [("user_id", "text"), ("u1", TEA), ("u2", TENT)]
MEGABYTE = 1024**2


# Archives


def zipped(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def with_link() -> bytes:
    """A link to a file of the machine, as archives of Unix hold them: its content is where it leads to."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("a.csv")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("b.csv", TABLE)
    return out.getvalue()


def nested(depth: int) -> bytes:
    data, name = TABLE, "a.csv"
    for _ in range(depth):
        data, name = zipped({name: data}), "a.zip"
    return data


def encrypted() -> bytes:
    """With the mark that says that a password is needed, in both of a file's heads."""
    data = bytearray(zipped({"a.csv": TABLE}))
    for head, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(head) + at] |= 1
    return bytes(data)


def packed_otherwise() -> bytes:
    data = bytearray(zipped({"a.csv": TABLE}))
    for head, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        struct.pack_into("<H", data, data.index(head) + at, 99)
    return bytes(data)


def one_for_all() -> bytes:
    """Many entries that are all the same bytes (Fifield 2019): a few kilobytes that unpack to gigabytes."""
    data = zipped({"00000.csv": b"user_id,text\n" + b"a,b\n" * MEGABYTE})
    at = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    entry = data[at:end]
    entries = b"".join(entry.replace(b"00000.csv", b"%05d.csv" % number) for number in range(1000))
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1000, 1000, len(entries), at, 0)
    return data[:at] + entries + tail


def zeros(megabytes: int) -> bytes:
    """A gzip archive of letters, made of one block that is said again and again."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    block = packer.compress(b"a" * MEGABYTE) + packer.flush(zlib.Z_FULL_FLUSH)
    head = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
    first = packer.compress(b"user_id,text\nu1,") + packer.flush(zlib.Z_FULL_FLUSH)
    return head + first + block * megabytes + packer.flush(zlib.Z_FINISH) + bytes(8)


def tape(name: str, data: bytes) -> bytes:
    """A tar archive with a file, and a link to one of the machine."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        about = tarfile.TarInfo(name)
        about.size = len(data)
        archive.addfile(about, io.BytesIO(data))
        link = tarfile.TarInfo("b.csv")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return out.getvalue()


# Workbooks


def workbook(rows: list[tuple], **files: str) -> bytes:
    """A workbook with some cells; `files` are parts that are put in the place of others (xl_workbook_xml)."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return replaced(out.getvalue(), {name: lambda _, text=text: text for name, text in files.items()})


def replaced(book: bytes, changes: Mapping[str, Callable[[str], str]]) -> bytes:
    """A workbook with some of its parts written anew."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, change in changes.items():
        path = next(part for part in parts if part.replace("/", "_").replace(".", "_") == name)
        parts[path] = change(parts[path].decode()).encode()
    return zipped(parts)


LAUGHS = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 10))
BILLION = f'<!DOCTYPE worksheet [<!ENTITY l0 "lol">{LAUGHS}]>'
ELSEWHERE = '<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
FIRST = "xl_worksheets_sheet1_xml"


def with_entity(declared: str, entity: str) -> bytes:
    def change(text: str) -> str:
        head, _, rest = text.partition("<worksheet")
        return f"{head}{declared}<worksheet{rest}".replace(TEA, f"{TEA}{entity}")

    return replaced(workbook(ROWS), {FIRST: change})


def without_texts() -> bytes:
    """Cells that point to texts of which there are none."""
    return replaced(workbook(ROWS), {FIRST: lambda text: re.sub(r't="inlineStr"><is>.*?</is>', 't="s"><v>7</v>', text)})


def with_formulas() -> bytes:
    """Formulas that lead elsewhere: one with a value that was kept, one without."""
    rows = [*ROWS, ("u3", '=HYPERLINK("http://evil.example","x")'), ("u4", "='[1]Sheet1'!A1")]

    def keep(text: str) -> str:
        return re.sub(r"(<c r=\"B5\")[^>]*>(<f>.*?</f>)<v ?/?>(</v>)?", rf'\1 t="str">\2<v>{CAKE}</v>', text)

    return replaced(workbook(rows), {FIRST: keep})


def far(cell: str) -> bytes:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    book.active[cell] = "x"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# Parquet


def parquet(columns: Mapping[str, object], **options: object) -> bytes:
    out = io.BytesIO()
    pyarrow.parquet.write_table(pa.table(columns), out, **options)
    return out.getvalue()


PEOPLE = {"user_id": ["u1", "u2"], "text": [TEA, TENT]}


def other_footer(size: int) -> bytes:
    data = parquet(PEOPLE)
    return data[:-8] + struct.pack("<I", size) + b"PAR1"


READ = [
    ("upwards.zip", lambda: zipped({"../../../tmp/evil.csv": TABLE}), [TEA, TENT]),
    ("from-the-root.zip", lambda: zipped({"/etc/evil.csv": TABLE}), [TEA, TENT]),
    ("of-windows.zip", lambda: zipped({"..\\..\\evil.csv": TABLE}), [TEA, TENT]),
    ("link.zip", with_link, [TEA, TENT]),
    ("within.zip", lambda: nested(2), [TEA, TENT]),
    ("other-files.zip", lambda: zipped({"a.exe": b"MZ", "__MACOSX/a.csv": b"x", "b.csv": TABLE}), [TEA, TENT]),
    ("one-broken.zip", lambda: zipped({"a.csv": TABLE, "b.json": b"{"}), [TEA, TENT]),
    ("several-parts.csv.gz", lambda: gzip.compress(TABLE) + gzip.compress(b"u3," + CAKE.encode()), [TEA, TENT, CAKE]),
    ("formulas.xlsx", with_formulas, [TEA, TENT, "", CAKE]),
    ("escapes.xlsx", lambda: workbook([*ROWS, ("u3", "cake_x000D_\nis _x0041_ good _x0000_thing")]),
     [TEA, TENT, "cake\nis A good thing"]),
    ("odd-cells.xlsx", lambda: workbook([("user_id", "text", "date", "weight"), ("u1", TEA, -5, 1e300),
                                         ("u2", TENT, 1e10, True), ("u3", CAKE, datetime(9999, 12, 31), "#N/A")]),
     [TEA, TENT, CAKE]),
    ("nothing-in-it.parquet", lambda: parquet({**PEOPLE, "none": pa.nulls(2)}), [TEA, TENT]),
    ("not-utf8.parquet", lambda: parquet({"user_id": ["u1", "u2"], "text": [TEA.encode() + b"\xff", TENT.encode()]}),
     [TEA, TENT]),
    ("far-times.parquet", lambda: parquet({**PEOPLE, "time": pa.array([2**62, -(2**62)], pa.timestamp("us"))}),
     [TEA, TENT]),
    ("odd-types.parquet", lambda: parquet({
        **PEOPLE, "tags": [[["a"]], None], "who": [{"a": {"b": 1}}, None],
        "many": pa.array([2**63, 1], pa.uint64()), "last": pa.array([1, None], pa.duration("us")),
    }), [TEA, TENT]),
]  # fmt: skip

UNREADABLE = "or it is damaged"
LARGE = "it would take more than 1.0 GB of memory"
REFUSED = [
    ("deep.zip", lambda: nested(400), "archives within archives"),
    ("one-for-all.zip", one_for_all, UNREADABLE),
    ("encrypted.zip", encrypted, UNREADABLE),
    ("packed-otherwise.zip", packed_otherwise, UNREADABLE),
    ("cut.zip", lambda: zipped({"a.csv": TABLE})[:-30], UNREADABLE),
    ("changed.zip", lambda: zipped({"a.csv": TABLE}, zipfile.ZIP_STORED).replace(b"green", b"black"), UNREADABLE),
    ("nothing-to-read.zip", lambda: zipped({"a.exe": b"MZ", "b/": b""}), "no file to read in this archive"),
    ("cut.csv.gz", lambda: gzip.compress(TABLE * 1000)[:-20], UNREADABLE),
    ("changed.csv.gz", lambda: gzip.compress(TABLE)[:-8] + bytes(8), UNREADABLE),
    ("more-behind.csv.gz", lambda: gzip.compress(TABLE) + b"and more", UNREADABLE),
    ("again.csv.gz.gz.gz.gz.gz.gz.gz.gz", lambda: reduce(lambda data, _: gzip.compress(data), range(8), TABLE),
     "archives within archives"),
    ("zeros.csv.gz", lambda: zeros(1500), LARGE),
    ("tape.tar.gz", lambda: gzip.compress(tape("../../a.csv", TABLE)), "a tar archive"),
    ("tape.csv", lambda: tape("a.csv", TABLE), "a tar archive"),
    ("billion.xlsx", lambda: with_entity(BILLION, "&l9;"), UNREADABLE),
    ("elsewhere.xlsx", lambda: with_entity(ELSEWHERE, "&x;"), UNREADABLE),
    ("without-texts.xlsx", without_texts, UNREADABLE),
    ("without-sheets.xlsx", lambda: workbook(ROWS, xl_workbook_xml="<workbook/>"), ""),
    ("broken.xlsx", lambda: workbook(ROWS, xl_worksheets_sheet1_xml="<worksheet><sheetData><row><c"), ""),
    ("cut.xlsx", lambda: workbook(ROWS)[:-40], UNREADABLE),
    ("wide.xlsx", lambda: far("XFD1"), "16384 columns, more than 5000"),
    ("archive.xlsx", lambda: zipped({"a.csv": TABLE}), UNREADABLE),
    ("far-footer.parquet", lambda: other_footer(2**31 - 1), UNREADABLE),
    ("no-footer.parquet", lambda: other_footer(0), UNREADABLE),
    ("marks-alone.parquet", lambda: b"PAR1PAR1", UNREADABLE),
    ("cut.parquet", lambda: parquet(PEOPLE)[:-20], UNREADABLE),
    ("changed.parquet", lambda: parquet(PEOPLE).replace(b"PAR1\x15", b"PAR1\xff", 1), UNREADABLE),
    ("wide.parquet", lambda: parquet({f"c{at}": [1] for at in range(5001)}), "5001 columns, more than 5000"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "make", "texts"), READ, ids=[case[0] for case in READ])
def test_the_texts_are_these(name: str, make: Callable[[], bytes], texts: list[str], tmp_path: Path) -> None:
    assert taken(written(tmp_path, name, make()), name) == texts
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(("name", "make", "told"), REFUSED, ids=[case[0] for case in REFUSED])
def test_the_owner_is_told_in_one_line(name: str, make: Callable[[], bytes], told: str, tmp_path: Path) -> None:
    if told == LARGE and not os.path.exists("/proc/self/status"):
        pytest.skip("only Linux limits memory")
    data = make()
    assert len(data) < 4 * MEGABYTE
    assert told in refused(written(tmp_path, name, data), name)


# Databases


def database(folder: Path, *commands: str) -> str:
    file = folder / "a.db"
    with sqlite3.connect(file) as connection:
        for command in commands:
            connection.execute(command)
    connection.close()
    return str(file)


GOOD = ("CREATE TABLE said (user_id, text)", f"INSERT INTO said VALUES ('u1', '{TEA}'), ('u2', '{TENT}')")
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"


def test_views_that_stand_on_each_other_are_told(tmp_path: Path) -> None:
    file = database(
        tmp_path, *GOOD, "CREATE VIEW a AS SELECT 1", "CREATE VIEW b AS SELECT * FROM a", "DROP VIEW a",
        "CREATE VIEW a AS SELECT * FROM b",
    )  # fmt: skip
    assert "circularly defined" in refused(Query("a", file), "a.db")
    assert taken(Query("said", file), "said") == [TEA, TENT]


def test_a_view_without_an_end_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = database(tmp_path, *GOOD, f"CREATE VIEW endless AS {ENDLESS} SELECT i FROM n")
    monkeypatch.setattr(databases, "MOST_LETTERS", 1_000_000)
    with pytest.raises(InputError, match=r"more than 1 MB of texts.*has no end; add a LIMIT"):
        read_query(Query("endless", file))
    assert read_query(Query("said", file)).frame["text"].tolist() == [TEA, TENT]


def test_a_database_that_is_damaged_is_told(tmp_path: Path) -> None:
    file = Path(database(tmp_path, *GOOD))
    whole = file.read_bytes()
    file.write_bytes(whole[:6000])
    assert "cut off" in refused(Query("said", str(file)), "a.db")
    file.write_bytes(whole[:4096] + b"\xff" * 100 + whole[4196:])
    assert "malformed" in refused(Query("said", str(file)), "a.db")


# Folders


def test_of_a_folder_nothing_is_read_but_its_files(tmp_path: Path) -> None:
    """A folder that leads into itself, a pipe, a device without an end, and a file that is not there any more."""
    written(tmp_path, "a.csv", TABLE)
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "zero.csv").symlink_to("/dev/zero")
    (tmp_path / "gone.csv").symlink_to(tmp_path / "nothing.csv")
    (tmp_path / "folder.csv").mkdir()
    os.mkfifo(tmp_path / "pipe.csv")
    assert taken(tmp_path, tmp_path.name) == [TEA, TENT]


@pytest.mark.parametrize("name", ["zero.csv", "pipe.csv"])
def test_a_device_or_a_pipe_is_no_file(name: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "zero.csv").symlink_to("/dev/zero")
    assert "a device or a pipe" in refused(tmp_path / name, name)


def test_what_a_visitor_brings_packed_is_read(tmp_path: Path) -> None:
    """Within the limits of a small upload, which a reader that asks for all it may unpack would exceed at once."""
    data = gzip.compress(TABLE)
    assert apart.call("a.csv.gz", len(data), read_table, data, "a.csv.gz").frame["text"].tolist() == [TEA, TENT]
