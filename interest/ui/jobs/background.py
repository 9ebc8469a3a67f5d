"""Builds, additions and trainings in the background: start, look how far, cancel. Nothing here knows Streamlit."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from interest.ingest import find_companions, readable_files
from interest.ingest.kinds import Kind
from interest.library import check_name
from interest.ui.jobs.requests import AdaptRequest, AddRequest, BuildRequest, FileRequest, Request

STAGES: Mapping[str, float] = {
    "reading": 0.02,
    "cleaning": 0.04,
    "encode": 0.37,
    "phrases": 0.15,
    "layout": 0.14,
    "map": 0.09,
    "tree": 0.09,
    "assessing": 0.08,
    "saving": 0.02,
}
"""The stages of a build and about which part of its time each takes on a common machine."""
ADDING: Mapping[str, float] = {
    "reading": 0.05,
    "cleaning": 0.1,
    "encode": 0.55,
    "assessing": 0.2,
    "saving": 0.1,
}
"""The same for adding to a study."""
LEARNING: Mapping[str, str] = {"labels": "training", "texts": "pre-training"}
"""The stage in which an encoder learns, by what it learns from."""
WORKER = (sys.executable, "-m", "interest.ui.jobs.worker")
_EARLY = 0.05  # before this part is done, an estimate of the rest would be a guess


@dataclass(frozen=True)
class JobState:
    """How far a job is. `remaining` is in seconds, None while nothing can be said; `error` is a text for people."""

    status: Literal["running", "done", "failed", "crashed", "cancelled"]
    stage: str = ""
    fraction: float = 0.0
    """Of the whole job, 0 to 1."""
    elapsed: float = 0.0
    remaining: float | None = None
    error: str = ""
    facts: Mapping[str, float] = field(default_factory=dict)
    """What there is to say of what was done."""


@dataclass
class Job:
    """A running build, addition or training. Its files lie in folders of its own, which `close` removes."""

    name: str
    folder: Path
    scratch: Path
    process: subprocess.Popen[bytes]
    kind: str = BuildRequest.kind
    stages: Mapping[str, float] = field(default_factory=lambda: STAGES)
    paced_by: str = ""
    """The stage from whose pace the rest is foretold, once it has begun; "" for the pace from the start."""
    anchor: tuple[float, float] | None = None
    """The seconds and the fraction of the whole from which the pace is taken."""
    started: float = field(default_factory=time.monotonic)
    last: JobState = JobState("running")

    def poll(self) -> JobState:
        """The state now; once it has ended it stays as it is."""
        if self.last.status != "running":
            return self.last
        ended = self.process.poll()
        messages = _messages(self.folder / "progress.jsonl")
        elapsed = time.monotonic() - self.started
        stage, fraction = _overall([m for m in messages if "stage" in m], self.stages)
        fraction = max(fraction, self.last.fraction)
        if self.anchor is None and self.paced_by in ("", stage):
            self.anchor = (elapsed, fraction) if self.paced_by else (0.0, 0.0)
        self.last = JobState("running", stage, fraction, elapsed, self._remaining(elapsed, fraction))
        if ended is not None:
            self.last = _ended(self.last, messages[-1] if messages else {}, self._complaint(), ended)
            self.close()
        return self.last

    def _remaining(self, elapsed: float, fraction: float) -> float | None:
        """Seconds at the pace since the anchor."""
        begun, done = self.anchor or (elapsed, fraction)
        return time_left(elapsed - begun, fraction - done, 1 - fraction)

    def cancel(self) -> None:
        """Stop it; nothing of it is kept, unless it is done in this very moment."""
        if self.last.status == "running":
            self.process.terminate()
            self.process.wait()
            if self.poll().status != "done":
                self.last = replace(self.last, status="cancelled", error="")

    def close(self) -> None:
        """Remove uploads and reports, and what a killed worker left half saved."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.rmtree(self.scratch, ignore_errors=True)

    def _complaint(self) -> str:
        """The last line that the worker wrote on stderr."""
        lines = (self.folder / "errors.txt").read_text("utf-8", "replace").strip().splitlines()
        return lines[-1][:300] if lines else ""


