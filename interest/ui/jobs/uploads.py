"""Uploaded files: what they hold, and their columns brought into the names that the library knows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal

import pandas as pd

from interest.errors import InputError
from interest.ingest import RawTable, guess_columns
from interest.ingest.names import ALIASES, ITEM_ALIASES, ITEM_NOUNS, first_named, is_like_count
from interest.ingest.values import DateOrder, date_order, parse_times

Kind = Literal["texts", "items", "interactions"]
ROLES: Mapping[Kind, tuple[str, ...]] = {
    "texts": ("text", "user_id", "timestamp", "source", "weight", "rating", "label"),
    "items": ("item_id", "text"),
    "interactions": ("user_id", "item_id", "weight", "timestamp"),
}
NEEDED: Mapping[Kind, tuple[str, ...]] = {
    "texts": ("text",),
    "items": ("item_id", "text"),
    "interactions": ("user_id", "item_id"),
}
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
    order = date_order(given)
    times = parse_times(given, order.day_first if day_first is None else day_first).dropna()
    first, last = (times.min().date(), times.max().date()) if len(times) else (None, None)
    doubtful = order.doubtful if day_first is None else ()
    example = next((value.strip() for value in given if value in doubtful), "")
    return Dates(order, len(given), len(times), first, last, example)


def is_wrecked(table: RawTable) -> bool:
    """Whether so many lines of a file don't fit that it is probably read otherwise than it was written."""
    return len(table.irregular) > MOST_IRREGULAR * len(table.frame)


def guess_kind(table: RawTable) -> Kind:
    """Whether a file holds texts of users, items, or who took which item: by its name, else by its columns."""
    stem = Path(table.name).stem.lower()
    if stem == "items":
        return "items"
    if stem == "interactions":
        return "interactions"
    if not first_named(table.frame, ITEM_ALIASES["item_id"]):
        return "texts"
    found = guess_columns(table.frame)
    if "user_id" in found:
        return "texts" if "text" in found else "interactions"
    return "items"


def guess_roles(table: RawTable, kind: Kind) -> dict[str, str]:
    """The column of each role of a kind of file that can be recognised."""
    if kind == "texts":
        return guess_columns(table.frame)
    item = first_named(table.frame, (*ITEM_ALIASES["item_id"], *ITEM_NOUNS))
    if kind == "items":
        item = item or first_named(table.frame, ("id", "编号"))
        names = (*ITEM_ALIASES["text"], *ITEM_NOUNS, *ALIASES["text"])
        found = {"item_id": item, "text": first_named(table.frame, names, [item or ""])}
    else:
        found = {"item_id": item}
        for role, names in (
            ("user_id", ALIASES["user_id"]),
            ("weight", (*ALIASES["weight"], *ALIASES["rating"])),
            ("timestamp", ALIASES["timestamp"]),
        ):
            found[role] = first_named(table.frame, names, [column for column in found.values() if column])
    return {role: column for role, column in found.items() if column}


def with_roles(table: RawTable, kind: Kind, columns: Mapping[str, str]) -> RawTable:
    """The table with its columns called by their roles, and nothing else that could be taken for one of them.

    A column of likes is called "likes", because likes count less than other weights. Of items, the other columns stay.
    Raises `InputError` for a role that is needed and has no column, and for a column with two roles.
    """
    missing = [role for role in NEEDED[kind] if not columns.get(role)]
    if missing:
        raise InputError(f"{table.name}: choose the column of {' and '.join(missing)}.")
    chosen = {role: columns[role] for role in ROLES[kind] if columns.get(role)}
    twice = [column for column in chosen.values() if list(chosen.values()).count(column) > 1]
    if twice:
        raise InputError(f"{table.name}: the column {twice[0]!r} is chosen more than once.")
    names = {column: "likes" if role == "weight" and is_like_count(column) else role for role, column in chosen.items()}
    kept = table.frame[list(names)].rename(columns=names)
    if kind == "items":
        others = [column for column in table.frame if column not in names and column not in names.values()]
        kept[others] = table.frame[others]
    return replace(table, frame=kept)
