"""Columns that mark what no person wrote: bots, and messages of the system."""

import re
from collections.abc import Iterable

_IS_NO = frozenset({"", "false", "0", "no", "none", "null", "n"})
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_SYSTEM = frozenset(
    ["join", "joined", "leave", "left", "service", "system", "topic", "purpose", "pinned", "pin", "call", "rename",
     "renamed", "archive", "unarchive", "bot", "add", "added", "remove", "removed"]
)  # fmt: skip
"""Words of the kinds of messages that programs write."""
_AROUND_SYSTEM = frozenset(
    ["channel", "group", "member", "members", "message", "user", "users", "guild", "recipient", "room", "chat",
     "thread", "name", "icon", "event", "notification"]
)  # fmt: skip
"""Words that stand beside them."""
MESSAGES = frozenset({"message", "default", "reply", "text", "user"})
"""Kinds of messages that people write, where a column says the kind."""


def is_yes(value: str) -> bool:
    """Whether a cell of a column such as `is_bot` or `bot_id` marks its row."""
    return value.strip().casefold() not in _IS_NO


def is_system_kind(value: str) -> bool:
    """Whether a kind of message is one that a program writes: channel_join, service, RecipientAdd."""
    words = {word.casefold() for word in _WORD.findall(value)}
    return bool(words & _SYSTEM) and words <= _SYSTEM | _AROUND_SYSTEM


def marks_kinds(values: Iterable[str]) -> bool:
    """Whether some values are the kinds of messages of a chat: those of people beside those of programs.

    A type of tickets ("Service", "Bug") is none.
    """
    values = list(values)
    if any(value.casefold() == "bot" for value in values):
        return True
    return any(value.casefold() in MESSAGES for value in values) and any(map(is_system_kind, values))
