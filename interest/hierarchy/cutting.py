"""Cuts the tree: material → topics, categories, keywords, names, memberships."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from interest.config import Config
from interest.hierarchy.centroids import centroids, join_nearest
from interest.hierarchy.examples import typical_statements
from interest.hierarchy.joining import FEWEST_CATEGORIES, categories_of, join_topics
from interest.hierarchy.keywords import TopicKeywords, topic_keywords
from interest.hierarchy.layers import choose_topics
from interest.hierarchy.material import Material
from interest.hierarchy.naming import category_names, keyword_name, other_name, topic_names
from interest.hierarchy.tree import InterestTree, Node

TEMPERATURE = 0.1
"""Softmax of cosines with the topics' centroids: a lead of .1 is worth a factor of e."""
BEST_FEW = 3
"""Topics kept of a statement's soft membership; the whole matrix would be what fills the memory."""
ROWS = 8192  # statements whose soft memberships are held at once
EXAMPLES = 10
KEYPHRASES = 8


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
class _Groups:
    """Topics and categories as numbers, before they are nodes."""

    topic: np.ndarray  # (n,) 0 … n_topics − 1
    outlier: np.ndarray  # (n,) bool
    category_of: np.ndarray  # (n_topics,) 0 … n_categories − 1
    notes: tuple[str, ...]


def cut_tree(material: Material, users: Sequence[str], config: Config) -> Cut:
    """The tree of the material; `users` holds the user of each of the n statements."""
    from threadpoolctl import threadpool_limits

    # Hundreds of small products: threads that wait for one another after each take thrice as long on a busy machine.
    with threadpool_limits(1, user_api="blas"):
        groups = _groups(material, config)
        material = material.named_by(config)
        order = _by_size(groups)
        rows = [np.flatnonzero(groups.topic == topic) for topic in order]
        everything = np.arange(len(groups.topic))
        keywords = [topic_keywords(material, part, everything) for part in rows]
        names = topic_names(material, rows, keywords, groups.category_of[order].tolist())
        return _assemble(material, np.asarray(users), groups, order, rows, keywords, names)


def _groups(material: Material, config: Config) -> _Groups:
    if not material.layers:
        return _few(material, config)
    features = material.features
    layer = choose_topics(
        material.layers, config.categories or FEWEST_CATEGORIES, config.topics, len(material.repeats.first)
    )
    topic = join_nearest(features, layer.labels)
    category_of = categories_of(topic, features, material.fit, config.categories, config.joining)
    return _Groups(topic, layer.labels < 0, category_of, tuple(_shortfalls(config, layer.n_clusters)))


def _few(material: Material, config: Config) -> _Groups:
    """Too little or too uniform for density: topics by average linkage, about one for six statements."""
    distinct, which = np.unique(material.features, axis=0, return_inverse=True)
    n = len(distinct)
    note = f"With {n} different statements there is little to tell interests apart by; take this tree as a rough one."
    topic = join_topics(distinct, config.topics or max(config.categories or 1, round(n / 6)))[which]
    n_topics = topic.max() + 1
    category_of = join_topics(centroids(material.features, topic), config.categories or max(1, round(n_topics / 3)))
    return _Groups(topic, np.zeros(len(which), bool), category_of, (note, *_shortfalls(config, n_topics)))


def _shortfalls(config: Config, n_topics: int) -> Iterator[str]:
    """What was asked for and is not in the data."""
    if config.topics and n_topics < config.topics:
        yield f"There are only {n_topics} topics to be found, not {config.topics}."
    if config.categories and n_topics < config.categories:
        yield f"There are only {n_topics} topics, so that each is a category of its own."


def _by_size(groups: _Groups) -> list[int]:
    """The topics, large categories first and within them large topics first."""
    sizes = np.bincount(groups.topic, minlength=len(groups.category_of))
    category_sizes = np.bincount(groups.category_of, weights=sizes)
    topics = range(len(sizes))
    return sorted(topics, key=lambda t: (-category_sizes[groups.category_of[t]], groups.category_of[t], -sizes[t], t))


