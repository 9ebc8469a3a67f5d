"""Uploaded files: what they hold, and their columns brought into the names that the library knows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pandas as pd

from interest.errors import InputError
from interest.ingest import RawTable, Reading, choose_roles
from interest.ingest.kinds import Kind, kind_of_table
from interest.ingest.roles import first_named, is_votes
from interest.ingest.values import DateOrder, read_times

Columns = Mapping[str, str | Sequence[str]]
"""The column of each role, "" for none; several for texts."""
ROLES: Mapping[Kind, tuple[str, ...]] = {
    "texts": ("text", "title", "user_id", "timestamp", "source", "weight", "rating", "label", "speaker", "automatic"),
    "items": ("item_id", "text"),
    "interactions": ("user_id", "item_id", "weight", "timestamp"),
    "users": ("user_id",),
}
NEEDED: Mapping[Kind, tuple[str, ...]] = {
    "texts": ("text",),
    "items": ("item_id", "text"),
    "interactions": ("user_id", "item_id"),
    "users": ("user_id",),
}
_BARE_IDS = ("id", "编号", "編號")
MOST_IRREGULAR = 0.03
"""Share of lines that don't fit above which somebody has to look at a file. A stray quote or a comma too many is in
many files that people wrote in; more than that means that the file is read otherwise than it was written."""


@dataclass(frozen=True)
class Dates:
    """How the dates of a column are read: their order, how many of those given are understood, first and last day."""

    order: DateOrder
    given: int = 0
    understood: int = 0
    first: date | None = None
    last: date | None = None
    example: str = ""
    """Of a date whose order is in doubt, where nobody says it."""


def dates_in(column: pd.Series, day_first: bool | None = None) -> Dates:
    """How the dates of a column are read, in the order that somebody says, else in that which is found."""
    given = column[column.str.strip() != ""]
    read = read_times(given, day_first)
    order, times = read.order, read.values.dropna()
    first, last = (times.min().date(), times.max().date()) if len(times) else (None, None)
    doubtful = order.doubtful if day_first is None else ()
    example = next((value.strip() for value in given if value in doubtful), "")
    return Dates(order, len(given), len(times), first, last, example)


def is_wrecked(table: RawTable) -> bool:
    """Whether so many lines of a file don't fit that it is probably read otherwise than it was written."""
    return len(table.irregular) > MOST_IRREGULAR * len(table.frame)


def guess_kind(table: RawTable) -> Kind:
    """Whether a file holds texts of users, items, who took which, or users: by its name, else by its columns."""
    named: Mapping[str, Kind] = {"items": "items", "interactions": "interactions"}
    return named.get(Path(table.name).stem.lower()) or kind_of_table(table)


def guess_roles(table: RawTable, kind: Kind, like: Sequence[Reading] = ()) -> dict[str, str | list[str]]:
    """The column of each role of a kind of file that can be recognised; of texts a list.

    A table of texts that has the columns of a former one is read `like` that.
    """
    if kind == "texts":
        known = next((reading for reading in reversed(like) if reading.fits(table)), None)
        try:
            roles = choose_roles(table.frame, table.labels, known.columns_for(table) if known else None)
        except InputError:
            return {}
        titles = {"title": roles.titles[0]} if roles.titles else {}
        return {
            "text": list(roles.texts),
            "speaker": list(roles.speakers),
            "automatic": list(roles.automatic),
            **titles,
            **{role: column for role, column in roles.of.items() if role in ROLES[kind]},
        }
    if kind == "users":
        user = first_named(table.frame, "user_id") or next((c for c in table.frame if c.casefold() in _BARE_IDS), None)
        return {"user_id": user} if user else {}
    item = first_named(table.frame, ["item_id", "thing"])
    if kind == "items":
        item = item or next((column for column in table.frame if column.casefold() in _BARE_IDS), None)
        found = {"item_id": item, "text": first_named(table.frame, ["item_text", "thing", "text"], [item or ""])}
    else:
        found = {"item_id": item}
        for role, names in (
            ("user_id", ["user_id"]), ("weight", ["weight", "votes", "rating"]), ("timestamp", ["timestamp"]),
        ):  # fmt: skip
            found[role] = first_named(table.frame, names, [column for column in found.values() if column])
    return {role: column for role, column in found.items() if column}


def with_roles(table: RawTable, kind: Kind, columns: Columns) -> RawTable:
    """The table with what somebody says of its columns; those of other files are called by their roles.

    A column of votes is called "likes" there, because votes count less than other weights. Of items and users, the
    other columns stay. Raises `InputError` for a role that is needed and has no column, and for a column that has two
    roles.
    """
    missing = [role for role in NEEDED[kind] if not columns.get(role)]
    if missing:
        raise InputError(f"{table.name}: choose the column of {' and '.join(missing)}.")
    named = {role: _list(columns[role]) for role in ROLES[kind] if columns.get(role)}
    all_named = [column for several in named.values() for column in several]
    twice = [column for column in all_named if all_named.count(column) > 1]
    if twice:
        raise InputError(f"{table.name}: the column {twice[0]!r} is chosen more than once.")
    if kind == "texts":
        return replace(table, columns={role: named.get(role) for role in ROLES[kind]})
    chosen = {role: several[0] for role, several in named.items()}
    names = {column: "likes" if role == "weight" and is_votes(column) else role for role, column in chosen.items()}
    kept = table.frame[list(names)].rename(columns=names)
    if kind in ("items", "users"):
        others = [column for column in table.frame if column not in names and column not in names.values()]
        kept[others] = table.frame[others]
    return replace(table, frame=kept)


def _list(columns: str | Sequence[str]) -> list[str]:
    return [columns] if isinstance(columns, str) else list(columns)
