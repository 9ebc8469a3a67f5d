"""Where does it lie? Statements or users in the plane, near to what is like them."""

import dataclasses

import streamlit as st

from interest import figures
from interest.study import Study
from interest.ui.frame import session
from interest.ui.frame.charts import chart
from interest.ui.frame.controls import (
    called,
    go_to_node,
    go_to_user,
    header,
    need_study,
    node_picker,
    quotes,
    segments,
    whose,
)
from interest.ui.frame.markdown import plain
from interest.ui.frame.translations import t
from interest.ui.map.lasso import segment_of_points
from interest.ui.shared.columns import column_name, columns_of
from interest.ui.shared.points import (
    LEVELS,
    NONE,
    OTHERS,
    UNKNOWN,
    Colour,
    Drawing,
    MapPoints,
    Show,
    clicked_ids,
    colours_of,
    draw,
    statement_points,
    user_points,
)

STATEMENTS = 5
TOOLS = ("zoomIn2d", "zoomOut2d", "pan2d", "resetScale2d", "select2d", "lasso2d")


# The study's key stands for the study, which is too large to compare.
@st.cache_resource(max_entries=6, show_spinner=False)
def points_of(key: str, show: Show, colour: Colour, column: str, _study: Study) -> MapPoints:
    return (statement_points if show == "statements" else user_points)(_study, colour, column)


@st.cache_resource(max_entries=6, show_spinner=False)
def drawing(key: str, show: Show, by: str, view: figures.View, node: str, _study: Study, _shown: MapPoints) -> Drawing:
    return draw(_study, _shown, view, show, node)


def controls(study: Study) -> tuple[Show, Colour, str]:
    """What to show, coloured by what, by which column or own interest if by one, and the search."""
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        shows: tuple[Show, ...] = ("statements", "users") if study.contents.has_people else ("statements",)
        show = shows[0]
        if len(shows) > 1:
            show = segments(t("map.show"), {show: t(f"show.{show}") for show in shows}, "map_show")
        colour = segments(t("map.colour"), {name: t(f"colour.{name}") for name in colours_of(study)}, "map_colour")
        column = ""
        if colour == "column":
            with st.container(width=215):
                column = st.selectbox(
                    t("segments.column"), columns_of(study), key="map_column", format_func=column_name
                )
        if colour == "own" and len(study.own) > 1:
            names = ["", *(interest.name for interest in study.own)]
            with st.container(width=215):
                column = st.selectbox(t("own.choose"), names, key="map_own", format_func=called({"": t("map.all_own")}))
        with st.container(width=215):
            node_picker(study.tree, "map_node")
    return show, colour, column


def chosen_points(shown: MapPoints, chart: str) -> list[str]:
    """The ids of the points of this chart that were clicked, or lie within the lasso or the box."""
    selection = st.session_state.get(chart)
    return clicked_ids(shown, selection["selection"] if selection else {})


def view_shown(shown: MapPoints) -> figures.View | None:
    """The part of the map to look at: what was chosen to look closer at, else the selected node; None for all."""
    asked = (session.study_key(), st.session_state.node)
    closer = st.session_state.get("map_closer")
    if closer and closer[0] == asked:
        return closer[1]
    if not st.session_state.node or not len(shown.points):
        return None
    own = shown.of_node(st.session_state.node)
    return figures.view_of(own) if len(own) else None


def look_closer(shown: MapPoints, chosen: list[str]) -> None:
    """A button that brings the chosen points near, where finer names find room."""
    if st.button(t("map.closer"), icon=":material/zoom_in:"):
        view = figures.view_of(shown.points[shown.points["id"].isin(chosen)])
        st.session_state.map_closer = ((session.study_key(), st.session_state.node), view)
        st.rerun()


def look_at_all() -> None:
    """Back to the whole map."""
    st.session_state.map_closer = None
    session.choose_node("")