def time_left(spent: float, done: float, left: float) -> float | None:
    """Seconds for what is `left` at the pace of what was `done` in the time `spent`; None while that is a guess."""
    return spent * left / done if done > _EARLY else None


def start(request: Request, uploads: Mapping[str, bytes] | None = None, worker: Sequence[str] | None = None) -> Job:
    """Start what is asked for in a process of its own, by default `WORKER`.

    `uploads` are the contents of the files whose `path` in the request is a key of it. Raises `InputError` for a new
    name that can't be that of a folder, or is taken.
    """
    home, name = request.home(), Path(request.folder).name
    target = home / (name if request.grows else check_name(name, home, request.what))
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="interest-build-"))
    places = {}
    for number, (key, data) in enumerate((uploads or {}).items()):
        places[key] = folder / f"upload-{number}"
        places[key].write_bytes(data)
    if isinstance(request, BuildRequest | AddRequest):
        files = tuple(replace(file, path=str(places.get(file.path, file.path))) for file in request.files)
        request = replace(request, files=files)
    scratch = target.parent / f".{folder.name}"  # beside the target, so that moving is one step
    replace(request, folder=str(target), scratch=str(scratch)).write(folder / "request.json")
    with (folder / "progress.jsonl").open("wb") as out, (folder / "errors.txt").open("wb") as errors:
        # To files rather than pipes: nobody has to drain them, and a build outlives a closed browser tab.
        process = subprocess.Popen(
            [*(worker or WORKER), str(folder / "request.json")],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=errors,
            env={**os.environ, "PYTHONUTF8": "1"},
        )
    job = Job(target.name, folder, scratch, process, request.kind)
    if isinstance(request, AdaptRequest):
        # Until it learns, libraries and models are loaded, which takes its time however much there is to learn.
        job.paced_by = LEARNING[request.lesson]
        job.stages = {"reading": 0.03, "before": 0.10, job.paced_by: 0.72, "after": 0.15}
    if isinstance(request, AddRequest):
        job.stages = ADDING
    return job


def folder_request(folder: Path) -> BuildRequest:
    """The request for a folder as it is: its files of texts, and its items and interactions where it has them."""
    companions = find_companions(folder)
    files = [FileRequest(str(path), path.name, "texts") for path in readable_files(folder) if path not in companions]
    known: tuple[tuple[Kind, Path | None], ...] = (
        ("items", companions.items),
        ("interactions", companions.interactions),
    )
    files += [FileRequest(str(path), path.name, kind) for kind, path in known if path]
    return BuildRequest(folder.name, tuple(files))


def _messages(path: Path) -> list[dict[str, Any]]:
    """The whole lines of a report so far."""
    lines = path.read_text("utf-8").split("\n")[:-1]
    return [json.loads(line) for line in lines if line.startswith("{")]


def _overall(reports: list[dict[str, Any]], stages: Mapping[str, float]) -> tuple[str, float]:
    """The present stage and the part of the whole that is done."""
    if not reports:
        return "", 0.0
    stage, fraction = reports[-1]["stage"], reports[-1]["fraction"]
    seen = [s for s in stages if s in {report["stage"] for report in reports}]
    names = list(stages)
    if stage not in stages:  # a stage nobody told us about: as far as the one before it
        return stage, sum(stages[s] for s in seen)
    return stage, sum(stages[s] for s in names[: names.index(stage)]) + stages[stage] * min(max(fraction, 0.0), 1.0)


def _ended(state: JobState, message: dict[str, Any], complaint: str, code: int) -> JobState:
    """The final state of a worker that ended."""
    if "done" in message:
        return replace(state, status="done", fraction=1.0, remaining=0.0, facts=message.get("facts", {}))
    if "error" in message:
        return replace(state, status="failed", error=message["error"])
    return replace(state, status="crashed", error=complaint or f"exit code {code}")
