"""One node, looked at from several sides: over time, by source, by rating."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from interest.contents import Contents
from interest.contents.opinions import ESTIMATED, OPINIONS, Likely, Opinion, likely_opinions, opinions
from interest.inference import share_interval

Unit = Literal["day", "week", "fortnight", "month", "quarter", "year"]

MOST_BINS = 16
"""Points of a curve beyond which it is noise more than a line."""


@dataclass(frozen=True, eq=False)
class Timeline:
    """What was said over time."""

    unit: Unit
    bins: pd.DataFrame
    """Of a node start (the first day), statements (the node's), of (all), people (who said any of all), share, low and
    high (the 95% interval, with people as the unit); bins in which nothing at all was said are left out. Of a user see
    `user_over_time`."""


def dated(contents: Contents, among: pd.DataFrame | None = None) -> pd.DataFrame:
    """The statements in sight (or those `among` some) that have a time, a row for each time at which one was made.

    Columns: statement_id, user_id, category, topic, keyword, timestamp, strength, is_outlier.
    """
    columns = ["statement_id", "user_id", "category", "topic", "keyword", "timestamp", "strength", "is_outlier"]
    frame = _in_sight(contents, among)[columns]
    again = contents.ingested.times
    if len(again):
        frame = pd.concat([frame, frame.drop(columns="timestamp").merge(again, on="statement_id")], ignore_index=True)
    return frame[frame["timestamp"].notna()]


def _in_sight(contents: Contents, among: pd.DataFrame | None) -> pd.DataFrame:
    """The statements that are looked at: all, or those `among` some, but for hidden ones."""
    return contents.tree.in_sight(contents.statements if among is None else among)


def over_time(contents: Contents, node_id: str, among: pd.DataFrame | None = None) -> Timeline | None:
    """A node's share of all statements (or of those `among` some) over time, in bins that fit the span.

    None where times fill less than two.
    """
    times = dated(contents, among)
    binned = _binned(times["timestamp"])
    if binned is None:
        return None
    unit, edges, place = binned
    own = (times[contents.tree[node_id].level] == node_id).to_numpy()
    bins = _shares(times["user_id"], own, place, len(edges)).assign(start=edges)
    return Timeline(unit, bins[bins["of"] > 0].reset_index(drop=True))


def user_over_time(contents: Contents, user_id: str) -> Timeline | None:
    """What a user spoke of over time, in bins that fit the span; None where times fill less than two.

    `bins` has a row a bin and category of which the user spoke: start, category, statements.
    """
    times = dated(contents)
    own = times[times["user_id"] == user_id]
    binned = _binned(own["timestamp"])
    if binned is None:
        return None
    unit, edges, place = binned
    bins = own.assign(start=edges[place]).groupby(["start", "category"]).size().reset_index(name="statements")
    return Timeline(unit, bins)


def _binned(times: pd.Series) -> tuple[Unit, pd.DatetimeIndex, np.ndarray] | None:
    """Bins that fit the span of some times: their unit, their starts, and the bin of each time, (n,).

    None where times fill less than two.
    """
    if times.empty:
        return None
    unit, edges = _edges(times.min(), times.max())
    if len(edges) < 2:
        return None
    return unit, edges, edges.as_unit("ns").searchsorted(times, side="right") - 1


def _edges(first: pd.Timestamp, last: pd.Timestamp) -> tuple[Unit, pd.DatetimeIndex]:
    """The finest unit that makes at most `MOST_BINS`, and the starts of its bins. Days are counted back from the last
    one, so that the newest bin is a whole one."""
    first, last = first.normalize(), last.normalize()
    after = last + pd.Timedelta(days=1)
    span = (after - first).days
    days_of: tuple[tuple[Unit, int], ...] = (("day", 1), ("week", 7), ("fortnight", 14))
    for unit, days in days_of:
        bins = -(-span // days)
        if bins <= MOST_BINS:
            return unit, pd.date_range(end=after, periods=bins + 1, freq=f"{days}D")[:-1]
    periods: tuple[tuple[Unit, str], ...] = (("month", "M"), ("quarter", "Q"))
    for unit, period in periods:
        edges = pd.period_range(first, last, freq=period).to_timestamp()
        if len(edges) <= MOST_BINS:
            return unit, edges
    return "year", pd.period_range(first, last, freq="Y").to_timestamp()


def by_source(contents: Contents, node_id: str, among: pd.DataFrame | None = None) -> pd.DataFrame:
    """A node's share of each source's statements (or of those `among` some), the largest share first.

    Columns: source, statements (the node's), of (all of the source), people (who are in the source), share, low, high
    (the 95% interval, with people as the unit), lift (against all other sources, half a statement added to each count).
    """
    frame = _in_sight(contents, among)
    own = (frame[contents.tree[node_id].level] == node_id).to_numpy()
    place, sources = pd.factorize(frame["source"], sort=True)
    table = _shares(frame["user_id"], own, place, len(sources)).assign(source=sources)
    x, n = table["statements"], table["of"]
    table["lift"] = ((x + 0.5) / (n + 1)) / ((x.sum() - x + 0.5) / (n.sum() - n + 1))
    return table.sort_values("share", ascending=False, kind="stable").reset_index(drop=True)


def _shares(users: pd.Series, own: np.ndarray, place: np.ndarray, places: int) -> pd.DataFrame:
    """What part of the statements at each of some places, (n,) 0 … `places` − 1, is a node's `own`, (n,) bool."""
    counts = pd.DataFrame({"place": place, "user": users.to_numpy(), "own": own}).groupby(["place", "user"])["own"]
    by_user = counts.agg(["sum", "size"]).reset_index("user")
    rows = []
    for i in range(places):
        yes, of = (by_user.loc[[i], name].to_numpy() if i in by_user.index else np.zeros(0) for name in ("sum", "size"))
        low, high = share_interval(yes, of)
        rows.append((int(yes.sum()), int(of.sum()), len(of), yes.sum() / max(of.sum(), 1), low, high))
    return pd.DataFrame(rows, columns=["statements", "of", "people", "share", "low", "high"])


def by_rating(
    contents: Contents, node_id: str, among: pd.DataFrame | None = None, estimated: bool = False
) -> pd.DataFrame:
    """What a node's ratings say, beside all others (or those `among` some): opinion, statements, share, of_others.

    With `estimated`, what is estimated of statements without a rating, and of these alone. Empty where there is none.
    """
    frame = _in_sight(contents, among)
    said = likely_opinions(contents.ingested)[frame.index] if estimated else opinions(frame)
    own = frame[contents.tree[node_id].level] == node_id
    inside, outside = (said[part & (said != "")].value_counts().reindex(OPINIONS, fill_value=0) for part in (own, ~own))
    if not inside.sum():
        return pd.DataFrame({"opinion": pd.array([], dtype="str"), "statements": [], "share": [], "of_others": []})
    return pd.DataFrame(
        {
            "opinion": OPINIONS,
            "statements": inside.to_numpy(),
            "share": (inside / inside.sum()).to_numpy(),
            "of_others": (outside / max(outside.sum(), 1)).to_numpy(),
        }
    )


def with_opinion(contents: Contents, opinion: Opinion | Likely) -> pd.DataFrame:
    """The statements in sight whose rating says this, or of which it is estimated; none in data without ratings."""
    frame = contents.tree.in_sight(contents.statements)
    if opinion in ESTIMATED:
        return frame[likely_opinions(contents.ingested)[frame.index] == opinion.removeprefix("likely_")]
    return frame[opinions(frame) == opinion]
