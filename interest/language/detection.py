"""Which language texts are in, judged over all of them.

Scripts decide what they can: Hangul is Korean, kana Japanese, Han characters Chinese. Where several languages share a
script, py3langid says how likely each is for a text, and the shares of the languages among all texts are estimated from
that: a short text alone is often taken for a foreign one, a corpus hardly ever.

References:
    Dempster, A., Laird, N. and Rubin, D. (1977). Maximum likelihood from incomplete data via the EM algorithm. Journal
    of the Royal Statistical Society B 39(1).
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from copy import copy
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from interest.language.languages import (
    TRADITIONAL,
    UNKNOWN,
    known_languages,
    main_script,
    mostly_traditional,
    romanised_languages,
)
from interest.language.languages.scripts import count_letters

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

LEAST_SHARE = 0.02
"""Part of the texts from which a language is one of theirs; names and quotations stay below it."""
_ENOUGH = 2000  # texts that shares are estimated from
_ROUNDS = 30  # of the EM algorithm, which settles within ten
_OF_SCRIPT = {"Hangul": "ko", "Thai": "th", "Greek": "el", "Hebrew": "he", "Bengali": "bn", "Tamil": "ta",
              "Telugu": "te", "Georgian": "ka", "Armenian": "hy"}  # fmt: skip
"""The languages of scripts that only one language here is written in."""
_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_TELLING = 10  # Han characters, from which a text without kana tells Chinese from Japanese
_ROMANISED = 0.25  # of a text's words are frequent ones of a language in Latin letters


def languages_of(texts: Sequence[str], among: Collection[str] = ()) -> list[str]:
    """The language of each text: an ISO code of `known_languages` or `romanised_languages`, or "other".

    A language of fewer than `LEAST_SHARE` of the texts is not told from the main ones in its script; where there are
    none it is "other". `among` are the languages of a study that these texts are to be compared with: then no others
    are looked for. A text without letters is in the main language that is not Chinese or Japanese.
    """
    scripts = [_script(text) for text in texts]
    found = np.array([_OF_SCRIPT.get(script, "") for script in scripts], dtype=object)
    for script in {*scripts} - {*_OF_SCRIPT, "Han", "Kana", ""}:
        rows = np.array([i for i, own in enumerate(scripts) if own == script])
        found[rows] = _in_script(script, [texts[i] for i in rows], len(texts), among)
    _settle_han(texts, scripts, found, among)
    known = set(among) or {"en", "zh"} | _frequent(found)
    main = _commonest([code for code in found if code in known and code not in ("zh", "ja")])
    return [code if code in known else UNKNOWN if code else main for code in found]


def main_language(texts: Sequence[str], languages: Sequence[str]) -> str:
    """The language of most of the texts with letters, `languages` being that of each; on a tie English, then Chinese.

    Chinese that is mostly written in traditional characters is `TRADITIONAL`.
    """
    worded = [code for text, code in zip(texts, languages, strict=True) if any(map(str.isalpha, text))]
    main = _commonest(worded)
    if main != "zh":
        return main
    chinese = (text for text, code in zip(texts, languages, strict=True) if code == "zh")
    return TRADITIONAL if mostly_traditional(chinese) else main


def needs_multilingual(languages: Sequence[str], share: float = 0.05) -> bool:
    """Whether at least `share` of the texts are not English, so that an English encoder would not do.

    An English encoder puts all it can't read in one heap, where nothing of it can be found again, whereas the
    multilingual one costs English only a little of its sharpness: the price is uneven, hence a low share. Below 5%
    foreign texts would hardly make topics of their own.
    """
    return bool(languages) and sum(code != "en" for code in languages) >= share * len(languages)


def _script(text: str) -> str:
    """The script that a text is judged by; "" for none.

    Han characters are what a text is about from 30% of the words on, counting 1.5 characters as one word. Chinese
    learners quote kana; Japanese itself is written with more kana than a third.
    """
    script = main_script(text)
    if script in ("", "Latin"):
        return script
    latin = sum(map(str.isascii, _LETTERS.findall(text)))
    han, kana = count_letters(text, "Han"), count_letters(text.replace("の", ""), "Kana")
    if script in ("Han", "Kana"):
        if kana * 3 > han + kana and kana > latin:
            return "Kana"
        return "Han" if han and han / 1.5 >= 0.3 * (han / 1.5 + latin) else "Latin" if latin else script
    return script if count_letters(text, script) > 5 * latin or han else "Latin"


def _in_script(script: str, texts: Sequence[str], total: int, among: Collection[str]) -> np.ndarray:
    """The languages of texts that are all in one script, of `total` texts."""
    codes = [code for code, own in known_languages().items() if own == script and (not among or code in among)]
    if script == "Latin":
        codes.sort(key=lambda code: code != "en")
    found = np.array([_romanised(text, among) if script == "Latin" else "" for text in texts], dtype=object)
    rows = np.flatnonzero(found == "")
    if not len(rows) or not codes:
        return np.where(found == "", UNKNOWN, found)
    if len(codes) == 1:
        found[rows] = codes[0]
        return found
    some = rows[:: max(1, len(rows) // _ENOUGH)]
    shares = _shares(_likelihoods(tuple(codes), [texts[i] for i in some.tolist()]))
    kept = np.flatnonzero(shares * len(rows) >= LEAST_SHARE * total)
    kept = kept if len(kept) else np.array([shares.argmax()])
    if len(kept) > 1:
        likely = _likelihoods(tuple(codes), [texts[i] for i in rows])[:, kept] * shares[kept]
        rare = np.bincount(likely.argmax(axis=1), minlength=len(kept)) < LEAST_SHARE * total
        likely[:, rare & ~rare.all()] = -1.0
        found[rows] = np.array(codes, dtype=object)[kept[likely.argmax(axis=1)]]
    else:
        found[rows] = codes[kept[0]]
    return found


def _shares(likely: np.ndarray) -> np.ndarray:
    """The shares of languages (n_languages,) that make texts of these likelihoods (n_texts, n_languages) likeliest.

    By the EM algorithm, with one more text that is most likely in the first language.
    """
    prior = np.full(likely.shape[1], 0.1 / likely.shape[1])
    prior[0] += 0.9  # English, or the script's main language, until the texts speak against it
    shares = prior
    for _ in range(_ROUNDS):
        part = likely * shares + 1e-12
        shares = ((part / part.sum(axis=1, keepdims=True)).sum(axis=0) + prior) / (len(likely) + 1)
    return shares


@cache
def _identifier(codes: tuple[str, ...]) -> "LanguageIdentifier":
    """py3langid's model, restricted to these languages."""
    identifier = copy(_all_languages())
    identifier.set_languages(list(codes))
    return identifier


