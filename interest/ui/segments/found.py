"""Who they are: the groups of people that the data show, as cards; or why there are none."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from interest import figures
from interest.findings.finding import best
from interest.segments import Found, FoundSegment
from interest.study import Study
from interest.ui.frame import session
from interest.ui.frame.charts import chart
from interest.ui.frame.controls import download, go_to_user, segments
from interest.ui.frame.markdown import plain
from interest.ui.frame.translations import t
from interest.ui.segments.continuum import no_groups
from interest.ui.segments.overview import drawn_rows, handed_on, member_table
from interest.ui.segments.tables import heat, with_chance
from interest.ui.shared.undoing import change_segments
from interest.wording import portrait_text, trait_text

_BARS = 3
_ROWS = 12
_TRAITS = 12
_HEIGHT = 400


@st.cache_resource(max_entries=4, show_spinner=False)
def found_in(key: str, _study: Study) -> Found:
    """`study.segments.found`, kept for the next look."""
    return _study.segments.found


def who_they_are(study: Study) -> None:
    """The found groups as cards and as a table with all interests; else why there are none, and how people lie."""
    found = found_in(session.study_key(), study)
    st.subheader(t("found.title"), help=t("found.lead_help") if len(found) else None)
    if not len(found):
        no_groups(study, found)
        return
    lead = t("found.lead", people=found.people, n=len(found))
    part = found.in_none / max(found.people, 1)
    st.markdown(t("found.lead_none", lead=lead, share=part) if part >= 0.005 else lead)
    columns = 2 if len(found) in (2, 4) else 3  # no card stands alone
    for start in range(0, len(found), columns):
        row = found.segments[start : start + columns]
        for place, segment in zip(st.columns(columns), row, strict=False):
            with place:
                _card(study, found, segment)
    _beside(study, found)


def _card(study: Study, found: Found, segment: FoundSegment) -> None:
    """One group: its size, its portrait, three interests, and where to look on."""
    number = segment.number
    with st.container(border=True, key=f"found-{number}", height="stretch"):
        st.markdown(f"### {plain(segment.name)}")
        st.caption(
            t("found.size", n=len(segment.users), share=segment.share, low=segment.low, high=segment.high),
            help=t("app.sentences").join([t("found.size_help"), t("found.stable", stability=segment.stability)]),
        )
        _bars(study, segment)
        more, known, less = portrait_text(segment, found, study.tree, t, plain)
        said = _said(study, segment)
        st.markdown(t("found.said", text=plain(said)) if said else more)
        st.markdown(known)
        st.caption(less)
        with st.container(horizontal=True, gap="small"):
            ways: dict[str, tuple[str, Callable[[Study, Found, FoundSegment], None]]] = {
                "people": (":material/person:", _people),
                "evidence": (":material/fact_check:", _evidence),
                "compare": (":material/compare_arrows:", _compare),
            }
            for way, (icon, show) in ways.items():
                if st.button(t(f"found.{way}"), key=f"found-{way}-{number}", icon=icon, type="tertiary"):
                    st.dialog(plain(segment.name), width="large")(show)(study, found, segment)
            _keep(study, segment)


def _bars(study: Study, segment: FoundSegment) -> None:
    """The interests that set a group apart most."""
    rows = segment.more(k=_BARS)
    if rows.empty:
        rows = segment.interests.sort_values("difference", ascending=False).head(_BARS)
    note = [t("found.against", share=share) for share in rows["share_b"]]
    drawn = drawn_rows(study, rows).assign(weight=rows["share_a"], note=note)
    chart(figures.bars_figure(drawn, narrow=True), f"found-bars-{segment.number}", t("found.bars_alt"), segment.name)


def _said(study: Study, segment: FoundSegment) -> str:
    """What one of its people says of the interest that sets it apart most; "" where none does surely."""
    more, said = segment.more(k=1), study.statements
    own = said[said["user_id"].isin(segment.users) & said["topic"].isin(more["node_id"])]
    return "" if own.empty else str(own["text"].iloc[own["statement_id"].isin(best(own, 1)).argmax()])


def _keep(study: Study, segment: FoundSegment) -> None:
    """The button that keeps a group as a segment, or what it is kept as."""
    kept = [one.name for one in study.segments if one.definition == segment.definition]
    if kept:
        st.caption(t("found.kept", name=plain(kept[0])))
        return
    st.button(
        t("found.keep"), key=f"found-keep-{segment.number}", icon=":material/bookmark_add:", help=t("found.keep_help"),
        disabled=bool(st.session_state.categories), on_click=_kept, args=(segment.number,),
    )  # fmt: skip


def _kept(number: int) -> None:
    names = []

    def change(study: Study) -> str:
        taken = study.segments.found[number].name in study.segments
        name = f"{study.segments.found[number].name} {number}" if taken else ""
        names.append(study.segments.keep_found(number, name).name)
        return names[-1]

    if change_segments(change, lambda: t("segments.added", name=plain(names[-1]))):
        st.session_state.update(kept=names[-1], segment_look="one")


# What a card opens


def _people(study: Study, found: Found, segment: FoundSegment) -> None:
    """The people of a group, those first of whom most is as the group's."""
    st.caption(t("found.size", n=len(segment.users), share=segment.share, low=segment.low, high=segment.high))
    st.markdown(f"**{t('found.typical')}**")
    with st.container(horizontal=True, gap="small"):
        for user in segment.typical:
            if st.button(plain(user), key=f"chip-typical-{user}", icon=":material/person:"):
                go_to_user(user)
    about = [interest.node for interest in segment.definition.typical]
    people = member_table(study, list(segment.users), about)
    columns: dict[str, Any] = {column: t(f"column.{column}") for column in people}
    columns["about_segment"] = st.column_config.NumberColumn(t("column.about_segment"), format="%d%%")
    shown = people.assign(about_segment=(100 * people["about_segment"]).round())
    st.dataframe(shown, hide_index=True, column_config=columns, height=_HEIGHT)
    download(people, f"{study.name}-{segment.name}", t("segments.download_members"))


