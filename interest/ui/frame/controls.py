"""Pieces that the pages share: headers, pickers, tables, downloads."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import Final, Literal, TypeVar

import pandas as pd
import streamlit as st

from interest.encoders import encoder_label
from interest.export import csv_bytes
from interest.hierarchy.tree import InterestTree, Level
from interest.recommend import Because
from interest.study import Study
from interest.ui.frame import session
from interest.ui.frame.markdown import plain
from interest.ui.frame.translations import LANGUAGES, known, t
from interest.ui.jobs.requests import BuildRequest

C = TypeVar("C", bound=str)

AS_TEXTS: Final = ""
"""The choice of names in the language of the texts."""
_CHIPS = 14
_SHARE_WIDTH = 140  # pixels: narrower, the number is cut off
_MOST_USERS = 5
_ITEM_LENGTH = 24


def header(title: str, question: str) -> None:
    """The title of a page, and the question that it answers.

    A page that is asked for before the app has run gives way to the app: until that has told Streamlit of its pages,
    the files in pages/ have addresses of their own.
    """
    if "study" not in st.session_state:
        st.switch_page("app.py")
    st.title(title)
    st.caption(question)


def study_title(name: str) -> str:
    """A study's name; samples are called what they are in the language of the app."""
    return t(f"sample.{name}") if name in session.SAMPLES else name


def encoder_title(name: str) -> str:
    """What an encoder is called here: the bundled ones by what they are, others by their name."""
    return t(f"encoder.{name}") if known(f"encoder.{name}") else plain(encoder_label(name))


def naming_languages() -> dict[Literal["", "en", "zh"], str]:
    """What names can be in, and what that is called."""
    return {AS_TEXTS: t("naming.as_texts"), "en": t("naming.english"), "zh": t("naming.chinese")}


def called(names: Mapping[C, str]) -> Callable[[C], str]:
    """What a choice is called, for a box of choices."""
    return lambda choice: names.get(choice, choice)


def segments(label: str, names: Mapping[C, str], key: str, help: str | None = None, hidden: bool = False) -> C:
    """One of a few choices, all in sight; kept while the session lasts. `names` are what the choices are called."""
    return st.segmented_control(
        label, list(names), default=next(iter(names)), required=True, key=key, format_func=called(names), help=help,
        persist_state="session", label_visibility="collapsed" if hidden else "visible",
    )  # fmt: skip


def level_switch(key: str) -> Level:
    """Topics, categories or keywords."""
    order: tuple[Level, ...] = ("topic", "category", "keyword")
    return segments(t("users.level"), {level: t(f"level.{level}") for level in order}, key, hidden=True)


def study_picker(names: list[str]) -> None:
    """The choice of the study, samples first."""
    st.session_state.study_box = st.session_state.study
    titles = {name: study_title(name) for name in names}
    st.selectbox(
        t("app.study"),
        names,
        key="study_box",
        format_func=called(titles),
        on_change=lambda: session.choose_study(st.session_state.study_box),
    )


def language_switch() -> None:
    """English or Chinese."""
    st.session_state.language_box = st.session_state.lang
    st.segmented_control(
        t("app.language"),
        list(LANGUAGES),
        key="language_box",
        format_func=called(LANGUAGES),
        required=True,
        label_visibility="collapsed",
        on_change=lambda: st.session_state.update(lang=st.session_state.language_box),
    )


def need_study() -> Study:
    """The open study; without any, what to do instead of the page."""
    if not st.session_state.study:
        job = st.session_state.job
        if job is not None and job.kind == BuildRequest.kind:
            st.info(t("empty.building", name=plain(study_title(job.name))), icon=":material/hourglass_top:")
            st.stop()
        st.info(t("empty.no_study"), icon=":material/waving_hand:")
        st.page_link("pages/data.py", label=t("empty.to_data"), icon=":material/arrow_forward:")
        st.stop()
    return session.open_study()


