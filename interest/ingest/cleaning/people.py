"""Who is nobody in particular, and who is a program."""

import re
from functools import cache
from importlib import resources

ANONYMOUS = "anonymous-"
"""What stands before the number of the row in the id of somebody who is nobody in particular."""
_BOT = re.compile(r"automoderator|.*\[bot\]|.*[-_. ]bot|bot[-_. ].*|.*[a-z]Bot", re.IGNORECASE)
_FROM = re.compile(r"(.{4,30}?) (?:in|from|aus|of|de|en) ")  # a verified user in education, a customer from Leeds
_PROGRAMS = frozenset(["system", "discobot", "automation", "系统", "系统消息", "系統", "システム"])
_SHOP = re.compile(r"(?:在线|官方|人工|智能)?客服|.{1,30}(?:旗舰店|专卖店|专营店|官方店)")
_TAG = re.compile(r"#\d{4}$")  # of a name in Discord
_CAMEL_BOT = re.compile(r"[A-Z]\w*[a-z]Bot")
_NOT_BOTS = re.compile(r"[a-z]*bot", re.IGNORECASE)


@cache
def _nobody() -> frozenset[str]:
    text = resources.files("interest.ingest.cleaning").joinpath("people.tsv").read_text("utf-8")
    return frozenset(name for line in text.splitlines()[1:] for name in line.split("\t")[1].split(", "))


def is_nobody(user: str) -> bool:
    """Whether a user's name is one that many have who are not the same: "A Google user", 匿名用户, a man from Leeds."""
    name = user.casefold().strip()
    return (
        name in _nobody()
        or name.strip("()[]<>（）【】") in _nobody()
        or ((of := _FROM.match(name)) is not None and of[1] in _nobody())
    )


def is_program(name: str) -> bool:
    """Whether somebody is called as programs call themselves: the system, not a user."""
    return name.casefold().strip() in _PROGRAMS


def is_shop(name: str) -> bool:
    """Whether somebody is called as shops call their people in a chat: 客服小美, 菜园子旗舰店:小美."""
    return _SHOP.match(name) is not None


def is_bot(user: str) -> bool:
    """Whether a user's name is that of a program."""
    user = _TAG.sub("", user)
    if "bot" not in user.casefold() and user.casefold() != "automoderator":
        return False
    return _CAMEL_BOT.fullmatch(user) is not None or (
        _BOT.fullmatch(user) is not None and _NOT_BOTS.fullmatch(user) is None
    )
