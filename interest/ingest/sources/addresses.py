"""Files under addresses, such as s3://bucket/posts/: on any file system that fsspec speaks to.

Its drivers are packages of their own (s3fs, gcsfs, adlfs …), and take what they need to log in from the environment.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from interest.errors import InputError
from interest.ingest.sources.databases import masked

_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]+::)*[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_INSTALL = re.compile(r"\binstall ([a-z0-9_-]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Address:
    """A file under an address, which is fetched by who reads it."""

    url: str

    def __str__(self) -> str:
        return masked(self.url)

    @property
    def path(self) -> PurePosixPath:
        """Where it lies on its file system."""
        return PurePosixPath(self.url.partition("://")[2])

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.path.name

    def read(self) -> bytes:
        """All that is in the file. Raises `InputError`."""
        with _told(self) as (files, place):
            if files.isdir(place):
                raise InputError(f"{self}: this is a folder, not a file.")
            found: bytes = files.cat_file(place)
            return found


def is_address(source: object) -> bool:
    """Whether a source is an address and no path, such as s3://bucket/posts.csv."""
    return isinstance(source, str) and _ADDRESS.match(source) is not None


def files_at(url: str) -> list[tuple[Address, str | None]]:
    """The file at an address, or all that lie below it where it is a folder, each with its path within.

    Raises `InputError` where nothing is there, or its driver is missing.
    """
    address = Address(url)
    with _told(address) as (files, place):
        if not files.isdir(place):
            return [(address, None)]
        within = PurePosixPath(place)
        return [
            (Address(files.unstrip_protocol(path)), PurePosixPath(path).relative_to(within).as_posix())
            for path in sorted(files.find(place))
        ]


@contextmanager
def _told(address: Address) -> Iterator[tuple[Any, str]]:
    """The file system of an address, and the place on it; what goes wrong there is an `InputError`."""
    from fsspec.core import url_to_fs

    try:
        yield url_to_fs(address.url)
    except InputError:
        raise
    except ImportError as error:
        package = _INSTALL.search(str(error))
        wanted = f"pip install {package[1]}" if package else masked(str(error))
        raise InputError(f"{address}: such addresses need a driver that is not installed ({wanted}).") from None
    except FileNotFoundError:
        raise InputError(f"{address}: there is no such file.") from None
    except Exception as error:  # noqa: BLE001  # each driver has errors of its own
        reason = masked(" ".join(str(error).split())[:200] or type(error).__name__)
        raise InputError(f"{address}: the file can't be read ({reason}).") from None
