"""Names of categories: a general name, else a phrase that their topics share, else the names of the largest topics."""

from collections.abc import Sequence

import numpy as np

from interest.hierarchy.examples import typical_statements
from interest.hierarchy.keywords import phrase_scores
from interest.hierarchy.naming.blind import BlindTest, passes
from interest.hierarchy.naming.family import SAID, Family
from interest.hierarchy.naming.fits import vector_of
from interest.hierarchy.naming.general import general_names
from interest.hierarchy.naming.stock import stock_sentence
from interest.hierarchy.naming.titles import Taken, Title, inside, joined, parts_of, untitled
from interest.hierarchy.words import Words

LONGEST = 40
"""Letters of a name of two names; with more, the first one alone says it."""


def category_names(
    words: Words, meaning: np.ndarray, families: Sequence[Family], taken: Sequence[str] = ()
) -> list[Title]:
    """A name for each category, given its topics, unlike those of the others and those that are `taken`.

    `meaning` (n, d) is that of all statements. A category of one topic is called as the topic is. Otherwise first
    choice is a general name ("Travel") that takes in all topics and those of no other category; then a phrase that most
    of its topics often say; at last the names of its two largest topics ("Tents & stoves"). A choice that does much
    worse in the blind test than another one is passed over.
    """
    general = general_names(words, meaning, families)
    everything = np.concatenate([family.rows for family in families])
    test = BlindTest.of(meaning, [family.rows for family in families], [0] * len(families), words.lots)
    names, titles = Taken(words.language, taken), []
    for number, family in enumerate(families):
        choices = [general.get(number, ""), _shared_phrase(words, family, everything)]
        own = _largest_topics(words, family, everything)
        choices = [own] if len(family.topics) == 1 else [*choices, own]
        found = [choice for choice in dict.fromkeys(choices) if choice]
        known = _tested(words, test, number, found)
        typical = typical_statements(meaning, words.texts, test.asked[number], 1)[0]
        titles.append(names.first(known or [Title(untitled(words.language))], words.texts[typical]))
    return titles


def _tested(words: Words, test: BlindTest, number: int, names: Sequence[str]) -> list[Title]:
    """The names that pass the blind test about as well as the best one of them, in their order, then the others."""
    vectors = [vector_of(words, name) for name in names]
    fits = [0.0 if vector is None else test.fit(number, vector) for vector in vectors]
    titles = [Title(name, None if vector is None else fit)
              for name, vector, fit in zip(names, vectors, fits, strict=True)]  # fmt: skip
    return sorted(titles, key=lambda title: title.fit is not None and not passes(title.fit, max(fits)))


def _shared_phrase(words: Words, family: Family, everything: np.ndarray) -> str:
    """The most telling phrase that is often said in most of the topics; "" where there is none."""
    ranked, scores = phrase_scores(words, family.rows, everything)
    ranked = ranked[np.argsort(-scores * words.phrases.headings[ranked], kind="stable")]
    often = np.stack([words.counts_in(rows)[ranked] >= SAID * len(rows) for rows in family.topics])
    order = words.in_language([int(i) for i in ranked[family.share(often)]])
    return joined([words.phrases.titles[i] for i in order[:1]], words.language)


def _largest_topics(words: Words, family: Family, everything: np.ndarray) -> str:
    """The names of the two largest topics that are something else than a stock sentence; of the largest, else."""
    telling = [len(phrase_scores(words, rows, everything)[0]) > 0 and not stock_sentence(words, rows)
               for rows in family.topics]  # fmt: skip
    order = sorted(range(len(telling)), key=lambda i: (not telling[i], -family.sizes[i]))
    if sum(telling) < 2:
        return family.names[order[0]]
    first, second = (parts_of(family.names[i], words.language)[0] for i in order[:2])
    both = joined([first, inside(second, words)], words.language)
    return both if len(both) <= LONGEST else family.names[order[0]]
