"""Where does it lie? Statements or users in the plane, near to what is like them."""

import streamlit as st

from interest import figures
from interest.study import Study
from interest.ui import session
from interest.ui.charts import chart
from interest.ui.controls import go_to_node, go_to_user, header, need_study, node_picker, quotes, segments
from interest.ui.map_points import MOST_FOR_LASSO, MapPoints, clicked_ids, statement_points, user_points
from interest.ui.markdown import plain
from interest.ui.segment_form import segment_of_points
from interest.ui.translations import t

STATEMENTS = 5


# The study's key stands for the study, which is too large to compare.
@st.cache_resource(max_entries=6, show_spinner=False)
def points_of(key: str, show: str, colour: str, _study: Study) -> MapPoints:
    return statement_points(_study, colour) if show == "statements" else user_points(_study, colour)


def controls(study: Study) -> tuple[str, str]:
    """What to show, coloured by what, and the search."""
    show_place, colour_place, find_place = st.columns([3, 3, 5], vertical_alignment="bottom")
    with show_place:
        show = segments(t("map.show"), {show: t(f"show.{show}") for show in ("statements", "users")}, "map_show")
    with colour_place:
        colours = {colour: t(f"colour.{colour}") for colour in ("category", "topic", "source")}
        colour = segments(t("map.colour"), colours, "map_colour")
    with find_place:
        node_picker(study.tree, "map_node")
    return show, colour


def chosen_points(shown: MapPoints, chart: str) -> list[str]:
    """The ids of the points of this chart that were clicked, or lie within the lasso."""
    selection = st.session_state.get(chart)
    return clicked_ids(shown, selection["selection"]["points"] if selection else [])


def statement_panel(study: Study, statement_id: int) -> None:
    """One statement, whose it is and where it belongs."""
    row = study.statements.loc[study.statements["statement_id"] == statement_id].iloc[0]
    st.subheader(t("map.statement"))
    with st.container(border=True):
        st.text(row["text"])
    st.caption(plain(study.tree.path_name(row["keyword"])))
    st.caption(t("map.from", source=plain(row["source"]), user=plain(row["user_id"])))
    if row["is_outlier"]:
        st.caption(t("map.outlier"))
    if st.button(t("map.to_user", user=plain(row["user_id"])), icon=":material/person:"):
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
    best = own.nlargest(STATEMENTS, "strength")
    quotes(best["text"], [plain(user) for user in best["user_id"]])
    if st.button(t("map.to_node"), icon=":material/account_tree:"):
        go_to_node(node_id)


def focus_of(study: Study, colour: str) -> str:
    """The group to which the selected node belongs, as far as groups are nodes."""
    if not st.session_state.node or colour == "source":
        return ""
    return next((node.id for node in study.tree.path(st.session_state.node) if node.level == colour), "")


study = need_study()
header(t("nav.map"), t("map.question"))
show, colour = controls(study)
shown = points_of(session.study_key(), show, colour, study)
key = f"map-{show}-{colour}"
chosen = chosen_points(shown, key)
point = chosen[0] if len(chosen) == 1 else ""
lasso = len(shown.points) <= MOST_FOR_LASSO
chart_place, panel_place = st.columns([3, 1], gap="large")
with chart_place:
    figure = figures.map_figure(shown.points, shown.groups, shown.labels, point, focus_of(study, colour))
    tools = ["zoomIn2d", "zoomOut2d", "pan2d", "resetScale2d"]
    chart(
        figure, key, t("map.alt"), on_select="rerun", tools=[*tools, "lasso2d"] if lasso else tools,
        selection_mode=("points", "lasso") if lasso else "points",
    )  # fmt: skip
    st.caption(t("map.lasso_help" if lasso else "map.help"))
with panel_place:
    if len(chosen) > 1:
        segment_of_points(study, show, chosen)
    elif point and show == "statements":
        statement_panel(study, int(point))
    elif point:
        user_panel(study, point)
    elif st.session_state.node:
        node_panel(study, st.session_state.node)
    else:
        st.info(t("map.start"))
