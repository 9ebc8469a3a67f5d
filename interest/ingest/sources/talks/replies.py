"""Records that hold further ones of their own shape, such as comments with the replies to them: each a record."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeAlias

from interest.ingest.sources.nested import is_pair, words_in

Fields: TypeAlias = dict[tuple[str, ...], Any]
Shapes: TypeAlias = list[tuple[tuple[str, ...], Fields]]

_DEEPEST = 40  # replies to replies that are followed
_WITHIN = 4  # levels of a record at which its replies may lie
_ALIKE = 0.8  # share of the keys that two records of one shape have in common
_FEWEST = 2  # keys that show a shape
_MOSTLY = 0.8  # share of the words of a group that are in its records, and of the records that are groups
_LOOKED_AT = 200
_MOST_FIELDS = 500  # of a record that is looked into: more are no comment's, and comparing them all would take for ever
_MOST_PARTS = 30  # lists, and objects, that are looked at in a record


def with_replies(numbered: Sequence[tuple[int, Any]]) -> tuple[list[tuple[int, Any]], int]:
    """Records and what is below each of them in lists of the same shape, in order; and how many those were.

    Replies may be shaped like the record, or like an object in it (a thread with its first comment); then each gets
    what else is known of the thread. Without such lists the records are given back as they are.
    """
    if not any(_own_kind(record) for _, record in numbered[:_LOOKED_AT]):
        return list(numbered), 0
    found = [(number, each) for number, record in numbered for each in _unfolded(record)]
    return found, len(found) - len(numbered)


def ungrouped(numbered: Sequence[tuple[int, Any]]) -> tuple[list[tuple[int, Any]], int]:
    """The records in lists of others that say hardly anything beside, such as pages or groups; and how many those were.

    Each has what else is known of its group. Where most records are no such groups, they are given back as they are.
    """
    groups = [_group(record) for _, record in numbered]
    held = [group for group in groups if group]
    if len(held) < _MOSTLY * len(numbered) or sum(len(items) for _, items in held) <= len(numbered):
        return list(numbered), 0
    found: list[tuple[int, Any]] = []
    for (number, record), group in zip(numbered, groups, strict=True):
        outer = _without(record, group[0]) if group else record
        found += [(number, {**outer, **item}) for item in group[1]] if group else [(number, outer)]
    return found, len(held)


def _group(record: Any) -> tuple[tuple[str, ...], list[Mapping[str, Any]]] | None:
    """Where the list in a record lies that has nearly all of its words, and what is in it: records, and no pairs."""
    if not isinstance(record, Mapping):
        return None
    lists = list(islice(_lists(record), _MOST_PARTS))
    sizes = [sum(map(words_in, items)) for _, items in lists]
    if not sizes or max(sizes) < max(_FEWEST, _MOSTLY * words_in(record)):
        return None
    path, items = lists[sizes.index(max(sizes))]
    plain = [sum(not isinstance(value, Mapping | list) for value in item.values()) for item in items[:_LOOKED_AT]]
    return None if min(plain) <= _FEWEST or any(map(is_pair, items[:_LOOKED_AT])) else (path, items)


def _unfolded(record: Any, depth: int = 0) -> Iterator[Any]:
    own = _own_kind(record) if depth < _DEEPEST else None
    if own is None:
        yield record
        return
    path, place, replies = own
    outer = _without(record, path)
    yield outer
    for reply in replies:
        yield from _unfolded(reply if not place else _put(outer, place, reply), depth + 1)


def _own_kind(record: Any) -> tuple[tuple[str, ...], tuple[str, ...], list[Mapping[str, Any]]] | None:
    """Where the replies in a record lie, what in it has their shape (empty: the record itself), and the replies."""
    if not isinstance(record, Mapping) or len(whole := _fields(record)) > _MOST_FIELDS:
        return None
    shapes: Shapes | None = None
    for path, items in islice(_lists(record), _MOST_PARTS):
        shapes = shapes or [((), whole), *((at, _fields(part)) for at, part in islice(_objects(record), _MOST_PARTS))]
        first = [_fields(item) for item in items[:5]]
        for place, shape in shapes:
            apart = not place or path[: len(place)] != place
            if apart and all(_are_alike(shape, other) for other in first):
                return path, place, items
    return None


def _lists(value: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], list[Any]]]:
    """The lists of objects in a record with their paths."""
    for key, item in value.items():
        if isinstance(item, list) and item and all(isinstance(each, Mapping) for each in item):
            yield (*path, key), item
        elif isinstance(item, Mapping) and len(path) < _WITHIN:
            yield from _lists(item, (*path, key))


def _objects(
    value: Mapping[str, Any], path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Mapping[str, Any]]]:
    """The objects in a record with their paths."""
    for key, item in value.items():
        if isinstance(item, Mapping) and len(path) < _WITHIN:
            yield (*path, key), item
            yield from _objects(item, (*path, key))


def _are_alike(ours: Fields, theirs: Fields) -> bool:
    """Whether two objects have the same shape, and say something in words under the same key."""
    both = ours.keys() & theirs.keys()
    smaller, larger = sorted((len(ours), len(theirs)))
    enough = len(both) >= max(_FEWEST, _ALIKE * smaller) and smaller >= larger / 2
    return enough and any(_has_words(ours[field]) and _has_words(theirs[field]) for field in both)


def _fields(value: Mapping[str, Any], path: tuple[str, ...] = ()) -> Fields:
    """What is in an object and in those within, by paths; of lists nothing."""
    found: Fields = {}
    for key, item in value.items():
        if isinstance(item, Mapping) and len(path) < _WITHIN:
            found |= _fields(item, (*path, key))
        elif not isinstance(item, list):
            found[(*path, key)] = item
    return found


def _has_words(value: Any) -> bool:
    return isinstance(value, str) and (" " in value.strip() or any(char > "\u3000" for char in value))


def _without(record: Mapping[str, Any], path: Sequence[str]) -> dict[str, Any]:
    """A record without what lies at a path."""
    inner = {key: value for key, value in record.items() if key != path[0]}
    return inner if len(path) == 1 else {**inner, path[0]: _without(record[path[0]], path[1:])}


def _put(record: Mapping[str, Any], path: Sequence[str], value: Any) -> dict[str, Any]:
    """A record with another value at a path."""
    return {**record, path[0]: value if len(path) == 1 else _put(record[path[0]], path[1:], value)}
