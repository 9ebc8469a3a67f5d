"""What a worker can be asked for, as it is written down for its process."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Literal

from interest.config import encoders_folder, studies_folder
from interest.ingest.attributes import Kind as AttributeKind
from interest.ingest.kinds import Kind
from interest.training import Lesson, TrainingOptions


@dataclass(frozen=True)
class FileRequest:
    """One file of a build: where it lies, what it holds, and how to read it ("" and None for what it looks like)."""

    path: str
    name: str
    kind: Kind
    columns: dict[str, str | list[str]] | None = None
    encoding: str = ""
    delimiter: str = ""
    day_first: bool | None = None
    sheet: str = ""
    decimal_comma: bool | None = None
    rating_scale: tuple[float, float] | None = None
    kinds: dict[str, AttributeKind | None] = field(default_factory=dict)
    """Of attributes; None for one that is left out."""


@dataclass(frozen=True)
class Request:
    """Something to make. It becomes `folder`, by way of `scratch`."""

    kind: ClassVar[str]
    what: ClassVar[str] = "study"
    grows: ClassVar[bool] = False
    """Whether the folder is there already and gets more in it; else it must not exist yet."""
    folder: str
    scratch: str = field(default="", kw_only=True)
    owner: str = field(default="", kw_only=True)
    """Whose a new study is; "" where nobody has to log in."""

    @staticmethod
    def home() -> Path:
        """Where folders of this kind are kept."""
        return studies_folder()

    def write(self, path: Path) -> None:
        """Write the request for the worker to read."""
        path.write_text(json.dumps({"kind": self.kind, **asdict(self)}, ensure_ascii=False), "utf-8")

    @staticmethod
    def read(path: Path) -> "Request":
        """The request that `write` wrote."""
        values = json.loads(path.read_text("utf-8"))
        return _KINDS[values.pop("kind")]._of(values)

    @classmethod
    def _of(cls, values: dict[str, Any]) -> "Request":
        return cls(**values)


@dataclass(frozen=True)
class BuildRequest(Request):
    """All that a build from files needs."""

    kind: ClassVar[str] = "build"
    files: tuple[FileRequest, ...]
    encoder: str = "auto"
    categories: int | None = None
    ignore: tuple[str, ...] = field(default=())
    seed: int = 0
    language: Literal["en", "zh"] | None = None
    """Of names; None takes that of most texts."""
    mask: bool = True
    """Whether contacts are masked."""

    @classmethod
    def _of(cls, values: dict[str, Any]) -> "BuildRequest":
        return cls(**{**values, "files": _files(values), "ignore": tuple(values["ignore"])})


@dataclass(frozen=True)
class AddRequest(Request):
    """New rows for a saved study, whose tree stays as it is."""

    kind: ClassVar[str] = "add"
    grows: ClassVar[bool] = True
    files: tuple[FileRequest, ...]
    """All of texts."""

    @classmethod
    def _of(cls, values: dict[str, Any]) -> "AddRequest":
        return cls(**{**values, "files": _files(values)})


@dataclass(frozen=True)
class RebuildRequest(Request):
    """A saved study built anew with another encoder."""

    kind: ClassVar[str] = "rebuild"
    study: str
    """The folder of the study."""
    encoder: str


@dataclass(frozen=True)
class AdaptRequest(Request):
    """The encoder of a saved study adapted to its statements."""

    kind: ClassVar[str] = "adapt"
    what: ClassVar[str] = "language model"
    study: str
    """The folder of the study."""
    lesson: Lesson
    options: TrainingOptions

    @staticmethod
    def home() -> Path:
        """Where folders of this kind are kept."""
        return encoders_folder()

    @classmethod
    def _of(cls, values: dict[str, Any]) -> "AdaptRequest":
        return cls(**{**values, "options": TrainingOptions(**values["options"])})


def _files(values: dict[str, Any]) -> tuple[FileRequest, ...]:
    """The files, of which JSON has made scales lists."""
    files = [{**file, "rating_scale": file["rating_scale"] and tuple(file["rating_scale"])} for file in values["files"]]
    return tuple(FileRequest(**file) for file in files)


_KINDS: dict[str, type[Request]] = {
    kind.kind: kind for kind in (BuildRequest, AddRequest, RebuildRequest, AdaptRequest)
}
