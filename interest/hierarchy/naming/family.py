"""The topics of a category, for its name."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from interest.hierarchy.clustering.features import unit

MOST = 0.5
"""A name has to say something of more than this part of a category's topics, and of its statements, to be what they
share."""
SAID = 0.2
"""The part of a topic's statements that a phrase has to be in to say something of the topic: what fewer say is
chance."""


@dataclass(frozen=True, eq=False)
class Family:
    """Topics that are or become one category."""

    topics: Sequence[np.ndarray]
    """The positions of each topic's statements."""
    names: Sequence[str]
    """What each topic is called."""

    @cached_property
    def rows(self) -> np.ndarray:
        """The positions of all their statements."""
        return np.concatenate(self.topics)

    @cached_property
    def sizes(self) -> np.ndarray:
        """(n_topics,) how many statements each topic has."""
        return np.array([len(rows) for rows in self.topics])

    @property
    def weights(self) -> np.ndarray:
        """(n_topics,) each topic's part in the statements."""
        return self.sizes / self.sizes.sum()

    def share(self, inside: np.ndarray) -> np.ndarray:
        """What is `inside` most topics that hold most of the statements, (n_topics, m) bool → (m,) bool."""
        return (inside.mean(axis=0) > MOST) & (self.sizes @ inside > MOST * self.sizes.sum())


def directions(meaning: np.ndarray, topics: Sequence[np.ndarray]) -> np.ndarray:
    """The mean directions of topics: (n_topics, d), L2-normalised."""
    return unit(np.stack([meaning[rows].mean(axis=0) for rows in topics]))
