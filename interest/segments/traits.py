"""Any column as a question: which values of what is known of people go with a group, and how its people write."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from interest.contents import Contents
from interest.contents.derived import derived
from interest.contents.opinions import opinions
from interest.inference import ALPHA, NORMAL, adjusted, difference_interval, fisher, more_people
from interest.ingest import in_words

Column = Literal["statements", "length", "questions", "label", "source", "opinion", "daytime", "weekend"]
"""What can be told of people and how they write, besides the further columns of the data."""

MOST_VALUES = 12
"""Values of a column that are looked at, the most frequent ones: what is rarer tells of hardly anybody."""
QUANTILES = 4
"""Classes of a number, a quarter of the people each."""
FEWEST_WITH = 5
"""People who must have a value."""
_DAYTIMES = ((0, "night"), (6, "morning"), (12, "afternoon"), (18, "evening"))
_QUESTION = r"[?？]\s*$"


@dataclass(frozen=True, eq=False)
class Trait:
    """One value of a column, and who has it."""

    column: str
    value: str
    own: bool
    """Whether it is how people write (a `Column`), and no column of the data."""
    has: np.ndarray
    """(n_people,) bool, in the order of the profiles."""
    known: np.ndarray
    """(n_people,) bool: of whom the column says anything."""


class Marked(NamedTuple):
    """One value of a column of statements."""

    column: str
    value: str
    statements: pd.Index
    """The ids of those with the value …"""
    known: pd.Index
    """… and of those of which the column says anything."""


@derived("ingested", "cuts")
def traits(contents: Contents) -> tuple[Trait, ...]:
    """All that is known of people beside their interests: columns of the data first, then how they write.

    Numbers and dates are cut into quarters; of a column of statements somebody has every value that one of theirs has.
    """
    found = (*_of_users(contents), *_of_statements(contents), *_manner(contents))
    return tuple(trait for trait in found if FEWEST_WITH <= trait.has.sum() < trait.known.sum())


def contrasted(contents: Contents, ours: Collection[str], theirs: Collection[str] | None = None) -> pd.DataFrame:
    """What is known of some people, against others (by default everybody else): a row a value.

    Columns: column, value, own (see `Trait`), users (of ours with the value), share_a, share_b, difference, low, high
    (Newcombe 1998), lift, p (Fisher's exact test, users in both left out), q (Benjamini and Hochberg over all rows),
    significant, needed (how many more people it would take to be sure). Shares are of those of whom the column is
    known.
    """
    users = contents.profiles.users
    a = users.isin(list(ours))
    b = ~a if theirs is None else users.isin(list(theirs))
    rows = []
    for trait in traits(contents):
        counts = [
            (int((trait.has & group & trait.known).sum()), int((group & trait.known).sum()))
            for group in (a, b, a & ~b, b & ~a)
        ]
        rows.append((trait.column, trait.value, trait.own, *(n for pair in counts for n in pair)))
    names = ["column", "value", "own", "x_a", "n_a", "x_b", "n_b", "alone_a", "of_a", "alone_b", "of_b"]
    table = pd.DataFrame(rows, columns=names)
    return _tested(table) if len(table) else _tested(table.astype(dict.fromkeys(names[3:], "int64")))


def _tested(table: pd.DataFrame) -> pd.DataFrame:
    x_a, n_a, x_b, n_b = (table[name].to_numpy(np.int64) for name in ("x_a", "n_a", "x_b", "n_b"))
    share_a, share_b = x_a / np.maximum(n_a, 1), x_b / np.maximum(n_b, 1)
    low, high = difference_interval(x_a, n_a, x_b, n_b)
    p = fisher(*(table[name].to_numpy(np.int64) for name in ("alone_a", "of_a", "alone_b", "of_b")))
    needed = more_people(share_a - share_b, (high - low) / (2 * NORMAL), n_a + n_b)
    q = adjusted(p)
    return table[["column", "value", "own"]].assign(
        users=x_a, share_a=share_a, share_b=share_b, difference=share_a - share_b, low=low, high=high,
        lift=((x_a + 0.5) / (n_a + 1)) / ((x_b + 0.5) / (n_b + 1)), p=p, q=q, significant=q <= ALPHA,
        needed=np.where(np.isfinite(needed), needed, np.nan),
    )  # fmt: skip


def people_with(contents: Contents, column: str, value: str) -> list[str]:
    """The ids of the people of whom a column says a value, as `traits` has it; none where nobody has it."""
    has = [trait.has for trait in traits(contents) if (trait.column, trait.value) == (column, value)]
    return contents.profiles.users[has[0]].tolist() if has else []


@derived("ingested")
def statement_traits(contents: Contents) -> tuple[Marked, ...]:
    """What columns say that have a value each statement: categories, yes or no, and numbers and days by quarters."""
    return tuple(_marked(contents))


def _marked(contents: Contents) -> Iterator[Marked]:
    attributes = contents.ingested.attributes
    table = attributes.statements.set_index("statement_id")
    for column in attributes.of_statements:
        values, kind = table[column], attributes.kinds[column]
        if kind == "category" and values[values != ""].nunique() > (values != "").sum() / 2:
            continue  # hardly any two are the same
        for trait in _valued(column, values, kind, own=False):
            if FEWEST_WITH <= trait.has.sum() < trait.known.sum():
                yield Marked(column, trait.value, table.index[trait.has], table.index[trait.known])


# Columns of the data


def _of_users(contents: Contents) -> Iterator[Trait]:
    attributes, users = contents.ingested.attributes, contents.profiles.users
    table = attributes.users.set_index("user_id").reindex(users)
    listed = users.isin(attributes.users["user_id"])
    for column in attributes.of_users:
        kind = attributes.kinds[column]
        for trait in _valued(column, table[column], kind, own=False):
            # One value or nothing is a tick: who has an empty cell is known not to have it.
            ticked = kind in ("category", "yes/no") and (trait.has == trait.known).all()
            yield replace(trait, known=listed) if ticked else trait


def _valued(column: str, values: pd.Series, kind: str, own: bool) -> Iterator[Trait]:
    """The values of a column with one a person."""
    match kind:
        case "number" | "date":
            words = _classes(values)
        case "yes/no":
            words = in_words(values, kind).fillna("")
        case "category":
            words = values.fillna("").astype("str")
        case _:
            return
    known = (words != "").to_numpy(bool)
    shown = words[known].value_counts()
    ordered = kind in ("number", "date")
    order = (values.groupby(words).min().sort_values() if ordered else shown).index.tolist()
    for value in [word for word in order if word in shown.index[:MOST_VALUES]]:
        if kind != "yes/no" or value == "yes":
            yield Trait(column, str(value), own, (words == value).to_numpy(bool), known)


def _classes(values: pd.Series) -> pd.Series:
    """Numbers or days as quarters of the people, "" where nothing is known; few different ones as they are."""
    known = values.dropna()
    written = _written(known)
    if known.nunique() <= QUANTILES:
        return known.map(written).reindex(values.index).fillna("").astype("str")
    edges = np.unique(known.quantile(np.arange(1, QUANTILES) / QUANTILES, interpolation="lower"))
    place = np.searchsorted(edges, known.to_numpy(), side="left")
    names = [f"≤ {written(edges[0])}"]
    whole = known.dtype.kind == "f" and bool((known % 1 == 0).all())  # of ages, what comes after 27 is 28
    between = zip(edges[:-1], edges[1:], strict=True)
    names += [written(b) if whole and a + 1 == b else f"{written(a + whole)} – {written(b)}" for a, b in between]
    names.append(f"> {written(edges[-1])}")
    return pd.Series(np.array(names)[place], index=known.index).reindex(values.index).fillna("").astype("str")


def _written(values: pd.Series) -> Callable[[object], str]:
    """How a number or a day is written."""
    if pd.api.types.is_datetime64_any_dtype(values):
        return lambda value: f"{pd.Timestamp(value):%Y-%m-%d}"
    return lambda value: f"{value:,.4g}"


def _of_statements(contents: Contents) -> Iterator[Trait]:
    """Columns with a category each statement: who has a statement with the value."""
    attributes, frame = contents.ingested.attributes, contents.ingested.frame
    for column in attributes.of_statements:
        if attributes.kinds[column] in ("category", "yes/no"):
            values = in_words(attributes.statements[column], attributes.kinds[column])
            yield from _any(contents, column, frame["user_id"], values.fillna("").astype("str"), own=False)
    yield from _any(contents, "label", frame["user_id"], frame["label"].astype("str"), own=True)


def _any(contents: Contents, column: str, whose: pd.Series, values: pd.Series, own: bool) -> Iterator[Trait]:
    """Values of statements: who has any with each; no column whose values are hardly ever the same."""
    users, filled = contents.profiles.users, (values != "").to_numpy(bool)
    counts = values[filled].value_counts()
    if not len(counts) or len(counts) > filled.sum() / 2:
        return
    known = users.isin(whose[filled].unique())
    for value in counts.index[:MOST_VALUES]:
        if value != "no":
            yield Trait(column, str(value), own, users.isin(whose[(values == value).to_numpy(bool)].unique()), known)


# How they write


def _manner(contents: Contents) -> Iterator[Trait]:
    frame = contents.ingested.frame
    users = contents.profiles.users
    by_user = frame.groupby("user_id", sort=False)
    yield from _ends("statements", by_user.size().reindex(users).astype(float))
    length = frame["text"].str.len().groupby(frame["user_id"]).mean()
    yield from _ends("length", length.round().reindex(users))
    yield from _often("questions", frame["text"].str.contains(_QUESTION), frame["user_id"], users)
    if frame["source"].nunique() > 1:
        yield from _any(contents, "source", frame["user_id"], frame["source"].astype("str"), own=True)
    said = opinions(frame)
    if (said != "").any():
        yield from _any(contents, "opinion", frame["user_id"], said.astype("str"), own=True)
    times = frame["timestamp"]
    if (times.dt.normalize() != times).any():
        hours = times.dt.hour
        words = pd.Series("", index=times.index)
        for hour, name in _DAYTIMES:
            words = words.mask(hours >= hour, name)
        yield from _mostly("daytime", words.where(times.notna(), ""), frame["user_id"], users)
    if times.notna().any():
        dated = frame[times.notna()]
        yield from _often("weekend", dated["timestamp"].dt.dayofweek >= 5, dated["user_id"], users)


def _ends(column: Column, values: pd.Series) -> Iterator[Trait]:
    """Those in the lowest and in the highest quarter."""
    for trait in _valued(column, values, "number", own=True):
        if trait.value.startswith(("≤", ">")):
            yield trait


def _often(column: Column, flag: pd.Series, whose: pd.Series, users: pd.Index) -> Iterator[Trait]:
    """Of whom half of what they say or more is so."""
    part = flag.astype(float).groupby(whose).mean().reindex(users)
    yield Trait(column, "yes", True, (part >= 0.5).to_numpy(bool), part.notna().to_numpy(bool))


def _mostly(column: Column, words: pd.Series, whose: pd.Series, users: pd.Index) -> Iterator[Trait]:
    """Of whom half of what they say or more has a value, for each value."""
    for value in [word for word in dict.fromkeys(words) if word]:
        yield from (
            Trait(trait.column, value, True, trait.has, trait.known)
            for trait in _often(column, words[words != ""] == value, whose[words != ""], users)
        )
