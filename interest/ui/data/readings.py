"""How the data of a study were read: what each column is, how values were understood, what is known beside."""

import streamlit as st

from interest.ingest import MADE, Statements
from interest.ui.data.decisions import kind_title, reading_lines, reading_table
from interest.ui.frame.markdown import plain
from interest.ui.frame.translations import t


def readings(ingested: Statements) -> None:
    """The decisions for each table that the study is made of, closed until somebody asks for them."""
    if not ingested.readings:
        return  # of a study from before they were kept
    with st.expander(t("data.read_how"), icon=":material/rule:"):
        for reading in ingested.readings:
            rows = t("upload.rows", n=reading.n_rows)
            st.markdown(f"**{plain(reading.file or t('data.table'))}**{t('app.separator')}{rows}")
            reading_table(reading)
            if lines := reading_lines(reading):
                st.caption("  \n".join(lines))
        kinds = {column: kind for column, kind in ingested.attributes.kinds.items() if column not in MADE}
        if kinds:
            known = [f"{plain(column)} ({kind_title(kind)})" for column, kind in kinds.items()]
            st.caption(t("data.known_beside", columns=t("app.listing").join(known)))
