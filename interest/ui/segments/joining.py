"""Defining a segment by a column of the data, by other segments together, or from a file of definitions."""

import pandas as pd
import streamlit as st

from interest.segments import Has, Segment
from interest.study import Study
from interest.ui.frame import session
from interest.ui.frame.controls import called
from interest.ui.frame.translations import t
from interest.ui.shared.columns import columns_of
from interest.ui.shared.keeping import Form, empty_form, name_and_button
from interest.wording import definition_text


def by_column(study: Study, form: Form) -> None:
    """Whoever has some values of a column."""
    column = st.selectbox(t("segments.column"), columns_of(study), key=f"has-column-{form.key}")
    attributes = study.attributes
    table = attributes.users if column in attributes.of_users else attributes.statements
    values = table[column].dropna()
    if attributes.kinds[column] in ("number", "date"):
        has = _within(study, column, values, form)
    else:
        words = values.map({True: "yes", False: "no"}) if attributes.kinds[column] == "yes/no" else values
        counts = words[words != ""].value_counts()
        chosen = st.multiselect(
            t("segments.values"), counts.index.tolist(), key=f"has-values-{form.key}-{column}",
            placeholder=t("edit.choose"),
        )  # fmt: skip
        has = study.segments.having(column, *chosen) if chosen else None
    if has is None:
        st.info(t("segments.no_value"))
        return
    name_and_button(study, has, definition_text(Segment("", has), t), "has", form)


def _within(study: Study, column: str, values: pd.Series, form: Form) -> Has | None:
    """Numbers or days between two ends."""
    left, right = st.columns(2)
    if study.attributes.kinds[column] == "date":
        edges = values.min().date(), values.max().date()
        days = [
            place.date_input(
                t(f"segments.{end}"), None, *edges, key=f"has-{end}-{form.key}-{column}", format="YYYY-MM-DD"
            )
            for place, end in ((left, "since"), (right, "until"))
        ]
        ends = ["" if day is None else str(day) for day in days]
    else:
        numbers = [
            place.number_input(t(f"segments.{end}"), value=None, key=f"has-{end}-{form.key}-{column}")
            for place, end in ((left, "low"), (right, "high"))
        ]
        ends = ["" if number is None else str(number) for number in numbers]
        low, middle, high = values.quantile([0.25, 0.5, 0.75])
        st.caption(t("segments.quarters", low=low, middle=middle, high=high))
    low_end, high_end = ends
    return study.segments.having(column, low=low_end, high=high_end) if low_end or high_end else None


def by_segments(study: Study, form: Form) -> None:
    """Whoever is in all of some segments, in any of others, and in none of yet others."""
    st.caption(t("segments.combine_help"))
    names = [segment.name for segment in study.segments if not study.segments.missing(segment.name)]
    titles = {name: name for name in names}
    chosen = {
        how: place.multiselect(
            t(f"segments.{how}_of"), names, key=f"combine-{how}-{form.key}", format_func=called(titles),
            placeholder=t("edit.choose"),
        )
        for how, place in zip(("all", "any", "none"), st.columns(3), strict=True)
    }  # fmt: skip
    if not any(chosen.values()):
        st.info(t("segments.no_part"))
        return
    combined = study.segments.combined(**chosen)
    parts = [t(f"definition.{how}_of", parts=t("app.listing").join(own)) for how, own in chosen.items() if own]
    name_and_button(study, combined, t("app.separator").join(parts), "combine", form)


def by_file(study: Study, form: Form) -> None:
    """Definitions from a file, and all of this study as one."""
    file = st.file_uploader(
        t("segments.file"), type="json", key=f"definitions-{form.key}", help=t("segments.file_help")
    )
    if file is not None:
        text = file.getvalue().decode("utf-8", "replace")
        st.button(t("segments.take_over"), type="primary", key="take-file", on_click=_take, args=(text,))
    if len(study.segments):
        st.download_button(
            t("segments.download_definitions"), study.segments.to_json(), f"{study.name}-segments.json",
            "application/json", on_click="ignore", icon=":material/download:",
        )  # fmt: skip


def _take(text: str) -> None:
    def change(study: Study) -> str:
        taken = study.segments.add_json(text)
        if taken:
            session.choose_segment(taken[0].name)
        empty_form()
        return st.session_state.node

    session.change_study(change)
