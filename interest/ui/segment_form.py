"""Defining a segment: by what its people say, by their ids, or as in another study."""

import re
from collections.abc import Callable, Sequence

import streamlit as st

from interest.config import studies_folder
from interest.errors import InterestError
from interest.segments import Definition, Ids, Rule, Selection
from interest.storage import open_study
from interest.study import Study
from interest.ui import session
from interest.ui.controls import segments, study_title
from interest.ui.markdown import plain
from interest.ui.translations import t

_SHARE = 20  # percent: somebody who cares about five things equally
_BETWEEN_IDS = re.compile(r"[\n\r\t,;，；、]+")
_NAME_LENGTH = 60


def new_segment(study: Study) -> None:
    """The ways to define a segment; open where there is none yet."""
    first = not len(study.segments)
    with st.expander(
        t("segments.new"), expanded=first or st.session_state.get("defining", False), icon=":material/add:"
    ):
        if st.session_state.categories:
            st.caption(t("segments.keep_first"))
            return
        forms = {"rule": _rule, "ids": _ids} | ({"study": _other_study} if _donors() else {})
        ways = {way: t(f"segment_way.{way}") for way in forms}
        forms[segments(t("segments.way"), ways, "segment_way", hidden=True)](study)


def start_defining(nodes: Sequence[str] = ()) -> None:
    """Have the form open when the page of segments is opened; with `nodes`, for whoever speaks of all of them."""
    st.session_state.update(defining=True, defining_nodes=list(nodes))
    st.session_state.pop("segment_way", None)


def name_and_button(study: Study, definition: Definition, suggestion: str, key: str) -> None:
    """How many people it is, the name (the suggestion, where none is typed), and the button that keeps the segment."""
    people = len(study.segments.matching(definition))
    st.markdown(t("segments.preview", n=people, of=len(study.users)))
    if not people:
        st.caption(t("segments.nobody_meets"))
    suggestion = _free(study, suggestion)
    st.text_input(
        t("segments.name"), key=f"{key}-name", max_chars=_NAME_LENGTH, placeholder=suggestion,
        help=t("segments.name_help"),
    )  # fmt: skip
    st.button(
        t("segments.keep"), key=f"{key}-keep", type="primary", disabled=not people, on_click=_keep,
        args=(definition, suggestion, f"{key}-name"),
    )  # fmt: skip


def _keep(definition: Definition, suggestion: str, key: str) -> None:
    """Save a segment under the name that was typed, and look at it."""

    def change(study: Study) -> str:
        name = study.segments.add(st.session_state[key] or suggestion, definition).name
        session.choose_segment(name)
        st.session_state.update({key: "", "defining": False, "kept": name})
        return st.session_state.node

    session.change_study(change)


def _free(study: Study, suggestion: str) -> str:
    """The suggestion, with a number where another segment has that name."""
    name = suggestion = " ".join(suggestion.split())[:_NAME_LENGTH]
    number = 1
    while name in study.segments:
        number += 1
        name = f"{suggestion} {number}"
    return name


def _rule(study: Study) -> None:
    st.caption(t("segments.rule_help"))
    paths = {node.id: study.tree.path_name(node.id) for node in study.tree}
    wanted = st.session_state.get("defining_nodes") or [st.session_state.node]
    key = f"rule-{session.study_key()}-{'-'.join(wanted)}"
    here = [node for node in wanted if node in paths]
    several = len(wanted) > 1  # whoever speaks of all of them, however little
    node_place, share_place = st.columns([3, 2])
    nodes = node_place.multiselect(
        t("segments.interests"), list(paths), here, key=f"nodes-{key}", format_func=paths.get,
        placeholder=t("edit.choose"), help=t("segments.interests_help"), select_all=False,
    )  # fmt: skip
    share = share_place.slider(
        t("segments.share"), 0, 100, 0 if several else _SHARE, 5, key="rule-share-all" if several else "rule-share",
        format="%d%%", help=t("segments.share_help"), disabled=not nodes,
    )  # fmt: skip
    places = iter(st.columns(5, vertical_alignment="bottom"))
    source = _one_of(next(places), study, "source")
    label = _one_of(next(places), study, "label")
    since = until = None
    times = study.statements["timestamp"].dropna()
    if len(times):
        span = {"min_value": times.min().date(), "max_value": times.max().date(), "value": None, "format": "YYYY-MM-DD"}
        since = next(places).date_input(t("segments.since"), **span, key="rule-since")
        until = next(places).date_input(t("segments.until"), **span, key="rule-until")
    least = next(places).number_input(
        t("segments.statements"), 1, None, 1, key="rule-statements", help=t("segments.statements_help")
    )
    try:
        rule = study.segments.rule(dict.fromkeys(nodes, share / 100), source, since, until, label, int(least))
    except InterestError:
        st.info(t("segments.days_swapped" if since and until and until < since else "segments.no_condition"))
        return
    name_and_button(study, rule, _suggestion(study, rule), "rule")


