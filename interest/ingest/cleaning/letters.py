"""Mails and posts down to what their writer says: no greeting, quote, signature, disclaimer, code or edit note."""

import re
from collections.abc import Sequence
from functools import cache
from importlib import resources

from interest.ingest.cleaning.enclosed import Enclosed
from interest.ingest.cleaning.wiki import strip_wiki

_WROTE = re.compile(
    r"(?:on|am|le|el|em|il|op|dnia|в|den)\s.{5,150}\s?(?:wrote|schrieb.{0,80}|a écrit|escribió|escreveu|ha scritto"
    r"|schreef.{0,80}|napisał.{0,80}|написал.{0,80}|skrev.{0,80})\s?:"
    r"|.{4,150}(?:写道|寫道|のメッセージ|さんは書きました|님이 작성)\s?[:：]?",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"\*{0,2}(?:from|von|de|da|van|od|от|发件人|寄件者|寄件人|差出人|보낸사람)\*{0,2}\s?[:：]\s?\S.{2,}", re.IGNORECASE
)
_HEAD_BELOW = re.compile(
    r"\*{0,2}(?:sent|date|to|subject|gesendet|datum|an|betreff|envoyé|à|objet|enviado|para|asunto|发送时间|收件人|主题|日期"
    r"|寄件日期|送信日時)\*{0,2}\s?[:：]",
    re.IGNORECASE,
)
_FENCE = re.compile(r"^\s*(?:```|~~~)")
_EDIT = re.compile(r"\W{0,3}(?:edit|eta|update|edited|编辑|更新)\s?\d{0,2}\s?[:：]\s?(.*)", re.IGNORECASE)
_THANKS = re.compile(
    r"thank|thx|ty\b|typo|spelling|grammar|format|wow|gold|award|upvote|blew up|first|rip my inbox|谢谢|感谢|错别字"
    r"|danke|merci|gracias|clarity|wording|words?\b",
    re.IGNORECASE,
)
_MARKDOWN_LINK = re.compile(
    r"!?\[([^\[\]\n]{0,200})\]\(([^()\s]{1,500}(?:\([^()\s]{0,100}\))?)(?:\s\"[^\"\n]{0,200}\")?\)"
)
_SAYS_NOTHING = frozenset(
    ["here", "this", "this link", "link", "source", "click here", "more", "see here", "read more", "image", "img",
     "hier", "ici", "aquí", "这里", "链接", "这个"]
)  # fmt: skip
"""Labels of links that say nothing but that they are links."""
_TRANSLATED = Enclosed(r"\(Translated by Google\)", r"\(Original\)")
_LONGEST_GREETING = 60
_SIGNATURES = 20  # one below the other that a text has at most
_SIGNATURE = 14  # lines that a signature has at most
_SIGNED = 70  # characters of a line of one
_PUNCTUATION = " \t,.!;:：，。！*_~-–—"


