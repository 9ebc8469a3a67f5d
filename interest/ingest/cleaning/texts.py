"""A text without what a program or a page added to it: markup, links, controls, broken encodings, quotes, mentions."""

import html
import re
import unicodedata
from dataclasses import dataclass

from interest.ingest.cleaning.enclosed import Enclosed
from interest.ingest.cleaning.letters import strip_letter
from interest.ingest.cleaning.posts import strip_post

_INLINE = "a|abbr|b|bdi|big|cite|code|del|em|font|i|ins|kbd|mark|q|s|small|span|strike|strong|sub|sup|tt|u|wbr"
_BLOCK = (
    "address|article|aside|blockquote|body|br|button|caption|center|dd|div|dl|dt|figcaption|figure|footer|form|"
    "h[1-6]|head|header|hr|html|iframe|img|input|label|li|link|main|meta|nav|ol|option|p|pre|section|select|source|"
    "summary|svg|table|tbody|td|textarea|tfoot|th|thead|title|tr|ul|video"
)
_UNSHOWN = (
    Enclosed(r"<script\b[^<>]*>", r"</script\s{0,9}>"),
    Enclosed(r"<style\b[^<>]*>", r"</style\s{0,9}>"),
    Enclosed("<!--", "-->"),
)
_QUOTED = (
    Enclosed(r"<aside\b[^<>]*\bquote\b[^<>]*>", r"</aside\s{0,9}>"),
    Enclosed(r"<blockquote\b[^<>]*>", r"</blockquote\s{0,9}>"),
    Enclosed(r"\[quote\b[^\[\]]*\]", r"\[/quote\]"),
)
_INLINE_TAG = re.compile(rf"</?(?:{_INLINE})(?:[\s/][^<>]*)?>", re.IGNORECASE)
_BLOCK_TAG = re.compile(rf"</?(?:{_BLOCK})(?:[\s/][^<>]*)?>", re.IGNORECASE)
_DOCUMENT = re.compile(r"\s*(?:<\?xml\b[^<>]{0,200}\?>\s*)?<([a-z][\w:.-]{0,40})(?=[\s/>]).*(?:</\1>|/>)\s*", re.DOTALL)
_HTML = re.compile(f"(?:{_INLINE}|{_BLOCK}|script|style)", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_CODES = re.compile(
    r"\[/?(?:b|i|u|s|url|img|color|size|list|code|email|font|center|spoiler|\*)(?:=[^\[\]\n]{0,200})?\]", re.IGNORECASE
)
_WORDY = 1 / 3  # share of a document that stands outside of its tags, where it says something
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)
_LINK = re.compile(r"(?:https?://|www\.)[!-~]*[\w/=&#~-]", re.IGNORECASE | re.ASCII)
_LABELLED = re.compile(r"<https?://[^|<>\s]{1,500}\|([^<>|]{1,200})>")  # a link as Slack writes it
# Colours of a terminal, controls, invisible and bidirectional marks, surrogates, private use, U+FFFD, what is
# no letter; but not the joiner within an emoji.
_CONTROL = re.compile(
    r"\x1b\[[0-?]{0,20}[@-~]|[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f"
    r"\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufeff\ufff9-\uffff\U000f0000-\U0010ffff]|(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d"
)
# Letters that are not shown, by which a text can say something else to programs than to people: all tags but those of
# a region's flag, and all forms of letters but those of Chinese ones.
_HIDDEN = re.compile(
    "(\U0001f3f4[\U000e0030-\U000e007a]{3,6}\U000e007f)|[\U000e0000-\U000e007f]"
    "|(?<![\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])[\U000e0100-\U000e01ef]"
)
# Full-width letters, digits and signs (not Chinese punctuation), ligatures, and letters of fancy fonts.
_WIDE = re.compile(r"[\uff03-\uff06\uff0a\uff0b\uff0d\uff0f-\uff19\uff1c-\uff1e\uff20-\uff3a\uff3f\uff41-\uff5a"
                   r"\ufb00-\ufb06\U0001d400-\U0001d7ff]+")  # fmt: skip
