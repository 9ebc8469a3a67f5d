"""What a segment is, and what its people speak of."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from interest import figures
from interest.hierarchy.tree import Level
from interest.segments import Segment, SegmentProfile
from interest.study import Study
from interest.ui.frame import session
from interest.ui.frame.charts import chart
from interest.ui.frame.controls import download, go_to_user, level_switch, segments, table
from interest.ui.frame.markdown import plain
from interest.ui.frame.translations import t
from interest.ui.segments.data import members_of, profile_of, rounded
from interest.ui.segments.form import change_segment
from interest.ui.segments.regrouping import regroup
from interest.ui.shared.keeping import kept_text, stop_changing, warn_of_nearly_everybody
from interest.ui.shared.undoing import change_segments, offer_undo
from interest.wording import definition_text

BARS = 8
_TABLE_ROWS = 8


def settle_segment(study: Study) -> None:
    """Look at the first segment, where the link asks for none or for one that is not there."""
    names = [segment.name for segment in study.segments]
    if st.session_state.segment not in names:
        if st.session_state.segment:
            st.warning(t("link.no_segment", name=plain(st.session_state.segment)))
        session.choose_segment(names[0])
        session.write_link()


def just_done(study: Study) -> None:
    """What was saved or removed a moment ago, and what can be done with that."""
    if kept := st.session_state.pop("kept", ""):
        st.success(kept_text(study, kept), icon=":material/check:")
        if len(study.segments) > 1:
            older, newer = [segment.name for segment in study.segments][-2:]
            st.button(
                t("segments.compare_newest", a=plain(newer), b=plain(older)), key="compare-newest",
                icon=":material/compare_arrows:", on_click=_compare, args=(newer, older),
            )  # fmt: skip
    offer_undo()


def _compare(a: str, b: str) -> None:
    session.choose_segment(a)
    st.session_state.update(segment_look="two", second_segment=b)


def overview(study: Study) -> None:
    """All segments with their sizes."""
    rows = []
    for segment in study.segments:
        lost = study.segments.missing(segment.name)
        people = 0 if lost else len(members_of(session.study_key(), segment.name, study))
        what = t("segments.lost", names=t("app.listing").join(lost)) if lost else definition_text(segment, t)
        rows.append((segment.name, people, people / max(len(study.users), 1), what))
    table(pd.DataFrame(rows, columns=["segment", "users", "share", "definition"]), share="share", definition=290)


def look_at(study: Study) -> str:
    """What to look at: "one" segment, "two" or more of them, or all "sources"."""
    ways = ("one", "two", "sources") if len(study.segments) > 1 else ("one", "sources")
    if st.session_state.get("segment_look") not in ways:
        st.session_state.pop("segment_look", None)  # two segments, of which one was removed
    return segments(t("segments.look"), {way: t(f"segment_look.{way}") for way in ways}, "segment_look", hidden=True)


def one_segment(study: Study) -> None:
    """One segment in detail."""
    choice, *places = st.columns([4, 1, 1], vertical_alignment="bottom")
    with choice:
        name = pick_segment(study, t("segments.which"), "segment_box")
    segment = study.segments[name]
    _change(study, segment, places)
    regroup(study, segment)
    if lost := study.segments.missing(name):
        st.warning(t("segments.lost_help", names=", ".join(map(plain, lost))), icon=":material/link_off:")
        return
    profile = profile_of(session.study_key(), name, study)
    st.caption(plain(definition_text(segment, t)))
    numbers = st.columns(3)
    numbers[0].metric(t("data.users"), f"{profile.users:,}")
    numbers[1].metric(t("segments.of_all"), f"{profile.users / max(len(study.users), 1):.0%}")
    numbers[2].metric(t("data.statements"), f"{profile.statements:,}", help=t("segments.all_statements"))
    warn_of_nearly_everybody(study, segment.definition, profile.users)
    if not profile.users:
        st.info(t("segments.nobody"))
        return
    _interests(study, profile)
    _members(study, name, profile)


def pick_segment(study: Study, label: str, key: str) -> str:
    """The segment that is looked at."""
    st.session_state[key] = st.session_state.segment
    return st.selectbox(
        label, [segment.name for segment in study.segments], key=key,
        on_change=lambda: session.choose_segment(st.session_state[key]),
    )  # fmt: skip


def _change(study: Study, segment: Segment, places: "list[st.delta_generator.DeltaGenerator]") -> None:
    """Another name or definition, in a form below, or away with it."""
    unsaved = bool(st.session_state.categories)  # a cut that is looked at: the form above says what to do first
    changing = st.session_state.get("changing") == segment.name
    places[0].button(
        t("segments.change"), key="change-segment", icon=":material/edit:", width="stretch", disabled=unsaved,
        on_click=lambda: st.session_state.update(changing=segment.name),
    )  # fmt: skip
    places[1].button(
        t("segments.remove"), key="remove-segment", icon=":material/delete:", width="stretch", disabled=unsaved,
        help=t("segments.remove_help"), on_click=_remove, args=(segment.name,),
    )  # fmt: skip
    if changing and not unsaved:
        with st.container(border=True):
            change_segment(study, segment)


def _remove(name: str) -> None:
    """Take a segment away, so that it can be put back."""

    def change(study: Study) -> str:
        study.segments.remove(name)
        return ""

    change_segments(change, lambda: t("segments.removed", name=plain(name)))
    stop_changing()


def pick_level() -> Level:
    return level_switch("segment_level")


def _interests(study: Study, profile: SegmentProfile) -> None:
    """What most of its people speak of, and what they speak of more than everybody else."""
    level = pick_level()
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader(t("segments.top"), help=t("segments.top_help"))
        _bars(study, profile.top(level, BARS), "top", noted=False)
    with right:
        st.subheader(t("segments.over"), help=t("segments.over_help"))
        over = profile.over_indexed(level, BARS)
        if over.empty:
            st.info(t("segments.no_over_besides" if profile.interests["defining"].any() else "segments.no_over"))
        else:
            _bars(study, over, "over", noted=True)
            st.caption(t("segments.over_note"))


def _bars(study: Study, rows: pd.DataFrame, key: str, noted: bool) -> None:
    note = [t("segments.against", share=r.share_b, lift=r.lift) if noted else "" for r in rows.itertuples()]
    drawn = drawn_rows(study, rows).assign(weight=rows["share_a"], note=note)
    figure = figures.bars_figure(drawn)
    chart(figure, f"segment-{key}", t("segments.bars_alt"), f"{st.session_state.segment}-{key}")


def drawn_rows(study: Study, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of nodes with their names and the colours of their categories."""
    colours = figures.node_colours(study.tree)
    return rows.assign(
        name=[study.tree[node].name for node in rows["node_id"]],
        colour=[colours[study.tree.path(node)[0].id] for node in rows["node_id"]],
    )


