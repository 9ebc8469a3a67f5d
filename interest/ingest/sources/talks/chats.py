"""Chats that were exported as text: WhatsApp in its dialects, LINE, WeChat and QQ, meetings, interviews.

A chat is known by its lines: most messages begin with a time and a name, or with a name alone.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interest.ingest.values.moments import plain_time, time_of

_MARKS = "\u200e\u200f\u202a\u202c\u202d\ufeff"
_DATE = r"(?:\d{1,4}[-./]\s?\d{1,2}[-./]\s?\d{1,4}\.?|\d{4}年\d{1,2}月\d{1,2}日|\d{4}년\s?\d{1,2}월\s?\d{1,2}일)"
_CLOCK = (
    r"(?:(?:上午|下午|凌晨|早上|中午|晚上|午前|午後|오전|오후)\s?)?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?"
    r"(?:\s?[aApP]\.?\s?[mM]\.?)?"
)
_MESSAGE = re.compile(rf"\[?(?P<date>{_DATE}),?\s+(?P<clock>{_CLOCK})\]?(?:\s+[-–]\s+|\s+|:\s+)(?P<rest>.*)")
_NAMED = re.compile(r"(?P<name>[^:：\n]{1,60}?)(?:\s?[:：]\s)(?P<text>.*)", re.DOTALL)
_HEADED = re.compile(
    rf"(?:(?P<before>[^\n]{{1,60}}?)\s+)?[(（\[]?(?P<date>{_DATE})\s+(?P<clock>{_CLOCK})[)）\]]?(?:\s+(?P<after>[^\n]{{1,60}}))?[:：]?"
)
_DAY = re.compile(rf"(?:[^\W\d]{{2,9}}[,.]?\s+)?(?P<date>{_DATE})\s*(?:[(（][^()（）]{{1,9}}[)）]|[^\W\d]{{2,9}})?")
_TABBED = re.compile(rf"(?P<clock>{_CLOCK})\t(?P<name>[^\t]{{1,60}})\t(?P<text>.*)", re.DOTALL)
_BRACKETED = re.compile(rf"\[(?P<name>[^\[\]]{{1,60}})\]\s\[(?P<clock>{_CLOCK})\]\s(?P<text>.*)", re.DOTALL)
_RULE = "-=—─ \t"  # what a line may have around a day
_MEMBERS = re.compile(r".{1,60}님(?:이 (?:들어왔|나갔)습니다|을 (?:초대|내보)[^\n]{0,20})\.?")  # who came and went
_TIMED = re.compile(
    r"\[?(?P<clock>\d{1,2}:\d{2}(?::\d{2})?)\]?\s+(?:From\s+)?(?P<name>[^:\t\n]{1,60}?)(?:\s+to\s+[^:\t\n]{1,60})?\s?:\s+"
    r"(?P<text>.*)"
)
_NAME_ABOVE = re.compile(r"(?P<name>[^\s:：][^\n:：]{0,59}?)[ \t]{1,9}[(\[]?\d{1,2}:\d{2}(?::\d{2})?[)\]]?")
_CLOCK_ABOVE = re.compile(
    r"\[?\d{1,2}:\d{2}(?::\d{2})?\]?\s{1,4}(?:From\s{1,4})?(?P<name>[^:\t\n]{1,60}?)(?:\s{1,4}to\s{1,4}[^:\t\n]{1,60})?\s?:"
)
_CLOCK_BEHIND = re.compile(
    r"(?P<name>[^\n()（）:：]{1,60}?)\s?[(（]\d{1,2}:\d{2}(?::\d{2})?[)）]\s?[:：]\s{0,9}(?P<text>\S.*)"
)
_MOMENT_BEHIND = re.compile(
    rf"(?P<name>[^\n()（）]{{1,60}}?)\s?[(（](?P<date>{_DATE})\s{{1,4}}(?P<clock>{_CLOCK})[)）]\s?[:：]\s{{0,9}}(?P<text>.*)"
)
_CUE = re.compile(
    r"(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3}\s{1,4}-->\s{1,4}(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3}.{0,200}"
)
_VOICE = re.compile(r"<v(?:\.[\w.]{0,60})?\s{1,4}(?P<name>[^<>]{1,60})>")
_CUE_TAG = re.compile(r"</?[^<>]{0,100}>")
_CREDITS = 5  # words of a last line with a link, which says what made the file
_SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？")
_SPEAKER = re.compile(r"(?P<name>[^\W\d][\w .'-]{0,29})[:：]\s+(?P<text>\S.*)")
_BELOW = re.compile(r"\n\s*\{(?:Attachments|Reactions|Embeds?|Stickers)\}\s*\n.*", re.DOTALL)  # what is no text
_ADDED = re.compile(r"\s*\u200e<[^<>\n]{3,60}>\s*$")  # "this message was edited"
_IN_PARENTHESES = re.compile(r"\s*\([^()]*\)$")
_PROGRAM = frozenset(["系统消息", "系統消息", "系统提示", "系统", "system", "system message", "group notification"])
"""What a program calls itself that says who came and went."""
_NO_NAME = re.compile(r"https?$")
_ENOUGH = 0.2  # the same where times tell them, as messages may have several lines
_LONGEST_NAME = 60  # characters
_LONGEST_MOMENT = 120
_FEWEST = 3  # messages, for a chat


@dataclass(frozen=True)
class Message:
    """One message; `kind` is "message", or "system" for what the program says and for what is no text."""

    line: int
    time: str
    user: str
    text: str
    kind: str = "message"


def read_chat(text: str) -> list[Message] | None:
    """The messages of a chat; None for a text that is none."""
    lines = text.splitlines()
    for read in (_tabbed, _bracketed, _timed, _behind, _headed, _stacked, _above, _clocked, _spoken):
        messages = read(lines)
        if messages is not None:
            return messages
    return None


def _bare(line: str) -> str:
    return line.strip().strip(_MARKS).strip()


def _unmarked(line: str) -> str:
    """A line without any mark; within a date a copied one has some."""
    return line.translate(dict.fromkeys(map(ord, _MARKS))).strip()


def _filled(lines: Sequence[str]) -> int:
    return sum(bool(line.strip()) for line in lines)


def _timed(lines: Sequence[str]) -> list[Message] | None:
    """WhatsApp and the like: date, time, name and text in one line, more lines of the text below."""
    starts = [(at, match) for at, line in enumerate(lines) if (match := _MESSAGE.fullmatch(_bare(line)))]
    starts = [(at, match) for at, match in starts if _is_time(f"{match['date']} {match['clock']}")]
    named = sum(_NAMED.fullmatch(match["rest"]) is not None for _, match in starts)
    if named < _FEWEST or len(starts) < _ENOUGH * _filled(lines) or not _begins(starts, lines):
        return None
    messages = []
    for (at, match), (end, _) in zip(starts, [*starts[1:], (len(lines), None)], strict=True):
        told = _NAMED.fullmatch(match["rest"])
        time = f"{match['date'].rstrip('.')} {match['clock']}"
        if told is None or _NO_NAME.search(told["name"]):
            messages.append(Message(at + 1, time, "", match["rest"], "system"))
            continue
        text = _ADDED.sub("", "\n".join([told["text"], *lines[at + 1 : end]])).strip()
        kind = "system" if text.startswith("\u200e") else "message"
        messages.append(Message(at + 1, time, _name(told["name"]), text.strip(_MARKS), kind))
    return messages


def _behind(lines: Sequence[str]) -> list[Message] | None:
    """Windows of shops: a name, a moment in brackets and the text in one line, more lines of the text below."""
    starts = [(at, found) for at, line in enumerate(lines) if (found := _MOMENT_BEHIND.fullmatch(_bare(line)))]
    starts = [(at, found) for at, found in starts if _is_time(f"{found['date']} {found['clock']}")]
    if len(starts) < _FEWEST or len(starts) < _ENOUGH * _filled(lines) or not _begins(starts, lines):
        return None
    ends = [at for at, _ in starts[1:]] + [len(lines)]
    return [
        Message(at + 1, f"{found['date']} {found['clock']}", _name(found["name"]),
                "\n".join([found["text"], *lines[at + 1 : end]]).strip())
        for (at, found), end in zip(starts, ends, strict=True)
    ]  # fmt: skip


def read_subtitles(text: str) -> list[Message]:
    """The cues of subtitles (VTT, SRT) without their clocks; what one goes on to say in the next is one message.

    Who speaks is said by a tag, or by a name before a colon where most cues have one.
    """
    lines = text.splitlines()
    starts = [at for at, line in enumerate(lines) if _CUE.fullmatch(line.strip())]
    cues = []
    for at, next_ in zip(starts, [*starts[1:], len(lines)], strict=False):
        end = next((n for n in range(at + 1, next_) if not lines[n].strip()), next_)
        words = " ".join(line.strip() for line in lines[at + 1 : end])
        voice = _VOICE.search(words)
        cues.append((at + 1, voice["name"].strip() if voice else "", _CUE_TAG.sub("", words).strip()))
    named = [_SPEAKER.fullmatch(words) for _, _, words in cues]
    if sum(found is not None for found in named) > len(cues) / 2:
        cues = [(at, found["name"], found["text"]) if found else (at, who, words)
                for (at, who, words), found in zip(cues, named, strict=True)]  # fmt: skip
    messages = list[Message]()
    for at, who, words in cues:
        last = messages[-1] if messages else None
        if last and who and last.user == who and not last.text.endswith(_SENTENCE_ENDS):
            messages[-1] = Message(last.line, "", who, f"{last.text} {words}")
        elif words:
            messages.append(Message(at, "", who, words))
    return messages


def _begins(starts: Sequence[tuple[int, re.Match[str]]], lines: Sequence[str]) -> bool:
    """Whether a text begins with a message: what stands above the first is short."""
    return starts[0][0] <= 5 and not any(len(line) > 200 for line in lines[: starts[0][0]])


def _name(written: str) -> str:
    """A name without the mark of those who are in no address book."""
    return written.strip().strip(_MARKS).removeprefix("~").strip("\u202f\xa0 ")


def _is_time(written: str) -> bool:
    return time_of(plain_time(written), None) is not None


def _headed(lines: Sequence[str]) -> list[Message] | None:
    """WeChat, QQ and Teams: a line of name and time, in any order, and the text in the lines below."""
    starts = [(at, match) for at, line in enumerate(lines) if (match := _HEADED.fullmatch(_unmarked(line)))]
    starts = [(at, m) for at, m in starts if m["before"] or m["after"]]
    starts = [(at, m) for at, m in starts if _is_time(f"{m['date']} {m['clock']}")]
    names = Counter(_named(match) for _, match in starts)
    if len(starts) < _FEWEST or len(starts) < _ENOUGH * _filled(lines) or len(names) > 0.8 * len(starts):
        return None
    messages = []
    for (at, match), (end, _) in zip(starts, [*starts[1:], (len(lines), None)], strict=True):
        text = _BELOW.sub("", "\n".join(lines[at + 1 : end])).strip()
        name = _named(match)
        kind = "system" if _IN_PARENTHESES.sub("", name).casefold() in _PROGRAM else "message"
        messages.append(Message(at + 1, f"{match['date']} {match['clock']}", name, text, kind))
    return messages


def _stacked(lines: Sequence[str]) -> list[Message] | None:
    """Exports of telephones: a moment on a line of its own, who in the next, and the text in the lines below."""
    places = (at for at in range(len(lines) - 1) if at == 0 or not lines[at - 1].strip())
    starts = [
        (at, time) for at in places if (time := _moment(lines[at])) and 0 < len(_bare(lines[at + 1])) <= _LONGEST_NAME
    ]
    names = Counter(_bare(lines[at + 1]) for at, _ in starts)
    if len(starts) < _FEWEST or len(starts) < _ENOUGH * _filled(lines) or len(names) > 0.8 * len(starts):
        return None
    ends = [at for at, _ in starts[1:]] + [len(lines)]
    return [
        Message(at + 1, time, _name(lines[at + 1]), "\n".join(lines[at + 2 : end]).strip())
        for (at, time), end in zip(starts, ends, strict=True)
    ]


def _moment(line: str) -> str:
    """The moment that a line is, whatever stands in brackets behind it; "" for another line."""
    bare = _IN_PARENTHESES.sub("", _bare(line)) if len(line) <= _LONGEST_MOMENT else ""
    return bare if any(map(str.isdigit, bare)) and ":" in bare and _is_time(bare) else ""


def _named(match: re.Match[str]) -> str:
    return _name(match["before"] or match["after"]).rstrip(":：")


def _tabbed(lines: Sequence[str]) -> list[Message] | None:
    """LINE: days on lines of their own, below each time, name and text between tabs."""
    return _below_days(lines, _TABBED)


def _bracketed(lines: Sequence[str]) -> list[Message] | None:
    """KakaoTalk: days on lines of their own, below each name and time in brackets and the text."""
    return _below_days(lines, _BRACKETED)


def _below_days(lines: Sequence[str], form: re.Pattern[str]) -> list[Message] | None:
    day, messages = "", list[Message]()
    for at, line in enumerate(lines):
        bare = line.strip(_MARKS + "\r\n")
        if found := form.fullmatch(bare):
            messages.append(
                Message(at + 1, f"{day} {found['clock']}".strip(), _name(found["name"]), found["text"].strip('"'))
            )
        elif found := _DAY.fullmatch(bare.strip(_RULE)):
            day = found["date"].rstrip(".")
        elif messages and bare.strip() and "\t" not in bare and not _MEMBERS.fullmatch(bare.strip()):
            last = messages[-1]
            messages[-1] = Message(last.line, last.time, last.user, f"{last.text}\n{bare.strip()}".strip('"'))
    return messages if day and len(messages) >= _FEWEST and len(messages) >= _ENOUGH * _filled(lines) else None


def _above(lines: Sequence[str]) -> list[Message] | None:
    """Meetings: a name and a clock in a line, and what was said below; a title may stand above all."""
    forms = (_NAME_ABOVE, _CLOCK_ABOVE)
    starts = [(at, found) for at, line in enumerate(lines) for form in forms if (found := form.fullmatch(_bare(line)))]
    names = Counter(_name(found["name"]) for _, found in starts)
    if len(starts) < _FEWEST or len(starts) < _ENOUGH * _filled(lines) or len(names) > 0.5 * len(starts):
        return None
    last = max(at for at, line in enumerate(lines) if line.strip())
    credits = not lines[last - 1].strip() and "://" in lines[last] and len(lines[last].split()) <= _CREDITS
    ends = [at for at, _ in starts[1:]] + [last if credits else len(lines)]
    return [
        Message(at + 1, "", _name(found["name"]), "\n".join(lines[at + 1 : end]).strip())
        for (at, found), end in zip(starts, ends, strict=True)
    ]


def _clocked(lines: Sequence[str]) -> list[Message] | None:
    """Meetings: a time without a day, a name and a text in each line, or the time in brackets behind the name."""
    return _one_line(lines, _TIMED) or _one_line(lines, _CLOCK_BEHIND)


def _spoken(lines: Sequence[str]) -> list[Message] | None:
    """Interviews: a name and a text in each line, of few names that come again."""
    return _one_line(lines, _SPEAKER)


def _one_line(lines: Sequence[str], form: re.Pattern[str]) -> list[Message] | None:
    messages = list(_matching(lines, form))
    names = Counter(message.user for message in messages)
    few = len(names) <= max(2, 0.2 * len(messages)) and min(names.values(), default=0) >= 2
    return messages if len(messages) >= 2 * _FEWEST and few and len(messages) >= 0.8 * _filled(lines) else None


def _matching(lines: Sequence[str], form: re.Pattern[str]) -> Iterator[Message]:
    for at, line in enumerate(lines):
        if found := form.fullmatch(_bare(line)):
            yield Message(at + 1, "", _name(found["name"]), found["text"].strip())
