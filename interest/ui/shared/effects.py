"""What goes with an outcome as dots with intervals."""

import pandas as pd
import streamlit as st

from interest import figures
from interest.study import Study
from interest.ui.frame.charts import chart
from interest.ui.frame.markdown import plain
from interest.ui.frame.translations import t
from interest.wording import Asked, outcome_text

_GAPS = ["difference", "low", "high", "adjusted", "adjusted_low", "adjusted_high"]


def effects_chart(study: Study, rows: pd.DataFrame, outcome: Asked, key: str) -> None:
    """Differences of an outcome with interests and segments, adjusted and as they are: see `Drivers.table`.

    What is counted stands above the picture, where it is never cut: a narrow one has no room for the name of its axis.
    """
    colours = figures.node_colours(study.tree)
    rows = rows.assign(
        colour=[colours[study.tree.path(node)[0].id] if node else figures.INK for node in rows["node_id"]]
    )
    if outcome.is_share:
        rows[_GAPS] = 100 * rows[_GAPS]
    form = "+.0f" if outcome.is_share else "+,.3~r"
    adjusted, plain_ones = (t("drivers.hover", form=form, how=t(f"drivers.how_{how}")) for how in ("adjusted", "plain"))
    st.caption(t("drivers.points" if outcome.is_share else "drivers.amount", outcome=plain(outcome_text(outcome, t))))
    names = t("drivers.adjusted"), t("drivers.as_it_is")
    figure = figures.effects_figure(rows, names, "", (adjusted, plain_ones), form)
    chart(figure, key, t("drivers.alt"), f"{outcome.column}-{outcome.value}")
