"""What tests of the app's pages share: opening one, and reading what stands there."""

import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

import interest
from interest.study import Study

APP = Path(__file__).parents[1] / "app.py"
PAGES = (
    "data", "findings", "tree", "map", "users", "segments", "compare", "search", "learning", "quality", "report",
)  # fmt: skip
WORKER = """
import sys
sys.path.insert(0, {tests!r})
from interest.machine import give_way
give_way()
from interest.encoders import transformer
from conftest import FakeEncoder
transformer.TransformerEncoder = lambda name: FakeEncoder()
from interest.ui.jobs.worker import main
sys.exit(main(sys.argv[1]))
"""
"""Builds with the encoder of the small study; `tests` is this folder."""


def run(page: str = "", **link: str) -> AppTest:
    """The app opened at a page, by default at its start, with what the link says."""
    app = AppTest.from_file(APP, default_timeout=60)
    for key, value in link.items():
        app.query_params[key] = value
    if page:  # at once, as a browser opens a link; `switch_page` knows pages only after the start, which shows findings
        app._page_hash = calc_hash(f"interest-{page}")
    app.run()
    assert not app.exception
    return app


def link(app: AppTest) -> dict[str, str]:
    """The query parameters as they stand in the address."""
    return {key: value if isinstance(value, str) else value[0] for key, value in app.query_params.items()}


def texts(app: AppTest) -> str:
    """Everything that a page says in words, Markdown's escapes taken out."""
    kinds = ("title", "header", "subheader", "caption", "markdown", "text", "info", "success", "warning", "error")
    said = [element.value for kind in kinds for element in getattr(app, kind)]
    said += [button.label for button in app.button]
    return "\n".join(said).replace("\\", "")


def button(app: AppTest, label: str):
    return next(b for b in app.button if b.label.replace("\\", "").startswith(label))


def upload(app: AppTest, *files: tuple[str, bytes]) -> AppTest:
    uploader = next(uploader for uploader in app.file_uploader if uploader.key.startswith("uploads"))
    uploader.set_value([(name, data, "application/octet-stream") for name, data in files]).run()
    assert not app.exception
    return app


def csv(frame: pd.DataFrame, encoding: str = "utf-8") -> bytes:
    return frame.to_csv(index=False).encode(encoding)


def box(app: AppTest, label: str):
    return next(b for b in app.selectbox if b.label.startswith(label))


def until_built(app: AppTest) -> AppTest:
    """The page after what runs beside it has ended, without running it meanwhile: that takes a core from the worker."""
    deadline = time.monotonic() + 300
    while (job := app.session_state["job"]) is not None:
        while job.poll().status == "running":
            assert time.monotonic() < deadline
            time.sleep(0.05)
        app.run()
    assert not app.exception
    return app


def until(app: AppTest, seen: Callable[[], bool]) -> None:
    """Run the page, as it does of its own accord, until something is seen there that a thread works on."""
    deadline = time.monotonic() + 120
    while not seen():
        assert time.monotonic() < deadline
        time.sleep(0.2)
        app.run()
    assert not app.exception


def told(app: AppTest, kind: str) -> str:
    return "\n".join(element.value for element in getattr(app, kind)).replace("\\", "")


def field(app: AppTest, key: str):
    """A field for a line of text, by the beginning of its key."""
    return next(line for line in app.text_input if line.key.startswith(key))


def name_field(app: AppTest):
    """Where a new study gets its name."""
    return next(field for field in app.text_input if field.label == "Name of the study")


def node_of(study: Study, place: int) -> str:
    return study.tree.level("topic")[place].id


def with_segments(folder: Path) -> Study:
    """Two segments of nodes, saved with the study."""
    study = interest.open_study(folder)
    study.segments.add_node("One [x](y)", node_of(study, 0), above=0.2)
    study.segments.add_node("二", node_of(study, 1))
    study.save(folder)
    return study
