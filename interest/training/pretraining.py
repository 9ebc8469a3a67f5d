"""Continued pre-training of an encoder on texts without labels."""

from pathlib import Path
from typing import TYPE_CHECKING

from interest.config import Progress
from interest.training.adaptation import adapt, check_out
from interest.training.data import all_rows, divide
from interest.training.options import TrainingOptions
from interest.training.report import Course

if TYPE_CHECKING:
    import pandas as pd
    from sentence_transformers import SentenceTransformer


def pretrain(rows: "pd.DataFrame", out: str | Path, encoder: str, options: TrainingOptions, progress: Progress) -> Path:
    """Go on training an encoder on masked words of the rows' texts: see `interest.pretrain`.

    `rows` are user_id, text and label; labels are for the comparison alone.
    """
    check_out(out)
    learned = all_rows(rows)
    division = divide(learned, options.seed)

    def train(model: "SentenceTransformer", scratch: Path) -> Course:
        from interest.training.masked_words import train_on_masked_words

        return train_on_masked_words(model, division, scratch, options, progress)

    return adapt("pre-training", encoder, learned, division, out, options, progress, train)
