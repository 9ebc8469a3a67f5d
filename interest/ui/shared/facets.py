"""A node over time, by source and by rating, as small charts."""

from typing import Literal

import pandas as pd
import streamlit as st

from interest import figures
from interest.contents.opinions import OPINIONS, Opinion
from interest.findings import Timeline, by_rating, by_source, over_time
from interest.findings import with_opinion as statements_with
from interest.study import Study
from interest.ui.frame import session
from interest.ui.frame.charts import chart
from interest.ui.frame.controls import segments
from interest.ui.frame.translations import t

MOST_SOURCES = 8


# Kept for the next look: both pages that show them are run at each click.
@st.cache_resource(max_entries=64, show_spinner=False)
def _timeline(key: str, node_id: str, opinion: Opinion | None, _study: Study) -> Timeline | None:
    return over_time(_study.contents, node_id, with_opinion(key, opinion, _study))


@st.cache_resource(max_entries=64, show_spinner=False)
def _ratings(key: str, node_id: str, _study: Study) -> pd.DataFrame:
    return by_rating(_study.contents, node_id)


@st.cache_resource(max_entries=8, show_spinner=False)
def with_opinion(key: str, opinion: Opinion | None, _study: Study) -> pd.DataFrame | None:
    """`interest.findings.with_opinion`, kept for the next look; None, which is all, without an opinion."""
    return statements_with(_study.contents, opinion) if opinion else None


def opinion_switch(study: Study) -> Opinion | None:
    """The choice of what ratings must say, where there are some; None for all."""
    if study.statements["rating"].isna().all():
        return None
    choices: dict[Opinion | Literal["all"], str] = {"all": t("opinion.all")}
    choices |= {opinion: t(f"opinion.{opinion}") for opinion in OPINIONS}
    chosen = segments(t("tree.opinion"), choices, "opinion", help=t("tree.opinion_help"))
    return None if chosen == "all" else chosen


def colour_of(study: Study, node_id: str) -> str:
    """The colour of a node's category."""
    return figures.node_colours(study.tree)[study.tree.path(node_id)[0].id]


def time_chart(
    study: Study, node_id: str, key: str, since: pd.Timestamp | None = None, opinion: Opinion | None = None
) -> bool:
    """The node's share of all statements, or those of an opinion, over time; whether there is anything to show."""
    timeline = _timeline(session.study_key(), node_id, opinion, study)
    if timeline is None or len(timeline.bins) < 2:
        return False
    hover, days = t(f"facet.hover_{timeline.unit}"), t("facet.days")
    figure = figures.timeline_figure(timeline.bins, colour_of(study, node_id), since, hover, days)
    chart(figure, key, t("facet.time_alt"))
    return True


def source_chart(study: Study, node_id: str, key: str, opinion: Opinion | None = None) -> bool:
    """The node's share of each source's statements, or those of an opinion; whether there is anything to compare."""
    rows = by_source(study.contents, node_id, with_opinion(session.study_key(), opinion, study)).head(MOST_SOURCES)
    if len(rows) < 2:
        return False
    note = [t("facet.source_note", lift=row.lift, n=row.statements) for row in rows.itertuples(index=False)]
    drawn = rows.assign(name=rows["source"], weight=rows["share"], colour=colour_of(study, node_id), note=note)
    figure = figures.bars_figure(drawn)
    chart(figure, key, t("facet.source_alt"))
    return True


def rating_chart(study: Study, node_id: str, key: str) -> bool:
    """What the node's ratings say beside all others; whether there are any."""
    rows = _ratings(session.study_key(), node_id, study)
    if rows.empty:
        return False
    shares = rows.set_index("opinion")[["share", "of_others"]].T
    names = [t("facet.here", n=int(rows["statements"].sum())), t("facet.others")]
    figure = figures.opinion_figure(shares.assign(name=names), {o: t(f"opinion.{o}") for o in OPINIONS})
    chart(figure, key, t("facet.rating_alt"))
    return True
