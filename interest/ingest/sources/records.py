"""Nested data (JSON, one object a line or as a whole) into tables: records, replies and messages a row each."""

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from interest.errors import InputError
from interest.ingest.encodings import Decoded
from interest.ingest.sources.nested import find_records, flat, without_assignment
from interest.ingest.sources.talks.conversations import expand, sided
from interest.ingest.sources.talks.messages import unwrapped
from interest.ingest.sources.talks.replies import ungrouped, with_replies
from interest.ingest.tables import Problem, RawTable, as_text, beginning, records_table

_SEVERAL = "Extra data"  # what the JSON reader says of one object after another
_MOST_DIGITS = 4000  # of a whole number; Python refuses some more, since to read them takes quadratic time
_JSON = json.JSONDecoder(parse_int=lambda digits: int(digits) if len(digits) < _MOST_DIGITS else digits)


def read_jsonl(name: str, decoded: Decoded, unreadable: Sequence[Problem]) -> RawTable:
    """The table of a file with an object a line; lines that are none are told. Raises `InputError` where all are."""
    values, lines, problems = [], [], []
    for number, line in enumerate(io.StringIO(decoded.text, newline=""), 1):
        if not line.strip():
            continue
        try:
            values.append(_record(_JSON.decode(line)))
        except (ValueError, RecursionError) as error:
            problems.append(Problem(number, f"not a JSON object, left out: {error}", beginning(line)))
            continue
        lines.append(number)
    if not values:
        raise InputError(f"{name}: none of its lines is a JSON object.")
    return _of_records(name, values, lines, decoded, [*unreadable, *problems])


def _record(value: Any) -> Mapping[str, Any]:
    if isinstance(value, str):
        return {"text": value}
    if isinstance(value, dict):
        return value
    raise ValueError(f"expected an object, got {type(value).__name__}")


def read_json(name: str, decoded: Decoded, unreadable: Sequence[Problem]) -> RawTable:
    """The table in some JSON. Raises `InputError` for what is none, or holds no list of objects."""
    text, assigned = without_assignment(decoded.text)
    try:
        value, end = _JSON.raw_decode(text.lstrip()) if assigned else (_JSON.decode(text), len(text))
    except RecursionError:
        raise InputError(f"{name}: the JSON is nested too deeply.") from None
    except ValueError as error:
        if _SEVERAL in str(error):  # one object a line, under the wrong suffix
            return read_jsonl(name, decoded, unreadable)
        raise InputError(f"{name}: this is not valid JSON: {error}.") from None
    table = nested_table(name, value, decoded)
    if table is None:
        raise InputError(f"{name}: expected a JSON list of objects, or one within, got {text.strip()[:40]}.")
    code = ("what stands behind the data in the script was not read",) if text.lstrip()[end:].strip("; \t\r\n") else ()
    return replace(table, notes=(*code, *table.notes))


def nested_table(name: str, value: Any, decoded: Decoded) -> RawTable | None:
    """The table of the records in some nested data; None where it has no list of such."""
    found = find_records(value)
    if found is None or not found.records:
        return None
    records, problems = [], []
    for number, item in enumerate(found.records, 1):
        try:
            records.append((number, _record(item)))
        except ValueError as error:
            problems.append(Problem(number, f"left out: {error}", beginning(as_text(item))))
    numbers, values = [number for number, _ in records], [record for _, record in records]
    table = _of_records(name, sided(values, value), numbers, decoded, problems)
    notes = (f"the records are the list {found.path!r} within the JSON",) if found.path else ()
    return replace(table, notes=(*notes, *table.notes))


def _of_records(
    name: str, values: Sequence[Any], lines: Sequence[int], decoded: Decoded, problems: Sequence[Problem]
) -> RawTable:
    """A table of objects: conversations become messages, and what is nested gets dotted names."""
    records, below = with_replies(list(zip(lines, map(unwrapped, values), strict=True)))
    messages, said = expand(records)
    groups = 0
    if not said and not below:
        messages, groups = ungrouped(messages)
    table = records_table(
        name, [flat(record) for _, record in messages], [line for line, _ in messages],
        encoding=decoded.encoding, problems=tuple(sorted(problems)),
    )  # fmt: skip
    if below:
        told = f"{below} records were found below others of their kind, as replies are"
        table = replace(table, notes=(*table.notes, told))
    if groups:
        told = f"the records were found in the lists of {groups} others, with what is known of each of these"
        table = replace(table, notes=(*table.notes, told))
    if said:
        told = f"the records are talks; each of their {said} messages is a row"
        return replace(table, notes=(*table.notes, told))
    return table
