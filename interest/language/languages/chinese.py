"""Simplified and traditional Chinese: one for comparing, the other for showing."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC

_HAN = re.compile(r"[\u4e00-\u9fff]")


@cache
def _converter(direction: str) -> "OpenCC":
    """OpenCC, by words where the characters alone don't tell (乾淨 and 乾隆, 头发 and 出发)."""
    from opencc import OpenCC

    return OpenCC(direction)


@cache
def _of_one_script() -> tuple[frozenset[str], frozenset[str]]:
    """The characters that are only traditional and those that are only simplified.

    Characters that both use (著, 后) are in neither: GB 2312 is what simplified texts are written with, Big5 what
    traditional ones are.
    """
    characters = [chr(code) for code in range(0x4E00, 0xA000)]
    to_simplified, to_traditional = _converter("t2s"), _converter("s2t")
    traditional = (c for c in characters if not c.encode("gb2312", "ignore") and to_simplified.convert(c) != c)
    simplified = (c for c in characters if not c.encode("big5", "ignore") and to_traditional.convert(c) != c)
    return frozenset(traditional), frozenset(simplified)


def simplified(text: str) -> str:
    """The text in simplified characters, as long as it was; texts without a traditional character as they are."""
    if text.isascii() or _of_one_script()[0].isdisjoint(text):
        return text
    return _simplified(text)


@lru_cache(maxsize=100_000)
def _simplified(text: str) -> str:
    converted = _converter("t2s").convert(text)
    return converted if len(converted) == len(text) else text


def traditional(text: str) -> str:
    """The text in traditional characters, as they are usual in Taiwan."""
    return _converter("s2tw").convert(text)


def mostly_traditional(texts: Iterable[str]) -> bool:
    """Whether more of the characters that tell are traditional than simplified."""
    only_traditional, only_simplified = _of_one_script()
    balance = 0
    for text in texts:
        if not text.isascii():
            balance += sum((c in only_traditional) - (c in only_simplified) for c in _HAN.findall(text))
    return balance > 0
