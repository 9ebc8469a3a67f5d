"""A segment for an experiment, under a privacy."""

import pandas as pd

from interest.contents import Contents, Current
from interest.errors import InputError
from interest.report.privacy import Privacy
from interest.segments import Segments, held_out


def hold_out(
    contents: Contents, segment: str, share: float = 0.2, seed: int = 0, privacy: Privacy | None = None
) -> pd.DataFrame:
    """The people of a segment with the group that each is in by chance: see `interest.segments.held_out`.

    With pseudonyms they come sorted by these. Raises `InputError` where a group is smaller than `privacy.min_users`,
    `SegmentError` where there is no such segment or a group would have nobody.
    """
    privacy = privacy or Privacy()
    table = held_out(Segments(Current(contents)).members(segment), share, seed)
    smallest = int(table["group"].value_counts().min())
    if smallest < privacy.min_users:
        raise InputError(f"A group would have only {smallest} people, but min_users is {privacy.min_users}.")
    table = table.assign(user_id=table["user_id"].map(privacy.called(table["user_id"])))
    return table.sort_values("user_id", ignore_index=True) if privacy.pseudonymous else table
