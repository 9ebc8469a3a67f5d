"""Rows of strings into clean, typed rows: texts, users, times, weights."""

import html
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from interest.ingest.names import is_like_count
from interest.ingest.report import Entry
from interest.ingest.tables import RawTable
from interest.ingest.values import DateOrder, date_order, implausible, parse_numbers, parse_ratings, parse_times

_INLINE = "a|abbr|b|bdi|big|cite|code|del|em|font|i|ins|kbd|mark|q|s|small|span|strike|strong|sub|sup|tt|u|wbr"
_BLOCK = (
    "address|article|aside|blockquote|body|br|button|caption|center|dd|div|dl|dt|figcaption|figure|footer|form|"
    "h[1-6]|head|header|hr|html|iframe|img|input|label|li|link|main|meta|nav|ol|option|p|pre|section|select|source|"
    "summary|svg|table|tbody|td|textarea|tfoot|th|thead|title|tr|ul|video"
)
_SCRIPT = re.compile(r"<(script|style)\b[^>]*>.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_INLINE_TAG = re.compile(rf"</?(?:{_INLINE})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_BLOCK_TAG = re.compile(rf"</?(?:{_BLOCK})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)
_LINK = re.compile(r"(?:https?://|www\.)[!-~]*[\w/=&#~-]", re.IGNORECASE | re.ASCII)
# Controls, invisible and bidirectional marks, surrogates, private use, U+FFFD; but not the joiner within an emoji.
_CONTROL = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f"
    r"\ud800-\udfff\ue000-\uf8ff\ufeff\ufff9-\ufffd]|(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d"
)
# Full-width letters, digits and signs (not Chinese punctuation), ligatures, and letters of fancy fonts.
_WIDE = re.compile(r"[\uff03-\uff06\uff0a\uff0b\uff0d\uff0f-\uff19\uff1c-\uff1e\uff20-\uff3a\uff3f\uff41-\uff5a"
                   r"\ufb00-\ufb06\U0001d400-\U0001d7ff]+")  # fmt: skip
_HEAVIEST = 1e9  # above, a number is an id in the wrong column, or infinite
_LINE_END = re.compile(r"\s*[\n\r\u0085\u2028\u2029]\s*")
_SPACE = re.compile(r"[^\S\n]+")


@dataclass(frozen=True)
class CleanText:
    """A text after cleaning, with the reasons of the report for what was taken away from it."""

    text: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class CleanRows:
    """Typed rows with the columns row, file, line, user_id, text, source, timestamp, weight, rating, label."""

    frame: pd.DataFrame
    entries: list[Entry]


def clean_text(text: str) -> CleanText:
    """A text without HTML, links and invisible characters, in half-width letters, with single spaces and line ends."""
    reasons = []
    if "&" in text or "<" in text:
        plain = _without_markup(text)
        if plain != text:
            reasons.append("markup")
        text = plain
    if ("://" in text or "www." in text.lower()) and _LINK.search(text):
        text = _LINK.sub(" ", text)
        reasons.append("link")
    if not (text.isascii() and text.isprintable()):
        visible = _CONTROL.sub("", text)
        if visible != text:
            reasons.append("control characters")
        text = _WIDE.sub(lambda match: unicodedata.normalize("NFKC", match.group()), visible)
        text = _LINE_END.sub("\n", unicodedata.normalize("NFC", text))
    return CleanText(_SPACE.sub(" ", text).strip(), tuple(reasons))


def _without_markup(text: str) -> str:
    """Without tags, scripts, comments and entities; entities may have been escaped twice."""
    for _ in range(3):
        before = text
        text = _BLOCK_TAG.sub("\n", _INLINE_TAG.sub("", _SCRIPT.sub(" ", text)))
        text = _ENTITY.sub(lambda match: html.unescape(match.group()), text)
        if text == before:
            break
    return text


def clean_rows(table: RawTable, mapping: Mapping[str, str], first_row: int = 0, anonymous: str = "") -> CleanRows:
    """The rows of a table whose columns have the roles of `mapping`; `first_row` is the input row of its first.

    Without a user column a row is a user of its own, called by `anonymous` and the number of the row (from 1); with
    one, so is a row without a user ("anonymous-17"). Weights that are no positive numbers become 1; likes become
    1 + log(1 + likes), because 500 likes are not 500 statements; times and ratings that can't be read become missing,
    and so do times that can't be of these data (`implausible`);
    dates whose day and month the column doesn't tell apart are read as `date_order` says. All these are reported. Rows
    whose text is empty stay in.
    """
    written = _Written(table, mapping, first_row)
    texts = [clean_text(text) for text in written["text"]]
    users = written.users(anonymous)
    order = date_order(written["timestamp"]) if table.day_first is None else DateOrder(table.day_first)
    times, ratings = parse_times(written["timestamp"], bool(order.day_first)), parse_ratings(written["rating"])
    strange, read = implausible(times), times
    times = times.mask(strange)
    weights = parse_weights(written["weight"], mapping.get("weight", ""))
    cleaned = pd.Series([clean.text for clean in texts], dtype="str")
    entries = written.problems()
    for reason in sorted({reason for clean in texts for reason in clean.reasons}):
        entries += written.entries(reason, "text", [reason in clean.reasons for clean in texts], cleaned)
    if "user_id" in mapping:
        entries += written.entries("missing user", "user_id", written["user_id"].map(bare_id) == "", users)
    ones = pd.Series("1", index=users.index)
    entries += written.entries("invalid weight", "weight", written.filled("weight") & np.isnan(weights), ones)
    entries += written.entries("invalid time", "timestamp", written.filled("timestamp") & read.isna())
    entries += written.entries("implausible time", "timestamp", strange)
    doubtful = written["timestamp"].isin(order.doubtful)
    entries += written.entries("ambiguous date", "timestamp", doubtful, times.dt.strftime("%Y-%m-%d"))
    entries += written.entries("invalid rating", "rating", written.filled("rating") & np.isnan(ratings))
    source = written["source"].str.strip()
    frame = {
        "row": written.rows, "file": table.name, "line": table.lines, "user_id": users, "text": cleaned,
        "source": source.where(source != "", Path(table.name).stem), "timestamp": times,
        "weight": np.where(np.isnan(weights), 1.0, weights), "rating": ratings, "label": written["label"].str.strip(),
    }  # fmt: skip
    return CleanRows(pd.DataFrame(frame).astype({"file": "str", "source": "str"}), entries)


def parse_weights(values: pd.Series, name: str) -> np.ndarray:
    """Positive weights of shape (n,), NaN where there is none; likes, known by the column's name, compressed."""
    numbers = parse_numbers(values)
    numbers = np.where(np.abs(numbers) <= _HEAVIEST, numbers, np.nan)
    if is_like_count(name):
        return np.where(numbers >= 0, 1 + np.log1p(np.maximum(numbers, 0)), np.nan)
    return np.where(numbers > 0, numbers, np.nan)


def bare_id(value: str) -> str:
    """An id without white space around it and invisible characters in it."""
    return value.strip() if value.isascii() and value.isprintable() else _CONTROL.sub("", value).strip()


class _Written:
    """The columns of a table by role, as they were written, and entries of the report about them."""

    def __init__(self, table: RawTable, mapping: Mapping[str, str], first_row: int) -> None:
        self.table, self.mapping, self.first_row = table, mapping, first_row
        self.rows = np.arange(first_row, first_row + len(table.frame))

    def __getitem__(self, role: str) -> pd.Series:
        if role in self.mapping:
            return self.table.frame[self.mapping[role]].reset_index(drop=True)
        return pd.Series([""] * len(self.rows), dtype="str")

    def filled(self, role: str) -> np.ndarray:
        return (self[role].str.strip() != "").to_numpy()

    def users(self, anonymous: str) -> pd.Series:
        """The user of each row; rows without one are users of their own."""
        numbers = pd.Series(self.rows + 1).astype("str")
        if "user_id" not in self.mapping:
            return (anonymous + numbers).astype("str")
        ids = self["user_id"].map({value: bare_id(value) for value in self["user_id"].unique()}).astype("str")
        return ids.where(ids != "", "anonymous-" + numbers)

    def entries(
        self, reason: str, role: str, where: Sequence[bool] | np.ndarray | pd.Series, after: pd.Series | None = None
    ) -> list[Entry]:
        """An entry for each row that is marked in `where`, with what stood there before and what does now."""
        before, found = self[role].tolist(), []
        for at in np.flatnonzero(np.asarray(where)).tolist():
            now = "" if after is None else str(after.iat[at])
            found.append(
                Entry(self.first_row + at, self.table.name, int(self.table.lines[at]), reason, before[at], now)
            )
        return found

    def problems(self) -> list[Entry]:
        """What the reader noticed, once a line, at the row that begins there, or -1."""
        row_of = dict(zip(self.table.lines.tolist(), self.rows.tolist(), strict=True))
        return [
            Entry(row_of.get(p.line, -1), self.table.name, p.line, "reading", p.text, p.message)
            for p in sorted([*self.table.irregular, *(p for p in self.table.problems if not p.text)])
        ]