def _one_of(place: "st.delta_generator.DeltaGenerator", study: Study, column: str) -> str:
    """One of the values of a column of the statements, or any; off where there is no choice."""
    names = {"": t("segments.any"), **{value: value for value in sorted(study.statements[column].unique()) if value}}
    return place.selectbox(
        t(f"segments.{column}"), list(names), key=f"rule-{column}-{session.study_key()}", format_func=names.get,
        disabled=len(names) < (3 if column == "source" else 2),
    )  # fmt: skip


def _suggestion(study: Study, rule: Rule) -> str:
    """A name for what a rule finds."""
    parts = [study.tree[interest.node].name for interest in rule.interests]
    parts += [text for text in (rule.source, rule.label) if text]
    if rule.since or rule.until:
        parts.append(f"{rule.since or ''}–{rule.until or ''}")
    if rule.statements > 1:
        parts.append(t("segments.at_least", n=rule.statements))
    return t("app.separator").join(parts)


def _ids(study: Study) -> None:
    text = st.text_area(t("segments.ids"), key="segment_ids", height=140, placeholder="\n".join(study.users[:3]))
    ids = split_ids(text, study.users)
    if not ids:
        st.caption(t("segments.ids_help"))
        return
    known = set(study.users)
    if strangers := [user for user in ids if user not in known]:
        st.caption(t("segments.strangers", n=len(strangers), first=plain(strangers[0])))
    name_and_button(study, Ids(ids), t("segments.pasted"), "ids")


def split_ids(text: str, known: Sequence[str]) -> tuple[str, ...]:
    """The ids in a pasted text, by lines; lines that are no known id are parted at commas, semicolons and tabs."""
    users, found = set(known), []
    for line in map(str.strip, text.splitlines()):
        found += [line] if line in users else [part.strip() for part in _BETWEEN_IDS.split(line)]
    return tuple(dict.fromkeys(part for part in found if part))


def _donors() -> list[str]:
    """The other saved studies that have segments."""
    names = [name for name in session.saved_studies() if name != st.session_state.study]
    return [name for name in names if (studies_folder() / name / "segments.json").is_file()]


def _other_study(study: Study) -> None:
    st.caption(t("segments.study_help"))
    name = st.selectbox(t("app.study"), _donors(), key="segment_study", format_func=study_title)
    st.button(
        t("segments.take_over"), type="primary", key="take-over", on_click=session.change_study, args=(_taking(name),)
    )


def _taking(name: str) -> Callable[[Study], str]:
    def change(study: Study) -> str:
        taken = open_study(studies_folder() / name).segments.apply(study)
        session.choose_segment(taken[0].name)
        st.session_state.defining = False
        return st.session_state.node

    return change


def segment_of_points(study: Study, show: str, ids: Sequence[str]) -> None:
    """A segment of what was chosen on the map: statements or users."""
    definition = Ids(tuple(ids)) if show == "users" else Selection(tuple(map(int, ids)))
    st.subheader(t("segments.on_map"))
    if show == "statements":
        st.markdown(t("segments.chosen_statements", n=len(ids)))
    if st.session_state.categories:
        st.caption(t("segments.keep_first"))
        return
    name_and_button(study, definition, t("segments.on_map"), "lasso")
    if kept := st.session_state.pop("kept", ""):
        st.success(t("segments.kept", name=plain(kept)))
        st.page_link("pages/segments.py", label=t("segments.to_page"), icon=":material/arrow_forward:")
