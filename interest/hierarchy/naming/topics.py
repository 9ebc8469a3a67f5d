"""Names of topics: of phrases, general names and shortened statements the one that a blind test favours."""

from collections.abc import Sequence

import numpy as np

from interest.hierarchy.examples import typical_statements
from interest.hierarchy.keywords import TopicKeywords
from interest.hierarchy.naming.blind import DECIMALS, BlindTest
from interest.hierarchy.naming.candidates import Candidate, Candidates
from interest.hierarchy.naming.stock import stock_sentence
from interest.hierarchy.naming.titles import Taken, Title, untitled
from interest.hierarchy.naming.tournament import Tournament
from interest.hierarchy.words import Words

FIRSTS = 4
"""Phrases that may be the first of two: the best."""
LONGER = 60
"""Names of several words that are tried: those that lie nearest to the topic's middle and read as headings."""
TYPICAL = 10
"""Statements that are shortened, the most typical first."""


def topic_names(
    words: Words,
    meaning: np.ndarray,
    topics: Sequence[TopicKeywords],
    families: Sequence[int],
    taken: Sequence[str] = (),
    rivals: Sequence[np.ndarray] = (),
) -> list[Title]:
    """A name for each topic, unlike those of the others and those that are `taken`.

    `meaning` (n, d) is that of all statements; topics of one number in `families` are siblings. Where nearly all
    statements are one and the same sentence, that is the name. `rivals` are statements (positions) of further groups
    that they are told from, with their numbers at the end of `families`.
    """
    test = BlindTest.of(meaning, [*(topic.rows for topic in topics), *rivals], families, words.lots)
    names, titles = Taken(words.language, taken), []
    for number, topic in enumerate(topics):
        typical = typical_statements(meaning, words.texts, test.asked[number], TYPICAL)
        stock = stock_sentence(words, topic.rows)
        found = [Title(stock)] if stock else _by_tournament(words, test, number, topic, typical)
        titles.append(names.first(found or [Title(untitled(words.language))], words.texts[typical[0]]))
    return titles


def _by_tournament(
    words: Words, test: BlindTest, number: int, topic: TopicKeywords, typical: Sequence[int]
) -> list[Title]:
    """The names that a topic could have, the best first; none where people say nothing that tells it."""
    offered = Candidates(words, topic.rows, topic.ranked)
    singles = [*offered.singles()]
    if not singles:
        return []

    def held(candidates: Sequence[Candidate]) -> Tournament:
        return Tournament.of(test, number, candidates, offered.seen(candidates, test.asked[number]))

    firsts = [offered.phrases[i] for i in held(singles).order()[:FIRSTS]]
    longer = [*offered.general(), *offered.shortened(typical), *offered.pairs(firsts)]
    nearness = [float(test.centers[number] @ one.vector) * one.heading for one in longer]
    tried = sorted(range(len(longer)), key=lambda i: -round(nearness[i], DECIMALS))[:LONGER]
    return held([*singles, *(longer[i] for i in tried)]).titles()