def _evidence(study: Study, found: Found, segment: FoundSegment) -> None:
    """What tells a group from everybody else, with intervals, and what else goes with it."""
    rows = pd.concat([segment.more(k=_ROWS // 2), segment.less(k=_ROWS // 2).iloc[::-1]])
    rows = segment.interests.head(0) if rows.empty else rows
    chart(
        figures.gaps_figure(drawn_rows(study, rows), t("found.points"), t("found.hover")),
        "found-evidence", t("found.bars_alt"), segment.name,
    )  # fmt: skip
    st.caption(t("app.sentences").join([t("found.evidence_help"), t("found.stable", stability=segment.stability)]))
    st.markdown(f"**{t('found.traits_title')}**", help=t("found.traits_help"))
    told = segment.traits[segment.traits["significant"]].sort_values("difference", ascending=False, kind="stable")
    if told.empty:
        st.markdown(t("found.traits_none"))
    else:
        st.dataframe(_trait_rows(told.head(_TRAITS)), hide_index=True, column_config=_trait_columns())
    download(
        handed_on(study, segment.interests, "share", "share_others"), f"{study.name}-{segment.name}-interests",
        t("segments.download_profile"),
    )  # fmt: skip


def _trait_rows(told: pd.DataFrame) -> pd.DataFrame:
    what = [trait_text(row.column, row.value, row.own, t) for row in told.itertuples()]
    shares = {
        name: (100 * told[column]).round() for name, column in (("share", "share_a"), ("share_others", "share_b"))
    }
    return pd.DataFrame(
        {"what": what, **shares, "low": (100 * told["low"]).round(), "high": (100 * told["high"]).round()}
    )


def _trait_columns() -> dict[str, Any]:
    numbers = {
        name: st.column_config.NumberColumn(t(f"column.{name}"), format="%d%%") for name in ("share", "share_others")
    }
    points = {name: st.column_config.NumberColumn(t(f"column.{name}"), format="%+d") for name in ("low", "high")}
    return {"what": t("column.what"), **numbers, **points}


def _compare(study: Study, found: Found, segment: FoundSegment) -> None:
    """A group beside another one, at first the nearest."""
    names = {str(one.number): one.name for one in found.segments if one is not segment}
    order = sorted(names, key=lambda number: int(number) != segment.neighbour)
    other = segments(t("found.against_group"), {number: plain(names[number]) for number in order}, "found-other")
    beside = found[int(other)]
    rows = segment.interests.merge(beside.interests[["node_id", "share_a"]], on="node_id", suffixes=("", "_other"))
    sure = segment.interests["significant"] | beside.interests["significant"]
    rows = rows.assign(share_b=rows["share_a_other"], significant=sure.to_numpy())
    rows = rows[rows["level"] == "topic"].assign(gap=(rows["share_a"] - rows["share_b"]).abs())
    rows = rows.sort_values("gap", ascending=False, kind="stable").head(_ROWS)
    figure = figures.butterfly_figure(
        with_chance(drawn_rows(study, rows)), (segment.name, beside.name), t("segments.hover")
    )
    chart(figure, "found-compared", t("segments.butterfly_alt"), f"{segment.name}-{beside.name}")
    st.caption(t("found.compare_help"))


def _beside(study: Study, found: Found) -> None:
    """All groups and interests, and the people as dots."""
    titles = {str(one.number): t("segments.with_people", name=one.name, n=len(one.users)) for one in found.segments}
    st.markdown(f"##### {t('found.matrix')}")
    heat(study, found.cells[found.cells["level"] == "topic"], titles, "found-cells", t("segments.heat_hover"))
    st.caption(t("found.matrix_help"))
    st.markdown(f"##### {t('found.crowd')}")
    colours = figures.categorical(len(found))
    groups = [
        figures.Group(str(one.number), one.name, colour) for one, colour in zip(found.segments, colours, strict=True)
    ]
    chart(figures.crowd_figure(found.spots, groups, t("found.nobody")), "crowd", t("found.crowd_alt"))
    st.caption(t("found.crowd_help"))
