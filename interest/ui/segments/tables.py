"""Groups beside each other as a table of cells: several segments, or the sources of the data."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import streamlit as st

from interest import figures
from interest.findings import across_sources
from interest.hierarchy.tree import Level
from interest.segments import side_by_side
from interest.study import Study
from interest.ui.frame import session
from interest.ui.frame.charts import chart
from interest.ui.frame.controls import download, segments
from interest.ui.frame.markdown import plain
from interest.ui.frame.translations import t
from interest.ui.segments.data import members_of, profile_of, rounded
from interest.ui.shared.keeping import has_sources
from interest.wording import chance_text

ROWS = 20
MOST_SEGMENTS = 6
MOST_SOURCES = 8


def several_segments(study: Study, names: list[str], level: Level) -> None:
    """Three segments or more on the one tree, each against everybody who is not in it."""
    profiles = [profile_of(session.study_key(), name, study) for name in names]
    cells = side_by_side(profiles)
    titles = {profile.name: t("segments.with_people", name=profile.name, n=profile.users) for profile in profiles}
    if not heat(study, cells[cells["level"] == level], titles, f"several-{level}", t("segments.heat_hover")):
        st.info(t("segments.no_difference"))
    st.caption(t("segments.heat_help"))
    download(
        handed_on(study, cells, ["share", "share_else", "difference", "lift", "p", "q"], "segment"),
        f"{study.name}-segments",
        t("segments.download_comparison"),
        {"share_else": t("column.share_others")},
    )


@st.cache_resource(max_entries=12, show_spinner=False)
def _across(key: str, segment: str, _study: Study) -> pd.DataFrame:
    """`across_sources` for everybody (""), or a segment, kept for the next look."""
    return across_sources(_study.contents, members_of(key, segment, _study) if segment else None)


def by_source(study: Study) -> None:
    """Which interests each source speaks of, for everybody or within a segment."""
    if not has_sources(study):
        st.info(t("by_source.one"), icon=":material/info:")
        return
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    names = [segment.name for segment in study.segments if not study.segments.missing(segment.name)]
    people = left.selectbox(
        t("by_source.people"), ["", *names], key="source_people",
        format_func=lambda name: name or t("by_source.everybody"),
    )  # fmt: skip
    with right:
        levels = {level: t(f"level.{level}") for level in ("topic", "category")}
        level = segments(t("users.level"), levels, "source_level", hidden=True)
    cells = _across(session.study_key(), people, study)
    if cells.empty:
        st.info(t("by_source.few", name=plain(people)), icon=":material/info:")
        return
    sources = cells["group"].unique()
    titles = {source: source for source in sources[:MOST_SOURCES]}
    shown = cells[(cells["level"] == level) & cells["group"].isin(titles)]
    same = not shown["significant"].any()
    if same:
        st.info(t("by_source.same"), icon=":material/info:")
    with st.expander(t("by_source.shares"), icon=":material/grid_on:") if same else st.container():
        heat(study, shown, titles, f"sources-{level}", t("by_source.hover"))
        if len(sources) > MOST_SOURCES:
            st.caption(t("by_source.more", n=len(sources) - MOST_SOURCES))
        st.caption(t("by_source.help"))
    download(
        handed_on(study, cells, ["users", "statements", "share", "share_else", "lift", "p", "q"], "source"),
        f"{study.name}-{people or 'all'}-sources",
        t("by_source.download"),
        {"share_else": t("by_source.others")},
    )


def heat(study: Study, cells: pd.DataFrame, titles: Mapping[str, str], key: str, hover: str) -> bool:
    """The cells of one level as a picture, those first that tell most; whether there is anything to show."""
    rows = {node: study.tree[node].name for node in telling(cells, list(titles))}
    if rows:
        chart(figures.heat_figure(with_chance(cells), rows, titles, hover), key, t("segments.heat_alt"))
        say_left_out(len(rows), cells.loc[cells["share"] > 0, "node_id"].nunique())
    return bool(rows)


def with_chance(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of differences with whether they may be chance, in words."""
    needed = rows["needed"] if "needed" in rows else np.zeros(len(rows))
    said = zip(rows["significant"], rows["q"], needed, strict=True)
    return rows.assign(chance=[chance_text(significant, q, t, more) for significant, q, more in said])


def say_left_out(shown: int, of: int) -> None:
    """That a chart shows only some interests."""
    if shown < of:
        st.caption(t("segments.some_shown", shown=shown, of=of))


def telling(cells: pd.DataFrame, groups: list[str], most: int = ROWS) -> list[str]:
    """The nodes that set groups apart most, at most so many: what is typical of the first group, of the second, …

    Sure differences come before others. What defines a segment is no news and comes behind them.
    """
    gap = (cells["share"] - cells["share_else"]).to_numpy()
    sure = cells["significant"].to_numpy(bool)
    news = ~cells["defining"].to_numpy(bool) if "defining" in cells else sure | ~sure
    order = cells["group"].map(groups.index).to_numpy()
    table = cells[["node_id", "share"]].assign(
        sure=sure & news,
        gap=abs(gap) * news,
        typical=[g if s and d > 0 else len(groups) for g, s, d in zip(order, sure, gap, strict=True)],
    )
    nodes = table.groupby("node_id", sort=False).agg({"share": "max", "sure": "max", "gap": "max", "typical": "min"})
    told = nodes[nodes["share"] > 0].sort_values(["sure", "gap"], ascending=False, kind="stable").head(most)
    return told.sort_values(["typical", "gap"], ascending=[True, False], kind="stable").index.tolist()


def handed_on(study: Study, cells: pd.DataFrame, columns: list[str], group: str) -> pd.DataFrame:
    """Cells as a table to take away, `group` the name of what stands beside each other."""
    table = (
        rounded(cells, columns)
        .rename(columns={"group": group})
        .assign(
            interest=[study.tree.path_name(node) for node in cells["node_id"]],
            level=[t(f"level.{level}") for level in cells["level"]],
        )
    )
    return table[["interest", "level", group, *columns, "significant"]]