def _assemble(
    material: Material,
    users: np.ndarray,
    groups: _Groups,
    order: list[int],
    rows: list[np.ndarray],
    keywords: list[TopicKeywords],
    names: list[str],
) -> Cut:
    """Nodes with ids by falling size, and the statements' places among them."""
    meaning = material.meaning
    center = centroids(meaning, _renumbered(groups.topic, order))  # (n_topics, d), in the order of `rows`
    ids = [f"t{i + 1}" for i in range(len(order))]
    strength, memberships = soft_memberships(meaning, center, _renumbered(groups.topic, order), ids)
    categories = list(dict.fromkeys(groups.category_of[topic] for topic in order))
    topics_of = [[i for i, topic in enumerate(order) if groups.category_of[topic] == c] for c in categories]
    members = [np.concatenate([rows[i] for i in part]) for part in topics_of]
    titles = category_names(
        material,
        members,
        [[rows[i] for i in part] for part in topics_of],
        [[names[i] for i in part] for part in topics_of],
    )

    nodes: dict[str, Node] = {}
    place = {"category": np.empty(len(users), object), "topic": np.empty(len(users), object)}
    place["keyword"] = np.empty(len(users), object)
    for number, (title, topics, inside) in enumerate(zip(titles, topics_of, members, strict=True), 1):
        category = make_node(material, f"c{number}", "category", title, None, inside, users)
        named = any(keywords[i].ranked for i in topics)
        category = replace(category, children=tuple(ids[i] for i in topics), named=named)
        nodes[category.id] = category
        place["category"][inside] = category.id
        for i in topics:
            for node, part in make_branch(material, ids[i], names[i], category.id, rows[i], keywords[i], users):
                nodes[node.id] = node
                place[node.level][part] = node.id
    assignments = pd.DataFrame({level: pd.array(ids, dtype="str") for level, ids in place.items()})
    assignments = assignments.assign(strength=strength, is_outlier=groups.outlier)
    vectors = dict(zip(ids, center, strict=True))
    return Cut(InterestTree(nodes), assignments, memberships, vectors, material.map, groups.notes)


def make_branch(
    material: Material,
    topic_id: str,
    name: str,
    category: str,
    rows: np.ndarray,
    keywords: TopicKeywords,
    users: np.ndarray,
) -> list[tuple[Node, np.ndarray]]:
    """A topic and its keywords, each with the positions of its statements; `t7` has the keywords `k7_1`, `k7_2`, …"""
    parts = [(keyword_name(material, phrases), phrases, rows[keywords.members == k], False)
             for k, phrases in enumerate(keywords.phrases)]  # fmt: skip
    parts.sort(key=lambda part: -len(part[2]))
    rest = rows[keywords.members < 0]
    if len(rest):
        parts.append((other_name(material.language), [], rest, True))
    topic = make_node(material, topic_id, "topic", name, category, rows, users, keywords.ranked)
    branch = [(topic, rows)]
    for k, (keyword, phrases, inside, is_other) in enumerate(parts, 1):
        node = make_node(material, f"k{topic_id[1:]}_{k}", "keyword", keyword, topic.id, inside, users, phrases)
        branch.append((replace(node, is_other=is_other), inside))
    children = tuple(node.id for node, _ in branch[1:])
    branch[0] = (replace(topic, children=children, named=bool(keywords.ranked)), rows)
    return branch


def make_node(
    material: Material,
    node_id: str,
    level: str,
    name: str,
    parent: str | None,
    rows: np.ndarray,
    users: np.ndarray,
    phrases: Sequence[int] = (),
) -> Node:
    """A node without children; `rows` are the positions of its statements, `phrases` those of its keyphrases."""
    return Node(
        id=node_id,
        level=level,
        name=name,
        parent=parent,
        size=len(rows),
        users=len(np.unique(users[rows])),
        keyphrases=tuple(material.phrases.names[i] for i in list(phrases)[:KEYPHRASES]),
        examples=tuple(typical_statements(material.meaning, material.texts, rows, EXAMPLES)),
    )


def _renumbered(topic: np.ndarray, order: list[int]) -> np.ndarray:
    number = np.empty(len(order), int)
    number[order] = np.arange(len(order))
    return number[topic]


def _softmax(logits: np.ndarray) -> np.ndarray:
    exp = np.exp(logits - logits.max(axis=1, keepdims=True))
    return exp / exp.sum(axis=1, keepdims=True)


def soft_memberships(
    meaning: np.ndarray, center: np.ndarray, topic: np.ndarray, ids: Sequence[str]
) -> tuple[np.ndarray, pd.DataFrame]:
    """The strength (n,) of each statement in its own topic, and the best few topics as in `Cut.memberships`.

    `center` (n_topics, d) and `ids` are of the topics, `topic` (n,) says which one each statement has.
    """
    n, k = len(meaning), min(BEST_FEW, len(center))
    strength, best, weight = np.empty(n), np.empty((n, k), np.int64), np.empty((n, k), np.float32)
    for start in range(0, n, ROWS):
        part = slice(start, start + ROWS)
        soft = _softmax(meaning[part] @ center.T / TEMPERATURE)
        strength[part] = np.take_along_axis(soft, topic[part, None], axis=1)[:, 0]
        best[part] = np.argsort(-soft, axis=1, kind="stable")[:, :k]
        weight[part] = np.take_along_axis(soft, best[part], axis=1)
    nodes = pd.array([ids[i] for i in best.ravel()], dtype="str")
    return strength, pd.DataFrame(
        {"statement_id": np.repeat(np.arange(n), k), "node_id": nodes, "weight": weight.ravel()}
    )
