"""An experiment: a segment with a random hold-out group to take away, and what came of it to read back."""

import secrets

import streamlit as st

from interest import apart
from interest.errors import InterestError
from interest.export import csv_bytes
from interest.ingest import RawTable, load_users, read_table
from interest.report import Privacy
from interest.segments import FEWEST_A_GROUP, HOLD_OUT, TREAT, askable_in, uplift
from interest.study import Study
from interest.ui.frame.markdown import plain
from interest.ui.frame.translations import message_text, t
from interest.wording import uplift_text

_LEAST, _USUAL, _MOST = 5, 20, 50  # percent of a segment that is held out


def experiment(study: Study) -> None:
    """Deal a segment into two groups, and read back what came of it."""
    with st.expander(t("experiment.title"), icon=":material/science:"):
        st.caption(t("experiment.help"))
        names = [segment.name for segment in study.segments if not study.segments.missing(segment.name)]
        if names:
            _deal(study, names)
        else:
            st.info(t("experiment.no_segment"), icon=":material/groups:")
        _read_back()


def _deal(study: Study, names: list[str]) -> None:
    """The segment, how much of it is held out, and the file."""
    left, middle, right = st.columns([3, 3, 2], vertical_alignment="bottom")
    name = left.selectbox(t("experiment.segment"), names, key="experiment-segment")
    percent = middle.slider(
        t("experiment.share_out"), _LEAST, _MOST, _USUAL, 5, format="%d%%", key="experiment-share",
        help=t("experiment.share_help"),
    )  # fmt: skip
    pseudonymous = right.toggle(t("experiment.pseudonyms"), key="experiment-pseudonymous", help=t("experiment.private"))
    try:
        table = study.hold_out(name, percent / 100, study.config.seed, _privacy(pseudonymous))
    except InterestError as error:
        st.info(message_text(error), icon=":material/groups:")
        return
    counts = table["group"].value_counts()
    st.markdown(t("experiment.dealt", n=int(counts[TREAT]), out=int(counts[HOLD_OUT])))
    if counts.min() < FEWEST_A_GROUP:
        st.info(t("experiment.too_few", least=FEWEST_A_GROUP), icon=":material/groups:")
    st.download_button(
        t("experiment.deal"), csv_bytes(table), f"{study.name}-{name}-experiment.csv", "text/csv", on_click="ignore",
        icon=":material/download:",
    )  # fmt: skip


def _privacy(pseudonymous: bool) -> Privacy:
    """That of the page Report: the same pseudonyms, and no groups of fewer people."""
    key = st.session_state.setdefault("report_key", secrets.token_bytes(32))
    return Privacy(pseudonymous, min_users=st.session_state.get("report_min_users", 1), key=key)


def _read_back() -> None:
    """The file of groups with an outcome, and the uplift."""
    file = st.file_uploader(
        t("experiment.read_back"),
        type=["csv", "xlsx", "parquet"],
        key="experiment-file",
        help=t("experiment.read_help"),
    )
    if file is None:
        return
    data = file.getvalue()
    try:
        table: RawTable = apart.call(file.name, len(data), read_table, data, file.name)
        dealt = load_users(table)
        columns = [column for column in askable_in(dealt) if column != "group"]
        column = st.selectbox(t("experiment.which"), columns, key="experiment-column") if len(columns) > 1 else ""
        values = askable_in(dealt).get(column or next(iter(columns), ""), ())
        several = len(values) > 2
        value = st.selectbox(t("drivers.which"), values, key="experiment-value") if several else ""
        found = uplift(dealt, column=column, value=value)
    except InterestError as error:
        st.error(message_text(error))
        return
    tell = st.success if found.sure else st.info
    tell(uplift_text(found, t, plain), icon=":material/science:")
