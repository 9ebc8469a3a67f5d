"""The space that statements lie in: their vectors, what is clustered of them, and the layouts to cluster in and to see.

All of it needs the encoder or UMAP and is computed once, so that cutting a tree anew is instant.
"""

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

import numpy as np

from interest.config import Progress, no_progress
from interest.engines import LOCAL, Engine
from interest.hierarchy.clustering.features import Centers, statement_features
from interest.hierarchy.clustering.fit import Fit
from interest.hierarchy.clustering.layers import FEWEST, Layer, averaged, choose_topics, hdbscan_layers
from interest.hierarchy.clustering.layout import Layouts, spread
from interest.hierarchy.clustering.neighbours import Nearest, neighbour_graph
from interest.hierarchy.clustering.parallel import centers_of
from interest.hierarchy.clustering.repeats import Repeats
from interest.hierarchy.clustering.sharpening import sharpened

FEWEST_VIEWS, MOST_VIEWS = 3, 33
"""Layouts whose clusters are compared: the fewer statements, the more do UMAP's chance and the last digits of vectors
decide, and the less does a layout cost (`benchmarks/steady.py`)."""
LAID_OUT = 20_000
"""Statements that are laid out in all, where that gives more layouts than the fewest: some seconds on two cores."""
MOST_FITTED = 30_000
"""Different statements in which a tree is looked for; of more a sample, on which the others are then placed. Time and
memory of layouts and clusters stay those of so many; what is lost: `benchmarks/sampled.py`."""


@dataclass(frozen=True, eq=False)
class Space:
    """Where n statements lie."""

    vectors: np.ndarray
    """(n, d) float32: the encoder's output."""
    centers: Centers
    meaning: np.ndarray
    """(n, d) float32: the vectors, centred by language, L2-normalised."""
    features: np.ndarray
    """(n, f) float32: what is clustered."""
    points: np.ndarray
    """(n, 5·v) float32: the v UMAP layouts for clustering beside each other, so that distances are those of all."""
    layers: list[Layer]
    """The ways to cut the layouts into topics, from fine to coarse; empty where there are none."""
    map: np.ndarray
    """(n, 2) float32: UMAP layout for the eye."""
    fitted: int | None = None
    """How many different statements were laid out and clustered, where those were a sample: the others then went to
    those that they are most like. None where it were all."""

    @cached_property
    def repeats(self) -> Repeats:
        """Which statements say the same; they lie on one of `points`."""
        return Repeats.of_points(self.points)

    @cached_property
    def fit(self) -> Fit:
        """How well groupings of the statements fit the different ones; kept, because every cut asks it."""
        return Fit.of(self.points, self.features, self.repeats.first)

    @cached_property
    def anchors(self) -> np.ndarray:
        """(k, d) float32: the mean meaning of the topics that it falls into by itself; no edit of a tree moves them."""
        if not self.layers:
            return self.meaning[:0]
        labels = choose_topics(self.layers, n=len(self.repeats.first)).labels
        return np.stack([self.meaning[labels == topic].mean(axis=0) for topic in np.unique(labels[labels >= 0])])

    def place(self, vectors: np.ndarray, languages: Sequence[str]) -> np.ndarray:
        """Where other texts lie by their meaning: the encoder's output (m, d) → (m, d), comparable with `meaning`."""
        return self.centers.center(vectors, languages)

    @classmethod
    def of(
        cls,
        vectors: np.ndarray,
        texts: Sequence[str],
        tokens: Sequence[Sequence[str]],
        languages: Sequence[str],
        rows: Sequence[int],
        seed: int,
        progress: Progress = no_progress,
        parallel: Mapping[str, np.ndarray] | None = None,
        engine: Engine = LOCAL,
    ) -> Self:
        """Lay out the vectors (n, d) of statements with their texts, tokens and languages; `rows` are the texts' rows.

        `parallel` has texts that say the same in several languages, see `centers_of`. `progress` gets the stages layout
        and map. The `engine` places those that are not in the sample.
        """
        progress("layout", 0.0)
        centers = centers_of(vectors, languages, parallel or {})
        repeats = Repeats.of(texts, rows)
        features = repeats.once(statement_features(vectors, tokens, languages, rows, seed, centers))
        fitted = drawn(repeats.counts, MOST_FITTED, seed)
        found = _Clustered.of(features[fitted], repeats.counts[fitted], seed)
        n = len(features)
        labels = choose_topics(found.layers, n=n).labels if found.layers else None
        if labels is not None and (anew := sharpened(features, fitted, labels)) is not None:
            progress("layout", 0.5)
            features = anew
            found = _Clustered.of(features[fitted], repeats.counts[fitted], seed)
        if len(fitted) < n:
            found = found.with_others(features, fitted, engine)
        progress("map", 0.0)
        progress("map", 1.0)
        return cls(
            vectors=vectors,
            centers=centers,
            meaning=centers.center(vectors, languages),
            features=repeats.again(found.features),
            points=repeats.again(found.points),
            layers=[replace(layer, labels=repeats.again(layer.labels)) for layer in found.layers],
            map=spread(found.map, repeats),
            fitted=len(fitted) if len(fitted) < n else None,
        )


