"""Statements that a user made more than once, word for word or nearly so, into one."""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

import numpy as np
import pandas as pd

from interest.ingest.report import Entry

WEIGHT_CAP = 5.0
"""Merged weights add up to at most this many times the largest of them: a text sent a thousand times is no thousand."""

_JACCARD = 0.9
_ALIKE = 0.85  # of the letters of two words, for a slip of the keyboard
_FEWEST_TOKENS = 10  # below, one token more or less is too much for the threshold
_BUCKET = 50  # statements a token is looked up in, so that a user with 50,000 of them takes linear time
_REPEATED = re.compile(r"([^\W\d_])\1+")
_WORD = re.compile(r"[^\W\d_]+")
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_VOWEL = re.compile(r"[aeiouyäöüáéíóúàèìòùâêîôûаеёиоуыэюя]")
_ROMAN = frozenset("ivxlcdm")
_NO_LETTER = re.compile(r"(?:(?<!\d)[.,:/-]|[.,:/-](?!\d)|(?<![^\W_])[+#]|[^\w.,:/+#-]|_)+")
"""What stands between letters and digits, but for the signs within numbers (1.5) and behind names (C++, C#)."""
_TOKEN = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+[+#]*")
_PARTICLES = frozenset("的得地了呢吧啊呀吗嘛哦啦")
_NEGATION = re.compile(
    r"\b(?:no|not|never|none|nothing|nobody|neither|nor|without|cannot|cant|dont|doesnt|didnt|isnt|wasnt|wont|wouldnt"
    r"|nicht|kein\w*|nie|niemals|ohne|ne|pas|jamais|sans|aucun\w*|nunca|jamás|sin|não|nem|sem|non|mai|senza|niet|geen"
    r"|zonder|nie|bez|не|нет|ни|без|değil|yok|tidak|bukan|không|لا|ليس|नहीं)\b|n['’]t\b|不|没|沒|別|别|无|無|未|非|否|ない|ません|ぬ|안|못|않",
)
_PREFIXES = ("un", "in", "im", "ir", "il", "dis", "non", "mis")


@dataclass(frozen=True, eq=False)
class Merged:
    """Statements without duplicates, in input order with an index from 0, and what became of the others.

    `times` has the columns statement_id and timestamp: the further times at which a statement was made.
    """

    frame: pd.DataFrame
    times: pd.DataFrame
    entries: list[Entry]


def duplicate_key(text: str) -> str:
    """What is left of a text without case, punctuation, white space and repeated letters: "Sooo GOOD!!" → "sogod".

    Signs that belong to a name stay (C++ is not C#), and so do the letters of short words and of numerals: AA is not
    AAA, XL not XXL, VII not VIII.
    """
    return _NO_LETTER.sub("", _plain(text))


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    """A text in small letters, without repeated ones where they are no part of a word."""
    folded = _folded(text)
    return _WORD.sub(lambda match: _unrepeated(match[0]), folded) if _REPEATED.search(folded) else folded


@lru_cache(maxsize=65536)
def _unrepeated(word: str) -> str:
    if not _REPEATED.search(word):
        return word
    if _HAN.search(word):
        return _REPEATED.sub(r"\1", word)
    meant = len(word) < 4 or len(set(word)) == 1 or _ROMAN.issuperset(word) or not _VOWEL.search(word)
    return word if meant else _REPEATED.sub(r"\1", word)


def _folded(text: str) -> str:
    return text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()


def merge_duplicates(frame: pd.DataFrame) -> Merged:
    """Merge the statements of each user and source that are equal, have equal keys, or nearly the same words.

    Nearly the same are texts of which one has a few words more, or other spellings, with a Jaccard similarity of the
    sets of words (Han characters) of at least 0.9, and as many negations: what adds a "not" says the opposite. The most
    frequent form stays, on a tie the shortest with the fewest capitals, whatever the order of rows. Its weight becomes
    the sum of all, at most `WEIGHT_CAP` times the largest; its time the earliest.
    `frame` needs the columns row, file, line, user_id, source, text, timestamp and weight.
    """
    frame = frame.reset_index(drop=True)
    texts = frame["text"].tolist()
    leaders = np.arange(len(frame))
    for positions in frame.groupby(["user_id", "source"], sort=False).indices.values():
        if len(positions) > 1:
            leaders[positions] = _leaders(positions.tolist(), texts)
    kept = leaders == np.arange(len(frame))
    ids = np.cumsum(kept) - 1  # of a leader: its place among those that stay
    grouped = frame.groupby(ids[leaders])
    total = grouped["weight"].sum().clip(upper=WEIGHT_CAP * grouped["weight"].max())
    first = grouped["timestamp"].min()
    merged = frame[kept].reset_index(drop=True).assign(weight=total, timestamp=first)
    times = pd.DataFrame({"statement_id": ids[leaders], "timestamp": frame["timestamp"]}).dropna()
    # Each statement has its earliest time already; one row of it is taken out.
    times = times.sort_values(["statement_id", "timestamp"], kind="stable")
    times = times[times.duplicated("statement_id")].reset_index(drop=True)
    return Merged(merged, times, _entries(frame, leaders))


def _entries(frame: pd.DataFrame, leaders: np.ndarray) -> list[Entry]:
    gone = np.flatnonzero(leaders != np.arange(len(frame)))
    places = frame.loc[gone, ["row", "file", "line"]].itertuples(index=False)
    before, after = frame["text"].iloc[gone], frame["text"].iloc[leaders[gone]]
    return [
        Entry(*place, "duplicate" if was == now else "near duplicate", was, now)
        for place, was, now in zip(places, before, after, strict=True)
    ]


def _leaders(positions: Sequence[int], texts: Sequence[str]) -> list[int]:
    """For each of one user's statements the position of the one that it is merged into."""
    counts = Counter(texts[position] for position in positions)
    forms: dict[str, list[str]] = {}
    for text in counts:
        forms.setdefault(duplicate_key(text), []).append(text)
    groups: dict[str, list[str]] = {}
    for key, leader in _near(forms).items():
        groups.setdefault(leader, []).extend(forms[key])
    best = {}
    for members in groups.values():
        chosen = min(members, key=lambda text: (-counts[text], len(text), sum(map(str.isupper, text[1:])), text))
        best.update(dict.fromkeys(members, chosen))
    first: dict[str, int] = {}
    for position in positions:
        first.setdefault(texts[position], position)
    return [first[best[texts[position]]] for position in positions]


def _near(forms: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """For each key of one user's statements the key that it joins, itself for most.

    Two sets that similar share one of their rarest words, so that only statements with such a word in common are
    compared (prefix filtering; Bayardo, Ma and Srikant, Scaling Up All Pairs Similarity Search, 2007).
    """
    leader = {key: key for key in forms}
    tokens = {key: tokens for key, texts in forms.items() if len(tokens := _tokens(min(texts))) >= _FEWEST_TOKENS}
    if len(tokens) < 2:
        return leader
    negations = {key: len(_NEGATION.findall(_folded(min(forms[key])))) for key in tokens} if len(tokens) > 1 else {}
    frequency = Counter(token for words in tokens.values() for token in words)
    index: dict[str, list[str]] = {}
    for key in sorted(tokens, key=lambda key: (-len(tokens[key]), key)):
        words = tokens[key]
        rare = sorted(words, key=lambda word: (frequency[word], word))
        prefix = rare[: len(words) - math.ceil(_JACCARD * len(words)) + 1]
        candidates = dict.fromkeys(other for word in prefix for other in index.get(word, ()))
        found = next(
            (o for o in candidates if negations[o] == negations[key] and _is_small_edit(tokens[o], words)), None
        )
        if found is not None:
            leader[key] = found
            continue
        for word in prefix:
            bucket = index.setdefault(word, [])
            if len(bucket) < _BUCKET:
                bucket.append(key)
    return leader


def _tokens(text: str) -> frozenset[str]:
    return frozenset(_TOKEN.findall(_plain(text))) - _PARTICLES


def _is_small_edit(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether nearly all words are the same and the others are extra words of one side, or spelled alike."""
    common = len(a & b)
    if common < _JACCARD * (len(a) + len(b) - common):
        return False
    extra, missing = sorted(a - b), sorted(b - a)
    if not extra or not missing:
        return True
    return len(extra) == len(missing) and all(map(_spelled_alike, extra, missing))


def _spelled_alike(a: str, b: str) -> bool:
    """Whether two words are one with a slip; one with a prefix that turns its meaning round is another."""
    short, long = sorted((a, b), key=len)
    if _has_digit((a, b)) or len(short) < 4 or any(prefix + short == long for prefix in _PREFIXES):
        return False
    return SequenceMatcher(None, a, b).ratio() >= _ALIKE


def _has_digit(words: Iterable[str]) -> bool:
    return any(character.isdigit() for word in words for character in word)
