"""What are people interested in? The tree of interests, and one node of it in detail."""

import streamlit as st

from interest import figures
from interest.hierarchy.tree import InterestTree
from interest.study import Study
from interest.ui import session
from interest.ui.controls import (
    chips,
    go_to_user,
    header,
    listed,
    need_study,
    node_picker,
    quotes,
    segments,
)
from interest.ui.editing import edit_node, history
from interest.ui.markdown import plain
from interest.ui.naming_form import naming_form
from interest.ui.node_facts import node_facts
from interest.ui.segment_form import start_defining
from interest.ui.translations import t
from interest.ui.trust import weakness

SHAPES = ("sunburst", "treemap", "icicle", "branches")


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


def controls(study: Study) -> tuple[InterestTree, str, str]:
    """Which interests are shown, in which shape and by which measure; the search, and the number of categories."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        shape = segments(t("tree.shape"), {shape: t(f"shape.{shape}") for shape in SHAPES}, "shape")
        measures = {measure: t(f"measure.{measure}") for measure in ("statements", "users")}
        measure = segments(t("tree.measure"), measures, "measure", help=t("tree.measure_help"))
        find = st.container(width=215)
        with st.popover(t("tree.few"), icon=":material/filter_alt:"):
            least = st.number_input(t("tree.few_users"), 1, help=t("tree.few_help"), key="few", persist_state="session")
        with st.popover(t("tree.recut"), icon=":material/content_cut:"):
            recut(study)
    tree = study.tree.of_users(least)
    if st.session_state.node and st.session_state.node not in tree:
        st.session_state.node = ""
    with find:
        node_picker(tree, "tree_node")
    return tree, shape, measure


def recut(study: Study) -> None:
    """Another number of categories, at once for this session, and for good when asked."""
    now = len(study.tree.level("category"))
    wanted = st.slider(t("tree.categories"), 2, 30, min(max(now, 2), 30), key=f"recut-{session.study_key()}")
    st.caption(t("tree.recut_help"))
    if st.button(t("tree.apply"), disabled=wanted == now, type="primary"):
        st.session_state.update(categories=wanted, node="")
        st.rerun()
    if st.session_state.categories:
        if st.button(t("tree.undo")):
            st.session_state.update(categories=0, node="")
            st.rerun()
        if st.button(t("tree.keep")):
            session.save_cut()
            st.rerun()


def overview(tree: InterestTree) -> None:
    """The panel beside the whole tree."""
    categories = tree.level("category")
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


def breadcrumbs(path: list) -> None:
    """The way up, and the name of the node."""
    with st.container(horizontal=True, gap="small"):
        steps = {"": t("tree.whole"), **{node.id: node.name for node in path[:-1]}}
        for node_id, name in steps.items():
            st.button(
                f"{plain(name)} ›", key=f"crumb-{node_id}", type="tertiary",
                on_click=session.choose_node, args=(node_id,),
            )  # fmt: skip
    st.subheader(plain(path[-1].name))


def panel(study: Study, tree: InterestTree, node_id: str) -> None:
    """One node: how large, in which words, who, and what it holds."""
    facts = node_facts(study, node_id)
    node = facts.node
    breadcrumbs(facts.path)
    st.caption(t(f"level.{node.level}"))
    if weak := weakness(study, node_id):
        st.warning(weak, icon=":material/warning:")
    st.write(f"**{t('tree.examples')}**")
    places = zip(facts.examples["user_id"], facts.examples["source"], strict=True)
    quotes(facts.examples["text"], [t("map.from", user=plain(user), source=plain(source)) for user, source in places])
    left, right = st.columns(2)
    left.metric(t("data.statements"), f"{node.size:,}", help=t("tree.share", share=facts.share))
    right.metric(t("data.users"), f"{node.users:,}", help=t("tree.user_share", share=facts.user_share))
    st.markdown(t("tree.outliers", share=facts.outliers), help=t("tree.outliers_help"))
    if node.keyphrases:
        st.write(t("tree.keyphrases", phrases=listed(list(node.keyphrases[:12]))))
    edit_node(study, node_id)
    children = tree.children(node_id)
    if children:
        st.write(f"**{t(f'tree.children_of_{node.level}')}**")
        if picked := chips({child.id: f"{child.name} · {child.size:,}" for child in children}, "child"):
            session.choose_node(picked)
            st.rerun()
    st.write(f"**{t('tree.top_users')}**")
    users = facts.top_users.itertuples(index=False)
    if user_id := chips({row.user_id: f"{row.user_id} · {row.statements}" for row in users}, "user"):
        go_to_user(user_id)
    if st.button(t("segments.of_node"), icon=":material/groups:", help=t("segments.of_node_help")):
        start_defining()
        st.switch_page("pages/segments.py")


study = need_study()
header(t("nav.tree"), t("tree.question"))
tree, shape, measure = controls(study)
chart_place, panel_place = st.columns([3, 2], gap="large")
with chart_place:
    said = {"root": t("tree.whole"), "users": len(study.users), "hover": t("tree.hover")}
    if shape == "branches":
        figure = figures.branches_figure(tree, measure, st.session_state.node, **said)
    else:
        figure = figures.tree_figure(tree, shape, measure, st.session_state.node, **said)
    st.plotly_chart(
        figure, theme=None, key="tree_chart", on_select=clicked, selection_mode="points",
        config={"displayModeBar": False}, alt=t("tree.alt"),
    )  # fmt: skip
    st.caption(t("tree.chart_help"))
    history(study)
    naming_form(study)
with panel_place:
    if st.session_state.node:
        panel(study, tree, st.session_state.node)
    else:
        overview(tree)
