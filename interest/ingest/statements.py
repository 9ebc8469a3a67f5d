"""Statements: the sentences and clauses that users made, the one form of data that everything else takes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Literal

import numpy as np
import pandas as pd

from interest.config import Progress, no_progress
from interest.engines import LOCAL, Engine, each
from interest.errors import InputError
from interest.ingest.attributes import Attributes, Kind, gather
from interest.ingest.cleaning import CleanRows
from interest.ingest.cleaning.people import ANONYMOUS
from interest.ingest.duplicates import WEIGHT_CAP, merge_duplicates
from interest.ingest.readings import Reading
from interest.ingest.report import DROPPED, CleaningReport, Entry
from interest.ingest.roles.looks import n_words
from interest.ingest.roles.questions import is_question
from interest.ingest.said import Said

__all__ = ["MAX_STATEMENTS", "CleaningReport", "Statements", "Unit", "to_statements"]

Unit = Literal["user", "review", "answer", "text"]
"""What is counted beside statements: the users, or what a row is where none is known."""

MAX_STATEMENTS = 200
"""Statements that one row may give: a row with more is a book, and one row must not be a whole study."""

MOST_GIBBERISH = 0.2
"""Share of gibberish above which all of it is kept: then it is a kind of text that the detection doesn't know."""

COLUMNS = (
    "statement_id", "row", "user_id", "text", "source", "timestamp", "weight", "rating", "label", "language",
)  # fmt: skip
_EMPTIED = tuple(reason for reason in DROPPED if reason != "empty text")
_WORD = re.compile(r"[^\W_]")
_SHORT = 2  # words of half the texts, for a file of short answers


@dataclass(frozen=True, eq=False)
class Statements:
    """All statements in input order, when their merged duplicates were made, and the report of the cleaning.

    `frame` has the columns of `COLUMNS`: statement_id (0 to n − 1), row (input row, from 0), user_id, text, source,
    timestamp (UTC without zone, or NaT), weight (> 0), rating (or NaN), label, language (an ISO code, or "other"); and
    neutral, the middle of the scale of the rating, where somebody said what scale that is.
    `times` has statement_id and timestamp, a row for each further time at which a statement was made. `attributes` has
    what is known beside, `readings` how each table was read.
    """

    frame: pd.DataFrame
    times: pd.DataFrame
    report: CleaningReport
    attributes: Attributes = field(default_factory=Attributes)
    readings: tuple[Reading, ...] = ()
    said: Said = Said()
    """What somebody said of how they are to be read, and further ones too."""

    def __len__(self) -> int:
        return len(self.frame)

    @property
    def unit(self) -> Unit:
        """What a user is. Where no column says who wrote, or it names nobody in particular in any row, each row is one:
        an answer where questions were asked, a review where something is rated, else a text.
        """
        uses = [use for reading in self.readings for use in reading.used]
        named = _says_who(self.readings) and not all(user.startswith(ANONYMOUS) for user in self.frame["user_id"])
        if not uses or named:
            return "user"
        if any(use.role == "text" and is_question(use.column) for use in uses):
            return "answer"
        return "review" if any(use.role == "rating" for use in uses) else "text"

    @property
    def users(self) -> list[str]:
        """The ids of all users, in the order in which they first appear."""
        return self.frame["user_id"].unique().tolist()

    def join(self, more: "Statements") -> "Statements":
        """These statements, then those of a later load, whose rows are numbered on from `report.n_rows`.

        What a user says again word for word is no new statement: its weight is added to the old one, up to
        `WEIGHT_CAP` times the larger of both, its time is kept, and the report has it as a duplicate.
        """
        key = ["user_id", "source", "text"]
        known = self.frame[[*key, "statement_id"]].rename(columns={"statement_id": "known"})
        old = more.frame[key].merge(known, on=key, how="left")["known"].to_numpy()  # NaN for what is new
        again = ~np.isnan(old)
        place = np.where(again, old, len(self) + np.cumsum(~again) - 1).astype(np.int64)
        frame = pd.concat([self.frame, more.frame[~again]], ignore_index=True)
        weight = frame["weight"].to_numpy(copy=True)
        added = more.frame["weight"].to_numpy()[again]
        np.add.at(weight, place[again], added)
        largest = frame["weight"].to_numpy(copy=True)
        np.maximum.at(largest, place[again], added)
        frame = frame.assign(statement_id=np.arange(len(frame)), weight=np.minimum(weight, WEIGHT_CAP * largest))
        times = [
            self.times,
            more.times.assign(statement_id=place[more.times["statement_id"]]),
            pd.DataFrame({"statement_id": place[again], "timestamp": more.frame["timestamp"][again]}).dropna(),
        ]
        repeats = more.frame.loc[again, ["row", "text"]].itertuples(index=False)
        entries = [Entry(row, "", -1, "duplicate", text, text) for row, text in repeats]
        attributes = self.attributes.join(more.attributes, place, frame["user_id"])
        report = self.report.join(more.report, entries)
        readings = self.readings + more.readings
        return Statements(frame, pd.concat(times, ignore_index=True), report, attributes, readings, self.said)


