"""The summary of a node or of a whole study, from the points of its topics."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import cache

import numpy as np
import pandas as pd

from interest.contacts import mask_contacts
from interest.contents import Contents, derived
from interest.hierarchy.talk import common_words
from interest.language import is_about, is_content, stem, talk_in, tokenize, width
from interest.summaries.alike import alike_from
from interest.summaries.choosing import MOST, Chosen, Said
from interest.summaries.clauses import shortened
from interest.summaries.points import Point, Summary

SHORT, LINE = 16, 80
"""Letters that are enough to say what is meant, and letters that are read at a glance: a sentence of half as many, or
of twice as many, is worth half."""
HEARD = 12
"""Statements of a point that say which of its words matter, the nearest: more of them say the same."""


def summary(contents: Contents, node_id: str | None = None) -> Summary:
    """What is said most in a node, or in the whole study: two or three points with all who say so.

    The points of a topic or keyword are chosen among its statements; those of a category are dealt out to its topics,
    those of the study to its categories. Talk, such as praise, has none. Raises `UnknownNodeError` for an unknown id.
    """
    tree = contents.tree
    if node_id is None:
        categories = (node.id for node in tree.level("category") if not node.talk)
        points = dealt(contents, [_below(contents, category) for category in categories])
        return Summary("", points, None if points else "scattered")
    node = tree[node_id]
    if any(above.talk for above in tree.path(node_id)):
        return Summary(node_id, (), "talk")
    if node.level == "category":
        points = dealt(contents, [all_points(contents)[topic.id] for topic in tree.children(node_id)])
    else:
        points = all_points(contents)[node_id] if node.level == "topic" else _points(contents, node_id)
    return Summary(node_id, points, None if points else "scattered")


def _below(contents: Contents, category: str) -> list[Point]:
    """The points of all topics of a category."""
    topics = contents.tree.children(category)
    return [point for topic in topics for point in all_points(contents)[topic.id]]


def dealt(contents: Contents, parts: Sequence[Sequence[Point]], most: int = MOST) -> tuple[Point, ...]:
    """The points that most people say, over several parts, as seats are dealt by D'Hondt's method.

    Those who stand behind a point already don't count again, and what a chosen point says is not said twice. A part
    that has a point needs twice as many further people for a second one.
    """
    whose, meaning, alike = contents.ingested.frame["user_id"].to_numpy(), contents.space.meaning, alike_in(contents)
    behind = {point: set(whose[list(point.statements)]) for part in parts for point in part}
    chosen: list[Point] = []
    heard: set[str] = set()
    taken = [0] * len(parts)
    left = [(number, point) for number, part in enumerate(parts) for point in part]

    def worth(one: tuple[int, Point]) -> float:
        number, point = one
        return len(behind[point] - heard) / (1 + taken[number])

    while left and len(chosen) < most:
        best = max(left, key=worth)
        if worth(best) == 0:
            break
        number, point = best
        chosen.append(point)
        heard |= behind[point]
        taken[number] += 1
        near = meaning[[other.statement for _, other in left]] @ meaning[point.statement]
        left = [one for one, cosine in zip(left, near, strict=True) if cosine < alike and one is not best]
    return tuple(sorted(chosen, key=lambda point: -point.people))


@derived("ingested", "cuts", "deferred_space")
def alike_in(contents: Contents) -> float:
    """From which cosine on two statements of the study say the same."""
    frame = contents.tree.in_sight(contents.statements)
    first = frame.drop_duplicates("text")
    rows = first["statement_id"].to_numpy()
    lots = pd.util.hash_array(first["text"].to_numpy(object))
    return alike_from(contents.space.meaning[rows], pd.factorize(first["topic"])[0], lots)


@derived("ingested", "cuts", "deferred_space", "deferred_words")
def all_points(contents: Contents) -> Mapping[str, tuple[Point, ...]]:
    """The points of all topics, by id; talk has none."""
    return {node.id: _points(contents, node.id) for node in contents.tree.level("topic") if not node.talk}


def _points(contents: Contents, node_id: str) -> tuple[Point, ...]:
    """The points of a topic or keyword."""
    own = contents.statements[contents.tree[node_id].level] == node_id
    rows = contents.tree.in_sight(contents.statements[own])["statement_id"].to_numpy()
    points = [_point(contents, node_id, chosen) for chosen in said_in(contents).points(rows)]
    return tuple(sorted(points, key=lambda point: -point.people))


@derived("ingested", "cuts", "deferred_space", "deferred_words")
def said_in(contents: Contents) -> Said:
    """The statements, as far as points are chosen by it."""
    frame = contents.statements
    texts, languages = frame["text"].tolist(), frame["language"].tolist()
    common = common_words(contents.words, pd.factorize(frame["topic"])[0])

    @cache
    def words(row: int) -> Collection[str]:
        text, code = texts[row], languages[row]
        says = talk_in(text, code, common) is None and is_about(text, code, common)
        return _stems(text, code) - common if says else ()

    return Said(
        meaning=contents.space.meaning,
        things=pd.factorize(frame["text"])[0],
        people=pd.factorize(frame["user_id"])[0],
        languages=pd.factorize(frame["language"])[0],
        reads=np.array([min(1.0, size / SHORT, LINE / max(size, 1)) for size in map(width, texts)]),
        words=words,
        alike=alike_in(contents),
    )


def _point(contents: Contents, node_id: str, chosen: Chosen) -> Point:
    """A point in words."""
    said, own = said_in(contents), contents.statements.iloc[chosen.rows]
    code = str(own["language"].iloc[0])
    heard = Counter(word for row in chosen.rows[1 : HEARD + 1].tolist() for word in said.words(row))

    def telling(part: str) -> float:
        return sum(heard[word] for word in _stems(part, code))

    text = shortened(mask_contacts(own["text"].iloc[0]).text, code, telling)
    return Point(text, node_id, int(own["user_id"].nunique()), tuple(own["statement_id"].tolist()))


def _stems(text: str, code: str) -> frozenset[str]:
    """The words of a text that say something, without their inflections."""
    return frozenset(stem(token, code) for token in tokenize(text, code) if is_content(token, code))
