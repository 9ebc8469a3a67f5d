"""Rows of strings into clean, typed rows: texts, users, times, weights, ratings, and what is known beside."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import PurePosixPath

import numpy as np
import pandas as pd

from interest.contacts import mask_contacts
from interest.engines import LOCAL, Engine, each
from interest.ingest.cleaning.automatic import nobodys
from interest.ingest.cleaning.nothing import says_nothing
from interest.ingest.cleaning.people import ANONYMOUS, is_nobody
from interest.ingest.cleaning.posts import is_repost
from interest.ingest.cleaning.texts import CleanText, clean_text, is_document, without_traces
from interest.ingest.readings import Reading
from interest.ingest.report import Entry
from interest.ingest.roles import Roles, is_votes
from interest.ingest.roles.automatic import names_messages, others_in
from interest.ingest.roles.marks import marks_in_doubt
from interest.ingest.roles.texts import without_fillers
from interest.ingest.tables import RawTable
from interest.ingest.values import (
    DateOrder,
    bare_id,
    guest_id,
    has_decimal_commas,
    implausible,
    is_unrated,
    padded_twins,
    parse_numbers,
    parse_ratings,
    read_times,
    rounded_ids,
    scale_in,
)
from interest.ingest.values.ratings import Scale
from interest.ingest.values.weights import parse_weights

_I_AM_A_BOT = "i am a bot"


@dataclass(frozen=True, eq=False)
class CleanRows:
    """Typed rows, what was changed in them, what is known beside, and how their tables were read.

    `frame` has the columns row, file, line, user_id, text, source, timestamp, weight, rating, label (and neutral, where
    somebody says the scale of the ratings); several rows of it may be of one input row, of which several texts were
    read. `attributes` has every further column, as strings, by the row.
    """

    frame: pd.DataFrame
    entries: list[Entry]
    attributes: pd.DataFrame = field(default_factory=pd.DataFrame)
    readings: tuple[Reading, ...] = ()

    @classmethod
    def of(cls, parts: Sequence["CleanRows"]) -> "CleanRows":
        """The rows of several tables, one below the other."""
        return cls(
            pd.concat([part.frame for part in parts], ignore_index=True),
            [entry for part in parts for entry in part.entries],
            pd.concat([part.attributes for part in parts]),
            tuple(reading for part in parts for reading in part.readings),
        )


def clean_rows(
    table: RawTable,
    roles: Roles,
    first_row: int = 0,
    anonymous: str = "",
    mask: bool = True,
    engine: Engine = LOCAL,
) -> CleanRows:
    """The rows of a table whose columns have these roles; `first_row` is the input row of its first.

    Without a user column a row is a user of its own, called by `anonymous` and the number of the row (from 1); with
    one, so is a row without a user, or with one that is nobody in particular ("anonymous-17"). Weights that are no
    positive numbers become 1; votes become 1 + log(1 + votes); times and ratings that can't be read become missing,
    and so do times that can't be of these data (`implausible`).
    What no person wrote, and what says nothing, loses its text. With `mask` contacts in texts become […], in the report
    too. All these are reported.
    """
    written = _Written(table, roles, first_row)
    entries = written.problems()
    users, user_notes = written.users(anonymous)
    times = read_times(written["timestamp"], table.day_first)
    strange = implausible(times.values)
    order = times.order if table.day_first is None else DateOrder(table.day_first)
    asked = scale_in(table.header(roles.of.get("rating", "")))
    scale = table.rating_scale or asked
    ratings = parse_ratings(written["rating"], table.decimal_comma, table.rating_scale, asked)
    votes = is_votes(roles.of.get("weight", ""))
    weights = parse_weights(written["weight"], votes, table.decimal_comma)
    automatic = nobodys(table, roles, written.is_chat)
    texts, text_entries = _texts(written, automatic, users, mask, engine)
    entries += text_entries
    entries += written.user_entries(users)
    ones = pd.Series("1", index=users.index)
    entries += written.entries("invalid weight", "weight", written.filled("weight") & np.isnan(weights), ones)
    entries += written.entries("invalid time", "timestamp", written.filled("timestamp") & times.values.isna())
    entries += written.entries("implausible time", "timestamp", strange)
    doubtful = written["timestamp"].isin(order.doubtful)
    entries += written.entries("ambiguous date", "timestamp", doubtful, times.values.dt.strftime("%Y-%m-%d"))
    unrated = written.filled("rating") & np.isnan(ratings.values) & (parse_numbers(written["rating"], False) != 0)
    unrated &= ~written["rating"].map(is_unrated).to_numpy(bool)
    entries += written.entries("invalid rating", "rating", unrated)
    frame = pd.DataFrame(
        {
            "row": written.rows, "file": table.name, "line": table.lines, "user_id": users,
            "timestamp": times.values.mask(strange),
            "weight": np.where(np.isnan(weights), 1.0, weights), "rating": ratings.values,
            "label": written["label"].map(_squeezed),
        }
    )  # fmt: skip
    if scale:
        frame["neutral"] = np.where(np.isnan(ratings.values), np.nan, sum(scale) / 2)
    parts = [frame.assign(text=cleaned, source=written.sources(column)).iloc[where] for column, cleaned, where in texts]
    whole = pd.concat(parts).sort_values("row", kind="stable").reset_index(drop=True)
    columns = ["row", "file", "line", "user_id", "text", "source", "timestamp", "weight", "rating", "label"]
    columns += [column for column in ("neutral",) if column in whole]
    whole = whole[columns].astype({"file": "str", "source": "str", "text": "str", "label": "str"})
    doubt = None if scale else marks_in_doubt(table.header(roles.of.get("rating", "")), written["rating"], table.frame)
    said = [*user_notes, *_told(written, times.how, (*ratings.how, *_doubt(doubt)), votes)]
    reading = Reading(
        table.name, len(table.frame), table.notes, roles.uses, tuple(said),
        None if order.doubtful else order.day_first, table.decimal_comma, table.rating_scale,
    )  # fmt: skip
    return CleanRows(whole, entries, written.attributes(), (reading,))


def _doubt(marks: Scale | None) -> list[str]:
    """What is said of marks whose best one is not known."""
    if marks is None:
        return []
    low, high = marks
    return [f"whether {low:g} or {high:g} is the best is not said: say the scale {high:g}-{low:g} if it is {low:g}"]


def _told(written: "_Written", times: Sequence[str], ratings: Sequence[str], votes: bool) -> list[str]:
    """How times, ratings and weights were read, a sentence each."""
    of = written.roles.of
    told = [f"times in {of['timestamp']!r}: {how}" for how in times if "timestamp" in of]
    told += [f"ratings in {of['rating']!r}: {how}" for how in ratings if "rating" in of]
    silent = [c for c in written.roles.speakers if not others_in(c, written.table.frame[c].unique(), any_name=True)]
    told += [f"what is in {column!r} doesn't say which side of a talk wrote: all are read" for column in silent]
    if "weight" in of and votes:
        told.append(f"weights in {of['weight']!r} are votes and count as 1 + log(1 + votes)")
    elif "weight" in of and written.has_commas("weight"):
        told.append(f"weights in {of['weight']!r} are written with decimal commas")
    return told


def _squeezed(value: str) -> str:
    return " ".join(value.split())


def _texts(
    written: "_Written", automatic: Sequence[str | None], users: pd.Series, mask: bool, engine: Engine
) -> tuple[list[tuple[str, pd.Series, np.ndarray]], list[Entry]]:
    """The cleaned texts of each column with the places of its rows, and what was done to them.

    Of a row without any text the first column stands, so that no row is lost.
    """
    columns = written.roles.texts
    cleaned: dict[str, list[CleanText]] = {}
    for column in columns:
        whole = _cleaned(written.table.frame[column], written.is_chat, mask, engine)
        for title in written.titles(column):
            titles = _cleaned(without_fillers(written.table.frame[title]), written.is_chat, mask, engine)
            whole = [_joined(head, body) for head, body in zip(titles, whole, strict=True)]
        cleaned[column] = [CleanText("", (why,)) if why else text for text, why in zip(whole, automatic, strict=True)]
    filled = np.array([[bool(text.text) for text in cleaned[column]] for column in columns])
    nowhere = ~filled.any(axis=0)
    result, entries = [], []
    for number, column in enumerate(columns):
        texts = pd.Series([clean.text for clean in cleaned[column]], dtype="str", index=users.index)
        where = filled[number] | (nowhere if number == 0 else False)
        result.append((column, texts, np.flatnonzero(where)))
        raw = [
            mask_contacts(text).text if mask and clean.reasons else text
            for text, clean in zip(written.texts(column), cleaned[column], strict=True)
        ]
        for reason in sorted({reason for clean in cleaned[column] for reason in clean.reasons}):
            marked = [reason in clean.reasons for clean in cleaned[column]]
            entries += written.entries_of(reason, raw, marked, texts)
        unexplained = [not clean.text and not _explains(clean) for clean in cleaned[column]]
        entries += written.entries_of("empty text", raw, np.array(unexplained) & where, texts)
    return result, entries


def _cleaned(texts: pd.Series, in_chat: bool, mask: bool, engine: Engine) -> list[CleanText]:
    different = texts.unique().tolist()
    clean = each(engine, partial(_clean, in_chat=in_chat, mask=mask), different)
    known = dict(zip(different, clean, strict=True))
    return [known[text] for text in texts]


def _explains(clean: CleanText) -> bool:
    """Whether the reasons say why nothing is left of a text."""
    return any(reason in _WHOLE for reason in clean.reasons)


_WHOLE = ("non-answer", "default text", "repost", "bot", "other side", "system message", "empty text")


def _clean(text: str, in_chat: bool, mask: bool) -> CleanText:
    """A cleaned text, empty with the reason where it says nothing by itself or is somebody else's."""
    if not text or text.isspace():
        return CleanText("")
    if is_repost(text):
        return CleanText("", ("repost",))
    if is_document(text):
        return CleanText("", ("system message",))
    clean = clean_text(text)
    if _I_AM_A_BOT in clean.text.casefold():
        return CleanText("", ("bot",))
    why = says_nothing(clean.text, in_chat) if clean.text else None
    if why:
        return CleanText("", (*clean.reasons, why))
    masked = mask_contacts(clean.text) if mask else None
    return CleanText(masked.text, (*clean.reasons, "contact")) if masked and masked.counts else clean


