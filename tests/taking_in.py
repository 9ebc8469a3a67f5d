"""Files of strangers as the app takes them in: in a process of its own, with 5 seconds of a processor and 1 GB."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from interest import apart
from interest.errors import InterestError
from interest.ingest import load, load_rows

MOST_SECONDS = 5.0


@contextmanager
def narrow_limits() -> Iterator[None]:
    """However large the file is, reading it may take no more than this."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(apart, "LEAST_TIME", MOST_SECONDS)
        patch.setattr(apart, "TIME_PER_MEGABYTE", 0.0)
        patch.setattr(apart, "MEMORY_PER_BYTE", 0)
        yield


def taken(data: Any, name: str) -> list[str]:
    """The texts of a file, a folder or a query, row by row; its statements must come too, or be refused in one line."""
    with narrow_limits():
        texts = apart.call(name, 0, load_rows, data).frame["text"].tolist()
        try:
            apart.call(name, 0, load, data)
        except InterestError as error:
            assert_clear(error, name)
    return texts


def refused(data: Any, name: str) -> str:
    """What whoever brought a file is told, which can't be read: one line, by which they find it."""
    with narrow_limits(), pytest.raises(InterestError) as caught:
        apart.call(name, 0, load_rows, data)
    assert_clear(caught.value, name)
    return str(caught.value)


def assert_clear(error: InterestError, name: str) -> None:
    """One line that names the file, and does not call it a fault that nobody foresaw."""
    told = str(error)
    assert name in told
    assert "\n" not in told and len(told) < 400
    assert "not foreseen" not in told and "Traceback" not in told


def written(folder: Path, name: str, data: bytes | str) -> Path:
    """A file with some bytes, or a text in UTF-8."""
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))
    return path
