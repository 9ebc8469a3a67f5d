"""Which rows of a grid of cells are its header, its title, its totals; and whether it has a header at all.

What a cell is depends on its column: a name stands above values of one kind and is not of that kind itself.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from interest.ingest.roles.looks import Kind, kind_of_cell
from interest.ingest.roles.names import is_total, known_roles, match
from interest.ingest.roles.questions import is_question

_LOOKED_AT = 300  # rows that are enough to know the columns
_DEEPEST = 15  # lines of title above a header, at most
_TYPED = 0.8  # share of the cells of a column that are of one kind, for a column that has a kind
_ENOUGH = 5  # rows that show what a column holds, before a row is taken for a part of the header
_NOTHING = " \t\r\n-–—"  # what a cell that says nothing is made of
_LAST = 5  # lines of totals below a table, at most
_LAST_LINES = 10  # lines below a table that are none of its rows, at most
_WIDE = 4  # filled cells of a row in a table that a line with one can't belong to
_DIGITS = 15  # of a number that is a count
_NAMED = 0.9  # how well a name of several words must be known
_LONGEST_NAME = 40  # characters of a name that is no question


@dataclass(frozen=True)
class Header:
    """Where the rows of a table begin and end, the names of its columns, and what else was said about them."""

    names: list[str]
    labels: dict[int, str]
    """By place of the column: what a further row of the header says, such as the question that was asked."""
    first: int
    """The first row below the header."""
    end: int
    """The row after the last one, without totals."""
    notes: tuple[str, ...] = ()


def find_header(rows: Sequence[Sequence[str]], named: bool | None = None) -> Header:
    """The header of some rows; names are "" where the first row doesn't look like one.

    Lines of title are narrower than the table; a second header row says more about the columns (a question, where an
    answer goes, an id); totals stand below in lines that lack what all others have. `named` says whether there is a
    header, None leaves it to the rows.
    """
    top = _below_title(rows)
    body = rows[top:]
    if not body:
        return Header([], {}, 0, 0)
    has_header = looks_like_header(body[:_LOOKED_AT]) if named is None else named
    width = max(len(body[0]), _usual_width(body[:_LOOKED_AT]))
    if not has_header:
        return Header([""] * _usual_width(body), {}, 0, len(rows))
    names = [cell.strip() for cell in body[0]] + [""] * (width - len(body[0]))
    depth = _depth(body)
    labels = _labels(names, body[1:depth])
    end = _end(rows, top + depth)
    above = _is_total_above(rows[top + depth : end])
    notes = []
    if top:
        notes.append(f"titles above the header were left out (rows: {top})")
    if depth > 1:
        notes.append(f"the header has {depth} rows; the further ones say more about the columns")
    if above:
        notes.append(f"totals below the header were left out (rows: {above:d})")
    below = _below_table(rows[top + depth : end])
    if end < len(rows):
        notes.append(f"totals at the end were left out (rows: {len(rows) - end})")
    if below:
        notes.append(f"what stands below the table was left out (rows: {below})")
    end -= below
    return Header(_filled(names, body[1:depth]), labels, top + depth + above, end, tuple(notes))


def looks_like_header(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first of some rows names the columns.

    It does when it has a known name, or when its cells differ from each other and from what stands below, and where a
    column has values of one kind (numbers, dates, codes …) the cell above them is none; or when a short word stands
    above much longer texts.
    """
    cells = [cell.strip() for cell in rows[0]]
    below = [row for row in rows[1:_LOOKED_AT] if len(row) == len(cells)]
    if any(known_roles(cell) for cell in cells if len(cell) <= _LONGEST_NAME):
        return True
    filled = [cell for cell in cells if cell]
    if not below or not filled or len(set(filled)) < len(filled):
        return False
    columns = [[row[at].strip() for row in below if row[at].strip()] for at in range(len(cells))]
    if any(cell and cell in column for cell, column in zip(cells, columns, strict=True)):
        return False
    kinds = [_kind(column) for column in columns]
    if any(kind_of_cell(cell) == kind != Kind.WORDS for cell, kind in zip(cells, kinds, strict=True) if cell and kind):
        return False
    if len(cells) > 1 and any(kind not in (None, Kind.WORDS) for kind in kinds):
        values = [kind_of_cell(cell) for cell in filled]
        plain = all(
            len(cell) <= _LONGEST_NAME or is_question(cell) or _recurs(column)
            for cell, column in zip(cells, columns, strict=True)
        )
        return plain and sum(kind in (Kind.NUMBER, Kind.DATE, Kind.LINK) for kind in values) == 0
    lengths = [sum(map(len, column)) / max(len(column), 1) for column in columns]
    longest = max(range(len(cells)), key=lengths.__getitem__)
    name = cells[longest]
    if is_question(name) and len(cells) > 1:
        return True
    # A short first text must not be lost: a column that stands alone needs a name that looks like one.
    alone = len(cells) == 1
    in_words = not alone and (found := match(name, "text")) is not None and found.score >= _NAMED
    named = in_words or ((not alone or "_" in name) and re.fullmatch(r"\w{1,20}", name) is not None)
    return named and 3 * len(name) <= lengths[longest]


