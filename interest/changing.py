"""Saved studies that several people change."""

from collections.abc import Callable
from dataclasses import replace
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
    who: str = "",
) -> Study:
    """Change a saved study as it is now, while nobody else does, and save it; gives it as it is then.

    `change` changes the study that it gets, or gives another one to take its place. See `storage.change`.
    `who` stands in the log beside the edits that were made.
    """

    def make(contents: Contents) -> Contents:
        study = Study(contents)
        other = change(study)
        made = (other if isinstance(other, Study) else study).contents
        log = made.cuts.log.signed(contents.cuts.log.made, who) if who else made.cuts.log
        return made if log == made.cuts.log else made.change(cuts=replace(made.cuts, log=log))

    return Study(storage.change(Path(folder), make, known, encoder, takes_long))
