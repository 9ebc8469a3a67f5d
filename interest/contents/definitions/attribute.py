"""Users by what a further column of the data says of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

import pandas as pd

from interest.contents.definitions.known import Known, OfNoInterest
from interest.errors import SegmentError


@dataclass(frozen=True)
class Has(OfNoInterest):
    """Users of whom a column says one of some values, or one within bounds.

    Of a column of statements somebody has every value that one of theirs has. Whoever is unknown has nothing.
    """

    column: str
    values: tuple[str, ...] = ()
    """Categories; "yes" and "no"."""
    low: str = ""
    """From this number or day on (YYYY-MM-DD) …"""
    high: str = ""
    """… up to this one; "" for any."""
    quantiles: tuple[float, ...] = ()
    """From this part of the people to that one, by their numbers or days: (0.75, 1) for the highest quarter. They
    are those of whichever data it is applied to."""

    def check(self, known: Known) -> None:
        """Raises `SegmentError` for a column that is not there, and for conditions that can't be meant."""
        columns = [*known.attributes.of_users, *known.attributes.of_statements]
        if self.column not in columns:
            raise SegmentError(f"There is no column {self.column!r}; there is {', '.join(columns) or 'none'}.")
        if not (self.values or self.low or self.high or self.quantiles):
            raise SegmentError(f"Give values of {self.column!r}, or where they begin or end.")
        ordered = known.attributes.kinds[self.column] in ("number", "date")
        if ordered and self.values:
            raise SegmentError(f"The column {self.column!r} holds numbers or days: say where they begin or end.")
        if not ordered and not self.values:
            raise SegmentError(f"The column {self.column!r} holds no numbers or days: give values.")
        for bound in (self.low, self.high):
            self._bound(bound, known.attributes.kinds[self.column])
        if self.quantiles and not (len(self.quantiles) == 2 and 0 <= self.quantiles[0] < self.quantiles[1] <= 1):
            raise SegmentError(f"Quantiles are two parts between 0 and 1, such as 0.75 and 1, not {self.quantiles}.")

    def members(self, known: Known) -> frozenset[str]:
        """The users whom it fits; none where the data don't have the column."""
        found = self._column(known)
        if found is None:
            return frozenset()
        users, column, kind = found
        if kind in ("number", "date"):
            fits = column.notna()
            if self.quantiles:
                low, high = column.quantile(list(self.quantiles))
                fits &= (column >= low if self.quantiles[0] == 0 else column > low) & (column <= high)
            if self.low:
                fits &= column >= self._bound(self.low, kind)
            if self.high:
                fits &= column <= self._bound(self.high, kind)
        else:
            words = column.map({True: "yes", False: "no"}) if kind == "yes/no" else column
            fits = words.isin(self.values)
        return frozenset(users[fits.to_numpy(bool)])

    def _column(self, known: Known) -> tuple[pd.Series, pd.Series, str] | None:
        """Whose the values are, the values, and their kind."""
        attributes = known.attributes
        if self.column in attributes.of_users:
            return attributes.users["user_id"], attributes.users[self.column], attributes.kinds[self.column]
        if self.column in attributes.of_statements:
            column = attributes.statements[self.column].reset_index(drop=True)
            return known.statements["user_id"].reset_index(drop=True), column, attributes.kinds[self.column]
        return None

    def _bound(self, bound: str, kind: str) -> "float | pd.Timestamp":
        """A number or a day. Raises `SegmentError` for anything else."""
        try:
            return pd.Timestamp(bound) if kind == "date" else float(bound or 0)
        except ValueError as error:
            if kind == "date":
                raise SegmentError(f"{bound!r} is not a day like 2026-05-01, as column {self.column!r} has.") from error
            raise SegmentError(f"{bound!r} is not a number, as the column {self.column!r} has.") from error

    def translated(self, node: Callable[[str, str], str], statements: Callable[[Sequence[int]], Sequence[int]]) -> Self:
        """The same: a column is looked for by its name in any study."""
        return self
