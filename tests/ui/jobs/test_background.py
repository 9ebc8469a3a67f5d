"""Builds in a process of their own: progress, end, failure, crash, cancel."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from interest.config import encoders_folder, studies_folder
from interest.errors import InputError
from interest.training import TrainingOptions
from interest.ui.jobs import background
from interest.ui.jobs.turns import places
from interest.ui.jobs.worker import AdaptRequest, AddRequest, BuildRequest, FileRequest, Request

PRELUDE = """
import json, sys, time, pathlib
request = json.loads(pathlib.Path(sys.argv[1]).read_text("utf-8"))
def say(**message): print(json.dumps(message), flush=True)
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("INTEREST_HOME", str(tmp_path))
    monkeypatch.setenv("INTEREST_JOBS", "8")  # what other tests left running keeps nobody waiting
    return tmp_path


def start(tmp_path: Path, script: str, name: str = "trial") -> background.Job:
    """A build by a worker that does what the script says."""
    worker = tmp_path / "worker.py"
    worker.write_text(PRELUDE + script, "utf-8")
    request = BuildRequest(name, (FileRequest("key", "posts.csv", "texts", {"text": "text"}),))
    return background.start(request, {"key": b"text\nhello"}, worker=(sys.executable, str(worker)))


def wait(job: background.Job, until=lambda state: state.status != "running") -> background.JobState:
    deadline = time.monotonic() + 60
    while not until(state := job.poll()):
        assert time.monotonic() < deadline, state
        time.sleep(0.02)
    return state


def test_a_build_reports_and_ends(tmp_path: Path) -> None:
    script = (
        'assert pathlib.Path(request["files"][0]["path"]).read_bytes() == b"text\\nhello"\n'
        'say(stage="encode", fraction=0.5)\nfolder = pathlib.Path(request["folder"])\n'
        "while not folder.parent.joinpath('go').exists(): time.sleep(0.02)\n"
        'say(done="trial")\n'
    )
    job = start(tmp_path, script)
    state = wait(job, lambda state: state.stage == "encode")
    assert 0.2 < state.fraction < 0.3
    assert state.remaining > 0
    (studies_folder() / "go").touch()
    assert wait(job).status == "done"
    assert job.poll().fraction == 1.0
    assert not job.folder.exists()


def test_the_rest_of_a_training_is_foretold_by_the_pace_of_learning(tmp_path: Path) -> None:
    script = """
say(stage="before", fraction=1.0)
home = pathlib.Path(request["folder"]).parent
for go, fraction in (("learn", 0.1), ("on", 0.6)):
    while not home.joinpath(go).exists(): time.sleep(0.02)
    say(stage="training", fraction=fraction)
time.sleep(30)
"""
    worker = tmp_path / "worker.py"
    worker.write_text(PRELUDE + script, "utf-8")
    request = AdaptRequest("trial", "study", "labels", TrainingOptions())
    job = background.start(request, worker=(sys.executable, str(worker)))
    assert wait(job, lambda state: state.stage == "before").remaining is None  # a model is loaded, who knows how long
    job.started -= 1000  # it took long
    (encoders_folder() / "learn").touch()
    assert wait(job, lambda state: state.stage == "training").remaining is None
    (encoders_folder() / "on").touch()
    assert 0 < wait(job, lambda state: state.remaining is not None).remaining < 20
    job.cancel()


def test_a_known_error_comes_with_its_text(tmp_path: Path) -> None:
    state = wait(start(tmp_path, 'say(error="Column is missing.")\nsys.exit(2)'))
    assert (state.status, state.error) == ("failed", "Column is missing.")


def test_a_crash_comes_with_its_last_words(tmp_path: Path) -> None:
    state = wait(start(tmp_path, 'say(stage="encode", fraction=0.1)\nraise MemoryError("no more")'))
    assert (state.status, state.error) == ("crashed", "MemoryError: no more")


def test_cancelling_kills_the_build_and_keeps_nothing(tmp_path: Path) -> None:
    script = (
        'scratch = pathlib.Path(request["scratch"]) / "trial"\nscratch.mkdir(parents=True)\n'
        'say(stage="saving", fraction=0.0)\ntime.sleep(600)\n'
    )
    job = start(tmp_path, script)
    wait(job, lambda state: state.stage == "saving")
    job.cancel()
    assert job.poll().status == "cancelled"
    assert job.process.returncode is not None
    assert list(studies_folder().iterdir()) == []
    assert not job.folder.exists()


def test_progress_never_goes_back(tmp_path: Path) -> None:
    script = (
        'say(stage="layout", fraction=0.5)\nsay(stage="encode", fraction=0.0)\nsay(stage="unheard of", fraction=0.0)\n'
        "time.sleep(600)\n"
    )
    job = start(tmp_path, script)
    first = wait(job, lambda state: state.fraction > 0.5 or state.stage == "unheard of").fraction
    second = wait(job, lambda state: state.stage == "unheard of").fraction
    assert 0 < first <= second < 1
    job.cancel()


