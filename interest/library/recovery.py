"""What somebody left who was killed: put back where it was a study's only copy, else removed."""

import json
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from interest.config import studies_folder
from interest.errors import StudyError
from interest.library.about import MARKER, read_about
from interest.library.files import GONE, is_left, move, sync_all
from interest.library.studies import NAMES, free_name

SCRATCH = (".saving-", ".adding-")
_AGE = 60.0
"""Seconds that a scratch folder must be old: who makes one holds it a moment later."""


@dataclass(frozen=True)
class Recovery:
    """What was done."""

    back: tuple[str, ...] = ()
    """The names of the studies that were put back."""
    removed: int = 0
    """How many half-made things were removed."""


def recover() -> Recovery:
    """Look through the library for what was left by processes that are no more. Done when it is opened."""
    places = [place for place in _inside(studies_folder()) if place.name.startswith(SCRATCH)]
    gone = [place for place in _inside(studies_folder().parent / "trash") if place.name.startswith(GONE)]
    left = [place for place in places if is_left(place, _AGE)]
    for part in studies_folder().parent.glob(f".{NAMES}.*"):  # a file that was not put in its place
        if time.time() - part.stat().st_mtime > _AGE and not part.name.endswith(".lock"):
            part.unlink(missing_ok=True)
    back = tuple(name for place in left for name in _put_back(place))
    for place in (*left, *gone):
        shutil.rmtree(place, ignore_errors=True)
    return Recovery(back, len(left) - len(back))


def _inside(folder: Path) -> list[Path]:
    return [place for place in folder.iterdir() if place.is_dir()] if folder.is_dir() else []


def _put_back(place: Path) -> list[str]:
    """The study that versions before format 3 had put aside between two renames, or had moved out of the trash.

    Where the new state is there too, both lie here and none in its place; it is the new one that is taken if it can be
    opened. Where only the old one is, the new one has taken its place.
    """
    new, old = place / "study", place / "old"
    if place.name.startswith(".saving-") and not old.is_dir():
        return []  # killed while it was written: nobody was told that it is saved
    if old.is_dir() and not new.is_dir():
        return []
    for folder in (new, old):
        try:
            about = read_about(folder)
            name = free_name(str(json.loads((folder / MARKER).read_text("utf-8"))["name"]))
        except (StudyError, OSError, ValueError, KeyError, TypeError):
            continue
        if "folder" in about:  # of this version, which moves nothing that is not complete elsewhere
            return []
        sync_all(folder)
        move(folder, studies_folder() / name)
        return [name]
    return []
