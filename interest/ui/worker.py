"""Builds a study, or adapts an encoder, in a process of its own: `python -m interest.ui.worker REQUEST.json`.

The process can be stopped at any time, keeps the app responsive, and takes its memory along when it ends. Each line on
stdout is a JSON object: {"stage", "fraction"} on the way, {"done": name} or {"error": text} at the end.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from interest.config import Progress
from interest.encoders.adapted import adapt_to
from interest.errors import InterestError, StudyError
from interest.ingest import load_interactions, load_items, read_table
from interest.storage import open_study
from interest.ui.requests import AdaptRequest, BuildRequest, FileRequest, RebuildRequest, Request
from interest.ui.uploads import guess_roles, with_roles

__all__ = ["AdaptRequest", "BuildRequest", "FileRequest", "RebuildRequest", "Request", "main", "run"]

_PAUSE = 0.1  # seconds between two reports of one stage


def run(request: Request, build: Callable[..., Any], progress: Progress) -> None:
    """Make what is asked for and save it: first beside its place, so that nobody ever sees half of it.

    Raises `InterestError` for what can't be read, used or saved.
    """
    target = Path(request.folder)
    made = Path(request.scratch) / target.name
    match request:
        case BuildRequest():
            _build(request, build, progress).save(made)
        case RebuildRequest():
            study = open_study(request.study).built_with(request.encoder, target.name, progress)
            progress("saving", 0.0)
            study.save(made)
        case AdaptRequest():
            adapt_to(open_study(request.study), made, request.lesson, request.options, progress)
    if target.exists():
        raise StudyError(f"There is a {request.what} named {target.name!r} already; choose another name.")
    os.replace(made, target)


def _build(request: BuildRequest, build: Callable[..., Any], progress: Progress) -> Any:
    """The study of the files of a request."""
    tables: dict[str, list[Any]] = {"texts": [], "items": [], "interactions": []}
    for number, file in enumerate(request.files):
        progress("reading", number / len(request.files))
        table = read_table(
            Path(file.path).read_bytes(), file.name, encoding=file.encoding or None, delimiter=file.delimiter or None
        )
        columns = guess_roles(table, file.kind) if file.columns is None else file.columns
        tables[file.kind].append(with_roles(table, file.kind, columns))
    # The weight goes by its name alone: it may be "weight" in one file and "likes" in another.
    roles = {name for table in tables["texts"] for name in table.frame} - {"weight", "likes"}
    study = build(
        tables["texts"],
        items=load_items(tables["items"][0]) if tables["items"] else None,
        interactions=load_interactions(tables["interactions"][0]) if tables["interactions"] else None,
        encoder=request.encoder,
        categories=request.categories,
        ignore=request.ignore,
        seed=request.seed,
        columns={role: role for role in sorted(roles)},
        progress=progress,
        name=Path(request.folder).name,
    )
    progress("saving", 0.0)
    return study


def main(path: str) -> int:
    """Run a request file and report on stdout; 0, or 2 when the input can't be used."""
    import interest

    try:
        request = Request.read(Path(path))
        run(request, interest.build, _Reporter())
    except InterestError as error:
        _say({"error": str(error)})
        return 2
    _say({"done": Path(request.folder).name})
    return 0


class _Reporter:
    """Passes progress on, at most a few lines a second."""

    def __init__(self) -> None:
        self._stage, self._time = "", 0.0

    def __call__(self, stage: str, fraction: float) -> None:
        now = time.monotonic()
        if stage != self._stage or now - self._time >= _PAUSE:
            self._stage, self._time = stage, now
            _say({"stage": stage, "fraction": float(fraction)})


def _say(message: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(message, ensure_ascii=False) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
