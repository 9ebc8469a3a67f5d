"""A node over time, by source and by rating, as small charts."""

from dataclasses import dataclass
from typing import Literal

import pandas as pd
import streamlit as st

from interest import figures, wording
from interest.contents.opinions import ESTIMATED, OPINIONS, Likely, Opinion
from interest.findings import Timeline, by_columns, by_rating, by_source, over_time
from interest.findings import with_opinion as statements_with
from interest.ingest import LIKELY
from interest.study import Study
from interest.ui.frame import session
from interest.ui.frame.charts import chart
from interest.ui.frame.controls import called, listed, segments
from interest.ui.frame.translations import t
from interest.ui.shared.columns import column_name, value_text

MOST_SOURCES = 8
MOST_VALUES = 8
"""Values of columns that are shown where no column is chosen: those that differ most."""


@dataclass(frozen=True, eq=False)
class Among:
    """Some statements that are looked at, in place of all."""

    text: str
    """Which they are, in words."""
    statements: pd.DataFrame
    opinion: Opinion | Likely | None = None
    """What their ratings say or what is estimated, where that was chosen."""


# Kept for the next look: both pages that show them are run at each click. `among` says in words which statements.
@st.cache_resource(max_entries=64, show_spinner=False)
def _timeline(key: str, node_id: str, among: str, _statements: pd.DataFrame | None, _study: Study) -> Timeline | None:
    return over_time(_study.contents, node_id, _statements)


@st.cache_resource(max_entries=64, show_spinner=False)
def _ratings(
    key: str, node_id: str, among: str, estimated: bool, _statements: pd.DataFrame | None, _study: Study
) -> pd.DataFrame:
    return by_rating(_study.contents, node_id, _statements, estimated)


def _some(among: Among | None) -> tuple[str, pd.DataFrame | None]:
    return (among.text, among.statements) if among else ("", None)


@st.cache_resource(max_entries=8, show_spinner=False)
def with_opinion(key: str, opinion: Opinion | Likely | None, _study: Study) -> pd.DataFrame | None:
    """`interest.findings.with_opinion`, kept for the next look; None, which is all, without an opinion."""
    return statements_with(_study.contents, opinion) if opinion else None


def opinion_switch(study: Study) -> Opinion | Likely | None:
    """The choice of what ratings must say, or of what is estimated, as far as there is any; None for all."""
    rated, estimated = study.statements["rating"].notna().any(), LIKELY in study.attributes.kinds
    if not rated and not estimated:
        return None
    choices: dict[Opinion | Likely | Literal["all"], str] = {"all": t("opinion.all")}
    choices |= {opinion: t(f"opinion.{opinion}") for opinion in OPINIONS if rated}
    choices |= {opinion: t(f"opinion.{opinion}") for opinion in ESTIMATED if estimated}
    explained = [t("tree.opinion_help")] if rated else []
    if estimated and study.contents.estimate:
        explained.append(wording.estimate_text(study.contents.estimate, t))
    title = t("told.opinion") if estimated else t("tree.opinion")
    chosen = segments(title, choices, "opinion", help=t("app.sentences").join(explained))
    return None if chosen == "all" else chosen


def colour_of(study: Study, node_id: str) -> str:
    """The colour of a node's category."""
    return figures.node_colours(study.tree)[study.tree.path(node_id)[0].id]


def time_chart(
    study: Study, node_id: str, key: str, since: pd.Timestamp | None = None, among: Among | None = None
) -> bool:
    """The node's share of all statements, or those among some, over time; whether there is anything to show."""
    timeline = _timeline(session.study_key(), node_id, *_some(among), study)
    if timeline is None or len(timeline.bins) < 2:
        return False
    hover, days = t(f"facet.hover_{timeline.unit}"), t("facet.days")
    figure = figures.timeline_figure(timeline.bins, colour_of(study, node_id), since, hover, days)
    chart(figure, key, t("facet.time_alt"))
    return True


def source_chart(study: Study, node_id: str, key: str, among: Among | None = None) -> bool:
    """The node's share of each source's statements, or those among some; whether there is anything to compare."""
    rows = by_source(study.contents, node_id, _some(among)[1]).head(MOST_SOURCES)
    if len(rows) < 2:
        return False
    note = [t("facet.source_note", lift=row.lift, n=row.statements) for row in rows.itertuples(index=False)]
    drawn = rows.assign(name=rows["source"], weight=rows["share"], colour=colour_of(study, node_id), note=note)
    figure = figures.bars_figure(drawn)
    chart(figure, key, t("facet.source_alt"))
    return True


def rating_chart(study: Study, node_id: str, key: str, among: Among | None = None) -> bool:
    """What the node's ratings say beside all others, or those among some; whether there are any.

    Without any, what is estimated, which is said.
    """
    text, statements = _some(among)
    rows = _ratings(session.study_key(), node_id, text, False, statements, study)
    estimated = rows.empty
    if estimated:
        rows = _ratings(session.study_key(), node_id, text, True, statements, study)
    if rows.empty:
        return False
    shares = rows.set_index("opinion")[["share", "of_others"]].T
    names = [t("facet.here", n=int(rows["statements"].sum())), t("facet.others")]
    figure = figures.opinion_figure(shares.assign(name=names), {o: t(f"opinion.{o}") for o in OPINIONS})
    chart(figure, key, t("facet.rating_alt"))
    if estimated and study.contents.estimate:
        st.caption(wording.estimate_text(study.contents.estimate, t))
    return True


def column_chart(study: Study, node_id: str, key: str, among: Among | None = None) -> bool:
    """Which values of the data's columns are more or less frequent here; whether there are columns to ask.

    They are compared over everybody, which is said where `among` some is looked at.
    """
    table = by_columns(study.contents)
    own = table[table["node_id"] == node_id]
    if own.empty:
        return False
    columns = list(dict.fromkeys(own["column"]))
    titles = {"": t("columns.most"), **{column: column_name(column) for column in columns}}
    chosen = st.selectbox(
        t("segments.column"), list(titles), key=f"{key}-column-{st.session_state.study}", format_func=called(titles),
        label_visibility="collapsed", persist_state="session",
    )  # fmt: skip
    if chosen:
        rows = own[own["column"] == chosen]
    else:
        rows = own[own["significant"]].sort_values("difference", key=abs, ascending=False, kind="stable")
    if rows.empty:
        st.caption(t("columns.nothing", columns=listed([column_name(one) for one in columns]), n=len(own)))
        return True
    rows = rows.head(MOST_VALUES) if not chosen else rows
    note = [
        t("columns.against" if row.significant else "columns.against_chance", share=row.share_b)
        for row in rows.itertuples()
    ]
    name = [value_text(*pair, alone=bool(chosen)) for pair in zip(rows["column"], rows["value"], strict=True)]
    drawn = rows.assign(name=name, weight=rows["share_a"], colour=colour_of(study, node_id), note=note)
    chart(figures.bars_figure(drawn), key, t("columns.alt"))
    people = rows["column"].isin(study.attributes.of_users)
    st.caption(
        t("columns.of_people" if people.all() else "columns.of_both" if people.any() else "columns.of_statements")
        + (f" **{t('columns.of_everybody')}**" if among else "")
    )
    return True
