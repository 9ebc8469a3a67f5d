"""A node in parts by meaning: a category by its topics, a topic or keyword by its statements."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from interest.errors import EditError
from interest.hierarchy.clustering.centroids import centroids
from interest.hierarchy.clustering.joining import join_topics
from interest.hierarchy.editing.draft import Draft
from interest.hierarchy.editing.edits import Edit
from interest.hierarchy.keywords import phrase_scores, topic_keywords
from interest.hierarchy.naming import Family, category_names, keyword_name, topic_names
from interest.hierarchy.tree import Node

STARTS = 4
"""K-means is started so often, and the best result taken: two to five parts of one topic are an easy case."""


def split(draft: Draft, node: Node, edit: Edit) -> list[Node]:
    """Put the parts of a node, the largest first, in its place; they are called as the edit says (`Edit.made`)."""
    if edit.into < 2:
        raise EditError(f"A node is split into at least 2 parts, not {edit.into}.")
    part = {"category": _category, "topic": _topic, "keyword": _keyword}
    part[node.level](draft, node, edit.made)
    draft.drop([node])
    parts = [replace(draft.node(made), hidden=node.hidden) for made in edit.made]
    for made in parts:
        draft.set(made)
    return parts


def _category(draft: Draft, node: Node, made: Sequence[str]) -> None:
    topics = draft.children(node.id)
    rows = [draft.rows(topic.id) for topic in topics]
    groups = _alike(draft.space.features, rows, len(made))
    if len(groups) != len(made):
        raise EditError(f"“{node.name}” has {len(topics)} topics, which can't be told apart into {len(made)} groups.")
    families = [Family([rows[i] for i in group], [topics[i].name for i in group]) for group in groups]
    titles = category_names(draft.words, draft.space.meaning, families, _taken(draft, node))
    by_size = np.argsort([-len(family.rows) for family in families], kind="stable")
    for part, i in zip(made, by_size, strict=True):
        inside = [topics[topic] for topic in groups[i]]
        draft.add(Node(part, "category", titles[i].name, None, named=any(topic.named for topic in inside)))
        for topic in inside:
            draft.move(topic, part)


def _alike(features: np.ndarray, rows: Sequence[np.ndarray], count: int) -> list[np.ndarray]:
    """`count` groups of topics, given their statements, as positions among the topics; fewer where there are fewer."""
    if len(rows) < count:
        return [np.arange(len(rows))]
    numbers = np.repeat(np.arange(len(rows)), [len(part) for part in rows])
    group = join_topics(centroids(features[np.concatenate(rows)], numbers), count)
    return [np.flatnonzero(group == g) for g in range(group.max() + 1)]


def _topic(draft: Draft, node: Node, made: Sequence[str]) -> None:
    words, meaning = draft.words, draft.space.meaning
    rows = draft.rows(node.id)
    parts = clusters(draft.space.features, node.name, rows, len(made))
    # They are named for what tells them from each other; keywords tell from everything, as in all topics.
    apart = [topic_keywords(words, meaning, part, rows) for part in parts]
    names = topic_names(words, meaning, apart, [0] * len(parts), _taken(draft, node))
    before = draft.children(node.id)
    if any(child.hidden for child in before):  # the keywords of the parts are not
        draft.seen_anew.update(draft.path(node.parent))
    for part_id, part, title in zip(made, parts, names, strict=True):
        topic, *keywords = draft.maker.branch(part_id, title, node.parent, topic_keywords(words, meaning, part))
        draft.add(topic[0])
        for keyword, inside in keywords:
            draft.add(keyword, inside)
    draft.drop(before)


def _taken(draft: Draft, node: Node) -> list[str]:
    """The names of the other nodes of a level."""
    return [other.name for other in draft.level(node.level) if other.id != node.id]


def _keyword(draft: Draft, node: Node, made: Sequence[str]) -> None:
    _, topic, _ = draft.path(node.id)
    context = draft.rows(topic)
    parts = clusters(draft.space.features, node.name, draft.rows(node.id), len(made))
    for part_id, part in zip(made, parts, strict=True):
        phrases = phrase_scores(draft.words, part, context)[0].tolist()
        name = keyword_name(draft.words, phrases) if phrases else node.name
        new = draft.maker.node(part_id, "keyword", name, node.parent, part, phrases)
        draft.add(replace(new, is_other=node.is_other and not phrases), part)


def clusters(features: np.ndarray, name: str, rows: np.ndarray, count: int) -> list[np.ndarray]:
    """Statements (positions) of a node in `count` k-means clusters of their features, the largest first.

    Raises `EditError`, with the name of the node, where they are too alike or too few.
    """
    from sklearn.cluster import KMeans

    features = features[rows]
    if len(np.unique(features, axis=0)) < count:
        raise EditError(f"The statements of “{name}” are too alike, or too few, to be split into {count}.")
    labels = KMeans(count, n_init=STARTS, random_state=0).fit_predict(features)
    parts = [rows[labels == label] for label in range(count)]
    return sorted(parts, key=lambda part: (-len(part), part[0]))