_LINE_END = re.compile(r"(?<!\s)\s*[\n\r\u0085\u2028\u2029]\s*")
_SPACE = re.compile(r"[^\S\n]+")


_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_GARBLED = re.compile(
    r"[\u00c2-\u00f4\u0102\u0103][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122\ufffd]"
)


@dataclass(frozen=True)
class CleanText:
    """A text after cleaning, with the reasons of the report for what was taken away from it."""

    text: str
    reasons: tuple[str, ...] = ()


def clean_text(text: str) -> CleanText:
    """A text down to what was said, in half-width letters, with single spaces and line ends.

    Taken away are HTML, links, invisible characters, quotes, signatures, code, mentions and tags; text that was read in
    a wrong encoding is mended.
    """
    reasons: list[str] = []
    whole = without_traces(text)
    if whole != text:
        reasons.append("broken encoding")
        text = whole
    if "|" in text and "<http" in text:
        text = _LABELLED.sub(r"\1", text)
    quoted = _without_quoted(text) if "<" in text or "[" in text else text
    if quoted != text:
        reasons.append("quotation")
        text = quoted
    if "&" in text or "<" in text or "[/" in text:
        plain = _without_markup(_without_forum(text))
        if plain != text:
            reasons.append("markup")
        text = plain
    text, found = strip_letter(text.replace("\r\n", "\n"))
    reasons += found
    if ("://" in text or "www." in text.lower()) and _LINK.search(text):
        text = _LINK.sub(" ", text)
        reasons.append("link")
    if not (text.isascii() and text.isprintable()):
        visible = _HIDDEN.sub(r"\1", _CONTROL.sub("", text))
        if visible != text:
            reasons.append("control characters")
        text = _WIDE.sub(lambda match: unicodedata.normalize("NFKC", match.group()), visible)
        text = _LINE_END.sub("\n", unicodedata.normalize("NFC", text))
    text, found = strip_post(text)
    return CleanText(_SPACE.sub(" ", text).strip(), (*reasons, *found))


def _without_quoted(text: str) -> str:
    """Without what a post quotes of others, as forums mark it up, unless nothing is left."""
    left = text
    for part in _QUOTED:
        left = part.sub(" ", left)
    return left if left != text and any(map(str.isalnum, _TAG.sub(" ", left))) else text


def is_document(text: str) -> bool:
    """Whether a text is what programs tell each other: an element that is no HTML, with hardly a word between tags."""
    if not text.lstrip().startswith("<") or (root := _DOCUMENT.fullmatch(text)) is None or _HTML.fullmatch(root[1]):
        return False
    return len(" ".join(_TAG.sub(" ", text).split())) < _WORDY * len(text)


def without_traces(text: str) -> str:
    """Without the traces of a text that was read in a wrong encoding (â€™) or escaped by a spreadsheet (_x000D_)."""
    if "_x" in text:
        text = _ESCAPED.sub(_unescaped, text)
    if text.isascii() or not _GARBLED.search(text):
        return text
    import ftfy

    return ftfy.fix_encoding(text)


def _unescaped(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return "\n" if code in (10, 13) else chr(code) if code >= 32 else " "


def _without_forum(text: str) -> str:
    """Without the marks of forums: codes in brackets, and all tags of a text that is one element as a whole."""
    if "[/" in text:
        text = _CODES.sub("", text)
    if text.lstrip().startswith("<") and (root := _DOCUMENT.fullmatch(text)) and not _HTML.fullmatch(root[1]):
        return _TAG.sub(" ", text)
    return text


def _without_markup(text: str) -> str:
    """Without tags, scripts, comments and entities; entities may have been escaped twice."""
    for _ in range(3):
        before = text
        for part in _UNSHOWN:
            text = part.sub(" ", text)
        text = _BLOCK_TAG.sub("\n", _INLINE_TAG.sub("", text))
        text = _ENTITY.sub(lambda match: html.unescape(match.group()), text)
        if text == before:
            break
    return text
