"""Neighbours and recommendations as cards, for users of the study and for somebody new."""

import pandas as pd
import streamlit as st

from interest.hierarchy.tree import InterestTree
from interest.ui.controls import go_to_node, go_to_user, listed, reason
from interest.ui.markdown import plain
from interest.ui.translations import t


def neighbours(frame: pd.DataFrame, tree: InterestTree, key: str) -> None:
    """Similar users with what is shared and what differs; a button opens each."""
    if frame.empty:
        st.write(t("users.no_neighbours"))
    for row in frame.itertuples(index=False):
        with st.container(border=True):
            left, right = st.columns([3, 1], vertical_alignment="center")
            if left.button(plain(row.user_id), key=f"{key}-{row.user_id}", icon="👤", help=t("users.open")):
                go_to_user(row.user_id)
            right.write(f"**{row.score:.0%}**", help=t("users.score_help"))
            if row.shared:
                st.caption(t("users.shared", names=listed([tree[node].name for node in row.shared])))
            if row.differs:
                st.caption(t("users.differs", names=listed([tree[node].name for node in row.differs])))


def interests(frame: pd.DataFrame, tree: InterestTree, key: str) -> None:
    """Recommended interests with their reasons; a button opens each in the tree."""
    if frame.empty:
        st.write(t("users.no_interests"))
    for row in frame.itertuples(index=False):
        with st.container(border=True):
            if st.button(
                plain(tree[row.node_id].name), key=f"{key}-{row.node_id}", icon="💡", help=t("users.open_node")
            ):
                go_to_node(row.node_id)
            st.caption(reason(row.because, tree))


def items(frame: pd.DataFrame, catalogue: pd.DataFrame | None, tree: InterestTree) -> None:
    """Recommended items with their texts and reasons."""
    if frame.empty:
        st.write(t("users.no_items"))
    texts = {} if catalogue is None else dict(zip(catalogue["item_id"], catalogue["text"], strict=True))
    for row in frame.itertuples(index=False):
        with st.container(border=True):
            st.text(texts.get(row.item_id) or row.item_id)
            st.caption(reason(row.because, tree))
