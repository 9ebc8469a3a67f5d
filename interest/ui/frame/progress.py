"""How far a running job is (a build, an addition, a training), and what became of it."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import streamlit as st

from interest.errors import StudyError
from interest.ui.frame import session
from interest.ui.frame.controls import study_title
from interest.ui.frame.markdown import plain
from interest.ui.frame.translations import known, message_text, t
from interest.ui.frame.visitor import visitor
from interest.ui.jobs import background
from interest.ui.jobs.requests import AdaptRequest, AddRequest, RebuildRequest, Request

LOOK_AGAIN = 1.5
"""Seconds between two looks at a job. A look must not take the place of a click that waits: see
`interest.ui.frame.serve.keep_clicks`."""

DATA_PAGE = "interest-data"
TRAINING, ADDING = AdaptRequest.kind, AddRequest.kind


def start_job(request: Request, uploads: dict[str, bytes] | None = None) -> None:
    """Start a job, of which a session has one at a time. Raises `InputError` for a bad name, and `StudyError` for what
    this visitor may not do."""
    who = visitor()
    if isinstance(request, AddRequest):
        who.need("editor", Path(request.folder).name)
    elif not who.may_make:
        raise StudyError(t("access.demo"))
    if isinstance(request, RebuildRequest | AdaptRequest):
        who.need("reader", Path(request.study).name)
    request = replace(request, owner=who.name)
    st.session_state.job = background.start(request, uploads)
    _of_this_tab().append(st.session_state.job)
    st.session_state.of_uploads = uploads is not None
    forget()


def _tab_closed(jobs: list[background.Job]) -> None:
    """Nobody looks any more: what was to end then ends."""
    for job in jobs:
        if job.ends_with_tab:
            job.cancel()


@st.cache_resource(scope="session", show_spinner=False, on_release=_tab_closed)
def _of_this_tab() -> list[background.Job]:
    """The jobs that this session started."""
    return []


def _choose_end(job: background.Job) -> None:
    job.ends_with_tab = st.session_state.ends_with_tab


def is_busy() -> bool:
    """Whether this session has a job running."""
    return st.session_state.get("job") is not None


def form_key(name: str) -> str:
    """The key of a place for uploads: another one, and so an empty one, once something was made of what lay there."""
    return f"{name}-{st.session_state.get('used', 0)}"


@st.fragment(run_every=LOOK_AGAIN)
def running_job() -> None:
    """The progress of the job with a way to stop it; looks again now and then while everything else works."""
    job = st.session_state.get("job")
    if job is None:
        return
    state = job.poll()
    if state.status != "running":
        st.session_state.job = None
        st.session_state.outcome = (job.kind, job.name, state)
        if state.status == "done" and st.session_state.get("of_uploads"):
            st.session_state.used = st.session_state.get("used", 0) + 1
        if state.status == "done" and job.kind not in (TRAINING, ADDING) and st.session_state.page == DATA_PAGE:
            session.choose_study(job.name)  # who waits for it wants to see it; others must not lose what they look at
        st.rerun()
    title = {TRAINING: "adapting.title", ADDING: "growing.title"}.get(job.kind, "job.title")
    st.write(t(title, name=plain(study_title(job.name))))
    if state.place:
        st.caption(t("job.waits", n=state.place - 1))
        st.button(t("job.cancel"), on_click=job.cancel, key="cancel_build", icon=":material/close:")
        return
    stage = t(f"stage.{state.stage}") if known(f"stage.{state.stage}") else t("stage.other")
    st.progress(min(state.fraction, 1.0), text=stage)
    st.caption(times(state.elapsed, state.remaining))
    st.checkbox(t("job.ends_with_tab"), job.ends_with_tab, key="ends_with_tab", on_change=_choose_end, args=(job,))
    st.button(t("job.cancel"), on_click=job.cancel, key="cancel_build", icon=":material/close:")


@st.fragment(run_every=LOOK_AGAIN)
def running_training() -> None:
    """The same for the session's training."""
    training = st.session_state.training
    if not training.running:
        st.rerun()
    if training.place:
        st.caption(t("job.waits", n=training.place - 1))
    st.progress(min(training.fraction, 1.0), text=t("learning.running", name=plain(study_title(training.name))))
    st.caption(times(training.elapsed, training.remaining))
    st.button(t("job.cancel"), on_click=training.cancel, key="cancel_training", icon=":material/close:")


