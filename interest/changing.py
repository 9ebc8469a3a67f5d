"""Saved studies that several people change."""

from collections.abc import Callable
from pathlib import Path

from interest.contents import Contents
from interest.encoders import Encoder
from interest.library import storage
from interest.study import Study


def change_study(
    folder: str | Path,
    change: Callable[[Study], object],
    known: Contents | None = None,
    encoder: Encoder | None = None,
    takes_long: bool = False,
) -> Study:
    """Change a saved study as it is now, while nobody else does, and save it; gives it as it is then.

    `change` changes the study that it gets, or gives another one to take its place. See `storage.change`.
    """

    def make(contents: Contents) -> Contents:
        study = Study(contents)
        other = change(study)
        return (other if isinstance(other, Study) else study).contents

    return Study(storage.change(Path(folder), make, known, encoder, takes_long))
