"""Starts Streamlit on the app."""

import importlib
import os
import runpy
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from streamlit.runtime.pages_manager import PagesManager


def serve(app: Path, options: Sequence[str]) -> None:
    """Run `streamlit run` on `app` with further options; returns when the app is ended."""
    # Streamlit takes a folder `pages` for pages that run without app.py, until app.py has told it otherwise; a first
    # visitor who comes by a deep link would be told that there is no such page.
    PagesManager.uses_pages_directory = False
    os.chdir(app.parent)  # where Streamlit looks for its configuration
    sys.argv = ["streamlit", "run", app.name, *options]
    threading.Thread(target=_warm_up, daemon=True).start()
    # In this process rather than in one below it: a signal that ends the command then ends the app as well.
    runpy.run_module("streamlit", run_name="__main__", alter_sys=True)


def _warm_up() -> None:
    """Import what the first page needs while the server starts and the browser loads: its visitor waits less."""
    for module in ("plotly.graph_objects", "pyarrow.parquet", "interest.figures", "interest.ui.controls"):
        importlib.import_module(module)
