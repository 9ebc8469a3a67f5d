"""Labels of users: those of the data, or such as are given."""

from collections.abc import Mapping, Sequence

import pandas as pd

from interest.errors import InputError

Labels = Mapping[str, str | Sequence[str]]
"""A label, or several, by user id."""


def labels_of(statements: pd.DataFrame, labels: Labels | None = None) -> dict[str, list[str]]:
    """The labels of each user who has any: those that are given, else all that the column `label` says of them.

    Raises `InputError` for given labels of users who aren't there.
    """
    if labels is None:
        said = statements.loc[statements["label"].fillna("") != "", ["user_id", "label"]].drop_duplicates()
        return {str(user): sorted(own["label"]) for user, own in said.groupby("user_id", sort=False)}
    known = set(statements["user_id"])
    unknown = [user for user in labels if user not in known]
    if unknown:
        raise InputError(
            f"labels names the user {unknown[0]!r}, who has no statement in this study; so do {len(unknown)} of its "
            f"{len(labels)} users in all. Leave them out."
        )
    return {user: [own] if isinstance(own, str) else list(own) for user, own in labels.items()}
