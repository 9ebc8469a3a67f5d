"""What is known beside texts: every further column, of the user where it is constant within users."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import pandas as pd

from interest.ingest.roles.looks import Kind as Cell
from interest.ingest.roles.looks import Look
from interest.ingest.values import has_decimal_commas, parse_numbers, parse_times, scale_of_words

Kind = Literal["category", "number", "date", "yes/no", "link", "text"]
KINDS: tuple[Kind, ...] = ("category", "number", "date", "yes/no", "link", "text")
TELLING: tuple[Kind, ...] = ("category", "yes/no", "number", "date")
"""The kinds of columns by which people or statements can be told apart."""

KIND, LIKELY = "kind of statement", "likely opinion"
"""The columns of statements that are no column of the data, but told from the texts."""
MADE = (KIND, LIKELY)

_FITS = 0.9  # share of the filled values that must be of a kind
_FEWEST_NUMBERS = 3  # different numbers, for a number and not a category
_PADDED = re.compile(r"0\d+")
_YEARS = (1900, 2100)


@dataclass(frozen=True, eq=False)
class Attributes:
    """Every further column of the data, typed.

    `users` has user_id and the columns that are constant within users, a row a user in the order of their first
    appearance; `statements` has statement_id and the other columns, a row a statement. `kinds` has the kind of each
    column: numbers are float64, dates datetime64[ns], yes/no `boolean`, all others `str` ("" where there is none).
    """

    users: pd.DataFrame = field(default_factory=lambda: pd.DataFrame({"user_id": pd.array([], dtype="str")}))
    statements: pd.DataFrame = field(default_factory=lambda: pd.DataFrame({"statement_id": np.array([], np.int64)}))
    kinds: Mapping[str, Kind] = field(default_factory=dict)

    @property
    def of_users(self) -> list[str]:
        return list(self.users.columns[1:])

    @property
    def of_statements(self) -> list[str]:
        return list(self.statements.columns[1:])

    @property
    def links(self) -> list[str]:
        """The columns with links to the original of a statement."""
        return [column for column in self.of_statements if self.kinds[column] == "link"]

    def with_made(self, column: str, ids: pd.Series, values: np.ndarray) -> "Attributes":
        """These with one of the columns of `MADE`, str, in place of a former one; `ids` are those of all statements."""
        frame = self.statements.set_index("statement_id").reindex(ids).rename_axis("statement_id").reset_index()
        return Attributes(
            self.users, frame.assign(**{column: pd.array(values, dtype="str")}), {**self.kinds, column: "category"}
        )

    def without_made(self, *columns: str) -> "Attributes":
        """These without some of the columns of `MADE`."""
        kinds = {column: kind for column, kind in self.kinds.items() if column not in columns}
        return Attributes(self.users, self.statements.drop(columns=list(columns), errors="ignore"), kinds)

    def join(self, more: "Attributes", places: np.ndarray, user_ids: pd.Series) -> "Attributes":
        """These, then those of more statements, which stand at `places` among all, whose users are `user_ids`.

        A user who is known already keeps what is known, and gets what is new. A column that is of the user here and of
        the statement there becomes one of the statement.
        """
        of_statements = list(dict.fromkeys([*self.of_statements, *more.of_statements]))
        of_users = [c for c in dict.fromkeys([*self.of_users, *more.of_users]) if c not in of_statements]
        kinds = {**more.kinds, **self.kinds}
        users = _first_known([self.users, more.users], of_users, kinds) if of_users else Attributes().users
        parts = [
            self._of_each(of_statements, self.statements["statement_id"].to_numpy(np.int64), user_ids),
            more._of_each(of_statements, places[more.statements["statement_id"].to_numpy(np.int64)], user_ids),
        ]
        both = pd.concat(parts, ignore_index=True).drop_duplicates("statement_id")
        frame = pd.DataFrame({"statement_id": np.arange(len(user_ids))}).merge(both, on="statement_id", how="left")
        typed = {column: _retyped(frame[column], kinds[column]) for column in of_statements}
        return Attributes(users, pd.DataFrame({"statement_id": frame["statement_id"], **typed}), kinds)

    def _of_each(self, columns: list[str], places: np.ndarray, user_ids: pd.Series) -> pd.DataFrame:
        """The columns of statements at some places, those of users given to each of their statements."""
        frame = self.statements.reindex(columns=["statement_id", *columns]).assign(statement_id=places)
        known = self.users.set_index("user_id")
        whose = user_ids.iloc[places]
        for column in set(columns) & set(self.of_users):
            frame[column] = whose.map(known[column]).to_numpy()
        return frame.astype(dict.fromkeys(columns, object))

    def with_users(self, given: "Attributes") -> "Attributes":
        """These with a table of users, which is believed where both say something."""
        kinds = {**self.kinds, **given.kinds}
        columns = list(dict.fromkeys([*given.of_users, *self.of_users]))
        users = _first_known([given.users, self.users], columns, kinds)
        left = [column for column in self.of_statements if column not in columns]
        return Attributes(users, self.statements[["statement_id", *left]], kinds)


def gather(
    rows: pd.DataFrame,
    statements: pd.DataFrame,
    identified: bool,
    kinds: Mapping[str, Kind | None] | None = None,
    wordy: bool = False,
) -> Attributes:
    """The attributes of statements, by the input rows that they are of.

    `rows` has any columns of strings, with the row as its index, `statements` has statement_id, row and user_id.
    `identified` says whether the data have users at all: where each row is a user of its own, everything is of the
    statement. `kinds` decides the kind of a column, None that it is left out. Links and texts are of statements, unless
    `wordy`.
    """
    said = kinds or {}
    rows = rows.rename(
        columns={column: f"{column} (2)" for column in ("user_id", "statement_id", *MADE) if column in rows}
    )
    columns = [column for column in rows if said.get(column, "") is not None]
    columns = [column for column in columns if rows[column].fillna("").str.strip().any()]
    if not columns or not len(statements):
        return Attributes(statements=statements[["statement_id"]].copy())
    known = rows.loc[~rows.index.duplicated(), columns].reindex(statements["row"].to_numpy())
    raw = {column: known[column].fillna("").astype("str").str.strip().reset_index(drop=True) for column in columns}
    users = statements["user_id"].reset_index(drop=True)
    found: dict[str, Kind] = {}
    typed = {}
    for column, values in raw.items():
        found[column] = said.get(column) or kind_of(values)
        typed[column] = typed_values(values, found[column])
    ids = {"statement_id": statements["statement_id"].reset_index(drop=True), "user_id": users}
    frame = pd.DataFrame({**ids, **typed})
    of_users = [
        column for column in columns
        if identified and (wordy or found[column] not in ("link", "text")) and _is_constant(users, raw[column])
    ]  # fmt: skip
    table = _first_known([frame], of_users, found) if of_users else Attributes().users
    rest = [column for column in columns if column not in of_users]
    return Attributes(table, frame[["statement_id", *rest]], found)


def in_words(values: pd.Series, kind: str) -> pd.Series:
    """The values of a column, of yes/no as the words "yes" and "no"; NaN, or "", where there is none."""
    return values.map({True: "yes", False: "no"}) if kind == "yes/no" else values


def kind_of(values: pd.Series) -> Kind:
    """The kind of a column of strings."""
    look = Look.of(values)
    if not look.values:
        return "category"
    if look.of_kind(Cell.LINK) >= _FITS:
        return "link"
    if scale_of_words(pd.Series(list(look.counts), dtype="str")) == "yes" and look.n_distinct <= 2:
        return "yes/no"
    if look.of_kind(Cell.NUMBER) >= _FITS and look.n_distinct >= _FEWEST_NUMBERS:
        padded = sum(_PADDED.fullmatch(value) is not None for value in look.counts)
        if not padded:
            return "number"
    if look.of_kind(Cell.DATE) >= _FITS or look.of_kind(Cell.DATE, Cell.WORDS) >= _FITS:
        times = parse_times(pd.Series(list(look.counts)[:200], dtype="str"))
        if float(times.dt.year.between(*_YEARS).mean()) >= _FITS:
            return "date"
    return "text" if look.words > 5 and look.distinct > 0.5 else "category"


def typed_values(values: pd.Series, kind: Kind) -> pd.Series:
    """Strings as values of a kind; what can't be read as it is missing."""
    if kind == "number":
        return pd.Series(parse_numbers(values, has_decimal_commas(values.unique())), index=values.index)
    if kind == "date":
        return parse_times(values)
    if kind == "yes/no":
        from interest.ingest.values.ratings import parse_ratings

        return pd.Series(parse_ratings(values).values, index=values.index).astype("boolean")
    return values.astype("str")


