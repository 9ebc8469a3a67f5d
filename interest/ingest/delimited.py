"""Delimited text (CSV and its kin) into rows of fields, with every irregular line noticed.

The standard library's csv reader does the work, because it tells where each record begins and ends. What it would
silently put up with is looked for here: rows with too few or too many fields, and a quote that is opened and never
closed, which makes one field of all the lines up to the next quote.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from interest.ingest.columns import looks_like_header
from interest.ingest.names import role_of_name
from interest.ingest.tables import Problem, beginning

DELIMITERS = (",", ";", "\t", "|", "，")
NO_DELIMITER = "\x1f"
"""The unit separator, for files of one column: it is in no text, so that commas stay where they are."""

_TRIED = 200  # lines that the vote looks at
_FIELD_LIMIT = 2**31 - 1  # characters; csv's own limit of 131,072 is short of one long text


@dataclass(frozen=True)
class Delimited:
    """Rows of equal length below their column names, each with the line where it begins, counted from 1."""

    names: list[str]
    rows: list[list[str]]
    lines: list[int]
    delimiter: str
    problems: list[Problem] = field(default_factory=list)


def read_delimited(text: str, delimiter: str | None = None) -> Delimited:
    """The rows of a delimited text; the delimiter is found by a vote where it isn't given.

    Blank lines are skipped. Names are made up ("column 1") where the first row doesn't look like a header. A short row
    is filled with "", the surplus of a long one stays in its text column (the last one where no name says text), and a
    quote that is never closed is taken for a character; each is a problem with its line.
    """
    csv.field_size_limit(_FIELD_LIMIT)
    if '\\"' in text and '""' not in text:  # quotes escaped as programmers do it
        text = text.replace('\\"', '""')
    lines = io.StringIO(text, newline="").readlines()
    skipped = 0
    if lines and (excel := re.fullmatch(r'"?sep=(.)"?\s*', lines[0])):
        delimiter, skipped = delimiter or excel[1], 1
    delimiter = delimiter or vote(lines)
    problems: list[Problem] = []
    starts, records = [], []
    for start, record in _records(lines, skipped, delimiter, problems):
        starts.append(start + 1)
        records.append(record)
    has_header = bool(records) and looks_like_header(records[:_TRIED])
    if has_header:
        names, records, starts = records[0], records[1:], starts[1:]
    else:
        names = [""] * _usual_width(records)
    rows = [_fit(r, names, delimiter, start, problems) for r, start in zip(records, starts, strict=True)]
    found = sorted(problem._replace(text=beginning(lines[problem.line - 1])) for problem in problems)
    return Delimited(names, rows, starts, "" if delimiter == NO_DELIMITER else delimiter, found)


def vote(lines: Sequence[str]) -> str:
    """The delimiter under which most rows have as many fields as the header, or else as each other.

    `NO_DELIMITER` where none makes a table: the commas of a column of sentences don't come in equal numbers.
    """
    sample = lines[:_TRIED]
    scores = {delimiter: _agreement(sample, delimiter) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=scores.__getitem__)
    return best if scores[best] >= 0.6 else NO_DELIMITER


def _agreement(lines: Sequence[str], delimiter: str) -> float:
    """The share of rows that are as wide as they should be, and one more where known names head them; 0 for a list."""
    rows = [row for row in csv.reader(lines, delimiter=delimiter, skipinitialspace=True) if any(row)]
    if not rows:
        return 0.0
    if len(rows[0]) > 1 and any(role_of_name(cell) for cell in rows[0]):
        return 1.0 + sum(len(row) == len(rows[0]) for row in rows) / len(rows)
    width = _usual_width(rows)
    # With one field in the first row and more below, the first names a column of sentences.
    if width == 1 or len(rows[0]) == 1:
        return 0.0
    agreement = sum(len(row) == width for row in rows) / len(rows)
    return agreement if delimiter != "，" or agreement > 0.9 else 0.0


def _usual_width(rows: Sequence[Sequence[str]]) -> int:
    return Counter(map(len, rows)).most_common(1)[0][0] if rows else 0


def _records(
    lines: Sequence[str], start: int, delimiter: str, problems: list[Problem]
) -> Iterator[tuple[int, list[str]]]:
    """Each record with the index of its first line; records with a stray quote are read again without quoting."""
    width = 0
    spaced = any(f'{delimiter} "' in line for line in lines[:_TRIED])
    while start < len(lines):
        rest = map(lines.__getitem__, range(start, len(lines)))
        reader = csv.reader(rest, delimiter=delimiter, strict=True, skipinitialspace=spaced)
        base, before = start, 0
        while True:
            try:
                record = next(reader, None)
            except csv.Error:
                record = _without_quoting(lines[base + before], delimiter)
                problems.append(_stray_quote(base + before))
                yield base + before, record
                start = base + before + 1
                break
            if record is None:
                return
            used = reader.line_num - before
            if used > 3 and _swallowed(lines[base + before + 1 : base + reader.line_num], delimiter, width):
                problems.append(_stray_quote(base + before))
                yield base + before, _without_quoting(lines[base + before], delimiter)
                start = base + before + 1
                break
            if record and (len(record) > 1 or record[0].strip() or '"' in lines[base + before]):
                width = width or len(record)
                yield base + before, record
            before = reader.line_num


def _stray_quote(index: int) -> Problem:
    return Problem(index + 1, 'a quote (") is opened and not closed: the line was read with its quotes as characters')


def _without_quoting(line: str, delimiter: str) -> list[str]:
    """The fields of one line whose quotes are characters like others, except those around a whole field or at fault."""
    return [_unquoted(field) for field in line.rstrip("\r\n").split(delimiter)]


def _unquoted(field: str) -> str:
    if len(field) > 1 and field[0] == field[-1] == '"':
        return field[1:-1].replace('""', '"')
    return field.removeprefix('"') if field.count('"') == 1 else field


def _swallowed(inner: Sequence[str], delimiter: str, width: int) -> bool:
    """Whether the lines inside a quoted field are records of their own: nearly all are as wide as the table."""
    wide = sum(line.count(delimiter) == width - 1 for line in inner[:1000])
    return width > 1 and wide >= 0.8 * len(inner[:1000])


def _fit(record: list[str], names: Sequence[str], delimiter: str, line: int, problems: list[Problem]) -> list[str]:
    """A record with exactly one field a column."""
    width, surplus = len(names), len(record) - len(names)
    if surplus == 0:
        return record
    if surplus < 0:
        problems.append(Problem(line, f"{len(record)} fields instead of {width}: the missing ones were left empty"))
        return record + [""] * -surplus
    if not any(field.strip() for field in record[width:]):
        return record[:width]
    at = next((i for i, name in enumerate(names) if role_of_name(name) == "text"), width - 1)
    problems.append(Problem(line, f"{len(record)} fields instead of {width}: the surplus was kept in column {at + 1}"))
    return [*record[:at], delimiter.join(record[at : at + surplus + 1]), *record[at + surplus + 1 :]]
