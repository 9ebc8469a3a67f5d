"""Statements that are about nothing in particular ("very good", "thanks"), gathered under one plain branch.

They are kept and counted, and are nobody's interest: clustered with the rest they would make topics of praise, which
name nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from interest.hierarchy.clustering.centroids import join_nearest
from interest.hierarchy.keywords import topic_keywords
from interest.hierarchy.naming import Title
from interest.hierarchy.nodes import NodeMaker
from interest.hierarchy.tree import Node
from interest.hierarchy.words import Words
from interest.language import TALK, is_about, stem, talk_in, talk_name

FEWEST = 5
"""Statements of talk that make a topic; fewer stay where they are."""
EVERYWHERE = 0.2
"""The part of all statements that a word has to be in to tell nothing of them, such as the name of the only product,"""
EVEN = 0.5
"""if most topics say it at least this often, compared with all: where dogs are one of two subjects, dogs tell much."""
EMPTIED = 0.5
"""The part of a topic that has to be talk for the rest of it to choose again: it was together for its praise."""


@dataclass(frozen=True, eq=False)
class Talking:
    """Which of n statements are talk."""

    kinds: np.ndarray
    """(n,) position in `TALK`; −1 for a statement that is about something, and where a kind has too few."""

    @property
    def found(self) -> list[int]:
        """The kinds that there are, the largest first."""
        sizes = np.bincount(self.kinds[self.kinds >= 0], minlength=len(TALK))
        return sorted(np.flatnonzero(sizes).tolist(), key=lambda kind: -sizes[kind])

    def rows(self, kind: int | None = None) -> np.ndarray:
        """The positions of the statements of a kind, of all talk by default."""
        return np.flatnonzero(self.kinds >= 0 if kind is None else self.kinds == kind)

    @classmethod
    def of(cls, words: Words, languages: Sequence[str], topic: np.ndarray) -> "Talking":
        """`topic` (n,) are the topics of a first clustering, by which words that are said everywhere are known."""
        common = common_words(words, topic)
        named = zip(words.phrases.names, words.phrases.languages, strict=True)
        telling = np.array([is_about(name, code, common) for name, code in named], np.float32)
        silent = np.flatnonzero(words.phrases.matrix @ telling == 0)  # others say a phrase that is about something
        kinds = np.full(len(words.texts), -1)
        for row in silent.tolist():
            if (kind := talk_in(words.texts[row], languages[row], common)) is not None:
                kinds[row] = TALK.index(kind)
        sizes = np.bincount(kinds[kinds >= 0], minlength=len(TALK))
        return cls(np.where((kinds >= 0) & (sizes >= FEWEST)[kinds], kinds, -1))


def common_words(words: Words, topic: np.ndarray) -> frozenset[str]:
    """Stems of the single words that tell nothing, as everybody says them, whatever of."""
    often = np.flatnonzero(words.counts >= EVERYWHERE * len(words.texts))
    if len(often) == 0 or topic.max() < 1:
        return frozenset()
    said = words.phrases.matrix[:, often].toarray() > 0  # (n, few)
    rate = np.stack([said[topic == number].mean(axis=0) for number in range(topic.max() + 1)])
    even = (rate >= EVEN * said.mean(axis=0)).mean(axis=0) > 0.5
    names = [(words.phrases.names[i], words.phrases.languages[i]) for i in often[even]]
    return frozenset(stem(name.lower(), code) for name, code in names if " " not in name)


def without_talk(topic: np.ndarray, features: np.ndarray, talking: Talking) -> np.ndarray:
    """The topics of what is about something, (n,) 0 … k − 1, and −1 for talk.

    Topics that were mostly talk are given up, and the rest of them goes to the nearest of the others.
    """
    talk = talking.kinds >= 0
    sizes, left = (np.bincount(topic[rows], minlength=topic.max() + 1) for rows in (slice(None), ~talk))
    kept = left > EMPTIED * sizes
    if not kept.any():
        kept = left > 0
    number = np.where(kept, np.cumsum(kept) - 1, -1)
    result = np.where(talk, -1, number[topic])
    told = np.flatnonzero(~talk)
    result[told] = join_nearest(features[told], result[told])
    return result


def talk_branch(make: NodeMaker, talking: Talking, topics: int, categories: int) -> list[tuple[Node, np.ndarray]]:
    """The category of talk and what is in it, parents before children: node and positions of its statements.

    None where nothing is talk, or all. The ids go on from those of so many `topics` and `categories`.
    """
    if not talking.found or len(talking.rows()) == len(talking.kinds):
        return []
    category, code = f"c{categories + 1}", make.words.language
    branches = []
    for number, kind in enumerate(talking.found, topics + 1):
        own = topic_keywords(make.words, make.meaning, talking.rows(kind))
        branches.append(make.branch(f"t{number}", Title(talk_name(code, TALK[kind])), category, own))
    name = talk_name(code, "all" if len(branches) > 1 else TALK[talking.found[0]])
    rows = talking.rows()
    whole = make.node(category, "category", name, None, rows)
    whole = replace(whole, children=tuple(branch[0][0].id for branch in branches), named=False, talk=True)
    nodes = [(whole, rows)]
    for (topic, inside), *below in branches:
        nodes += [(replace(topic, named=False, talk=True), inside), *below]
    return nodes
