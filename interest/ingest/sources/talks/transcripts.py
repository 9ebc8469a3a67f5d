"""Whole talks in a cell, as exports of chat desks have them, down to the lines that the customer wrote."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import repeat

import pandas as pd

from interest.ingest.roles.automatic import side_of
from interest.ingest.roles.names import match
from interest.ingest.sources.talks.chats import read_chat
from interest.ingest.tables import RawTable

_LINE_ENDS = re.compile(r"<(?:br|/p|/div|/li|/tr)\b[^<>]{0,200}>", re.IGNORECASE)  # of a talk in markup
_TAG = re.compile(r"<[^<>]{0,500}>")
_LINE = re.compile(
    r"\s*(?:\(\s?(?:\d{1,3}h\s)?(?:\d{1,3}m\s)?\d{1,3}s\s?\))?\s*[(\[]?(?:[\d./年月日T-]{6,12}\s*)?(?:\d{1,2}:\d{2}(?::\d{2})?)?(?:\s?[AaPp][Mm])?[)\]]?\s*[-–]?\s*"
    r"(?P<name>[^\W\d][^:：\n]{0,39}?)\s?[:：]\s*(?P<text>.*)"
)
_DAY = re.compile(r"\d{1,4}[-./年]\d{1,2}[-./月]\d{1,4}")  # behind a name, where the text stands in the line below
_MOST = 0.8  # share of the first filled cells of a column, for one of talks
_FEWEST = 5  # cells that show it
_LOOKED_AT = 300
_EVERYWHERE = 0.2  # share of all talks that one speaks in who is no customer


def open_transcripts(table: RawTable, said: Sequence[str] | None = None) -> RawTable:
    """A table whose columns of talks have the customer's lines alone; a talk whose sides can't be told is left whole.

    The customer is called so, or has the name that stands in a column of users; else it is who speaks in few talks.
    Where columns are `said`, only these are looked at.
    """
    frame = table.frame
    users = [column for column in frame if match(column, "user_id")]
    for column in frame if said is None else (name for name in said if name in frame):
        if said is None and (column in users or not _may_hold_talks(frame[column])):
            continue
        talks = {cell: talk for cell in frame[column].unique() if (talk := _talk(cell))}
        often = Counter(name for talk in talks.values() for name in {name for name, _ in talk})
        everywhere = {name for name, n in often.items() if n > max(1, _EVERYWHERE * len(talks))}
        named = frame[users].itertuples(index=False, name=None) if users else repeat((), len(frame))
        cells = [
            _of_customer(cell, talks.get(cell), everywhere, row) for cell, row in zip(frame[column], named, strict=True)
        ]
        if cells != frame[column].tolist():
            frame = frame.assign(**{column: pd.array(cells, dtype="str")})
            told = f"the cells of {column!r} are talks, of which what the customer wrote is read"
            table = table.opened(frame, told, packed=[column])
    return table


def _may_hold_talks(column: pd.Series) -> bool:
    """Whether most of the first filled cells are talks, so that it is worth to look at all."""
    first = [cell for cell in column.head(_LOOKED_AT) if cell and not cell.isspace()]
    return sum(_talk(cell) is not None for cell in first) >= max(_MOST * len(first), _FEWEST)


def _talk(cell: str) -> list[tuple[str, str]] | None:
    """Who says what in a cell of several lines, two of them at least; None for a cell that is no talk."""
    if "<" in cell and _LINE_ENDS.search(cell):
        cell = _TAG.sub("", _LINE_ENDS.sub("\n", cell))
    if "\n" not in cell:
        return None
    talk = _of_lines(cell) or [(message.user, message.text) for message in read_chat(cell) or ()]
    names = {name for name, _ in talk}
    return talk if 1 < len(names) < 6 and len(names) <= len(talk) else None


def _of_lines(cell: str) -> list[tuple[str, str]]:
    """A talk whose lines begin with a name; empty for a cell whose first line does not."""
    talk: list[tuple[str, str]] = []
    for line in filter(str.strip, cell.splitlines()):
        found = _LINE.fullmatch(line)
        if found and not _DAY.search(found["name"]):
            talk.append((found["name"].strip(), found["text"]))
        elif talk:
            talk[-1] = (talk[-1][0], f"{talk[-1][1]}\n{line}")
        else:
            return []
    return talk


def _of_customer(cell: str, talk: Sequence[tuple[str, str]] | None, everywhere: set[str], users: Sequence[str]) -> str:
    if talk is None:
        return cell
    names = {name for name, _ in talk}
    sides = {name: side_of(name) for name in names}
    staff = {name for name in names if sides[name] == "agent"}
    customers = (
        {name for name in names if sides[name] == "customer"} or names & set(users) or names - everywhere - staff
    )
    if not customers or customers == names:
        return cell
    return "\n".join(text for name, text in talk if name in customers)
