"""The saved studies as a library: what is there, renamed, duplicated, thrown away and brought back."""

import contextlib
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from interest.config import studies_folder
from interest.errors import InputError, StudyError
from interest.library.about import MARKER, read_about, study_files
from interest.library.files import locked, move, remove, scratch, sync_all, write
from interest.library.reading import damaged

KEPT_DAYS = 30
"""How long a deleted study can be brought back."""
NAMES = "names.json"
"""Beside the studies: former names and what they became, so that links follow."""
FORBIDDEN = '\\/:*?"<>|'
LONGEST = 80
_STAMP = "%Y%m%dT%H%M%S%f"


@dataclass(frozen=True)
class SavedStudy:
    """What can be said of a study without opening it. `problem` says why it can't be opened, "" if it can."""

    name: str
    built: datetime
    statements: int = 0
    users: int = 0
    """Who wrote them."""
    language: str = ""
    """That of most statements: "en", "zh", "zh-Hant", "de" … or "other"; "" where it is not known."""
    size: int = 0
    """Bytes on disk."""
    problem: str = ""


@dataclass(frozen=True)
class Deleted:
    """A study in the trash."""

    name: str
    when: datetime
    folder: Path


def saved_studies() -> list[SavedStudy]:
    """All studies of the library, the newest first; damaged ones and those of other versions too."""
    folder = studies_folder()
    found = [place for place in folder.iterdir() if (place / MARKER).is_file()] if folder.is_dir() else []
    return sorted(map(_described, found), key=lambda study: study.built, reverse=True)


def _described(folder: Path) -> SavedStudy:
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    changed = datetime.fromtimestamp((folder / MARKER).stat().st_mtime, UTC)
    try:
        about = read_about(folder)
        built = datetime.fromisoformat(about["built"]).astimezone(UTC) if "built" in about else changed
        words = folder / about["parts"]["words"]["place"] / "words.json"
        language = json.loads(words.read_text("utf-8"))["language"]
        return SavedStudy(folder.name, built, int(about["statements"]), int(about["users"]), str(language), size)
    except StudyError as error:
        return SavedStudy(folder.name, changed, size=size, problem=str(error))
    except (OSError, ValueError, KeyError, TypeError) as error:
        return SavedStudy(folder.name, changed, size=size, problem=str(damaged(folder, error)))


def has_segments(name: str) -> bool:
    """Whether a saved study has segments; False where it can't be read."""
    try:
        return "segments" in read_about(studies_folder() / name)["parts"]
    except StudyError:
        return False


def studies_with(encoder: str) -> list[str]:
    """The studies that were built with an encoder (a name or folder), and can't search or grow without it."""
    return sorted(
        about.parent.name for about in studies_folder().glob(f"[!.]*/{MARKER}") if _encoder_of(about) == encoder
    )


def _encoder_of(about: Path) -> str:
    try:
        return json.loads(about.read_text("utf-8"))["config"]["encoder"]
    except (OSError, ValueError, KeyError, TypeError):
        return ""


# Names


def check_name(name: str, among: Path | None = None, what: str = "study") -> str:
    """The name for a new folder `among` others, trimmed; by default for a study among the studies.

    Raises `InputError` where it can't be the name of a folder, or is taken; `what` says in its text what is named.
    """
    name = name.strip().rstrip(".")
    if (
        not name
        or name.startswith(".")
        or len(name) > LONGEST
        or any(c in FORBIDDEN or not c.isprintable() for c in name)
    ):
        raise InputError(f"{name!r} can't be the name of a {what}; use up to {LONGEST} characters without {FORBIDDEN}.")
    if ((among or studies_folder()) / name).exists():
        raise InputError(f"There is a {what} named {name!r} already; choose another name.")
    return name


def free_name(name: str, among: Path | None = None) -> str:
    """The name, or with a number behind it when it is taken; by default by a study."""
    name = "".join(" " if c in FORBIDDEN or not c.isprintable() else c for c in name).strip(" .")[:70] or "study"
    names = [name, *(f"{name} {number}" for number in range(2, 1000))]
    return next(name for name in names if not ((among or studies_folder()) / name).exists())


def current_name(name: str) -> str:
    """What a study is called now that once had a name; the name itself where it was never changed."""
    seen, former = {name}, _former_names()
    while not (studies_folder() / name / MARKER).is_file() and former.get(name, name) not in seen:
        name = former[name]
        seen.add(name)
    return name


def _former_names() -> dict[str, str]:
    try:
        found = json.loads((studies_folder().parent / NAMES).read_text("utf-8"))
        return {str(old): str(new) for old, new in found.items()}
    except (OSError, ValueError, AttributeError):  # none yet, or not ours: links then don't follow, nothing is lost
        return {}


