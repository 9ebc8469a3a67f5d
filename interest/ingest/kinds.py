"""What a table holds: texts of users, items, who took which item, or users with what is known of them."""

from typing import Literal

import pandas as pd

from interest.errors import InputError
from interest.ingest.roles import choose_roles, first_named
from interest.ingest.roles.looks import Look
from interest.ingest.roles.names import match
from interest.ingest.tables import RawTable

Kind = Literal["texts", "items", "interactions", "users"]
SHARED = 0.5
"""Different values as a share of all, below which words are choices: what people write is hardly ever the same."""


def kind_of_table(table: RawTable) -> Kind:
    """What a table holds, by its columns alone.

    Items have an id each, one row an item, and no users; interactions have users and items and no texts; users have an
    id each and no texts, where words that many share (of a country, of a plan) are none.
    """
    frame = table.frame
    item = first_named(frame, "item_id")
    user = first_named(frame, "user_id")
    try:
        roles = choose_roles(frame, table.labels)
    except InputError:
        if item and user:
            return "interactions"
        return "users" if user and frame[user].is_unique and len(frame) > 1 else "texts"
    text = roles.texts[0]
    known = known_text(text, table.labels.get(text, ""))
    user = user or roles.of.get("user_id")
    timed = "timestamp" in roles.of
    if item and user and user != item:
        return "texts"
    if item and frame[item].is_unique and not timed:
        return "items"
    if user and not known and frame[user].is_unique and "rating" not in roles.of:
        others = [frame[column] for column in frame if column not in (user, text)]
        shared = Look.of(frame[text]).distinct < SHARED
        return "users" if shared or (not timed and any(_is_fact(column) for column in others)) else "texts"
    return "texts"


def _is_fact(column: pd.Series) -> bool:
    """Whether a column holds numbers, dates, codes or addresses, as what is known of people does, and no words."""
    look = Look.of(column)
    return bool(look.values) and look.natural < 0.5


def known_text(column: str, label: str = "") -> bool:
    """Whether a column's name, or its header, says that it is a text."""
    from interest.ingest.roles.questions import is_question

    names = [name for name in (column, label) if name]
    return any(
        is_question(name) or any((m := match(name, role)) and m.score >= 0.4 for role in ("text", "aspect"))
        for name in names
    )
