"""Users by what a further column of the data says of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Self

import pandas as pd

from interest.contents.definitions.known import Known, OfNoInterest
from interest.errors import SegmentError
from interest.ingest import in_words

PARTS: dict[str, tuple[float, float]] = {
    "highest quarter": (0.75, 1.0), "highest tenth": (0.9, 1.0), "middle half": (0.25, 0.75),
    "lowest quarter": (0.0, 0.25), "lowest tenth": (0.0, 0.1),
}  # fmt: skip
"""The quantiles that have a name."""
_ORDERED = ("number", "date")


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
    days: int = 0
    """Only the last so many days, counted from the newest one that the column says; 0 for any."""

    @property
    def part(self) -> str:
        """The name of its quantiles; "" where they have none."""
        return next((name for name, quantiles in PARTS.items() if quantiles == self.quantiles), "")

    def check(self, known: Known) -> None:
        """Raises `SegmentError` for a column that is not there, and for conditions that can't be meant."""
        columns = [*known.attributes.of_users, *known.attributes.of_statements]
        if self.column not in columns:
            raise SegmentError(f"There is no column {self.column!r}; there is {', '.join(columns) or 'none'}.")
        if not (self.values or self.low or self.high or self.quantiles or self.days):
            raise SegmentError(f"Give values of {self.column!r}, or where they begin or end.")
        kind = known.attributes.kinds[self.column]
        if kind in _ORDERED and self.values:
            raise SegmentError(f"The column {self.column!r} holds numbers or days: say where they begin or end.")
        if kind not in _ORDERED and not self.values:
            raise SegmentError(f"The column {self.column!r} holds no numbers or days: give values.")
        low, high = (self._bound(bound, kind) if bound else None for bound in (self.low, self.high))
        if low is not None and high is not None and low > high:
            raise SegmentError(f"The column {self.column!r} can't be from {self.low} up to {self.high}: swap the two.")
        if self.quantiles and not (len(self.quantiles) == 2 and 0 <= self.quantiles[0] < self.quantiles[1] <= 1):
            raise SegmentError(f"Quantiles are two parts between 0 and 1, such as 0.75 and 1, not {self.quantiles}.")
        if self.days and kind != "date":
            raise SegmentError(f"The column {self.column!r} holds no days, so that it has no last ones.")
        if self.days < 0:
            raise SegmentError(f"The last days are counted from 1 on, not {self.days}.")

    def members(self, known: Known) -> frozenset[str]:
        """The users whom it fits; none where the data don't have the column."""
        found = self._column(known)
        if found is None:
            return frozenset()
        users, column, kind = found
        return frozenset(users[self._fits(column, kind).to_numpy(bool)])

    def fixed(self, known: Known) -> Self:
        """The same by the values that its quantiles or last days mean in these data; as it is where nobody has any."""
        found = self._column(known)
        if found is None or not (self.quantiles or self.days):
            return self
        _, column, kind = found
        own = column[self._fits(column, kind)]
        if own.empty:
            return self
        first = column.max() - pd.Timedelta(days=self.days - 1) if self.days else own.min()
        return replace(self, low=_exactly(first), high=_exactly(own.max()), quantiles=(), days=0)

    def _fits(self, column: pd.Series, kind: str) -> pd.Series:
        """Which of some values are meant, bool."""
        if kind not in _ORDERED:
            return in_words(column, kind).isin(self.values)
        if kind == "date":
            column = column.dt.normalize()  # up to a day means up to its end
        fits = column.notna()
        if self.quantiles:
            low, high = column.quantile(list(self.quantiles))
            fits &= (column >= low if self.quantiles[0] == 0 else column > low) & (column <= high)
        if self.days:
            fits &= column > column.max() - pd.Timedelta(days=self.days)
        if self.low:
            fits &= column >= self._bound(self.low, kind)
        if self.high:
            fits &= column <= self._bound(self.high, kind)
        return fits

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
            return pd.Timestamp(bound).normalize() if kind == "date" else float(bound)
        except ValueError as error:
            if kind == "date":
                raise SegmentError(f"{bound!r} is not a day like 2026-05-01, as column {self.column!r} has.") from error
            raise SegmentError(f"{bound!r} is not a number, as the column {self.column!r} has.") from error

    def translated(self, node: Callable[[str, str], str], statements: Callable[[Sequence[int]], Sequence[int]]) -> Self:
        """The same: a column is looked for by its name in any study."""
        return self


def _exactly(value: "float | pd.Timestamp") -> str:
    """A day, or a number as it is read back."""
    return f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else repr(float(value)).removesuffix(".0")
