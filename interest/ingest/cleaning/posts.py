"""Posts down to what is said: reposts are somebody else's words; mentions, tags and emoji by name are none."""

import re

_REPOST = re.compile(r"\s*(?:RT|MT|QT)\s+@\w+\s?:?", re.ASCII)
_CHAIN = re.compile(r"\s?//\s?@[^\s:：]{1,40}\s?[:：]")
_MENTION = re.compile(r"(?<![\w.@/])@[\w.-]{1,40}\w|<[@#][!&]?[\w|-]{1,60}>|<a?:\w{1,40}:\d{5,25}>")
_WRAPPED_TAG = re.compile(r"#[^#\s]{1,40}#(?!\w*#)")
_WORD = r"(?=\d{0,20}[^\W\d])\w{1,60}"  # numbers (#1) are no tags
_TAG = re.compile(rf"(?<![\w&#/])[#＃]({_WORD})")
_MOST_TAGS = 60  # one behind the other: without an end, a text of nothing else would take quadratic time
_TAGS_AROUND = re.compile(rf"^(?:\s*[#＃]{_WORD})+(?=\s|$)|(?:\s{{0,9}}(?<![\w&])[#＃]{_WORD}){{1,{_MOST_TAGS}}}\s*$")
_EMOJI_NAME = re.compile(r"(?<!\S):[a-z][a-z0-9_+-]{1,30}:(?!\S)")


def is_repost(text: str) -> bool:
    """Whether a text is only what somebody else said."""
    return text[:8].lstrip()[:1] in "RMQ" and _REPOST.match(text) is not None


def strip_post(text: str) -> tuple[str, tuple[str, ...]]:
    """A text without mentions, tags at its ends and names of emoji; tags within a sentence become its words."""
    if not any(mark in text for mark in "@#＃") and ":" not in text:
        return text, ()
    before, reasons = text, tuple[str, ...]()
    if "//" in text and (chain := _CHAIN.search(text)):
        text = text[: chain.start()]
        reasons = ("quotation",)
    plain = text
    if "@" in text or "<#" in text or "<:" in text:
        text = _MENTION.sub(" ", text)
    if "#" in text or "＃" in text:
        text = _WRAPPED_TAG.sub(" ", text)
        text = _TAG.sub(r"\1", _TAGS_AROUND.sub(" ", text))
    if ":" in text:
        text = _EMOJI_NAME.sub(" ", text)
    if text != plain:
        reasons = (*reasons, "hashtags and mentions")
    return (text, reasons) if text != before else (before, ())
