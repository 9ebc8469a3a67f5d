"""What are people interested in? The tree of interests, and one node of it in detail."""

import streamlit as st

from interest import figures
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


def clicked() -> None:
    """Select the node that was clicked; a click on the middle, which is where the view stands, goes one level up."""
    points = st.session_state.tree_chart.selection.points
    if not points:
        return
    node_id, here = points[0].get("id", ""), st.session_state.node
    if node_id == here and points[0].get("percent_entry") == 1:  # what plotly calls its parent may be a mere label
        node_id = session.open_study().tree[here].parent
    session.choose_node("" if node_id in (figures.ROOT, None) else node_id)


def controls(study: Study) -> tuple[str, str]:
    """Shape and measure, the search, and the number of categories."""
    shape_place, measure_place, find_place, cut_place = st.columns([4, 3, 5, 2], vertical_alignment="bottom")
    with shape_place:
        shape = segments(t("tree.shape"), {s: t(f"shape.{s}") for s in ("sunburst", "treemap", "icicle")}, "shape")
    with measure_place:
        measures = {measure: t(f"measure.{measure}") for measure in ("statements", "users")}
        measure = segments(t("tree.measure"), measures, "measure", help=t("tree.measure_help"))
    with find_place:
        node_picker(study.tree, "tree_node")
    with cut_place, st.popover(t("tree.recut"), icon=":material/content_cut:"):
        recut(study)
    return shape, measure


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


def overview(study: Study) -> None:
    """The panel beside the whole tree."""
    categories = study.tree.level("category")
    st.subheader(t("tree.whole"))
    left, right = st.columns(2)
    left.metric(t("data.categories"), len(categories))
    right.metric(t("data.topics"), len(study.tree.level("topic")))
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


def panel(study: Study, node_id: str) -> None:
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
    children = study.tree.children(node_id)
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
shape, measure = controls(study)
chart_place, panel_place = st.columns([3, 2], gap="large")
with chart_place:
    figure = figures.tree_figure(
        study.tree, shape, measure, st.session_state.node, root=t("tree.whole"), users=len(study.users),
        hover=t("tree.hover"),
    )  # fmt: skip
    st.plotly_chart(
        figure, theme=None, key="tree_chart", on_select=clicked, selection_mode="points",
        config={"displayModeBar": False}, alt=t("tree.alt"),
    )  # fmt: skip
    st.caption(t("tree.chart_help"))
    history(study)
    naming_form(study)
with panel_place:
    if st.session_state.node:
        panel(study, st.session_state.node)
    else:
        overview(study)
