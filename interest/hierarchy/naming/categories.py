"""Names of categories: a general name, else a phrase that their topics share, else the names of the largest topics."""

from collections.abc import Sequence

import numpy as np

from interest.hierarchy.keywords import phrase_scores
from interest.hierarchy.naming.family import SAID, Family
from interest.hierarchy.naming.general import general_names
from interest.hierarchy.naming.stock import stock_sentence
from interest.hierarchy.naming.titles import first_part, inside, joined, unique_name, untitled
from interest.hierarchy.words import Words

SURE = 0.8
"""A general name's part in a topic from which it may stand for the topic."""
LONGEST = 40
"""Letters of a name of two names; with more, the first one alone says it."""


def category_names(words: Words, meaning: np.ndarray, families: Sequence[Family]) -> list[str]:
    """A name for each category, given its topics; `meaning` (n, d) is that of all statements.

    A category of one topic is called as the topic is, unless a general name is next to certain. Otherwise first choice
    is a general name ("Travel") that takes in all topics and those of no other category; then a phrase that most of its
    topics often say; at last the names of its two largest topics ("Tents & stoves").
    """
    general = general_names(words, meaning, families)
    everything = np.concatenate([family.rows for family in families])
    names: list[str] = []
    for number, family in enumerate(families):
        name, part = general.get(number, ("", 0.0))
        if len(family.topics) == 1 and part < SURE:
            name = family.names[0]
        choices = [name, _shared_phrase(words, family, everything), _largest_topics(words, family, everything)]
        found = [choice for choice in choices if choice] or [untitled(words.language)]
        names.append(next((choice for choice in found if choice not in names), unique_name(found[0], names)))
    return names


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
    first, second = (first_part(family.names[i], words.language) for i in order[:2])
    both = joined([first, inside(second, words)], words.language)
    return both if len(both) <= LONGEST else family.names[order[0]]
