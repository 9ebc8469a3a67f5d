"""Newer data for the study that is open."""

import streamlit as st

from interest.ingest import READABLE
from interest.ui.data.databases import database_form
from interest.ui.data.file import file_form
from interest.ui.frame import progress, session
from interest.ui.frame.translations import t
from interest.ui.jobs.requests import AddRequest


def adding_form() -> None:
    """Upload files whose rows are put on the tree of the open study as it is."""
    with st.expander(t("growing.form"), icon=":material/playlist_add:"):
        st.caption(t("growing.form_help"))
        files = st.file_uploader(
            t("upload.label"), type=[suffix[1:] for suffix in READABLE], accept_multiple_files=True,
            key=progress.form_key(f"more-{st.session_state.study}"),
        )  # fmt: skip
        known = session.open_study().contents.ingested
        given = [*files, *database_form(f"more-{st.session_state.study}")]
        found = [file_form(file, number == 0, kinds=("texts",), like=known) for number, file in enumerate(given)]
        uploads = [upload for upload in found if upload]
        if uploads and st.button(
            t("growing.add"), type="primary", disabled=progress.is_busy(), icon=":material/playlist_add:"
        ):
            request = AddRequest(st.session_state.study, tuple(upload.request for upload in uploads))
            progress.start_job(request, {upload.request.path: upload.data for upload in uploads})
            st.rerun()
