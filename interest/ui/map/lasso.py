"""What was chosen on the map, as a segment."""

from collections.abc import Sequence

import streamlit as st

from interest.segments import Ids, Selection
from interest.study import Study
from interest.ui.frame.translations import t
from interest.ui.shared.keeping import Form, kept_text, name_and_button


def segment_of_points(study: Study, show: str, ids: Sequence[str]) -> None:
    """A segment of what was chosen on the map: statements or users."""
    definition = Ids(tuple(ids)) if show == "users" else Selection(tuple(map(int, ids)))
    st.subheader(t("segments.on_map"))
    if show == "statements":
        st.markdown(t("segments.chosen_statements", n=len(ids)))
    if st.session_state.categories:
        st.caption(t("segments.keep_first"))
        return
    number = st.session_state.get("form", 0)
    name_and_button(study, definition, t("segments.on_map"), "lasso", Form(f"{st.session_state.study}-{number}"))
    if kept := st.session_state.pop("kept", ""):
        st.success(kept_text(study, kept))
        st.page_link("pages/segments.py", label=t("segments.to_page"), icon=":material/arrow_forward:")
