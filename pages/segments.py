"""Which groups matter? Those that the data show, and named ones: define them, look at one, compare several."""

import streamlit as st

from interest.ui.frame.controls import header, need_study
from interest.ui.frame.translations import t
from interest.ui.segments.comparison import compared_segments
from interest.ui.segments.drivers import what_goes_with
from interest.ui.segments.experiment import experiment
from interest.ui.segments.form import new_segment
from interest.ui.segments.found import who_they_are
from interest.ui.segments.overview import just_done, look_at, one_segment, overview, settle_segment
from interest.ui.segments.tables import by_source
from interest.ui.shared.keeping import has_sources
from interest.ui.shared.people import no_people

header(t("nav.segments"), t("segments.question"))
study = need_study()
# Who comes to define a segment finds the form on top, who asks for an outcome what goes with it.
asked = st.container() if st.session_state.get("asking") else None
own, seen = (st.container(), st.container()) if st.session_state.get("defining") else (None, st.container())
with seen:
    if not no_people(study):
        who_they_are(study)
with own or st.container():
    st.subheader(t("found.yours"))
    if not len(study.segments):
        st.info(t("segments.start"), icon=":material/groups:")
    new_segment(study)
    just_done(study)
    if len(study.segments):
        settle_segment(study)
        overview(study)
        look = look_at(study)
        if look == "sources":
            by_source(study)
        elif look == "two":
            compared_segments(study)
        else:
            one_segment(study)
            if len(study.segments) == 1:
                st.caption(t("segments.one_more"))
    elif has_sources(study):
        st.subheader(t("segment_look.sources"))
        by_source(study)
with asked or st.container():
    what_goes_with(study)
if study.contents.has_people:
    experiment(study)
