"""The further columns of the data: which there are to choose from, and what they say of each statement."""

import pandas as pd

from interest.study import Study

_ASKED = ("category", "yes/no", "number", "date")


def columns_of(study: Study) -> list[str]:
    """The further columns of the data by which people can be told."""
    attributes = study.attributes
    return [c for c in (*attributes.of_users, *attributes.of_statements) if attributes.kinds[c] in _ASKED]


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
    words = values.map({True: "yes", False: "no"}) if kind == "yes/no" else values
    return words.astype(object).where(words.notna(), "")
