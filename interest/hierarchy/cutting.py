"""Cuts the tree: space and words → topics, categories, keywords, names, memberships."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from interest.config import Config
from interest.hierarchy.clustering.centroids import centroids, join_nearest
from interest.hierarchy.clustering.few import few_topics, without_groups
from interest.hierarchy.clustering.joining import BRANCHING, FEWEST_CATEGORIES, categories_of, join_topics, places_of
from interest.hierarchy.clustering.layers import choose_topics
from interest.hierarchy.keywords import TopicKeywords, topic_keywords
from interest.hierarchy.memberships import soft_memberships
from interest.hierarchy.naming import Family, category_names, joined_sentences, topic_names
from interest.hierarchy.nodes import NodeMaker
from interest.hierarchy.space import Space
from interest.hierarchy.talk import Talking, talk_branch, without_talk
from interest.hierarchy.tree import LEVELS, InterestTree, Level, Node
from interest.hierarchy.words import Words

ROUGH = 100
"""Different statements below which every tree is a rough one, and whether there are groups can't be told either."""


@dataclass(frozen=True, eq=False)
class Cut:
    """A tree and where each statement is in it."""

    tree: InterestTree
    assignments: pd.DataFrame
    """A row a statement: category, topic, keyword (node ids), strength in [0, 1], is_outlier."""
    memberships: pd.DataFrame
    """The best few topics of each statement: statement_id, node_id, weight (softmax)."""
    topic_vectors: dict[str, np.ndarray]
    """Topic id → (d,) float32: the mean of its statements' vectors, centred by language."""
    map: np.ndarray
    """(n, 2) float32: where each statement lies on the map."""
    notes: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class _Topics:
    """Topics as numbers, before they are nodes."""

    number: np.ndarray  # (n,) 0 … n_topics − 1; −1 for talk
    outlier: np.ndarray  # (n,) bool
    notes: tuple[str, ...]


def cut_tree(space: Space, words: Words, statements: pd.DataFrame, config: Config) -> Cut:
    """The tree of statements (their user_id and language) in a space, with names from their words."""
    from threadpoolctl import threadpool_limits

    # Hundreds of small products: threads that wait for one another after each take thrice as long on a busy machine.
    with threadpool_limits(1, user_api="blas"):
        topics = _topics(space, config)
        talking = Talking.of(words, statements["language"].tolist(), topics.number)
        topics = _without_talk(topics, space.features, talking)
        make = NodeMaker.of(words.named_by(config), space.meaning, statements["user_id"].tolist())
        topics = replace(topics, number=joined_sentences(make.words, topics.number))
        found = _keywords(make, topics.number)
        category_of = _categories(space, topics.number, [bool(own.ranked) for own in found], config)
        nodes = _nodes(make, topics.number, found, category_of)
        nodes += talk_branch(make, talking, len(category_of), category_of.max() + 1)
        places = _places(nodes, len(statements))
        tree = InterestTree({node.id: node for node, _ in nodes})
        ids = [node.id for node in tree.nodes.values() if node.level == "topic"]
        topic = pd.Index(ids).get_indexer(pd.Index(places["topic"]))
        center = centroids(space.meaning, topic)
        strength, memberships = soft_memberships(space.meaning, center, topic, ids)
        assignments = pd.DataFrame({level: pd.array(places[level], dtype="str") for level in LEVELS})
        assignments = assignments.assign(strength=strength, is_outlier=topics.outlier)
        return Cut(tree, assignments, memberships, dict(zip(ids, center, strict=True)), space.map, topics.notes)


def _topics(space: Space, config: Config) -> _Topics:
    notes = tuple(_of_statements(space))
    if not space.layers:  # too few, or too uniform, for density: topics by Ward's method
        distinct, which = np.unique(space.features, axis=0, return_inverse=True)
        number = few_topics(distinct, config.topics, config.categories or 1)[which.reshape(-1)]
        return _Topics(number, np.zeros(len(which), bool), (*notes, *_shortfalls(config, int(number.max()) + 1)))
    layer = choose_topics(space.layers, config.categories or FEWEST_CATEGORIES, config.topics, len(space.repeats.first))
    number = join_nearest(space.features, layer.labels)
    return _Topics(number, layer.labels < 0, (*notes, *_shortfalls(config, layer.n_clusters)))


def _without_talk(topics: _Topics, features: np.ndarray, talking: Talking) -> _Topics:
    """The topics of what is about something: −1 is the topic of talk, which is no outlier."""
    if not talking.found or len(talking.rows()) == len(features):
        return topics
    number = without_talk(topics.number, features, talking)
    return replace(topics, number=number, outlier=topics.outlier & (number >= 0))


