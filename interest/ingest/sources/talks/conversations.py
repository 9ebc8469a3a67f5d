"""Talks (of support desks, trackers, assistants) into messages: what the customers wrote, each with its time.

A message is an object with words and with who says them, or when. A talk is a record that holds several, in a list or
as an object of objects, at any depth; what it began with may be the record itself. Who of them is a customer is told by
a word for a side, by a yes or no, by a list of the people, or by the one who asked.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from interest.ingest.roles.automatic import is_system_kind, side_named, side_of, speakers
from interest.ingest.roles.names import Match, likeliness, match
from interest.ingest.sources.talks.further import further, keys_of
from interest.ingest.sources.talks.messages import (
    TIMES,
    Object,
    author_object,
    author_of,
    body_of,
    is_message,
    kind_of,
    naming,
)
from interest.ingest.sources.talks.replies import with_replies
from interest.ingest.values.times import looks_dated

_ASKING = ("requester_id", "customer_id", "contact_id", "user_id")
_DEEPEST = 6
_KNOWN = 0.9  # how well a key must be known
_LONGEST = 40  # characters of a time
_SHARE = 0.5  # of the records that are talks, where all are read as such
_MOST = 100_000  # messages of one talk
_MOST_LISTS = 50  # of a record that are looked into
MESSAGE = "message."
"""What the names of all that a message says begin with, in the records that are made of talks."""
AUTHOR, BODY, TIME, TITLE = (MESSAGE + key for key in ("user_id", "body", "created_at", "title"))
"""The names of what each message says, whatever its program calls them."""
SIDE = MESSAGE + "side"
"""Whose a message is: "customer" or "agent"."""
SUBJECT = "talk"
"""The name of what a talk of several messages is about."""


@dataclass(frozen=True)
class _Talk:
    """The messages of a record, the objects around them from the record down, and the key that they stand under."""

    messages: Sequence[Object]
    around: Sequence[Object]
    key: str


def expand(numbered: Sequence[tuple[int, Any]]) -> tuple[list[tuple[int, Any]], int]:
    """A record a message where records are talks, else the records; and how many messages there are.

    Records come and go with their numbers. Where not all messages are the customers', each says whose it is. What
    else they say stays under its own name (`further`).
    """
    talks = [_talk(record) for _, record in numbered]
    if sum(talk is not None for talk in talks) < _SHARE * len(numbered):
        return list(numbered), 0
    people = [_people(record) for _, record in numbered]
    openings = [_openings(record, talk) for (_, record), talk in zip(numbered, talks, strict=True)]
    every = [(*opening, *(talk.messages if talk else ())) for talk, opening in zip(talks, openings, strict=True)]
    others = speakers({kind_of(message, known) for all_, known in zip(every, people, strict=True) for message in all_})
    named = naming([message for messages in every for message in messages])
    kept = keys_of([message for talk in talks if talk for message in talk.messages])
    expanded, said, several = list[tuple[int, dict[str, Any]]](), Counter[str](), False
    for (number, record), talk, known, opening, messages in zip(numbered, talks, people, openings, every, strict=True):
        asking = {str(record[key]) for key in _ASKING if record.get(key) is not None}
        if talk and opening and _names_reply(talk.key):
            asking |= {author_of(message, named) for message in opening}
        outer = _without(record, talk, opening)
        for at, message in enumerate(messages):
            own = _is_customers(message, set() if at < len(opening) else asking, others, known, named)
            row = {SIDE: "customer" if own else "agent", AUTHOR: author_of(message, named), BODY: body_of(message),
                   TIME: _time(message) or _time(record)}  # fmt: skip
            title, more = _title(message), further(message)
            more = {MESSAGE + key: more[key] for key in kept if key in more}
            expanded.append((number, {**row, **({TITLE: title} if title else {}), **more, **outer}))
            said[row[SIDE]] += 1
        several |= len(messages) > 1
        if not messages:
            expanded.append((number, outer))
    if not said["agent"]:
        expanded = [(number, {key: value for key, value in row.items() if key != SIDE}) for number, row in expanded]
    if several:
        expanded = [(number, _with_subject(row)) for number, row in expanded]
    return expanded, said.total()


def _with_subject(record: Object) -> dict[str, Any]:
    """A message whose talk has a title that all its messages share: what the talk is about, and no message's own."""
    named = [key for key, value in record.items() if key != TITLE and isinstance(value, str) and _names_title(key)]
    return {SUBJECT if key == named[0] else key: value for key, value in record.items()} if named else dict(record)


def _talk(record: Any, depth: int = 0) -> _Talk | None:
    """The messages in a record: the first list of such, at any depth, with the replies in it.

    Where there is none, those in the objects of a list (pages, changes, parts of a talk) are one after the other.
    """
    lists = list(islice(_series(record, ()), _MOST_LISTS))
    for messages, around, key in lists:
        bodied = [each for each in messages if body_of(each) and not _is_systems(each)]
        if bodied and all(map(is_message, bodied)) and not all(map(_is_rated, bodied)):
            unfolded = [each for _, each in with_replies(list(enumerate(bodied)))[0]]
            return _Talk(unfolded[:_MOST], around, key)
    for items, around, key in lists if depth < _DEEPEST else ():
        if any(map(body_of, items)):
            continue
        within = [message for item in items if (talk := _talk(item, depth + 1)) for message in talk.messages]
        if within:
            return _Talk(within[:_MOST], around, key)
    return None


