"""Whether the app could do its work here: studies be read, jobs run, files be written."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from interest import apart
from interest.config import cache_folder, studies_folder
from interest.errors import InterestError
from interest.library import saved_studies
from interest.machine import GIGABYTE

LEAST_SPACE = GIGABYTE
"""Of the disk: a build of 100,000 statements writes some hundred megabytes."""
_PATIENCE = 10.0


def problems(url: str = "") -> Iterator[str]:
    """What is wrong, a sentence each; nothing where all is well. `url` is that of the app, if it is to be asked too."""
    for place in (studies_folder(), cache_folder()):
        yield from _of_folder(place)
    for study in saved_studies():
        if study.problem:
            yield f"A study can't be opened: {study.problem}"
    try:
        apart.call("health", 0, len, ())
    except (InterestError, OSError) as error:
        yield f"No process can be started for files and jobs: {error}"
    if url:
        yield from _of_app(url)


def _of_folder(place: Path) -> Iterator[str]:
    try:
        place.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=place) as file:
            file.write(b"x")
    except OSError as error:
        yield f"{place} can't be written: {error.strerror}."
        return
    free = shutil.disk_usage(place).free
    if free < LEAST_SPACE:
        yield f"There is little space left for {place}: {free / GIGABYTE:.1f} GB."


def _of_app(url: str) -> Iterator[str]:
    try:
        with urlopen(f"{url.rstrip('/')}/_stcore/health", timeout=_PATIENCE) as answer:
            if answer.status != 200:
                yield f"The app at {url} answers with {answer.status}."
    except (URLError, OSError, ValueError) as error:
        yield f"The app at {url} does not answer: {error}."
