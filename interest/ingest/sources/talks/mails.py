"""Mails into tables: mailboxes, single mails, and texts of blocks that begin with lines as mails do."""

import re
from collections import Counter
from collections.abc import Sequence
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses

import numpy as np

from interest.errors import InputError
from interest.ingest.roles.names import match
from interest.ingest.tables import Problem, RawTable, string_frame
from interest.ingest.values.times import looks_dated

_FROM = re.compile(rb"^From [^\r\n]{1,200}\r?\n", re.MULTILINE)
_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]{0,60}:[ \t]")
_KEYED = re.compile(r"(?P<key>[^\W\d][\w /-]{0,30}?)[:：]\s(?P<value>\S.*)")
_FEWEST = 3  # blocks, for a text of them
_MOST_LINES = 12  # above the text of a block
_LONGEST = 10_000  # letters of a header that are read: decoding takes the square of them
_SHARE = 0.8  # of the blocks that have a key


def read_mails(data: bytes, name: str) -> RawTable:
    """The mails of a mailbox, or a single one: who wrote (an address), when, about what, to whom, and the words.

    Of several bodies the plain one is read; what is attached is none. Raises `InputError` for what is no mail.
    """
    parts = _divided(data)
    rows, lines, problems, line = [], [], list[Problem](), 1
    for part in parts:
        try:
            mail = message_from_bytes(part)
            row = _row(mail) if mail["From"] or mail["Subject"] else None
        except RecursionError:
            problems.append(Problem(line, "a mail with too many parts within each other, left out"))
            row = None
        if row:
            rows.append(row)
            lines.append(line)
        line += part.count(b"\n") + 1
    if not rows:
        raise InputError(f"{name}: there is no mail in it; a mail begins with lines such as From: and Subject:.")
    frame = string_frame(["from", "name", "date", "subject", "to", "message_id", "automated", "body"], rows)
    return RawTable(
        name, frame, problems=tuple(problems), lines=np.array(lines, dtype=np.int64), notes=("each mail is a row",)
    )


def _divided(data: bytes) -> list[bytes]:
    """The mails of a mailbox: lines that begin with "From " stand before each, behind an empty one."""
    if not data.startswith(b"From "):
        return [data]
    starts = [
        m for m in _FROM.finditer(data) if m.start() == 0 or data[m.start() - 2 : m.start()] in (b"\n\n", b"\r\n")
    ]
    starts = [m for m in starts if _HEADER.match(data, m.end())]
    ends = [*(m.start() for m in starts[1:]), len(data)][: len(starts)]
    return [data[m.end() : end] for m, end in zip(starts, ends, strict=True)]


def _row(mail: Message) -> list[str]:
    who, to = (getaddresses([_header(mail, key)])[:1] for key in ("From", "To"))
    name, address = who[0] if who else ("", "")
    automated = str(mail.get("Auto-Submitted", "no")).strip().lower() != "no"
    return [
        address or name, name, _header(mail, "Date"), _header(mail, "Subject"), to[0][1] if to else "",
        _header(mail, "Message-ID"), "true" if automated else "", _body(mail),
    ]  # fmt: skip


def _header(mail: Message, key: str) -> str:
    """A header as people read it, of encoded words; as it is written where they can't be decoded."""
    written = str(mail.get(key) or "")[:_LONGEST]
    try:
        return " ".join(str(make_header(decode_header(written))).split())
    except (LookupError, ValueError):
        return " ".join(written.split())


def _body(mail: Message) -> str:
    """The words of a mail: of its plain part, else of the one in HTML."""
    found: dict[str, str] = {}
    for part in mail.walk():
        kind = part.get_content_type()
        if kind in ("text/plain", "text/html") and part.get_content_disposition() != "attachment":
            found.setdefault(kind, _decoded(part))
    return next((found[kind] for kind in ("text/plain", "text/html") if found.get(kind, "").strip()), "")


def _decoded(part: Message) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    try:
        return data.decode(part.get_content_charset("utf-8"), "replace")
    except LookupError:
        return data.decode("utf-8", "replace")


def read_blocks(text: str) -> list[tuple[int, dict[str, str]]] | None:
    """The blocks of a text, each with its first line, as objects of their keys and "text"; None for another text.

    A block begins with lines of a key and a value, the same in most blocks, of which one says who and one says when;
    below an empty line stand the words.
    """
    lines = text.splitlines()
    heads = _heads(lines)
    if len(heads) < _FEWEST:
        return None
    counts = Counter(key for _, head in heads for key in head)
    usual = {key for key, n in counts.items() if n >= _SHARE * len(heads)}
    heads = [(at, head) for at, head in heads if usual <= head.keys()]
    when = [key for key in usual if _names(key, "timestamp") and all(looks_dated(head[key]) for _, head in heads[:20])]
    if len(heads) < _FEWEST or not when or not any(_names(key, "user_id") for key in usual):
        return None
    ends = [at for at, _ in heads[1:]] + [len(lines)]
    return [
        (at + 1, {**head, "text": "\n".join(lines[at + len(head) : end]).strip()})
        for (at, head), end in zip(heads, ends, strict=True)
    ]


def _heads(lines: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """Where lines of keys and values begin behind an empty line, two at least, and what they say."""
    heads, at = list[tuple[int, dict[str, str]]](), 0
    while at < len(lines):
        head: dict[str, str] = {}
        begins = at == 0 or not lines[at - 1].strip()
        for line in lines[at : at + _MOST_LINES] if begins else ():
            if not (found := _KEYED.fullmatch(line.strip()[:500])) or found["key"] in head:
                break
            head[found["key"]] = found["value"]
        if len(head) > 1 and (at + len(head) == len(lines) or not lines[at + len(head)].strip()):
            heads.append((at, head))
        at += max(len(head), 1)
    return heads


def _names(key: str, role: str) -> bool:
    found = match(key, role)
    return found is not None and found.score == 1
