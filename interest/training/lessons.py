"""What an encoder can be taught by: labels, or the texts themselves."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from interest.config import Progress
from interest.training.finetuning import fine_tune
from interest.training.options import MASKED_RATE, TrainingOptions
from interest.training.pretraining import pretrain

if TYPE_CHECKING:
    import pandas as pd

Lesson = Literal["labels", "texts"]
"""What an encoder learns from: labels (`fine_tune`), or the texts themselves (`pretrain`)."""
FEWEST_LABELS = 2


def has_labels(rows: "pd.DataFrame") -> bool:
    """Whether rows (with a column label) have labels that could be told apart."""
    return rows.loc[rows["label"] != "", "label"].nunique() >= FEWEST_LABELS


def options_for(
    lesson: Lesson,
    epochs: int = TrainingOptions.epochs,
    batch_size: int = TrainingOptions.batch_size,
    evaluate_every: int | None = None,
    save_every: int | None = None,
) -> TrainingOptions:
    """The options of a training with its usual learning rate. Raises `InputError` for what doesn't fit together."""
    rate = TrainingOptions.learning_rate if lesson == "labels" else MASKED_RATE
    return TrainingOptions(epochs, batch_size, rate, evaluate_every, save_every)


def teach(
    lesson: Lesson, rows: "pd.DataFrame", out: Path, encoder: str, options: TrainingOptions, progress: Progress
) -> Path:
    """Adapt an encoder to rows (user_id, text, label); gives the folder `out` of the new one, with its report.

    Raises `InputError` and `EncoderError` as `fine_tune` and `pretrain` do; `progress` may raise `Cancelled`.
    """
    train = fine_tune if lesson == "labels" else pretrain
    return train(rows, out, encoder, options, progress)
