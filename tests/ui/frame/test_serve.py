"""A click on another page is not lost to a look at a build."""

import pytest
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession, AppSessionState
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData, ScriptRequests, ScriptRequestType

from interest.ui.frame.serve import keep_clicks

CLICK = RerunData(page_script_hash="search")
LOOK = RerunData(page_script_hash="data", fragment_id="progress", is_auto_rerun=True)


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> list:
    """The fix at work; gives the requests that a session accepts."""
    accepted = []
    monkeypatch.setattr(AppSession, "request_rerun", lambda self, asked: accepted.append(asked))
    monkeypatch.setattr(ScriptRequests, "request_rerun", ScriptRequests.request_rerun)
    keep_clicks()
    keep_clicks()  # as when the app is served twice in a process
    return accepted


def test_a_click_that_waits_outlasts_a_look(kept: list) -> None:
    requests = ScriptRequests()
    assert requests.request_rerun(CLICK)
    assert requests.request_rerun(LOOK)
    assert requests.on_scriptrunner_ready().rerun_data.page_script_hash == "search"


def test_looks_go_on_otherwise(kept: list) -> None:
    requests = ScriptRequests()
    assert requests.request_rerun(LOOK)
    ready = requests.on_scriptrunner_ready()
    assert ready.type is ScriptRequestType.RERUN
    assert ready.rerun_data.fragment_id_queue == ["progress"]


def test_a_look_of_the_page_before_is_dropped(kept: list) -> None:
    session = AppSession.__new__(AppSession)
    session._state = AppSessionState.SHUTDOWN_REQUESTED  # nothing to end
    session._client_state = ClientState(page_script_hash="search")
    session.request_rerun(ClientState(page_script_hash="data", fragment_id="progress", is_auto_rerun=True))
    assert kept == []
    same = ClientState(page_script_hash="search", fragment_id="progress", is_auto_rerun=True)
    click = ClientState(page_script_hash="data")
    for asked in (same, click, None):
        session.request_rerun(asked)
    assert kept == [same, click, None]
