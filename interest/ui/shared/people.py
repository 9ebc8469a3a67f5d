"""Where no column says who wrote: what can't be said of people, and which column would help."""

import streamlit as st

from interest.study import Study
from interest.ui.frame.translations import t


def no_people(study: Study) -> bool:
    """Whether nobody is known in a study; then it is said why, and what helps."""
    if study.contents.has_people:
        return False
    st.info(t("people.none"), icon=":material/info:")
    st.page_link("pages/data.py", label=t("people.to_data"), icon=":material/arrow_forward:")
    return True
