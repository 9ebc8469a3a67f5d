"""The further columns of the data: which there are to choose from, and what they say of each statement."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import pandas as pd
import streamlit as st

from interest import wording
from interest.ingest import TELLING, in_words
from interest.segments.traits import statement_traits, traits
from interest.study import Study
from interest.ui.frame.controls import called
from interest.ui.frame.markdown import plain
from interest.ui.frame.translations import t


def columns_of(study: Study) -> list[str]:
    """The further columns of the data by which people can be told."""
    attributes = study.attributes
    return [c for c in (*attributes.of_users, *attributes.of_statements) if attributes.kinds[c] in TELLING]


def values_of(study: Study, only_people: bool = False) -> dict[str, list[str]]:
    """The values that can be chosen of each column: words, and quarters of numbers and days, in their order.

    With `only_people`, no columns that differ between the statements of a person.
    """
    values: dict[str, list[str]] = {}
    for trait in traits(study.contents):
        if not trait.own and trait.column in study.attributes.of_users:
            values.setdefault(trait.column, []).append(trait.value)
    for marked in () if only_people else statement_traits(study.contents):
        values.setdefault(marked.column, []).append(marked.value)
    return values


def pick_value(values: Mapping[str, Sequence[str]], key: str, nothing: str) -> tuple[str, str]:
    """The choice of a column and one of its values, each kept for its study; "" for none, which is called `nothing`."""
    columns = ["", *values]
    titles = {column: column_name(column) for column in values} | {"": nothing}
    key = f"{key}-{st.session_state.study}"
    column = st.selectbox(
        t("segments.column"), columns, key=f"{key}-column", format_func=called(titles), persist_state="session"
    )
    if not column:
        return "", ""
    said = {value: value_text(column, value, alone=True) for value in values[column]}
    value = st.selectbox(
        t("columns.value"), values[column], key=f"{key}-value-{column}", format_func=called(said),
        persist_state="session",
    )  # fmt: skip
    return column, value


@contextmanager
def value_popover(
    values: Mapping[str, Sequence[str]], key: str, label: str, icon: str = ":material/filter_alt:"
) -> Iterator[bool]:
    """The place for `pick_value` behind a button that says what is chosen; False, and nothing, without a column."""
    if not values:
        yield False
        return
    known = f"{key}-{st.session_state.study}"
    column = st.session_state.get(f"{known}-column", "")
    value = st.session_state.get(f"{known}-value-{column}", next(iter(values.get(column, ())), ""))
    with st.popover(plain(value_text(column, value)) if value else label, icon=icon, key=f"{known}-popover"):
        yield True


def column_name(column: str) -> str:
    """What a column is called, in the reader's language where it was told from the texts."""
    return wording.column_text(column, t)


def value_text(column: str, value: str, alone: bool = False) -> str:
    """A value of a column, or the value alone, as it is shown: yes and no in the reader's language."""
    return wording.value_text(column, value, t, alone)


def said_of(study: Study, statements: pd.DataFrame, column: str) -> pd.Series:
    """What a column says of statements, or of who wrote them, by their index: numbers (of dates, seconds) or words.

    NaN, or "", where it says nothing.
    """
    attributes = study.attributes
    if column in attributes.of_users:
        values = statements["user_id"].map(attributes.users.set_index("user_id")[column])
    else:
        known = attributes.statements.set_index("statement_id")[column]
        values = pd.Series(known.reindex(statements["statement_id"]).array, statements.index)
    kind = attributes.kinds[column]
    if kind == "number":
        return values.astype("float64")
    if kind == "date":
        return (values - pd.Timestamp(0)).dt.total_seconds()
    words = in_words(values, kind)
    return words.astype(object).where(words.notna(), "")
