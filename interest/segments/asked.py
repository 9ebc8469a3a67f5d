"""All outcomes at once: which interests go with any column that says what became of people, under one correction."""

from dataclasses import dataclass

import pandas as pd

from interest.contents import Contents
from interest.contents.derived import derived
from interest.segments.drivers import COLUMNS, Drivers, Measured, judged, kept_segments, measured
from interest.segments.outcomes import Outcome, askable, outcome_of

MOST_OUTCOMES = 12
"""Columns that are asked, those that are known of most people: each asked beside them makes all of them less sure."""
ASKED_COLUMNS = ("column", "value", *COLUMNS, "people")
"""Those of `Asked.table` that are handed on."""


@dataclass(frozen=True, eq=False)
class Asked:
    """Which interests go with the outcomes of a study."""

    outcomes: tuple[Measured, ...]
    """Those of which something can be told, in the order of the data."""
    table: pd.DataFrame
    """A row an outcome and topic or category: column and value (see `Outcome`), what `Drivers.table` has, p corrected
    over all rows; error (of adjusted) and people (of whom the outcome is known)."""
    left: int
    """Columns that could be asked too, but are known of fewer people."""

    def rows(self, column: str) -> pd.DataFrame:
        """The rows of one outcome: significant ones first, the clearest first."""
        own = self.table[self.table["column"] == column]
        own = own.assign(clear=clearness(own))
        return own.sort_values(["significant", "clear"], ascending=False, kind="stable").reset_index(drop=True)


def clearness(rows: pd.DataFrame) -> pd.Series:
    """How far adjusted differences are from none, in the halves of their intervals: comparable between outcomes."""
    return (2 * rows["adjusted"] / (rows["adjusted_high"] - rows["adjusted_low"])).abs()


def outcomes(contents: Contents) -> list[Outcome]:
    """The columns that are outcomes by what they hold: one of two values, one value or nothing, or a number.

    A column whose numbers are whole and nobody's but one person's, as those of customers are, only names people.
    """
    found = [outcome_of(contents, column) for column, values in askable(contents).items() if len(values) <= 2]
    return [outcome for outcome in found if not _only_names(outcome)]


def _only_names(outcome: Outcome) -> bool:
    known = outcome.figures.dropna()
    return not outcome.is_share and known.is_unique and bool((known % 1 == 0).all())


@derived("ingested", "cuts", "stock")
def asked(contents: Contents) -> Asked:
    """Which topics and categories go with any of the outcomes, judged as in `drivers`, q over all of them together."""
    could = outcomes(contents)
    known = sorted(could, key=lambda outcome: -outcome.figures.notna().sum())[:MOST_OUTCOMES]
    found = [measured(contents, outcome) for outcome in could if outcome in known]
    told = tuple(one for one in found if one.verdict == "told")
    rows = [one.rows.assign(column=one.outcome.column, value=one.outcome.value) for one in told]
    columns = [*ASKED_COLUMNS, "error"]
    table = judged(pd.concat(rows, ignore_index=True)) if rows else pd.DataFrame(columns=columns)
    return Asked(told, table[columns], len(could) - len(known))


def drivers(contents: Contents, column: str, value: str = "") -> Drivers:
    """What goes with a column of the data, or with one of its values against all others.

    Judged by person: whether somebody speaks of a category or topic at all, or is in a kept segment, against how the
    outcome is. What is adjusted for is how much people write, and the topics that are no part of it: see
    `interest.inference.partial_effects`. Interests and segments that fewer than five people have, or fewer than five
    have not, are left out. q of a topic or category is over these and all other outcomes of `asked`, as on a finding's
    card and in the report; that of a segment is over segments beside. Raises `InputError`: see `outcome_of`.
    """
    known, outcome = asked(contents), outcome_of(contents, column, value)
    segments, left_out = kept_segments(contents, column)
    same = [one for one in known.outcomes if (one.outcome.column, one.outcome.value) == (column, outcome.value)]
    nodes = same[0] if same else measured(contents, outcome)
    found = measured(contents, outcome, segments) if segments.ids else nodes
    others = known.table[(known.table["column"] != column) | (known.table["value"] != outcome.value)]
    of_segments = found.rows[found.rows["kind"] == "segment"]
    rows = _joined(_judged_beside(nodes.rows, others), _judged_beside(of_segments, _joined(others, nodes.rows)))
    order = rows.assign(size=rows["adjusted"].abs()).sort_values(
        ["significant", "size"], ascending=False, kind="stable"
    )
    return Drivers(
        outcome=found.outcome,
        verdict=found.verdict,
        people=found.people,
        unknown=found.unknown,
        mean=found.mean,
        table=order[list(COLUMNS)].reset_index(drop=True),
        left_out=left_out,
    )


def _judged_beside(rows: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    """Rows as `judged` among others."""
    return judged(_joined(others, rows)).iloc[len(others) :]


def _joined(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Rows below each other; an empty table says nothing of what columns hold."""
    some = [rows for rows in (first, second) if len(rows)]
    return pd.concat(some, ignore_index=True) if some else first
