"""How far a running build or training is, and what became of it."""

import streamlit as st

from interest.ui import jobs, session
from interest.ui.controls import study_title
from interest.ui.markdown import plain
from interest.ui.translations import known, message_text, t

LOOK_AGAIN = 1.5
"""Seconds between two looks at a job. A look must not take the place of a click that waits: see
`interest.ui.serve.keep_clicks`."""

DATA_PAGE, FIRST_PAGE = "interest-data", "interest-findings"
TRAINING = jobs.AdaptRequest.kind


def start_job(request: jobs.Request, uploads: dict[str, bytes] | None = None) -> None:
    """Start a build or training, of which a session has one at a time. Raises `InputError` for a bad name."""
    st.session_state.job = jobs.start(request, uploads)
    st.session_state.outcome = None


def is_busy() -> bool:
    """Whether this session has a build or training running."""
    return st.session_state.get("job") is not None


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
        if state.status == "done" and job.kind != TRAINING and st.session_state.page == DATA_PAGE:
            session.choose_study(job.name)  # who waits for it wants to see it; others must not lose what they look at
        st.rerun()
    st.write(t("adapting.title" if job.kind == TRAINING else "job.title", name=plain(study_title(job.name))))
    stage = t(f"stage.{state.stage}") if known(f"stage.{state.stage}") else t("stage.other")
    st.progress(min(state.fraction, 1.0), text=stage)
    times = t("job.elapsed", time=duration(state.elapsed))
    if state.remaining is not None:
        times += t("app.listing") + t("job.remaining", time=duration(state.remaining))
    st.caption(times)
    st.button(t("job.cancel"), on_click=job.cancel, key="cancel_build", icon=":material/close:")


def outcome() -> None:
    """What became of the last build or training; a way to the new study."""
    if not st.session_state.get("outcome"):
        return
    kind, name, state = st.session_state.outcome
    title = plain(name if kind == TRAINING else study_title(name))
    said = {"name": title, "time": duration(state.elapsed), "error": message_text(state.error)}
    text = t(f"adapting.{state.status}", **said) if kind == TRAINING else t(f"job.{state.status}", **said)
    match state.status:
        case "done":
            st.success(text, icon=":material/check_circle:")
            if kind != TRAINING:
                _way_to(name)
        case "failed" | "crashed":
            st.error(text)
        case "cancelled":
            st.info(text)


def _way_to(study: str) -> None:
    """From the message that a study is ready to the study."""
    if st.session_state.study == study:
        if st.button(t("job.to_findings"), type="primary", key="to-findings", icon=":material/lightbulb:"):
            st.switch_page("pages/findings.py")
    else:
        st.button(t("job.open"), on_click=session.choose_study, args=(study,))


def sidebar() -> None:
    """Progress and outcome in the sidebar of the pages that don't show them in their midst."""
    if is_busy():
        st.divider()
        running_job()
    if st.session_state.page == FIRST_PAGE and st.session_state.get("outcome"):
        _, name, state = st.session_state.outcome
        if state.status == "done" and name == st.session_state.study:
            st.session_state.outcome = None  # they are looking at it: nothing left to say
    outcome()


def duration(seconds: float) -> str:
    """A time in minutes and seconds, in words."""
    minutes, rest = divmod(round(seconds), 60)
    return t("job.minutes", minutes=minutes, seconds=rest) if minutes else t("job.seconds", seconds=rest)