class _Written:
    """The columns of a table by role, as they were written, and entries of the report about them."""

    def __init__(self, table: RawTable, roles: Roles, first_row: int) -> None:
        self.table, self.roles, self.first_row = table, roles, first_row
        self.rows = np.arange(first_row, first_row + len(table.frame))
        # A table of nothing but who sent which message when is a chat; of searches it is none.
        bare = {"user_id", "timestamp"} == set(roles.of) and len(roles.texts) == 1 and not roles.attributes
        bare = bare and names_messages(roles.texts[0])
        nameless = roles.texts[0].startswith("column ") and {"user_id", "timestamp"} <= set(roles.of)
        bare = bare or bool(roles.speakers) and "rating" not in roles.of
        self.is_chat = "message_type" in roles.automatic or nameless or bare

    def __getitem__(self, role: str) -> pd.Series:
        if role in self.roles.of:
            return self.table.frame[self.roles.of[role]].reset_index(drop=True)
        return pd.Series([""] * len(self.rows), dtype="str")

    def titles(self, column: str) -> tuple[str, ...]:
        """The columns of titles that stand before the texts of a column: the first has them."""
        return self.roles.titles if column == self.roles.texts[0] else ()

    def texts(self, column: str) -> list[str]:
        """The texts of a column as written, with their titles before them."""
        columns = [self.table.frame[name] for name in (*self.titles(column), column)]
        return ["\n".join(part for part in parts if part) for parts in zip(*columns, strict=True)]

    def sources(self, column: str) -> pd.Series:
        """The source of each text of a column: what a column says, else the question that it answers, else the file."""
        if self.roles.asked and "source" not in self.roles.of:
            return pd.Series(self.table.header(column), index=range(len(self.rows)), dtype="str")
        source = self["source"].map({value: clean_text(value).text for value in self["source"].unique()}).astype("str")
        several = len(self.roles.texts) > 1
        name = PurePosixPath(self.table.name).name if "/" in self.table.name else self.table.name
        other = column if several else PurePosixPath(name).stem
        return source.where(source != "", other)

    def has_commas(self, role: str) -> bool:
        said = self.table.decimal_comma
        return has_decimal_commas(self[role].unique()) if said is None else said

    def filled(self, role: str) -> np.ndarray:
        return (self[role].str.strip() != "").to_numpy()

    def users(self, anonymous: str) -> tuple[pd.Series, list[str]]:
        """The user of each row, those who are nobody in particular as users of their own; and what is to be said."""
        numbers = pd.Series(self.rows + 1).astype("str")
        if "user_id" not in self.roles.of:
            return (anonymous + numbers).astype("str"), ["no column says the user: each row is a user of its own"]
        column = self.roles.of["user_id"]
        bare = {value: bare_id(clean_name(value)) for value in self["user_id"].unique()}
        nobody = {value for value, name in bare.items() if not name or is_nobody(name) or name == self.guest}
        ids = (
            self["user_id"].map({value: "" if value in nobody else name for value, name in bare.items()}).astype("str")
        )
        users = ids.where(ids != "", ANONYMOUS + numbers)
        told = []
        named = [bare[value] for value in bare if value in nobody and bare[value]]
        if named:
            count = int(self["user_id"].isin(nobody).sum())
            told.append(f"{named[0]!r} in {column!r} is nobody in particular: {count} such rows are users of their own")
        if rounded := rounded_ids(bare.values()):
            told.append(
                f"ids in {column!r} such as {rounded[0]!r} were rounded by a spreadsheet, so that different people may "
                "share one; export them as text"
            )
        if twins := padded_twins(bare.values()):
            told.append(f"ids in {column!r} are written with leading zeros and without, such as {twins[0]!r}")
        return users, told

    @cached_property
    def guest(self) -> str | None:
        """The number that stands for all who have no account."""
        return guest_id(self["user_id"])

    def user_entries(self, users: pd.Series) -> list[Entry]:
        if "user_id" not in self.roles.of:
            return []
        raw = self["user_id"]
        empty = raw.map({value: bare_id(value) == "" for value in raw.unique()}).to_numpy(bool)
        nobody = raw.map({v: is_nobody(bare_id(v)) or bare_id(v) == self.guest for v in raw.unique()}).to_numpy(bool)
        return [
            *self.entries("missing user", "user_id", empty, users),
            *self.entries("nobody in particular", "user_id", nobody & ~empty, users),
        ]

    def attributes(self) -> pd.DataFrame:
        """Every further column, as strings, by the row."""
        columns = self.roles.attributes
        frame = self.table.frame[columns].reset_index(drop=True)
        labels = {column: self.table.header(column) for column in columns}
        frame = frame.rename(columns=labels) if len(set(labels.values())) == len(labels) else frame
        return frame.set_axis(pd.Index(self.rows), axis=0)

    def entries(
        self, reason: str, role: str, where: Sequence[bool] | np.ndarray | pd.Series, after: pd.Series | None = None
    ) -> list[Entry]:
        """An entry for each row that is marked in `where`, with what stood there before and what does now."""
        return self.entries_of(reason, self[role].tolist(), where, after)

    def entries_of(
        self,
        reason: str,
        before: Sequence[str],
        where: Sequence[bool] | np.ndarray | pd.Series,
        after: pd.Series | None = None,
    ) -> list[Entry]:
        found = []
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


def _joined(title: CleanText, body: CleanText) -> CleanText:
    """A title and its text as one; a title that the text begins with is said once."""
    if not title.text or body.text.startswith(title.text.rstrip(".… ")):
        return body
    reasons = tuple(dict.fromkeys((*title.reasons, *body.reasons)))
    return CleanText(f"{title.text}\n{body.text}" if body.text else title.text, reasons)


def clean_name(value: str) -> str:
    """A name without the traces of a wrong encoding."""
    return value if value.isascii() else without_traces(value)
