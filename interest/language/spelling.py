"""Words as most people spell them, so that what a few misspell is counted with the rest, and names nothing."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from interest.language.tokens import is_stop_word, stem

SHORTEST = 5
"""Letters of a word that can be misspelt: shorter ones are too near to others (form, from)."""
OFTENER = 5
"""How much oftener a word is spelt rightly than in one wrong way, at least."""
LANGUAGES = ("en", "zh")
"""Where a letter more or less is seldom an inflection; in Chinese texts for words in Latin letters."""


def usual_spelling(
    token_lists: Sequence[Sequence[str]], languages: Sequence[str], known: Collection[str]
) -> list[list[str]]:
    """The tokens of statements with rare misspellings of frequent words written like these.

    A misspelling has a letter too many, too few or another one, or two that changed places (Damerau 1964), neither
    first nor last: there words are inflected. It is none of the `known` words, and the right word, which has another
    stem, stands in at least `OFTENER` times as many statements.

    References:
        Damerau, F. (1964). A technique for computer detection and correction of spelling errors. CACM 7(3).
    """
    said = Counter(
        token for tokens, code in zip(token_lists, languages, strict=True) if code in LANGUAGES for token in set(tokens)
    )
    right = _corrections(said, known)
    return [[right.get(token, token) for token in tokens] if code in LANGUAGES else list(tokens)
            for tokens, code in zip(token_lists, languages, strict=True)]  # fmt: skip


def _corrections(said: Mapping[str, int], known: Collection[str]) -> dict[str, str]:
    """Misspelling → the word that it is meant to be, the most frequent of several."""
    words = sorted((word for word in said if len(word) >= SHORTEST - 1 and word.isascii() and word.isalpha()),
                   key=lambda word: (-said[word], word))  # fmt: skip
    like: defaultdict[str, list[str]] = defaultdict(list)  # what is left without a letter → frequent words
    found = {}
    for word in words:
        spelt = dict.fromkeys(_without_letter(word))
        if len(word) >= SHORTEST and word not in known and not is_stop_word(word, "en"):
            near = dict.fromkeys(other for part in spelt for other in like[part] if _is_slip(word, other))
            if right := next((other for other in near if said[other] >= OFTENER * said[word]), None):
                found[word] = right
                continue
        for part in spelt:
            like[part].append(word)
    return found


def _without_letter(word: str) -> Iterator[str]:
    """The word, and what is left of it without one of its letters."""
    yield word
    yield from (word[:at] + word[at + 1 :] for at in range(len(word)))


def _is_slip(wrong: str, right: str) -> bool:
    """Whether a word of another stem comes of one slip inside of the right one."""
    if wrong[0] != right[0] or wrong[-1] != right[-1] or stem(wrong, "en") == stem(right, "en"):
        return False
    if len(wrong) != len(right):
        longer, shorter = sorted((wrong, right), key=len, reverse=True)
        return shorter in set(_without_letter(longer))
    differ = [at for at in range(len(wrong)) if wrong[at] != right[at]]
    if len(differ) == 1:
        return True
    swapped = len(differ) == 2 and differ[1] == differ[0] + 1
    return swapped and (wrong[differ[0]], wrong[differ[1]]) == (right[differ[1]], right[differ[0]])
