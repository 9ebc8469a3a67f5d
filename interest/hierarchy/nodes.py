"""Nodes from the statements that they hold: how many, by how many users, and which of them are typical."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import pandas as pd

from interest.hierarchy.examples import typical_statements
from interest.hierarchy.keywords import TopicKeywords
from interest.hierarchy.naming import Title, keyword_name, other_name
from interest.hierarchy.tree import Level, Node
from interest.hierarchy.words import Words

EXAMPLES = 10
KEYPHRASES = 8


@dataclass(frozen=True, eq=False)
class NodeMaker:
    """Makes nodes of n statements."""

    words: Words
    meaning: np.ndarray
    """(n, d) float32, L2-normalised: see `Space.meaning`."""
    users: np.ndarray
    """(n,) which user each statement is of, as a number."""

    @classmethod
    def of(cls, words: Words, meaning: np.ndarray, users: Sequence[str]) -> Self:
        """From the user of each of the n statements."""
        return cls(words, meaning, pd.factorize(np.asarray(users, object))[0])

    def node(
        self, node_id: str, level: Level, name: str, parent: str | None, rows: np.ndarray, phrases: Sequence[int] = ()
    ) -> Node:
        """A node without children; `rows` are the positions of its statements, `phrases` those of its keyphrases."""
        return Node(
            id=node_id,
            level=level,
            name=name,
            parent=parent,
            size=len(rows),
            users=len(np.unique(self.users[rows])),
            keyphrases=tuple(self.words.phrases.names[i] for i in list(phrases)[:KEYPHRASES]),
            examples=tuple(typical_statements(self.meaning, self.words.texts, rows, EXAMPLES)),
        )

    def branch(
        self, topic_id: str, title: Title, category: str | None, keywords: TopicKeywords
    ) -> list[tuple[Node, np.ndarray]]:
        """A topic and its keywords, each with the positions of its statements; `t7` has the keywords `k7_1`, `k7_2`, …

        The keywords come by falling size, and at last the one for what fits none of them.
        """
        rows, members = keywords.rows, keywords.members
        parts = [(keyword_name(self.words, phrases), phrases, rows[members == k], False)
                 for k, phrases in enumerate(keywords.phrases)]  # fmt: skip
        parts.sort(key=lambda part: -len(part[2]))
        if len(rest := rows[members < 0]):
            parts.append((other_name(self.words.language), [], rest, True))
        below = []
        for k, (keyword, phrases, inside, is_other) in enumerate(parts, 1):
            node = self.node(f"k{topic_id[1:]}_{k}", "keyword", keyword, topic_id, inside, phrases)
            below.append((replace(node, is_other=is_other), inside))
        topic = self.node(topic_id, "topic", title.name, category, rows, keywords.ranked)
        children = tuple(node.id for node, _ in below)
        named = bool(keywords.ranked)
        return [(replace(topic, children=children, named=named, fit=title.fit), rows), *below]
