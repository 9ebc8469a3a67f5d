"""Neighbours and recommendations as cards, for users of the study and for somebody new."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import pandas as pd
import streamlit as st

from interest.contents.judgements import About
from interest.recommend import whose
from interest.study import Study
from interest.ui.frame.controls import called, go_to_node, go_to_user, listed, reason, segments
from interest.ui.frame.markdown import plain
from interest.ui.frame.translations import t
from interest.ui.users import judging

COUNTS = (5, 10, 20)
VARIETY = {"best": 0.0, "balanced": 0.3, "varied": 0.6}
"""How varied items may be wished, as a diversity (`interest.recommend.diversity`)."""


def neighbours(
    frame: pd.DataFrame, study: Study, key: str, evidence: Callable[[str], pd.DataFrame], user_id: str = ""
) -> None:
    """Similar users with what is shared and what differs; a button opens each. `user_id` may hide some.

    `evidence` gives what both say of what is shared with a neighbour: `People.shared_evidence`.
    """
    if frame.empty:
        st.write(t("users.no_neighbours"))
    with _list(user_id, "user", len(frame)) as places:
        for place, row in zip(places, frame.itertuples(index=False), strict=False):
            with st.container(border=True):
                left, right = st.columns([3, 1], vertical_alignment="center")
                with left.container(horizontal=True, vertical_alignment="center"):
                    if st.button(
                        plain(row.user_id), key=f"{key}-{row.user_id}", icon=":material/person:", help=t("users.open")
                    ):
                        go_to_user(row.user_id)
                    st.markdown(f"**{row.score:.0%}**", help=t("users.score_help"))
                if user_id and judging.can_judge():
                    with right:
                        thing = judging.Thing(user_id, "user", row.user_id, row.user_id, place)
                        judging.buttons(study, thing, kinds=("hide",))
                if row.shared:
                    st.caption(t("users.shared", names=_interests(study, row.shared)))
                for side, nodes in zip(
                    ("here", "there"), whose(row.differs, study.contents.weights(row.user_id)), strict=True
                ):
                    if nodes:
                        names = _interests(study, nodes)
                        st.caption(t(f"users.only_{side}", user=plain(row.user_id), names=names))
                _in_their_words(evidence(row.user_id), study, row.user_id)


def _interests(study: Study, nodes: Iterable[str]) -> str:
    """Interests by name, safe for Markdown, a category beside topics as the wider one that it is."""
    found = [study.tree[node] for node in nodes]
    return listed([t("users.widely", name=node.name) if node.level == "category" else node.name for node in found])


def _in_their_words(evidence: pd.DataFrame, study: Study, neighbour: str) -> None:
    """What two users say of each interest that they share, side by side, when asked for."""
    if evidence.empty:
        return
    with st.expander(t("users.in_words"), icon=":material/format_quote:"):
        for row in evidence.itertuples(index=False):
            st.markdown(f"**{_interests(study, [row.node_id])}**")
            sides = ((t("users.this_user"), row.text), (plain(neighbour), row.their_text))
            for place, (who, text) in zip(st.columns(2), sides, strict=True):
                place.caption(who)
                place.text(text)


def interests(frame: pd.DataFrame, study: Study, key: str, user_id: str = "") -> None:
    """Recommended interests with their reasons; a button opens each in the tree. `user_id` may judge them."""
    if frame.empty:
        st.write(t("users.no_interests"))
    with _list(user_id, "interest", len(frame)) as places:
        for place, row in zip(places, frame.itertuples(index=False), strict=False):
            name = study.tree[row.node_id].name
            with st.container(border=True):
                with _judged(study, user_id, "interest", row.node_id, name, place):
                    opened = st.button(
                        plain(name), key=f"{key}-{row.node_id}", icon=":material/lightbulb:", help=t("users.open_node")
                    )
                if opened:
                    go_to_node(row.node_id)
                st.caption(reason(row.because, study))


def items(study: Study, recommend: Callable[..., pd.DataFrame], user_id: str = "") -> int:
    """Recommended items with their texts and reasons, as many and such as are chosen; gives how many were asked for.

    `user_id` may judge them. `recommend` is `Study.recommend_items` for somebody: it takes k, node and diversity.
    """
    catalogue, stock = study.catalogue, study.items
    if catalogue is None or stock is None:
        return 0
    about = {"": t("users.any_interest"), **{node: study.tree.path_name(node) for node in catalogue.interests}}
    node = st.selectbox(
        t("users.items_in"), list(about), key=f"items_in-{st.session_state.study}", format_func=called(about),
        persist_state="session",
    )  # fmt: skip
    with st.container(horizontal=True):
        k = segments(t("users.items_count"), {str(n): str(n) for n in COUNTS}, "items_count")
        names = {variety: t(f"users.variety_{variety}") for variety in VARIETY}
        variety = segments(t("users.variety"), names, "items_variety", help=t("users.variety_help"))
    frame = recommend(k=int(k), node=node or None, diversity=VARIETY[variety])
    if frame.empty:
        st.write(t("users.no_items"))
    texts = dict(zip(stock["item_id"], stock["text"], strict=True))
    with _list(user_id, "item", len(frame)) as places:
        for place, row in zip(places, frame.itertuples(index=False), strict=False):
            name = texts.get(row.item_id) or row.item_id
            with st.container(border=True):
                with _judged(study, user_id, "item", row.item_id, name, place):
                    st.text(name)
                st.caption(reason(row.because, study))
    return int(k)


@contextmanager
def _list(user_id: str, about: About, length: int) -> Iterator[Iterator[int]]:
    """The places of a list; where something was put away, its undo comes before what has taken its place."""

    def places() -> Iterator[int]:
        for place in range(length + 1):
            judging.undo_line(user_id, about, place)
            yield place

    left = places()
    yield left
    for _ in left:  # the undo of what stood last
        pass


@contextmanager
def _judged(study: Study, user_id: str, about: About, target_id: str, name: str, place: int) -> Iterator[None]:
    """The head of a card, with buttons at the right where there is somebody to judge it."""
    if not user_id or not judging.can_judge():
        yield
        return
    left, right = st.columns([2, 1])
    with right:
        judging.buttons(study, judging.Thing(user_id, about, target_id, name, place))
    with left:
        yield
