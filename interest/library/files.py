"""Files that are complete or not there, and stay when the power goes off."""

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from interest.errors import StudyError

PATIENCE = 60.0
"""Seconds to wait for somebody else who saves the same study: a large one is written in a few."""
HELD = ".lock"
"""The file in a scratch folder that its maker holds: who can lock it too knows that the maker is no more."""
GONE = ".gone-"


@contextmanager
def locked(*folders: Path) -> Iterator[None]:
    """Nobody else writes into these folders meanwhile, in this process or another; a crash leaves no lock behind.

    Raises `StudyError` where somebody else doesn't come to an end.
    """
    with ExitStack() as stack:
        for folder in sorted(set(folders)):  # in one order, so that no two wait for each other
            try:
                stack.enter_context(FileLock(folder.parent / f".{folder.name}.lock").acquire(timeout=PATIENCE))
            except Timeout as error:
                raise StudyError(
                    f"Somebody else has been saving the study {folder.name!r} for a minute. Try again."
                ) from error
        yield


@contextmanager
def scratch(parent: Path, kind: str) -> Iterator[Path]:
    """A hidden folder to make something in that is then moved; gone at the end. `is_left` tells what a crash left."""
    place = Path(tempfile.mkdtemp(dir=parent, prefix=f".{kind}-"))
    try:
        with FileLock(place / HELD):
            yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def is_left(place: Path, age: float) -> bool:
    """Whether the maker of a scratch folder, at least `age` seconds old, is no more."""
    try:
        if time.time() - place.stat().st_mtime < age:
            return False  # its maker may not hold it yet
        if not (place / HELD).exists():
            return True
        with FileLock(place / HELD).acquire(timeout=0):
            return True
    except (Timeout, OSError):
        return False


def write(file: Path, data: bytes) -> None:
    """Put a file in its place in one step: whoever reads it gets the former one or the new one."""
    part = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with part.open("wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        part.replace(file)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    sync_folder(file.parent)


def move(source: Path, target: Path) -> Path:
    """Move a folder within a file system in one step, to a place where nothing is."""
    if target.is_dir():
        target.rmdir()  # an empty one; Windows would not replace it
    source.rename(target)
    sync_folder(target.parent)
    sync_folder(source.parent)
    return target


def remove(folder: Path) -> None:
    """Remove a folder for good: out of sight in one step, so that nobody finds half of it."""
    gone = folder.with_name(f"{GONE}{folder.name}")
    try:
        shutil.rmtree(gone, ignore_errors=True)
        folder.rename(gone)
    except OSError:
        return  # it stays as it is, and the next one tries again
    shutil.rmtree(gone, ignore_errors=True)


def sync_all(folder: Path) -> None:
    """Have everything in a folder on the disk before it is promised."""
    for place in (*folder.rglob("*"), folder):
        sync_folder(place) if place.is_dir() else sync_file(place)


def sync_file(file: Path) -> None:
    """Have what was written into a file on the disk."""
    handle = os.open(file, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk; Windows has no way to ask for that, and does it itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def checksum(file: Path) -> str:
    """The SHA-256 of a file."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