def model_title(study: str, learned: str) -> str:
    """What a model may be called that learns from the study of this title; `learned` says from what of it."""
    return study if study.endswith(f" {learned}") else f"{study} {learned}"


def rebuilt_title(study: str, model: str) -> str:
    """What a study may be called that is built anew with a model: like the model, where that has the study's title."""
    return model if model.startswith(study) else f"{study} · {model}"


# What can be done with a study


def rename(name: str, new: str) -> str:
    """Call a study something else; links to the former name follow. Gives the new name.

    Raises `InputError` for a name that can't be or is taken, `StudyError` where there is no such study.
    """
    new = check_name(new)
    source, target = _folder(name), studies_folder() / new
    names = studies_folder().parent / NAMES
    with locked(source, target, names):
        _folder(name)
        check_name(new)
        tell_folder(source)
        # First the way for links, which leads nowhere until the study is there; then, in one step, the study.
        write(names, _json({**_former_names(), name: new}))
        move(source, target)
    return new


def duplicate(name: str) -> str:
    """A copy of a study beside it; gives its name. Raises `StudyError` where there is no such study."""
    folder = _folder(name)

    def copy(place: Path) -> None:
        with locked(folder):
            for file in study_files(_folder(name)):
                target = place / file.relative_to(folder)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(file, target)

    return put_in(copy, name)


def put_in(make: Callable[[Path], Any], name: str) -> str:
    """Add a study to the library: `make` writes its folder, which is then moved to a free name like `name`.

    So nobody ever sees half of a study. Gives the name.
    """
    studies_folder().mkdir(parents=True, exist_ok=True)
    with scratch(studies_folder(), "adding") as place:
        made = place / "study"
        make(made)
        tell_folder(made)
        sync_all(made)
        return _move_in(made, name)


def _move_in(folder: Path, name: str) -> str:
    """Move a folder among the studies, under a name like `name` that is free; gives it."""
    while True:
        found = free_name(name)
        try:
            move(folder, studies_folder() / found)
        except OSError:
            if not (studies_folder() / found).exists():
                raise
        else:  # otherwise somebody else took the name in the same moment
            return found


def tell_folder(folder: Path) -> None:
    """Have a study say which folder its name is for, as those from before 2026 don't: another is then its own name."""
    try:
        about = json.loads((folder / MARKER).read_text("utf-8"))
        if "folder" not in about:
            write(folder / MARKER, _json({**about, "folder": folder.name}))
    except (ValueError, TypeError):
        return  # nothing that could be called anything: it can be moved all the same


def delete(name: str) -> Deleted:
    """Move a study to the trash, from which `restore` brings it back for 30 days.

    Raises `StudyError` where there is no such study.
    """
    folder = _folder(name)
    empty_trash()
    place = _trash() / f"{_now():{_STAMP}}"
    with locked(folder):
        _folder(name)
        place.mkdir(parents=True)
        try:
            return Deleted(name, _now(), move(folder, place / name))
        except OSError:
            place.rmdir()
            raise


def restore(deleted: Deleted) -> str:
    """Bring a deleted study back, under a free name if its own was taken meanwhile; gives the name.

    Raises `StudyError` where it is in the trash no more.
    """
    if not (deleted.folder / MARKER).is_file():
        raise StudyError(f"“{deleted.name}” is not in the trash any more; build it anew, or upload its file.")
    studies_folder().mkdir(parents=True, exist_ok=True)
    tell_folder(deleted.folder)
    name = _move_in(deleted.folder, deleted.name)
    with contextlib.suppress(OSError):
        deleted.folder.parent.rmdir()
    return name


def trash() -> list[Deleted]:
    """The deleted studies that can still be brought back, the latest first."""
    found = []
    for folder in _trash().glob("*/*"):
        try:
            when = datetime.strptime(folder.parent.name, _STAMP).replace(tzinfo=UTC)
        except ValueError:
            continue  # not ours
        if (folder / MARKER).is_file():
            found.append(Deleted(folder.name, when, folder))
    return sorted(found, key=lambda deleted: deleted.when, reverse=True)


def empty_trash(days: float = KEPT_DAYS) -> None:
    """Remove for good what was deleted longer ago than some days."""
    for deleted in trash():
        if _now() - deleted.when > timedelta(days=days):
            remove(deleted.folder.parent)


def _folder(name: str) -> Path:
    """The folder of a study that is in the library; a name with a path in it is none. Raises `StudyError`."""
    folder = studies_folder() / name
    if Path(name).name != name or not (folder / MARKER).is_file():
        raise StudyError(f"There is no study {name!r} any more; somebody may have renamed or deleted it.")
    return folder


def _trash() -> Path:
    return studies_folder().parent / "trash"


def _now() -> datetime:
    return datetime.now(UTC)


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8")
