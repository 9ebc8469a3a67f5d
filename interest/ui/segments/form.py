"""Defining a segment: by what its people say, by their ids, or as in another study."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from interest.config import studies_folder
from interest.contents.opinions import OPINIONS, opinions
from interest.errors import InterestError, UnknownNodeError
from interest.library import has_segments
from interest.segments import Combined, Has, Ids, Rule, Segment, Selection, Sought
from interest.study import Study, open_study
from interest.ui.frame import session
from interest.ui.frame.controls import called, segments, study_title
from interest.ui.frame.markdown import plain
from interest.ui.frame.translations import t
from interest.ui.segments.having import by_column
from interest.ui.segments.ids import split_ids
from interest.ui.segments.joining import by_file, by_segments
from interest.ui.segments.sought import by_own
from interest.ui.shared.columns import columns_of
from interest.ui.shared.keeping import Form, name_and_button, take_over


def new_segment(study: Study) -> None:
    """The ways to define a segment; open where there is none yet."""
    state = st.session_state
    number = state.setdefault("form", 0)
    opened = not len(study.segments) or state.get("defining", False)
    with st.expander(t("segments.new"), expanded=opened, icon=":material/add:", key=f"new-segment-{number}"):
        if state.categories:
            st.caption(t("segments.keep_first"))
            return
        forms: dict[str, Callable[[Study, Form], None]] = {"rule": _rule, "ids": _ids}
        forms |= {"column": by_column} if columns_of(study) else {}
        forms |= {"own": by_own} if len(study.own) else {}
        forms |= {"combine": by_segments} if len(study.segments) else {}
        forms |= {"study": _other_study} if _donors() else {}
        forms |= {"file": by_file}
        ways = {way: t(f"segment_way.{way}") for way in forms}
        way = segments(t("segments.way"), ways, "segment_way", hidden=True)
        forms[way](study, Form(f"{state.study}-{number}"))


def change_segment(study: Study, segment: Segment) -> None:
    """The form that changes a segment: its name, and what makes somebody belong to it."""
    form = Form(f"{st.session_state.study}-change-{segment.name}", segment)
    match segment.definition:
        case Rule():
            _rule(study, form)
        case Ids():
            _ids(study, form)
        case Has():
            by_column(study, form)
        case Sought():
            by_own(study, form)
        case Combined():
            by_segments(study, form)
        case Selection() as chosen:
            name_and_button(study, chosen, segment.name, "lasso", form)
        case other:
            name_and_button(study, other, segment.name, "renamed", form)


def _rule(study: Study, form: Form) -> None:
    st.caption(t("segments.rule_help"))
    interests = _interests(study, form)
    conditions = _conditions(study, form)
    try:
        rule = study.segments.rule(interests, **conditions)
    except UnknownNodeError:
        st.info(t("segments.gone_interest"))
    except InterestError:
        swapped = conditions["since"] and conditions["until"] and conditions["until"] < conditions["since"]
        st.info(t("segments.days_swapped" if swapped else "segments.no_condition"))
    else:
        name_and_button(study, rule, _suggestion(study, rule), "rule", form)


def _interests(study: Study, form: Form) -> dict[str, float]:
    """The nodes that somebody must speak of, and how much."""
    asked = form.rule.interests
    wanted = [interest.node for interest in asked] if form.former else st.session_state.get("defining_nodes", [])
    paths = {interest.node: interest.called for interest in asked}  # a node may be another one now, or gone
    paths |= {node.id: study.tree.path_name(node.id) for node in study.tree if node.id not in paths}
    key = f"{form.key}-{'-'.join(wanted)}"
    node_place, share_place = st.columns([3, 2])
    nodes = node_place.multiselect(
        t("segments.interests"), list(paths), [node for node in wanted if node in paths], key=f"nodes-{key}",
        format_func=called(paths), placeholder=t("edit.choose"), help=t("segments.interests_help"), select_all=False,
    )  # fmt: skip
    percent = share_place.slider(
        t("segments.share"), 0, 100, round(100 * asked[0].above) if asked else 0, 1 if asked else 5,
        key=f"rule-share-{key}", format="%d%%", help=t("segments.share_help"), disabled=not nodes,
    )  # fmt: skip
    interests = dict.fromkeys(nodes, percent / 100)
    if text := _share_text(study, interests):
        share_place.caption(text)
    return interests


def _share_text(study: Study, interests: Mapping[str, float]) -> str:
    """What the share means, and how many people have it."""
    share = next(iter(interests.values()), 0)
    try:
        people = len(study.segments.matching(study.segments.rule(interests)))
    except InterestError:
        return ""
    return t("segments.share_says" if share else "segments.share_any", n=people, share=share)


def _conditions(study: Study, form: Form) -> dict[str, Any]:
    """What statements must be, and how many: as `Segments.rule` takes it. Only what the data can say is asked."""
    frame, former = study.statements, form.rule
    known = frame["timestamp"].dropna()
    edges = [known.min().date(), known.max().date()] if len(known) else []
    times = [*edges, *(day for day in (former.since, former.until) if day)]
    said = opinions(frame)
    choices: dict[str, dict[str, str]] = {
        "source": _choices(frame["source"], former.source, least=2),
        "label": _choices(frame["label"], former.label),
        "opinion": {
            opinion: t(f"opinion.{opinion}")
            for opinion in OPINIONS
            if (said == opinion).any() or opinion == former.opinion
        },
    }
    choices = {name: values for name, values in choices.items() if values}
    days = ("since", "until") if times else ()
    places = iter(st.columns(max(len(choices) + len(days) + 1, 3), vertical_alignment="bottom"))
    found: dict[str, Any] = {"since": None, "until": None}
    for name, values in choices.items():
        options = {"": t("segments.any"), **values}
        found[name] = next(places).selectbox(
            t(f"segments.{name}"), list(options), list(options).index(getattr(former, name)),
            key=f"rule-{name}-{form.key}", format_func=called(options),
            help=t("segments.opinion_help") if name == "opinion" else None,
        )  # fmt: skip
    for name in days:
        found[name] = next(places).date_input(
            t(f"segments.{name}"), getattr(former, name), min(times), max(times),
            key=f"rule-{name}-{form.key}", format="YYYY-MM-DD",
        )  # fmt: skip
    found["statements"] = int(
        next(places).number_input(
            t("segments.statements"), 1, None, former.statements, key=f"rule-statements-{form.key}",
            help=t("segments.statements_help"),
        )
    )  # fmt: skip
    return found


def _choices(column: pd.Series, former: str, least: int = 1) -> dict[str, str]:
    """The values of a column; none where there is no choice."""
    values = sorted({value for value in column.unique() if value} | ({former} if former else set()))
    return {value: value for value in values} if len(values) >= least or former else {}


def _suggestion(study: Study, rule: Rule) -> str:
    """A name for what a rule finds."""
    parts = [" + ".join(study.tree[node].name for node in interest.nodes) for interest in rule.interests]
    parts += [text for text in (rule.source, rule.label) if text]
    parts += [t(f"opinion.{rule.opinion}")] if rule.opinion else []
    if rule.since or rule.until:
        parts.append(f"{rule.since or ''}–{rule.until or ''}")
    if rule.statements > 1:
        parts.append(t("segments.at_least", n=rule.statements))
    return t("app.separator").join(parts)


def _ids(study: Study, form: Form) -> None:
    definition = form.former.definition if form.former else None
    former = definition.users if isinstance(definition, Ids) else ()
    text = st.text_area(
        t("segments.ids"), "\n".join(former), key=f"segment-ids-{form.key}", height=140,
        placeholder="\n".join(study.users[:3]),
    )  # fmt: skip
    ids = split_ids(text, study.users)
    if not ids:
        st.caption(t("segments.ids_help"))
        return
    known = set(study.users)
    if strangers := [user for user in ids if user not in known]:
        st.caption(t("segments.strangers", n=len(strangers), first=plain(strangers[0])))
    name_and_button(study, Ids(ids), t("segments.pasted"), "ids", form)


def _donors() -> list[str]:
    """The other saved studies that have segments."""
    names = [name for name in session.saved_studies() if name != st.session_state.study]
    return [name for name in names if has_segments(name)]


def _other_study(study: Study, form: Form) -> None:
    st.caption(t("segments.study_help"))
    name = st.selectbox(t("app.study"), _donors(), key="segment_study", format_func=study_title)
    st.button(t("segments.take_over"), type="primary", key="take-over", on_click=_take, args=(name,))


def _take(name: str) -> None:
    take_over(lambda study: open_study(studies_folder() / name).segments.apply(study))
