"""Words to keep out: boilerplate and one's own brand, in any inflection and in either language."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from interest.language.keyphrases import Phrases, phrase_key
from interest.language.languages import is_han
from interest.language.languages.scripts import HAN
from interest.language.tokens import is_content, join_tokens, stem, tokenize

_WORD = re.compile(rf"[^\W_{HAN}]+(?:['’-][^\W_{HAN}]+)*")


_HEADLESS = 0.4
"""How well what is left of a phrase reads as a heading when its end, the thing that it names, is gone: frying (pan)."""


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

    def remove_from(self, text: str, gap: str = "") -> str:
        """The text with `gap` in place of the ignored words; without a gap the text itself if nothing would be left."""
        words = list(_WORD.finditer(text))
        stems = [_stem(match[0].lower().replace("’", "'")) for match in words]
        parts, at, begin = [], 0, 0
        while begin < len(words):
            length = self._at(stems, begin)
            if length:
                parts.append(text[at : words[begin].start()] + gap)
                at = words[begin + length - 1].end()
            begin += length or 1
        left = "".join([*parts, text[at:]])
        for word in self._han:
            left = left.replace(word, gap)
        left = " ".join(left.split())
        return left if gap or any(map(str.isalnum, left)) else text

    def rest_of(self, phrase: str) -> str:
        """What a phrase still says without the ignored words: the part before or after them, "" where they are inside.

        Function words at its ends go too.
        """
        tokens = tokenize(phrase)
        kept = [token for token in self.filter(tokens) if not any(word in token for word in self._han)]
        if not kept or kept not in (tokens[: len(kept)], tokens[-len(kept) :]):
            return ""
        content = [place for place, token in enumerate(kept) if is_content(token)]
        rest = join_tokens(kept[content[0] : content[-1] + 1]) if content else ""
        begin = phrase.lower().find(rest)
        rest = phrase[begin : begin + len(rest)] if begin >= 0 else rest  # as it is written: iPhone, Gore-Tex
        return "" if self.meets(rest) else rest

    def _at(self, stems: Sequence[str], begin: int) -> int:
        """How many words from `begin` on are an ignored phrase; 0 for none."""
        return next((len(key) for key in self._keys if tuple(stems[begin : begin + len(key)]) == key), 0)


def _stem(token: str) -> str:
    return stem(token).replace("-", "")


def without(phrases: Phrases, ignored: IgnoreList) -> tuple[Phrases, np.ndarray]:
    """The phrases without the ignored words, and which one each comes from, (n_left,) positions.

    Of a phrase with an ignored word stays what it still says ("the Acme warranty" is a warranty): a word that is hardly
    said outside of a longer phrase is no phrase of its own, and would be lost with it.
    """
    from scipy.sparse import csr_matrix

    names = [ignored.rest_of(name) if ignored.meets(name) else name for name in phrases.names]
    whole = [rest == name for rest, name in zip(names, phrases.names, strict=True)]
    rests = zip(names, phrases.languages, strict=True)
    keys = [key if same else phrase_key(*rest) for key, rest, same in zip(phrases.keys, rests, whole, strict=True)]
    known = {key for key, same in zip(keys, whole, strict=True) if same}
    kept = [i for i, rest in enumerate(names) if whole[i] or (rest and keys[i] not in known)]
    number = {key: i for i, key in enumerate(dict.fromkeys(keys[i] for i in kept))}  # some may say the same now
    columns = [number[keys[i]] for i in kept]
    origin = np.array([kept[at] for at in np.unique(columns, return_index=True)[1]], np.int64)
    joined = csr_matrix((np.ones(len(kept), np.float32), (kept, columns)), shape=(len(phrases), len(number)))
    matrix = phrases.matrix @ joined
    matrix.data[:] = 1
    titles = [phrases.titles[i] if whole[i] else ignored.rest_of(phrases.titles[i]) or names[i] for i in origin]
    ends = np.array([phrases.names[i].endswith(names[i]) for i in origin], bool)
    left = phrases.take(origin)
    left = replace(
        left, names=[names[i] for i in origin], titles=titles, keys=list(number), matrix=matrix,
        headings=np.where(ends, left.headings, _HEADLESS * left.headings),
        counts=np.asarray(matrix.sum(axis=0)).ravel().astype(phrases.counts.dtype),
    )  # fmt: skip
    return left, origin
