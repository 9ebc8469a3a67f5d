"""What a message is in nested data: an object with words, and with who says them or which way they went."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from interest.ingest.roles.automatic import side_of
from interest.ingest.roles.names import likeliness, match, words_of

Object: TypeAlias = Mapping[str, Any]

BODIES = (
    "plain_body", "body_text", "body", "text", "content", "message", "comment", "selftext", "msg", "message_text",
    "comment_text", "note", "html_body",
)  # fmt: skip
"""Keys under which a message has its words."""
TIMES = ("created_at", "createdAt", "timestamp", "date", "sent_at", "created", "time", "ts", "create_time")
"""Keys under which a message says when it was sent."""
_WITHIN = ("text", "content", "parts", "body", "plain", "data")  # where the words are in an object that is a body
_AUTHORS = ("author", "created_by", "createdBy", "from", "sender", "user", "actor")
_CALLED = ("email", "login", "username", "name")
_IDS = ("author_id", "user_id", "sender_id", "from_id")
_TELLING = frozenset(
    ["type", "role", "kind", "side", "direction", "association", "speaker", "from", "by", "sender", "author", "user",
     "actor", "who", "event", "t"]
)  # fmt: skip
"""The last words of keys whose value may be a word for a side."""
_INITIALS = {"v": "visitor", "c": "customer", "u": "user", "a": "agent", "o": "operator", "b": "bot", "s": "system"}
"""Letters that some programs write for sides."""
_ANYBODY = frozenset(["name", "by", "contact", "account", "member", "channel", "response", "display", "full"])
"""First words of keys that may say what a thing is called, and not who wrote."""
_KNOWN = 0.9  # how well a key must be known
_DEEPEST = 100  # levels at which wrapped messages are looked for
_MOST_WITHIN = 5  # levels of a body at which its words may be
_WRAPPING = 3  # members of an object that wraps a message, at most


def unwrapped(value: Any, depth: int = 0) -> Any:
    """Nested data whose messages lie bare in lists: what else an object around one says is kept with it."""
    if depth > _DEEPEST:
        return value
    if isinstance(value, list):
        return [_bare(unwrapped(item, depth + 1)) for item in value]
    if not isinstance(value, dict):
        return value
    inner = {key: unwrapped(_unpacked(key, item), depth + 1) for key, item in value.items()}
    many = len(inner) > 1 and all(isinstance(item, dict) for item in inner.values())
    return {key: _bare(item) for key, item in inner.items()} if many else inner


def _unpacked(key: str, value: Any) -> Any:
    """What is said in a body that is JSON within a text, as some programs send it; "" where it has no words."""
    if key not in BODIES or not isinstance(value, str) or value[:1] != "{" or value[-1:] != "}":
        return value
    try:
        return _words(json.loads(value))
    except (ValueError, RecursionError):
        return value


def _bare(value: Any) -> Any:
    """The message in an object that holds nothing else but a few marks."""
    if not isinstance(value, dict) or is_message(value):
        return value
    inner = [item for item in value.values() if isinstance(item, dict)]
    marks = {key: item for key, item in value.items() if not isinstance(item, dict | list)}
    if len(inner) != 1 or len(marks) >= _WRAPPING or not is_message(inner[0]):
        return value
    return {**marks, **inner[0]}


def is_message(value: Any) -> bool:
    """Whether somebody says something in a value."""
    return isinstance(value, dict) and bool(body_of(value)) and bool(author_object(value) or _marks(value))


def _marks(message: Object) -> bool:
    """Whether an object says who wrote it, by an id or a name, or which way it went."""
    named = any(key in message for key in (*_IDS, "incoming", "role"))
    return named or bool(kind_of(message, {}) or _named_author(message))


def body_of(message: Object) -> str:
    """The words of a message; "" for what has none."""
    return next((words for key in BODIES if key in message and (words := _words(message[key]))), "")


def _words(value: Any, depth: int = 0, in_list: bool = False) -> str:
    """The words in a text, in a list of its parts, or in an object that holds it; a list in a list is a line."""
    if isinstance(value, str):
        return value
    if depth > _MOST_WITHIN:
        return ""
    if isinstance(value, list):
        return ("" if in_list else "\n").join(words for part in value if (words := _words(part, depth + 1, True)))
    if isinstance(value, dict):
        return next((words for key in _WITHIN if key in value and (words := _words(value[key], depth + 1))), "")
    return ""


def author_object(message: Object) -> Object | None:
    """The object for who wrote a message."""
    objects = {key: item for key, item in message.items() if isinstance(item, dict)}
    known = next((objects[key] for key in _AUTHORS if key in objects), None) if objects else None
    return known or next((item for key, item in objects.items() if _is_of_users(key)), None)


def _is_of_users(key: str) -> bool:
    """Whether a key is a name of users, and of nothing else."""
    found = match(key, "user_id")
    return found is not None and found.score >= _KNOWN and words_of(key)[0] not in _ANYBODY


def names_author(key: str) -> bool:
    """Whether a key is one for who wrote a message."""
    return key in (*_AUTHORS, *_IDS) or _is_of_users(key)


def says_side(key: str, value: Any) -> bool:
    """Whether a value is a word for a side, under a key for who speaks."""
    telling = isinstance(value, str) and not _TELLING.isdisjoint(words_of(key)[-1:])
    return telling and bool(side_of(_INITIALS.get(value, value)))


def _named_author(message: Object) -> str:
    """Who wrote a message as the likeliest of its keys for users says; a word for a side is nobody's name."""
    named = [
        (likeliness(m), str(value)) for key, value in message.items()
        if isinstance(value, str | int) and value is not True and _is_of_users(key)
        and (m := match(key, "user_id")) and not side_of(str(value))
    ]  # fmt: skip
    return min(named)[1] if named else ""


def naming(messages: Sequence[Object]) -> Sequence[str]:
    """What people are called by in the objects for them: what most have goes first, so that one person has one name."""
    authors = [author for message in messages if (author := author_object(message))]
    counts = Counter(key for author in authors for key in author if author[key] and isinstance(author[key], str | int))
    ids = [key for key in counts if _is_id(key)]
    known = [key for key in (*ids, *_CALLED) if counts[key]]
    return sorted(known, key=lambda key: -counts[key])


def _is_id(key: str) -> bool:
    return key == "id" or key.endswith(("Id", "_id"))


def author_of(message: Object, named: Sequence[str] = ("id", "email", "name")) -> str:
    """Who wrote a message, by the first of some keys in the object for a person, or by a key beside the words."""
    author = author_object(message) or {}
    by = next((key for key in named if author.get(key)), "")
    direct = next((message[key] for key in _IDS if message.get(key)), None)
    if _is_id(by) or direct is None:
        direct = author.get(by)
    return str(direct or _named_author(message))


def kind_of(message: Object, people: Mapping[str, str]) -> str:
    """The word for the side of who wrote a message: "customer", "admin" …; "" where nothing says it."""
    for source in (author_object(message) or {}, message):
        for key, value in source.items():
            if says_side(key, value):
                return str(_INITIALS.get(value, value)).casefold()
            if isinstance(value, str) and words_of(key)[-1:] == ("association",):
                return str(value).casefold()
    return people.get(author_of(message), "") if people else ""
