"""What cleaning changed, merged and left out, and where."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

DROPPED = (
    "empty text", "non-answer", "default text", "repost", "bot", "other side", "system message", "no words",
    "gibberish", "too many statements",
)  # fmt: skip
"""Reasons for which a row's text, or a statement of it, is not in the statements."""

MERGED = ("duplicate", "near duplicate")
"""Reasons for which a statement went into another one of the same user."""

MENDED = (
    "missing user", "nobody in particular", "invalid weight", "invalid time", "implausible time",
    "invalid rating", "ambiguous date",
    "broken encoding", "markup", "link", "control characters", "code", "quotation", "signature", "edit note",
    "hashtags and mentions", "contact",
)  # fmt: skip
"""Reasons for which a row was changed and kept; an ambiguous date could be day/month or month/day."""

REASONS = ("reading", *DROPPED, *MERGED, *MENDED)
"""All reasons; "reading" stands for irregular lines of a file, with the explanation in `after`."""

_LONGEST = 300  # characters of a text that the report shows


class Entry(NamedTuple):
    """One line of the report. `row` is the input row (-1 for a line that became none), `line` that of its file."""

    row: int
    file: str
    line: int
    reason: str
    before: str
    after: str


@dataclass(frozen=True, eq=False)
class CleaningReport:
    """`rows` has the columns row, file, line, reason, before, after, by rising row; `n_rows` counts the input rows."""

    rows: pd.DataFrame
    n_rows: int

    @property
    def counts(self) -> pd.DataFrame:
        """How often each reason occurs: columns reason, count, in the order of `REASONS`."""
        counts = self.rows["reason"].value_counts()
        found = [reason for reason in REASONS if reason in counts.index]
        return pd.DataFrame({"reason": pd.array(found, dtype="str"), "count": [int(counts[r]) for r in found]})

    def join(self, later: "CleaningReport", entries: Iterable[Entry] = ()) -> "CleaningReport":
        """This report and that of rows that came later, with further entries on these."""
        more = CleaningReport.of(entries, 0).rows
        rows = pd.concat([self.rows, later.rows, more], ignore_index=True).sort_values("row", kind="stable")
        return CleaningReport(rows.reset_index(drop=True), self.n_rows + later.n_rows)

    @classmethod
    def of(cls, entries: Iterable[Entry], n_rows: int) -> "CleaningReport":
        """The report of some entries in any order; long texts are shortened in it."""
        cut = [e._replace(before=_shortened(e.before), after=_shortened(e.after)) for e in entries]
        rows = pd.DataFrame(sorted(cut, key=lambda entry: entry.row), columns=list(Entry._fields))
        types = {"row": "int64", "line": "int64", **dict.fromkeys(("file", "reason", "before", "after"), "str")}
        return cls(rows.astype(types), n_rows)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