def _keywords(make: NodeMaker, topic: np.ndarray) -> list[TopicKeywords]:
    return [topic_keywords(make.words, make.meaning, np.flatnonzero(topic == t)) for t in range(topic.max() + 1)]


def _categories(space: Space, topic: np.ndarray, telling: Sequence[bool], config: Config) -> np.ndarray:
    """The category, 0 … c − 1, of each topic; talk has no say.

    Topics that no phrase tells from the others, `telling` (n_topics,), are all sorts: they are like nothing, and a
    category of their own.
    """
    told, count = np.asarray(telling), config.categories
    if told.all() or not told.any():
        return _joined(space, topic, count, config.joining)
    number = np.append(np.where(told, np.cumsum(told) - 1, -1), -1)  # the last is that of talk
    joined = _joined(space, number[topic], count and max(count - 1, 1), config.joining)
    category_of = np.full(len(told), joined.max() + 1)
    category_of[told] = joined
    return category_of


def _joined(space: Space, topic: np.ndarray, count: int | None, joining: str) -> np.ndarray:
    if not space.layers:
        count = count or max(1, round((int(topic.max()) + 1) / BRANCHING))
        return join_topics(centroids(space.features, topic), count)
    places = places_of(topic, space.features, space.points)
    return categories_of(topic, places, space.fit.among(topic >= 0), count, joining)


def _of_statements(space: Space) -> Iterator[str]:
    """What can be said of the statements before they are parted."""
    n = len(space.repeats.first)
    if space.fitted is not None:
        yield (
            f"The topics were found in {space.fitted:,} of the different statements, drawn by chance; every other "
            "statement went to those that it is most like."
        )
    if n < ROUGH:
        yield (
            f"With {n} different statements there is little to tell interests apart by; take this tree as a rough one."
        )
    elif without_groups(space.meaning[space.repeats.first]):
        yield (
            "These statements fall into no clear groups: there is hardly anything to find. "
            "The topics of this tree are about as good as any others; don't rely on them."
        )


def _shortfalls(config: Config, n_topics: int) -> Iterator[str]:
    """What was asked for and is not in the data."""
    if config.topics and n_topics < config.topics:
        yield f"There are only {n_topics} topics to be found, not {config.topics}."
    if config.categories and n_topics < config.categories:
        yield f"There are only {n_topics} topics, so that each is a category of its own."


def _by_size(topic: np.ndarray, category_of: np.ndarray) -> list[int]:
    """The topics, large categories first and within them large topics first."""
    sizes = np.bincount(topic[topic >= 0], minlength=len(category_of))
    category_sizes = np.bincount(category_of, weights=sizes)
    topics = range(len(sizes))
    return sorted(topics, key=lambda t: (-category_sizes[category_of[t]], category_of[t], -sizes[t], t))


def _nodes(
    make: NodeMaker, topic: np.ndarray, found: Sequence[TopicKeywords], category_of: np.ndarray
) -> list[tuple[Node, np.ndarray]]:
    """All nodes with the positions of their statements, parents before children; their ids go by falling size."""
    order = _by_size(topic, category_of)
    found, category_of = [found[number] for number in order], category_of[order]
    names = topic_names(make.words, make.meaning, found, category_of.tolist())
    topics_of = [np.flatnonzero(category_of == category) for category in dict.fromkeys(category_of.tolist())]
    families = [Family([found[i].rows for i in topics], [names[i].name for i in topics]) for topics in topics_of]
    titles = category_names(make.words, make.meaning, families)
    nodes: list[tuple[Node, np.ndarray]] = []
    for number, (title, topics, family) in enumerate(zip(titles, topics_of, families, strict=True), 1):
        category = make.node(f"c{number}", "category", title.name, None, family.rows)
        named = any(found[i].ranked for i in topics)
        category = replace(category, children=tuple(f"t{i + 1}" for i in topics), named=named, fit=title.fit)
        nodes.append((category, family.rows))
        for i in topics:
            nodes += make.branch(f"t{i + 1}", names[i], category.id, found[i])
    return nodes


def _places(nodes: Sequence[tuple[Node, np.ndarray]], n: int) -> dict[Level, np.ndarray]:
    """The category, topic and keyword of each statement: (n,) ids each."""
    places: dict[Level, np.ndarray] = {level: np.empty(n, object) for level in LEVELS}
    for node, rows in nodes:
        places[node.level][rows] = node.id
    return places
