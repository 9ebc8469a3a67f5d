"""The frame of every training of an encoder: measure, train, save, measure again, report."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from interest.config import Progress
from interest.encoders import choose_encoder, encode_texts
from interest.encoders.transformer import TransformerEncoder, load_model
from interest.errors import EncoderError
from interest.training.comparison import compare
from interest.training.data import Division, TrainingRows
from interest.training.options import TrainingOptions, staged
from interest.training.report import Course, Method, Training

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


@dataclass(frozen=True)
class Place:
    """The folder of the new model while it is made, and one for checkpoints; neither exists at first."""

    folder: Path
    scratch: Path


def check_out(out: str | Path) -> None:
    """Raises `EncoderError` where a model can't be saved in `out`: before the work rather than after it."""
    folder = Path(out)
    try:
        if folder.exists() and (folder.is_file() or any(folder.iterdir())):
            raise EncoderError(f"{folder} is not empty; choose another folder for the new model.")
        folder.parent.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryDirectory(dir=folder.parent, prefix=".training-").cleanup()
    except OSError as error:
        raise EncoderError(f"{folder} can't be written to ({error.strerror}); choose another folder.") from None


@contextmanager
def trained_folder(out: str | Path) -> Iterator[Place]:
    """A place beside `out` to train in; its folder becomes `out` when all went well, and nothing is left if not."""
    out = Path(out)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".training-") as around:
        place = Place(Path(around) / "model", Path(around) / "checkpoints")
        yield place
        if out.exists():
            out.rmdir()  # empty, see `check_out`
        place.folder.replace(out)


def adapt(
    method: Method,
    encoder: str,
    rows: TrainingRows,
    division: Division,
    out: str | Path,
    options: TrainingOptions,
    progress: Progress,
    train: Callable[["SentenceTransformer", Path], Course],
) -> Path:
    """Load the encoder, let `train` change it in place, save it in `out`, and compare it with what it was.

    `train` also gets a folder for checkpoints. `out`, which must have passed `check_out`, becomes a
    sentence-transformers folder, which `encoder=` accepts, with the report in it. Raises `EncoderError` for an encoder
    that can't be had.
    """
    with trained_folder(out) as place:
        start = choose_encoder(encoder, rows.texts)
        before = encode_texts(start, division.compared, staged(progress, "before"))
        model = load_model(start.name)
        course = train(model, place.scratch)
        model.save(str(place.folder), create_model_card=False)
        after = TransformerEncoder(str(place.folder)).encode(division.compared, staged(progress, "after"))
        Training(
            method=method,
            encoder=start.name,
            rows=division.rows,
            users=division.people,
            labels=len(rows.classes),
            left_out=rows.left_out,
            options=asdict(options),
            curve=course.curve,
            best_step=course.best_step,
            comparison=compare(division, before, after, options.seed),
        ).save(place.folder)
    return Path(out)
