"""The saved studies as a library: what is there, renamed, duplicated, thrown away and brought back."""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from interest.config import studies_folder
from interest.errors import InputError, StudyError
from interest.library.storage import read_about

KEPT_DAYS = 30
"""How long a deleted study can be brought back."""
MARKER = "study.json"
"""The file that makes a folder a study."""
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
        built = datetime.fromisoformat(about["built"]) if "built" in about else changed
        language = json.loads((folder / "material" / "words.json").read_text("utf-8"))["language"]
        return SavedStudy(folder.name, built, about["statements"], about["users"], language, size)
    except StudyError as error:
        return SavedStudy(folder.name, changed, size=size, problem=str(error))
    except (OSError, ValueError, KeyError, TypeError) as error:
        reason = f"The study in {folder} is damaged ({type(error).__name__}). Build it anew."
        return SavedStudy(folder.name, changed, size=size, problem=reason)


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
    folder = _folder(name)
    new = check_name(new)
    folder = folder.rename(studies_folder() / new)
    tell_name(folder, new)
    _write(studies_folder().parent / NAMES, {**_former_names(), name: new})
    return new


def duplicate(name: str) -> str:
    """A copy of a study beside it; gives its name. Raises `StudyError` where there is no such study."""
    folder = _folder(name)
    return put_in(lambda place: shutil.copytree(folder, place), name)


def put_in(make: Callable[[Path], Any], name: str) -> str:
    """Add a study to the library: `make` writes its folder, which is then moved to a free name like `name`.

    So nobody ever sees half of a study. Gives the name.
    """
    studies_folder().mkdir(parents=True, exist_ok=True)
    scratch = studies_folder() / f".adding-{os.getpid()}-{_now():{_STAMP}}"
    scratch.mkdir()
    try:
        make(scratch / "study")
        found = free_name(name)
        tell_name(scratch / "study", found)
        (scratch / "study").rename(studies_folder() / found)
        return found
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def tell_name(folder: Path, name: str) -> None:
    """Write the name of a study into it."""
    _write(folder / MARKER, {**json.loads((folder / MARKER).read_text("utf-8")), "name": name})


def delete(name: str) -> Deleted:
    """Move a study to the trash, from which `restore` brings it back for 30 days.

    Raises `StudyError` where there is no such study.
    """
    folder = _folder(name)
    empty_trash()
    place = _trash() / f"{_now():{_STAMP}}"
    place.mkdir(parents=True)
    return Deleted(name, _now(), folder.rename(place / name))


def restore(deleted: Deleted) -> str:
    """Bring a deleted study back, under a free name if its own was taken meanwhile; gives the name.

    Raises `StudyError` where it is in the trash no more.
    """
    if not (deleted.folder / MARKER).is_file():
        raise StudyError(f"“{deleted.name}” is not in the trash any more; build it anew, or upload its file.")
    name = put_in(lambda place: deleted.folder.rename(place), deleted.name)
    shutil.rmtree(deleted.folder.parent, ignore_errors=True)
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
            shutil.rmtree(deleted.folder.parent, ignore_errors=True)


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


def _write(file: Path, value: Any) -> None:
    """Write JSON in one step, so that nobody reads half of it."""
    part = file.with_name(f".{file.name}.{os.getpid()}")
    part.write_text(json.dumps(value, ensure_ascii=False, indent=1), "utf-8")
    part.replace(file)
