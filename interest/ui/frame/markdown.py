"""Texts of users in places where Streamlit reads Markdown."""

import re

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def plain(text: str) -> str:
    """A text for labels, captions and messages in which every mark stands for itself: no links, images or formulas."""
    return _PUNCTUATION.sub(r"\\\1", " ".join(text.split()))