def _members(study: Study, name: str, profile: SegmentProfile) -> None:
    """Its people as a table, of which a row opens somebody's page, and the files to take away."""
    members = members_of(session.study_key(), name, study)
    st.subheader(t("segments.members"))
    people = member_table(study, members, study.segments[name].nodes)
    columns: dict[str, Any] = {column: t(f"column.{column}") for column in people}
    shown, notes = people, [t("segments.members_help")]
    if "about_segment" in people:
        shown = people.assign(about_segment=(100 * people["about_segment"]).round())
        columns["about_segment"] = st.column_config.NumberColumn(t("column.about_segment"), format="%d%%")
        notes.append(t("segments.members_about"))
    st.caption(" ".join(notes))
    picked = st.dataframe(
        shown, hide_index=True, column_config=columns, height=38 + 35 * min(len(people), _TABLE_ROWS), key="members",
        on_select="rerun", selection_mode="single-row",
    )  # fmt: skip
    with st.container(horizontal=True):
        download(people, f"{study.name}-{name}", t("segments.download_members"))
        download(
            handed_on(study, profile.interests, "share", "share_others"),
            f"{study.name}-{name}-interests",
            t("segments.download_profile"),
        )
    if picked.selection.rows:
        go_to_user(people["user_id"].iloc[picked.selection.rows[0]])


def member_table(study: Study, members: list[str], about: Sequence[str] = ()) -> pd.DataFrame:
    """user_id, statements, and the heaviest topic of each of some users, the most active first.

    With the nodes that a segment is `about`, there is also their share of each profile, and the largest comes first.
    """
    counts = study.statements["user_id"].value_counts()
    profiles = study.contents.profiles
    top = profiles.heaviest("topic").reindex(members, fill_value="")
    people = pd.DataFrame(
        {
            "user_id": members,
            "statements": counts.reindex(members, fill_value=0).to_numpy(),
            "main_topic": [study.tree.path_name(node) if node else "" for node in top],
        }
    )
    order = ["statements"]
    if about:
        highest = [node for node in about if not {above.id for above in study.tree.path(node)[:-1]} & set(about)]
        own = pd.Series(profiles.shares(highest), index=profiles.users)
        people.insert(1, "about_segment", own.reindex(members, fill_value=0.0).round(4).to_numpy())
        order = ["about_segment", "statements"]
    return people.sort_values(order, ascending=False, kind="stable").reset_index(drop=True)


def handed_on(study: Study, contrasted: pd.DataFrame, a: str = "share_a", b: str = "share_b") -> pd.DataFrame:
    """What is compared as a table to take away; the columns of the shares are called `a` and `b`."""
    figures = ["share_a", "share_b", "difference", "low", "high", "expected", "lift", "p", "q"]
    table = (
        rounded(contrasted, figures)
        .rename(columns={"share_a": a, "share_b": b})
        .assign(
            interest=[study.tree.path_name(node) for node in contrasted["node_id"]],
            level=[t(f"level.{level}") for level in contrasted["level"]],
        )
    )
    return table[["interest", "level", a, b, "difference", "low", "high", "expected", "lift", "p", "q", "significant"]]
