"""The studies of the samples that come with the repository, built where they are missing or out of date."""

import hashlib
import json
from pathlib import Path
from typing import Literal

import interest
from interest.cli.editing import keep_edits
from interest.config import Config, Progress, app_folder, studies_folder
from interest.errors import InputError, StudyError
from interest.ingest import find_companions, load, readable_files
from interest.library.storage import FORMAT, read_about

SAMPLES_FOLDER = app_folder() / "sample_data"
RECORD = ".samples.json"
"""Beside the studies: from which data and options each sample's study was built. Not in the study, so that a sample
that somebody edited or cut anew is still known, and stays as they left it."""

Outcome = Literal["built", "up to date", "another study has this name, which stays as it is"]


def sample_folders() -> list[Path]:
    """The folders of the samples. Raises `InputError` where Interest was installed without them."""
    if not SAMPLES_FOLDER.is_dir():
        raise InputError(
            f"There are no samples: {SAMPLES_FOLDER} is missing. "
            "Install Interest again, or from a whole copy of the repository."
        )
    return sorted(path for path in SAMPLES_FOLDER.iterdir() if path.is_dir())


def bring_up_to_date(sample: Path, progress: Progress) -> Outcome:
    """Build a sample's study unless it is there, of this format, and from the same data and options."""
    folder, digest = studies_folder() / sample.name, _digest(sample)
    recorded = _read_record().get(sample.name)
    if _is_readable(folder):
        if recorded == digest:
            return "up to date"
        if recorded is None:  # built by hand or in the app
            if not _holds(folder, sample):
                return "another study has this name, which stays as it is"
            _note(sample.name, digest)
            return "up to date"
    study = interest.build(sample, progress=progress, name=sample.name)
    keep_edits(study, folder)
    study.save_assessed(folder, progress)
    _note(sample.name, digest)
    return "built"


def _digest(sample: Path) -> str:
    """Tells two states of a sample, or of the options that it is built with, apart."""
    state = hashlib.sha256(repr((FORMAT, Config())).encode())
    for path in [*readable_files(sample), *filter(None, find_companions(sample))]:
        state.update(f"|{path.name}|".encode() + hashlib.sha256(path.read_bytes()).digest())
    return state.hexdigest()


def _is_readable(folder: Path) -> bool:
    try:
        read_about(folder)
    except StudyError:  # missing, damaged, or of an older format
        return False
    return True


def _holds(folder: Path, sample: Path) -> bool:
    """Whether a study was built from the texts of a sample."""
    columns = ["user_id", "text"]
    return interest.open_study(folder).contents.ingested.frame[columns].equals(load(sample).frame[columns])


def _read_record() -> dict[str, str]:
    try:
        return dict(json.loads((studies_folder() / RECORD).read_text("utf-8")))
    except (FileNotFoundError, ValueError):
        return {}


def _note(name: str, digest: str) -> None:
    record = {**_read_record(), name: digest}
    (studies_folder() / RECORD).write_text(json.dumps(record, indent=1), "utf-8")
