"""How far a running build is, and what became of it."""

import streamlit as st

from interest.ui import jobs, session
from interest.ui.controls import study_title
from interest.ui.markdown import plain
from interest.ui.translations import known, t

LOOK_AGAIN = 1.5
"""Seconds between two looks at a build. A look must not take the place of a click that waits: see
`interest.ui.serve.keep_clicks`."""

DATA_PAGE, FIRST_PAGE = "interest-data", "interest-findings"


def start_build(request: jobs.BuildRequest, uploads: dict[str, bytes] | None = None) -> None:
    """Start a build, of which a session has one at a time. Raises `InputError` for a bad name."""
    st.session_state.job = jobs.start(request, uploads)
    st.session_state.outcome = None


def is_building() -> bool:
    """Whether this session has a build running."""
    return st.session_state.get("job") is not None


@st.fragment(run_every=LOOK_AGAIN)
def running_build() -> None:
    """The progress of the build with a way to stop it; looks again now and then while everything else works."""
    job = st.session_state.get("job")
    if job is None:
        return
    state = job.poll()
    if state.status != "running":
        st.session_state.job = None
        st.session_state.outcome = (job.name, state)
        if state.status == "done" and st.session_state.page == DATA_PAGE:
            session.choose_study(job.name)  # who waits for it wants to see it; others must not lose what they look at
        st.rerun()
    st.write(t("job.title", name=plain(study_title(job.name))))
    stage = t(f"stage.{state.stage}") if known(f"stage.{state.stage}") else t("stage.other")
    st.progress(min(state.fraction, 1.0), text=stage)
    times = t("job.elapsed", time=_duration(state.elapsed))
    if state.remaining is not None:
        times += t("app.listing") + t("job.remaining", time=_duration(state.remaining))
    st.caption(times)
    st.button(t("job.cancel"), on_click=job.cancel, key="cancel_build", icon=":material/close:")


def outcome() -> None:
    """What became of the last build; a way to the new study."""
    if not st.session_state.get("outcome"):
        return
    name, state = st.session_state.outcome
    match state.status:
        case "done":
            st.success(
                t("job.done", name=plain(study_title(name)), time=_duration(state.elapsed)),
                icon=":material/check_circle:",
            )
            if st.session_state.study == name:
                if st.button(t("job.to_findings"), type="primary", key="to-findings", icon=":material/lightbulb:"):
                    st.switch_page("pages/findings.py")
            else:
                st.button(t("job.open"), on_click=session.choose_study, args=(name,))
        case "failed":
            st.error(t("job.failed", error=plain(state.error)))
        case "crashed":
            st.error(t("job.crashed", error=plain(state.error)))
        case "cancelled":
            st.info(t("job.cancelled", name=plain(study_title(name))))


def sidebar() -> None:
    """Progress and outcome in the sidebar of the other pages."""
    if is_building():
        st.divider()
        running_build()
    if st.session_state.page == FIRST_PAGE and st.session_state.get("outcome"):
        name, state = st.session_state.outcome
        if state.status == "done" and name == st.session_state.study:
            st.session_state.outcome = None  # they are looking at it: nothing left to say
    outcome()


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return t("job.minutes", minutes=minutes, seconds=rest) if minutes else t("job.seconds", seconds=rest)
