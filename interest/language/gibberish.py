"""Texts that nobody meant: keyboard mashing, placeholders, one sign again and again.

Precision comes first: a real text taken for gibberish is a user lost, a missed one only an outlier more.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache

import numpy as np

from interest.language.languages import language, ordered_words
from interest.language.ngrams import NGramModel

_WORD = re.compile(r"[^\W\d_]+")
_HAN_OR_KANA = re.compile(r"[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_WORDLIKE = "wer ert rty tre rew ytr uio iop poi oiu uyt sas"  # in were, tree, power, property …
_PLACEHOLDERS = frozenset(
    {"test", "testing", "tests", "asdf", "qwerty", "foobar", "lorem", "ipsum", "blah", "测试", "测试测试"}
)
_BESIDE_PLACEHOLDERS_TEXT = """
this is a an just only ignore please pls one two three 一下 下 了 用 一 个 这是 一个 dolor sit amet
"""
_BESIDE_PLACEHOLDERS = frozenset(_BESIDE_PLACEHOLDERS_TEXT.split())
_SOUNDS = re.compile(r"[哈呵嘿嘻嗯啊哦噢呃额唉哎呜嗷略]{3,}|(?:ha|he|hi|ho|lo|la|na|ah|ja){4,}[aholn]?", re.IGNORECASE)

_LONGEST, _FEW_SIGNS = 60, 12  # a text of more characters, and more different ones, was meant
_SHORTEST_MASH = 5  # letters: shorter unpronounceable words are abbreviations
_UNLIKELY = -5.6  # mean log2 probability of a letter: -4.7 is a letter drawn by lot, English words have about -3.6
_KNOWN = 2  # texts that hold a word before it passes for a word of the corpus


def gibberish(texts: Sequence[str]) -> np.ndarray:
    """Which texts are gibberish, bool of shape (n_texts,).

    Flagged are texts without a letter or digit, one sign or unit repeated, mere sounds (哈哈哈, hahahaha),
    placeholders (test test, 测试) and texts whose every Latin word is mashed on the keyboard: along its rows (asdfgh,
    qwe qwe), or, if no other text has the word, by letters of the row where the hands rest that follow one another in
    no word (an `NGramModel` of letters, fitted to English words and the corpus's own). Rare words, names, abbreviations
    and other scripts pass.
    """
    word_lists = [_WORD.findall(text.lower()) for text in texts]
    holders = Counter(word for words in word_lists for word in set(words))
    of_corpus = (word for word, count in holders.items() if count >= _KNOWN)
    known = language("en").stop_words.union(language("zh").stop_words, ordered_words("en", "spelling.words"), of_corpus)

    @cache  # few corpora have words that need the model
    def model() -> NGramModel:
        return NGramModel.fit((_letters(word) for word in known if word.isascii()), order=3)

    return np.array(
        [_is_gibberish(text, words, known, model) for text, words in zip(texts, word_lists, strict=True)], dtype=bool
    )


def _is_gibberish(text: str, words: Sequence[str], known: frozenset[str], model: Callable[[], NGramModel]) -> bool:
    """Whether one text, of these words, is gibberish."""
    if len(text) > _LONGEST and len(set(text)) > _FEW_SIGNS:
        return False
    signs = "".join(sign for sign in text.lower() if sign.isalnum())
    if not signs:
        return True
    if _is_repetition(signs) or _SOUNDS.fullmatch(signs):
        return True
    if not _PLACEHOLDERS.isdisjoint(words):
        return _PLACEHOLDERS.union(_BESIDE_PLACEHOLDERS).issuperset(words)
    if not words or _HAN_OR_KANA.search(text) or not all(word.isascii() for word in words):
        return False
    along_rows = [_is_along_a_row(word) for word in words]
    if all(along_rows):
        return len(signs) > 4 or len(words) > 1
    return all(
        on_row or (word not in known and _is_mashed(word, model))
        for word, on_row in zip(words, along_rows, strict=True)
    )


def _is_mashed(word: str, model: Callable[[], NGramModel]) -> bool:
    """Whether a word is drummed on the home row (sdkfjh); abbreviations (lgbtq) use the whole keyboard."""
    on_home_row = sum(letter in _ROWS[1] for letter in word)
    return (
        len(word) >= _SHORTEST_MASH
        and on_home_row >= 0.8 * len(word)
        and model().likelihood(_letters(word)) < _UNLIKELY
    )


def _letters(word: str) -> str:
    """A word with its ends marked, for a model of letters."""
    return f"^{word}$"


def _is_repetition(signs: str) -> bool:
    """Whether a text is one sign many times (Han: 3, others: 5), or three signs or more three times."""
    if len(set(signs)) == 1:
        return len(signs) >= (3 if _HAN_OR_KANA.match(signs) else 5)
    return re.fullmatch(r"([^\d]{3,}?)\1{2,}", signs) is not None and len(set(signs)) <= 4


def _is_along_a_row(word: str) -> bool:
    """Whether a word is typed key by key along a row of the keyboard: qwe, asdfgh, lkjh, zxcv, asdasd."""
    covered = at = 0
    while at < len(word):
        longest = min(len(_ROWS[0]), len(word) - at)
        run = max((length for length in range(3, longest + 1) if _on_row(word[at : at + length])), default=0)
        if not run:
            break
        covered += run
        at += run
    return covered >= 0.8 * len(word) and any(_is_telltale(word[i : i + 3]) for i in range(len(word) - 2))


def _on_row(part: str) -> bool:
    """Whether these letters stand next to each other on a row, in either direction."""
    return any(part in row or part[::-1] in row for row in _ROWS)


def _is_telltale(part: str) -> bool:
    """Whether three letters are neighbours on a row but never in a word."""
    return _on_row(part) and part not in _WORDLIKE
