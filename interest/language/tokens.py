"""Texts into tokens: words for alphabets, the words of a dictionary for Chinese, Japanese and Korean.

Which language's rules hold for a token is decided by the text that it stands in, and for words in another script than
that text's own by the script: English for Latin letters, Chinese for Han characters, and so on.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import pairwise

from interest.language.languages import UNKNOWN, Language, is_cjk, language, script_of, simplified
from interest.language.languages.cutting import FUNCTION, chinese_words, jieba_words
from interest.language.languages.scripts import HAN, KANA

# Vowel signs and accents that Python's \w leaves out, of Indic scripts, Thai, Arabic, Hebrew and decomposed Latin.
_MARKS = r"\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u0900-\u0963\u0971-\u0dff\u0e31-\u0e3a\u0e47-\u0e4e"

_KANA = re.compile(f"[{KANA}]")
_NUMBER = re.compile(
    r"\d[\d.,:%-]*|\d+(?:st|nd|rd|th|s|am|pm|hrs?|mins?|secs?|h|kg|km|cm|mm|ml|lbs?|oz|x|w)"
    r"|第?[〇零一二两三四五六七八九十百千万亿半]+(?:[个杯只条张本件次遍天年月日晚早点分秒块元台部套双对位家款种份斤口碗瓶盒包袋盘顿场章节道段岁人]|分钟|小时|年级)?"
)
_POINTING = re.compile(r"[这那每某]一?[\u4e00-\u9fff]")  # 那段, 每集, 这一季
_QUOTES = str.maketrans(
    {"’": "'", "‘": "'", "＇": "'", "‐": "-", "‑": "-", "\u00ad": None, "\u200b": None, "\u2060": None, "İ": "i"}
)
_OF_SCRIPT = {"Latin": "en", "Han": "zh", "Kana": "ja", "Hangul": "ko"}
"""The language of words in a script that is not that of the text they stand in."""
_ALSO_WRITTEN = {"ja": ("Kana", "Han"), "zh": ("Han",)}
"""Scripts of languages that are not called as their language's script is."""


@cache
def _pattern(runs: str) -> re.Pattern[str]:
    """Tokens, with the ranges of characters that are to be cut further as group `run`."""
    letter = rf"(?:[^\W_{HAN}{runs}]|[{_MARKS}])"
    return re.compile(
        rf"""(?P<drop>https?://[^\s{HAN}]+|www\.[^\s{HAN}]+|[\w.+-]+@[\w-]+\.[\w.]+|(?<!\w)@[a-z0-9_]+)
           | (?<![a-z0-9])(?:t恤|卡拉ok|[abh]股|b超|k歌|k线|u盘|x光|c位|[ab]站)      # Chinese words with a Latin letter
           | (?<![a-z0-9])(?:c\+\+(?:\d\d)?|[cf]\#)(?![a-z0-9])
           | (?<!{letter})\.net\b
           | (?:[a-z]\.){{2,}}[a-z]?(?![a-z])                                        # u.s. and e.g.
           | \d+(?:[.,:]\d+)+%?(?!{letter}) | \d+%                                  # 3.5 and 10,000 and 18:30
           | (?P<run>[{runs}]+) | (?P<han>[{HAN}]+)
           | {letter}+(?:['-]{letter}+|\.\d+|\.(?:js|io|ai|net)\b)*
        """,
        re.VERBOSE,
    )


def tokenize(text: str, code: str = "") -> list[str]:
    """The tokens of a text in the language `code`, in order, lower-cased and in normal form (NFKC).

    Words in alphabets keep inner apostrophes and hyphens (`don't`, `wi-fi`, `c++`, `.net`, `3d`); runs of Han
    characters are cut by jieba, Japanese and Korean by MeCab, which also marks function words. Numbers are tokens of
    their own (`is_number` tells them). Punctuation, emojis, addresses and @handles are dropped.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_QUOTES)
    own = language(code or "en")
    of_han = jieba_words if _KANA.search(text) else chinese_words  # Japanese that is quoted stays as it is
    runs, cut = (own.runs, own.cut) if own.cut else (HAN, of_han)
    tokens: list[str] = []
    for match in _pattern(runs).finditer(text.lower()):
        kind = match.lastgroup
        if kind == "run":
            tokens.extend(cut(match.group()))
        elif kind == "han":
            tokens.extend(of_han(match.group()))
        elif kind != "drop":
            token = match.group().rstrip(".")
            tokens.extend(_without_elision(token, own.elisions) if own.elisions else [token])
    return tokens


def _without_elision(token: str, elisions: re.Pattern[str]) -> Iterator[str]:
    """l'application as l' and application."""
    if found := elisions.match(token):
        yield found[0]
    yield token[found.end() if found else 0 :]


@lru_cache(maxsize=200_000)
def language_of_token(token: str, code: str = "") -> Language:
    """The language whose rules hold for a token of a text in the language `code` ("" for unknown)."""
    script = script_of(token)
    if code and (script == "" or script in _ALSO_WRITTEN.get(code, (language(code).script,))):
        return language(code)
    if code == UNKNOWN and script == "Latin":
        return language(UNKNOWN)
    return language(_OF_SCRIPT.get(script, "en" if script == "" else code or UNKNOWN))


def stem(token: str, code: str = "") -> str:
    """What the inflections of a token share, in the language of its text; traditional Chinese becomes simplified."""
    return token if code == UNKNOWN else language_of_token(token, code).stem(token)


def is_number(token: str) -> bool:
    """Whether a token is a number, with its unit too (`3.5`, `20%`, `2nd`, `15kg`, `十五`, `三杯`)."""
    return _NUMBER.fullmatch(simplified(token)) is not None


def is_stop_word(token: str, code: str = "") -> bool:
    """Whether a token is a function word or chat, which neither begins nor ends a phrase."""
    if token.startswith(FUNCTION):
        return True
    plain = simplified(token)
    return plain in language_of_token(token, code).stop_words or _POINTING.fullmatch(plain) is not None


def stands_inside(token: str, code: str = "") -> bool:
    """Whether a stop word may stand inside a phrase: a cup of tea."""
    return token in language_of_token(token, code).inside


def is_content(token: str, code: str = "") -> bool:
    """Whether a token can name an interest: no stop word, no number, no single letter, few single Han characters."""
    if is_stop_word(token, code) or is_number(token):
        return False
    return len(token) > 1 or simplified(token) in language_of_token(token, code).single


def join_tokens(tokens: Iterable[str]) -> str:
    """Tokens as a text to show: no space between Han characters and kana or after an elision, else one space."""
    tokens = [token.removeprefix(FUNCTION) for token in tokens]
    if not tokens:
        return ""
    parts = [tokens[0]]
    for left, right in pairwise(tokens):
        together = (is_cjk(left[-1]) and is_cjk(right[0])) or left.endswith("'")
        parts.append(right if together else " " + right)
    return "".join(parts)