def to_statements(
    rows: CleanRows,
    progress: Progress = no_progress,
    kinds: Mapping[str, Kind | None] | None = None,
    engine: Engine = LOCAL,
) -> Statements:
    """Split clean rows into statements and merge the duplicates of each user.

    Statements without a letter or digit, gibberish (up to `MOST_GIBBERISH`, and not in a file of short answers), and
    statements beyond `MAX_STATEMENTS` of a row are left out and reported. `kinds` decides the kinds of attributes.
    Raises `InputError` when nothing is left.
    """
    from interest.language import languages_of

    split = _without_gibberish(_split(rows.frame, progress, engine))
    merged = merge_duplicates(split.frame)
    n_rows = rows.frame["row"].nunique()
    report = CleaningReport.of([*rows.entries, *split.entries, *merged.entries], n_rows)
    if merged.frame.empty:
        if not rows.frame["text"].any() and not report.rows["reason"].isin(_EMPTIED).any():
            texts = [use.column for reading in rows.readings for use in reading.uses if use.role == "text"]
            names = ", ".join(map(repr, dict.fromkeys(texts)))
            raise InputError(f"None of the {n_rows} rows has a text: they are empty in {names}.")
        why = " and ".join(f"{count} × {reason}" for reason, count in report.counts.itertuples(index=False))
        raise InputError(f"None of the {n_rows} rows has a text that can be used ({why}).")
    frame = merged.frame.assign(statement_id=np.arange(len(merged.frame)))
    frame["language"] = pd.array(languages_of(frame["text"].tolist()), dtype="str")
    attributes = gather(rows.attributes, frame, _says_who(rows.readings), kinds)
    columns = [*COLUMNS, *(column for column in ("neutral",) if column in frame)]
    return Statements(frame[columns], merged.times, report, attributes, rows.readings)


def _says_who(readings: Sequence[Reading]) -> bool:
    """Whether a column says who wrote, of any of the tables."""
    return any(use.role == "user_id" for reading in readings for use in reading.uses)


@dataclass(frozen=True, eq=False)
class _Split:
    frame: pd.DataFrame
    entries: list[Entry]


def _split(table: pd.DataFrame, progress: Progress, engine: Engine) -> _Split:
    """A row a statement, with the columns of its row."""
    from interest.language import split_statements

    texts, origins, entries = [], [], []
    places = table[["row", "file", "line"]].itertuples(index=False, name=None)
    split = each(engine, split_statements, table["text"], report=partial(progress, "cleaning"))
    for at, ((row, file, line), parts) in enumerate(zip(places, split, strict=True)):
        worded = [part for part in parts if _WORD.search(part)]
        texts += worded[:MAX_STATEMENTS]
        origins += [at] * len(worded[:MAX_STATEMENTS])
        entries += [Entry(row, file, line, "no words", part, "") for part in parts if not _WORD.search(part)]
        entries += [Entry(row, file, line, "too many statements", part, "") for part in worded[MAX_STATEMENTS:]]
    progress("cleaning", 1.0)
    frame = table.iloc[origins].reset_index(drop=True)
    return _Split(frame.assign(text=pd.array(texts, dtype="str")), entries)


def _without_gibberish(split: _Split) -> _Split:
    """Without the statements that nobody meant, unless they are suspiciously many."""
    from interest.language import gibberish

    texts = split.frame["text"].tolist()
    if _are_short(texts):
        return split
    unmeant = gibberish(texts)
    if unmeant.sum() > MOST_GIBBERISH * len(unmeant):
        return split
    places = split.frame.loc[unmeant, ["row", "file", "line", "text"]].itertuples(index=False, name=None)
    entries = [Entry(row, file, line, "gibberish", text, "") for row, file, line, text in places]
    return _Split(split.frame[~unmeant].reset_index(drop=True), [*split.entries, *entries])


def _are_short(texts: Sequence[str]) -> bool:
    """Whether most texts are answers of a word or two, among which "testing" is a skill and no placeholder."""
    return len(texts) > 0 and float(np.median([n_words(text) for text in texts])) <= _SHORT
