"""study.json: what a saved study is, and which of the files in its folder belong to it.

It is the last file that is written of each state, in one step. So there is no moment at which a folder holds half of a
state: until then its new files are no part of the study, and from then on the former ones are none.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from interest.errors import NewerStudyError, StudyError

MARKER = "study.json"
"""The file that makes a folder a study."""
COPY = "study.copy.json"
"""The same again, written after it: for when a disk has damaged the one file that says where all others are."""
FORMAT, OLDEST = 4, 2
"""What is written, and the oldest that is read: 2 knew no languages of phrases, 3 no list of its files."""
FEEDBACK = "feedback.json"
SEAL = "sha256"
"""In JSON files that are no part with checksums of its own: the checksum of all that stands beside it."""
PLACES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "statements": ("", ("statements.parquet", "times.parquet", "report.parquet", "readings.json")),
    "attributes": ("attributes", ("users.parquet", "statements.parquet", "kinds.json")),
    "cut": ("", ("tree.json", "places.parquet", "memberships.parquet", "topics.npz", "map.npy")),
    "built": ("built", ("tree.json", "places.parquet", "memberships.parquet", "topics.npz", "map.npy")),
    "edits": ("", ("edits.json",)),
    "segments": ("", ("segments.json",)),
    "own": ("", ("own.json",)),
    "stock": ("", ("items.parquet", "interactions.parquet", "item_vectors.npy")),
    "space": ("material", ("vectors.npy", "features.npy", "points.npy", "map.npy", "centers.npz", "layers.npz")),
    "words": (
        "material", ("phrase_vectors.npy", "generic.npz", "phrases.npz", "mentions.npz", "words.json"),
    ),
    "learned": ("learned3", ("*",)),  # former ones held models of another make: learn again
    "quality": ("quality", ("*",)),
    "groups": ("groups", ("*",)),
}  # fmt: skip
"""The folder and the files of each part, in a study that was saved once. What changes is written into a folder "v7" for
the seventh state, and so on, where it is called the same."""
_STATE = re.compile(r"v(\d+)")


def read_about(folder: Path) -> dict[str, Any]:
    """What study.json says: format, version, name, config, notes, numbers of rows, statements and users, its parts.

    Raises `StudyError` for a folder without one, and for one that can't be read.
    """
    return parsed(_read(folder), folder)


def parsed(text: bytes, folder: Path) -> dict[str, Any]:
    """What the text of a study.json says. Raises `StudyError`."""
    try:
        about = json.loads(text)
        version = about["format"]
    except (ValueError, KeyError, TypeError) as error:
        raise StudyError(f"The study in {folder} is damaged: its study.json can't be read. Build it anew.") from error
    if isinstance(version, int) and version > FORMAT:
        raise NewerStudyError(
            f"The study in {folder} was made by a newer Interest (format {version}); update this one."
        )
    if version not in range(OLDEST, FORMAT + 1):
        raise StudyError(
            f"The study in {folder} has format {version}; this version of Interest reads {OLDEST} to {FORMAT}. "
            "Build it anew."
        )
    name = folder.absolute().name
    if about.get("folder", name) != name:  # it was renamed or copied since
        about["name"] = name
    if version < FORMAT:
        about |= {"version": 0, "parts": _older_parts(folder), "feedback": FEEDBACK}
    try:
        inside = all(map(_is_inside, [about["feedback"], *(path for _, path, _ in files_of(about))]))
        known = about["parts"].keys() <= PLACES.keys() and isinstance(about["version"], int)
    except (KeyError, TypeError, AttributeError, ValueError):
        inside = known = False
    if not inside or not known:  # it may have come from a stranger
        raise StudyError(f"The study in {folder} is damaged: its study.json names no files of a study. Build it anew.")
    return about


def _is_inside(path: str) -> bool:
    """Whether a path stays within the folder of its study."""
    place = PurePosixPath(path)
    return not place.is_absolute() and ".." not in place.parts and not set(path) & set("\\:\0")


def _read(folder: Path) -> bytes:
    try:
        return (folder / MARKER).read_bytes()
    except OSError as error:
        raise StudyError(
            f"There is no study in {folder}: it has no study.json. Build one with `interest build`."
        ) from error


def read_state(folder: Path) -> tuple[dict[str, Any], str]:
    """What study.json says, and the state that this is. Raises `StudyError`."""
    text = _read(folder)
    return parsed(text, folder), hashlib.sha256(text).hexdigest()


def state_of(folder: Path) -> str:
    """What changes whenever the study in a folder does, but for feedback. Raises `StudyError` where there is none."""
    try:
        return hashlib.sha256((folder / MARKER).read_bytes()).hexdigest()
    except OSError as error:
        raise StudyError(
            f"There is no study {folder.name!r} any more; somebody may have renamed or deleted it."
        ) from error


def _older_parts(folder: Path) -> dict[str, Any]:
    """The parts of a study from before study.json listed them: without checksums."""
    found = {}
    for part, (place, names) in PLACES.items():
        files = {file.name: None for name in names for file in sorted((folder / place).glob(name)) if file.is_file()}
        if files:
            found[part] = {"place": place, "files": files}
    return found


def copy_of(folder: Path) -> bytes | None:
    """The copy of a study's study.json, if there is one as it was written."""
    try:
        text = (folder / COPY).read_bytes()
        parsed(text, folder)
    except (OSError, StudyError):
        return None
    return text if is_sealed(text) else None


