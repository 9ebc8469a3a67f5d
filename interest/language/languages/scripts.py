"""Scripts: which one a character, a token and a text are written in."""

import re

HAN = r"\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Ranges of characters, to stand in a class of a regular expression."""
KANA = r"\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\uff66-\uff9f"
HANGUL = r"\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e"
CJK = HAN + KANA
"""What is written without spaces between words."""

_OF_OTHERS = {
    "Cyrillic": "\u0400-\u052f",
    "Arabic": "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc",
    "Devanagari": "\u0900-\u097f",
    "Greek": "\u0370-\u03ff\u1f00-\u1fff",
    "Hebrew": "\u0590-\u05ff\ufb1d-\ufb4f",
    "Thai": "\u0e00-\u0e7f",
    "Bengali": "\u0980-\u09ff",
    "Tamil": "\u0b80-\u0bff",
    "Telugu": "\u0c00-\u0c7f",
    "Georgian": "\u10a0-\u10ff",
    "Armenian": "\u0530-\u058f",
}
LATIN = r"A-Za-zªºÀ-ÖØ-öø-\u024f\u1e00-\u1eff"
UNSPACED = ("Thai",)
"""Scripts without spaces between words for which there is no list of words here."""

_SCRIPTS = {"Hangul": HANGUL, "Kana": KANA, "Han": HAN, **_OF_OTHERS, "Latin": LATIN}
_LETTER_OF = re.compile("|".join(f"(?P<{script}>[{ranges}])" for script, ranges in _SCRIPTS.items()))
_EACH = {script: re.compile(f"[{ranges}]") for script, ranges in _SCRIPTS.items()}
_HAN_FIRST = re.compile(f"[{HAN}]")
_CJK_LETTER = re.compile(f"[{CJK}]")


def script_of(token: str) -> str:
    """The script of a token's first letter (Latin, Han, Kana, Hangul, Cyrillic …); "" where it has none."""
    if token.isascii():
        return "Latin" if any(map(str.isalpha, token)) else ""
    found = _LETTER_OF.search(token)
    return found.lastgroup or "" if found else ""


def count_letters(text: str, script: str) -> int:
    """The letters of a script in a text."""
    return len(_EACH[script].findall(text))


def main_script(text: str) -> str:
    """The script that most of a text's letters are in, without Latin unless there is no other; "" without letters."""
    if text.isascii():
        return script_of(text)
    counts = {script: count_letters(text, script) for script in _SCRIPTS if script != "Latin"}
    best = max(counts, key=counts.__getitem__)
    return best if counts[best] else script_of(text)


def is_han(token: str) -> bool:
    """Whether a token begins with a Han character."""
    return _HAN_FIRST.match(token) is not None


def is_cjk(letter: str) -> bool:
    """Whether a character is Han or kana, which words are written in without spaces."""
    return _CJK_LETTER.match(letter) is not None
