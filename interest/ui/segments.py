"""What a segment is, what its people speak of, and two of them beside each other."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from interest import figures
from interest.hierarchy.tree import Level
from interest.segments import Segment, SegmentProfile, findings
from interest.study import Study
from interest.ui import session
from interest.ui.charts import chart
from interest.ui.controls import download, go_to_user, segments, table
from interest.ui.markdown import plain
from interest.ui.segment_form import change_segment, kept_text, stop_changing
from interest.ui.translations import t
from interest.wording import definition_text

BARS = 8
ROWS = 14
FINDINGS = 2
_TABLE_ROWS = 8
_DIGITS = 4
"""Significant digits of figures that are taken away."""


@dataclass(frozen=True)
class Removed:
    """A segment that was removed, and where it stood among the others."""

    segment: Segment
    place: int
    state: str
    """The study's key after that: another one as soon as anything else was changed."""


@st.cache_resource(max_entries=12, show_spinner=False)
def members_of(key: str, name: str, _study: Study) -> list[str]:
    """`study.segments.members`, kept for the next look."""
    return _study.segments.members(name)


@st.cache_resource(max_entries=12, show_spinner=False)
def profile_of(key: str, name: str, _study: Study) -> SegmentProfile:
    """`study.segments.profile`, kept for the next look."""
    return _study.segments.profile(name)


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
    removed = st.session_state.get("removed")
    if removed and removed.state == session.study_key():
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(t("segments.removed", name=plain(removed.segment.name)), width="content")
            st.button(
                t("segments.undo"), key="undo-remove", icon=":material/undo:", on_click=_put_back, args=(removed,)
            )


def _compare(a: str, b: str) -> None:
    session.choose_segment(a)
    st.session_state.update(segment_look="two", second_segment=b)


def _put_back(removed: Removed) -> None:
    def change(study: Study) -> str:
        segment = study.segments.add(removed.segment.name, removed.segment.definition, removed.place)
        session.choose_segment(segment.name)
        return st.session_state.node

    session.change_study(change)


def overview(study: Study) -> None:
    """All segments with their sizes."""
    rows = []
    for segment in study.segments:
        lost = study.segments.missing(segment.name)
        people = 0 if lost else len(members_of(session.study_key(), segment.name, study))
        what = t("segments.lost", names=t("app.listing").join(lost)) if lost else definition_text(segment, t)
        rows.append((segment.name, people, people / max(len(study.users), 1), what))
    table(pd.DataFrame(rows, columns=["segment", "users", "share", "definition"]), share="share", definition=290)


def one_segment(study: Study) -> None:
    """One segment in detail."""
    choice, *places = st.columns([4, 1, 1], vertical_alignment="bottom")
    with choice:
        name = _pick(study, t("segments.which"), "segment_box")
    segment = study.segments[name]
    _change(study, segment, places)
    if lost := study.segments.missing(name):
        st.warning(t("segments.lost_help", names=", ".join(map(plain, lost))), icon=":material/link_off:")
        return
    profile = profile_of(session.study_key(), name, study)
    st.caption(plain(definition_text(segment, t)))
    places = st.columns(3)
    places[0].metric(t("data.users"), f"{profile.users:,}")
    places[1].metric(t("segments.of_all"), f"{profile.users / max(len(study.users), 1):.0%}")
    places[2].metric(t("data.statements"), f"{profile.statements:,}")
    if not profile.users:
        st.info(t("segments.nobody"))
        return
    _interests(study, profile)
    _members(study, name, profile)


def _pick(study: Study, label: str, key: str) -> str:
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
    gone = []

    def change(study: Study) -> str:
        place = [segment.name for segment in study.segments].index(name)
        gone.append((study.segments.remove(name), place))
        session.choose_segment("")
        return st.session_state.node

    session.change_study(change)
    stop_changing()
    if gone:
        st.session_state.removed = Removed(*gone[0], session.study_key())


def _level() -> Level:
    levels = {level: t(f"level.{level}") for level in ("topic", "category", "keyword")}
    return segments(t("users.level"), levels, "segment_level", hidden=True)


def _interests(study: Study, profile: SegmentProfile) -> None:
    """What most of its people speak of, and what they speak of more than everybody else."""
    level = _level()
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
    drawn = _drawn(study, rows).assign(weight=rows["share_a"], note=note)
    figure = figures.bars_figure(drawn)
    chart(figure, f"segment-{key}", t("segments.bars_alt"), f"{st.session_state.segment}-{key}")


