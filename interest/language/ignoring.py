"""Words to keep out: boilerplate and one's own brand, in any inflection and in either language."""

import re
from collections.abc import Iterable, Sequence

from interest.language.stems import stem
from interest.language.tokens import is_han, tokenize

_WORD = re.compile(r"[a-z0-9à-öø-ÿ]+(?:['’-][a-z0-9à-öø-ÿ]+)*", re.IGNORECASE)


class IgnoreList:
    """Words and phrases to ignore. Empty lists are false and ignore nothing."""

    def __init__(self, words: Iterable[str]) -> None:
        keys = [tuple(_stem(token) for token in tokenize(word)) for word in words]
        self._keys = sorted({key for key in keys if key}, key=len, reverse=True)  # long ones first
        han = {"".join(tokenize(word)) for word in words if any(map(is_han, tokenize(word)))}
        self._han = sorted(han, key=len, reverse=True)

    def __bool__(self) -> bool:
        return bool(self._keys)

    def meets(self, phrase: str) -> bool:
        """Whether an ignored word or phrase is in this phrase: its words, or for Chinese its characters."""
        stems = [_stem(token) for token in tokenize(phrase)]
        joined = "".join(tokenize(phrase))
        return any(self._at(stems, begin) for begin in range(len(stems))) or any(word in joined for word in self._han)

    def filter(self, tokens: Sequence[str]) -> list[str]:
        """The tokens without the ignored ones."""
        stems, kept, begin = [_stem(token) for token in tokens], [], 0
        while begin < len(tokens):
            length = self._at(stems, begin)
            if not length:
                kept.append(tokens[begin])
            begin += length or 1
        return kept

    def remove_from(self, text: str) -> str:
        """The text without the ignored words; the text itself where nothing would be left of it."""
        words = list(_WORD.finditer(text))
        stems = [_stem(match[0].lower().replace("’", "'")) for match in words]
        parts, at, begin = [], 0, 0
        while begin < len(words):
            length = self._at(stems, begin)
            if length:
                parts.append(text[at : words[begin].start()])
                at = words[begin + length - 1].end()
            begin += length or 1
        left = "".join([*parts, text[at:]])
        for word in self._han:
            left = left.replace(word, "")
        left = " ".join(left.split())
        return left if any(map(str.isalnum, left)) else text

    def _at(self, stems: Sequence[str], begin: int) -> int:
        """How many words from `begin` on are an ignored phrase; 0 for none."""
        return next((len(key) for key in self._keys if tuple(stems[begin : begin + len(key)]) == key), 0)


def _stem(token: str) -> str:
    return stem(token).replace("-", "")
