"""One uploaded file: how it is read, what is in it, what its columns mean, and what somebody should know of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import streamlit as st

from interest import apart
from interest.errors import InputError
from interest.ingest import RawTable, Statements, read_table
from interest.ingest.attributes import Kind as AttributeKind
from interest.ingest.kinds import Kind
from interest.ingest.roles import LAYOUT, SEVERAL
from interest.ingest.roles.marks import marks_in_doubt
from interest.ingest.values.ratings import Scale, scale_from
from interest.ui.data.decisions import decisions, titled
from interest.ui.frame.controls import called
from interest.ui.frame.markdown import plain
from interest.ui.frame.translations import message_text, t
from interest.ui.jobs.requests import FileRequest
from interest.ui.jobs.uploads import (
    NEEDED,
    ROLES,
    Columns,
    Dates,
    dates_in,
    guess_kind,
    guess_roles,
    is_wrecked,
    with_roles,
)

_ENCODINGS = ("", "utf-8", "gb18030", "big5", "utf-16", "cp1252")
_DELIMITERS = ("", ",", ";", "\t", "|", "，")
_TEXT_FILES = (".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson")
_DELIMITED = (".csv", ".tsv", ".txt")
_SCALES = ("1-5", "1-7", "1-10", "0-10", "0-100", "5-1", "6-1")
"""Scales that are offered, the worst rating first; others can be written."""
_PAIR = ("question", "answer")
"""Roles of the layout that say something only together."""
_PREVIEW = 5
_A_ROW = 4
_LINES = 3  # irregular ones that are shown


@dataclass(frozen=True, eq=False)
class Upload:
    """A file that can be read, as it shall be read."""

    request: FileRequest
    data: bytes


def file_form(
    file: Any, first: bool, kinds: Sequence[Kind] = tuple(ROLES), like: Statements | None = None
) -> Upload | None:
    """One file with its preview and columns; None, and why, for one that can't be used as it is.

    `kinds` are those that it may hold; it is asked for where there is a choice. It is read `like` the statements of a
    study that it is added to.
    """
    with st.expander(plain(file.name), expanded=first, icon=":material/description:"):
        kind_place, encoding_place, delimiter_place = st.columns(3)
        encoding, delimiter = _reading(file, encoding_place, delimiter_place)
        try:
            table = _table(file.file_id, file.name, encoding, delimiter, "", file)
            sheet = _sheet(table, file.file_id, encoding_place)
            table = _table(file.file_id, file.name, encoding, delimiter, sheet, file)
            kind = _kind(table, file.file_id, kinds, kind_place)
            preview = st.container()
            layout = _layout(table, file.file_id) if kind == "texts" else {}
            if layout:
                table = _table(file.file_id, file.name, encoding, delimiter, sheet, file, layout)
            _preview(table, preview)
            key = f"{file.file_id}-{kind}-{encoding}-{delimiter}-{sheet}-{layout}"
            wide, places = st.container(), st.columns(_A_ROW)
            columns = {**_columns(table, kind, key, wide, places, like), **layout}
            with_roles(table, kind, columns)
        except InputError as error:
            st.error(message_text(error))
            return None
        time, day_first = str(columns.get("timestamp", "")), None
        dates = _dates(key, time, None, table)
        place = len(ROLES[kind]) - (kind == "texts")
        if dates and dates.order.day_first is not None:
            day_first = _date_order(f"dates-{key}", places[place % _A_ROW])
            dates = _dates(key, time, day_first, table)
            place += 1
        commas, scale = None, None
        attributes: dict[str, AttributeKind | None] = {}
        if _has_numbers(columns):
            commas = _decimals(f"decimals-{key}", places[place % _A_ROW])
            place += 1
        if kind == "texts" and columns.get("rating"):
            scale = _scale(f"scale-{key}", places[place % _A_ROW])
        if dates:
            _dates_told(dates)
        if kind == "texts":
            said = replace(table, day_first=day_first, decimal_comma=commas, rating_scale=scale)
            shown = f"{key}-{columns}-{day_first}-{commas}-{scale}"
            attributes = decisions(with_roles(said, kind, columns), shown, like.attributes.kinds if like else None)
    _told(table, kind, columns, dates)
    if kind == "texts" and scale is None and columns.get("rating"):
        _marks_told(table, str(columns["rating"]))
    request = FileRequest(
        file.file_id, file.name, kind, columns, encoding, delimiter, day_first, sheet, commas, scale, attributes
    )  # fmt: skip
    return Upload(request, file.getvalue())


def _has_numbers(columns: Columns) -> bool:
    return bool(columns.get("rating") or columns.get("weight"))


def _sheet(table: RawTable, file_id: str, place: Any) -> str:
    """The sheet that was chosen of several, "" for all that have the same columns."""
    if len(table.sheets) < 2:
        return ""
    names = {"": t("upload.all_sheets"), **{sheet: sheet for sheet in table.sheets}}
    return place.selectbox(t("upload.sheet"), list(names), format_func=names.get, key=f"sheet-{file_id}")


def _decimals(key: str, place: Any) -> bool | None:
    """Whether numbers are written with decimal commas, as somebody says; None as it is found."""
    ways = {t("upload.dates_found"): None, t("upload.decimal_point"): False, t("upload.decimal_comma"): True}
    return ways[place.selectbox(t("upload.decimals"), list(ways), key=key, help=t("upload.decimals_help"))]


def _scale(key: str, place: Any) -> Scale | None:
    """The scale of the ratings, as somebody says; None as it is found."""
    found = t("upload.dates_found")
    said = place.selectbox(
        t("upload.scale"), [found, *_SCALES], key=key, help=t("upload.scale_help"), accept_new_options=True
    )
    try:
        return None if said in (None, found) else scale_from(said)
    except InputError as error:
        st.error(message_text(error))
        return None


def _reading(file: Any, encoding_place: Any, delimiter_place: Any) -> tuple[str, str]:
    """The encoding and delimiter that were chosen, "" for what the file looks like."""
    suffix = Path(file.name).suffix.lower()
    encoding = delimiter = ""
    if suffix in _TEXT_FILES:
        names = {value: value.upper() or t("upload.automatic") for value in _ENCODINGS}
        encoding = encoding_place.selectbox(
            t("upload.encoding"), list(names), format_func=names.get, key=f"encoding-{file.file_id}"
        )
    if suffix in _DELIMITED:
        marks = {mark: mark for mark in _DELIMITERS} | {"": t("upload.automatic"), "\t": t("upload.tab")}
        delimiter = delimiter_place.selectbox(
            t("upload.delimiter"), list(marks), format_func=marks.get, key=f"delimiter-{file.file_id}"
        )
    return encoding, delimiter


@st.cache_resource(max_entries=20, show_spinner=False, scope="session")
def _table(
    file_id: str, name: str, encoding: str, delimiter: str, sheet: str, _file: Any, layout: Columns | None = None
) -> RawTable:
    data = _file.getvalue()
    return apart.call(
        name, len(data), read_table, data, name, encoding or None, delimiter or None, sheet or None, layout
    )


def _layout(table: RawTable, file_id: str) -> dict[str, list[str]]:
    """Which columns are packed, questions and answers, where somebody says it otherwise than it was found.

    Questions wait for answers, and answers for questions: until both are chosen, rows stay as they are.
    """
    said: dict[str, list[str]] = {}
    columns: dict[str, list[str]] = {}
    options, none = list(table.whole), {"": t("upload.no_column")}
    opened = any(table.layout.get(role) for role in _PAIR)  # rows that are others than the file's are seen at once
    with st.expander(t("upload.layout"), expanded=opened, icon=":material/table_rows:"):
        st.caption(t("upload.layout_help"))
        for place, role in zip(st.columns(len(LAYOUT)), LAYOUT, strict=True):
            found = [column for column in table.layout.get(role, ()) if column in options]
            named: dict[str, Any] = {
                "label": t(f"role.{role}"), "key": f"{role}-{file_id}", "help": t(f"role_help.{role}"),
            }  # fmt: skip
            if role in SEVERAL:
                chosen = place.multiselect(options=options, default=found, placeholder=t("upload.no_column"), **named)
            else:
                one = place.selectbox(
                    options=["", *options], index=options.index(found[0]) + 1 if found else 0,
                    format_func=called({**{column: column for column in options}, **none}), **named,
                )  # fmt: skip
                chosen = [one] if one else []
            columns[role] = chosen
            if chosen != found:
                said[role] = chosen
        lacking = [role for role in _PAIR if not columns[role]]
        if len(lacking) == 1:
            st.caption(t("upload.pair_waits", role=t(f"role.{lacking[0]}")))
            return {role: chosen for role, chosen in said.items() if role not in _PAIR or not chosen}
    return said


def _kind(table: RawTable, file_id: str, kinds: Sequence[Kind], place: Any) -> Kind:
    if len(kinds) == 1:
        return kinds[0]
    names = {kind: t(f"kind.{kind}") for kind in kinds}
    return place.selectbox(
        t("upload.kind"), list(names), index=list(names).index(guess_kind(table)), format_func=names.get,
        key=f"kind-{file_id}", help=t("upload.kind_help"),
    )  # fmt: skip


def _preview(table: RawTable, place: Any) -> None:
    found = [t("upload.rows", n=len(table.frame))]
    if table.encoding:
        found.append(t("upload.read_as", encoding=table.encoding.upper().removesuffix("-SIG")))
    if table.irregular:
        found.append(t("upload.irregular", n=len(table.irregular), line=table.irregular[0].line))
    place.caption(t("app.separator").join(found))
    place.dataframe(table.frame.head(_PREVIEW), hide_index=True)


def _columns(
    table: RawTable, kind: Kind, key: str, wide: Any, places: Sequence[Any], like: Statements | None
) -> dict[str, str | list[str]]:
    """The column of each role, prefilled with what was recognised; of texts several, in a row of their own."""
    guessed = guess_roles(table, kind, like.readings if like else ())
    options = {"": t("upload.no_column"), **{column: titled(column, table.labels) for column in table.frame}}
    columns: dict[str, str | list[str]] = {}

    def named(role: str) -> dict[str, str]:
        title = t(f"role.{role}") + (" \\*" if role in NEEDED[kind] else "")
        return {"label": title, "key": f"{role}-{key}", "help": t(f"role_help.{role}")}

    if kind == "texts":
        columns["text"] = wide.multiselect(
            options=list(table.frame), format_func=options.get, default=list(guessed.get("text", "")), **named("text")
        )
    for number, role in enumerate(role for role in ROLES[kind] if role not in columns):
        if kind == "texts" and role in SEVERAL and role != "title":
            columns[role] = places[number % _A_ROW].multiselect(
                options=list(table.frame), format_func=options.get, default=list(guessed.get(role, "")),
                placeholder=t("upload.no_column"), **named(role),
            )  # fmt: skip
            continue
        index = list(options).index(str(guessed.get(role, "")))
        columns[role] = places[number % _A_ROW].selectbox(
            options=list(options), format_func=options.get, index=index, **named(role)
        )
    return columns


@st.cache_data(max_entries=20, show_spinner=False, scope="session")
def _dates(key: str, column: str, day_first: bool | None, _table: RawTable) -> Dates | None:
    return dates_in(_table.frame[column], day_first) if column else None


def _dates_told(dates: Dates) -> None:
    """How many dates are understood, and from when to when they are."""
    if dates.understood:
        span = {"first": dates.first, "last": dates.last}
        st.caption(t("upload.dates_read", understood=dates.understood, given=dates.given, **span))
    else:
        st.warning(t("upload.no_dates"), icon=":material/event_busy:")


def _date_order(key: str, place: Any) -> bool | None:
    """Whether the day comes first, as somebody says; None as it is found."""
    orders = {t("upload.dates_found"): None, t("upload.day_first"): True, t("upload.month_first"): False}
    return orders[place.selectbox(t("upload.dates"), list(orders), key=key, help=t("upload.dates_help"))]


def _marks_told(table: RawTable, column: str) -> None:
    """That nothing says which mark is the best one, where that can't be known."""
    marks = marks_in_doubt(table.header(column), table.frame[column], table.frame)
    if marks:
        said = {"name": plain(table.name), "column": plain(column), "low": marks[0], "high": marks[1]}
        st.info(t("upload.doubt_marks", **said), icon=":material/swap_vert:")


def _told(table: RawTable, kind: Kind, columns: Columns, dates: Dates | None) -> None:
    """What somebody should know before anything is made of the file."""
    name = plain(table.name)
    if is_wrecked(table):
        lines = [
            f"- {t('upload.irregular_line', line=problem.line, text=plain(problem.text))}"
            for problem in table.irregular[:_LINES]
        ]
        told = t("upload.wrecked", name=name, n=len(table.irregular), rows=len(table.frame))
        st.warning("\n".join([told, "", *lines, "", t("upload.wrecked_help")]), icon=":material/warning:")
    if kind == "texts" and not columns.get("user_id"):
        st.info(t("upload.no_user", name=name), icon=":material/person_off:")
    if dates and dates.example:
        read = t("upload.doubt_day" if dates.order.day_first else "upload.doubt_month")
        span = {"first": dates.first, "last": dates.last}
        st.info(t("upload.doubt", name=name, date=plain(dates.example), read=read, **span), icon=":material/event:")
