"""What the operator can read: stages with seconds and memory, and never a text of a user."""

import json
from pathlib import Path

import pandas as pd
import pytest

from interest import health, log
from interest.cli import main
from interest.config import logs_folder, studies_folder
from interest.ui.jobs import worker
from interest.ui.jobs.worker import BuildRequest, FileRequest


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("INTEREST_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("INTEREST_CACHE", str(tmp_path / "cache"))
    yield
    for handler in list(log.LOGGER.handlers):
        log.LOGGER.removeHandler(handler)
        handler.close()
    log.LOGGER.setLevel(0)


def lines() -> list[dict]:
    return [json.loads(line) for line in (logs_folder() / log.NAME).read_text("utf-8").splitlines()]


def test_a_job_writes_down_its_stages_and_no_text(tmp_path: Path, small_study, monkeypatch, capsys) -> None:
    def build(*_, progress, **__):
        progress("encode", 0.5)
        progress("layout", 0.1)
        return small_study

    monkeypatch.setattr("interest.build", build)
    pd.DataFrame({"user_id": ["anna"], "text": ["a secret of somebody"]}).to_csv(tmp_path / "p.csv", index=False)
    file = FileRequest(str(tmp_path / "p.csv"), "p.csv", "texts")
    request = BuildRequest(str(studies_folder() / "trial"), (file,), scratch=str(studies_folder() / ".s"))
    request.write(tmp_path / "request.json")
    assert worker.main(str(tmp_path / "request.json")) == 0
    found = lines()
    assert [line["what"] for line in found][:: len(found) - 1] == ["job begins", "job is done"]
    stages = [line for line in found if line["what"] == "stage"]
    assert [line["stage"] for line in stages][:3] == ["reading", "encode", "layout"]
    assert all(line["seconds"] >= 0 and line["memory_mb"] > 10 for line in stages)
    text = (logs_folder() / log.NAME).read_text("utf-8")
    assert not [word for word in ("secret", "anna", "p.csv") if word in text]


def test_crashes_are_kept_for_the_operator_alone() -> None:
    kept = [log.keep_crash(f"Traceback {number}") for number in range(25)]
    left = sorted(logs_folder().glob("crash-*.txt"))
    assert left == kept[-20:]
    assert left[-1].read_text() == "Traceback 24"
    assert left[-1].stat().st_mode & 0o077 == 0


def test_a_log_that_can_not_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file where a folder should be")
    log.to_file()
    log.note("nothing is lost")
    assert log.keep_crash("x") is None


def test_health_says_what_is_wrong(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["health"]) == 0
    assert "All is well" in capsys.readouterr().out
    (studies_folder() / "broken").mkdir(parents=True)
    (studies_folder() / "broken" / "study.json").write_text("{}")
    monkeypatch.setattr(health, "LEAST_SPACE", 2**62)
    assert main(["health", "--json", "--url", "http://localhost:9"]) == 2
    said = capsys.readouterr()
    found = json.loads(said.out)
    assert not found["healthy"]
    for word in ("broken", "space", "does not answer"):
        assert any(word in problem for problem in found["problems"]), word
    assert said.err.count("\n") == 1


def test_verbose_tells_stages_on_stderr(saved, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--verbose", "evaluate", str(saved)]) == 0
    told = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert {"stage", "seconds", "memory_mb"} <= set(told[0])
