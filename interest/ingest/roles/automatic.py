"""Columns that say who speaks in a talk, or mark what no person wrote: bots, and messages of the system."""

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Literal

from interest.ingest.roles.names import match, words_of

Side = Literal["agent", "customer", "either", ""]
"""Who speaks in a talk; "either" is the customer where nobody is called so, and else somebody of the staff."""

_IS_NO = frozenset(
    ["", "false", "0", "no", "none", "null", "n", "f", "否", "不是", "nein", "non", "não", "nee", "нет", "いいえ",
     "아니요", "falsch", "faux"]
)  # fmt: skip
_IS_YES = frozenset(["true", "1", "yes", "y", "t", "是", "ja", "oui", "sí", "sim", "да", "はい", "예", "wahr", "vrai"])
_FLAGS: Mapping[str, "Side"] = {"side": "agent", "own_side": "customer"}
"""Whose words a yes marks, by the lists of names."""
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_FLAG = re.compile(
    r"^(?:author|sender|user)_is_|^(?:is|from|by|sent_by|was_sent_by)[_ ](?:an?[_ ])?|^is(?=[A-Z])", re.IGNORECASE
)
_BEHIND = re.compile(r"[-_:/]")
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
_INSIDERS = frozenset(["member", "owner", "collaborator"])
"""Who belongs to a project, where others are said to belong to none."""
_OUTSIDE = "none"
_TALKING = frozenset(["assistant", "ai", "model", "gpt", "bot", "chatbot", "机器人", "智能客服"])
"""Programs that talk: who is no user beside them (a tool, a developer's instruction) is on their side."""
_MARKETS = frozenset(
    ["manager", "app", "application", "seller", "merchant", "employee", "account", "team", "staff", "model", "admin",
     "administrator", "member", "会员", "會員", "管理员", "管理員", "卖家", "賣家", "商家", "店家", "店铺", "员工",
     "員工", "mitarbeiter", "판매자", "店舗"]
)  # fmt: skip
"""Words that are the other side of a talk, but elsewhere kinds of people who have something to say."""
_FACTS = frozenset(["internal", "private", "self", "mine", "inbound", "outbound", "intern", "内部"])
"""What messages of the other side are, but reviews, tickets, orders and searches may be, too."""
_MESSAGES = frozenset(
    ["message", "messages", "msg", "chat", "消息", "消息内容", "聊天内容", "訊息", "訊息內容", "メッセージ", "메시지",
     "nachricht", "mensaje", "mensagem", "messaggio", "bericht", "сообщение", "mesaj", "pesan"]
)  # fmt: skip
"""Words of the names of columns that hold the messages of a talk."""
_CALLS = frozenset(
    ["call", "calls", "anruf", "anrufe", "appel", "appels", "llamada", "chamada", "chiamata", "звонок", "звонка",
     "通话", "呼叫", "来电", "通話", "통화"]
)  # fmt: skip
"""Words for calls: what is noted of one is no less a customer's where the call went out."""
_LONGEST_SIDE = 24  # characters of a word for a side, with what stands behind it
_MOST_SIDES = 8  # different words in a column of sides
_WRITTEN = frozenset(["message", "default", "reply", "text", "user"])
"""Kinds of messages that people write, where a column says the kind."""


def names_messages(name: str) -> bool:
    """Whether a column's name says that it holds messages, which people send each other."""
    return not _MESSAGES.isdisjoint(words_of(name))


def names_calls(name: str) -> bool:
    """Whether a column's name says that it is of a call, of which somebody noted what was said."""
    return not _CALLS.isdisjoint(words_of(name))


def is_yes(value: str) -> bool:
    """Whether a cell of a column such as `is_bot` or `bot_id` marks its row."""
    return value.strip().casefold() not in _IS_NO


def are_flags(values: Iterable[str]) -> bool:
    """Whether some values are yes and no, in any way to write them, both of them or the one beside empty cells."""
    folded = {value.strip().casefold() for value in values}
    return len(folded) > 1 and bool(folded & _IS_YES) and folded <= _IS_YES | _IS_NO


def is_system_kind(value: str) -> bool:
    """Whether a kind of message is one that a program writes: channel_join, service, RecipientAdd."""
    words = {word.casefold() for word in _WORD.findall(value)}
    return bool(words & _SYSTEM) and words <= _SYSTEM | _AROUND_SYSTEM


