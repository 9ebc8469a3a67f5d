"""Making one segment of several, two of one where the evidence says so, and putting people in or out by hand."""

from collections.abc import Callable, Sequence

import streamlit as st

from interest.contents.definitions import Ids
from interest.inference.groups import FEWEST_PEOPLE
from interest.segments import Definition, Halves, Segment, by_hand
from interest.segments.regrouping import adjusted, merged
from interest.study import Study
from interest.ui.frame import session
from interest.ui.frame.controls import segments
from interest.ui.frame.markdown import plain
from interest.ui.frame.translations import t
from interest.ui.segments.ids import split_ids
from interest.ui.shared.undoing import change_segments


def regroup(study: Study, segment: Segment) -> None:
    """The ways to make other segments of this one."""
    if st.session_state.categories:
        return  # a cut that is looked at: the form above says what to do first
    with st.expander(t("regroup.title"), icon=":material/call_split:", key=f"regroup-{segment.name}"):
        can = not study.segments.missing(segment.name)
        others = [one.name for one in study.segments if one.name != segment.name]
        ways: dict[str, Callable[[Study, Segment], None]] = {"merge": _merge} if others else {}
        ways |= {"split": _split} if can and study.contents.has_people else {}
        ways |= {} if isinstance(segment.definition, Ids) else {"people": _people}
        if not ways:
            st.caption(t("regroup.nothing"))
            return
        way = segments(t("regroup.title"), {way: t(f"regroup.{way}") for way in ways}, "regroup-way", hidden=True)
        ways[way if way in ways else next(iter(ways))](study, segment)


def _merge(study: Study, segment: Segment) -> None:
    """This segment and others as one: whoever is in any."""
    others = [one.name for one in study.segments if one.name != segment.name and not study.segments.missing(one.name)]
    chosen = st.multiselect(
        t("regroup.with"), others, key=f"merge-{segment.name}", placeholder=t("edit.choose"),
        help=t("regroup.with_help"),
    )  # fmt: skip
    if not chosen:
        st.caption(t("regroup.merge_help"))
        return
    names = [segment.name, *chosen]
    people = study.segments.matching(merged(study.segments[name].definition for name in names))
    st.markdown(t("segments.preview", n=len(people), of=len(study.users)))
    st.button(t("regroup.do_merge", n=len(names)), type="primary", key="do-merge", on_click=_merged, args=(names,))


def _merged(names: Sequence[str]) -> None:
    change_segments(
        lambda study: study.segments.merge(*names).name,
        lambda: t("regroup.merged", names=plain(t("app.listing").join(names))),
    )


@st.cache_resource(max_entries=12, show_spinner=False)
def halves_of(key: str, name: str, _study: Study) -> Halves:
    """`study.segments.halves`, kept for the next look."""
    return _study.segments.halves(name)


def _split(study: Study, segment: Segment) -> None:
    """Two segments of this one, where its people are two groups."""
    st.caption(t("regroup.split_help"))
    asked = f"split-{session.study_key()}-{segment.name}"
    if not st.session_state.get(asked):
        st.button(
            t("regroup.look"), key="look-split", icon=":material/search:",
            on_click=lambda: st.session_state.update({asked: True}),
        )  # fmt: skip
        return
    with st.spinner(t("regroup.looking")):
        found = halves_of(session.study_key(), segment.name, study)
    if not found.parts:
        st.info(t(f"regroup.one_{found.verdict}", n=found.people, least=FEWEST_PEOPLE), icon=":material/groups:")
        return
    for part in found.parts:
        st.markdown(t("regroup.half", name=plain(part.name), n=len(part.users)))
    members = study.segments.members(segment.name)
    nobody = len(members) - len({user for part in found.parts for user in part.users})
    st.caption(t("regroup.left", both=found.in_both, n=nobody))
    st.button(t("regroup.do_split"), type="primary", key="do-split", on_click=_parted, args=(segment.name,))


def _parted(name: str) -> None:
    change_segments(
        lambda study: study.segments.split(name)[0].name, lambda: t("regroup.parted", name=plain(name))
    )  # fmt: skip


def _people(study: Study, segment: Segment) -> None:
    """Who is in it and who is not, whatever its definition says."""
    former, put_in, taken_out = by_hand(segment.definition)
    st.caption(t("regroup.people_help"))
    left, right = st.columns(2)
    texts = [
        place.text_area(
            t(f"regroup.{which}"), "\n".join(ids), height=110, key=f"{which}-{session.study_key()}-{segment.name}"
        )
        for place, which, ids in ((left, "put_in", put_in), (right, "take_out", taken_out))
    ]
    more, less = (split_ids(text, study.users) for text in texts)
    known = {*study.users, *put_in, *taken_out}
    if strangers := [user for user in (*more, *less) if user not in known]:
        st.caption(t("segments.strangers", n=len(strangers), first=plain(strangers[0])))
        more, less = (tuple(user for user in own if user in known) for own in (more, less))
    if both := set(more) & set(less):
        st.caption(t("regroup.both", user=plain(min(both))))
        return
    definition = adjusted(former, more, less)
    st.markdown(t("segments.preview", n=len(study.segments.matching(definition)), of=len(study.users)))
    st.button(
        t("segments.keep_change"), type="primary", key="do-people", disabled=definition == segment.definition,
        on_click=_put_right, args=(segment.name, definition),
    )  # fmt: skip


def _put_right(name: str, definition: Definition) -> None:
    change_segments(
        lambda study: study.segments.redefine(name, definition).name, lambda: t("segments.changed", name=plain(name))
    )  # fmt: skip
