"""The markup of wikis and trackers down to what is said: pictures, quotes, panels, colours, headings, bold words."""

import re

from interest.ingest.cleaning.enclosed import Enclosed

_QUOTE = Enclosed(r"\{quote\}", r"\{quote\}")
_CODE = tuple(Enclosed(rf"\{{{kind}(?::[^{{}}\n]{{0,40}})?\}}", rf"\{{{kind}\}}") for kind in ("code", "noformat"))
_MARK = re.compile(r"\{(?:color|panel|expand|anchor)(?::[^{}\n]{0,80})?\}")
_PICTURE = re.compile(r"(?<!\w)!\S[^\n!|]{0,120}\.[a-z0-9]{2,5}(?:\|[^\n!]{0,80})?!(?!\w)", re.IGNORECASE)
_MENTION = re.compile(r"\[~[^\[\]\n]{1,80}\]")
_LINK = re.compile(r"\[([^\[\]|\n]{1,200})\|(?:https?:|mailto:)[^\[\]\s]{1,500}\]")
_HEADING = re.compile(r"^h[1-6]\.[ \t]+", re.MULTILINE)
_STRONG = re.compile(r"(?<![\w*])(\*{1,2})(?![\s*])([^*\n]{1,200}?)(?<![\s*])\1(?![\w*])")


def strip_wiki(text: str) -> tuple[str, tuple[str, ...]]:
    """A text without such markup, and the reasons of the report for what was taken away."""
    reasons: list[str] = []
    if "{quote" in text and (left := _QUOTE.sub("\n", text)) != text and any(map(str.isalnum, left)):
        text = left
        reasons.append("quotation")
    if "{code" in text or "{noformat" in text:
        before = text
        for code in _CODE:
            text = code.sub("\n", text)
        reasons += ["code"] * (text != before)
    before = text
    if "{" in text:
        text = _MARK.sub("", text)
    if "!" in text:
        text = _PICTURE.sub(" ", text)
    if "[" in text:
        text = _LINK.sub(r"\1", _MENTION.sub(" ", text))
    if "*" in text:
        text = _STRONG.sub(r"\2", text)
    text = _HEADING.sub("", text)
    reasons += ["markup"] * (text != before)
    return text, tuple(reasons)
