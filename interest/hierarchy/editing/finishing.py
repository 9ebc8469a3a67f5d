"""From a draft to a cut: what follows from parents and keywords, for the nodes that are not what they were."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from interest.hierarchy.clustering.centroids import centroids
from interest.hierarchy.cutting import Cut
from interest.hierarchy.editing.draft import Draft, age
from interest.hierarchy.keywords import phrase_scores
from interest.hierarchy.memberships import soft_memberships
from interest.hierarchy.naming import fits
from interest.hierarchy.tree import InterestTree, Level, Node

NAMED: tuple[Level, ...] = ("category", "topic")
"""The levels whose names are judged; keywords are called as people say them."""


def finish(draft: Draft) -> Cut:
    """The cut that the edits make."""
    for node_id in (draft.changed | draft.seen_anew) & draft.ids:
        draft.set(_described(draft, draft.node(node_id)))
    for level in NAMED:
        _judge(draft, level)
    before, tree = draft.before, InterestTree({node.id: node for node in _down(draft, _siblings(draft, None, ()))})
    assignments = before.assignments.assign(**_places(draft, tree)) if draft.moved else before.assignments
    if draft.settled:
        fits_nowhere = assignments["is_outlier"].to_numpy(bool, copy=True)
        fits_nowhere[np.concatenate(draft.settled)] = False
        assignments = assignments.assign(is_outlier=fits_nowhere)
    topics = [node.id for node in tree.nodes.values() if node.level == "topic"]
    if before.topic_vectors.keys() == set(topics) and draft.changed.isdisjoint(topics):
        vectors = {topic: before.topic_vectors[topic] for topic in topics}
        return replace(before, tree=tree, assignments=assignments, topic_vectors=vectors)
    oldest = sorted(topics, key=age)  # an order that stays when sizes change, so that sums are the same to the last bit
    center = _centers(draft, oldest)
    number = pd.Index(oldest).get_indexer(pd.Index(assignments["topic"]))
    strength, memberships = soft_memberships(draft.space.meaning, center, number, oldest)
    found = dict(zip(oldest, center, strict=True))
    vectors = {topic: found[topic] for topic in topics}
    return Cut(tree, assignments.assign(strength=strength), memberships, vectors, before.map, before.notes)


def _judge(draft: Draft, level: Level) -> None:
    """Say how well the names of a level fit: of all once a statement moved, since a name is told from its rivals.

    Else of those that are called anew. A name that can't be judged keeps what is known, while its node is what it was.
    """
    before = draft.before.tree.nodes
    nodes = [node for node in draft.level(level) if not node.talk]
    anew = {node.id for node in nodes
            if node.id in draft.changed or node.id not in before or node.name != before[node.id].name}  # fmt: skip
    if not (draft.moved or anew):
        return
    rows, families = [draft.rows(node.id) for node in nodes], [node.parent or "" for node in nodes]
    numbers = pd.factorize(np.array(families, object))[0].tolist()
    found = fits(draft.words, draft.space.meaning, [node.name for node in nodes], rows, numbers)
    for node, fit in zip(nodes, found, strict=True):
        if node.id in anew or fit is not None and draft.moved:
            draft.set(replace(node, fit=fit))


def _described(draft: Draft, node: Node) -> Node:
    """The node with the size, users, typical statements and keyphrases of what is in sight of it."""
    rows = draft.rows_in_sight(node.id)
    phrases = phrase_scores(draft.words, rows)[0].tolist() if node.level == "topic" else []
    new = draft.maker.node(node.id, node.level, node.name, node.parent, rows, phrases)
    return replace(
        node, size=new.size, users=new.users, examples=new.examples, keyphrases=new.keyphrases or node.keyphrases
    )


def _down(draft: Draft, node_ids: Iterable[str]) -> Iterator[Node]:
    """The nodes with these ids and all below them, parents before children."""
    for node_id in node_ids:
        node = draft.node(node_id)
        children = _siblings(draft, node_id, node.children)
        yield node if children == node.children else replace(node, children=children)
        yield from _down(draft, children)


def _siblings(draft: Draft, parent: str | None, before: tuple[str, ...]) -> tuple[str, ...]:
    """Children by falling size, what fits no keyword last, equal ones by age: as before where none changed."""
    inside = draft.inside(parent)
    if parent not in draft.changed and parent not in draft.seen_anew and inside == set(before):
        return before
    nodes = sorted(map(draft.node, inside), key=lambda node: (node.is_other, -node.size, age(node.id)))
    return tuple(node.id for node in nodes)


def _places(draft: Draft, tree: InterestTree) -> dict[Level, pd.api.extensions.ExtensionArray]:
    """The category, topic and keyword of each statement: (n,) ids each."""
    keywords = [node for node in tree.nodes.values() if node.level == "keyword"]
    topics = [tree.parent(node.id) for node in keywords]
    number = np.empty(len(draft.before.assignments), np.int64)  # of each statement its keyword's
    for i, node in enumerate(keywords):
        number[draft.rows(node.id)] = i
    ids: dict[Level, list[str]] = {
        "category": [tree.parent(node.id).id for node in topics],
        "topic": [node.id for node in topics],
        "keyword": [node.id for node in keywords],
    }
    return {level: pd.array(own, dtype="str").take(number) for level, own in ids.items()}


def _centers(draft: Draft, topics: Sequence[str]) -> np.ndarray:
    """The directions of topics, (n_topics, d): those that there were, and anew those whose statements changed."""
    known = draft.before.topic_vectors
    anew = [topic for topic in topics if topic in draft.changed or topic not in known]
    found = dict(known)
    if anew:
        rows = [draft.rows(topic) for topic in anew]
        number = np.repeat(np.arange(len(anew)), [len(part) for part in rows])
        found |= zip(anew, centroids(draft.space.meaning[np.concatenate(rows)], number), strict=True)
    return np.stack([found[topic] for topic in topics])