def outcome() -> None:
    """What became of the last job, until it is closed, or the new study is looked at beyond the page that was open when
    it was made; a way to it."""
    if not st.session_state.get("outcome"):
        return
    kind, name, state = st.session_state.outcome
    makes_study = kind not in (TRAINING, ADDING)
    is_done = state.status == "done"
    page = st.session_state.page
    if is_done and makes_study and name == st.session_state.study and page != DATA_PAGE:
        if st.session_state.outcome_seen not in (None, page):
            forget()  # they are looking at it: nothing left to say
            return
        st.session_state.outcome_seen = page
    match state.status:
        case "done":
            st.success(_said(kind, name, state), icon=":material/check_circle:")
        case "failed" | "crashed":
            st.error(_said(kind, name, state))
        case "cancelled":
            st.info(_said(kind, name, state))
    with st.container(horizontal=True):
        if is_done and makes_study:
            _way_to(name)
        st.button(t("job.close"), key="close_outcome", type="tertiary", icon=":material/close:", on_click=forget)


def forget() -> None:
    """Say no more of what became of the last job."""
    st.session_state.outcome = st.session_state.outcome_seen = None


def _said(kind: str, name: str, state: background.JobState) -> str:
    """What became of a job, in words."""
    title = plain(name if kind == TRAINING else study_title(name))
    said = {"name": title, "time": duration(state.elapsed), "error": message_text(state.error)}
    if kind == TRAINING:
        return t(f"adapting.{state.status}", **said)
    if kind != ADDING:
        return t(f"job.{state.status}", **said)
    return _growth(said, state.facts) if state.status == "done" else t(f"growing.{state.status}", **said)


def _growth(said: Mapping[str, str], facts: Mapping[str, float]) -> str:
    """What was added to a study, and how it fits."""
    added = facts["added"]
    if not added:
        return t("growing.nothing", **said)
    told = [t("growing.done", n=added, users=facts["users"], **said)]
    told.append(
        t("growing.loose", n=facts["loose"], share=facts["loose"] / added, before=facts["loose_before"])
        if facts["loose"]
        else t("growing.all_fit")
    )
    if facts["candidates"]:
        told.append(t("growing.candidates", n=facts["candidates"]))
    if facts["segments"]:
        told.append(t("growing.segments"))
    return "\n\n".join(told)


def _way_to(study: str) -> None:
    """From the message that a study is ready to the study."""
    if st.session_state.study == study:
        if st.button(t("job.to_findings"), type="primary", key="to-findings", icon=":material/lightbulb:"):
            forget()
            st.switch_page("pages/findings.py")
    else:
        st.button(t("job.open"), on_click=session.choose_study, args=(study,))


def sidebar() -> None:
    """Progress and outcome in the sidebar of the pages that don't show them in their midst."""
    if is_busy():
        st.divider()
        running_job()
    outcome()


def training_sidebar() -> None:
    """The training in the sidebar of the other pages, and, when it has ended, the way to what came of it."""
    training = st.session_state.get("training")
    if training is None:
        return
    st.divider()
    if training.running:
        running_training()
    else:
        st.page_link("pages/learning.py", label=t("learning.ended"), icon=":material/model_training:")


def times(elapsed: float, remaining: float | None) -> str:
    """How long it has taken, and, where that can be said, how long it still will."""
    if remaining is None:
        return t("job.elapsed", time=duration(elapsed))
    return t("job.remaining", time=duration(elapsed), left=duration(remaining))


def duration(seconds: float) -> str:
    """A time in minutes and seconds, in words."""
    minutes, rest = divmod(round(seconds), 60)
    return t("job.minutes", minutes=minutes, seconds=rest) if minutes else t("job.seconds", seconds=rest)