def marks_kinds(values: Iterable[str]) -> bool:
    """Whether some values are the kinds of messages of a chat: those of people beside those of programs.

    A type of tickets ("Service", "Bug") is none.
    """
    values = list(values)
    if any(value.casefold() in ("bot", "pingback", "trackback") for value in values):
        return True
    return any(value.casefold() in _WRITTEN for value in values) and any(map(is_system_kind, values))


def side_named(name: str) -> Side:
    """Whose words a yes marks in a column of this name: the other side's (is_agent, internal, 是否主播), or a
    customer's (incoming); "" for any other name."""
    for role, side in _FLAGS.items():
        if (known := match(name, role)) is not None and known.score == 1:
            return side
    rest = _bare(name)
    return "agent" if rest != name.strip() and side_of(rest) == "agent" else ""


def _bare(name: str) -> str:
    """What a yes says in a column of this name: is_manager → manager, 是否员工 → 员工."""
    name = name.strip()
    rest = name.removeprefix("是否") if name.startswith("是否") else _FLAG.sub("", name, count=1)
    return rest.replace("_", " ").strip() if rest != name else name


def may_be_fact(name: str) -> bool:
    """Whether a yes under this name may as well be a fact: of a private review, of a manager who is asked."""
    rest = _bare(name).casefold()
    return rest in _FACTS or rest in _MARKETS


def others_in(column: str, values: Iterable[str], any_name: bool = False) -> frozenset[str]:
    """Of the values of a column that says who speaks those of the other side: words for it, a yes, or a no.

    A yes is the other side's unless the name says that it is a customer's; with `any_name` so it is in a column whose
    name says nothing. Empty where the values don't tell.
    """
    values = list(values)
    words = speakers(values)
    if words:
        return frozenset(value for value in values if value.strip().casefold() in words)
    if not (side := side_named(column)) and not (any_name and are_flags(values)):
        return frozenset()
    return frozenset(value for value in values if value.strip() and is_yes(value) == (side != "customer"))


def speakers(values: Iterable[str]) -> frozenset[str]:
    """Of the words for those who speak in conversations the ones of the other side; empty where there are not both."""
    kinds = {value.strip().casefold() for value in values if value.strip()}
    if _OUTSIDE in kinds and kinds & _INSIDERS:
        return frozenset(kinds & _INSIDERS)
    sides = {kind: side_of(kind) for kind in kinds}
    own: Side = "customer" if "customer" in sides.values() else "either"
    if own not in sides.values():
        return frozenset()
    if kinds & _TALKING:
        return frozenset(kind for kind, side in sides.items() if side != own)
    return frozenset(kind for kind, side in sides.items() if side not in (own, ""))


def tells_sides(values: Iterable[str]) -> bool:
    """Whether all values are words for who speaks, of both sides for certain, which no other column has."""
    words = {value.strip().casefold() for value in values if value.strip()}
    sides = {side_of(word) for word in words} if len(words) <= _MOST_SIDES else {""}
    both = "agent" in sides and bool(sides & {"customer", "either"})
    return both and "" not in sides and not words & _MARKETS


def are_of_markets(values: Iterable[str]) -> bool:
    """Whether words for those who speak may as well be kinds of people who all have something to say."""
    return not _MARKETS.isdisjoint(value.strip().casefold() for value in values)


@cache
def _sides() -> Mapping[str, Side]:
    text = resources.files("interest.ingest.roles").joinpath("sides.tsv").read_text("utf-8")
    lines = (line.split("\t") for line in text.splitlines()[1:])
    return {word: side for side, _, words in lines for word in words.split(", ")}  # type: ignore[misc]


@lru_cache(maxsize=4096)
def side_of(value: str) -> Side:
    """The side that a word is for: customer, 访客; also where more stands behind it (outbound-api, 客服小周)."""
    word = value.strip().casefold()
    if not word or len(word) > _LONGEST_SIDE:
        return ""
    known = _sides()
    if word in known or word.isascii():
        return known.get(word) or known.get(_BEHIND.split(word)[0], "")
    return next((known[word[:n]] for n in range(len(word) - 1, 1, -1) if word[:n] in known), "")