@dataclass(frozen=True, eq=False)
class _Clustered:
    """Features of what is said, each thing once, with what follows from them."""

    features: np.ndarray
    points: np.ndarray
    layers: list[Layer]
    map: np.ndarray

    @classmethod
    def of(cls, features: np.ndarray, counts: np.ndarray, seed: int) -> Self:
        """`counts` says how many statements each thing is said in. All layouts are made beside each other."""
        from threadpoolctl import threadpool_limits

        layouts, n = Layouts.of(features, neighbour_graph(features)), len(features)
        n_views = 1 if n < FEWEST else int(np.clip(LAID_OUT // n, FEWEST_VIEWS, MOST_VIEWS))

        def view(number: int) -> tuple[np.ndarray, list[Layer]]:
            # Seeds of their own for every build, so that builds with other seeds don't agree for a shared layout.
            points = layouts(5, min_dist=0.0, seed=MOST_VIEWS * seed + number)
            return points, hdbscan_layers(points, features, counts)

        # BLAS with threads of its own would only wait for itself: each core has a layout to make.
        with threadpool_limits(1, user_api="blas"), ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            views = [pool.submit(view, number) for number in range(n_views)]
            flat = pool.submit(layouts, 2, min_dist=0.1, seed=seed)
            points, layers = zip(*(view.result() for view in views), strict=True)
            return cls(features, np.hstack(points), averaged(layers[0], layers[1:]), flat.result())

    def with_others(self, features: np.ndarray, fitted: np.ndarray, engine: Engine) -> Self:
        """All n things with `features` (n, f), of which those at `fitted` (m,) are these: the others lie where the
        nearest of these lie, who also vote on their clusters."""
        others = np.setdiff1d(np.arange(len(features)), fitted)
        nearest = Nearest.of(features[others], self.features, engine)
        order = np.argsort(np.concatenate([fitted, others]))
        more = len(features) / len(fitted)

        def all_of(own: np.ndarray, placed: np.ndarray) -> np.ndarray:
            return np.concatenate([own, placed])[order]

        return type(self)(
            features=features,
            points=all_of(self.points, nearest.mean(self.points)),
            layers=[
                replace(
                    layer,
                    min_size=round(more * layer.min_size),
                    labels=all_of(layer.labels, nearest.vote(layer.labels)),
                )
                for layer in self.layers
            ],
            map=all_of(self.map, nearest.mean(self.map)),
        )


def drawn(counts: np.ndarray, size: int, seed: int) -> np.ndarray:
    """The positions, rising, of `size` of n things, or of all where there are no more.

    The chance of each grows with how many statements say it, `counts` (n,): the sample without replacement of
    Efraimidis and Spirakis (2006).
    """
    if len(counts) <= size:
        return np.arange(len(counts))
    turn = np.random.default_rng(seed).exponential(size=len(counts)) / counts
    return np.sort(np.argpartition(turn, size)[:size])
