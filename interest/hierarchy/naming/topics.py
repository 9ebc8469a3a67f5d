"""Names of topics: the phrase that tells one from its siblings, or two where one leaves much unsaid."""

from collections.abc import Sequence

import numpy as np

from interest.hierarchy.keywords import TopicKeywords, overlaps
from interest.hierarchy.naming.contrast import Contrast
from interest.hierarchy.naming.stock import stock_sentence
from interest.hierarchy.naming.titles import joined, unique_name, untitled
from interest.hierarchy.words import Words

ADDS = 0.5
"""A second phrase stands in a name if it adds at least half as many statements as the first one has."""
DISTINCT = 0.5
"""Cosine from which a second phrase in a name adds nothing to the first."""
HEADING = 0.5
"""How well a second phrase has to read as a heading: rather none than a verb."""


def topic_names(
    words: Words, meaning: np.ndarray, topics: Sequence[TopicKeywords], families: Sequence[int]
) -> list[str]:
    """A name for each topic: its most telling phrase, or two if one leaves much unsaid.

    A phrase is good that many statements of the topic say and few others, siblings above all (topics of the same
    number in `families`), that lies near the topic's middle and not near a sibling's, and that reads as a heading. A
    second one is added if it brings in half as many statements again, or if a topic before has the same name. Where
    nearly all statements are one and the same sentence, that is the name.
    """
    contrast = Contrast.of(words, meaning, [topic.rows for topic in topics], families)
    names: list[str] = []
    for number, topic in enumerate(topics):
        if stock := stock_sentence(words, topic.rows):
            names.append(unique_name(stock, names))
        elif candidates := contrast.candidates(number, topic.ranked):
            names.append(_of_phrases(words, topic.rows, candidates, names))
        else:
            names.append(unique_name(untitled(words.language), names))
    return names


def _of_phrases(words: Words, rows: np.ndarray, candidates: Sequence[int], taken: Sequence[str]) -> str:
    """The first phrase, with a second one where that adds statements or tells it from a name that is taken.

    Whatever tells it from the other is better than a number, be it no good heading.
    """
    first, *others = candidates
    others = [i for i in others if not _alike(words, first, i)]
    spare = [i for i in others if words.phrases.headings[i] < HEADING]
    others = [i for i in others if words.phrases.headings[i] >= HEADING]
    said = words.phrases.matrix[rows][:, [first, *others]] > 0  # (n_rows, 1 + n_others), sparse: both may be many
    unnamed = said[:, [0]].toarray()[:, 0] == 0
    new = np.asarray(said[unnamed][:, 1:].sum(axis=0)).ravel()
    enough = np.flatnonzero(new >= ADDS * (~unnamed).sum())
    chosen = [first, others[enough[0]]] if len(enough) else [first]
    names = [joined([words.phrases.titles[i] for i in part], words.language)
             for part in (chosen, *([first, i] for i in (*others, *spare)))]  # fmt: skip
    return next((name for name in names if name not in taken), unique_name(names[0], taken))


def _alike(words: Words, one: int, other: int) -> bool:
    """Whether two phrases share a word or mean nearly the same."""
    cosine = words.phrase_vectors[other] @ words.phrase_vectors[one]
    return overlaps(words.phrases.names[other], words.phrases.names[one]) or cosine >= DISTINCT
