"""Which groups matter? Named groups of users: define them, look at one, compare two."""

import streamlit as st

from interest.ui.controls import header, need_study, segments
from interest.ui.segment_form import new_segment
from interest.ui.segments import just_done, one_segment, overview, settle_segment, two_segments
from interest.ui.translations import t

header(t("nav.segments"), t("segments.question"))
study = need_study()
if not len(study.segments):
    st.info(t("segments.start"), icon=":material/groups:")
new_segment(study)
just_done(study)
if len(study.segments):
    settle_segment(study)
    overview(study)
    looks = {look: t(f"segment_look.{look}") for look in ("one", "two")}
    if len(study.segments) == 1:
        one_segment(study)
        st.caption(t("segments.one_more"))
    elif segments(t("segments.look"), looks, "segment_look", hidden=True) == "one":
        one_segment(study)
    else:
        two_segments(study)
