"""What is known of a language: one frozen object each, from the tables in `data`."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from threading import Lock
from typing import Any

from interest.language.languages.chinese import simplified, traditional
from interest.language.languages.cutting import CUTTERS
from interest.language.languages.scripts import UNSPACED
from interest.language.languages.tables import read_table

UNKNOWN = "other"
"""The code of texts in no language that is known or frequent enough."""
TRADITIONAL = "zh-Hant"
"""The code for names in traditional Chinese; statements are "zh" in either script."""
FIRST_CLASS = (
    "en", "zh", "ja", "ko", "de", "fr", "es", "pt", "it", "nl", "pl", "ru", "tr", "ar", "hi", "id",
)  # fmt: skip
"""Languages with a table of their own."""


_UNKNOWN_IS_ROUGH = "nothing is known of its words"


def _itself(token: str) -> str:
    return token


@dataclass(frozen=True, eq=False)
class Language:
    """A language: how its texts are cut into words, which of them say nothing, and how a heading is written in it."""

    code: str
    """ISO 639-1, with a script where it is not the usual one (zh-Hant, hi-Latn); "other" for an unknown language."""
    name: str
    """In English."""
    script: str
    stop_words: frozenset[str] = frozenset()
    """Lower-cased tokens that no phrase begins or ends with."""
    inside: frozenset[str] = frozenset()
    """The stop words that may stand inside a phrase."""
    articles: frozenset[str] = frozenset()
    """Stand before things that are counted."""
    dependent: frozenset[str] = frozenset()
    """Words with which a clause begins that can't do without its neighbour, or its neighbour without it: if, unless."""
    elisions: re.Pattern[str] | None = None
    """What runs together with the next word: l', d'."""
    runs: str = ""
    """Ranges of the characters that `cut` cuts; "" where spaces part words, and Han characters are cut by jieba."""
    cut: Callable[[str], list[str]] | None = None
    """Cuts a run of these characters into words."""
    stem: Callable[[str], str] = _itself
    """What the inflections of a token share."""
    single: frozenset[str] = frozenset()
    """Single characters that name an interest by themselves."""
    headings: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Words by which a heading's words show: before_nouns, before_verbs, before_qualities."""
    capital_nouns: bool = False
    """Whether nouns are written with a capital wherever they stand."""
    joint: str = " & "
    """Between the two parts of a name."""
    mixed: str = "Mixed"
    """The name of what has none."""
    other: str = "other"
    """The name for what fits nothing else."""
    talk: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Words of what is about nothing in particular: praise, complaint, courtesy; vague (they stand for any thing) and
    negations."""
    talk_names: Mapping[str, str] = field(default_factory=dict)
    """What such talk is called: all, praise, complaint, courtesy."""
    cues: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Phrases that show what kind of statement one is, by kind; none where kinds are not told in this language."""
    seeds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Examples of each kind, and of "none"."""
    rough: str = ""
    """Why names in this language are rough, in plain words; "" where they are not."""

    def written(self, text: str) -> str:
        """A text of ours (a general name) as it is written in this language."""
        return traditional(text) if self.code == TRADITIONAL else text


@cache
def language(code: str) -> Language:
    """The language of a code; one without a table, or `UNKNOWN`, has words and nothing more."""
    if code == TRADITIONAL:
        return _chinese_for_show()
    if code == UNKNOWN:
        of_latin = (language(own).stop_words for own in FIRST_CLASS if read_table(f"{own}.toml")["script"] == "Latin")
        return Language(
            code, "a language that is not known", "Latin", frozenset().union(*of_latin), rough=_UNKNOWN_IS_ROUGH
        )
    if code in FIRST_CLASS:
        return _from_table(code, read_table(f"{code}.toml"))
    if code in (romanised := read_table("romanised.toml")):
        name, words = romanised[code]["name"], frozenset(romanised[code]["words"].split())
        return Language(code, name, "Latin", words, rough="it is read as it is written, without a dictionary")
    name, script = read_table("others.toml").get(code, [code, ""])
    stop_words, stem = _function_words(code), _snowball(code)
    return Language(code, name, script, stop_words, stem=stem, rough=_rough(name, script, stop_words, stem))


@cache
def known_languages() -> dict[str, str]:
    """The codes of the languages that can be told, with their scripts."""
    own = {code: read_table(f"{code}.toml")["script"] for code in FIRST_CLASS}
    return own | {code: script for code, (_, script) in read_table("others.toml").items()}


def rough_languages() -> dict[str, str]:
    """The languages in which names are rough, by name, and why."""
    codes = (*read_table("others.toml"), *read_table("romanised.toml"), UNKNOWN)
    return {tongue.name: tongue.rough for tongue in map(language, codes) if tongue.rough}


@cache
def romanised_languages() -> tuple[Language, ...]:
    """Languages that people also write in Latin letters."""
    return tuple(map(language, read_table("romanised.toml")))


def _rough(name: str, script: str, stop_words: frozenset[str], stem: Callable[[str], str]) -> str:
    if script in UNSPACED:
        return "it is written without spaces, and nothing here cuts it into words"
    if not stop_words:
        return "no list of its function words is known"
    return "its inflections are not brought together" if stem is _itself else ""


def _from_table(code: str, table: dict[str, Any]) -> Language:
    lists = {name: frozenset(text.split()) for name, text in table.items() if isinstance(text, str) and "\n" in text}
    function_words = frozenset() if code in ("en", "zh") else _function_words(code)  # lists of our own
    runs, cut = CUTTERS.get(table.get("cutter"), ("", None))
    return Language(
        code=code,
        name=table["name"],
        script=table["script"],
        stop_words=lists["stop_words"] | function_words,
        inside=lists.get("inside", frozenset()),
        articles=lists.get("articles", frozenset()),
        dependent=lists.get("dependent", frozenset()),
        elisions=re.compile(table["elisions"]) if "elisions" in table else None,
        runs=runs,
        cut=cut,
        stem=_stemmer(code, table.get("stemmer", "snowball")),
        single=lists.get("single", frozenset()),
        headings={name: frozenset(text.split()) for name, text in table.get("headings", {}).items()},
        capital_nouns=table.get("capital_nouns", False),
        joint=table.get("and", " & "),
        mixed=table["mixed"],
        other=table["other"],
        talk={name: frozenset(text.split()) for name, text in table["talk"].items() if isinstance(text, str)},
        talk_names=table["talk"]["names"],
        cues=_lines(table.get("kinds", {})),
        seeds=_lines(table.get("kinds", {}).get("seeds", {})),
    )


def _lines(lists: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Lists of phrases, one a line."""
    return {name: tuple(text.strip().split("\n")) for name, text in lists.items() if isinstance(text, str)}