def _recurs(column: Sequence[str]) -> bool:
    """Whether few values come again and again, as what people choose below a sentence."""
    return len(column) >= _ENOUGH and len(set(column)) <= len(column) / 2


def _usual_width(rows: Sequence[Sequence[str]]) -> int:
    return Counter(map(len, rows[:_LOOKED_AT])).most_common(1)[0][0] if rows else 0


def _filled_width(row: Sequence[str]) -> int:
    return sum(bool(cell.strip(_NOTHING)) for cell in row)


def _below_title(rows: Sequence[Sequence[str]]) -> int:
    """How many rows stand above the header: few cells where the table has several, and a header below."""
    if len(rows) < 3:
        return 0
    widths = Counter(min(_filled_width(row), 50) for row in rows[:_LOOKED_AT])
    usual = widths.most_common(1)[0][0]
    if usual < 2 or _filled_width(rows[0]) >= max(2, usual / 2):
        return 0
    for at in range(1, min(_DEEPEST, len(rows) - 1)):
        if _filled_width(rows[at]) >= max(2, 0.6 * usual):
            return at if looks_like_header(rows[at : at + _LOOKED_AT]) else 0
    return 0


def _kind(values: Sequence[str]) -> Kind | None:
    """The kind that nearly all of some filled cells have."""
    if not values:
        return None
    kind, count = Counter(map(kind_of_cell, values)).most_common(1)[0]
    return kind if count >= _TYPED * len(values) else None


def _depth(rows: Sequence[Sequence[str]]) -> int:
    """How many rows the header has: further ones have words, or nothing, above columns of numbers, dates or codes."""
    below = [row for row in rows[3:_LOOKED_AT] if len(row) == len(rows[0])]
    if len(below) < _ENOUGH:
        return 1
    typed = {}
    for at in range(len(rows[0])):
        values = [row[at].strip() for row in below]
        filled = [value for value in values if value]
        kind = _kind(filled)
        if kind not in (None, Kind.WORDS) and len(filled) >= _TYPED * len(values):
            typed[at] = kind
    depth = 1
    while depth < min(3, len(rows)) and len(rows[depth]) == len(rows[0]):
        row = [cell.strip() for cell in rows[depth]]
        named = sum(bool(row[at]) for at in typed)
        strange = [at for at, kind in typed.items() if not row[at] or kind_of_cell(row[at]) != kind]
        wordy = any(row) and (named or not any(_is_prose(cell) for cell in row))
        if len(typed) < 2 or len(strange) < len(typed) or not wordy:
            break
        depth += 1
    return depth


def _is_prose(cell: str) -> bool:
    return len(cell.split()) > 4


def _labels(names: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[int, str]:
    """What the first further row says about each column, where that is more than its name."""
    if not rows:
        return {}
    return {at: cell.strip() for at, cell in enumerate(rows[0]) if cell.strip() and cell.strip() != names[at]}


def _filled(names: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Names of columns that only the second row names: parts of the question to their left."""
    result, last = [], ""
    for at, name in enumerate(names):
        part = rows[0][at].strip() if rows and at < len(rows[0]) else ""
        last = name or last
        result.append(name or (f"{last}: {part}" if part else ""))
    return result


def _end(rows: Sequence[Sequence[str]], first: int) -> int:
    """The row after the last one that is no total: totals are called so, and lack what other rows have."""
    end = len(rows)
    usual = _usual_filled(rows[first : first + _LOOKED_AT])
    while end > first + 1 and len(rows) - end < _LAST:
        row = rows[end - 1]
        if not any(is_total(cell) for cell in row) or _filled_width(row) > max(usual - 1, 2):
            break
        end -= 1
    return end


def _is_total_above(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row is a total of the others: called so, with a number as large as their sum."""
    if len(rows) < _ENOUGH or not any(is_total(cell) or is_total(cell.split(" ")[0]) for cell in rows[0]):
        return False
    for at, cell in enumerate(rows[0]):
        others = [row[at] for row in rows[1:] if at < len(row) and row[at].strip()]
        counted = bool(others) and all(other.strip().isdecimal() for other in (cell, *others)) and len(cell) < _DIGITS
        if counted and int(cell) >= sum(int(other[:_DIGITS]) for other in others):
            return True
    return False


def _below_table(rows: Sequence[Sequence[str]]) -> int:
    """How many lines stand below a table and say who made it: one cell each, as no row above has."""
    usual = _usual_filled(rows[:_LOOKED_AT])
    narrow = [at for at, row in enumerate(rows) if _filled_width(row) <= 1] if usual >= _WIDE else []
    n = len(narrow)
    return n if 1 < n <= _LAST_LINES and n < len(rows) and narrow[0] == len(rows) - n else 0


def _usual_filled(rows: Sequence[Sequence[str]]) -> int:
    return Counter(map(_filled_width, rows)).most_common(1)[0][0] if rows else 0
