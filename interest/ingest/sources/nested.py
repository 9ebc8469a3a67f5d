"""Nested data (JSON) into flat records: where the records lie, objects by dotted names, lists by what is in them."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from interest.ingest.roles.names import words_of
from interest.ingest.tables import RawTable, as_text, string_frame

Record = dict[str, Any]

_NEARLY_ALL = 0.9
_DEEPEST = 12  # levels of nesting that are looked into
_MOST_OF_PAIR = 4  # members of an object that is a pair
_NAMING = ("name", "label", "title", "text", "value", "display_name", "displayName", "login")
_KEYS = ("ref", "question", "title", "name", "key", "field", "label", "id")
_VALUES = ("label", "value", "$t", "#text", "_text", "__text", "$value")
_MOMENTS = ({"seconds", "nanos"}, {"seconds", "nanoseconds"})
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_ANSWER = re.compile(r"^(?:value|answer|text|number|boolean|choice|choices|email|date|response|rating|url)$")
_SCRIPT = re.compile(r"\s*(?:window\.|var\s+|const\s+|let\s+)?[\w.$\[\]\"']+\s*=\s*(?=[\[{])")
RECORD_KEY = "record_key"
"""The column with the key of each list where the records are an object of lists."""


@dataclass(frozen=True)
class Found:
    """Records and where they were: "" for the whole, else the path to the list."""

    records: list[Any]
    path: str = ""


def without_assignment(text: str) -> tuple[str, bool]:
    """A text from its JSON on, and whether it is a script that assigns it to a name, as archives for browsers are."""
    match = _SCRIPT.match(text[:300])
    return (text[match.end() :], True) if match else (text, False)


def find_records(value: Any) -> Found | None:
    """The list of records in some JSON: itself, or the list within that holds most words; None where there is none.

    An object whose values are all lists of objects is one list, each record with the key of its list.
    """
    if isinstance(value, list):
        return Found(value)
    if not isinstance(value, Mapping):
        return None
    lists = [(key, items) for key, items in value.items() if _is_records(items)]
    if len(lists) > 1 and len(lists) == len(value) and _are_alike([items for _, items in lists]):
        return Found([{**item, RECORD_KEY: key} for key, items in lists for item in items])
    found = [Found(items, path) for path, items in _lists(value, "", 0)]
    return max(found, key=lambda each: sum(words_in(item) for item in each.records[:200]), default=None)


def _is_records(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, Mapping) for item in value)


def _are_alike(lists: Sequence[Sequence[Mapping[str, Any]]]) -> bool:
    """Whether the records of all lists have keys in common, as the same kind of record has."""
    keys = [set().union(*(item.keys() for item in items[:20])) for items in lists]
    return all(len(keys[0] & other) >= 0.5 * max(len(keys[0]), len(other)) for other in keys)


def _lists(value: Any, path: str, depth: int) -> Iterable[tuple[str, list[Any]]]:
    """The lists of objects that are nearest to the top of each branch, with their paths."""
    if depth > _DEEPEST or not isinstance(value, Mapping):
        return
    for key, item in value.items():
        here = f"{path}.{key}" if path else str(key)
        if _is_records(item):
            yield here, item
        elif isinstance(item, Mapping):
            yield from _lists(item, here, depth + 1)


def words_in(value: Any, depth: int = 0) -> int:
    """About how many words are in the strings of a value."""
    if isinstance(value, str):
        return (
            0 if "://" in value[:12] else value.count(" ") + (0 if value.isascii() else len(_HAN.findall(value)) // 2)
        )
    if depth > _DEEPEST:
        return 0
    if isinstance(value, Mapping):
        return sum(words_in(item, depth + 1) for item in value.values())
    return sum(words_in(item, depth + 1) for item in value) if isinstance(value, list) else 0


def flat(record: Mapping[str, Any], prefix: str = "", depth: int = 0) -> Record:
    """One record with the members of its objects under dotted names, and no list or object left."""
    result: Record = {}
    for key, value in record.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping):
            value = _bare_value(value)
        if isinstance(value, Mapping) and depth < _DEEPEST:
            result |= flat(value, f"{name}.", depth + 1)
        elif isinstance(value, list):
            result |= _flat_list(name, value, depth)
        else:
            result[name] = value
    return result


def _bare_value(value: Mapping[str, Any]) -> Any:
    """What is in an object that holds nothing but a value and its type, as feeds do, or the seconds of a moment."""
    if {key.strip("_") for key in value} in _MOMENTS:
        return next(iter(value.values()))
    inner = [key for key in value if key not in ("attributes", "type", "@type", "lang", "@lang")]
    return value[inner[0]] if len(inner) == 1 and inner[0] in _VALUES and len(value) <= 3 else value


def _flat_list(name: str, items: Sequence[Any], depth: int) -> Record:
    """A list under one name where it is text or names, under several where it is pairs of a key and a value."""
    if not items:
        return {}
    if (text := joined_text(items)) is not None:
        return {name: text}
    if (whole := _one_object(items)) is not None and depth < _DEEPEST:
        return flat(whole, f"{name}.", depth + 1)
    if not all(isinstance(item, Mapping) for item in items):
        return {name: ", ".join(as_text(item) for item in items if not isinstance(item, Mapping | list))}
    pairs = [pair for item in items if (pair := _pair(item))]
    if len(pairs) == len(items):
        result: Record = {}
        for key, value in pairs:
            result |= flat({f"{name}.{key}": value}, depth=depth + 1)
        return result
    named = [said for item in items if (said := _naming(item)) is not None]
    if len(named) == len(items):
        return {name: ", ".join(named)}
    return flat(items[0], f"{name}.", depth + 1) if len(items) == 1 and depth < _DEEPEST else {}


def _one_object(items: Sequence[Any]) -> Mapping[str, Any] | None:
    """The object that a list is whose items are objects of one member each, or have a role each, all different."""
    roles = {item["role"]: item for item in items if isinstance(item, Mapping) and isinstance(item.get("role"), str)}
    if 1 < len(items) == len(roles):
        return roles
    members = [next(iter(item.items())) for item in items if isinstance(item, Mapping) and len(item) == 1]
    whole = dict(members)
    return whole if 1 < len(items) == len(whole) and all(isinstance(value, Mapping) for _, value in members) else None


def joined_text(items: Sequence[Any]) -> str | None:
    """The text of a list of its parts: strings, and objects of a type and a text (bold, link); else None."""
    parts: list[str] = [
        item if isinstance(item, str) else item["text"]
        for item in items
        if isinstance(item, str) or (isinstance(item, Mapping) and _is_part(item))
    ]
    whole = any(isinstance(item, Mapping) for item in items) or len(items) == 1
    return "".join(parts) if whole and len(parts) == len(items) else None


def _is_part(item: Mapping[str, Any]) -> bool:
    return isinstance(item.get("text"), str) and set(item) <= {"type", "text", "href", "language", "document_id"}


def _naming(item: Mapping[str, Any]) -> str | None:
    """What an object is called, if it says so."""
    return next((item[key] for key in _NAMING if isinstance(item.get(key), str)), None)


def is_pair(item: Mapping[str, Any]) -> bool:
    """Whether an object is a key and its value, such as a question and the answer to it."""
    return _pair(item) is not None


def _pair(item: Mapping[str, Any]) -> tuple[str, Any] | None:
    """The key and the value of an object that is a pair: a question (or field) and its answer."""
    answers = [key for key in item if _ANSWER.match(key) and not isinstance(item[key], Mapping | list)]
    asked = {k: v for k, v in item.items() if words_of(str(k))[:1] == ("question",) and isinstance(v, str)}
    key = next((item[k] for k in _KEYS if k in item and k not in answers), max(asked.values(), key=len, default=None))
    if isinstance(key, Mapping):
        key = next((key[k] for k in _KEYS if isinstance(key.get(k), str | int)), None)
    if key is None or isinstance(key, list | Mapping):
        return None
    if not answers:  # a choice with a label within
        inner = [v for k, v in item.items() if _ANSWER.match(k) and isinstance(v, Mapping)]
        return (
            (str(key), ", ".join(as_text(v) for v in inner[0].values() if not isinstance(v, Mapping | list)))
            if inner
            else None
        )
    return (str(key), item[answers[0]]) if len(set(item) - {"type", "order", *asked}) <= _MOST_OF_PAIR else None


def parsed_cell(cell: str) -> Any:
    """The JSON in a cell, also several objects after another; None for what is none."""
    for text in (cell, f"[{cell}]"):
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            continue
    return None


def open_cells(table: RawTable, said: Sequence[str] | None = None) -> RawTable:
    """A table whose columns of JSON are opened: what is in the objects becomes columns, a list of parts a text.

    Where columns are `said`, only these are looked at, and one object among their cells is enough.
    """
    looked_at = table.frame.columns if said is None else said
    least = _NEARLY_ALL if said is None else 0.0
    nested = [column for column in looked_at if _is_nested(table.frame[column], least)]
    if not nested:
        return table
    columns: dict[str, list[str]] = {}
    for column in table.frame:
        if column not in nested:
            columns[column] = table.frame[column].tolist()
            continue
        opened = [_opened(column, cell) for cell in table.frame[column]]
        for key in dict.fromkeys(key for record in opened for key in record):
            columns[key] = [as_text(record.get(key)) for record in opened]
    frame = string_frame(list(columns), list(zip(*columns.values(), strict=True)))
    return table.opened(frame, f"the JSON in {', '.join(map(repr, nested))} was opened", packed=nested)


def _is_nested(column: pd.Series, least: float) -> bool:
    """Whether more than the `least` share of the filled cells of a column are objects or lists of JSON."""
    filled = [cell for cell in column.head(500) if cell and not cell.isspace()]
    begun = sum(cell.lstrip()[0] in "{[" for cell in filled)
    least *= len(filled)
    return bool(filled) and begun > least and sum(_is_object(cell) for cell in filled) > least


def _is_object(cell: str) -> bool:
    return isinstance(parsed_cell(cell), Mapping | list)


def _opened(column: str, cell: str) -> Record:
    value = parsed_cell(cell) if cell.strip() else None
    parts = [value] if isinstance(value, Mapping) else value
    if isinstance(parts, list) and (text := joined_text(parts)) is not None:
        return {column: text}
    return flat({column: cell if value is None else value})
