"""What a group of statements could be called: phrases, general names, typical statements shortened, two phrases."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product

import numpy as np

from interest.hierarchy.clustering.features import unit
from interest.hierarchy.keywords import overlaps
from interest.hierarchy.naming.family import SAID
from interest.hierarchy.naming.titles import joined
from interest.hierarchy.words import Words
from interest.language import is_content, join_tokens, phrase_key, stands_inside, tokenize

PHRASES = 40
"""Phrases that are tried: what tells a group is seldom rarer than that."""
LONGEST = 4
"""Words of a shortened statement, as many as of a phrase."""
ARTICLES = ("a", "an", "the")
"""Headings do without."""
HEADING = 0.5
"""How well what stands last in a name of several has to read as a heading: rather none than a verb."""
KNOWN = 5
"""Statements that say a word from which it is known, rather than taken for granted, that a noun phrase may end in it:
what is cut out of "for serrated blades" is not "for serrated"."""
DISTINCT = 0.5
"""Cosine from which a second phrase in a name adds nothing to the first."""


@dataclass(frozen=True)
class Candidate:
    """One name that a group could have."""

    name: str
    vector: np.ndarray
    """(d,) L2-normalised."""
    heading: float
    """How well it reads as a heading, in (0, 1]."""
    parts: int
    """How involved it is: a phrase 1, a general name or a statement shortened 2, two phrases 3."""
    phrases: tuple[int, ...] = ()
    """Those that it is made of, where people say these here or there."""
    said: float = 1.0
    """How many statements of the group say it, all of it."""
    source: int = -1
    """The position of the statement that it was cut out of; −1 for what several say."""


@dataclass(frozen=True, eq=False)
class Candidates:
    """What the words of statements offer for the name of a group of them."""

    words: Words
    rows: np.ndarray
    """The positions of the group's statements."""
    ranked: Sequence[int]
    """The phrases that tell it from others, the best first."""

    @cached_property
    def phrases(self) -> list[int]:
        """The phrases that it can be called by: those that tell it from others, and those that are often said in it.

        They are in the language of names; where no such phrase tells anything, in the language of what does.
        """
        often = (self._counts >= max(SAID * len(self.rows), 2)) & ~self._everywhere
        usual = self.words.in_language(np.flatnonzero(often).tolist())
        telling = self.words.in_language(self.ranked[: 2 * PHRASES])
        if self.ranked and not telling:
            telling = self.words.of_one_language(self.ranked)
        return list(dict.fromkeys([*telling[:PHRASES], *sorted(usual, key=lambda i: -self._counts[i])]))[:PHRASES]

    @cached_property
    def _everywhere(self) -> np.ndarray:
        """(n_phrases,) bool: what a fifth of all statements say, such as the name of the only product.

        That tells nothing, unless it is said of this group above all.
        """
        common = self.words.counts >= SAID * len(self.words.texts)
        common[list(self.ranked)] = False
        return common

    @cached_property
    def _counts(self) -> np.ndarray:
        return self.words.counts_in(self.rows)

    def singles(self) -> Iterator[Candidate]:
        """A phrase each."""
        known, vectors = self.words.phrases, self.words.phrase_vectors
        for i in self.phrases:
            name = joined([known.titles[i]], self.words.language)
            yield Candidate(name, vectors[i], float(known.headings[i]), 1, (i,), self._counts[i])

    def general(self) -> Iterator[Candidate]:
        """General names of which people often say a word here."""
        generic, code = self.words.generic, self.words.language
        if generic.speak(code):
            said = self._counts @ self.words.of_generic >= max(SAID * len(self.rows), 2)
            for i in np.flatnonzero(said):
                yield Candidate(generic.names(code)[i], generic.vectors[i], 1.0, 2)

    def shortened(self, typical: Sequence[int]) -> Iterator[Candidate]:
        """Runs of a few words out of typical statements (their positions), from one known word to another.

        Their vectors are put together from those of their words.
        """
        code, known = self.words.language, self.words.phrases
        for row in typical:
            tokens = tokenize(self.words.texts[row], code)
            content = [is_content(token, code) for token in tokens]
            number = [self._number(token) if telling else -1 for token, telling in zip(tokens, content, strict=True)]
            for begin, end in combinations(np.flatnonzero(np.array(number) >= 0).tolist(), 2):
                run = slice(begin, end + 1)
                inside = [i for i in number[run] if i >= 0]
                heading = float(known.headings[number[end]])
                broken = any(content[end + 1 : end + 2]) and self.words.counts[number[end]] < KNOWN
                fits = end - begin < LONGEST and len(inside) == sum(content[run]) > 1 and not broken
                if fits and heading >= HEADING and all(map(self._may_stand, tokens[run], content[run])):
                    written = zip(tokens[run], number[run], strict=True)
                    name = join_tokens(self._written(*word) for word in written if word[0] not in ARTICLES)
                    vector = unit(self.words.phrase_vectors[inside].sum(axis=0, keepdims=True))[0]
                    yield Candidate(joined([name], code), vector, heading, 2, source=row)

    def pairs(self, firsts: Sequence[int]) -> Iterator[Candidate]:
        """Two phrases that share no word and mean different things; `firsts` are those that may come first."""
        known, vectors = self.words.phrases, self.words.phrase_vectors
        for first, second in product(firsts, self.phrases):
            alike = vectors[first] @ vectors[second] >= DISTINCT
            if alike or known.headings[second] < HEADING or overlaps(known.names[first], known.names[second]):
                continue
            name = joined([known.titles[i] for i in (first, second)], self.words.language)
            vector = unit((vectors[first] + vectors[second])[None])[0]
            heading = float(np.sqrt(known.headings[first] * known.headings[second]))
            yield Candidate(name, vector, heading, 3, (first, second), self._counts[[first, second]].sum())

    def seen(self, candidates: Sequence[Candidate], asked: np.ndarray) -> np.ndarray:
        """Which of the statements that are asked made which candidate, and so can't judge it: (m, n_asked) bool.

        Statements are in two halves. What one half alone says is judged by the other; what was cut out of a statement
        is not judged by it.
        """
        half = self.words.lots[asked] % 2
        said = np.stack([self.words.counts_in(asked[half == side]) > 0 for side in (0, 1)])  # (2, n_phrases)
        cut_out = np.array([one.source for one in candidates])[:, None] == asked
        unmade = np.array([[not said[1 - side, list(one.phrases)].all() for side in (0, 1)] for one in candidates])
        seen = cut_out | unmade[:, half]
        return seen & ~seen.all(axis=1, keepdims=True)  # where nobody else can, they have to

    def _may_stand(self, token: str, telling: bool) -> bool:
        """Whether a token may be inside of a name."""
        return telling or stands_inside(token, self.words.language)

    def _number(self, token: str) -> int:
        """The position of a word among the phrases; −1 where it is none that names can use."""
        found = self.words.number.get(phrase_key(token, self.words.language), -1)
        usable = found >= 0 and not self._everywhere[found] and self.words.in_language([found])
        return found if usable else -1

    def _written(self, token: str, phrase: int) -> str:
        """A token with its usual capitals."""
        name = self.words.phrases.names[phrase] if phrase >= 0 else token
        return name if name.lower() == token else token
