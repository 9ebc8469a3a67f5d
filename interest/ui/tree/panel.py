"""One node of the tree in detail: how large, in which words, who, what it holds; and when, where and how liked."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from interest.hierarchy.tree import InterestTree, Node
from interest.study import Study
from interest.ui.frame import session
from interest.ui.frame.controls import chips, download, go_to_user, listed, quotes, table, whose
from interest.ui.frame.markdown import plain
from interest.ui.frame.translations import t
from interest.ui.shared.facets import Among, column_chart, rating_chart, source_chart, time_chart
from interest.ui.shared.sayings import said_most
from interest.ui.shared.weakness import measured, weakness
from interest.ui.tree.editing import edit_node, undo_and_redo
from interest.ui.tree.facts import NodeFacts, node_facts, node_statements

_MOST_READ = 1000
"""Rows that are sent to the browser; the file has all of them."""


def panel(study: Study, node_id: str, tree: InterestTree, among: pd.DataFrame | None = None) -> None:
    """A node of a study; `tree` counts the statements that are looked at, which are all, or those `among`."""
    breadcrumbs(study.tree.path(node_id))
    st.caption(t(f"level.{study.tree[node_id].level}"))
    if study.tree[node_id].talk:
        st.info(t("tree.talk"), icon=":material/chat_bubble:")
    if weak := weakness(study, node_id):
        st.warning(weak, icon=":material/warning:")
    if said := measured(study, node_id):
        st.caption(said, help=t("audit.help"))
    if node_id not in tree:
        st.info(t("tree.none_of_opinion"))
        undo_and_redo(study)
        return
    if among is None and not study.tree[node_id].talk:
        said_most(study, node_id)
    facts = node_facts(study, node_id, among)
    _examples(facts)
    _read_all(study, facts.node, among)
    _figures(facts, filtered=among is not None)
    edit_node(study, node_id)
    undo_and_redo(study)
    if children := tree.children(node_id):
        st.write(f"**{t(f'tree.children_of_{facts.node.level}')}**")
        if picked := chips({child.id: f"{child.name} · {child.size:,}" for child in children}, "child"):
            session.choose_node(picked)
            st.rerun()
    if study.contents.has_people:
        st.write(f"**{t('tree.top_users')}**")
        users = facts.top_users.itertuples(index=False)
        if user_id := chips({row.user_id: f"{row.user_id} · {row.statements}" for row in users}, "user"):
            go_to_user(user_id)
    if st.button(t("segments.of_node"), icon=":material/groups:", help=t("segments.of_node_help")):
        session.start_defining([node_id])
        st.switch_page("pages/segments.py")


def _read_all(study: Study, node: Node, among: pd.DataFrame | None) -> None:
    """A way to everything that was said of a node, the most fitting first, and to a file of it."""

    @st.dialog(plain(node.name), width="large", icon=":material/format_list_bulleted:")
    def all_statements() -> None:
        own = node_statements(study, node.id, among)
        table(own.head(_MOST_READ), height=480, text=440)
        if len(own) > _MOST_READ:
            st.caption(t("tree.read_some", n=_MOST_READ))
        download(own, f"{study.name}-{node.name}")

    if st.button(t("tree.read_all", n=node.size), icon=":material/format_list_bulleted:", key="read-all"):
        all_statements()


def breadcrumbs(path: list[Node]) -> None:
    """The way up, and the name of the node."""
    with st.container(horizontal=True, gap="small"):
        steps = {"": t("tree.whole"), **{node.id: node.name for node in path[:-1]}}
        for node_id, name in steps.items():
            st.button(
                f"{plain(name)} ›", key=f"crumb-{node_id}", type="tertiary",
                on_click=session.choose_node, args=(node_id,),
            )  # fmt: skip
    st.subheader(plain(path[-1].name))


def _examples(facts: NodeFacts) -> None:
    """Typical statements, and who said them."""
    st.write(f"**{t('tree.examples')}**")
    said = zip(*(facts.examples[column] for column in ("user_id", "source", "people")), strict=True)
    quotes(facts.examples["text"], [_said_by(*by) for by in said])


def _figures(facts: NodeFacts, filtered: bool) -> None:
    """How many statements and people, and the words they use."""
    node = facts.node
    left, right = st.columns(2)
    share, user_share = ("tree.share_shown", "tree.user_share_shown") if filtered else ("tree.share", "tree.user_share")
    left.metric(t("data.statements"), f"{node.size:,}", help=t(share, share=facts.share))
    right.metric(t("data.users"), f"{node.users:,}", help=t(user_share, share=facts.user_share))
    st.markdown(t("tree.outliers", share=facts.outliers), help=t("tree.outliers_help"))
    if node.keyphrases:
        st.write(t("tree.keyphrases", phrases=listed(list(node.keyphrases[:12]))))


def _said_by(user: str, source: str, people: int) -> str:
    """Who said something, and how many people did in the same words."""
    return t("tree.said_by", place=whose(user, source), n=people)


def facets(study: Study, node_id: str, among: Among | None = None) -> None:
    """When, where and how a node is spoken of, as far as the data say, in all statements or those among some."""
    if among:
        people = among.statements["user_id"].nunique()
        st.caption(t("facet.among", value=plain(among.text), statements=len(among.statements), n=people))
    _facet(time_chart, "time", study, node_id, among)
    _facet(source_chart, "source", study, node_id, among)
    if not (among and among.opinion):  # of statements that are all liked, there is nothing to say of how liked they are
        _facet(rating_chart, "rating", study, node_id, among)
    _facet(column_chart, "column", study, node_id, among)


def _facet(chart: Callable[..., bool], name: str, study: Study, node_id: str, among: Among | None) -> None:
    """A chart with its title, where there is something to show."""
    title = st.empty()
    if chart(study, node_id, f"node-{name}", among=among):
        title.markdown(f"**{t(f'facet.{name}')}**", help=t(f"facet.{name}_help"))
