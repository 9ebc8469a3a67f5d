"""Whether the parts of a study fit together: asked once, when a study comes from somewhere else, and of all of it.

Pages, questions and edits rely on what stands here, so that none of them need look again.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from itertools import pairwise
from typing import get_args

import numpy as np
import pandas as pd

from interest.contents import Contents
from interest.hierarchy.cutting import Cut
from interest.hierarchy.tree import LEVELS
from interest.inference import Verdict

_TEXTS = ("user_id", "text", "source", "label", "language")
_ABOVE: Mapping[str, str | None] = {"category": None, "topic": "category", "keyword": "topic"}


def misfit(contents: Contents) -> str:
    """The part of a study that doesn't fit the others, or itself; "" where all do."""
    return next((part for part, fits in _CHECKS if not all(fits(contents))), "")


def _about(contents: Contents) -> Iterator[bool]:
    yield all(isinstance(text, str) for text in (contents.name, contents.config.encoder, *contents.cut.notes))
    yield isinstance(contents.report.n_rows, int) and contents.report.n_rows >= 0
    yield not contents.built_at or datetime.fromisoformat(contents.built_at).tzinfo is not None
    estimate = contents.estimate
    if estimate is not None:
        yield estimate.by in ("ratings", "examples") and isinstance(estimate.used, bool)
        parts = (estimate.auc, estimate.low, estimate.high, estimate.liked_right, estimate.disliked_right)
        yield all(part is None or 0 <= part <= 1 for part in parts)
        yield all(isinstance(count, int) for count in (estimate.statements, estimate.people))


def _statements(contents: Contents) -> Iterator[bool]:
    frame, times = contents.ingested.frame, contents.ingested.times
    n = len(frame)
    yield frame["statement_id"].tolist() == list(range(n)) == frame.index.tolist()
    for column in _TEXTS:
        yield pd.api.types.is_string_dtype(frame[column]) and not frame[column].isna().any()
    yield bool((frame["row"].to_numpy() >= 0).all())
    yield _finite(frame["weight"].to_numpy()) and bool((frame["weight"] >= 0).all())
    yield not np.isinf(frame["rating"].to_numpy()).any()
    yield all(pd.api.types.is_datetime64_any_dtype(table["timestamp"]) for table in (frame, times))
    yield _within(times["statement_id"].to_numpy(), n)
    yield contents.foundation is None or 0 <= contents.foundation <= n


def _report(contents: Contents) -> Iterator[bool]:
    rows = contents.report.rows
    yield {"row", "file", "line", "reason", "before", "after"} <= set(rows)
    yield all(pd.api.types.is_string_dtype(rows[column]) for column in ("file", "reason", "before", "after"))


def _attributes(contents: Contents) -> Iterator[bool]:
    known = contents.ingested.attributes
    yield _finite(known.statements["statement_id"].to_numpy())
    yield _within(known.statements["statement_id"].to_numpy(), len(contents.ingested.frame))
    yield known.users["user_id"].is_unique
    yield set(known.kinds) <= {*known.users, *known.statements}


def _tree(contents: Contents) -> Iterator[bool]:
    for cut in {id(cut): cut for cut in (contents.cuts.edited, contents.cuts.built)}.values():
        yield from _cut(cut, len(contents.ingested.frame), contents.space.vectors.shape[1])
    for edit in (*contents.cuts.log.edits, *contents.cuts.log.undone):
        yield all(isinstance(row, int) and 0 <= row < len(contents.ingested.frame) for row in edit.rows)


def _cut(cut: Cut, n: int, dimensions: int) -> Iterator[bool]:
    nodes, places = cut.tree.nodes, cut.assignments
    seen: set[str] = set()
    for node in nodes.values():  # parents before children, no circle, each a child of its parent
        above = _ABOVE[node.level]
        yield (node.parent is None) if above is None else (node.parent in seen and nodes[node.parent].level == above)
        yield node.parent is None or node.id in nodes[node.parent].children
        yield all(child in nodes and nodes[child].parent == node.id for child in node.children)
        yield isinstance(node.name, str) and min(node.size, node.users) >= 0
        yield all(isinstance(statement, int) and 0 <= statement < n for statement in node.examples)
        seen.add(node.id)
    yield len(places) == n
    for level in LEVELS:
        yield all(found in nodes and nodes[found].level == level for found in places[level].unique())
    for above, below in pairwise(LEVELS):
        pairs = places[[above, below]].drop_duplicates()
        yield all(nodes[child].parent == parent for parent, child in pairs.itertuples(index=False))
    yield _finite(places["strength"].to_numpy()) and places["is_outlier"].dtype == bool
    yield cut.map.shape == (n, 2) and _finite(cut.map)
    yield _within(cut.memberships["statement_id"].to_numpy(), n) and _finite(cut.memberships["weight"].to_numpy())
    yield set(cut.memberships["node_id"]) <= set(nodes)
    topics = {node.id for node in nodes.values() if node.level == "topic"}
    yield topics <= set(cut.topic_vectors)
    yield all(vector.shape == (dimensions,) and _finite(vector) for vector in cut.topic_vectors.values())