@cache
def _all_languages() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _likelihoods(codes: tuple[str, ...], texts: Sequence[str]) -> np.ndarray:
    """How likely each text is in each language, (n_texts, n_languages), rows summing to 1."""
    identifier, number = _identifier(codes), {code: place for place, code in enumerate(codes)}
    likely = np.zeros((len(texts), len(codes)))
    for row, text in enumerate(texts):
        for code, probability in identifier.rank(text):
            likely[row, number[code]] = probability
    return likely


def probabilities(text: str, codes: Sequence[str]) -> dict[str, float]:
    """How likely a text is in each of these languages, which sum to 1."""
    return dict(zip(codes, _likelihoods(tuple(codes), [text])[0].tolist(), strict=True))


def _romanised(text: str, among: Collection[str]) -> str:
    """The language that a text in Latin letters is written in as it sounds; "" for none."""
    words = [word.lower() for word in _LETTERS.findall(text)]
    for tongue in romanised_languages():
        if not among or tongue.code in among:
            hits = [word for word in words if word in tongue.stop_words]
            if len(set(hits)) >= 2 and len(hits) >= _ROMANISED * len(words):
                return tongue.code
    return ""


def _settle_han(texts: Sequence[str], scripts: Sequence[str], found: np.ndarray, among: Collection[str]) -> None:
    """Chinese or Japanese, for texts in Han characters and kana: without kana it is Japanese in a Japanese corpus."""
    kana = [i for i, script in enumerate(scripts) if script == "Kana"]
    han = [i for i, script in enumerate(scripts) if script == "Han"]
    found[kana] = "ja"
    found[han] = "zh"
    japanese = "ja" in among if among else len(kana) >= LEAST_SHARE * len(texts)
    if japanese and han and (not among or "zh" in among):
        shares = np.array([len(han), len(kana)]) / (len(han) + len(kana))
        likely = _likelihoods(("zh", "ja"), [texts[i] for i in han])
        likely[[count_letters(texts[i], "Han") < _TELLING for i in han]] = 0.5
        likely *= shares
        found[han] = np.where(likely.argmax(axis=1) == 1, "ja", "zh")
    elif japanese and han:
        found[han] = "ja"


def _frequent(found: np.ndarray) -> set[str]:
    return {code for code, count in Counter(found).items() if code and count >= LEAST_SHARE * len(found)}


def _commonest(codes: Sequence[str]) -> str:
    counts = Counter(code for code in codes if code)
    return max(counts, key=lambda code: (counts[code], code == "en", code == "zh", code), default="en")
