"""Which language a text is in, as far as the project must know: Chinese, English, or another one.

Scripts decide first (Han, kana, Hangul, Cyrillic …), and among Latin texts the function words and diacritics of other
languages against those of English. No model is needed to tell these three apart, and a text costs microseconds.
"""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Literal

from interest.language.stopwords import FOREIGN_STRONG, FOREIGN_WEAK

Language = Literal["zh", "en", "other"]

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# Without の, which Chinese brands and posts borrow for its looks.
_JAPANESE_KOREAN = re.compile(r"[\u3041-\u306d\u306f-\u3096\u30a1-\u30fa\uac00-\ud7a3\u1100-\u11ff]")
_LATIN_WORD = re.compile(r"[a-z\u00df-\u00f6\u00f8-\u024f\u1e00-\u1eff]+(?:['’][a-z]+)?")
_OTHER_LETTER = re.compile(
    r"[^\W\d_A-Za-z\u00aa\u00b5\u00ba\u00c0-\u024f\u1e00-\u1eff\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff\uff21-\uff5a"
    r"\U0001d400-\U0001d7ff\U00020000-\U0003ffff]"
)

_ENGLISH_TEXT = """
the and is are was were be to of in for with on at by from my your our their his her its i you he she it we they
this that these those what how why when where who which can could will would should do does did not don't i'm it's
have has had so but or if than then there here just any some all more most best new very really about into out up
get got need want like love looking me us them as an a am been being no yes please
"""
_ENGLISH = frozenset(_ENGLISH_TEXT.split())
# English words that have kept their accents, and names that everybody writes with them.
_LOANWORDS_TEXT = """
café cafés pokémon crème brûlée jalapeño jalapeños résumé résumés naïve décor purée sauté sautéed fiancé fiancée
cliché déjà touché entrée entrées façade piñata señor beyoncé rosé soufflé pâté après matcha açaí ragù gruyère
lancôme nestlé hermès citroën zoë chloé andré josé protégé passé exposé à maître crêpe crêpes sautéing über
doppelgänger smörgåsbord loréal l'oréal häagen müller bún phở bánh mì élite
"""
_LOANWORDS = frozenset(_LOANWORDS_TEXT.split())


def language_of(text: str) -> Language:
    """The language of one text.

    `zh` when Han characters, without kana or Hangul, make at least 30% of the words (counting 1.5 characters as one
    word); `other` for other scripts and for Latin texts with more foreign function words and accented words than
    English function words; else `en`, which so is also the answer for bare keywords and for texts without letters.
    """
    if text.isascii():
        return _latin_language(text)
    n_han = len(_HAN.findall(text))
    n_japanese_korean = len(_JAPANESE_KOREAN.findall(text))
    n_other = len(_OTHER_LETTER.findall(text)) if not n_han else 0
    n_words = len(_LATIN_WORD.findall(text.lower()))
    # Chinese learners quote kana; Japanese itself is written with more kana than that.
    if n_japanese_korean * 3 > n_han + n_japanese_korean and n_japanese_korean > n_words:
        return "other"
    if n_other > 5 * n_words:
        return "other"
    if n_han and n_han / 1.5 >= 0.3 * (n_han / 1.5 + n_words):
        return "zh"
    return _latin_language(text)


def _latin_language(text: str) -> Language:
    """`en` or `other` for a text in Latin letters, by what its words give away."""
    words = _LATIN_WORD.findall(text.lower().replace("’", "'"))
    foreign = english = 0
    for word in words:
        if word in _ENGLISH:
            english += 1
        elif word in FOREIGN_STRONG:
            foreign += 2
        elif word in FOREIGN_WEAK or (not word.isascii() and word not in _LOANWORDS):
            foreign += 1
    # One odd word is a name or a quotation; a foreign text shows a sign at least every sixth word.
    return "other" if foreign >= 2 and foreign > 1.5 * english and foreign * 6 >= len(words) else "en"


def majority_language(texts: Iterable[str]) -> Language:
    """The language that most texts with letters are in; on a tie the first of en, zh, other; `en` for none at all."""
    counts = Counter(language_of(text) for text in texts if any(map(str.isalpha, text)))
    return max(("en", "zh", "other"), key=lambda language: counts[language])


def needs_multilingual(texts: Iterable[str], share: float = 0.05) -> bool:
    """Whether at least `share` of the texts are not English, so that an English encoder would not do.

    An English encoder puts all it can't read in one heap, where nothing of it can be found again, whereas the
    multilingual one costs English only a little of its sharpness: the price is uneven, hence a low share. Below 5%
    foreign texts would hardly make topics of their own, and the odd name taken for a language must not decide.
    """
    languages = [language_of(text) for text in texts]
    return bool(languages) and sum(language != "en" for language in languages) >= share * len(languages)