@cache
def _phrases(kind: str) -> frozenset[str]:
    text = resources.files("interest.ingest.cleaning").joinpath("letters.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines()[1:]]
    return frozenset(phrase.casefold() for other, _, phrases in rows if other == kind for phrase in phrases.split(", "))


@cache
def _longest_first(kind: str) -> tuple[str, ...]:
    return tuple(sorted(_phrases(kind), key=len, reverse=True))


def strip_letter(text: str) -> tuple[str, tuple[str, ...]]:
    """A text without what is not said in it, and the reasons of the report for what was taken away."""
    reasons: list[str] = []
    if "](" in text:
        text = _MARKDOWN_LINK.sub(_label, text)
    if "(Translated by Google)" in text:
        text = _TRANSLATED.sub("", text)
    text, found = strip_wiki(text)
    reasons += found
    signed_off = _without_sign_off(_without_hello(text))
    if signed_off != text:
        text = signed_off
        reasons.append("signature")
    if "\n" not in text and "wrote:" not in text and text[:1] != ">":
        return text, tuple(reasons)
    lines = text.split("\n")
    for reason, strip in _STEPS:
        left = strip(lines)
        if left != lines and any(_has_word(line) for line in left):
            lines = left
            reasons.append(reason)
    return "\n".join(lines).strip("\n"), tuple(dict.fromkeys(reasons))


def _has_word(line: str) -> bool:
    return any(map(str.isalnum, line))


def _label(match: re.Match[str]) -> str:
    """What a link says; nothing where it only says that it is one."""
    return "" if match[1].strip().casefold() in _SAYS_NOTHING or match[0][0] == "!" else match[1]


def _without_code(lines: Sequence[str]) -> list[str]:
    """Without what stands between two fences; a fence that is never closed fences nothing."""
    fences = [at for at, line in enumerate(lines) if _FENCE.match(line)]
    inside = {at for begin, end in zip(fences[::2], fences[1::2], strict=False) for at in range(begin, end + 1)}
    return [line for at, line in enumerate(lines) if at not in inside]


def _without_answered(lines: Sequence[str]) -> list[str]:
    """Without the mail that is answered, which stands below a line that says who wrote it."""
    for at, line in enumerate(lines):
        bare = line.strip()
        if at and bare and _begins_original(bare, lines[at + 1 : at + 5]):
            return list(lines[:at])
        if at and len(bare) < 200 and at + 1 < len(lines) and lines[at + 1].strip().lower() in ("wrote:", "schrieb:"):
            return list(lines[:at])
    return list(lines)


def _begins_original(bare: str, below: Sequence[str]) -> bool:
    if len(bare) > 260:
        return False
    plain = bare.strip("#-_=*> ").casefold()
    if plain in _phrases("original") or (set(bare) == {"_"} and len(bare) > 9):
        return True
    if bare[-1] in ":：道" and _WROTE.fullmatch(bare):
        return True
    return _HEAD.fullmatch(bare) is not None and any(_HEAD_BELOW.match(line.strip()) for line in below)


def _without_quotes(lines: Sequence[str]) -> list[str]:
    return [
        line for line in lines if not (line.lstrip().startswith(">") and not line.lstrip().startswith((">_", ">.<")))
    ]


def _without_edits(lines: Sequence[str]) -> list[str]:
    """Without lines that only say that a text was edited, or give thanks for what came of it."""
    return [
        line for line in lines
        if not ((found := _EDIT.fullmatch(line.strip())) and (not found[1].strip() or _THANKS.search(found[1][:60])))
    ]  # fmt: skip


def _without_signature(lines: Sequence[str]) -> list[str]:
    """Without greeting at the top and signature at the end: closing words, names, addresses, disclaimers."""
    lines = list(lines)
    for _ in range(_SIGNATURES):
        lines = _without_greeting(lines)
        end = _signature(lines)
        if end is None or not any(map(_has_word, lines[:end])):
            break
        lines = lines[:end]
    return lines


def _without_greeting(lines: list[str]) -> list[str]:
    first = next((at for at, line in enumerate(lines) if line.strip()), 0)
    if len(lines) > first + 1 and _is_greeting(lines[first]):
        lines = lines[first + 1 :]
    for at, line in enumerate(lines):
        if line.rstrip() in ("--", "-- ", "—") and at and len(lines) - at <= _SIGNATURE:
            return lines[:at]
    return lines


def _signature(lines: Sequence[str]) -> int | None:
    """Where closing words or what programs add begins, near the end; None where nothing does."""
    for at in range(max(0, len(lines) - _SIGNATURE), len(lines)):
        plain = lines[at].strip(_PUNCTUATION).casefold()
        if plain and at and (_is_told(plain) or (_is_closing(plain) and all(map(_may_sign, lines[at + 1 :])))):
            return at
    return None


def _is_greeting(line: str) -> bool:
    plain = line.strip().casefold()
    if len(plain) > _LONGEST_GREETING or any(mark in plain[:-1] for mark in ".!?。！？"):
        return False
    found = next((phrase for phrase in _longest_first("greeting") if plain.startswith(phrase)), None)
    if found is None:
        return False
    rest = plain[len(found) :]
    ended = plain[-1] in ",!:，！：、" or len(plain.split()) <= 3
    return (not rest or not rest[0].isalnum() or not rest[0].isascii()) and ended


def _is_closing(plain: str) -> bool:
    return plain in _phrases("closing") or any(
        plain.startswith(f"{phrase} ") and len(plain.split()) <= len(phrase.split()) + 2
        for phrase in ("kind regards", "best regards", "thanks", "thank you", "viele grüße", "mit freundlichen grüßen")
        if len(plain) <= 40
    )


def _without_hello(text: str) -> str:
    """Without a word of greeting that the first sentence begins with: "Hello, my parcel …"."""
    found = _hello().match(text)
    return text if found is None or not _has_word(text[found.end() :]) else text[found.end() :]


@cache
def _hello() -> re.Pattern[str]:
    phrases = "|".join(map(re.escape, _longest_first("hello")))
    return re.compile(rf"\s*(?:{phrases})\s?[,!，！。、~]+\s*(?=\S)", re.IGNORECASE)


def _without_sign_off(text: str) -> str:
    """Without the greeting and the name that somebody closes a message of one line with, or the last line of several.

    A greeting in words stands behind a sentence's end or a space; a short one (LG) only behind an end, where it can be
    no word of the sentence, as the name of a maker is.
    """
    return text if (found := _sign_off().search(text)) is None else text[: found.start()].rstrip()


@cache
def _sign_off() -> re.Pattern[str]:
    phrases = [re.escape(phrase).replace("ss", "(?:ss|ß)") for phrase in _longest_first("signing")]
    spoken = "|".join(phrase for phrase in phrases if "\\ " in phrase)
    short = "|".join(phrase for phrase in phrases if "\\ " not in phrase)
    name, both = r"[ \n][^\W\d_]{1,20}\.?", r"\s(?:und|and|et|y|e)"
    return re.compile(
        rf"(?:(?:^|(?<=[\s.,!?…)]))(?:{spoken})\s?[,!]?(?:{name}(?:{both})?){{0,2}}"
        rf"|(?:^|(?<=[\n.!?…)😊🙂😀😉☺])\s?)(?:{short})\s?[,!]?(?:{name}{both}{name}|{name})?)[\s.!]{{0,3}}$",
        re.IGNORECASE,
    )


def _is_told(plain: str) -> bool:
    """Whether a line is one that programs and lawyers add: sent from my telephone, this mail is confidential."""
    return plain.startswith(_longest_first("sent")) or any(phrase in plain for phrase in _phrases("disclaimer"))


def _may_sign(line: str) -> bool:
    """Whether a line may stand below closing words: short, without a sentence's end."""
    plain = line.strip()
    if _is_told(plain.casefold()):
        return True
    return len(plain) <= _SIGNED and not (len(plain.split()) > 6 and plain[-1:] in ".!?")


_STEPS = (
    ("code", _without_code),
    ("quotation", _without_answered),
    ("quotation", _without_quotes),
    ("signature", _without_signature),
    ("edit note", _without_edits),
)