def test_a_request_survives_being_written(tmp_path: Path) -> None:
    file = FileRequest("p", "帖子.csv", "texts", {"text": "内容"}, "gb18030", ";", True)
    build = BuildRequest("study", (file,), "english", 8, ("brand",), 3, language="zh")
    for request in (build, AddRequest("study", (file,))):
        request.write(tmp_path / "request.json")
        assert Request.read(tmp_path / "request.json") == request


def test_adding_starts_in_a_folder_that_is_there_and_tells_what_was_done(tmp_path: Path) -> None:
    (studies_folder() / "trial").mkdir(parents=True)
    worker = tmp_path / "worker.py"
    worker.write_text(PRELUDE + 'say(stage="encode", fraction=0.5)\nsay(done="trial", facts={"added": 7})', "utf-8")
    request = AddRequest("trial", (FileRequest("key", "posts.csv", "texts"),))
    job = background.start(request, {"key": b"text\nhello"}, worker=(sys.executable, str(worker)))
    state = wait(job)
    assert (state.status, state.facts) == ("done", {"added": 7})
    assert (studies_folder() / "trial").is_dir()


def test_a_job_that_is_done_while_it_is_cancelled_is_done(tmp_path: Path) -> None:
    script = (
        "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        'say(stage="saving", fraction=0.0)\ntime.sleep(0.5)\nsay(done="trial")\n'
    )
    job = start(tmp_path, script)
    wait(job, lambda state: state.stage == "saving")
    job.cancel()
    assert job.poll().status == "done"


def test_a_folder_with_companions() -> None:
    shop = background.folder_request(Path(__file__).parents[3] / "sample_data" / "shop")
    kinds = {file.name: file.kind for file in shop.files}
    assert kinds == {
        "browsing.csv": "texts", "reviews.csv": "texts", "searches.csv": "texts", "items.csv": "items",
        "interactions.csv": "interactions", "users.csv": "users",
    }  # fmt: skip


def test_what_nobody_looks_at_any_more_leaves_no_uploads(tmp_path: Path) -> None:
    job = start(tmp_path, 'say(done="trial")\n')
    deadline = time.monotonic() + 30
    while job.last.status == "running":  # without a poll: the tab is closed
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert job.last.status == "done"
    assert not job.folder.exists()


def test_jobs_wait_for_their_turn_with_their_uploads_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTEREST_JOBS", "1")
    script = (
        "folder = pathlib.Path(request['folder'])\nsay(stage='encode', fraction=0.1)\n"
        "while not folder.parent.joinpath('go').exists(): time.sleep(0.02)\nsay(done=folder.name)\n"
    )
    first = start(tmp_path, script, "first")
    wait(first, lambda state: state.stage == "encode")  # it has read its script, which is written anew
    second, third, last = (start(tmp_path, script, name) for name in ("second", "third", "last"))
    assert [job.poll().place for job in (first, second, third, last)] == [0, 1, 2, 3]
    assert second.process is None
    assert not second.folder.exists()
    second.cancel()
    assert second.poll().status == "cancelled"
    assert third.poll().place == 1
    (studies_folder() / "go").touch()
    assert [wait(job).status for job in (first, third, last)] == ["done", "done", "done"]


def test_a_worker_ends_with_its_server_and_leaves_nothing(tmp_path: Path) -> None:
    folder, scratch = tmp_path / "uploads", tmp_path / "scratch"
    for place in (folder, scratch):
        place.mkdir()
    request = folder / "request.json"
    BuildRequest("x", (), scratch=str(scratch)).write(request)
    code = (
        "import sys, time\nfrom interest.ui.jobs.worker import end_with_the_server\n"
        "end_with_the_server(sys.argv[1])\nprint('ready', flush=True)\ntime.sleep(600)\n"
    )
    worker = subprocess.Popen(
        [sys.executable, "-c", code, str(request)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert worker.stdout.readline() == "ready\n"
    assert folder.exists()
    worker.stdin.close()  # what the system does when a server is killed
    assert worker.wait(30) == 1
    assert not folder.exists()
    assert not scratch.exists()


def test_uploads_of_servers_that_are_no_more_are_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left, other = (tmp_path / f"{background.UPLOADS}{number}-x" for number in (gone.pid, os.getppid()))
    for folder in (left, other):
        folder.mkdir()
    background.sweep()
    assert [folder.exists() for folder in (left, other)] == [False, True]


@pytest.mark.parametrize("told", ["0", "-1", "many"])
def test_a_number_of_jobs_that_is_none(told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTEREST_JOBS", told)
    with pytest.raises(InputError, match=told):
        places()