def files_of(about: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """The files of all parts: part, path within the study, [size, checksum] or None."""
    for part, entry in about["parts"].items():
        for name, known in entry["files"].items():
            yield part, (PurePosixPath(entry["place"]) / name).as_posix(), known


def study_files(folder: Path) -> list[Path]:
    """All files of a study, and none that a crash or somebody else left in its folder. Raises `StudyError`."""
    about = read_about(folder)
    found = [folder / MARKER, *(folder / path for _, path, _ in files_of(about))]
    feedback = folder / about["feedback"]
    return [*found, feedback] if feedback.is_file() else found


def next_version(folder: Path, about: Mapping[str, Any] | None) -> int:
    """The number of the next state, for which there is no folder yet, even if somebody crashed before its end."""
    begun = [int(found[1]) for place in folder.iterdir() if (found := _STATE.fullmatch(place.name))]
    return 1 + max([*begun, about["version"] if about else 0, 1])


def superseded(folder: Path, *states: Mapping[str, Any]) -> Iterator[Path]:
    """Files in a study's folder that belong to none of these states, and are nobody else's."""
    kept = {MARKER}
    for about in states:
        kept.update(path for _, path, _ in files_of(about))
        kept.add(about["feedback"])
    halves = tuple(f".{name}." for name in (MARKER, COPY, FEEDBACK))  # of files that were not put in their place
    ours = {(PurePosixPath(place) / name).as_posix() for place, names in PLACES.values() for name in names}
    whole = {place for place, names in PLACES.values() if names == ("*",)}  # of which all files are ours
    for file in folder.rglob("*"):
        path = file.relative_to(folder).as_posix()
        begin = path.split("/")[0]
        written = _STATE.fullmatch(begin) or begin in whole or path in {*ours, FEEDBACK}
        if file.is_file() and path not in kept and (written or begin.startswith(halves)):
            yield file


def sealed(about: Mapping[str, Any]) -> bytes:
    """A JSON file that can tell whether it is as it was written."""
    plain = json.loads(json.dumps(about))
    return json.dumps({**plain, SEAL: _seal(plain)}, ensure_ascii=False, indent=1).encode("utf-8")


def is_sealed(text: bytes) -> bool:
    """Whether a JSON file is as it was written; one from before there were seals is, if it is JSON."""
    try:
        about = json.loads(text)
        return SEAL not in about or about[SEAL] == _seal(about)
    except (ValueError, TypeError):
        return False


def _seal(about: Mapping[str, Any]) -> str:
    rest = {name: value for name, value in about.items() if name != SEAL}
    return hashlib.sha256(json.dumps(rest, sort_keys=True, ensure_ascii=False).encode("utf-8")).hexdigest()
