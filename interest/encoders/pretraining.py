"""Continued pre-training of an encoder on texts without labels."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from interest.config import Progress, no_progress
from interest.encoders.adaptation import adapt, check_out
from interest.encoders.training_data import divide, read_texts
from interest.encoders.training_options import MASKED_RATE, TrainingOptions
from interest.encoders.training_report import Course
from interest.ingest.loading import Data

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


def pretrain(
    data: Data,
    out: str | Path,
    encoder: str = "auto",
    epochs: int = 3,
    seed: int = 0,
    progress: Progress | None = None,
    *,
    options: TrainingOptions | None = None,
    columns: Mapping[str, str | None] | None = None,
) -> Path:
    """Go on training an encoder by masked language modelling (Devlin et al. 2019; Gururangan et al. 2020 for its use).

    It gets used to the words and the style of the texts in `data`; gives the folder `out` of the new model. Everything
    else is as in `fine_tune`, but that labels are not needed, and used for the comparison alone: without them it is
    whether two halves of a user's texts find each other. A sentence encoder often gets worse by it, because guessing
    words is not what its vectors were made for; `Training.read(out).advice` says what came of it.

    Raises `InputError` for data without texts or of fewer than three users, `EncoderError` as `fine_tune` does.
    """
    options = options or TrainingOptions(epochs=epochs, seed=seed, learning_rate=MASKED_RATE)
    progress = progress or no_progress
    check_out(out)
    rows = read_texts(data, columns, progress)
    division = divide(rows, options.seed)

    def train(model: "SentenceTransformer", scratch: Path) -> Course:
        from interest.encoders.masked_words import train_on_masked_words

        return train_on_masked_words(model, division, scratch, options, progress)

    return adapt("pre-training", encoder, rows, division, out, options, progress, train)
