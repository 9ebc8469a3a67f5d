"""Capitals as people write them: iPhone, SQL, Python, though tokens are lower-cased.

References:
    Lita, L. V., Ittycheriah, A., Roukos, S. and Kambhatla, N. (2003). tRuEcasIng. ACL.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from interest.language.languages.scripts import CJK, HANGUL

_LETTER = rf"[^\W\d_{CJK}{HANGUL}]"
_SIGN = rf"[^\W_{CJK}{HANGUL}]"
_SPELLED = rf"{_LETTER}(?:{_SIGN}|[+#])*(?:['’.-]{_SIGN}+)*"
_WORD = re.compile(rf"(?P<start>^|[.!?:。！？：；\n\"“(（#¿¡«„]\s*)?(?P<word>{_SPELLED})")
_PART = re.compile(_SPELLED)
_SHOUTED = 0.5
"""Part of a text's letters that are capitals from which its capitals mean nothing."""


def usual_forms(texts: Iterable[str]) -> dict[str, str]:
    """The way each word with capitals is mostly written inside sentences: lower-cased word → word.

    Words at the start of a sentence and texts in capitals don't count, except for words that are never elsewhere and
    have capitals after their first letter. Words that are mostly written small are not in it.
    """
    inside: defaultdict[str, Counter[str]] = defaultdict(Counter)
    at_start: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        letters = [letter for letter in text if letter.lower() != letter.upper()]
        if len(letters) > 12 and sum(map(str.isupper, letters)) > _SHOUTED * len(letters):
            continue
        for match in _WORD.finditer(text):
            word = match["word"]
            (at_start if match["start"] is not None else inside)[word.lower()][word] += 1
    forms = {}
    for key in {*inside, *at_start}:
        form = _commonest(inside[key]) if key in inside else _commonest(at_start[key])
        if form != key and (key in inside or form[1:] != form[1:].lower()):
            forms[key] = form
    return forms


def _commonest(counts: Counter[str]) -> str:
    """On a tie the one with fewer capitals."""
    return min(counts, key=lambda form: (-counts[form], sum(map(str.isupper, form)), form))


def with_capitals(phrase: str, forms: Mapping[str, str]) -> str:
    """A lower-cased phrase with its words in their usual forms."""
    return _PART.sub(lambda match: forms.get(match[0], match[0]), phrase)
