"""What goes with an outcome: a column to choose, sentences, and dots with intervals."""

import pandas as pd
import streamlit as st

from interest.segments import Drivers, askable, asked, clearness
from interest.study import Study
from interest.ui.frame import session
from interest.ui.frame.controls import download
from interest.ui.frame.markdown import plain
from interest.ui.frame.translations import t
from interest.ui.segments.data import rounded
from interest.ui.shared.effects import effects_chart
from interest.wording import chance_text, driver_text, drivers_text, figure_text, gap_text

ROWS = 12
_TOLD = 4
_FIGURES = ("with_it", "without", "difference", "low", "high", "adjusted", "adjusted_low", "adjusted_high", "p", "q")


@st.cache_resource(max_entries=4, show_spinner=False)
def _askable(key: str, _study: Study) -> dict[str, tuple[str, ...]]:
    """`askable`, kept for the next look."""
    return askable(_study.contents)


@st.cache_resource(max_entries=12, show_spinner=False)
def _drivers(key: str, column: str, value: str, _study: Study) -> Drivers:
    """`study.drivers`, kept for the next look."""
    return _study.drivers(column, value)


def what_goes_with(study: Study) -> None:
    """A column of the data, and which interests and segments go with it."""
    st.subheader(t("drivers.title"), help=t("drivers.help"))
    columns = _askable(session.study_key(), study)
    if not columns:
        st.info(t("drivers.no_columns"), icon=":material/table_chart:")
        return
    with st.spinner(t("drivers.wait")):
        first = _clearest(session.study_key(), study)
    column, value = _asked(columns, *first)
    with st.spinner(t("drivers.wait")):
        found = _drivers(session.study_key(), column, value, study)
    said = drivers_text(found, t, plain)
    if found.verdict != "told":
        st.info(said, icon=":material/groups:")
        return
    st.markdown(said)
    _told(found)
    _dots(study, found)
    _table(study, found)


@st.cache_resource(max_entries=4, show_spinner=False)
def _clearest(key: str, _study: Study) -> tuple[str, str]:
    """The outcome, and its value, with which something goes most clearly; two "" where none can be asked."""
    rows = asked(_study.contents).table
    if rows.empty:
        return "", ""
    rows = rows.assign(clear=clearness(rows)).sort_values(["significant", "clear"], ascending=False, kind="stable")
    return str(rows["column"].iloc[0]), str(rows["value"].iloc[0])


def _asked(columns: dict[str, tuple[str, ...]], first: str, first_value: str) -> tuple[str, str]:
    """The column that is asked for, and the value of those that have some; at first those that are clearest."""
    left, right = st.columns(2)
    key = session.outcome_key()
    place = list(columns).index(first) if first in columns else 0
    column = left.selectbox(t("drivers.column"), list(columns), place, key=key, persist_state="session")
    values = columns[column]
    if not values:
        return column, ""
    if set(values) <= {"yes", "no"}:
        return column, values[0] if len(values) == 1 else "yes"
    place = values.index(first_value) if column == first and first_value in values else 0
    value = right.selectbox(t("drivers.which"), values, place, key=f"{key}-{column}", persist_state="session")
    return column, value


def _told(found: Drivers) -> None:
    """The surest in words; or that there is none, and what comes nearest."""
    sure = found.sure
    if len(sure):
        lines = [t("drivers.found", n=len(sure))]
        lines += [f"- {driver_text(row, found, t, plain)}" for _, row in sure.head(_TOLD).iterrows()]
        lines += [f"- {t('drivers.more', n=len(sure) - _TOLD)}"] if len(sure) > _TOLD else []
        st.markdown("\n".join(lines[:1]) + "\n\n" + "\n".join(lines[1:]))
    else:
        st.markdown(t("drivers.not_sure"))
        nearest = found.table.sort_values("p", kind="stable").iloc[0]
        chance = chance_text(False, nearest["q"], t, nearest["needed"])
        st.caption(t("drivers.closest", said=driver_text(nearest, found, t, plain), chance=chance))
    st.caption(t("drivers.no_cause"))


def _dots(study: Study, found: Drivers) -> None:
    """The largest differences, adjusted and as they are; folded where none is sure."""
    folded = not len(found.sure)
    with st.expander(t("drivers.dots"), icon=":material/scatter_plot:") if folded else st.container():
        effects_chart(study, found.table.head(ROWS), found.outcome, "drivers")
        st.caption(t("drivers.chart_help"))


def _table(study: Study, found: Drivers) -> None:
    """All figures, to look at and to take away."""
    table = handed_on(study, found)
    with st.expander(t("drivers.table"), icon=":material/table_rows:"):
        shown = _read(found, table)
        st.dataframe(shown, hide_index=True, column_config={column: t(f"column.{column}") for column in shown})
        download(table, f"{study.name}-{found.outcome.column}", t("drivers.download"))


def _read(found: Drivers, table: pd.DataFrame) -> pd.DataFrame:
    """The table as it is read: figures in their units, differences with their intervals."""
    rows = found.table

    def figures_of(column: str) -> list[str]:
        return [figure_text(value, found.outcome, found.mean) for value in rows[column]]

    def gaps_of(*columns: str) -> list[str]:
        gaps = rows[list(columns)].itertuples(index=False, name=None)
        return [
            t(
                "drivers.gap",
                **dict(zip(("gap", "low", "high"), (gap_text(v, found.outcome, found.mean) for v in row), strict=True)),
            )
            if row[0] == row[0]
            else "–"
            for row in gaps
        ]

    return table[["interest", "level", "users"]].assign(
        with_it=figures_of("with_it"),
        without=figures_of("without"),
        difference=gaps_of("difference", "low", "high"),
        adjusted=gaps_of("adjusted", "adjusted_low", "adjusted_high"),
        sure=[chance_text(r.significant, r.q, t, r.needed) for r in rows.itertuples()],
        beside=table["beside"],
    )


def handed_on(study: Study, found: Drivers) -> pd.DataFrame:
    """All rows as a table to take away."""
    table = rounded(found.table, list(_FIGURES))
    needed = [
        float("nan") if sure else needed for sure, needed in zip(table["significant"], table["needed"], strict=True)
    ]
    names = [
        study.tree.path_name(node) if node else name for node, name in zip(table["node_id"], table["name"], strict=True)
    ]
    kinds = [t("column.segment") if kind == "segment" else t(f"level.{kind}") for kind in table["kind"]]
    shown = table.assign(interest=names, level=kinds, needed=needed, beside=table["beside"].map(t("app.listing").join))
    return shown[["interest", "level", "users", *_FIGURES, "significant", "needed", "beside"]]
