"""Segments beside each other: two as bars or on the tree, more as a table of cells."""

from math import isnan

import pandas as pd
import streamlit as st

from interest import figures
from interest.hierarchy.tree import Level
from interest.segments import smallest_difference
from interest.study import Study
from interest.ui.frame import session
from interest.ui.frame.charts import chart
from interest.ui.frame.controls import download, segments
from interest.ui.frame.markdown import plain
from interest.ui.frame.translations import t
from interest.ui.segments.data import members_of
from interest.ui.segments.overview import drawn_rows, handed_on, pick_level, pick_segment
from interest.ui.segments.tables import MOST_SEGMENTS, say_left_out, several_segments, with_chance
from interest.wording import difference_text

ROWS = 14


def compared_segments(study: Study) -> None:
    """Two segments or more on the one tree."""
    left, right = st.columns(2)
    with left:
        a = pick_segment(study, t("segments.first"), "first_segment")
    names = [segment.name for segment in study.segments]
    others = [name for name in names if name != a]
    b = right.selectbox(t("segments.second"), others, key="second_segment")
    chosen = [a, b, *_further(names, (a, b))]
    if lost := [node for name in chosen for node in study.segments.missing(name)]:
        st.warning(
            t("segments.lost_help", names=", ".join(map(plain, dict.fromkeys(lost)))), icon=":material/link_off:"
        )
    elif len(chosen) > 2:
        several_segments(study, chosen, pick_level())
    else:
        _two(study, a, b)


def _further(names: list[str], chosen: tuple[str, str]) -> list[str]:
    """Segments besides the two, where there are others."""
    left = [name for name in names if name not in chosen]
    if not left:
        return []
    st.session_state.further_segments = [name for name in st.session_state.get("further_segments", []) if name in left]
    return st.multiselect(
        t("segments.further"), left, key="further_segments", max_selections=MOST_SEGMENTS - len(chosen),
        placeholder=t("segments.further_none"), help=t("segments.further_help"),
    )  # fmt: skip


def _two(study: Study, a: str, b: str) -> None:
    """How two segments differ: in words, as bars or on the tree."""
    people = [set(members_of(session.study_key(), name, study)) for name in (a, b)]
    st.caption(
        t(
            "segments.sizes",
            a=plain(a),
            n_a=len(people[0]),
            b=plain(b),
            n_b=len(people[1]),
            both=len(people[0] & people[1]),
        )
    )
    compared = with_chance(study.segments.compare(a, b))
    looks = {look: t(f"difference_look.{look}") for look in ("bars", "tree")}
    with st.container(horizontal=True, gap="medium"):
        look = segments(t("segments.picture"), looks, "difference_look", hidden=True)
        level = pick_level()
    st.info(difference_text(compared, level, (a, b), study.tree, t, plain), icon=":material/compare_arrows:")
    least = smallest_difference(compared, level, *map(len, people))
    if not isnan(least):
        st.caption(t("segments.smallest", points=100 * least))
    if look == "bars":
        _as_bars(study, compared, level, (a, b))
    else:
        _on_tree(study, compared, (a, b))
    called = {"share_a": a, "share_b": b}
    download(handed_on(study, compared), f"{study.name}-{a}-{b}", t("segments.download_comparison"), called)


def _as_bars(study: Study, compared: pd.DataFrame, level: Level, names: tuple[str, str]) -> None:
    """The nodes of a level in which two segments differ most."""
    rows = compared[(compared["level"] == level) & (compared[["share_a", "share_b"]].max(axis=1) > 0)]
    rows = rows.assign(gap=rows["difference"].abs()).sort_values(["significant", "gap"], ascending=False, kind="stable")
    drawn = drawn_rows(study, rows.head(ROWS))
    drawn["name"] = [
        t("segments.defining", name=r.name) if r.defining else r.name for r in drawn.itertuples(index=False)
    ]
    figure = figures.butterfly_figure(drawn, names, t("segments.hover"))
    chart(figure, "butterfly", t("segments.butterfly_alt"), "-".join(names))
    st.caption(t("segments.butterfly_help"))
    say_left_out(len(drawn), len(rows))


def _on_tree(study: Study, compared: pd.DataFrame, names: tuple[str, str]) -> None:
    """The whole tree in the colours of the differences."""
    figure = figures.difference_tree_figure(
        study.tree, compared, names, t("tree.whole"), t("segments.hover"), t("segments.tree_unit")
    )
    chart(figure, "difference-tree", t("segments.tree_alt"), "-".join(names))
    st.caption(t("segments.tree_help", a=plain(names[0]), b=plain(names[1])))
