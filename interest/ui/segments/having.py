"""Defining a segment by a column of the data: values, bounds, quarters and tenths of the people, or the last days."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from interest.contents.definitions import PARTS
from interest.errors import SegmentError
from interest.ingest import in_words
from interest.segments import Has, Segment
from interest.study import Study
from interest.ui.frame.controls import called
from interest.ui.frame.markdown import plain
from interest.ui.frame.translations import message_text, t
from interest.ui.shared.columns import column_name, columns_of, value_text
from interest.ui.shared.keeping import Form, name_and_button
from interest.wording import definition_text, part_text

_DAYS = 28
"""The last days at first: four weeks, each with its weekend."""


def by_column(study: Study, form: Form) -> None:
    """Whoever has some values of a column."""
    columns, former = columns_of(study), _former(form)
    if former.column and former.column not in columns:
        st.info(t("segments.gone_column", column=plain(column_name(former.column))))
    place = columns.index(former.column) if former.column in columns else 0
    column = st.selectbox(t("segments.column"), columns, place, key=f"has-column-{form.key}", format_func=column_name)
    if former.column != column:
        former = Has(column)
    try:
        if study.attributes.kinds[column] in ("number", "date"):
            has = _within(study, former, form)
        else:
            has = _among(study, former, form)
    except SegmentError as error:
        st.info(message_text(error))
        return
    if has is None:
        st.info(t("segments.no_value"))
        return
    name_and_button(study, has, definition_text(Segment("", has), t), "has", form)


def _former(form: Form) -> Has:
    """What is changed, or nothing yet."""
    definition = form.former.definition if form.former else None
    return definition if isinstance(definition, Has) else Has("")


def _values(study: Study, column: str) -> pd.Series:
    attributes = study.attributes
    table = attributes.users if column in attributes.of_users else attributes.statements
    return table[column].dropna()


def _among(study: Study, former: Has, form: Form) -> Has | None:
    """Some of the values of a column, the most frequent first."""
    column, values = former.column, _values(study, former.column)
    words = in_words(values, study.attributes.kinds[column])
    known = words[words != ""].value_counts().index.tolist()
    offered = [*known, *(value for value in former.values if value not in known)]
    said = {value: value_text(column, value, alone=True) for value in offered}
    chosen = st.multiselect(
        t("segments.values"), offered, former.values, key=f"has-values-{form.key}-{column}",
        format_func=called(said), placeholder=t("edit.choose"),
    )  # fmt: skip
    return study.segments.having(column, *chosen) if chosen else None


def _within(study: Study, former: Has, form: Form) -> Has | None:
    """Numbers or days: a named part of the people, the last days, or between two ends."""
    column, dated = former.column, study.attributes.kinds[former.column] == "date"
    between = t("segments.within_between_days" if dated else "segments.within_between")
    if dated:
        ways = {"days": t("segments.within_days"), "between": between}
    else:
        ways = {part: text for part in PARTS if (text := _part_says(study, column, part))}
        if not ways:
            st.caption(t("segments.nobody_in_part", column=plain(column)))
        ways["between"] = between
    if former.quantiles and former.part not in ways:
        ways = {"former": f"{t('segments.within_former')}: {definition_text(Segment('', former), t)}", **ways}
    way = st.radio(
        t("segments.within"), list(ways), list(ways).index(_way(former, ways)), key=f"has-within-{form.key}-{column}",
        format_func=called(ways),
    )  # fmt: skip
    if way == "between":
        return _between(study, former, dated, form)
    if way == "days":
        days = st.number_input(
            t("segments.last_days"), 1, None, former.days or _DAYS, key=f"has-days-{form.key}-{column}", width=160
        )
        has = study.segments.having(column, days=int(days))
    else:
        has = study.segments.having(column, quantiles=former.quantiles if way == "former" else PARTS[way])
    fixed = study.segments.fixed(has)
    if dated:
        newest = f"{_values(study, column).max():%Y-%m-%d}"
        st.caption(t("segments.last_days_says", day=newest, low=fixed.low, high=fixed.high))
    says, ends = (
        "segments.fix_days" if dated else "segments.fix",
        {"low": _shown(fixed.low), "high": _shown(fixed.high)},
    )
    keep = st.checkbox(t(says, n=1 if fixed.low == fixed.high else 2, **ends), key=f"has-fix-{form.key}-{column}")
    st.caption(t("segments.follow_days" if dated else "segments.follow"))
    return fixed if keep else has


def _way(former: Has, ways: dict[str, str]) -> str:
    """Which of the ways is chosen at first."""
    if former.quantiles:
        return former.part if former.part in ways else "former"
    if former.low or former.high:
        return "between"
    return next(iter(ways))


def _part_says(study: Study, column: str, part: str) -> str:
    """A part of the people with its values and how many have them; "" where nobody is in it."""
    has = study.segments.having(column, quantiles=PARTS[part])
    people, fixed = len(study.segments.matching(has)), study.segments.fixed(has)
    if not people:
        return ""
    says = "segments.within_one" if fixed.low == fixed.high else "segments.within_says"
    text = t(says, part=part_text(part, t), low=_shown(fixed.low), high=_shown(fixed.high), n=people)
    return text[:1].upper() + text[1:]


def _shown(bound: str) -> str:
    """A number as people read it; a day as it is."""
    try:
        return f"{float(bound):,.6g}"
    except ValueError:
        return bound


def _between(study: Study, former: Has, dated: bool, form: Form) -> Has | None:
    """From one end, up to another, or both."""
    column, places = former.column, st.columns(2)
    names = ("since", "until") if dated else ("low", "high")
    values = _values(study, column)
    bounds = (former.low, former.high)
    ends: list[Any] = []
    for place, name, bound in zip(places, names, bounds, strict=True):
        label, key = t(f"segments.{name}"), f"has-{name}-{form.key}-{column}"
        if dated:
            day = date.fromisoformat(bound[:10]) if bound else None
            days = [values.min().date(), values.max().date(), *([day] if day else [])]
            ends.append(place.date_input(label, day, min(days), max(days), key=key, format="YYYY-MM-DD"))
        else:
            ends.append(place.number_input(label, value=float(bound) if bound else None, key=key))
    low, high = ("" if end is None else str(end) for end in ends)
    return study.segments.having(column, low=low, high=high) if low or high else None