def _chinese_for_show() -> Language:
    plain = language("zh")
    return replace(plain, code=TRADITIONAL, joint=traditional(plain.joint), mixed=traditional(plain.mixed),
                   other=traditional(plain.other),
                   talk_names={kind: traditional(name) for kind, name in plain.talk_names.items()})  # fmt: skip


@cache
def _function_words(code: str) -> frozenset[str]:
    """The function words of stopwordsiso; none where it doesn't know the language."""
    import stopwordsiso

    return frozenset(stopwordsiso.stopwords(code)) if stopwordsiso.has_lang(code) else frozenset()


def _stemmer(code: str, kind: str) -> Callable[[str], str]:
    if kind == "english":
        from interest.language.stems import english_stem

        return english_stem
    if kind == "simplified":
        return simplified
    return _snowball(code) if kind == "snowball" else _itself


_SNOWBALL = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "es": "spanish",
    "et": "estonian", "fa": "persian", "fi": "finnish", "fr": "french", "hi": "hindi", "hu": "hungarian",
    "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "ne": "nepali", "nl": "dutch",
    "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "sv": "swedish", "ta": "tamil", "tr": "turkish",
}  # fmt: skip


def _snowball(code: str) -> Callable[[str], str]:
    """Snowball's stemmer of a language, the token itself where there is none."""
    if code not in _SNOWBALL:
        return _itself
    import snowballstemmer

    stemmer, one_at_a_time = snowballstemmer.stemmer(_SNOWBALL[code]), Lock()  # it keeps the word that it works on

    @lru_cache(maxsize=200_000)
    def stem(token: str) -> str:
        with one_at_a_time:
            return stemmer.stemWord(token)

    return stem
