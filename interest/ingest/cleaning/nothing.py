"""Texts that say nothing: missing ones, non-answers, what a shop writes for its customers, what a program writes."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib import resources

_LONGEST = 80  # characters of a text that may say nothing
_BRACKETS = re.compile(r"[\[<【][^\[\]<>【】\n]{1,40}[\]>】]")
_FILE = re.compile(
    r"[^\s/]{1,70}\.(?:jpe?g|png|gif|webp|heic|mp4|mov|webm|m4a|aac|ogg|opus|mp3|wav|pdf|docx?|xlsx?|pptx?|zip)",
    re.IGNORECASE,
)
"""The name of a file, which chats have in place of a picture or a recording."""
_SIGN = re.compile(r"[^\w]|_")
_REASON = {
    "missing": "empty text", "answer": "non-answer", "default": "default text", "system": "system message",
    "repost": "repost",
}  # fmt: skip
_DEFAULT = re.compile(r"(?:系统|系統|自动|自動)默?[认認]?好[评評]|(?:没有|未|沒有)(?:及时)?填[写寫](?:评价|評價)")
_LONGEST_DEFAULT = 30
_EVENT = re.compile(
    r"\W{0,3}[^\n]{0,60}(?:(?:加入了?|退出了?|移出了?)(?:本)?群聊|撤回了一条消息|撤回一条消息|修改群名为.{0,40}|现在可以开始聊天了"
    r"|님(?:이 (?:들어왔|나갔)습니다|을 (?:초대|내보)[^\n]{0,20})"
    r"|sent an attachment|(?:joined|left|was added to|was removed from) the (?:group|channel|chat))\W{0,3}"
)
"""What a chat says of its members: it stands in no list, as it has their names."""


@cache
def _reasons() -> Mapping[str, str]:
    """By its bare form the reason why a text says nothing."""
    text = resources.files("interest.ingest.cleaning").joinpath("nothing.tsv").read_text("utf-8")
    found: dict[str, str] = {}
    for line in text.splitlines()[1:]:
        kind, _, phrases = line.split("\t")
        for phrase in phrases.split(", "):
            found.setdefault(bare(phrase), _REASON[kind])
    return found


def bare(text: str) -> str:
    """A text without case, punctuation and signs, with single spaces."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(_SIGN.sub(" ", folded.replace("'", "").replace("’", "").replace(".", "").replace("/", "")).split())


def says_nothing(text: str, in_chat: bool = False) -> str | None:
    """The reason of the report why a text says nothing; None for one that says something.

    What a program puts in place of a picture ("image omitted") is told from a person's words by brackets around it, or
    by standing in a chat.
    """
    if len(text) > _LONGEST:
        return None
    bracketed = _BRACKETS.fullmatch(text.strip()) is not None
    found = _reasons().get(bare(text))
    if found == "system message":
        return found if bracketed or in_chat else None
    if found is None and (bracketed or _FILE.fullmatch(text.strip())):
        return "empty text"
    if found is None and _EVENT.fullmatch(text):
        return "system message"
    if found is None and len(text) <= _LONGEST_DEFAULT and _DEFAULT.search(text):
        return "default text"
    return found
