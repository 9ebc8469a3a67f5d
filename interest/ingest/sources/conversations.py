"""Conversations (of support desks) into messages: what the customer wrote, not the agent, each with its time."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from interest.ingest.roles.automatic import AGENTS, CUSTOMERS, EITHER, is_system_kind
from interest.ingest.roles.names import match

_BODIES = ("plain_body", "body_text", "body", "text", "content", "message", "comment", "html_body")
_AUTHORS = ("author", "created_by", "createdBy", "from", "sender", "user", "actor")
_SPEAKERS = (*_AUTHORS, "role", "author_type", "sender_type", "speaker")
_KINDS = AGENTS | CUSTOMERS | EITHER
_TIMES = ("created_at", "createdAt", "timestamp", "date", "sent_at", "created", "time", "ts")
_PEOPLE = ("requester_id", "customer_id", "contact_id", "user_id")
_DEEPEST = 6
_NAMED = 0.9  # how well a key must be known for times
AUTHOR, BODY, TIME = "message.user_id", "message.body", "message.created_at"
"""The names of what each message says in the records that are made of conversations."""


def expand(numbered: Sequence[tuple[int, Any]]) -> tuple[list[tuple[int, Any]], int]:
    """A record a message of the customers where records are conversations, else the records; and how many were others.

    Records come and go with their numbers. A conversation holds, at any depth, a list of objects with a body and an
    author. Who of them is the customer is told by the kind of the author, by what the message is marked with, or by the
    person who asked.
    """
    threads = [_thread(record) for _, record in numbered]
    if sum(bool(thread) for thread in threads) < 0.5 * len(numbered):
        return list(numbered), 0
    people = [_people(record) for _, record in numbered]
    kinds = {_kind(m, known) for thread, known in zip(threads, people, strict=True) for m in thread or ()}
    customers = CUSTOMERS if kinds & CUSTOMERS else CUSTOMERS | EITHER
    expanded, left = [], 0
    for (number, record), thread, known in zip(numbered, threads, people, strict=True):
        outer = _without_threads(record)
        opening = _opening(record)
        messages = [*([opening] if opening else []), *(thread or ())]
        kept = [message for message in messages if _is_customers(message, record, customers, kinds, known)]
        left += len(messages) - len(kept)
        for message in kept:
            said = {AUTHOR: _author(message), BODY: _body(message), TIME: _time(message, record)}
            expanded.append((number, {**said, **outer}))
        if not messages:
            expanded.append((number, outer))
    return expanded, left


def _people(record: Any, depth: int = 0) -> dict[str, str]:
    """The kinds of the people of a conversation by their ids, where it has a list of them."""
    found: dict[str, str] = {}
    if depth > _DEEPEST or not isinstance(record, Mapping):
        return found
    for value in record.values():
        found |= _people(value, depth + 1)
        for item in value if isinstance(value, list) else ():
            if isinstance(item, Mapping) and item.get("id") and not _body(item):
                kind = str(item.get("type") or item.get("role") or "").casefold()
                found |= {str(item["id"]): kind} if kind in _KINDS else {}
    return found


def _is_message(value: Any) -> bool:
    if not isinstance(value, Mapping) or not isinstance(_body(value), str):
        return False
    return _author_object(value) is not None or _marks(value)


def _is_systems(message: Mapping[str, Any]) -> bool:
    """Whether the program says it: that somebody came, or that a talk was closed."""
    return is_system_kind(str(message.get("type") or ""))


def _marks(message: Mapping[str, Any]) -> bool:
    named = any(key in message for key in ("author_id", "incoming", "user_id", "sender_id", "role"))
    return named or bool(_speaker(message))


def _body(message: Mapping[str, Any]) -> Any:
    return next((message[key] for key in _BODIES if isinstance(message.get(key), str)), None)


def _author_object(message: Mapping[str, Any]) -> Mapping[str, Any] | None:
    return next((message[key] for key in _AUTHORS if isinstance(message.get(key), Mapping)), None)


def _thread(value: Any, depth: int = 0) -> list[Mapping[str, Any]] | None:
    """The messages in a record, of the first list of them at any depth."""
    if depth > _DEEPEST or not isinstance(value, Mapping):
        return None
    for item in value.values():
        if (
            isinstance(item, list)
            and item
            and all(map(_is_message, [i for i in item if isinstance(i, Mapping) and _body(i) and not _is_systems(i)]))
        ):
            messages = [message for message in item if _is_message(message) and not _is_systems(message)]
            if messages:
                return messages
        if isinstance(item, Mapping) and (found := _thread(item, depth + 1)):
            return found
    return None


def _opening(record: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The message that a conversation began with, where it stands apart from the others."""
    return next((item for item in record.values() if _is_message(item) and _author_object(item)), None)


def _without_threads(record: Mapping[str, Any]) -> dict[str, Any]:
    """What is known of a conversation: all but its messages, at whatever depth they are."""
    left: dict[str, Any] = {}
    for key, value in record.items():
        if _is_message(value) or (isinstance(value, list) and _thread({key: value}) is not None):
            continue
        left[key] = _without_threads(value) if isinstance(value, Mapping) and _thread(value) is not None else value
    return left


def _kind(message: Mapping[str, Any], people: Mapping[str, str]) -> str:
    """What the author of a message is: "customer", "admin" …; "" where nothing says it."""
    author = _author_object(message) or {}
    kind = author.get("type") or author.get("role") or message.get("author_type") or message.get("role")
    return str(kind).casefold() if kind else _speaker(message) or people.get(_author(message), "")


def _speaker(message: Mapping[str, Any]) -> str:
    """The kind of the author where the message has a word for it in the author's place: from "operator"."""
    said = (message.get(key) for key in _SPEAKERS)
    return next((word.casefold() for word in said if isinstance(word, str) and word.casefold() in _KINDS), "")


def _is_customers(
    message: Mapping[str, Any],
    record: Mapping[str, Any],
    customers: frozenset[str],
    kinds: Iterable[str],
    known: Mapping[str, str],
) -> bool:
    if message.get("public") is False or message.get("private") is True or message.get("is_private") is True:
        return False
    if message.get("part_type") in ("note", "assignment") or message.get("type") == "note":
        return False
    if any(value is True and (side := match(key, "side")) and side.score == 1 for key, value in message.items()):
        return False
    if isinstance(message.get("incoming"), bool):
        return message["incoming"]
    kind = _kind(message, known)
    if kind:
        return kind in customers or (kind not in AGENTS and not customers & set(kinds))
    people = {str(record[key]) for key in _PEOPLE if record.get(key) is not None}
    return not people or _author(message) in people


def _author(message: Mapping[str, Any]) -> str:
    author = _author_object(message) or {}
    direct = message.get("author_id") or message.get("user_id") or message.get("sender_id")
    return str(author.get("id") or direct or author.get("email") or author.get("name") or "")


def _time(message: Mapping[str, Any], record: Mapping[str, Any]) -> Any:
    for source in (message, record):
        named = [key for key in source if key not in _TIMES and (m := match(key, "timestamp")) and m.score >= _NAMED]
        found = next((source[key] for key in (*_TIMES, *named) if source.get(key) not in (None, "")), None)
        if found is not None:
            return found
    return None
