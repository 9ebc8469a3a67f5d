"""The encoders that were adapted to a study's texts: made from it, kept by name, listed, deleted."""

import json
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import pandas as pd

from interest.config import Progress, encoders_folder, studies_folder
from interest.encoders.finetuning import fine_tune
from interest.encoders.pretraining import pretrain
from interest.encoders.training_options import MASKED_RATE, TrainingOptions
from interest.encoders.training_report import REPORT, Training
from interest.errors import EncoderError

Lesson = Literal["labels", "texts"]
"""What an encoder learns from: labels (`fine_tune`), or the texts themselves (`pretrain`)."""
FEWEST_LABELS = 2


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


def encoder_label(name: str) -> str:
    """What an encoder is called: one of the app by its own name rather than by its folder."""
    return Path(name).name if Path(name).parent == encoders_folder() else name


def delete_encoder(name: str) -> None:
    """Remove an adapted encoder for good. Raises `EncoderError` where there is none of that name."""
    folder = encoders_folder() / name
    if Path(name).name != name or not (folder / REPORT).is_file():
        raise EncoderError(f"There is no adapted encoder {name!r} any more; somebody may have deleted it.")
    shutil.rmtree(folder)


def studies_with(folder: Path) -> list[str]:
    """The saved studies that were built with the encoder in a folder, and can't search or grow without it."""
    return sorted(
        about.parent.name for about in studies_folder().glob("[!.]*/study.json") if _encoder_of(about) == str(folder)
    )


def _encoder_of(about: Path) -> str:
    try:
        return json.loads(about.read_text("utf-8"))["config"]["encoder"]
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def has_labels(statements: pd.DataFrame) -> bool:
    """Whether a study's statements have labels that could be told apart."""
    labels = statements["label"]
    return labels[labels != ""].nunique() >= FEWEST_LABELS


def model_title(study: str, learned: str) -> str:
    """What a model may be called that learns from the study of this title; `learned` says from what of it."""
    return study if study.endswith(f" {learned}") else f"{study} {learned}"


def rebuilt_title(study: str, model: str) -> str:
    """What a study may be called that is built anew with a model: like the model, where that has the study's title."""
    return model if model.startswith(study) else f"{study} · {model}"


def options_for(lesson: Lesson, **chosen: int | None) -> TrainingOptions:
    """The options of a training with its usual learning rate. Raises `InputError` for what doesn't fit together."""
    rate = TrainingOptions.learning_rate if lesson == "labels" else MASKED_RATE
    return TrainingOptions(learning_rate=rate, **chosen)


def adapt_to(
    statements: pd.DataFrame, encoder: str, out: Path, lesson: Lesson, options: TrainingOptions, progress: Progress
) -> Path:
    """Adapt the encoder of a study to its statements; gives the folder `out` of the new one, with its report.

    Raises `InputError` and `EncoderError` as `fine_tune` and `pretrain` do; `progress` may raise `Cancelled`.
    """
    rows = statements[["user_id", "text", "label"]]
    columns = {"user_id": "user_id", "text": "text", "label": "label" if has_labels(statements) else None}
    train = fine_tune if lesson == "labels" else pretrain
    return train(rows, out, encoder=encoder, options=options, columns=columns, progress=progress)
