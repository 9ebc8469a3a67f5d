"""What happened, for who runs the app: lines of JSON with stages, numbers, seconds and memory, and never a text.

They stand in `$INTEREST_HOME/logs/interest.jsonl`. What a job that crashed said last is kept beside, readable for who
runs the app alone, because a fault may quote what it stumbled over.
"""

import contextlib
import json
import logging
import time
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

from interest.config import Progress, logs_folder
from interest.machine import MEGABYTE, most_memory

NAME = "interest.jsonl"
LOGGER = logging.getLogger("interest")
_MOST_BYTES, _FORMER = 2 * 1024**2, 4
_CRASHES = 20
"""Reports of crashes that are kept."""


class _Json(logging.Formatter):
    """A line a record."""

    def format(self, record: logging.LogRecord) -> str:
        facts = getattr(record, "facts", {})
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds")
        return json.dumps({"time": when, "what": record.getMessage(), **facts}, ensure_ascii=False)


def to_file() -> None:
    """Have this process write what it notes into the log; a disk that is full or not ours is no reason to stop."""
    with contextlib.suppress(OSError):
        logs_folder().mkdir(parents=True, exist_ok=True)
        _add(RotatingFileHandler(logs_folder() / NAME, maxBytes=_MOST_BYTES, backupCount=_FORMER, encoding="utf-8"))


def to_screen() -> None:
    """Have it on stderr, as it comes."""
    _add(logging.StreamHandler())


def is_on() -> bool:
    """Whether anybody reads what is noted."""
    return LOGGER.isEnabledFor(logging.INFO)


def note(what: str, **facts: str | float) -> None:
    """Write down that something happened. Facts are names of stages and kinds, and numbers; never what people wrote."""
    LOGGER.info(what, extra={"facts": facts})


def keep_crash(report: str) -> Path | None:
    """Keep what a job that crashed wrote; where, or None where that can't be."""
    folder = logs_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"crash-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.txt"
        file.touch(mode=0o600)
        file.write_text(report, "utf-8", "replace")
        for former in sorted(folder.glob("crash-*.txt"))[:-_CRASHES]:
            former.unlink()
    except OSError:
        return None
    return file


class Stages:
    """A progress function that notes how long each stage took and how much memory there was, and passes all on."""

    def __init__(self, progress: Progress) -> None:
        self._progress, self._stage, self._begun = progress, "", time.monotonic()

    def __call__(self, stage: str, fraction: float) -> None:
        if stage != self._stage:
            self.end()
            self._stage, self._begun = stage, time.monotonic()
        self._progress(stage, fraction)

    def end(self) -> None:
        """The last stage is over."""
        if self._stage:
            seconds, held = time.monotonic() - self._begun, most_memory() // MEGABYTE
            note("stage", stage=self._stage, seconds=round(seconds, 2), memory_mb=held)
        self._stage = ""


def _add(handler: logging.Handler) -> None:
    handler.setFormatter(_Json())
    LOGGER.addHandler(handler)
    LOGGER.setLevel(logging.INFO)
    LOGGER.propagate = False
