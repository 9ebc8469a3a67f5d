"""Whether all files of a study are as they were written, and what it means where they are not."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from interest.errors import NewerStudyError, StudyError
from interest.library.about import COPY, MARKER, copy_of, files_of, is_sealed, parsed, read_about
from interest.library.files import checksum
from interest.library.reading import DAMAGE, damaged, read_contents
from interest.library.soundness import misfit

DERIVED = {
    "quality": "how far the tree can be trusted; it is found again when somebody asks",
    "groups": "the groups of people; they are found again when somebody asks",
    "learned": "what was learned of users; it can be learned again",
    "cut": "the tree as it is now; it can be cut and edited again",
    "study": "which files are the study's; there is a copy of that",
    "copy": "the copy of that; it can be made again",
}
"""What can be had again from the rest of a study."""
LOST = {
    "statements": "the texts; the study is to be built anew from its data",
    "attributes": "what was known of users and statements beside the texts",
    "built": "the tree before the edits, so that these can't be undone",
    "edits": "the list of edits, so that these can't be undone",
    "segments": "the segments",
    "stock": "the items and who took them",
    "space": "the vectors, so that the tree can't be cut or edited; the study is to be built anew from its data",
    "words": "the phrases, so that the tree can't be cut or edited; the study is to be built anew from its data",
    "feedback": "what people thought of what was recommended, and which statements they read",
    "study": "what the study is made of; it is to be built anew from its data",
}
"""What can't, but for study.json where there is a copy of it."""
NEEDED = {"statements", "space", "words", "study"}
"""Without any of these nothing can be made of the rest."""


@dataclass(frozen=True)
class Damage:
    """A file that is not as it was written."""

    file: str
    what: str
    """"missing", "changed", or why it can't be read."""
    part: str


@dataclass(frozen=True)
class Check:
    """What was found in a study."""

    files: int
    """How many were looked at."""
    unknown: int
    """Those among them without a checksum, from older versions of Interest: of these it is known that they open."""
    damages: tuple[Damage, ...]
    has_copy: bool = False
    """Whether there is a whole copy of study.json."""

    @property
    def parts(self) -> tuple[str, ...]:
        """What is damaged, in the words of `DERIVED` and `LOST`."""
        return tuple(dict.fromkeys(damage.part for damage in self.damages))

    @property
    def derivable(self) -> tuple[str, ...]:
        """The damaged parts that can be had again."""
        from_rest = {"cut"} if not (NEEDED - {"study"}) & set(self.parts) else set()
        from_copy = {"study"} if self.has_copy else set()
        possible = (DERIVED.keys() - {"cut", "study"}) | from_rest | from_copy
        return tuple(part for part in self.parts if part in possible)

    @property
    def lost(self) -> tuple[str, ...]:
        """The damaged parts that can't."""
        return tuple(part for part in self.parts if part not in self.derivable)


def check(folder: Path) -> Check:
    """Compare all files of a study with their checksums, and open it. Raises `StudyError` where there is none."""
    try:
        about = read_about(folder)
    except NewerStudyError:
        raise
    except StudyError:
        if not (folder / MARKER).is_file():
            raise
        return Check(1, 0, (Damage(MARKER, "changed", "study"),), copy_of(folder) is not None)
    damages = []
    if not is_sealed((folder / MARKER).read_bytes()):
        damages.append(Damage(MARKER, "changed", "study"))
        if text := copy_of(folder):
            about = parsed(text, folder)  # which can be relied on
    files = list(files_of(about))
    for part, path, known in files:
        if what := _difference(folder / path, known):
            damages.append(Damage(path, what, part))
    feedback = folder / about["feedback"]
    if feedback.is_file() and not is_sealed(feedback.read_bytes()):
        damages.append(Damage(about["feedback"], "changed", "feedback"))
    if not damages and (problem := _problem(folder)):
        damages.append(Damage(MARKER, problem, "study"))
    if (folder / COPY).is_file() and not copy_of(folder):
        damages.append(Damage(COPY, "changed", "copy"))
    looked_at = 1 + len(files) + feedback.is_file() + (folder / COPY).is_file()
    unknown = sum(known is None for *_, known in files)
    return Check(looked_at, unknown, tuple(damages), copy_of(folder) is not None)


def _difference(file: Path, known: list[Any] | None) -> str:
    """What is wrong with a file; "" where nothing is, as far as that is known."""
    try:
        if known is None:
            return "" if file.stat().st_size else "changed"
        same = [file.stat().st_size, checksum(file)] == known
        return "" if same else "changed"
    except FileNotFoundError:
        return "missing"
    except OSError as error:
        return f"unreadable ({error.strerror})"


def _problem(folder: Path) -> str:
    """Why a study can't be opened with all that is read later; "" where it can."""
    try:
        return "a part is of another study" if misfit(read_contents(folder)) else ""
    except StudyError as error:
        return str(error)
    except DAMAGE as error:  # what is there is not what should be
        return str(damaged(folder, error))
