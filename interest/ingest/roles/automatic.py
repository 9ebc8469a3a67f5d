"""Columns that mark what no person wrote: bots, and messages of the system."""

import re
from collections.abc import Iterable

_IS_NO = frozenset({"", "false", "0", "no", "none", "null", "n"})
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_SYSTEM = frozenset(
    ["join", "joined", "leave", "left", "service", "system", "topic", "purpose", "pinned", "pin", "call", "rename",
     "renamed", "pingback", "trackback", "archive", "unarchive", "bot", "add", "added", "remove", "removed"]
)  # fmt: skip
"""Words of the kinds of messages that programs write."""
_AROUND_SYSTEM = frozenset(
    ["channel", "group", "member", "members", "message", "user", "users", "guild", "recipient", "room", "chat",
     "thread", "name", "icon", "event", "notification"]
)  # fmt: skip
"""Words that stand beside them."""
AGENTS = frozenset(
    ["admin", "agent", "staff", "support", "teammate", "operator", "employee", "bot", "system", "assistant", "workflow",
     "team", "ai", "model", "gpt", "outbound", "outgoing", "seller", "merchant", "客服", "坐席", "商家", "机器人",
     "系统"]
)  # fmt: skip
"""Who speaks for the other side in a conversation, or which way a message goes."""
CUSTOMERS = frozenset(
    ["customer", "contact", "lead", "end-user", "end_user", "enduser", "visitor", "client", "requester", "consumer",
     "human", "inbound", "incoming", "buyer", "guest", "客户", "用户", "访客", "买家", "顾客"]
)  # fmt: skip
EITHER = frozenset(["user", "member"])
"""Who is the customer where nobody is called so, and else somebody of the staff."""
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
    if speakers(values):
        return True
    if any(value.casefold() in ("bot", "pingback", "trackback") for value in values):
        return True
    return any(value.casefold() in MESSAGES for value in values) and any(map(is_system_kind, values))


def speakers(values: Iterable[str]) -> frozenset[str]:
    """Of the kinds of those who speak in conversations the ones of the other side; empty where there are not both."""
    kinds = {value.strip().casefold() for value in values if value.strip()}
    agents, customers = kinds & AGENTS, kinds & CUSTOMERS
    if customers:
        return frozenset(agents | kinds & EITHER)
    return frozenset(agents) if kinds & EITHER else frozenset()
