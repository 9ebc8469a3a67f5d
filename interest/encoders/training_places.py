"""Where a training works, and where its model goes."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from interest.errors import EncoderError

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
        raise EncoderError(f"No model can be saved in {folder} ({error.strerror}); choose another folder.") from None


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


def save_model(model: "SentenceTransformer", folder: Path) -> None:
    """Write a sentence-transformers folder, which `encoder=` accepts."""
    model.save(str(folder), create_model_card=False)