def _space(contents: Contents) -> Iterator[bool]:
    space, n = contents.space, len(contents.ingested.frame)
    for matrix in (space.vectors, space.meaning, space.features, space.points, space.map):
        yield matrix.ndim == 2 and len(matrix) == n and matrix.dtype == np.float32 and _finite(matrix)
    yield space.map.shape[1] == 2
    yield all(mean.shape == space.vectors.shape[1:] for mean in space.centers.means.values())
    for layer in space.layers:
        yield layer.labels.shape == (n,) and bool((layer.labels >= -1).all() and (layer.labels < n).all())


def _words(contents: Contents) -> Iterator[bool]:
    words, phrases, n = contents.words, contents.words.phrases, len(contents.ingested.frame)
    count, dimensions = len(phrases.names), contents.space.vectors.shape[1]
    phrases.matrix.check_format(full_check=True)
    yield phrases.matrix.shape == (n, count) and _finite(phrases.matrix.data)
    yield all(len(each) == count for each in (phrases.titles, phrases.keys, phrases.languages))
    yield all(isinstance(word, str) for words in (phrases.names, phrases.titles, phrases.keys) for word in words)
    yield all(each.shape == (count,) and _finite(each) for each in (phrases.counts, phrases.scores, phrases.headings))
    yield words.phrase_vectors.shape == (count, dimensions) and _finite(words.phrase_vectors)
    generic = words.generic
    yield len(generic.english) == len(generic.chinese) == len(generic.vectors) == len(generic.holds)
    yield generic.vectors.shape[1:] == (dimensions,) and _finite(generic.vectors)


def _own(contents: Contents) -> Iterator[bool]:
    for interests in contents.own.states:
        names = [interest.name.casefold() for interest in interests]
        yield len(set(names)) == len(names) and all(isinstance(name, str) and name for name in names)
        yield all(isinstance(interest.description, str) for interest in interests)


def _stock(contents: Contents) -> Iterator[bool]:
    items, taken, vectors = contents.stock.items, contents.stock.interactions, contents.stock.vectors
    if items is not None:
        yield items["item_id"].is_unique and not items[["item_id", "text"]].isna().to_numpy().any()
    if vectors is not None:
        yield items is not None and vectors.shape == (len(items), contents.space.vectors.shape[1]) and _finite(vectors)
    if taken is not None:
        yield not taken[["user_id", "item_id"]].isna().to_numpy().any() and _finite(taken["weight"].to_numpy())


def _learned(contents: Contents) -> Iterator[bool]:
    learned = contents.learning.users if contents.learning else None
    if learned is not None:
        ids, matrix = learned.vectors.ids, learned.vectors.matrix
        yield matrix.ndim == 2 and len(ids) == len(matrix) == len(learned.likely) and _finite(matrix)
        yield set(ids) == set(contents.ingested.users)
        yield learned.likely.ndim == 2 and learned.likely.shape[1] in (0, len(learned.labels))


def _groups(contents: Contents) -> Iterator[bool]:
    grouping = contents.grouping
    if grouping is not None:
        yield grouping.verdict in get_args(Verdict) and isinstance(grouping.people, int)
        yield all(isinstance(told, float) for told in (grouping.gain, grouping.by_chance, grouping.surprise))
        yield grouping.mixture is not None or grouping.verdict != "groups"
    if grouping is not None and grouping.mixture is not None:
        mixture, topics = grouping.mixture, [node for node in contents.tree.level("topic") if not node.talk]
        k = len(grouping.stability)
        yield mixture.kinds.shape == (k, len(topics)) and mixture.usual.shape == (len(topics),)
        yield mixture.weights.shape == (k + 1,) and 0 <= mixture.rho <= 1
        yield all(_finite(part) and bool((part >= 0).all()) for part in (mixture.kinds, mixture.usual, mixture.weights))


_CHECKS: tuple[tuple[str, Callable[[Contents], Iterator[bool]]], ...] = (
    ("description", _about),
    ("statements", _statements),
    ("report", _report),
    ("attributes", _attributes),
    ("space", _space),
    ("tree", _tree),
    ("words", _words),
    ("own interests", _own),
    ("items", _stock),
    ("learned users", _learned),
    ("groups", _groups),
)


def _finite(numbers: np.ndarray) -> bool:
    return bool(np.isfinite(numbers).all())


def _within(numbers: np.ndarray, n: int) -> bool:
    return bool(((numbers >= 0) & (numbers < n)).all())
