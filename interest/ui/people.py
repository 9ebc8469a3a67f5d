"""Neighbours and recommendations as cards, for users of the study and for somebody new."""

import pandas as pd
import streamlit as st

from interest.study import Study
from interest.ui.controls import go_to_node, go_to_user, listed, reason
from interest.ui.markdown import plain
from interest.ui.translations import t


def neighbours(frame: pd.DataFrame, study: Study, key: str) -> None:
    """Similar users with what is shared and what differs; a button opens each."""
    if frame.empty:
        st.write(t("users.no_neighbours"))
    for row in frame.itertuples(index=False):
        with st.container(border=True):
            left, right = st.columns([3, 1], vertical_alignment="center")
            if left.button(
                plain(row.user_id), key=f"{key}-{row.user_id}", icon=":material/person:", help=t("users.open")
            ):
                go_to_user(row.user_id)
            right.markdown(f"**{row.score:.0%}**", help=t("users.score_help"))
            if row.shared:
                st.caption(t("users.shared", names=listed([study.tree[node].name for node in row.shared])))
            if row.differs:
                st.caption(t("users.differs", names=listed([study.tree[node].name for node in row.differs])))


def interests(frame: pd.DataFrame, study: Study, key: str) -> None:
    """Recommended interests with their reasons; a button opens each in the tree."""
    if frame.empty:
        st.write(t("users.no_interests"))
    for row in frame.itertuples(index=False):
        with st.container(border=True):
            if st.button(
                plain(study.tree[row.node_id].name),
                key=f"{key}-{row.node_id}",
                icon=":material/lightbulb:",
                help=t("users.open_node"),
            ):
                go_to_node(row.node_id)
            st.caption(reason(row.because, study))


def items(frame: pd.DataFrame, study: Study) -> None:
    """Recommended items with their texts and reasons."""
    if frame.empty:
        st.write(t("users.no_items"))
    texts = dict(zip(study.items["item_id"], study.items["text"], strict=True))
    for row in frame.itertuples(index=False):
        with st.container(border=True):
            st.text(texts.get(row.item_id) or row.item_id)
            st.caption(reason(row.because, study))
