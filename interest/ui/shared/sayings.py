"""What is said most, as points with a way to all statements of each."""

import streamlit as st

from interest.ingest.duplicates import duplicate_key
from interest.study import Study
from interest.summaries import Point
from interest.ui.frame.controls import go_to_node, table
from interest.ui.frame.markdown import plain
from interest.ui.frame.translations import t


def said_most(study: Study, node_id: str | None = None) -> None:
    """What is said most in the whole study, the points beside each other, or in a node, below each other."""
    st.markdown(f"**{t('points.title')}**", help=t("points.help"))
    found = study.summary(node_id)
    if found.silence:
        st.caption(t(f"points.{found.silence}"))
    many = len(found.points)
    places = [st.container()] * many if node_id or not many else st.columns(many)
    for number, (place, point) in enumerate(zip(places, found.points, strict=True)):
        with place, st.container(border=True, gap=None, key=f"point-{number}", height="stretch"):
            st.text(point.text)
            st.caption(_behind(study, point, node_id))
            with st.container(horizontal=True, gap="small"):
                _read(study, point, f"point-read-{number}")
                if point.node != node_id and st.button(
                    t("findings.to_tree"), key=f"point-node-{number}", icon=":material/account_tree:", type="tertiary"
                ):
                    go_to_node(point.node)


def _behind(study: Study, point: Point, node_id: str | None) -> str:
    """How many people say it, and where, if that isn't where one is or called as it says."""
    people, name = t("points.people", n=point.people), study.tree[point.node].name
    told = point.node == node_id or duplicate_key(name) == duplicate_key(point.text)
    return people if told else people + t("app.separator") + plain(name)


def _read(study: Study, point: Point, key: str) -> None:
    """The button that opens the statements of a point."""

    @st.dialog(plain(point.text), width="large", icon=":material/format_quote:")
    def statements() -> None:
        own = study.statements.iloc[list(point.statements)]
        who = ["user_id"] if study.contents.has_people else []
        where = ["source"] if study.statements["source"].nunique() > 1 else []
        table(own[["text", *who, *where]], text=440)

    label = t("points.read", n=len(point.statements))
    if st.button(label, key=key, icon=":material/format_quote:", type="tertiary"):
        statements()
