"""Starts Streamlit on the app."""

import importlib
import os
import runpy
import sys
import threading
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData, ScriptRequests, ScriptRequestType

from interest import apart
from interest.errors import InputError
from interest.ui.jobs.background import sweep
from interest.ui.jobs.waiting import waiting_worker


def serve(app: Path, options: Sequence[str]) -> None:
    """Run `streamlit run` on `app` with further options; returns when the app is ended."""
    # Streamlit takes a folder `pages` for pages that run without app.py, until app.py has told it otherwise; a first
    # visitor who comes by a deep link would be told that there is no such page.
    PagesManager.uses_pages_directory = False
    keep_clicks()
    for place in ("INTEREST_HOME", "INTEREST_CACHE"):  # as they were meant where the command was given
        if os.environ.get(place):
            os.environ[place] = str(Path(os.environ[place]).absolute())
    os.chdir(app.parent)  # where Streamlit looks for its configuration
    sys.argv = ["streamlit", "run", app.name, *options]
    sweep()
    waiting_worker.wanted = True
    threading.Thread(target=_warm_up, daemon=True).start()
    # In this process rather than in one below it: a signal that ends the command then ends the app as well.
    runpy.run_module("streamlit", run_name="__main__", alter_sys=True)


def check_address(app: Path, options: Sequence[str]) -> None:
    """Raises `InputError` where the app would be open to others with nobody who asks who they are."""
    from interest.ui.frame.visitor import HEADER, OPEN, is_local

    address = os.environ.get("STREAMLIT_SERVER_ADDRESS") or "localhost"  # as in the app's own configuration
    for option, value in pairwise([*options, ""]):
        name, _, said = option.partition("=")
        if name in ("--server.address", "--address"):
            address = said or value
    places = (app.parent / ".streamlit" / "secrets.toml", Path.home() / ".streamlit" / "secrets.toml")
    protected = os.environ.get(HEADER) or any(place.is_file() and "[auth]" in place.read_text() for place in places)
    if not is_local(address) and not protected and os.environ.get(OPEN, "") in ("", "0"):
        raise InputError(
            f"At {address} others could open, change and delete all studies, since there is no log-in. SECURITY.md "
            "says how to have one; --open-to-all does without."
        )


def keep_clicks() -> None:
    """Let no look at a build (see `interest.ui.frame.progress.LOOK_AGAIN`) take the place of a click on another page.

    Streamlit joins requests that wait, and takes the page of the later one. A look that comes while a click waits,
    which on a busy machine may take seconds, would lead back to the page that is being left; and a look of the former
    page that comes when the next has begun would run as that page. Both are dropped: the page runs whole anyway.
    """
    join, accept = ScriptRequests.request_rerun, AppSession.request_rerun

    def request_rerun(self: ScriptRequests, new_data: RerunData) -> bool:
        waiting = self._state is ScriptRequestType.RERUN and not self._rerun_data.fragment_id_queue
        return True if new_data.is_auto_rerun and waiting else join(self, new_data)

    def request_page(self: AppSession, client_state: ClientState | None) -> None:
        asked = client_state
        if asked is None or not asked.is_auto_rerun or asked.page_script_hash == self._client_state.page_script_hash:
            accept(self, asked)

    if join.__module__ != __name__:  # once
        ScriptRequests.request_rerun = request_rerun  # type: ignore[method-assign]  # replaced on purpose
    if accept.__module__ != __name__:
        AppSession.request_rerun = request_page  # type: ignore[method-assign]  # likewise


def _warm_up() -> None:
    """Import what the first pages need while the server starts and the browser loads: their visitor waits less."""
    for module in (
        "plotly.graph_objects", "pyarrow.parquet", "interest.figures", "interest.ui.frame.controls",
        "scipy.sparse", "scipy.cluster.hierarchy", "scipy.optimize", "scipy.stats", "threadpoolctl",
    ):  # fmt: skip
        importlib.import_module(module)
    apart.warm_up()
