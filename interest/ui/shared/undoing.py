"""What was last done to segments, and the way back."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from interest.segments import Segment
from interest.study import Study
from interest.ui.frame import session
from interest.ui.frame.translations import t


@dataclass(frozen=True)
class Done:
    """A change of the segments that can be undone."""

    said: str
    former: tuple[Segment, ...]
    """All segments before."""
    looked_at: str
    """The segment that was looked at before."""
    state: str
    """The study's key after that: another one as soon as anything else was changed."""


def change_segments(change: Callable[[Study], str], said: Callable[[], str]) -> bool:
    """Change the segments of the open study, so that it can be undone; whether that could be done.

    `change` gives the name of the segment to look at then ("" for the first one), `said` what was done, in words.
    """
    before: list[tuple[tuple[Segment, ...], str]] = []
    looked_at = st.session_state.segment

    def make(study: Study) -> str:
        former = tuple(study.segments)
        name = change(study)
        before.append((former, name))
        return st.session_state.node

    key = session.study_key()
    session.change_study(make)
    if not before or session.study_key() == key:
        return False  # as is said above the page
    former, name = before[-1]
    session.choose_segment(name)
    st.session_state.segments_done = Done(said(), former, looked_at, session.study_key())
    return True


def offer_undo() -> None:
    """What was done a moment ago, with the button that undoes it."""
    done = st.session_state.get("segments_done")
    if done and done.state == session.study_key():
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(done.said, width="content")
            st.button(t("segments.undo"), key="undo-segments", icon=":material/undo:", on_click=_put_back, args=(done,))


def _put_back(done: Done) -> None:
    def change(study: Study) -> str:
        study.segments.put_back(done.former)
        return st.session_state.node

    session.change_study(change)
    st.session_state.pop("segments_done", None)
    session.choose_segment(done.looked_at)
