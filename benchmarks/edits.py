"""How much processor time one edit of a large tree takes.

usage: python benchmarks/edits.py [--statements 10000 100000]

The trees are made up: 16 categories, 240 topics and some 1,750 keywords of random statements.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix

from interest.hierarchy.clustering.centroids import centroids
from interest.hierarchy.clustering.features import Centers, unit
from interest.hierarchy.cutting import Cut
from interest.hierarchy.editing import apply
from interest.hierarchy.editing.edits import Edit
from interest.hierarchy.generic import GenericNames
from interest.hierarchy.memberships import soft_memberships
from interest.hierarchy.nodes import NodeMaker
from interest.hierarchy.space import Space
from interest.hierarchy.tree import LEVELS, InterestTree, Node
from interest.hierarchy.words import Words
from interest.language import Phrases

CATEGORIES, TOPICS, KEYWORDS = 16, 15, 7  # in all, in a category, in a topic beside its "other"
DIMENSION, PHRASES, GENERAL = 384, 3000, 321
TIMES = 5


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--statements", type=int, nargs="+", default=[10_000, 100_000])
    for n in parser.parse_args().statements:
        space, words, users = random_data(n)
        cut = random_cut(space, words, users)
        print(f"{n} statements, {len(cut.tree.nodes)} nodes; milliseconds, median of {TIMES}")
        for name, log in logs(cut.tree).items():
            print(f"  {name:16} {1000 * timed(partial(apply, log, cut, space, words, users)):8.0f}")


def timed(call: Callable[[], object]) -> float:
    """The median of the processor seconds that a call takes."""
    seconds = []
    for _ in range(TIMES):
        start = time.process_time()
        call()
        seconds.append(time.process_time() - start)
    return statistics.median(seconds)


def logs(tree: InterestTree) -> dict[str, list[Edit]]:
    """A log of one edit for each kind; to undo the last of three is to make the other two on the built tree."""
    one, other = tree.level("topic")[3], tree.level("topic")[90]
    word, home = tree.children(one.id)[1], tree.level("topic")[40]
    rename = Edit("rename", (one.id,), ("Another name",), number=1)
    merge = Edit("merge", (one.id, other.id), number=2)
    return {
        "rename": [rename],
        "merge topics": [merge],
        "merge keywords": [Edit("merge", (word.id, tree.children(one.id)[2].id), number=1)],
        "split a topic": [Edit("split", (one.id,), into=2, number=1)],
        "split a keyword": [Edit("split", (word.id,), into=2, number=1)],
        "move a topic": [Edit("move", (one.id, other.parent), number=1)],
        "move a keyword": [Edit("move", (word.id, home.id), number=1)],
        "hide a topic": [Edit("hide", (one.id,), number=1)],
        "undo the third": [rename, merge],
    }


def random_data(n: int) -> tuple[Space, Words, list[str]]:
    """Vectors and words of n statements by n/20 users; a statement says three phrases, common ones more often."""
    rng = np.random.default_rng(0)
    vectors = unit(rng.normal(size=(n, DIMENSION)).astype(np.float32))
    said = (PHRASES * rng.random((n, 3)) ** 2).astype(int).ravel()
    matrix = csr_matrix((np.ones(3 * n, np.float32), (np.repeat(np.arange(n), 3), said)), (n, PHRASES))
    matrix.data[:] = 1
    names = [f"phrase {i}" for i in range(PHRASES)]
    counts = np.asarray(matrix.sum(axis=0)).ravel()
    phrases = Phrases(names, names, names, counts, counts, matrix, np.ones(PHRASES), np.zeros(PHRASES))
    general = [f"General {i}" for i in range(GENERAL)]
    generic = GenericNames(general, general, np.eye(GENERAL, dtype=bool), unit(rng.normal(size=(GENERAL, DIMENSION))))
    words = Words(
        language="en",
        texts=[f"statement {i}" for i in range(n)],
        phrases=phrases,
        phrase_vectors=unit(rng.normal(size=(PHRASES, DIMENSION))),
        generic=generic,
    )
    flat = np.zeros((n, 5), np.float32)
    space = Space(vectors, Centers({"": np.zeros(DIMENSION)}), vectors, vectors, flat, [], flat[:, :2])
    return space, words, [f"user{i}" for i in rng.integers(0, max(n // 20, 1), n)]


def random_cut(space: Space, words: Words, users: list[str]) -> Cut:
    """A tree in which each statement has a keyword at random."""
    n, rng = len(users), np.random.default_rng(1)
    leaves = [
        (f"c{c + 1}", f"t{c * TOPICS + t + 1}", f"k{c * TOPICS + t + 1}_{k + 1}")
        for c in range(CATEGORIES) for t in range(TOPICS) for k in range(KEYWORDS)
    ]  # fmt: skip
    which = np.concatenate([np.arange(len(leaves)), rng.integers(0, len(leaves), n - len(leaves))])
    places = pd.DataFrame(np.array(leaves, object)[which], columns=list(LEVELS), dtype="str")
    maker = NodeMaker.of(words, space.meaning, users)
    parents = {leaf[depth]: leaf[depth - 1] if depth else None for leaf in leaves for depth in range(len(LEVELS))}
    nodes: dict[str, Node] = {}
    for level in LEVELS:
        for node_id, rows in places.groupby(level).indices.items():
            nodes[node_id] = maker.node(node_id, level, f"name of {node_id}", parents[node_id], np.sort(rows), range(9))
    children: dict[str | None, list[str]] = {}
    for node_id, parent in parents.items():
        children.setdefault(parent, []).append(node_id)
    for node_id, inside in children.items():
        inside.sort(key=lambda child: (-nodes[child].size, [int(part) for part in child[1:].split("_")]))
        if node_id is not None:
            nodes[node_id] = Node(**{**vars(nodes[node_id]), "children": tuple(inside)})
    tree = InterestTree({node_id: nodes[node_id] for node_id in _down(children, None)})
    topics = [node.id for node in tree.level("topic")]
    number = pd.Index(topics).get_indexer(pd.Index(places["topic"]))
    center = centroids(space.meaning, number)
    strength, memberships = soft_memberships(space.meaning, center, number, topics)
    places = places.assign(strength=strength, is_outlier=False)
    return Cut(tree, places, memberships, dict(zip(topics, center, strict=True)), space.map, ())


def _down(children: dict[str | None, list[str]], node_id: str | None) -> list[str]:
    """The ids of all that is in a node, parents before children."""
    return [below for child in children.get(node_id, []) for below in (child, *_down(children, child))]


if __name__ == "__main__":
    main()
