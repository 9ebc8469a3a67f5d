"""A worker that waits does what a worker of its own would do, and ends when nobody is left to ask."""

import os
import time
from pathlib import Path

import pytest

from interest.config import studies_folder
from interest.ui.jobs import background
from interest.ui.jobs.requests import BuildRequest, FileRequest
from interest.ui.jobs.waiting import WaitingWorker, _warm_up


@pytest.fixture
def waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WaitingWorker:
    monkeypatch.setenv("INTEREST_HOME", str(tmp_path))
    worker = WaitingWorker(warm=False)  # which would take its time on a busy machine
    monkeypatch.setattr(background, "waiting_worker", worker)
    return worker


def request() -> BuildRequest:
    return BuildRequest("trial", (FileRequest("key", "posts.csv", "texts", {"text": "text"}),))


def test_there_is_none_unless_the_app_runs(waiting):
    waiting.make_ready()
    assert waiting.give(studies_folder()) is None


@pytest.mark.skipif(not hasattr(os, "getpriority"), reason="Windows has no such numbers")
def test_it_lets_those_who_look_at_pages_go_first(waiting):
    waiting.wanted = True
    waiting.make_ready()
    deadline = time.monotonic() + 60
    while os.getpriority(os.PRIO_PROCESS, waiting._process.pid) <= os.getpriority(os.PRIO_PROCESS, 0):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    waiting._process.kill()


def test_it_takes_one_job_and_reports_as_any_worker(waiting):
    waiting.wanted = True
    waiting.make_ready()
    kept = waiting._process
    waiting.make_ready()
    assert waiting._process is kept  # one is enough
    job = background.start(request(), {"key": b"text\n"})  # a file without rows is refused
    assert job._begun.wait(60)
    assert job.process is kept
    deadline = time.monotonic() + 120
    while (state := job.poll()).status == "running":
        assert time.monotonic() < deadline, state
        time.sleep(0.1)
    assert state.status == "failed"
    assert "posts.csv" in state.error
    assert waiting.give(studies_folder()) is None


def test_it_ends_with_the_app(waiting):
    waiting.wanted = True
    waiting.make_ready()
    process = waiting._process
    process.stdin.close()
    assert process.wait(timeout=120) == 0


def test_getting_ready_works():
    _warm_up()


def test_one_that_was_lost_is_no_obstacle(waiting):
    waiting.wanted = True
    waiting.make_ready()
    waiting._process.kill()
    waiting._process.wait()
    assert waiting.give(studies_folder()) is None
