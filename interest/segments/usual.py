"""What the data's columns say of one person, and how usual that is."""

import pandas as pd

from interest.contents import Contents
from interest.ingest import TELLING


def known_of(contents: Contents, user_id: str) -> pd.DataFrame:
    """A row a column of people that says something of a user.

    Columns: column, kind; value (as it is written: yes and no, days as YYYY-MM-DD); people (of whom the column says
    anything); share (of these, the part with the very same value); place (of a number or day: the part of the others
    that have less, or are earlier, with half of those that have as much, 0 to 1; else NaN).
    """
    attributes = contents.ingested.attributes
    columns = [column for column in attributes.of_users if attributes.kinds[column] in TELLING]
    table = attributes.users.set_index("user_id")[columns]
    rows = []
    for column in columns if user_id in table.index else ():
        kind, values = attributes.kinds[column], table[column]
        values = values[values.notna() & (values != "")] if kind == "category" else values.dropna()
        if user_id not in values.index:
            continue
        own, others = values[user_id], values.drop(user_id)
        ordered = kind in ("number", "date") and len(others) > 0
        place = ((others < own).mean() + (others == own).mean() / 2) if ordered else float("nan")
        rows.append((column, kind, _written(own, kind), len(values), float((values == own).mean()), float(place)))
    return pd.DataFrame(rows, columns=["column", "kind", "value", "people", "share", "place"])


def _written(value: object, kind: str) -> str:
    if kind == "yes/no":
        return "yes" if value else "no"
    if kind == "date":
        return f"{pd.Timestamp(value):%Y-%m-%d}"
    return f"{value:,.6g}" if kind == "number" else str(value)
