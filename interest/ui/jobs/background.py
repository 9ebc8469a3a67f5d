"""Builds, additions and trainings in the background: start, look how far, cancel. Nothing here knows Streamlit."""

import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from interest.ingest import find_companions, readable_files
from interest.ingest.kinds import Kind
from interest.library import check_name
from interest.log import keep_crash
from interest.ui.jobs.requests import AdaptRequest, AddRequest, BuildRequest, FileRequest, Request
from interest.ui.jobs.turns import TURNS
from interest.ui.jobs.waiting import waiting_worker

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
UPLOADS = "interest-build-"
"""How the folders begin in which uploads lie while they are read; the number of the server's process follows."""
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
    place: int = 0
    """Among those that wait for their turn, from 1 on; 0 for one that has begun."""
    error: str = ""
    facts: Mapping[str, float] = field(default_factory=dict)
    """What there is to say of what was done."""


@dataclass
class Job:
    """A build, addition or training, which begins when it is its turn. Its files lie in folders of its own, which
    `close` removes."""

    name: str
    folder: Path
    scratch: Path
    begin: Callable[[], subprocess.Popen[bytes]]
    kind: str = BuildRequest.kind
    stages: Mapping[str, float] = field(default_factory=lambda: STAGES)
    paced_by: str = ""
    """The stage from whose pace the rest is foretold, once it has begun; "" for the pace from the start."""
    anchor: tuple[float, float] | None = None
    """The seconds and the fraction of the whole from which the pace is taken."""
    started: float = field(default_factory=time.monotonic)
    last: JobState = JobState("running")
    ends_with_tab: bool = False
    """Whether it is cancelled when nobody looks at the app any more who started it."""
    process: subprocess.Popen[bytes] | None = None
    _begun: threading.Event = field(default_factory=threading.Event)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def work(self) -> None:
        """Do it; comes back when it has ended, with nothing left of its uploads, whether or not anybody looks."""
        try:
            self.started = time.monotonic()
            self.process = self.begin()
        except OSError as problem:  # a full disk
            self.last = JobState("failed", error=problem.strerror or str(problem))
            self.close()
            return
        finally:
            self._begun.set()
        self.process.wait()
        self.poll()

    def poll(self) -> JobState:
        """The state now; once it has ended it stays as it is."""
        with self._lock:
            if self.last.status == "running":
                self._look()
            return self.last

    def _look(self) -> None:
        process = self.process
        if process is None:
            self.last = JobState("running", elapsed=time.monotonic() - self.started, place=TURNS.place(self.work))
            return
        ended = process.poll()
        messages = _messages(self.folder / "progress.jsonl")
        elapsed = time.monotonic() - self.started
        stage, fraction = _overall([m for m in messages if "stage" in m], self.stages)
        fraction = max(fraction, self.last.fraction)
        if self.anchor is None and self.paced_by in ("", stage):
            self.anchor = (elapsed, fraction) if self.paced_by else (0.0, 0.0)
        self.last = JobState("running", stage, fraction, elapsed, self._remaining(elapsed, fraction))
        if ended is not None:
            self.last = _ended(self.last, messages[-1] if messages else {}, self._complaint(), ended)
            if self.last.status == "crashed" and ended != -signal.SIGTERM:
                keep_crash((self.folder / "errors.txt").read_text("utf-8", "replace"))
            self.close()

    def _remaining(self, elapsed: float, fraction: float) -> float | None:
        """Seconds at the pace since the anchor."""
        begun, done = self.anchor or (elapsed, fraction)
        return time_left(elapsed - begun, fraction - done, 1 - fraction)

    def cancel(self) -> None:
        """Stop it; nothing of it is kept, unless it is done in this very moment."""
        if TURNS.leave(self.work):
            self.last = JobState("cancelled")
            return
        self._begun.wait()
        if self.process is not None and self.poll().status == "running":
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
    folder = Path(tempfile.gettempdir(), f"{UPLOADS}{os.getpid()}-{secrets.token_hex(8)}")
    scratch = target.parent / f".{folder.name}"  # beside the target, so that moving is one step

    def begin() -> subprocess.Popen[bytes]:
        """Uploads are written when they are needed: nothing that waits lies on the disk."""
        folder.mkdir(mode=0o700)
        places = {}
        for number, (key, data) in enumerate((uploads or {}).items()):
            places[key] = folder / f"upload-{number}"
            places[key].write_bytes(data)
        asked = replace(request, folder=str(target), scratch=str(scratch))
        if isinstance(asked, BuildRequest | AddRequest):
            files = tuple(replace(file, path=str(places.get(file.path, file.path))) for file in asked.files)
            asked = replace(asked, files=files)
        asked.write(folder / "request.json")
        with (folder / "progress.jsonl").open("wb") as out, (folder / "errors.txt").open("wb") as errors:
            # To files rather than pipes: nobody has to drain them, and a build outlives a closed browser tab.
            return (waiting_worker.give(folder) if worker is None else None) or subprocess.Popen(
                [*(worker or WORKER), str(folder / "request.json")],
                stdin=subprocess.PIPE,  # whose end tells the worker that the server is no more
                stdout=out,
                stderr=errors,
                env={**os.environ, "PYTHONUTF8": "1"},
            )

    job = Job(target.name, folder, scratch, begin, request.kind)
    if isinstance(request, AdaptRequest):
        # Until it learns, libraries and models are loaded, which takes its time however much there is to learn.
        job.paced_by = LEARNING[request.lesson]
        job.stages = {"reading": 0.03, "before": 0.10, job.paced_by: 0.72, "after": 0.15}
    if isinstance(request, AddRequest):
        job.stages = ADDING
    TURNS.enter(job.work)
    return job


def sweep() -> None:
    """Remove the uploads of servers that are no more, which had no time to do it."""
    for folder in Path(tempfile.gettempdir()).glob(f"{UPLOADS}*"):
        owner = folder.name.removeprefix(UPLOADS).partition("-")[0]
        if not owner.isdecimal() or int(owner) == os.getpid() or not _runs(int(owner)):
            shutil.rmtree(folder, ignore_errors=True)


def _runs(process: int) -> bool:
    """Whether there is a process with this number."""
    if os.name == "nt":  # where asking would end it
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # somebody else's
        return True
    return True


def folder_request(folder: Path) -> BuildRequest:
    """The request for a folder as it is: its texts, and its items, interactions and users where it has them."""
    companions = find_companions(folder)
    files = [FileRequest(str(path), path.name, "texts") for path in readable_files(folder) if path not in companions]
    known: tuple[tuple[Kind, Path | None], ...] = (
        ("items", companions.items),
        ("interactions", companions.interactions),
        ("users", companions.users),
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
