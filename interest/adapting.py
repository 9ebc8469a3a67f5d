"""From data to an adapted encoder."""

from pathlib import Path

from interest import training
from interest.config import Progress, no_progress
from interest.ingest import Columns, Data, load_rows
from interest.training.options import MASKED_RATE, TrainingOptions


def fine_tune(
    data: Data,
    out: str | Path,
    encoder: str = "auto",
    epochs: int = 3,
    seed: int = 0,
    progress: Progress | None = None,
    *,
    unlabelled: Data | None = None,
    options: TrainingOptions | None = None,
    columns: Columns | None = None,
) -> Path:
    """Train an encoder so that texts with the same label come to lie together; gives the folder `out` of the new model.

    `data` is a file, a folder, a list of files or a DataFrame with text and label (and user_id), `columns` as for
    `build`. `encoder` is where it starts; `encoder=str(out)` takes the new one in `build` and `encode`. A tenth of the
    rows chooses the checkpoint that is kept, another tenth compares the encoder before and after, the rest is trained
    on; no user is in two of these. What came of it stands in the folder: `Training.read(out).advice` says whether to
    use it. Texts in `unlabelled` are learned from first, as `pretrain` does. `options` has what else can be set, and
    replaces `epochs` and `seed`. `progress` is called with stages of `training.STAGES` and may raise `Cancelled`:
    nothing is left then.

    Raises `InputError` for data without labels, with fewer than two labels of two texts, or of fewer than three users;
    `EncoderError` for an encoder that can't be had, and an `out` that holds something.
    """
    options = options or TrainingOptions(epochs=epochs, seed=seed)
    progress = progress or no_progress
    training.check_out(out)
    rows = load_rows(data, columns, progress=progress).frame
    others = {role: column for role, column in (columns or {}).items() if role != "label"}
    more = None if unlabelled is None else load_rows(unlabelled, others, progress=progress).frame
    return training.fine_tune(rows, out, encoder, options, progress, unlabelled=more)


def pretrain(
    data: Data,
    out: str | Path,
    encoder: str = "auto",
    epochs: int = 3,
    seed: int = 0,
    progress: Progress | None = None,
    *,
    options: TrainingOptions | None = None,
    columns: Columns | None = None,
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
    training.check_out(out)
    rows = load_rows(data, columns, progress=progress).frame
    return training.pretrain(rows, out, encoder, options, progress)