def statement_panel(study: Study, statement_id: int) -> None:
    """One statement, whose it is and where it belongs."""
    row = study.statements.loc[study.statements["statement_id"] == statement_id].iloc[0]
    st.subheader(t("map.statement"))
    with st.container(border=True):
        st.text(row["text"])
    st.caption(plain(study.tree.path_name(row["keyword"])))
    st.caption(whose(row["user_id"], row["source"]))
    if row["is_outlier"]:
        st.caption(t("map.outlier"))
    if study.contents.has_people and st.button(t("map.to_user", user=plain(row["user_id"])), icon=":material/person:"):
        go_to_user(row["user_id"])
    if st.button(t("map.to_topic"), icon=":material/account_tree:"):
        go_to_node(row["topic"])


def user_panel(study: Study, user_id: str) -> None:
    """One user and what they care about most."""
    st.subheader(plain(user_id))
    for row in study.profile(user_id).top("topic", 6).itertuples(index=False):
        st.markdown(f"**{row.weight:.0%}** {plain(row.name)}")
    if st.button(t("map.open_user"), icon=":material/person:"):
        go_to_user(user_id)


def node_panel(study: Study, node_id: str) -> None:
    """The statements of the selected node, for those who don't click points."""
    node = study.tree[node_id]
    st.subheader(plain(node.name))
    own = study.statements[study.statements[node.level] == node_id]
    best = own.sort_values("strength", ascending=False).drop_duplicates("text").head(STATEMENTS)
    quotes(best["text"], [whose(user, "") for user in best["user_id"]])
    if st.button(t("map.to_node"), icon=":material/account_tree:"):
        go_to_node(node_id)


def focus_of(study: Study, colour: Colour) -> str:
    """The group to which the selected node belongs, as far as groups are nodes."""
    if not st.session_state.node or colour not in LEVELS:
        return ""
    return next((node.id for node in study.tree.path(st.session_state.node) if node.level == colour), "")


def show_map(study: Study, shown: MapPoints, show: Show, by: tuple[Colour, str], key: str, selected: str) -> None:
    """The map itself, and what there is to know about reading it."""
    colour, column = by
    view = view_shown(shown)
    whole = figures.view_of(shown.points)
    drawn = drawing(session.study_key(), show, colour + column, view or whole, st.session_state.node, study, shown)
    scale = shown.scale and dataclasses.replace(shown.scale, name=column or t(f"colour.{colour}"))
    called = {OTHERS: t("colour.others"), UNKNOWN: t("colour.unknown"), NONE: t("colour.none")}
    groups = [dataclasses.replace(group, name=called.get(group.id, group.name)) for group in shown.groups]
    figure = figures.map_figure(
        drawn.points, groups, drawn.labels, selected, focus_of(study, colour),
        scale=scale, view=view, behind=drawn.behind,
    )  # fmt: skip
    chart(figure, key, t("map.alt"), tools=TOOLS, on_select="rerun", selection_mode=("points", "box", "lasso"))
    if shown.unplaced:
        st.caption(t("map.unknown" if colour == "column" else "map.undated", n=shown.unplaced))
    if shown.sampled:
        st.caption(t("map.sampled", n=len(drawn.points), of=len(shown.points)))
    st.caption(t("map.lasso_help"))
    if view:
        st.button(t("map.whole"), icon=":material/zoom_out_map:", on_click=look_at_all)


header(t("nav.map"), t("map.question"))
study = need_study()
show, colour, column = controls(study)
shown = points_of(session.study_key(), show, colour, column, study)
key = f"map-{show}-{colour}{column}"
chosen = chosen_points(shown, key)
point = chosen[0] if len(chosen) == 1 else ""
chart_place, panel_place = st.columns([3, 1], gap="large")
with chart_place:
    show_map(study, shown, show, (colour, column), key, point)
with panel_place:
    if len(chosen) > 1:
        segment_of_points(study, show, chosen)
        look_closer(shown, chosen)
    elif point and show == "statements":
        statement_panel(study, int(point))
    elif point:
        user_panel(study, point)
    elif st.session_state.node:
        node_panel(study, st.session_state.node)
    else:
        st.info(t("map.start"))
