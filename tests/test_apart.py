"""Files of strangers: what is made to crash, fill the memory or never end is one line, for its owner alone."""

import gzip
import io
import os
import threading
import time

import numpy as np
import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet
import pytest

from interest import apart
from interest.errors import InputError, InterestError
from interest.ingest import read_table


def read(data: bytes, name: str) -> pd.DataFrame:
    return apart.call(name, len(data), read_table, data, name).frame


def in_the_far_corner() -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "text", "x"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def of_one_text() -> bytes:
    """Parquet: a text thirty million times, which is a quarter of a megabyte."""
    once = pa.DictionaryArray.from_arrays(pa.array(np.zeros(30_000_000, np.int8)), ["somebody wrote this"])
    file = io.BytesIO()
    pyarrow.parquet.write_table(pa.table({"text": once}), file, compression="zstd")
    return file.getvalue()


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (in_the_far_corner, "far.xlsx"),
        (of_one_text, "one.parquet"),
        (lambda: gzip.compress(b"user,text\n" + b"a,b\n" * 60_000_000), "zeros.csv.gz"),
    ],
)
@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="only Linux limits memory")
def test_what_unpacks_to_gigabytes_is_refused_in_one_line(make, name: str) -> None:
    data = make()
    assert len(data) < 4_000_000
    with pytest.raises(InputError, match=f"{name} can't be read.*save it anew") as error:
        read(data, name)
    assert "\n" not in str(error.value)
    assert read(b"user,text\na,hello\n", "next.csv")["text"].tolist() == ["hello"]


def test_errors_of_the_reader_come_as_they_are() -> None:
    with pytest.raises(InputError, match="nothing.csv: the file is empty"):
        read(b"", "nothing.csv")


def test_a_crash_is_one_line_and_others_go_on() -> None:
    found: list[object] = []
    others = threading.Thread(target=lambda: found.extend(read(b"user,text\na,hello\n", "b.csv")["text"]))
    others.start()
    with pytest.raises(InputError, match=r"a.csv can't be read: reading it failed in a way that is not foreseen"):
        apart.call("a.csv", 0, os._exit, 1)
    others.join()
    assert found == ["hello"]


def end_the_one_that_waits() -> None:
    for reader in apart._IDLE:
        reader._process.kill()
        reader._process.wait()


def test_what_nobody_foresaw_is_told_to_the_operator_alone(capfd: pytest.CaptureFixture[str]) -> None:
    end_the_one_that_waits()  # the next one's errors are seen here
    with pytest.raises(InputError, match="not foreseen"):
        apart.call("a.csv", 0, divmod, 1, 0)
    assert "ZeroDivisionError" in capfd.readouterr().err


def test_what_comes_to_no_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    read(b"user,text\na,hello\n", "first.csv")  # the process has started
    monkeypatch.setattr(apart, "LEAST_TIME", 0.5)
    with pytest.raises(InputError, match="no end to it within"):
        apart.call("busy.csv", 0, max, range(10**12))
    with pytest.raises(InputError, match="no end to it within"):
        apart.call("asleep.csv", 0, time.sleep, 600.0)


def test_a_process_that_was_ended_meanwhile_is_replaced() -> None:
    read(b"user,text\na,hello\n", "first.csv")
    end_the_one_that_waits()
    assert len(read(b"user,text\na,hello\n", "second.csv")) == 1


def test_a_warm_process_takes_no_time_to_speak_of() -> None:
    data = pd.DataFrame({"user": np.arange(100_000).astype(str), "text": "something to read"}).to_csv().encode()
    read(data, "warm.csv")
    begun = time.monotonic()
    read_table(data, "here.csv")
    here = time.monotonic() - begun
    begun = time.monotonic()
    read(data, "apart.csv")
    assert time.monotonic() - begun < 3 * here + 2


def test_a_process_is_kept_however_much_the_server_holds() -> None:
    end_the_one_that_waits()
    held = np.ones(apart._RETIRE // 8 + 1)
    readers = []
    for name in ("first.csv", "second.csv"):
        read(b"user,text\na,hello\n", name)
        readers += apart._IDLE
    assert len(held) and len(readers) == 2 and readers[0] is readers[1]


def test_an_error_keeps_its_kind() -> None:
    with pytest.raises(InterestError) as error:
        read(b"\x89PNG....", "picture.csv")
    assert type(error.value) is InputError
