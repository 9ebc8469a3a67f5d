"""How likely a text is in the writing of a language, letter by letter: what tells encodings apart.

A model of single letters, no language model: among the texts that the same bytes give in different encodings, all but
one are full of letters that stand together in no language.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import cache

from interest.language.languages.tables import read_table

# Log probabilities of a sign, roughly: that of its kind, shared out among the signs of the kind.
_ASCII, _FREQUENT_HAN, _HAN, _RARE_HAN = -4.0, -7.0, -10.0, -12.5
_DEGREE, _SIGN, _STRANGE, _IMPOSSIBLE = -5.0, -8.0, -14.0, -30.0
_FOREIGN = -12.0  # a letter that the language doesn't have
_FIRST, _FALL, _CAPITAL = -3.0, 2.5, -2.5  # the first letter of an alphabet, the last one's distance, capitals
_ACCENT = -2.5  # an accented letter beside a plain one

_PUNCTUATION = frozenset("，。！？、；：“”‘’（）《》【】…—～·「」『』　・")
_TYPOGRAPHIC = frozenset("–—•€£°«»©®™¿¡“”„‚‘’…§º")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_MIXED = re.compile(r"[A-Za-z](?=[\u0370-\u1dff])|[\u0370-\u1dff](?=[A-Za-z])")
_CAPITAL_INSIDE = re.compile(r"(?<=[a-zß-öø-ÿа-яё])[À-ÖØ-ÞŽŠА-ЯЁ]")
_ACCENT_IN_WORD = re.compile(r"(?<=[A-Za-z])[à-ÿœßā-ſ]|[À-ÿœßĀ-ſ](?=[a-z])")
_HAN_IN_WORD = re.compile(r"[a-z][\u3400-\u9fff\uac00-\ud7a3]{1,2}[a-z]|(?<![^\x00-\x7f])[\u3400-\u9fff](?=[a-z])")
_DASH_BETWEEN = re.compile(r"(?<=\s)[–—•](?=\s)")
_NO_WORD = re.compile(r"(?<=\s)[^\W\d_a-zA-ZàáâäãèéêëìíòóôöőùúûüåøÀÁÂÄÃÈÉÊËÌÍÒÓÔÖŐÙÚÛÜÅØ\u0250-\U0010ffff](?=\s)")
"""A Latin letter between spaces that is a word by itself in no language."""
_ACCENTS_ONLY = re.compile(r"[À-ÿ]{4,}")


def log_likelihood(text: str, code: str) -> float:
    """The log probability of a text in the writing of a language, sign by sign, with what stands beside it in words."""
    chances = _chances(code)
    total = sum(n * _log_chance(sign, code, chances) for sign, n in Counter(text).items())
    total += 1.5 * len(_ACCENT_IN_WORD.findall(text)) - 5 * len(_HAN_IN_WORD.findall(text))
    total -= 6 * len(_MIXED.findall(text)) + 4 * len(_CAPITAL_INSIDE.findall(text))
    total += 5 * len(_DASH_BETWEEN.findall(text)) - 6 * len(_NO_WORD.findall(text))
    return total - 3 * sum(map(len, _ACCENTS_ONLY.findall(text)))


@cache
def _chances(code: str) -> Mapping[str, float]:
    """The log probabilities of a language's own letters."""
    table = read_table("letters.toml")
    letters = table["accents"].get(code) or table["alphabets"].get(code, "")
    least = _ACCENT if code in table["accents"] else 0.0
    chances = {letter: _FIRST + least - _FALL * place / len(letters) for place, letter in enumerate(letters)}
    capitals = {letter.upper(): chance + _CAPITAL for letter, chance in chances.items() if len(letter.upper()) == 1}
    return {**capitals, **chances}


@cache
def _frequent(name: str) -> frozenset[str]:
    return frozenset("".join(read_table("letters.toml")[name].split()))


def _log_chance(sign: str, code: str, chances: Mapping[str, float]) -> float:
    if sign < "\x80":
        return -20.0 if _CONTROLS.match(sign) else _ASCII
    if sign in chances:
        return chances[sign]
    if sign in _PUNCTUATION and code in ("zh", "ja", "ko"):
        return -5.0
    category = unicodedata.category(sign)
    if category in ("Cc", "Cn", "Co", "Cs") or sign == "\ufffd":
        return _IMPOSSIBLE
    if code in ("zh", "ja", "ko"):
        return _of_east_asia(sign, code)
    if sign in _TYPOGRAPHIC:
        return _DEGREE if sign == "°" else _SIGN
    return _FOREIGN if category.startswith(("L", "M")) else _STRANGE


def _of_east_asia(sign: str, code: str) -> float:
    if "\u3041" <= sign <= "\u30ff":  # kana
        return -4.5 if code == "ja" else -9.0
    if "\uac00" <= sign <= "\ud7a3":
        if code != "ko":
            return _FOREIGN
        return -5.0 if sign in _frequent("korean") else -8.5 if _encodes(sign, "euc-kr") else _RARE_HAN
    if "\u4e00" <= sign <= "\u9fff":
        if code == "ko":
            return _RARE_HAN
        if code == "ja":
            return _FREQUENT_HAN if sign in _frequent("japanese") else -9.0 if _first_level(sign) else _RARE_HAN
        frequent = sign in _frequent("simplified") or sign in _frequent("traditional")
        return _FREQUENT_HAN if frequent else _HAN if _first_level(sign) else _RARE_HAN
    if "\u3400" <= sign <= "\u4dbf" or "\uf8ff" < sign < "\uff00" or sign > "\uffef":
        return -15.0 if unicodedata.category(sign).startswith("L") else -11.0
    if "\uff61" <= sign <= "\uff9f":  # half-width kana, which hardly anybody writes
        return -13.0
    return -11.0 if sign > "\u25ff" or sign in _TYPOGRAPHIC else _STRANGE


def _first_level(sign: str) -> bool:
    """Whether GB 2312, Big5 or JIS X 0208 has a character in its first level, that of the frequent ones."""
    return (
        b"\xb0" <= sign.encode("gb2312", "ignore")[:1] <= b"\xd7"
        or b"\xa4" <= sign.encode("big5", "ignore")[:1] <= b"\xc6"
        or b"\x88" <= sign.encode("shift_jis", "ignore")[:1] <= b"\x97"
    )


def _encodes(sign: str, encoding: str) -> bool:
    return bool(sign.encode(encoding, "ignore"))
