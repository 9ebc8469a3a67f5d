"""Outcomes: a column of the data as one figure a person, such as who churned or how much somebody spends."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from interest.contents import Contents
from interest.errors import InputError
from interest.ingest import MADE, Attributes, in_words

MOST_VALUES = 12
"""Values that are offered of a column, the most frequent ones."""
_ASKED = ("category", "number", "yes/no")


@dataclass(frozen=True, eq=False)
class Outcome:
    """What is asked of people."""

    column: str
    value: str
    """The value that is asked for, against all others; "" for a number."""
    figures: pd.Series
    """By user id: 1 for the value, 0 for others; or the number. NaN where it is not known."""
    ticked: bool = False
    """Whether the column says this one value or nothing: who has an empty cell is then one of the others."""

    @property
    def is_share(self) -> bool:
        """Whether its mean is the share of those with the value."""
        return bool(self.value)


def askable(contents: Contents) -> dict[str, tuple[str, ...]]:
    """The columns that can be an outcome, with the values that can be asked for: none for a number.

    Left out are columns of which all people have the same, those that hardly ever say the same of two, as names do, and
    what is told from the texts, which interests are found in as well.
    Of a column that says one value or nothing that value can be asked for.
    """
    return _askable(contents.ingested.attributes, contents.users, contents.ingested.frame["user_id"])


def askable_in(table: Attributes) -> dict[str, tuple[str, ...]]:
    """The same of a table of users."""
    return _askable(table, table.users["user_id"].tolist(), None)


def _askable(attributes: Attributes, users: Sequence[str], whose: pd.Series | None) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for column, kind in attributes.kinds.items():
        asked = kind in _ASKED and column not in MADE
        values = _of_people(attributes, users, whose, column) if asked else None
        if values is None or values.nunique() < 2 and not is_ticked(values):
            continue
        if kind == "number":
            found[column] = ()
        elif values.nunique() <= values.notna().sum() / 2:
            found[column] = tuple(values[values != ""].value_counts().index[:MOST_VALUES])
    return found


def is_ticked(values: pd.Series) -> bool:
    """Whether a column, "" for empty cells, says one value of some people and nothing of others, as a tick does."""
    return values.dtype.kind == "O" and (values == "").any() and values[values != ""].nunique() == 1


def outcome_of(contents: Contents, column: str, value: str = "") -> Outcome:
    """A column as an outcome. A yes or no is asked for its yes, and of two values the rarer, unless `value` says which.

    Raises `InputError` for a column or value that the data don't have, and for one that says no one thing of a person.
    """
    return _outcome(contents.ingested.attributes, contents.users, contents.ingested.frame["user_id"], column, value)


def outcome_in(table: Attributes, column: str, value: str = "") -> Outcome:
    """The same from a table of users."""
    return _outcome(table, table.users["user_id"].tolist(), None, column, value)


def _outcome(attributes: Attributes, users: Sequence[str], whose: pd.Series | None, column: str, value: str) -> Outcome:
    """A column of users, or of statements made by the users `whose`."""
    kinds = attributes.kinds
    if column not in kinds:
        known = ", ".join(_askable(attributes, users, whose)) or "none"
        raise InputError(f"There is no column {column!r} beside the texts; what can be asked for: {known}.")
    if kinds[column] not in _ASKED:
        raise InputError(f"The column {column!r} holds neither values nor numbers, but each row its own day or text.")
    values = _of_people(attributes, users, whose, column)
    if values is None:
        raise InputError(
            f"The column {column!r} says several things of one person; an outcome is one value or number a person."
        )
    if kinds[column] == "number":
        if value:
            raise InputError(f"The column {column!r} holds numbers, which are taken as they are; leave {value!r} away.")
        return Outcome(column, "", values)
    counts = values[values != ""].value_counts()
    chosen = value or _usual(counts)
    if chosen not in counts:
        listed = ", ".join(counts.index[:MOST_VALUES]) + ("…" if len(counts) > MOST_VALUES else "")
        if value:
            raise InputError(f"The column {column!r} has no value {value!r}; give one of these: {listed}.")
        raise InputError(f"The column {column!r} has several values; give one of these: {listed}.")
    return Outcome(column, chosen, (values == chosen).astype(float).where(values.notna()), is_ticked(values))


def _usual(counts: pd.Series) -> str:
    """What is asked for of a column without saying so; "" where that can't be known."""
    for yes, no in (("yes", "no"), ("1", "0")):
        if yes in counts and set(counts.index) <= {yes, no}:
            return yes
    return str(counts.index[-1]) if len(counts) <= 2 else ""


def _of_people(attributes: Attributes, users: Sequence[str], whose: pd.Series | None, column: str) -> pd.Series | None:
    """What a column says of each person by id, as numbers or texts, NaN where it is not known; None where it says
    several things of one. An empty cell is "" in a column that says one value or nothing."""
    if column in attributes.of_users:
        values = attributes.users.set_index("user_id")[column]
    elif whose is None:
        return None
    else:
        said = pd.DataFrame({"user": whose.to_numpy(), "said": attributes.statements[column].to_numpy()})
        empty = said["said"].isna() | (said["said"].astype("str") == "")
        if said[~empty].groupby("user")["said"].nunique().max() != 1:
            return None
        values = said.assign(empty=empty).sort_values("empty", kind="stable").drop_duplicates("user")
        values = values.set_index("user")["said"]
    if attributes.kinds[column] == "number":
        return values.astype(float).reindex(users)
    words = in_words(values, attributes.kinds[column]).astype(object)
    words = words.where(words.notna(), "")
    return (words if is_ticked(words) else words.where(words != "", np.nan)).reindex(users)
