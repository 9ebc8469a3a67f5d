"""Hides in texts by what somebody can be reached or looked up: addresses, long numbers, @names."""

import re

FEWEST_DIGITS = 9
"""Of a number that is one person's: telephone, card, identity card, order. Shorter ones are prices, years and dates."""
_KINDS = {
    "e_mail": r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    "day": r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}",  # seen, so that what follows a day is not taken for more of a number
    "number": rf"(?<![\d.])\+?\(?\d(?:[ ().-]{{0,2}}\d){{{FEWEST_DIGITS - 1},}}[xX]?(?!\d)",
    "handle": r"(?<![\w@])@[\w\u4e00-\u9fff-]{2,}",
}
_FOUND = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS.items()), re.ASCII)


def without_contacts(text: str) -> str:
    """The text with "[…]" for e-mail addresses, numbers of nine digits or more, and @names.

    Names of people and postal addresses stay: no pattern tells them from other words.
    """
    return _FOUND.sub(lambda found: found[0] if found.lastgroup == "day" else "[…]", text)
