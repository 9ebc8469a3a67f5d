"""One user: what they care about, what says so, and how it went over time."""

from typing import Literal

import pandas as pd
import streamlit as st

from interest import figures
from interest.findings import Timeline, user_over_time
from interest.hierarchy.tree import Level
from interest.study import Study
from interest.ui.frame import session
from interest.ui.frame.charts import chart
from interest.ui.frame.controls import called, go_to_node, quotes, segments
from interest.ui.frame.translations import t
from interest.users import Profile

BARS = 10
LEVELS: tuple[Level, ...] = ("topic", "category", "keyword")


def picture(study: Study, profile: Profile) -> None:
    """What the user cares about: bars of the level of choice, or the user's own tree."""
    choices: dict[Level | Literal["sunburst"], str] = {level: t(f"level.{level}") for level in LEVELS}
    choices["sunburst"] = t("shape.sunburst")
    chosen = segments(t("users.level"), choices, "profile_level", hidden=True)
    if chosen == "sunburst":
        _own_tree(study, profile)
    else:
        _bars(study, profile.top(chosen, BARS), profile.user_id)


def _bars(study: Study, rows: pd.DataFrame, user_id: str) -> None:
    colours = figures.node_colours(study.tree)
    rows = rows.assign(
        colour=[colours[study.tree.path(node)[0].id] for node in rows["node_id"]],
        note=[t("users.lift_note", lift=lift) for lift in rows["lift"]],
    )
    chart(figures.bars_figure(rows), "profile_bars", t("users.bars_alt"), user_id)
    st.caption(t("users.lift_help"))


def _own_tree(study: Study, profile: Profile) -> None:
    own = study.tree.in_sight(study.statements)
    tree = study.tree.among(own[own["user_id"] == profile.user_id])
    figure = figures.tree_figure(
        tree, "sunburst", "statements", root=profile.user_id, users=1, hover=t("users.tree_hover")
    )
    chart(figure, "profile_tree", t("users.tree_alt"), profile.user_id, square=True)
    st.caption(t("users.tree_help"))


def evidence(study: Study, profile: Profile) -> None:
    """The user's own statements behind each interest."""
    names = {node: study.tree.path_name(node) for node in profile.top("topic", BARS)["node_id"]}
    node = st.selectbox(
        t("users.evidence_for"), list(names), key=f"evidence-{profile.user_id}", format_func=called(names)
    )
    own = profile.evidence[profile.evidence["node_id"] == node]
    quotes(own["text"])
    if st.button(t("users.see_node"), icon=":material/account_tree:"):
        go_to_node(node)


@st.cache_resource(max_entries=64, show_spinner=False)
def _history(key: str, user_id: str, _study: Study) -> Timeline | None:
    return user_over_time(_study.contents, user_id)


def history(study: Study, user_id: str) -> None:
    """What the user spoke of when; nothing where no times are known, or too few."""
    timeline = _history(session.study_key(), user_id, study)
    if timeline is None:
        return
    st.subheader(t("users.history"), help=t("users.history_help"))
    seen = set(timeline.bins["category"])
    names = {node.id: node.name for node in study.tree.level("category") if node.id in seen}
    hover = t(f"users.hover_{timeline.unit}")
    axis, days = t("data.statements"), t("facet.days")
    figure = figures.history_figure(timeline.bins, names, figures.node_colours(study.tree), hover, axis, days)
    chart(figure, "profile_history", t("users.history_alt"), f"{user_id}-history")
