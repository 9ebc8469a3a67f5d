"""New statements in a tree that is there already: each goes where the statements lie that are most like it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from interest.hierarchy.clustering.features import unit
from interest.hierarchy.clustering.neighbours import Nearest
from interest.hierarchy.cutting import Cut
from interest.hierarchy.editing import Draft, finish
from interest.hierarchy.space import Space
from interest.hierarchy.words import Words
from interest.language import find_phrases, tokenize


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


def grow_cut(
    cut: Cut, space: Space, words: Words, nearest: Nearest, users: Sequence[str], far: np.ndarray,
    places: Mapping[int, str] | None = None,
) -> Cut:  # fmt: skip
    """The cut with new statements in its nodes, which keep their ids and names.

    `space` and `words` are the grown ones; `users` holds the user of each statement, old and new. Outliers are those
    whose neighbours are, and those that are `far`, (m,) bool, from all topics: of what is new here the neighbours know
    nothing. `places` has the keywords of those, by their positions, of which somebody else knows better: they fit.
    """
    old = cut.assignments
    more = pd.DataFrame(
        {
            "keyword": pd.array(nearest.vote(old["keyword"].to_numpy(object)), dtype="str"),
            "is_outlier": far | (nearest.mean(old["is_outlier"].to_numpy(float)[:, None])[:, 0] > 0.5),
        }
    )
    if places:
        rows = np.fromiter(places, np.int64) - len(old)
        more.loc[rows, "keyword"], more.loc[rows, "is_outlier"] = [*places.values()], False
    joined = pd.concat([old[["keyword", "is_outlier"]], more], ignore_index=True)
    # Topics and categories follow from the keywords, strengths and memberships from the grown topics.
    blank = joined.assign(category="", topic="", strength=0.0)[list(old.columns)]
    draft = Draft(replace(cut, assignments=blank, map=space.map), space, words, users)
    draft.touch(more["keyword"].unique())
    return finish(draft)
