"""Who is in a segment and what they speak of, kept for the next look."""

import pandas as pd
import streamlit as st

from interest.segments import SegmentProfile
from interest.study import Study

_DIGITS = 4
"""Significant digits of figures that are taken away."""


@st.cache_resource(max_entries=12, show_spinner=False)
def members_of(key: str, name: str, _study: Study) -> list[str]:
    """`study.segments.members`, kept for the next look."""
    return _study.segments.members(name)


@st.cache_resource(max_entries=12, show_spinner=False)
def profile_of(key: str, name: str, _study: Study) -> SegmentProfile:
    """`study.segments.profile`, kept for the next look."""
    return _study.segments.profile(name)


def rounded(frame: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """The frame with some figures as they are taken away."""
    return frame.assign(**frame[columns].map(lambda value: float(f"{value:.{_DIGITS}g}")))
