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

from interest.ingest.roles.looks import Kind, kind_of_cell
from interest.ingest.roles.names import known_roles
from interest.ingest.sources.headers import find_header
from interest.ingest.tables import Problem, beginning

DELIMITERS = (",", ";", "\t", "|", "，")
NO_DELIMITER = "\x1f"
"""The unit separator, for files of one column: it is in no text, so that commas stay where they are."""

_TRIED = 200  # lines that the vote looks at
_TITLES = 15  # lines that may stand above a header
_FEWEST = 4  # lines within a quoted field that show it to be records
_SEEN = 20  # records that show what the columns hold
_FORMULA = re.compile(r'="([^"]*)"')
_FIELD_LIMIT = 2**31 - 1  # characters; csv's own limit of 131,072 is short of one long text
_ESCAPED = re.compile(r'\\"(?!\s*(?:[,;\t|]|$))', re.MULTILINE)  # a cell may well end with a backslash


@dataclass(frozen=True)
class Delimited:
    """Rows of equal length below their column names, each with the line where it begins, counted from 1."""

    names: list[str]
    rows: list[list[str]]
    lines: list[int]
    delimiter: str
    problems: list[Problem] = field(default_factory=list)
    labels: dict[int, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def read_delimited(text: str, delimiter: str | None = None) -> Delimited:
    """The rows of a delimited text; the delimiter is found by a vote where it isn't given.

    Blank lines are skipped, and so are lines of title above the header and totals below the rows. Names are made up
    ("column 1") where the first row doesn't look like a header. A short row is filled with "", the surplus of a long
    one stays in its text column (the last one where no name says text), and a quote that is never closed is taken for a
    character; each is a problem with its line. Lines that are quoted as a whole are unquoted first.
    """
    csv.field_size_limit(_FIELD_LIMIT)
    if '""' not in text and _ESCAPED.search(text):  # quotes escaped as programmers do it
        text = text.replace('\\"', '""')
    lines = io.StringIO(text, newline="").readlines()
    notes: tuple[str, ...] = ()
    skipped = 0
    if lines and (excel := re.fullmatch(r'"?sep=(.)"?\s*', lines[0])):
        delimiter, skipped = delimiter or excel[1], 1
    if whole := _unquoted_lines(lines[skipped:]):
        lines = [*lines[:skipped], *whole]
        notes = ("each line was quoted as a whole and was read without these quotes",)
    delimiter = delimiter or vote(lines)
    problems: list[Problem] = []
    starts, records = [], []
    for start, record in _records(lines, skipped, delimiter, problems):
        starts.append(start + 1)
        records.append([_FORMULA.sub(r"\1", cell) if cell.startswith('="') else cell for cell in record])
    header = find_header(records)
    problems += [Problem(start, "a line below the rows, left out") for start in starts[header.end :]]
    records, starts = records[header.first : header.end], starts[header.first : header.end]
    rows = [_fit(r, header.names, delimiter, start, problems) for r, start in zip(records, starts, strict=True)]
    found = sorted(problem._replace(text=beginning(lines[problem.line - 1])) for problem in problems)
    return Delimited(
        header.names, rows, starts, "" if delimiter == NO_DELIMITER else delimiter, found, header.labels,
        (*notes, *header.notes),
    )  # fmt: skip


def _unquoted_lines(lines: Sequence[str]) -> list[str] | None:
    """The lines without the quotes around each, where they are records within; None where they are not.

    Some programs quote a whole line as if it were one field, and so double the quotes of its fields.
    """
    filled = [line.rstrip("\r\n") for line in lines if line.strip()]
    tried = filled[:_TRIED]
    if len(tried) < 2 or not all(len(line) > 1 and line[0] == line[-1] == '"' for line in tried):
        return None
    inner = [line[1:-1].replace('""', '"') for line in tried]
    if vote(tried) != NO_DELIMITER or vote(inner) == NO_DELIMITER:
        return None
    return [line.strip().removeprefix('"').removesuffix('"').replace('""', '"') + "\n" for line in lines]


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
    for at, row in enumerate(rows[:_TITLES]):
        known = sum(bool(known_roles(cell)) for cell in row) if len(row) > 1 else 0
        if known >= (1 if at == 0 else 2):
            below = rows[at:]
            return 1.0 + sum(len(other) == len(row) for other in below) / len(below)
    width = _usual_width(rows)
    narrow = next((at for at, row in enumerate(rows[:_TITLES]) if len(row) == width), 0)
    # With one field in the first row and more below, the first names a column of sentences.
    if width == 1 or (len(rows[0]) == 1 and (width < 3 or narrow == 0)):
        return 0.0
    agreement = sum(len(row) == width for row in rows[narrow:]) / len(rows[narrow:])
    if narrow and agreement < 0.9:
        return 0.0
    return agreement if delimiter != "，" or agreement > 0.9 else 0.0


def _usual_width(rows: Sequence[Sequence[str]]) -> int:
    return Counter(map(len, rows)).most_common(1)[0][0] if rows else 0


def _records(
    lines: Sequence[str], start: int, delimiter: str, problems: list[Problem]
) -> Iterator[tuple[int, list[str]]]:
    """Each record with the index of its first line; records with a stray quote are read again without quoting."""
    width = 0
    seen: list[list[str]] = []
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
            longest = max(record, key=lambda cell: cell.count("\n"), default="")
            if _swallowed(longest.split("\n")[1:], delimiter, width, seen):
                problems.append(_stray_quote(base + before))
                yield base + before, _without_quoting(lines[base + before], delimiter)
                start = base + before + 1
                break
            if record and (len(record) > 1 or record[0].strip() or '"' in lines[base + before]):
                width = width or len(record)
                if len(seen) < _SEEN and len(record) == width:
                    seen.append(record)
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


def _swallowed(inner: Sequence[str], delimiter: str, width: int, seen: Sequence[Sequence[str]]) -> bool:
    """Whether the lines inside a quoted field, after its first, are records of their own.

    Nearly all are as wide as the table, and look like the records before: paragraphs with one comma each have a
    sentence where a table of two columns has an id or a number.
    """
    if width < 2 or len(inner) < (_FEWEST if len(seen) > 1 else 2 * _FEWEST):
        return False
    rows = [line.rstrip("\r\n").split(delimiter) for line in inner[:1000]]
    wide = [row for row in rows if len(row) == width]
    if len(wide) < 0.8 * len(rows):
        return False
    return sum(_is_like(row, seen) for row in wide) >= 0.8 * len(wide)


def _is_like(row: Sequence[str], seen: Sequence[Sequence[str]]) -> bool:
    """Whether the cells of a row are, but for the longest column, of the kind and about as long as those seen."""
    if not any(cell.strip(' "') for cell in row):
        return False
    if not seen:
        return True
    body = seen[1:] or seen
    lengths = [max(len(record[at]) for record in seen) for at in range(len(row))]
    longest = max(range(len(row)), key=lambda at: sum(len(record[at]) for record in body))
    for at, cell in enumerate(row):
        if at == longest and len(seen) > 1:
            continue
        kinds = {kind_of_cell(record[at]) for record in body}
        if len(seen) > 1 and len(kinds) == 1 and kinds != {Kind.WORDS} and kind_of_cell(cell) not in kinds:
            return False
        if len(seen) > 1 and len(cell) > 2 * lengths[at] + 10:
            return False
    return len(seen) > 1 or any(len(cell.strip()) <= 20 for cell in row)


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
    at = next((i for i, name in enumerate(names) if "text" in known_roles(name)), width - 1)
    problems.append(Problem(line, f"{len(record)} fields instead of {width}: the surplus was kept in column {at + 1}"))
    return [*record[:at], delimiter.join(record[at : at + surplus + 1]), *record[at + surplus + 1 :]]
