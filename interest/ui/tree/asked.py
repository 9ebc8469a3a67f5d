"""Any column as a question to the tree: only those with a value, or in colours how they differ from all others."""

from dataclasses import dataclass, replace
from typing import Literal

import pandas as pd
import streamlit as st

from interest import figures
from interest.findings import by_columns, statements_with
from interest.hierarchy.tree import InterestTree
from interest.study import Study
from interest.ui.frame import session
from interest.ui.frame.charts import chart
from interest.ui.frame.controls import segments
from interest.ui.frame.markdown import plain
from interest.ui.frame.translations import t
from interest.ui.shared.columns import pick_value, value_popover, value_text, values_of
from interest.wording import chance_text

Way = Literal["colours", "only"]


@dataclass(frozen=True)
class Asked:
    """A value of a column, and what is shown of those who have it."""

    column: str
    value: str
    way: Way

    @property
    def text(self) -> str:
        """The value in words."""
        return value_text(self.column, self.value)

    def statements(self, study: Study) -> pd.DataFrame:
        """What those with the value said."""
        return _with_value(session.study_key(), self.column, self.value, study)


@st.cache_resource(max_entries=8, show_spinner=False)
def _with_value(key: str, column: str, value: str, _study: Study) -> pd.DataFrame:
    return statements_with(_study.contents, column, value)


def ask_column(study: Study) -> Asked | None:
    """The choice of a value; None where there are no columns, or none is chosen. The button says what is chosen."""
    icon = ":material/view_column:"
    values = values_of(study)
    with value_popover(values, "tree-asked", t("columns.ask"), icon) as place:
        column, value = pick_value(values, "tree-asked", t("columns.all")) if place else ("", "")
        if not column:
            return None
        ways: dict[Way, str] = {"colours": t("columns.way_colours"), "only": t("columns.way_only")}
        return Asked(column, value, segments(t("columns.way"), ways, "tree-asked-way", hidden=True))


def tree_in_colours(study: Study, tree: InterestTree, asked: Asked) -> None:
    """Categories and topics in the colour of the difference between those with the value and all others."""
    table = by_columns(study.contents)
    own = table[(table["column"] == asked.column) & (table["value"] == asked.value)]
    chance = [chance_text(sure, q, t) for sure, q in zip(own["significant"], own["q"], strict=True)]
    rows = own.assign(
        share_a=own["reach_a"], share_b=own["reach_b"], difference=own["reach_a"] - own["reach_b"], chance=chance
    )
    names = (asked.text, t("columns.all_others"))
    figure = figures.difference_tree_figure(
        _without_keywords(tree), rows, names, t("tree.whole"), t("segments.hover"), t("segments.tree_unit")
    )
    chart(figure, "asked_tree", t("segments.tree_alt"), asked.text, on_select=_clicked)
    sure = int(own["significant"].sum())
    if not sure:
        st.info(t("columns.no_colours", value=plain(asked.text), n=len(own)), icon=":material/info:")
    of = "people" if asked.column in study.attributes.of_users else "statements"
    st.caption(t(f"columns.colours_help_{of}", value=plain(asked.text)))


def _without_keywords(tree: InterestTree) -> InterestTree:
    """The categories and topics alone: of keywords nothing is tested."""
    told = {node.id: node for node in tree.nodes.values() if node.level != "keyword"}
    return InterestTree(
        {id_: replace(node, children=()) if node.level == "topic" else node for id_, node in told.items()}
    )


def _clicked() -> None:
    """Select the node of the sector that was clicked; the middle is the whole."""
    points = st.session_state.asked_tree.selection.points
    if points:
        node = points[0].get("id")
        session.choose_node("" if node in (figures.ROOT, None) else node)
