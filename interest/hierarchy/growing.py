"""New statements in a tree that is there already: each goes where the statements lie that are most like it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from interest.hierarchy.clustering.features import unit
from interest.hierarchy.clustering.neighbours import largest
from interest.hierarchy.cutting import Cut
from interest.hierarchy.editing import Draft, finish
from interest.hierarchy.space import Space
from interest.hierarchy.words import Words
from interest.language import find_phrases, tokenize

NEIGHBOURS = 5
"""Statements that a new one is compared with: one alone may be an oddity."""
DECIMALS = 5
"""Of a mean cosine: the same texts have the same on every processor, however it adds up."""
ROWS = 1024  # new statements whose cosines with all others are held at once


@dataclass(frozen=True, eq=False)
class Nearest:
    """The old statements that m new ones are most like."""

    rows: np.ndarray
    """(m, k) positions, the nearest first."""
    weights: np.ndarray
    """(m, k) what each counts: its part in the cosines (those below 0 count nothing); a row sums to one."""

    @classmethod
    def of(cls, new: np.ndarray, old: np.ndarray) -> "Nearest":
        """From L2-normalised vectors (m, d) and (n, d)."""
        k = min(NEIGHBOURS, len(old))
        rows, cosines = np.empty((len(new), k), np.int64), np.empty((len(new), k))
        for start in range(0, len(new), ROWS):
            part = slice(start, start + ROWS)
            cosine = new[part] @ old.T
            rows[part] = largest(cosine, k)
            cosines[part] = np.take_along_axis(cosine, rows[part], axis=1)
        weights = np.maximum(cosines, 1e-6)
        return cls(rows, weights / weights.sum(axis=1, keepdims=True))

    def mean(self, values: np.ndarray) -> np.ndarray:
        """The weighted mean of what the neighbours have, (n, …) → (m, …)."""
        return np.einsum("mk,mkd->md", self.weights, values[self.rows]).astype(values.dtype)

    def vote(self, labels: np.ndarray) -> np.ndarray:
        """The label that most weight is for, (n,) → (m,); of equal ones that of the nearest."""
        chosen = labels[self.rows]  # (m, k)
        same = chosen[:, :, None] == chosen[:, None, :]
        best = (same * self.weights[:, None, :]).sum(axis=2).round(9).argmax(axis=1)
        return np.take_along_axis(chosen, best[:, None], axis=1)[:, 0]


def closeness(new: np.ndarray, old: np.ndarray, apart: tuple[np.ndarray, np.ndarray] | None = None) -> np.ndarray:
    """The mean cosine of L2-normalised vectors (m, d) with the nearest of others (n, d): (m,).

    `apart` are labels, (m,) and (n,), such as users: those of one label are no neighbours (their cosine is −1). That it
    need not be known which are the nearest halves the time.
    """
    k = min(NEIGHBOURS, len(old))
    found = np.empty(len(new), np.float64)
    for start in range(0, len(new), ROWS):
        part = slice(start, start + ROWS)
        cosine = new[part] @ old.T
        if apart is not None:
            cosine[apart[0][part, None] == apart[1][None]] = -1.0
        cosine.partition(len(old) - k, axis=1)
        found[part] = cosine[:, -k:].mean(axis=1, dtype=np.float64)
    return found.round(DECIMALS)


def grow_space(
    space: Space, vectors: np.ndarray, languages: Sequence[str], foundation: int | None = None
) -> tuple[Space, Nearest]:
    """The space with new statements, given their vectors (m, d) and languages, and what they are near to.

    They are compared with the first `foundation` statements, by default all: with those alone in which the tree was
    found, so that it does not matter in which order others came. Features and places in the layouts are the means of
    those of their neighbours; in each layer they vote.
    """
    meaning = space.place(vectors, languages)
    nearest = Nearest.of(meaning, space.meaning[:foundation])
    grown = replace(
        space,
        vectors=np.vstack([space.vectors, vectors]),
        meaning=np.vstack([space.meaning, meaning]),
        features=np.vstack([space.features, unit(nearest.mean(space.features))]),
        points=np.vstack([space.points, nearest.mean(space.points)]),
        layers=[
            replace(layer, labels=np.concatenate([layer.labels, nearest.vote(layer.labels)])) for layer in space.layers
        ],
        map=np.vstack([space.map, nearest.mean(space.map)]),
    )
    return grown, nearest


def grow_words(words: Words, texts: Sequence[str], languages: Sequence[str]) -> Words:
    """The words with new statements, in which the known phrases are looked for."""
    from scipy.sparse import vstack

    phrases = words.phrases
    said = find_phrases(phrases, [tokenize(*said) for said in zip(texts, languages, strict=True)], languages)
    counts = phrases.counts + np.asarray(said.sum(axis=0)).ravel().astype(phrases.counts.dtype)
    matrix = vstack([phrases.matrix, said], format="csr")
    return replace(words, texts=[*words.texts, *texts], phrases=replace(phrases, matrix=matrix, counts=counts))


def grow_cut(cut: Cut, space: Space, words: Words, nearest: Nearest, users: Sequence[str], far: np.ndarray) -> Cut:
    """The cut with new statements in its nodes, which keep their ids and names.

    `space` and `words` are the grown ones; `users` holds the user of each statement, old and new. Outliers are those
    whose neighbours are, and those that are `far`, (m,) bool, from all topics: of what is new here the neighbours know
    nothing.
    """
    old = cut.assignments
    more = pd.DataFrame(
        {
            "keyword": pd.array(nearest.vote(old["keyword"].to_numpy(object)), dtype="str"),
            "is_outlier": far | (nearest.mean(old["is_outlier"].to_numpy(float)[:, None])[:, 0] > 0.5),
        }
    )
    joined = pd.concat([old[["keyword", "is_outlier"]], more], ignore_index=True)
    # Topics and categories follow from the keywords, strengths and memberships from the grown topics.
    blank = joined.assign(category="", topic="", strength=0.0)[list(old.columns)]
    draft = Draft(replace(cut, assignments=blank, map=space.map), space, words, users)
    draft.touch(more["keyword"].unique())
    return finish(draft)
