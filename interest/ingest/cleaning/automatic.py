"""Rows that no customer wrote: of bots, of the system, of the other side of a talk."""

from collections.abc import Sequence

import pandas as pd

from interest.ingest.cleaning.people import is_bot, is_program, is_shop
from interest.ingest.roles import Roles
from interest.ingest.roles.automatic import is_system_kind, is_yes, names_messages, others_in, speakers
from interest.ingest.roles.names import match
from interest.ingest.tables import RawTable

_OF_ANYTHING = ("name", "contact", "by", "from")
"""Names of columns that may say what a thing is called, and not who wrote."""
_OTHER_SIDE = "other side"


def nobodys(table: RawTable, roles: Roles, in_chat: bool) -> list[str | None]:
    """Why each row is no customer's ("bot", "system message", "other side"), or None, for all rows of a table.

    It is told by the names of bots, of programs and, in a chat, of shops, and by the columns that say who speaks or
    mark what no person wrote.
    """
    frame = table.frame
    in_chat = in_chat or names_messages(roles.texts[0])
    why: list[str | None] = [None] * len(frame)
    for column in frame:
        named = match(column, "user_id")
        known = named is not None and named.score == 1 and column.casefold() not in _OF_ANYTHING
        if known or column == roles.of.get("user_id"):
            found = {name: _named(name, in_chat) for name in frame[column].unique()}
            why = [found[name] or old for name, old in zip(frame[column], why, strict=True)]
    for column in (*roles.speakers, *roles.automatic):
        values, speaks = frame[column], column in roles.speakers
        others = others_in(column, values.unique(), speaks) if speaks or not match(column, "bot") else frozenset()
        kinds = {value: _marked(column, value, others) for value in values.unique()}
        why = [kinds[value] or old for value, old in zip(values, why, strict=True)]
        if speaks and "user_id" in roles.of:
            why = _same_side(frame[roles.of["user_id"]], values, why, bool(speakers(values.unique())))
    return why


def _named(name: str, in_chat: bool) -> str | None:
    if is_program(name):
        return "system message"
    if is_bot(name):
        return "bot"
    return _OTHER_SIDE if in_chat and is_shop(name) else None


def _marked(column: str, value: str, others: frozenset[str]) -> str | None:
    """Why a row is no customer's, by one cell of a column that marks such; `others` are those of the other side."""
    if value in others:
        return _OTHER_SIDE
    if is_system_kind(value):
        return "bot" if "bot" in value.casefold() else "system message"
    return "bot" if "bot" in column.casefold() and is_yes(value) else None


def _same_side(users: pd.Series, said: pd.Series, why: Sequence[str | None], in_words: bool) -> list[str | None]:
    """Rows of which nothing is said are the other side's, where somebody is on it whenever something is said.

    Where the sides are `in_words`, what has neither a side nor anybody who wrote it is the program's.
    """
    rows = list(zip(users, said.str.strip(), why, strict=True))
    sides: dict[str, set[str | None]] = {}
    for user, cell, reason in rows:
        if user and cell:
            sides.setdefault(user, set()).add(reason)
    staff = {user for user, reasons in sides.items() if reasons == {_OTHER_SIDE}}
    whose = {**dict.fromkeys(staff, _OTHER_SIDE), **({"": "system message"} if in_words and sides else {})}
    return [reason or (None if cell else whose.get(user.strip())) for user, cell, reason in rows]
