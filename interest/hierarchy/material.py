"""What a tree is cut from: all that needs an encoder or UMAP, computed once, so that cutting anew is instant."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from interest.config import Config, Progress, no_progress
from interest.encoders import Encoder, encode_texts
from interest.hierarchy.features import Centers, statement_features
from interest.hierarchy.fit import Fit
from interest.hierarchy.generic import GenericNames, read_names
from interest.hierarchy.layers import Layer, averaged, choose_topics, hdbscan_layers
from interest.hierarchy.layout import layout, spread
from interest.hierarchy.neighbours import NeighbourGraph, neighbour_graph
from interest.hierarchy.repeats import Repeats
from interest.hierarchy.sharpening import HARD, sharpen
from interest.language import (
    IgnoreList,
    Phrases,
    extract_phrases,
    language,
    languages_of,
    main_language,
    tokenize,
    usual_forms,
    with_capitals,
    without,
)

MOST_PHRASES = 4000
"""Phrases that are embedded: some dozens for each of a hundred topics."""

NO_NOUN = 0.3
"""How well a phrase reads as a heading that ends in no noun, where nouns show by their capitals."""
GAP = "…"
"""Stands in a statement that is a name for words that are ignored."""
VIEWS = 3
"""Layouts that are asked how many topics there are, of which the first is clustered: the mean of three errs by half."""
MOST_FOR_VIEWS = 30_000
"""Above so many statements a layout takes a minute and more, and one is asked."""


@dataclass(frozen=True, eq=False)
class Material:
    """Statements, phrases and generic names in one space, and the layout to cluster in."""

    language: str
    """The language of most statements, in which nodes are named: "en", "zh", "zh-Hant" (traditional), "de" …"""
    texts: Sequence[str]
    """The n statements."""
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

    @cached_property
    def repeats(self) -> Repeats:
        """Which statements say the same; they lie on one of `points`."""
        return Repeats.of_points(self.points)

    @cached_property
    def fit(self) -> Fit:
        """How well groupings of the statements fit the different ones; kept, because every cut asks it."""
        return Fit.of(self.points, self.features, self.repeats.first)

    def named_by(self, config: Config) -> "Material":
        """The material as far as names may use it: without the words to ignore, in the language that is wished."""
        ignored = IgnoreList(config.ignore)
        named = replace(self, language=config.language or self.language)
        if not ignored:
            return named
        phrases, origin = without(self.phrases, ignored)
        repeated = [text for text, count in Counter(self.texts).items() if count > 1]  # others name nothing
        shown = {text: ignored.remove_from(text, GAP) for text in repeated}
        general = np.flatnonzero([not ignored.meets(name) for name in self.generic.names(named.language)])
        return replace(
            named,
            texts=[shown.get(text, text) for text in self.texts],
            phrases=phrases,
            phrase_vectors=self.phrase_vectors[origin],
            generic=self.generic.take(general),
        )


def prepare(statements: pd.DataFrame, encoder: Encoder, config: Config, progress: Progress = no_progress) -> Material:
    """Encode, join with words, lay out; `progress` gets the stages encode, phrases, layout and map."""
    texts, languages = statements["text"].tolist(), statements["language"].tolist()
    ignored = IgnoreList(config.ignore)
    vectors = encode_texts(encoder, [ignored.remove_from(text) for text in texts] if ignored else texts, progress)
    progress("phrases", 0.0)
    tokens = [tokenize(text, code) for text, code in zip(texts, languages, strict=True)]
    phrases = _with_capitals(_strongest(extract_phrases(tokens, languages)), texts, languages)
    phrase_vectors = (
        encode_texts(encoder, phrases.names) if len(phrases) else np.zeros((0, vectors.shape[1]), np.float32)
    )
    generic = GenericNames.load(encoder)
    progress("layout", 0.0)
    centers = Centers.of(vectors, languages)
    telling = [ignored.filter(statement) for statement in tokens] if ignored else tokens
    rows = statements["row"].tolist()
    repeats = Repeats.of(texts, rows)
    features = repeats.once(statement_features(vectors, telling, languages, rows, config.seed))
    space = _cluster(features, repeats.counts, config.seed)
    if space.layers and (chosen := choose_topics(space.layers)).outliers > HARD:
        progress("layout", 0.5)
        space = _cluster(sharpen(features, chosen.labels), repeats.counts, config.seed)
    progress("map", 0.0)
    flat = layout(space.features, space.graph, 2, min_dist=0.1, seed=config.seed)
    progress("map", 1.0)
    return Material(
        language=main_language(texts, languages),
        texts=texts,
        vectors=vectors,
        centers=centers,
        meaning=centers.center(vectors, languages),
        features=repeats.again(space.features),
        points=repeats.again(space.points),
        layers=[replace(layer, labels=repeats.again(layer.labels)) for layer in space.layers],
        map=spread(flat, repeats),
        phrases=phrases,
        phrase_vectors=_centred_phrases(phrase_vectors, phrases.names, languages),
        generic=generic,
    )


@dataclass(frozen=True, eq=False)
class _Space:
    """Features of what is said, each thing once, with what follows from them."""

    features: np.ndarray
    graph: NeighbourGraph
    points: np.ndarray
    layers: list[Layer]


def _cluster(features: np.ndarray, counts: np.ndarray, seed: int) -> _Space:
    graph = neighbour_graph(features)
    views = VIEWS if len(features) <= MOST_FOR_VIEWS else 1
    # Seeds of their own for every build, so that builds with other seeds don't agree for a shared layout.
    points, *others = (layout(features, graph, 5, min_dist=0.0, seed=VIEWS * seed + view) for view in range(views))
    layers, *more = (hdbscan_layers(view, features, counts) for view in (points, *others))
    return _Space(features, graph, points, averaged(layers, more))


def _strongest(phrases: Phrases) -> Phrases:
    return phrases.take(np.arange(min(len(phrases), MOST_PHRASES)))


def _with_capitals(phrases: Phrases, texts: Sequence[str], languages: Sequence[str]) -> Phrases:
    """As people write it in the texts of their language, or else as in the list of general names: SQL, Python.

    Where nouns have capitals, a phrase that ends without one reads badly as a heading.
    """
    forms = _forms(texts, languages)
    names, titles, headings = [], [], phrases.headings.copy()
    for row, (name, title, code) in enumerate(zip(phrases.names, phrases.titles, phrases.languages, strict=True)):
        own = forms.get(code, forms[""])
        names.append(with_capitals(name, own))
        titles.append(with_capitals(title, own))
        if language(code).capital_nouns and not names[-1].rsplit(" ", 1)[-1][:1].isupper():
            headings[row] *= NO_NOUN
    return replace(phrases, names=names, titles=titles, headings=headings)


def _forms(texts: Sequence[str], languages: Sequence[str]) -> dict[str, dict[str, str]]:
    """The usual forms of words by language; "" for English and Chinese and those that are not told apart."""
    said: dict[str, list[str]] = {"": []}
    for text, code in zip(texts, languages, strict=True):
        said.setdefault("" if code in ("en", "zh", "other") else code, []).append(text)
    known = usual_forms(read_names()["english_examples"])
    return {code: {**known, **usual_forms(own)} for code, own in said.items()}


def _centred_phrases(vectors: np.ndarray, names: Sequence[str], of_texts: Sequence[str]) -> np.ndarray:
    """Phrases have a common direction of their own (short texts), again one a language."""
    if len(names) == 0:
        return vectors
    languages = languages_of(names, among={*of_texts})
    return Centers.of(vectors, languages).center(vectors, languages)
