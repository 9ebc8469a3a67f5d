"""What are people interested in? The tree of interests, and one node of it in detail."""

from typing import Literal
from zlib import crc32

import streamlit as st

from interest import figures
from interest.contents.opinions import Likely, Opinion
from interest.hierarchy.tree import InterestTree
from interest.study import Study
from interest.ui.frame import session
from interest.ui.frame.charts import chart
from interest.ui.frame.controls import chips, header, need_study, node_picker, segments
from interest.ui.frame.markdown import plain
from interest.ui.frame.translations import t
from interest.ui.shared.candidates import candidates_card
from interest.ui.shared.facets import Among, opinion_switch, with_opinion
from interest.ui.tree.asked import Asked, ask_column, tree_in_colours
from interest.ui.tree.editing import history, undo_and_redo
from interest.ui.tree.naming import naming_form
from interest.ui.tree.own import own_interests
from interest.ui.tree.panel import facets, panel

Look = figures.Shape | Literal["branches"]
SHAPES: tuple[Look, ...] = ("sunburst", "treemap", "icicle", "branches")


def clicked() -> None:
    """Select the node that was clicked; a click on the middle, which is where the view stands, goes one level up."""
    points = st.session_state.tree_chart.selection.points
    if not points:
        return
    # A node of the branches says who it is in its customdata, a sector or tile by its id.
    node_id, here = points[0].get("id") or points[0]["customdata"][-1], st.session_state.node
    if node_id == here and points[0].get("percent_entry") == 1:  # what plotly calls its parent may be a mere label
        node_id = session.open_study().tree[here].parent
    session.choose_node("" if node_id in (figures.ROOT, None) else node_id)


def shows_found(study: Study) -> bool:
    """The switch between the tree that was found and what somebody looks for; who chooses a node comes to the tree."""
    state = st.session_state
    if state.get("tree_view") == "own" and state.node and state.node != state.own_left:
        state.tree_view = "found"
    views = {"found": t("own.view_found"), "own": t("own.view_own", n=len(study.own))}
    shown = segments(t("own.view"), views, "tree_view", hidden=True)
    state.own_left = state.node
    return shown == "found"


def controls(study: Study) -> tuple[InterestTree, Look, figures.Measure, Opinion | Likely | None, Asked | None]:
    """Which interests are shown, in which shape, by which measure, of what opinion and value of a column (None: any).

    Two rows: how to look and where, then what to leave out.
    """
    with st.container(horizontal=True, vertical_alignment="bottom"):
        shape = segments(t("tree.shape"), {shape: t(f"shape.{shape}") for shape in SHAPES}, "shape")
        measures: tuple[figures.Measure, ...] = ("statements", "users")
        names = {measure: t(f"measure.{measure}") for measure in measures}
        measure = segments(t("tree.measure"), names, "measure", help=t("tree.measure_help"))
        find = st.container(width=215)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        opinion = opinion_switch(study)
        asked = ask_column(study)
        least = least_users()
        # Another key closes it when another cut is shown, which it would hide.
        with st.popover(t("tree.recut"), icon=":material/content_cut:", key=f"cut-{st.session_state.categories}"):
            recut(study)
    tree = study.tree.of_users(least)
    if st.session_state.node and st.session_state.node not in tree:
        st.info(t("tree.few_dropped", node=plain(study.tree[st.session_state.node].name), n=least))
        st.session_state.node = ""
    with find:
        node_picker(tree, "tree_node")
    if (among := looked_at(study, opinion, asked)) is not None:
        tree = tree.among(among.statements).of_users(least)  # left out among these too
    return tree, shape, measure, opinion, asked


def looked_at(study: Study, opinion: Opinion | Likely | None, asked: Asked | None) -> Among | None:
    """The statements of an opinion, and of those with a value of a column; None for all."""
    rated = with_opinion(session.study_key(), opinion, study)
    only = asked if asked and asked.way == "only" else None
    own = only.statements(study) if only else rated
    if own is None:
        return None
    if only and rated is not None:
        own = own[own.index.isin(rated.index)]
    said = [only.text] if only else []
    return Among(t("app.separator").join([*said, *([t(f"opinion.{opinion}")] if opinion else [])]), own, opinion)