def node_picker(tree: InterestTree, key: str) -> None:
    """Find any node by typing a part of its name or path; its own name comes first, since the box may be narrow."""
    st.session_state[key] = st.session_state.node
    names = {"": t("tree.whole")}
    for node in tree:
        names[node.id] = f"{node.name} · {tree.path_name(node.parent)}" if node.parent else node.name
    st.selectbox(
        t("tree.find"),
        list(names),
        key=key,
        format_func=called(names),
        on_change=lambda: session.choose_node(st.session_state[key]),
        icon=":material/search:",
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


def whose(user: str, source: str) -> str:
    """Who said something, and where, as far as the data have sources."""
    return t("map.from" if source else "map.by", user=plain(user), source=plain(source))


def quotes(texts: Iterable[str], sources: Iterable[str] = ()) -> None:
    """Statements of users in full, each with where it comes from, if that is given."""
    for text, source in zip_longest(texts, sources):
        with st.container(border=True, gap=None):
            st.text(text)
            if source:
                st.caption(source)


def table(
    frame: pd.DataFrame,
    share: str | Sequence[str] = (),
    percent: Sequence[str] = (),
    height: int | Literal["auto"] = "auto",
    helps: Mapping[str, str] | None = None,
    **widths: int,
) -> None:
    """A frame whose columns are called in the language of the app.

    The columns `share` (0 to 1) are drawn as bars, the columns `percent` are only written; `helps` explain columns to
    who points at their names; `widths` are pixels by column, where a column shall not be as wide as its longest text.
    """
    helps = helps or {}
    columns = {
        name: st.column_config.Column(t(f"column.{name}"), width=widths.get(name), help=helps.get(name))
        for name in frame
    }
    for name in (share,) if isinstance(share, str) else share:
        columns[name] = st.column_config.ProgressColumn(
            t(f"column.{name}"), min_value=0, max_value=100, format="%d%%", width=_SHARE_WIDTH
        )
        frame = frame.assign(**{name: (100 * frame[name]).round()})
    for name in percent:
        columns[name] = st.column_config.NumberColumn(
            t(f"column.{name}"), format="percent", width=widths.get(name), help=helps.get(name)
        )
        frame = frame.assign(**{name: frame[name].round(2)})
    st.dataframe(frame, hide_index=True, column_config=columns, height=height, placeholder="–")


def download(frame: pd.DataFrame, file_name: str, label: str = "", called: Mapping[str, str] | None = None) -> None:
    """A button that saves a frame as CSV, columns in the language of the app but for those that are `called` so."""
    called = called or {}
    named = frame.rename(columns={name: called.get(name) or t(f"column.{name}") for name in frame})
    st.download_button(
        label or t("app.download"),
        csv_bytes(named),
        f"{file_name}.csv",
        "text/csv",
        on_click="ignore",
        icon=":material/download:",
    )


def listed(names: list[str], most: int | None = None) -> str:
    """Names of interests, users or items beside each other, safe for Markdown; of many only the first `most`."""
    more = "…" if most and len(names) > most else ""
    return t("app.listing").join(plain(name) for name in names[:most]) + more


def reason(because: Because, study: Study) -> str:
    """Why something is recommended, safe for Markdown."""
    tree = study.tree
    names, items = [tree[node].name for node in because.nodes], [_item_name(study, item) for item in because.items]
    return t(
        f"reason.{because.kind}",
        names=listed(names),
        liked=listed([*names, *items]),
        family=plain(tree.path(because.nodes[0])[0].name) if because.nodes else "",
        users=listed(list(because.users), _MOST_USERS),
        items=listed(items),
        n=because.count,
        of=because.of,
    )


def _item_name(study: Study, item_id: str) -> str:
    """The beginning of an item's text, its id where it has none."""
    items = study.items
    found = [] if items is None else items.loc[items["item_id"] == item_id, "text"].tolist()
    text = found[0] if found else item_id
    return text if len(text) <= _ITEM_LENGTH else f"{text[:_ITEM_LENGTH].rstrip()}…"
