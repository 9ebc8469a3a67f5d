"""Statements: the sentences and clauses that users made, the one form of data that everything else takes."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from interest.config import Progress, no_progress
from interest.errors import InputError
from interest.ingest.duplicates import WEIGHT_CAP, merge_duplicates
from interest.ingest.report import CleaningReport, Entry

__all__ = ["MAX_STATEMENTS", "CleaningReport", "Statements", "to_statements"]

MAX_STATEMENTS = 200
"""Statements that one row may give: a row with more is a book, and one row must not be a whole study."""

MOST_GIBBERISH = 0.2
"""Share of gibberish above which all of it is kept: then it is a kind of text that the detection doesn't know."""

COLUMNS = (
    "statement_id", "row", "user_id", "text", "source", "timestamp", "weight", "rating", "label", "language",
)  # fmt: skip
_WORD = re.compile(r"[^\W_]")
_NOTHING = {
    "n/a", "na", "n.a", "#n/a", "not applicable", "none", "nothing", "null", "nil", "nan", "undefined", "no comment",
    "no comments", "no answer", "blank", "empty", "deleted", "removed", "无", "無", "暂无", "没有", "没有了", "沒有",
    "空", "无内容", "无意见", "没意见", "不适用", "未填写", "已删除",
}  # fmt: skip
"""Texts that say that there is no text, in lower case, without what stands around them."""
_LONGEST_NOTHING = 24
_AROUND = " .,;:!?()[]<>{}\"'-–—。，；：！？（）【】《》“”"
_STEP = 2000  # rows between two calls of the progress function


@dataclass(frozen=True, eq=False)
class Statements:
    """All statements in input order, when their merged duplicates were made, and the report of the cleaning.

    `frame` has the columns of `COLUMNS`: statement_id (0 to n − 1), row (input row, from 0), user_id, text, source,
    timestamp (UTC without zone, or NaT), weight (> 0), rating (or NaN), label, language (an ISO code, or "other").
    `times` has statement_id and timestamp, a row for each further time at which a statement was made.
    """

    frame: pd.DataFrame
    times: pd.DataFrame
    report: CleaningReport

    def __len__(self) -> int:
        return len(self.frame)

    @property
    def users(self) -> list[str]:
        """The ids of all users, in the order in which they first appear."""
        return self.frame["user_id"].unique().tolist()

    def join(self, more: "Statements") -> "Statements":
        """These statements, then those of a later load, whose rows are numbered on from `report.n_rows`.

        What a user says again word for word is no new statement: its weight is added to the old one, up to
        `WEIGHT_CAP` times the larger of both, its time is kept, and the report has it as a duplicate.
        """
        key = ["user_id", "text"]
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
        return Statements(frame, pd.concat(times, ignore_index=True), self.report.join(more.report, entries))


def to_statements(table: pd.DataFrame, entries: Iterable[Entry] = (), progress: Progress = no_progress) -> Statements:
    """Split clean rows into statements and merge the duplicates of each user.

    `table` has the columns of `cleaning.CleanRows.frame`; `entries` are what was reported so far. Rows without text, or
    with one that says that there is none ("N/A"), statements without a letter or digit, gibberish (up to
    `MOST_GIBBERISH`), and statements beyond `MAX_STATEMENTS` of a row are left out and reported. Raises `InputError`
    when nothing is left.
    """
    from interest.language import languages_of

    split = _without_gibberish(_split(table, progress))
    merged = merge_duplicates(split.frame)
    report = CleaningReport.of([*entries, *split.entries, *merged.entries], len(table))
    if merged.frame.empty:
        why = " and ".join(f"{count} × {reason}" for reason, count in report.counts.itertuples(index=False))
        raise InputError(f"None of the {len(table)} rows has a text that can be used ({why}).")
    frame = merged.frame.assign(statement_id=np.arange(len(merged.frame)))
    frame["language"] = pd.array(languages_of(frame["text"].tolist()), dtype="str")
    return Statements(frame[list(COLUMNS)], merged.times, report)


@dataclass(frozen=True, eq=False)
class _Split:
    frame: pd.DataFrame
    entries: list[Entry]


def _split(table: pd.DataFrame, progress: Progress) -> _Split:
    """A row a statement, with the columns of its row."""
    from interest.language import split_statements

    texts, origins, entries = [], [], []
    places = table[["row", "file", "line", "text"]].itertuples(index=False, name=None)
    for at, (row, file, line, text) in enumerate(places):
        if at % _STEP == 0:
            progress("cleaning", at / len(table))
        if not text or _says_nothing(text):
            entries.append(Entry(row, file, line, "empty text", text, ""))
            continue
        parts = split_statements(text)
        worded = [part for part in parts if _WORD.search(part)]
        texts += worded[:MAX_STATEMENTS]
        origins += [at] * len(worded[:MAX_STATEMENTS])
        entries += [Entry(row, file, line, "no words", part, "") for part in parts if not _WORD.search(part)]
        entries += [Entry(row, file, line, "too many statements", part, "") for part in worded[MAX_STATEMENTS:]]
    progress("cleaning", 1.0)
    frame = table.iloc[origins].reset_index(drop=True)
    return _Split(frame.assign(text=pd.array(texts, dtype="str")), entries)


def _says_nothing(text: str) -> bool:
    """Whether a text only stands for a missing one, such as “N/A”, “[deleted]” or “无”."""
    return len(text) <= _LONGEST_NOTHING and text.casefold().strip(_AROUND) in _NOTHING


def _without_gibberish(split: _Split) -> _Split:
    """Without the statements that nobody meant, unless they are suspiciously many."""
    from interest.language import gibberish

    unmeant = gibberish(split.frame["text"].tolist())
    if unmeant.sum() > MOST_GIBBERISH * len(unmeant):
        return split
    places = split.frame.loc[unmeant, ["row", "file", "line", "text"]].itertuples(index=False, name=None)
    entries = [Entry(row, file, line, "gibberish", text, "") for row, file, line, text in places]
    return _Split(split.frame[~unmeant].reset_index(drop=True), [*split.entries, *entries])
