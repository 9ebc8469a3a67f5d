"""Pieces that the pages share: headers, pickers, tables, downloads."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from interest.hierarchy.tree import InterestTree
from interest.recommend import Because
from interest.study import Study
from interest.ui import session
from interest.ui.export import csv_bytes
from interest.ui.markdown import plain
from interest.ui.translations import LANGUAGES, t

_CHIPS = 14


def header(title: str, question: str) -> None:
    """The title of a page, and the question that it answers."""
    st.title(title)
    st.caption(question)


def study_title(name: str) -> str:
    """A study's name; samples are called what they are in the language of the app."""
    return t(f"sample.{name}") if name in session.SAMPLES else name


def study_picker(names: list[str]) -> None:
    """The choice of the study, samples first."""
    st.session_state.study_box = st.session_state.study
    st.selectbox(
        t("app.study"),
        names,
        key="study_box",
        format_func=study_title,
        on_change=lambda: session.choose_study(st.session_state.study_box),
    )


def language_switch() -> None:
    """English or Chinese."""
    st.session_state.language_box = st.session_state.lang
    st.segmented_control(
        t("app.language"),
        list(LANGUAGES),
        key="language_box",
        format_func=LANGUAGES.get,
        required=True,
        label_visibility="collapsed",
        on_change=lambda: st.session_state.update(lang=st.session_state.language_box),
    )


def need_study() -> Study:
    """The open study; without any, what to do instead of the page."""
    if not st.session_state.study:
        st.info(t("empty.no_study"), icon="👋")
        st.page_link("pages/data.py", label=t("empty.to_data"), icon="➡️")
        st.stop()
    return session.open_study()


def node_name(tree: InterestTree, node_id: str) -> str:
    """The path of a node for pickers; the whole tree for ""."""
    return tree.path_name(node_id) if node_id else t("tree.whole")


def node_picker(tree: InterestTree, key: str) -> None:
    """Find any node by typing a part of its name or path."""
    st.session_state[key] = st.session_state.node
    st.selectbox(
        t("tree.find"),
        ["", *(node.id for node in tree)],
        key=key,
        format_func=lambda node_id: node_name(tree, node_id),
        on_change=lambda: session.choose_node(st.session_state[key]),
        icon="🔍",
    )


def chips(labels: Mapping[str, str], key: str, most: int = _CHIPS) -> str:
    """Rows of small buttons, by id, the first `most` of them; the id of the one that was pressed, else ""."""
    pressed = ""
    with st.container(horizontal=True, gap="small"):
        for chip, label in list(labels.items())[:most]:
            if st.button(plain(label), key=f"chip-{key}-{chip}"):
                pressed = chip
    return pressed


def go_to_user(user_id: str) -> None:
    """Open somebody's page."""
    session.choose_user(user_id)
    st.switch_page("pages/users.py")


def go_to_node(node_id: str) -> None:
    """Open the tree at a node."""
    session.choose_node(node_id)
    st.switch_page("pages/tree.py")


def table(frame: pd.DataFrame, share: str = "", height: int | str = "auto", key: str | None = None) -> None:
    """A frame whose columns are called in the language of the app; the column `share` (0 to 1) is drawn as bars."""
    columns = {name: st.column_config.Column(t(f"column.{name}")) for name in frame}
    if "text" in columns:
        columns["text"] = st.column_config.TextColumn(t("column.text"), width="large")
    if share:
        columns[share] = st.column_config.ProgressColumn(
            t(f"column.{share}"), min_value=0.0, max_value=1.0, format="percent", width="small"
        )
    st.dataframe(frame, hide_index=True, column_config=columns, height=height, key=key)


def download(frame: pd.DataFrame, file_name: str) -> None:
    """A button that saves a frame as CSV, columns in the language of the app."""
    named = frame.rename(columns={name: t(f"column.{name}") for name in frame})
    st.download_button(t("app.download"), csv_bytes(named), f"{file_name}.csv", "text/csv", on_click="ignore", icon="⬇️")


def listed(names: list[str]) -> str:
    """Names of interests or users beside each other, safe for Markdown."""
    return t("app.listing").join(plain(name) for name in names)


def reason(because: Because, tree: InterestTree) -> str:
    """Why something is recommended, safe for Markdown."""
    names = listed([tree[node].name for node in because.nodes])
    family = plain(tree.path(because.nodes[0])[0].name) if because.nodes else ""
    return t(
        f"reason.{because.kind}",
        names=names,
        family=family,
        users=listed(list(because.users)),
        items=listed(list(because.items)),
        n=because.count,
        of=because.of,
    )