def _is_rated(item: Object) -> bool:
    """Whether an object has a mark of its own, as a review has and no message in a talk."""
    marks = (key for key, value in item.items() if isinstance(value, int | float) and not isinstance(value, bool))
    return any((m := match(key, "rating")) is not None and m.score == 1 and not match(key, "votes") for key in marks)


def _series(value: Any, around: tuple[Object, ...]) -> Iterator[tuple[list[Object], tuple[Object, ...], str]]:
    """All lists of objects in a value, and objects of messages."""
    if not isinstance(value, dict) or len(around) > _DEEPEST:
        return
    for key, item in value.items():
        if isinstance(item, list):
            found: list[Object] = [each for each in item if isinstance(each, dict)]
            if found:
                yield found, (*around, value), key
        elif isinstance(item, dict):
            objects = all(isinstance(each, dict) for each in item.values())
            if objects and sum(is_message(each) for each in item.values()) > 1:
                yield list(item.values()), (*around, value), key
            yield from _series(item, (*around, value))


def _openings(record: Object, talk: _Talk | None) -> list[Object]:
    """What a talk began with, where it stands apart: a message in the record, or the record around the others."""
    apart = next((item for item in record.values() if is_message(item) and author_object(item)), None)
    if apart is not None or talk is None:
        return [apart] if apart is not None else []
    said = {body_of(message) for message in talk.messages}
    for around in talk.around:
        body = body_of(around) or _described(around)
        if body and body not in said and (author_object(around) or author_of(around)):
            return [{**around, "body": body}]
    return []


def _described(value: Object) -> str:
    """The words of an object under any known name of texts, such as a description."""
    named = [(m, key) for key, item in value.items() if isinstance(item, str) and item.strip() and (m := _text(key))]
    return str(value[min(named, key=lambda pair: likeliness(pair[0]))[1]]) if named else ""


def _text(key: str) -> Match | None:
    found = match(key, "text")
    return found if found is not None and found.score == 1 and not match(key, "either") else None


def _title(message: Object) -> str:
    named = [
        (likeliness(m), value) for key, value in message.items()
        if isinstance(value, str) and (m := match(key, "title")) and m.score == 1
    ]  # fmt: skip
    return min(named)[1] if named else ""


def _without(record: Object, talk: _Talk | None, opening: Sequence[Object]) -> dict[str, Any]:
    """What is known of a talk: all but its messages, at whatever depth they are, and what it began with."""
    left: dict[str, Any] = {}
    said = {text for message in opening for text in (body_of(message), _title(message)) if text}
    around = talk.around if talk else ()
    for key, value in record.items():
        if (talk and key == talk.key and record is around[-1]) or any(value is message for message in opening):
            continue
        if isinstance(value, str) and value in said:
            continue
        if isinstance(value, dict) and (any(value is each for each in around) or is_message(value)):
            if any(value is each for each in around):
                left[key] = _without(value, talk, opening)
            continue
        left[key] = value
    return left


def _people(record: Any, depth: int = 0) -> dict[str, str]:
    """The sides of the people of a talk by their ids, where it has a list of them."""
    found: dict[str, str] = {}
    if depth > _DEEPEST or not isinstance(record, dict):
        return found
    for value in record.values():
        found |= _people(value, depth + 1)
        for item in value if isinstance(value, list) else ():
            if isinstance(item, dict) and item.get("id") and not body_of(item):
                kind = str(item.get("type") or item.get("role") or "").casefold()
                found |= {str(item["id"]): kind} if side_of(kind) else {}
    return found


def sided(records: Sequence[Any], around: Any) -> list[Any]:
    """Records that are messages, each with its side where a list of people beside them says who is a customer."""
    known = _people(around) if isinstance(around, dict) else {}
    others = speakers(known.values())
    if not others or not all(map(is_message, records)):
        return list(records)
    named = naming(records)
    sides = [known.get(author_of(record, named)) for record in records]
    return [
        {SIDE: "agent" if side in others else "customer", **record} if side else record
        for record, side in zip(records, sides, strict=True)
    ]


def _is_systems(message: Object) -> bool:
    """Whether the program says it: that somebody came, or that a talk was closed."""
    return is_system_kind(str(message.get("type") or ""))


def _is_customers(
    message: Object, asking: set[str], others: frozenset[str], known: Mapping[str, str], named: Sequence[str]
) -> bool:
    """Whether a customer wrote a message; `asking` are those who asked, `others` the words for the other side."""
    if message.get("public") is False or message.get("private") is True or message.get("is_private") is True:
        return False
    if message.get("part_type") in ("note", "assignment") or message.get("type") == "note":
        return False
    flags = {side: value for key, value in message.items() if isinstance(value, bool) and (side := side_named(key))}
    if flags.get("agent") or "customer" in flags:
        return flags.get("customer", False) and not flags.get("agent")
    kind = kind_of(message, known)
    if kind:
        return kind not in others and side_of(kind) != "agent"
    return not asking or author_of(message, named) in asking


def _names_title(key: str) -> bool:
    found = match(key, "title")
    return found is not None and found.score == 1


def _names_reply(key: str) -> bool:
    found = match(key, "reply") or match(key.removesuffix("s"), "reply")
    return found is not None and found.score >= _KNOWN


def _time(source: Object) -> Any:
    named = [key for key in source if key not in TIMES and (m := match(key, "timestamp")) and m.score >= _KNOWN]
    found = next((source[key] for key in (*TIMES, *named) if source.get(key) not in (None, "")), None)
    return found or next(
        (v for v in source.values() if isinstance(v, str) and len(v) < _LONGEST and looks_dated(v)), None
    )
