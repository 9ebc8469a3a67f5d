"""The phrases that statements share: words and runs of words that can name an interest."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log2
from typing import TYPE_CHECKING

import numpy as np

from interest.language.collocations import SIGNIFICANT, Grams, association, frequent_grams
from interest.language.headings import heading_scores
from interest.language.languages import is_han, simplified
from interest.language.ngrams import NGramModel
from interest.language.stems import is_plural
from interest.language.tokens import (
    is_content,
    is_number,
    is_stop_word,
    join_tokens,
    language_of_token,
    stands_inside,
    stem,
    tokenize,
)

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

_GAIN = 0.75  # bits a word that a phrase's words must foretell one another: large corpora make any pair significant
_PLURAL = 0.1  # of a phrase's uses in the plural: then it can be its title
_LONGEST = 4  # words of a phrase
_CONTAINED = 0.9  # of a phrase's statements in one longer phrase: then it is but a part of it
# Function words that jieba runs together: 我能, 太有, 全是, 一片.
_FUNCTION_WORDS = re.compile(
    r"[我你您他她它咱这那谁啥太很最更极挺不没全都也就才又还再][我你您他她它能会要想有是敢肯了过得的也都就又还很太只来去在用给让]{1,2}|一[\u4e00-\u9fff]"
)


@dataclass(frozen=True)
class Phrases:
    """Phrases, the best first, and the statements that mention them."""

    names: list[str]
    """The form most often written, for people to read."""
    titles: list[str]
    """The form for headings: the plural of things that are counted (a tent, tents), else as in `names`."""
    keys: list[str]
    """What all forms of a phrase have in common: the stems without spaces and hyphens; each is unique."""
    counts: np.ndarray
    """The statements that mention the phrase, of shape (n_phrases,)."""
    scores: np.ndarray
    """How much of a term it is, of shape (n_phrases,), falling."""
    matrix: "csr_matrix"
    """Mentions, 1 or 0, float32, of shape (n_statements, n_phrases)."""
    headings: np.ndarray
    """How well the phrase reads as a heading, in (0, 1], of shape (n_phrases,)."""
    languages: list[str]
    """The language of more than half of its statements; "" where there is none."""

    def __len__(self) -> int:
        return len(self.names)

    def take(self, which: np.ndarray) -> "Phrases":
        """Only the phrases at these positions, in their order."""
        return Phrases(
            names=[self.names[i] for i in which],
            titles=[self.titles[i] for i in which],
            keys=[self.keys[i] for i in which],
            counts=self.counts[which],
            scores=self.scores[which],
            matrix=self.matrix[:, which],
            headings=self.headings[which],
            languages=[self.languages[i] for i in which],
        )


@dataclass(frozen=True)
class _Corpus:
    """All tokens of all statements in one row."""

    n_statements: int
    statements: np.ndarray  # (n_positions,) the statement at each position
    words: np.ndarray  # (n_positions,) the word (a stem) at each position
    surfaces: np.ndarray  # (n_positions,) the token as it was written
    stems: list[str]  # of each word
    tokens: list[str]  # of each surface
    articles: np.ndarray  # (n_surfaces,) whether it stands before things that are counted
    alone: np.ndarray  # (n_words,) whether a word can be a phrase by itself
    begins: np.ndarray  # (n_words,) … can begin one
    ends: np.ndarray  # (n_words,) … can end one
    inside: np.ndarray  # (n_words,) … can stand inside one
    numbers: np.ndarray  # (n_words,) whether it is a number
    han: np.ndarray  # (n_words,) … is Chinese


@dataclass(frozen=True)
class _Candidate:
    """One run of words that may be a phrase."""

    length: int
    gram: int
    words: tuple[int, ...]
    key: str
    gain: float  # bits a word that its words foretell one another; 0 for single words


def extract_phrases(
    token_lists: Sequence[Sequence[str]], languages: Sequence[str] | None = None, ignore: Iterable[str] = ()
) -> Phrases:
    """The words and phrases of 2 to 4 words that several statements have in common.

    `token_lists` holds the tokens of each statement, as `tokenize` gives them, and `languages` the language of each,
    whose stop words and stems hold for it. Words and phrases of `ignore`, in any inflection, are in no phrase.

    A phrase begins and ends with content words; phrases of several words must be collocations (Dunning's
    log-likelihood ratio, and a gain under the n-gram model). Variants (case, inflection, hyphen or space) are one
    phrase. A phrase that hardly occurs outside a longer one is left out. The order is by C-value (Frantzi et al.),
    log2(1 + words) · (count − mean count of the longer phrases around it), times log2(2 + gain), the gain being the
    bits a word by which the n-gram model expects the words in this order more than by themselves. The order of the
    statements has no influence.

    Raises `ValueError` when `languages` and `token_lists` differ in length.

    References:
        Frantzi, K., Ananiadou, S. and Mima, H. (2000). Automatic recognition of multi-word terms: the C-value/NC-value
        method. International Journal on Digital Libraries 3(2), 115–130.
    """
    if languages is not None and len(languages) != len(token_lists):
        raise ValueError(f"There are {len(token_lists)} statements but {len(languages)} languages.")
    languages = [""] * len(token_lists) if languages is None else languages
    corpus = _corpus(_rejoin(token_lists), languages)
    levels = frequent_grams(corpus.words, corpus.statements, minimum_frequency(len(token_lists)))
    candidates = _candidates(corpus, levels, NGramModel.fit(_word_lists(corpus)))
    ignored = {phrase_key(phrase) for phrase in ignore} - {""}
    if ignored:
        candidates = [candidate for candidate in candidates if ignored.isdisjoint(_parts(corpus, candidate.words))]
    return _phrases(corpus, levels, candidates, token_lists, languages)


def find_phrases(phrases: Phrases, token_lists: Sequence[Sequence[str]], languages: Sequence[str]) -> "csr_matrix":
    """Which known phrases other statements mention: 1 or 0, float32, of shape (n_statements, n_phrases)."""
    from scipy.sparse import csr_matrix

    number = {key: i for i, key in enumerate(phrases.keys)}
    mentions = set()
    for row, (tokens, language) in enumerate(zip(token_lists, languages, strict=True)):
        stems = [_stem(token, language) for token in tokens]
        runs = (stems[begin:end] for begin in range(len(stems)) for end in range(begin + 1, begin + _LONGEST + 1))
        mentions |= {(row, number[key]) for key in map(_key, runs) if key in number}
    rows, columns = np.array(sorted(mentions), dtype=np.int64).reshape(-1, 2).T
    shape = (len(token_lists), len(phrases))
    return csr_matrix((np.ones(len(rows), dtype=np.float32), (rows, columns)), shape=shape)


def minimum_frequency(n_statements: int) -> int:
    """In how many statements a phrase must occur: 2 up to 2,000 statements, then one more with each doubling."""
    return 2 + max(0, int(log2(max(1, n_statements) / 1000)))


def phrase_key(phrase: str, code: str = "") -> str:
    """What all forms of a phrase in the language `code` have in common, as in `Phrases.keys`."""
    return _key(_stem(token, code) for token in tokenize(phrase, code))


def _rejoin(token_lists: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
    """The statements with two words made one where other statements write them with a hyphen: top up, top-up."""
    written = Counter(token for tokens in token_lists for token in tokens if "-" in token)
    hyphened = [
        token for token, count in written.items() if count > 1 and token.count("-") == 1 and not is_number(token)
    ]
    pairs = {tuple(token.split("-")): token for token in hyphened}
    firsts = {first for first, _ in pairs}
    rejoined = []
    for tokens in token_lists:
        if firsts.isdisjoint(tokens):
            rejoined.append(tokens)
            continue
        joined: list[str] = []
        for token in tokens:
            pair = pairs.get((joined[-1], token)) if joined else None
            joined[-1:] = [pair] if pair else [*joined[-1:], token]
        rejoined.append(joined)
    return rejoined


def _corpus(token_lists: Sequence[Sequence[str]], languages: Sequence[str]) -> _Corpus:
    """The tokens of all statements, numbered; those of two languages are two."""
    numbers: dict[tuple[str, str], int] = {}
    said = ((token, code) for tokens, code in zip(token_lists, languages, strict=True) for token in tokens)
    numbered = [numbers.setdefault((token, _rules(token, code)), len(numbers)) for token, code in said]
    surfaces = np.array(numbered, dtype=np.int64)
    stems: dict[str, int] = {}
    word_of_surface = np.array(
        [stems.setdefault(_stem(token, code), len(stems)) for token, code in numbers], dtype=np.int64
    )
    abilities = np.ones((4, len(stems)), dtype=bool)  # a word can do only what all of its forms can
    for (token, code), word in zip(numbers, word_of_surface, strict=True):
        abilities[:, word] &= _abilities(token, code)
    lengths = [len(tokens) for tokens in token_lists]
    return _Corpus(
        n_statements=len(token_lists),
        statements=np.repeat(np.arange(len(token_lists)), lengths),
        words=word_of_surface[surfaces],
        surfaces=surfaces,
        stems=list(stems),
        tokens=[token for token, _ in numbers],
        articles=np.array([token in language_of_token(token, code).articles for token, code in numbers], dtype=bool),
        **dict(zip(("alone", "begins", "ends", "inside"), abilities, strict=True)),
        numbers=np.array([is_number(word) for word in stems], dtype=bool),
        han=np.array([is_han(word) for word in stems], dtype=bool),
    )


def _rules(token: str, code: str) -> str:
    """The language whose rules hold for a token."""
    return language_of_token(token, code).code


def _stem(token: str, code: str) -> str:
    """What the ways of writing a word share: wifi and wi-fi, boot and boots, 手機 and 手机."""
    return stem(token, code).replace("-", "")


def _abilities(token: str, code: str) -> tuple[bool, bool, bool, bool]:
    """Whether a token can be a phrase, begin one, end one, and stand inside one."""
    if is_stop_word(token, code) or _FUNCTION_WORDS.fullmatch(simplified(token)):
        return False, False, False, stands_inside(token, code)
    if is_number(token):  # "iphone 15" but not "15 people"
        return False, False, token.isdigit() and len(token) <= 4, False
    return is_content(token, code), len(token) > 1 or is_han(token), True, True


def _word_lists(corpus: _Corpus) -> Iterator[list[str]]:
    """The words of each statement, as they are spelled."""
    words = [corpus.stems[word] for word in corpus.words.tolist()]
    bounds = [0, *(np.flatnonzero(np.diff(corpus.statements)) + 1).tolist(), len(words)]
    return (words[begin:end] for begin, end in pairwise(bounds))


def _candidates(corpus: _Corpus, levels: Sequence[Grams], model: NGramModel) -> list[_Candidate]:
    """The runs that can be phrases: content words, collocations of several words, and other forms of these."""
    found: list[_Candidate] = []
    passed: set[str] = set()
    for grams in levels:
        words = np.stack([corpus.words[grams.first + step] for step in range(grams.length)], axis=1)
        single = grams.length == 1
        fits = corpus.alone[words[:, 0]] if single else _well_formed(corpus, words)
        significant = np.ones(len(grams), dtype=bool) if single else association(levels, grams.length) > SIGNIFICANT
        for gram in np.flatnonzero(fits).tolist():
            run = tuple(words[gram].tolist())
            spelled = [corpus.stems[word] for word in run]
            gain = model.likelihood(spelled) - sum(model.likelihood([word]) for word in spelled) / len(spelled)
            found.append(_Candidate(grams.length, gram, run, _key(spelled), gain))
            if significant[gram] and (single or gain > _GAIN):
                passed.add(found[-1].key)
    return [candidate for candidate in found if candidate.key in passed]


def _well_formed(corpus: _Corpus, words: np.ndarray) -> np.ndarray:
    """Which runs of several words, of shape (n_runs, length), begin, go on and end as phrases do."""
    fits = corpus.begins[words[:, 0]] & corpus.ends[words[:, -1]]
    fits &= corpus.inside[words[:, 1:-1]].all(axis=1)
    fits &= (words[:, 1:] != words[:, :-1]).all(axis=1)
    return fits & ~(corpus.numbers[words[:, -1]] & corpus.han[words[:, -2]])


def _key(stems: Iterable[str]) -> str:
    """What the ways of writing a phrase share: top up and topup, set alarm and set an alarm."""
    return "".join(stem for stem in stems if stem not in ("a", "an", "the"))


def _parts(corpus: _Corpus, words: Sequence[int]) -> Iterator[str]:
    """The keys of a run of words and of all runs within it."""
    for begin in range(len(words)):
        for end in range(begin + 1, len(words) + 1):
            yield _key(corpus.stems[word] for word in words[begin:end])


def _phrases(
    corpus: _Corpus,
    levels: Sequence[Grams],
    candidates: Sequence[_Candidate],
    token_lists: Sequence[Sequence[str]],
    languages: Sequence[str],
) -> Phrases:
    """Candidates of one key made one phrase, parts of longer ones dropped, the rest scored and sorted."""
    numbers: dict[str, int] = {}
    for candidate in candidates:
        numbers.setdefault(candidate.key, len(numbers))
    matrix, names, titles = _mentions(corpus, levels, candidates, numbers)
    counts = np.asarray(matrix.sum(axis=0)).ravel().astype(np.int64)
    words, gains = np.ones(len(numbers)), np.zeros(len(numbers))
    longer: defaultdict[int, set[int]] = defaultdict(set)
    for candidate in candidates:
        number = numbers[candidate.key]
        words[number] = max(words[number], candidate.length)
        gains[number] = max(gains[number], candidate.gain)
        for part in _parts(corpus, candidate.words):
            if part != candidate.key and part in numbers:
                longer[numbers[part]].add(number)
    around = np.zeros(len(numbers))
    kept = np.ones(len(numbers), dtype=bool)
    for number, wholes in longer.items():
        whole_counts = counts[list(wholes)]
        around[number] = whole_counts.mean()
        kept[number] = whole_counts.max() < _CONTAINED * counts[number]
    scores = np.log2(1 + words) * (counts - around) * np.log2(2 + gains)
    keys = list(numbers)
    order = sorted(np.flatnonzero(kept).tolist(), key=lambda number: (-scores[number], keys[number]))
    shown = [names[i] for i in order]
    mentions = matrix[:, order]
    codes = languages_of_phrases(mentions, languages)
    return Phrases(
        names=shown,
        titles=[titles[i] for i in order],
        keys=[keys[i] for i in order],
        counts=counts[order],
        scores=scores[order],
        matrix=mentions,
        headings=heading_scores(shown, codes, token_lists, languages),
        languages=codes,
    )


def languages_of_phrases(mentions: "csr_matrix", languages: Sequence[str]) -> list[str]:
    """The language of more than half of the statements that mention each phrase; "" where there is none."""
    codes = np.array([""] * mentions.shape[1], dtype=object)
    written, counts = np.array(languages, dtype=object), np.asarray(mentions.sum(axis=0)).ravel()
    for code in sorted(set(languages) - {""}):
        codes[mentions.T @ (written == code).astype(np.float32) > 0.5 * counts] = code
    return codes.tolist()


def _mentions(
    corpus: _Corpus, levels: Sequence[Grams], candidates: Sequence[_Candidate], numbers: dict[str, int]
) -> "tuple[csr_matrix, list[str], list[str]]":
    """Which statement mentions which phrase, of shape (n_statements, n_phrases), and their usual forms and titles."""
    from scipy.sparse import csr_matrix

    forms: list[Counter[str]] = [Counter() for _ in numbers]
    counted = np.zeros(len(numbers), dtype=bool)
    follows = np.append(False, corpus.articles[corpus.surfaces[:-1]])  # (n_positions,) whether an article stands before
    rows, columns = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    for grams in levels:
        phrase_of = np.full(len(grams) + 1, -1)  # the last one is for code -1
        for candidate in candidates:
            if candidate.length == grams.length:
                phrase_of[candidate.gram] = numbers[candidate.key]
        at = np.flatnonzero(phrase_of[grams.code] >= 0)
        phrases = phrase_of[grams.code[at]]
        rows.append(corpus.statements[at])
        columns.append(phrases)
        counted[phrases[follows[at]]] = True
        written = Counter(
            zip(phrases.tolist(), *(corpus.surfaces[at + n].tolist() for n in range(grams.length)), strict=True)
        )
        for (phrase, *surfaces), count in written.items():
            forms[phrase][join_tokens(corpus.tokens[surface] for surface in surfaces)] += count
    row, column = np.concatenate(rows), np.concatenate(columns)
    shape = (corpus.n_statements, len(numbers))
    matrix = csr_matrix((np.ones(len(row), dtype=np.float32), (row, column)), shape=shape)
    matrix.sum_duplicates()
    matrix.data[:] = 1
    names = [min(form, key=lambda name: (-form[name], name)) for form in forms]
    titles = [
        _plural(name, form) if is_counted else name
        for name, form, is_counted in zip(names, forms, counted, strict=True)
    ]
    return matrix, names, titles


def _plural(name: str, forms: Counter[str]) -> str:
    """The plural of a name where people use it often enough, else the name."""
    plurals = {form: count for form, count in forms.items() if is_plural(form.split()[-1])}
    last = name.split()[-1]
    if is_plural(last) or last.endswith("ing") or sum(plurals.values()) < _PLURAL * forms.total():
        return name
    return max(plurals, key=lambda form: (plurals[form], form))
