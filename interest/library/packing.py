"""A study as one file, to hand on or keep: a zip of its folder. What comes back is not trusted."""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from interest import apart
from interest.errors import InputError, InterestError, StudyError
from interest.library.about import MARKER, read_about, state_of, study_files
from interest.library.checking import check
from interest.library.studies import put_in

SUFFIX = ".interest.zip"
KINDS = (".json", ".parquet", ".npy", ".npz", ".safetensors")
"""The files that a study is made of."""
MOST_FILES = 200
"""A study has some thirty."""
MOST_BYTES = 4 * 1024**3
"""Unpacked: some hundreds of thousands of statements; more than that would be a trap to fill the disk."""
_CHUNK = 1024**2
# What zipfile raises for damaged files, for ways to pack that it doesn't know, and for passwords.
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


def pack(folder: Path) -> bytes:
    """The file that `unpack` reads. Raises `StudyError` for a folder that is no study."""
    if not (folder / MARKER).is_file():
        raise StudyError(f"There is no study in {folder} any more; somebody may have renamed or deleted it.")
    while True:
        state, packed = state_of(folder), io.BytesIO()
        try:
            with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
                for file in study_files(folder):
                    archive.write(file, (folder.name / file.relative_to(folder)).as_posix())
            return packed.getvalue()
        except FileNotFoundError as error:
            if state_of(folder) == state:  # else it was saved meanwhile, and what was before is gone
                raise StudyError(f"The study in {folder} is damaged: {error.filename} is missing.") from error


def unpack(data: bytes, file_name: str) -> str:
    """Add the study in a packed file to the library under its name, or a free one like it; gives the name.

    Nothing is written outside of the library, nothing there is overwritten, and only what opens as a study of this
    version is kept. Raises `InputError` for any other file, with what is wrong with it.
    """
    name = apart.call(file_name, len(data), name_in, data, file_name)
    return put_in(lambda place: apart.call(file_name, len(data), extract, data, place, file_name), name)


@contextmanager
def _opened(data: bytes, file_name: str) -> Iterator[zipfile.ZipFile]:
    """A packed file, and one clear line for what is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield archive
    except InterestError:
        raise
    except _UNREADABLE as error:
        raise InputError(
            f"{file_name} can't be read ({error or type(error).__name__}): it is no study file, or was cut short. "
            f"Download it again; study files end in {SUFFIX}."
        ) from error


def name_in(data: bytes, file_name: str) -> str:
    """The name of the folder that was packed, else that of the file. Raises `InputError`."""
    with _opened(data, file_name) as archive:
        members = _members(archive, file_name)
    folder = PurePosixPath(members[PurePosixPath(MARKER)].filename).parent.name
    return folder or Path(file_name).name.removesuffix(".zip").removesuffix(".interest")


def extract(data: bytes, place: Path, file_name: str) -> None:
    """Write the study into a folder, and read all of it to see whether it is whole. Raises `InputError`."""
    left = MOST_BYTES
    with _opened(data, file_name) as archive:
        for path, member in _members(archive, file_name).items():
            target = place.joinpath(*path.parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(member) as source, target.open("wb") as out:
                while chunk := source.read(_CHUNK):
                    left -= len(chunk)
                    if left < 0:  # the sizes that a file tells of itself may be wrong
                        raise InputError(
                            f"{file_name} was refused: unpacked it is larger than {MOST_BYTES // 1024**3} GB."
                        )
                    out.write(chunk)
        _check(place, file_name)


def _members(archive: zipfile.ZipFile, file_name: str) -> dict[PurePosixPath, zipfile.ZipInfo]:
    """The files by their place in the study's folder. Raises `InputError` for what no study has."""
    files = [member for member in archive.infolist() if not member.is_dir()]
    for member in files:
        path = PurePosixPath(member.filename)
        odd = "\\" in member.filename or ":" in member.filename or "\0" in member.filename
        if odd or path.is_absolute() or ".." in path.parts or stat.S_ISLNK(member.external_attr >> 16):
            raise InputError(f"{file_name} was refused: “{member.filename}” in it leads outside of the study.")
        if member.flag_bits & 1:
            raise InputError(f"{file_name} is protected by a password; upload it without.")
    roots = [PurePosixPath(member.filename).parent for member in files if member.filename.endswith(f"/{MARKER}")]
    root = min(roots, key=lambda path: len(path.parts), default=PurePosixPath())
    if not any(PurePosixPath(member.filename) == root / MARKER for member in files):
        raise InputError(f"{file_name} holds no study: there is no {MARKER} in it. Study files end in {SUFFIX}.")
    found = {}
    for member in files:
        path = PurePosixPath(member.filename)
        if not path.is_relative_to(root) or path.suffix not in KINDS:
            if "__MACOSX" in path.parts or path.name == ".DS_Store":
                continue  # what a Mac adds when somebody zips a folder anew
            raise InputError(f"{file_name} was refused: “{member.filename}” in it is no part of a study.")
        found[path.relative_to(root)] = member
    if len(found) > MOST_FILES or sum(member.file_size for member in found.values()) > MOST_BYTES:
        raise InputError(
            f"{file_name} was refused: unpacked it would be more than {MOST_FILES} files or {MOST_BYTES // 1024**3} GB."
        )
    return found


def _check(place: Path, file_name: str) -> None:
    """Open the study, what is read later too. Raises `InputError` for another version, and where not all is there."""
    try:
        read_about(place)
        found = check(place)
    except StudyError as error:
        raise InputError(str(error).replace(str(place), file_name)) from error
    if found.damages:
        raise InputError(f"The study in {file_name} is damaged: a part of it is missing or of another study.")