def least_users() -> int:
    """The choice of how many users an interest must have to be shown; the button says so. Each study has its own."""
    key = f"few-{st.session_state.study}"
    least = st.session_state.get(key, 1)
    label = t("tree.few") if least == 1 else t("tree.few_set", n=least)
    with st.popover(label, icon=":material/filter_alt:"):
        return st.number_input(t("tree.few_users"), 1, help=t("tree.few_help"), key=key, persist_state="session")


def recut(study: Study) -> None:
    """Another number of categories, at once for this session."""
    now = len(study.tree.level("category"))
    wanted = st.slider(t("tree.categories"), 2, 30, min(max(now, 2), 30), key=f"recut-{session.study_key()}")
    st.caption(t("tree.recut_help"))
    st.button(t("tree.apply"), disabled=wanted == now, type="primary", on_click=session.choose_cut, args=(wanted,))


def unsaved_cut(study: Study) -> None:
    """Where another number of categories is looked at: that it is not saved, and the ways on."""
    if not st.session_state.categories:
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="unsaved-cut"):
        st.markdown(t("tree.unsaved", n=len(study.tree.level("category"))), width="stretch")
        if st.button(t("tree.keep"), type="primary", icon=":material/save:"):
            session.save_cut()
            st.rerun()
        st.button(t("tree.undo"), icon=":material/undo:", on_click=session.choose_cut, args=(0,))


def into_view(node_id: str) -> None:
    """Scroll up to the panel when another node is chosen from below it."""
    number = crc32(node_id.encode())  # another script for another node; an id itself may be anybody's text
    st.html(
        f"<script>/* {number} */ {{ const panel = document.querySelector('.st-key-node-panel');"
        "if (panel && panel.getBoundingClientRect().top < 0) panel.scrollIntoView(); }</script>",
        unsafe_allow_javascript=True,
    )


def overview(tree: InterestTree) -> None:
    """The panel beside the whole tree."""
    categories = sorted(tree.level("category"), key=lambda node: -node.size)
    if not categories:
        st.info(t("tree.none_left"))
        return
    st.subheader(t("tree.whole"))
    left, right = st.columns(2)
    left.metric(t("data.categories"), len(categories))
    right.metric(t("data.topics"), len(tree.level("topic")))
    st.caption(t("tree.start"))
    if picked := chips({node.id: f"{node.name} · {node.size:,}" for node in categories}, "child", len(categories)):
        session.choose_node(picked)
        st.rerun()


header(t("nav.tree"), t("tree.question"))
study = need_study()
if not shows_found(study):
    own_interests(study)
    st.stop()
tree, shape, measure, opinion, asked = controls(study)
unsaved_cut(study)
candidates_card(study)
looked = looked_at(study, opinion, asked)
among = looked.statements if looked else None
if among is not None and among.empty:
    if opinion:
        st.info(t("tree.none_rated", opinion=t(f"opinion.{opinion}"), all=t("opinion.all")))
    else:
        st.info(t("columns.nobody"))
    st.stop()
node = st.session_state.node
chart_place, panel_place = st.columns([3, 2], gap="large")
with chart_place:
    users = len(study.users) if among is None else among["user_id"].nunique()
    root, hover = t("tree.whole"), t("tree.hover")
    selected = node if node in tree else ""
    in_colours = asked is not None and asked.way == "colours"
    if asked is not None and in_colours:
        tree_in_colours(study, tree, asked)
    elif shape == "branches":
        figure = figures.branches_figure(tree, measure, selected, root=root, users=users, hover=hover)
    else:
        figure = figures.tree_figure(tree, shape, measure, selected, root=root, users=users, hover=hover)
    if not in_colours:
        chart(
            figure,
            "tree_chart",
            t("tree.alt"),
            tree[selected].name if selected else shape,
            on_select=clicked,
            square=shape == "sunburst",
        )
    st.caption(t("tree.chart_help"))
    if node:
        facets(study, node, looked)
    history(study)
    naming_form(study)
with panel_place.container(key="node-panel"):
    if node:
        panel(study, node, tree, among)
        into_view(node)
    else:
        undo_and_redo(study)
        overview(tree)
session.read_ahead()
