"""The encoders that were adapted: kept by name, listed, deleted."""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from interest.config import encoders_folder
from interest.errors import EncoderError
from interest.training.report import REPORT, Training


@dataclass(frozen=True)
class AdaptedEncoder:
    """An adapted encoder in its folder; `str(folder)` is what `encoder=` takes."""

    folder: Path
    when: datetime
    size: int
    """Bytes on disk."""
    training: Training | None
    """How it came about, and whether it helps; None where the report can't be read."""

    @property
    def name(self) -> str:
        """What it is called."""
        return self.folder.name


def adapted_encoders() -> list[AdaptedEncoder]:
    """All that there are, the newest first."""
    found = encoders_folder().glob(f"[!.]*/{REPORT}")
    return sorted((_described(report.parent) for report in found), key=lambda encoder: encoder.when, reverse=True)


def _described(folder: Path) -> AdaptedEncoder:
    when = datetime.fromtimestamp((folder / REPORT).stat().st_mtime, UTC)
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    try:
        training = Training.read(folder)
    except EncoderError:
        training = None
    return AdaptedEncoder(folder, when, size, training)


def delete_encoder(name: str) -> None:
    """Remove an adapted encoder for good. Raises `EncoderError` where there is none of that name."""
    folder = encoders_folder() / name
    if Path(name).name != name or not (folder / REPORT).is_file():
        raise EncoderError(f"There is no adapted encoder {name!r} any more; somebody may have deleted it.")
    shutil.rmtree(folder)
