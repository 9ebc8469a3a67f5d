"""What a tree is cut from: all that needs an encoder or UMAP, computed once, so that cutting anew is instant."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from interest.config import Config, Progress, no_progress
from interest.encoders import Encoder, encode_texts
from interest.hierarchy.features import Centers, statement_features
from interest.hierarchy.generic import GenericNames
from interest.hierarchy.layers import Layer, choose_topics, hdbscan_layers
from interest.hierarchy.layout import layout
from interest.hierarchy.neighbours import NeighbourGraph, neighbour_graph
from interest.hierarchy.sharpening import HARD, sharpen
from interest.language import Phrases, extract_phrases, language_of, majority_language, tokenize

MOST_PHRASES = 4000
"""Phrases that are embedded: some dozens for each of a hundred topics."""


@dataclass(frozen=True, eq=False)
class Material:
    """Statements, phrases and generic names in one space, and the layout to cluster in."""

    language: str
    """The language of most statements, in which nodes are named."""
    vectors: np.ndarray
    """(n, d) float32: the encoder's output."""
    centers: Centers
    meaning: np.ndarray
    """(n, d) float32: the vectors, centred by language, L2-normalised."""
    features: np.ndarray
    """(n, f) float32: what is clustered."""
    points: np.ndarray
    """(n, 5) float32: UMAP layout for clustering."""
    layers: list[Layer]
    """The ways to cut `points` into topics, from fine to coarse; empty where there are none."""
    map: np.ndarray
    """(n, 2) float32: UMAP layout for the eye."""
    phrases: Phrases
    phrase_vectors: np.ndarray
    """(n_phrases, d) float32, centred, L2-normalised."""
    generic: GenericNames


def prepare(statements: pd.DataFrame, encoder: Encoder, config: Config, progress: Progress = no_progress) -> Material:
    """Encode, join with words, lay out; `progress` gets the stages encode, phrases, layout and map."""
    texts, languages = statements["text"].tolist(), statements["language"].tolist()
    vectors = encode_texts(encoder, texts, progress)
    progress("phrases", 0.0)
    tokens = [tokenize(text) for text in texts]
    phrases = _strongest(extract_phrases(tokens, languages, config.ignore))
    phrase_vectors = (
        encode_texts(encoder, phrases.names) if len(phrases) else np.zeros((0, vectors.shape[1]), np.float32)
    )
    generic = GenericNames.load(encoder)
    progress("layout", 0.0)
    centers = Centers.of(vectors, languages)
    features = statement_features(vectors, tokens, languages, statements["row"].tolist(), config.seed)
    space = _cluster(features, config.seed)
    if space.layers and (chosen := choose_topics(space.layers)).outliers > HARD:
        progress("layout", 0.5)
        space = _cluster(sharpen(features, chosen.labels), config.seed)
    progress("map", 0.0)
    flat = layout(space.features, space.graph, 2, min_dist=0.1, seed=config.seed)
    progress("map", 1.0)
    return Material(
        language=majority_language(texts),
        vectors=vectors,
        centers=centers,
        meaning=centers.center(vectors, languages),
        features=space.features,
        points=space.points,
        layers=space.layers,
        map=flat,
        phrases=phrases,
        phrase_vectors=_centred_phrases(phrase_vectors, phrases.names),
        generic=generic,
    )


@dataclass(frozen=True, eq=False)
class _Space:
    """Features with what follows from them."""

    features: np.ndarray
    graph: NeighbourGraph
    points: np.ndarray
    layers: list[Layer]


def _cluster(features: np.ndarray, seed: int) -> _Space:
    graph = neighbour_graph(features)
    points = layout(features, graph, 5, min_dist=0.0, seed=seed)
    return _Space(features, graph, points, hdbscan_layers(points, features))


def _strongest(phrases: Phrases) -> Phrases:
    keep = slice(0, MOST_PHRASES)
    return Phrases(
        phrases.names[keep], phrases.keys[keep], phrases.counts[keep], phrases.scores[keep], phrases.matrix[:, keep]
    )


def _centred_phrases(vectors: np.ndarray, names: Sequence[str]) -> np.ndarray:
    """Phrases have a common direction of their own (short texts), again one a language."""
    if len(names) == 0:
        return vectors
    languages = [language_of(name) for name in names]
    return Centers.of(vectors, languages).center(vectors, languages)
