"""Studies as folders: saved, reopened, and changed by one writer at a time. docs/storage.md says what lies on disk."""

import contextlib
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from interest.config import Progress
from interest.contents import Contents, Origin
from interest.contents.heard import Heard
from interest.encoders import Encoder
from interest.errors import NewerStudyError, StudyError
from interest.library.about import (
    COPY,
    FEEDBACK,
    FORMAT,
    MARKER,
    next_version,
    parsed,
    read_about,
    sealed,
    state_of,
    superseded,
)
from interest.library.files import checksum, locked, move, scratch, sync_all, write
from interest.library.reading import read_contents, read_heard
from interest.library.writing import write_parts
from interest.quality import assessed
from interest.segments import grouped

__all__ = [
    "FORMAT", "change", "heard_stamp", "read_about", "read_contents", "read_heard", "save_assessed", "save_contents",
    "saved", "state_of", "write_heard",
]  # fmt: skip


def save_contents(contents: Contents, folder: Path) -> Path:
    """Write what a study holds; the folder then holds all of it, or what it held before, never half."""
    saved(contents, folder)
    return folder


def saved(contents: Contents, folder: Path) -> Contents:
    """The same; gives the contents that know where they were saved, so that saving them again writes what differs.

    Raises `StudyError` where somebody else changed the study since it was read.
    """
    folder = Path(os.path.abspath(folder))
    if folder.exists() and not (folder / MARKER).exists() and (folder.is_file() or any(folder.iterdir())):
        raise StudyError(f"{folder} holds something else than a study; choose another folder.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with locked(folder):
        return _save(contents, folder)


def save_assessed(contents: Contents, folder: Path, progress: Progress) -> Contents:
    """Write what a study holds together with its quality and the groups of its people, for which nobody then waits.

    Gives the contents with both. `progress` gets the stages "assessing" and "saving".
    """
    contents = assessed(grouped(contents), progress)
    progress("saving", 0.0)
    return saved(contents, folder)


def change(
    folder: Path,
    make: Callable[[Contents], Contents],
    known: Contents | None = None,
    encoder: Encoder | None = None,
    takes_long: bool = False,
) -> Contents:
    """Change a saved study as it is now, while nobody else does; gives its contents then.

    So all changes arrive that several people make at once, one after the other. `make` gets the newest contents and
    gives others, or raises what it likes: then all is as it was. With `takes_long` others need not wait for it: it is
    called before anybody is kept out, and once more in the rare case that the study was changed meanwhile. `known` are
    contents read before, so that only what differs is read. Raises `StudyError`.
    """
    folder = Path(os.path.abspath(folder))
    state_of(folder)  # there is one
    early = make(read_contents(folder, encoder, known)) if takes_long else None
    state_of(folder)
    with locked(folder):
        if early is not None and early.origin is not None and early.origin.state == state_of(folder):
            return _save(early, folder)
        state_of(folder)
        return _save(make(read_contents(folder, encoder, known)), folder)


def heard_stamp(folder: Path) -> tuple[int, ...]:
    """What changes whenever anybody judges or answers something in a study. Raises `StudyError`."""
    try:
        file = (folder / read_about(folder)["feedback"]).stat()
        return file.st_mtime_ns, file.st_ino, file.st_size
    except OSError:
        return ()


def write_heard(heard: Heard, folder: Path) -> None:
    """Write what people said of what they were shown, into a study's folder: at once, or not at all."""
    if heard.made:
        _write_heard(heard, folder / read_about(folder)["feedback"])


def _write_heard(heard: Heard, file: Path) -> None:
    file.parent.mkdir(exist_ok=True)
    write(file, sealed(heard.to_parts()))


def _save(contents: Contents, folder: Path) -> Contents:
    """The same as `saved`, by who holds the lock."""
    contents = contents.change(built_at=contents.built_at or _built(folder))
    if not (folder / MARKER).exists():
        return _save_first(contents, folder)
    origin = contents.origin if contents.origin and contents.origin.folder == folder else None
    now = _about(folder)
    if origin is None or now is None:
        return _commit(contents, folder, now, None, with_heard=True)
    if origin.state != state_of(folder):
        raise _conflict(folder)
    spoken = contents.heard != origin.contents.heard
    heard = read_heard(folder, now)
    if spoken and heard != origin.contents.heard:
        raise _conflict(folder)
    if not spoken:
        contents = contents.change(**heard.parts)  # what was said meanwhile
    return _commit(contents, folder, now, origin, with_heard=spoken)


def _save_first(contents: Contents, folder: Path) -> Contents:
    """Make the folder of a study: beside its place, where it is put when it is complete."""
    with scratch(folder.parent, "saving") as place:
        made = place / "study"
        made.mkdir()
        parts = write_parts(contents, made, "", None, {})
        if contents.heard.made:
            _write_heard(contents.heard, made / FEEDBACK)
        text = sealed(_said(contents, folder, 1, parts, FEEDBACK))
        for name in (MARKER, COPY):
            (made / name).write_bytes(text)
        sync_all(made)
        move(made, folder)
    return _with_origin(contents, folder, text)


def _commit(
    contents: Contents, folder: Path, now: Mapping[str, Any] | None, origin: Origin | None, with_heard: bool
) -> Contents:
    """Write what is not there yet, then, in one step, that it is the study; remove what was before the last state."""
    number = next_version(folder, now)
    known = {} if origin is None or now is None else _complete(folder, now["format"], origin.parts)
    base = None if origin is None else origin.contents
    try:
        parts = write_parts(contents, folder, f"v{number}", base, known)
        feedback = now["feedback"] if now else FEEDBACK
        about = _said(contents, folder, number, parts, feedback)
        if now and sealed({**about, "version": now["version"]}) == (folder / MARKER).read_bytes():
            if with_heard:  # and nothing else: the study stays the same for all who look at it
                _write_heard(contents.heard, folder / feedback)
            return _with_origin(contents, folder, (folder / MARKER).read_bytes())
        if with_heard:
            about["feedback"] = f"v{number}/{FEEDBACK}"
            if contents.heard.made:
                _write_heard(contents.heard, folder / about["feedback"])
        write(folder / MARKER, text := sealed(about))
    except OSError:
        _tidy(folder, *([now] if now else []))  # a full disk is not to be filled with what nobody will read
        raise
    with contextlib.suppress(OSError):  # it is saved already
        write(folder / COPY, text)
    # Those who read the last state may still be at it, but for where somebody is to be forgotten.
    forgets = base is not None and not set(base.users) <= set(contents.users)
    _tidy(folder, about, *([now] if now and not forgets else []))
    return _with_origin(contents, folder, text)


def _complete(folder: Path, version: int, parts: Mapping[str, Any]) -> Mapping[str, Any]:
    """The parts that lie in a folder, with checksums also where an older version of Interest wrote them."""
    if version == FORMAT:
        return parts
    found = {}
    for name, entry in parts.items():
        if name not in ("cut", "built"):  # which lack what others have since
            place = folder / entry["place"]
            sums = {file: [(place / file).stat().st_size, checksum(place / file)] for file in entry["files"]}
            found[name] = {**entry, "files": sums}
    return found


def _tidy(folder: Path, *states: Mapping[str, Any]) -> None:
    """Remove what belongs to none of the states. Those who read the last state but one may still be at it."""
    for file in list(superseded(folder, *states)) if states else ():
        try:
            file.unlink()
        except OSError:
            continue  # open on Windows, or not ours to remove: the next one tries again
    for place in sorted(folder.rglob("*"), reverse=True):
        if place.is_dir() and not any(place.iterdir()):
            place.rmdir()


def _said(contents: Contents, folder: Path, version: int, parts: Mapping[str, Any], feedback: str) -> dict[str, Any]:
    """What study.json says."""
    return {
        "format": FORMAT,
        "version": version,
        "digest": _digest(contents),
        "name": contents.name,
        "folder": folder.name,
        "built": contents.built_at,
        "foundation": contents.foundation,
        "config": asdict(contents.config),
        "notes": contents.cuts.edited.notes,
        "recipe": None if contents.recipe is None else asdict(contents.recipe),
        "fusion": None if contents.fusion is None else asdict(contents.fusion),
        "estimate": None if contents.estimate is None else asdict(contents.estimate),
        "rows": contents.report.n_rows,
        "users": len(contents.ingested.users),
        "statements": len(contents.ingested.frame),
        "parts": parts,
        "feedback": feedback,
    }


def _digest(contents: Contents) -> str:
    """Tells studies apart whose space or words differ; an edited one has those that it had before."""
    return sha256(f"{contents.config}{contents.cuts.built.tree.to_json()}".encode()).hexdigest()


def _with_origin(contents: Contents, folder: Path, text: bytes) -> Contents:
    about = parsed(text, folder)
    plain = replace(contents, origin=None)
    return replace(contents, origin=Origin(folder, sha256(text).hexdigest(), about["parts"], plain))


def _built(folder: Path) -> str:
    """When the study of a folder was built: now, if there is none yet; editing it doesn't change that."""
    about = _about(folder) if (folder / MARKER).exists() else None
    return (about or {}).get("built") or datetime.now(UTC).isoformat(timespec="seconds")


def _about(folder: Path) -> dict[str, Any] | None:
    """What study.json says; None for one that can't be read, whose study is lost. Raises `NewerStudyError`."""
    try:
        return read_about(folder)
    except NewerStudyError:
        raise
    except StudyError:
        return None


def _conflict(folder: Path) -> StudyError:
    return StudyError(
        f"The study {folder.name!r} was changed in the meantime by somebody else and stays as it is now. Open it anew, "
        "and make the change again."
    )