def _drawn(study: Study, rows: pd.DataFrame) -> pd.DataFrame:
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
    st.caption(t("segments.members_help"))
    people = member_table(study, members)
    columns = {column: t(f"column.{column}") for column in people}
    picked = st.dataframe(
        people, hide_index=True, column_config=columns, height=38 + 35 * min(len(people), _TABLE_ROWS), key="members",
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


def member_table(study: Study, members: list[str]) -> pd.DataFrame:
    """user_id, statements, and the heaviest topic of each of some users, the most active first."""
    counts = study.statements["user_id"].value_counts()
    topics = study.profiles[study.profiles["level"] == "topic"].drop_duplicates("user_id")
    top = topics.set_index("user_id")["node_id"].reindex(members, fill_value="")
    people = pd.DataFrame(
        {
            "user_id": members,
            "statements": counts.reindex(members, fill_value=0).to_numpy(),
            "main_topic": [study.tree.path_name(node) if node else "" for node in top],
        }
    )
    return people.sort_values("statements", ascending=False, kind="stable").reset_index(drop=True)


def two_segments(study: Study) -> None:
    """Two segments on the one tree."""
    left, right = st.columns(2)
    with left:
        a = _pick(study, t("segments.first"), "first_segment")
    others = [segment.name for segment in study.segments if segment.name != a]
    b = right.selectbox(t("segments.second"), others, key="second_segment")
    for name in (a, b):
        if lost := study.segments.missing(name):
            st.warning(t("segments.lost_help", names=", ".join(map(plain, lost))), icon=":material/link_off:")
            return
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
    compared = study.segments.compare(a, b)
    level = _level()
    st.info(sentence(study, compared, level, a, b), icon=":material/compare_arrows:")
    rows = compared[(compared["level"] == level) & (compared[["share_a", "share_b"]].max(axis=1) > 0)]
    rows = rows.assign(gap=rows["difference"].abs()).sort_values(["significant", "gap"], ascending=False, kind="stable")
    drawn = _drawn(study, rows.head(ROWS))
    drawn["name"] = [
        t("segments.defining", name=r.name) if r.defining else r.name for r in drawn.itertuples(index=False)
    ]
    figure = figures.butterfly_figure(drawn, (a, b), t("segments.hover"))
    chart(figure, "butterfly", t("segments.butterfly_alt"), f"{a}-{b}")
    st.caption(t("segments.butterfly_help"))
    called = {"share_a": a, "share_b": b}
    download(handed_on(study, compared), f"{study.name}-{a}-{b}", t("segments.download_comparison"), called)


def handed_on(study: Study, contrasted: pd.DataFrame, a: str = "share_a", b: str = "share_b") -> pd.DataFrame:
    """What is compared as a table to take away; the columns of the shares are called `a` and `b`."""
    figures = ["share_a", "share_b", "difference", "lift", "p", "q"]
    rounded = contrasted[figures].map(lambda value: float(f"{value:.{_DIGITS}g}"))
    table = (
        contrasted.assign(**rounded)
        .rename(columns={"share_a": a, "share_b": b})
        .assign(
            interest=[study.tree.path_name(node) for node in contrasted["node_id"]],
            level=[t(f"level.{level}") for level in contrasted["level"]],
        )
    )
    return table[["interest", "level", a, b, "difference", "lift", "p", "q", "significant"]]


def sentence(study: Study, compared: pd.DataFrame, level: Level, a: str, b: str) -> str:
    """The largest sure differences in words, safe for Markdown; those by definition only where there are no others."""
    if parts := _more(study, findings(compared, level, FINDINGS), a, b):
        return parts + t("segments.stop")
    if parts := _more(study, findings(compared, level, FINDINGS, defining=True), a, b):
        return t("segments.by_definition", differences=parts)
    return t("segments.no_difference")


def _more(study: Study, found: tuple[pd.DataFrame, pd.DataFrame], a: str, b: str) -> str:
    """What more people of the one and of the other speak of."""
    parts = []
    for name, rows, own, other in ((a, found[0], "share_a", "share_b"), (b, found[1], "share_b", "share_a")):
        interests = [
            t("segments.finding", name=plain(study.tree[row["node_id"]].name), own=row[own], other=row[other])
            for _, row in rows.iterrows()
        ]
        if interests:
            parts.append(t("segments.more", segment=plain(name), interests=t("app.listing").join(interests)))
    return t("segments.and").join(parts)
