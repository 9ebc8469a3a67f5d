"""Interests of which more is said, or less, than some time ago."""

import numpy as np
import pandas as pd

from interest.contents import Contents
from interest.findings.facets import dated
from interest.findings.finding import Finding, Tested, best
from interest.findings.leaning import leaning, people_interval

RECENT = 1 / 3
"""The part of all dated statements that counts as recent: enough of them to be sure, and still news."""
LEAST_DAYS = 7
"""Days that each part must span: within less, a weekday would look like a trend."""
LEAST_DATED = 0.5
"""The part of statements that must have a time, for what is said of time to be said of the data."""


def turning_point(contents: Contents) -> pd.Timestamp | None:
    """The day from which statements are recent; None where times are few, or don't span enough on both sides of it."""
    if not len(contents.statements) or contents.statements["timestamp"].notna().mean() < LEAST_DATED:
        return None
    times = dated(contents)["timestamp"]
    if times.empty:
        return None
    since = times.quantile(1 - RECENT).normalize()
    week = pd.Timedelta(days=LEAST_DAYS)
    recent = float((times >= since).mean())
    # Where very many have one time, such as that of an import, the parts are too unequal to be compared.
    balanced = RECENT / 2 <= recent <= 1 - RECENT / 2
    return since if balanced and since - times.min() >= week and times.max() - since >= week else None


def trends(contents: Contents) -> Tested:
    """Rising and fading categories and topics."""
    since = turning_point(contents)
    if since is None:
        return Tested((), np.zeros(0))
    times = dated(contents)
    recent = (times["timestamp"] >= since).to_numpy()
    n_users = times["user_id"].nunique()
    found, p = leaning(times, recent, "share_in", "share_out")
    findings = []
    for node, level, row in found:
        rising = row["ratio"] > 1
        shown = times[(times[level] == node) & (recent == rising)]
        users = int(row["users_in"] if rising else row["users_out"])
        low, high = people_interval(times.loc[recent, "user_id"], (times.loc[recent, level] == node).to_numpy())
        findings.append(
            Finding(
                "rising" if rising else "fading", (node,), users, len(shown), row["share_in"], row["share_out"],
                low, high, row["p"], needed=row["needed"],
                strength=abs(np.log2(row["ratio"])) * row["users"] / n_users, examples=best(shown),
                since=since,
            )
        )  # fmt: skip
    return Tested(tuple(findings), p)
