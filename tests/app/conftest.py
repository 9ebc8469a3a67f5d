"""What tests of several pages start from."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from asking_app import WORKER
from driven import plant_outcomes
from streamlit.components.v2 import manifest_scanner

from interest.config import studies_folder
from interest.errors import InputError
from interest.study import Study, open_study
from interest.ui.jobs import background


@pytest.fixture(scope="package", autouse=True)
def _components_looked_for_once() -> Iterator[None]:
    """Streamlit starts with each test, and asks all installed packages whether they have components for it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture
def rated(saved: Path) -> Study:
    """The small study with its largest topic late, rated low and of one source."""
    study = open_study(saved)
    topic = max(study.tree.level("topic"), key=lambda node: node.users)
    own = (study.statements["topic"] == topic.id).to_numpy()
    frame = study.contents.ingested.frame
    late = pd.Timestamp("2026-04-10") + pd.to_timedelta(range(len(frame)), "h")
    sources = pd.array(["forum" if i % 2 else "客服" for i in range(len(frame))], dtype="str")
    frame = frame.assign(
        timestamp=frame["timestamp"].where(~own, late), rating=[1.0 if low else 4.0 for low in own], source=sources
    )
    study._current.change(
        ingested=replace(study.contents.ingested, frame=frame.assign(source=frame["source"].where(~own, "客服")))
    )
    study.save(saved)
    return open_study(saved)


@pytest.fixture
def driven(built_once: Callable[..., Study]) -> Study:
    """People of whom it is known what came of them, among the studies of the app."""
    study = built_once(plant_outcomes(n=120), name="driven", columns={"label": None})
    study.save(studies_folder() / "driven")
    return study


@pytest.fixture
def quick_worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that builds with the fake encoder."""
    script = tmp_path / "worker.py"
    script.write_text(WORKER.format(tests=str(Path(__file__).parents[1])), "utf-8")
    monkeypatch.setattr(background, "WORKER", (sys.executable, str(script)))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list:
    """The requests for builds, none of which is started."""
    requests: list = []

    def start(request, uploads=None, worker=None):
        requests.append((request, uploads))
        raise InputError("not started")

    monkeypatch.setattr(background, "start", start)
    return requests
