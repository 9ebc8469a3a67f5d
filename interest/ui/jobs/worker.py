"""Builds a study, adds to one, or adapts an encoder, in a process of its own.

It is run as `python -m interest.ui.jobs.worker REQUEST.json`.

The process can be stopped at any time, keeps the app responsive, and takes its memory along when it ends. Each line on
stdout is a JSON object: {"stage", "fraction"} on the way, {"done": name, "facts": {…}} or {"error": text} at the end.
"""

import json
import os
import shutil
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from interest import apart, log
from interest.changing import change_study
from interest.config import Progress
from interest.errors import InterestError, StudyError
from interest.ingest import RawTable, load_interactions, load_items, read_table
from interest.ingest.attributes import Kind
from interest.ingest.roles import LAYOUT
from interest.library.access import Access, write_access
from interest.library.files import move
from interest.machine import give_way
from interest.quality import assessed
from interest.study import Study, open_study
from interest.training import teach
from interest.ui.jobs.requests import AdaptRequest, AddRequest, BuildRequest, FileRequest, RebuildRequest, Request
from interest.ui.jobs.uploads import guess_roles, with_roles

__all__ = ["AdaptRequest", "AddRequest", "BuildRequest", "FileRequest", "RebuildRequest", "Request", "main", "run"]

_PAUSE = 0.1  # seconds between two reports of one stage


def run(request: Request, build: Callable[..., Any], progress: Progress) -> dict[str, float]:
    """Make what is asked for and save it: first beside its place, so that nobody ever sees half of it.

    Gives what there is to say of it. Raises `InterestError` for what can't be read, used or saved.
    """
    target = Path(request.folder)
    made = Path(request.scratch) / target.name
    match request:
        case AddRequest():
            return _add(request, target, progress)
        case BuildRequest():
            _build(request, build, progress).save_assessed(made, progress)
        case RebuildRequest():
            study = open_study(request.study).built_with(request.encoder, target.name, progress)
            study.save_assessed(made, progress)
        case AdaptRequest():
            study = open_study(request.study)
            teach(request.lesson, study.statements, made, study.config.encoder, request.options, progress)
    if target.exists():
        raise StudyError(f"There is a {request.what} named {target.name!r} already; choose another name.")
    if request.owner and request.what == "study":
        write_access(made, Access(request.owner))
    move(made, target)
    return {}


def _build(request: BuildRequest, build: Callable[..., Any], progress: Progress) -> Any:
    """The study of the files of a request."""
    tables = _tables(request.files, progress)
    return build(
        tables["texts"],
        items=load_items(tables["items"][0]) if tables["items"] else None,
        interactions=load_interactions(tables["interactions"][0]) if tables["interactions"] else None,
        users=tables["users"][0] if tables["users"] else None,
        encoder=request.encoder,
        categories=request.categories,
        ignore=request.ignore,
        language=request.language,
        seed=request.seed,
        progress=progress,
        name=Path(request.folder).name,
        kinds=_kinds(request.files),
        mask=request.mask,
    )


def _add(request: AddRequest, target: Path, progress: Progress) -> dict[str, float]:
    """Add the rows of a request to the study in `target`; gives how many statements that are, and how they fit."""
    tables = _tables(request.files, progress)["texts"]
    before, loose = 0, 0.0

    def grow(latest: Study) -> Study:
        nonlocal before, loose
        before, loose = len(latest.statements), float(latest.statements["is_outlier"].mean())
        latest.add(tables, progress=progress, kinds=_kinds(request.files))
        grown = assessed(latest.contents, progress)
        progress("saving", 0.0)
        return Study(grown)

    study = change_study(target, grow, takes_long=True)
    new = study.statements.iloc[before:]
    return {
        "added": len(new),
        "users": new["user_id"].nunique(),
        "loose": int(new["is_outlier"].sum()),
        "loose_before": loose,
        "candidates": len(study.candidates()),
        "segments": len(study.contents.segments),
    }


def _kinds(files: Sequence[FileRequest]) -> dict[str, Kind | None]:
    """The kinds of attributes that were said, of all files."""
    return {column: kind for file in files for column, kind in file.kinds.items()}


def _tables(files: Sequence[FileRequest], progress: Progress) -> dict[str, list[RawTable]]:
    """The tables of each kind, with what was said of their columns."""
    tables: dict[str, list[RawTable]] = {"texts": [], "items": [], "interactions": [], "users": []}
    for number, file in enumerate(files):
        progress("reading", number / len(files))
        table = apart.call(
            file.name, Path(file.path).stat().st_size, read_table, Path(file.path), file.name,
            encoding=file.encoding or None, delimiter=file.delimiter or None, sheet=file.sheet or None,
            columns={role: names for role, names in (file.columns or {}).items() if role in LAYOUT},
        )  # fmt: skip
        columns = guess_roles(table, file.kind) if file.columns is None else file.columns
        said = replace(
            table, day_first=file.day_first, decimal_comma=file.decimal_comma, rating_scale=file.rating_scale
        )
        tables[file.kind].append(with_roles(said, file.kind, columns))
        log.note("file read", kind=file.kind, rows=len(table.frame))
    return tables


def main(path: str) -> int:
    """Run a request file and report on stdout; 0, or 2 when the input can't be used."""
    import interest

    log.to_file()
    stages = log.Stages(_Reporter())
    try:
        request = Request.read(Path(path))
        log.note("job begins", kind=request.kind)
        facts = run(request, interest.build, stages)
        stages.end()
        log.note("job is done", kind=request.kind, **facts)
    except InterestError as error:
        log.note("job failed", error=error.__class__.__name__)
        _say({"error": str(error)})
        return 2
    _say({"done": Path(request.folder).name, "facts": facts})
    return 0


def end_with_the_server(path: str) -> None:
    """Have this process end, with all that it has not finished, as soon as the server that started it is no more.

    The server holds the other end of stdin, which is closed however it ends.
    """

    def watch() -> None:
        while os.read(0, 1024):  # not through sys.stdin, whose lock would be held when Python ends
            pass
        request = Request.read(Path(path))
        shutil.rmtree(request.scratch, ignore_errors=True)
        shutil.rmtree(Path(path).parent, ignore_errors=True)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


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
    give_way()
    end_with_the_server(sys.argv[1])
    sys.exit(main(sys.argv[1]))