def _is_constant(users: pd.Series, values: pd.Series) -> bool:
    """Whether no user has two different filled values."""
    filled = values != ""
    return bool((values[filled].groupby(users[filled], sort=False).nunique() <= 1).all())


def _first_known(frames: Iterable[pd.DataFrame], columns: list[str], kinds: Mapping[str, Kind]) -> pd.DataFrame:
    """A row a user with the first value that is known of each column."""
    frames = [frame.reindex(columns=["user_id", *columns]) for frame in frames]
    whole = pd.concat([frame for frame in frames if len(frame)] or frames[:1], ignore_index=True)
    user, users = pd.factorize(whole["user_id"])
    table = {"user_id": pd.Series(users, dtype="str")}
    for column in columns:
        values = whole[column]
        backwards = np.flatnonzero(values.notna() & (values.astype("str") != ""))[::-1]
        first = np.full(len(users), -1)
        first[user[backwards]] = backwards  # what stands first is written last
        table[column] = _retyped(values.reindex(first).reset_index(drop=True), kinds[column])
    return pd.DataFrame(table)


def _retyped(values: pd.Series, kind: Kind) -> pd.Series:
    """Values whose type got lost where tables were joined, in the type of their kind."""
    if values.map(type).eq(str).any() and kind in ("number", "date", "yes/no"):
        return typed_values(values.fillna("").astype("str"), kind)
    if kind == "number":
        return values.astype("float64")
    if kind == "date":
        return values.astype("datetime64[ns]")
    if kind == "yes/no":
        return values.astype("boolean")
    return values.fillna("").astype("str")
