"""A tree that is being edited: its nodes, indexed by parent, and the statements of each keyword."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np
import pandas as pd

from interest.hierarchy.cutting import Cut
from interest.hierarchy.nodes import NodeMaker
from interest.hierarchy.space import Space
from interest.hierarchy.tree import LEVELS, InterestTree, Level, Node
from interest.hierarchy.words import Words


class Draft:
    """A tree on its way from one cut to another. It keeps track of which nodes are not what they were.

    Looking up a node, its children or its statements costs what is found, not the whole tree.
    """

    def __init__(self, cut: Cut, space: Space, words: Words, users: Sequence[str]) -> None:
        self.before = cut
        self.space = space
        self.words = words
        self._users = users
        self._nodes: dict[str, Node] = dict(cut.tree.nodes)
        self._inside: dict[str | None, set[str]] = {}  # by parent, the ids of its children
        for node in self._nodes.values():
            self._inside.setdefault(node.parent, set()).add(node.id)
        self.changed: set[str] = set()
        """The nodes whose statements are not what they were."""
        self.seen_anew: set[str] = set()
        """The nodes of which another part is in sight."""
        self.moved = False
        """Whether a statement is in another node than it was."""
        self.settled: list[np.ndarray] = []
        """Positions of statements that fit where somebody put them: no outliers any more."""

    @cached_property
    def maker(self) -> NodeMaker:
        """Makes nodes of the statements."""
        return NodeMaker.of(self.words, self.space.meaning, self._users)

    @cached_property
    def _rows(self) -> dict[str, np.ndarray]:
        """By keyword the positions of its statements, rising."""
        codes, ids = pd.factorize(self.before.assignments["keyword"])
        rows = np.split(np.argsort(codes, kind="stable"), np.cumsum(np.bincount(codes))[:-1])
        return dict(zip(map(str, ids), rows, strict=True))

    # What is there

    @property
    def ids(self) -> set[str]:
        """The ids of all nodes."""
        return set(self._nodes)

    def node(self, node_id: str) -> Node:
        """A node by its id. Raises `UnknownNodeError`."""
        return self._nodes[node_id] if node_id in self._nodes else InterestTree(self._nodes)[node_id]

    def children(self, node_id: str | None) -> list[Node]:
        """The children of a node, the oldest first; of None the categories."""
        return sorted((self._nodes[child] for child in self.inside(node_id)), key=lambda node: age(node.id))

    def inside(self, node_id: str | None) -> set[str]:
        """The ids of the children of a node; of None the categories."""
        return self._inside.get(node_id, set())

    def level(self, level: Level) -> list[Node]:
        """The nodes of a level."""
        nodes = self.children(None)
        for _ in range(LEVELS.index(level)):
            nodes = [child for node in nodes for child in self.children(node.id)]
        return nodes

    def path(self, node_id: str | None) -> Iterator[str]:
        """The ids of a node and of all above it, upwards."""
        while node_id is not None:
            yield node_id
            node_id = self._nodes[node_id].parent

    def rows(self, node_id: str) -> np.ndarray:
        """The positions of a node's statements, rising."""
        if self.node(node_id).level == "keyword":
            return self._rows[node_id]
        return np.sort(np.concatenate([self.rows(child) for child in self._inside[node_id]]))

    def rows_in_sight(self, node_id: str) -> np.ndarray:
        """The positions of the statements that count for a node, rising: those in sight; all where there are none."""
        leaves = [self._nodes[node_id]]
        while leaves[0].level != "keyword":
            leaves = [child for leaf in leaves for child in self._counted(leaf)]
        return np.sort(np.concatenate([self._rows[leaf.id] for leaf in leaves]))

    def _counted(self, node: Node) -> list[Node]:
        """The children that count for a node."""
        children = [self._nodes[child] for child in self._inside[node.id]]
        return [child for child in children if self.is_in_sight(child)] or children

    def is_in_sight(self, node: Node) -> bool:
        """Whether something of a node can be seen, as far as it lies with itself and what is in it."""
        if node.hidden or node.level == "keyword":
            return not node.hidden
        return any(self.is_in_sight(self._nodes[child]) for child in self._inside[node.id])

    def places(self, level: Level, rows: np.ndarray) -> dict[str, np.ndarray]:
        """For each node of a level which of some statements (their positions) it holds, as positions in `rows`."""
        at = np.full(len(self.before.assignments), -1)
        at[rows] = np.arange(len(rows))
        held = {node.id: at[self.rows(node.id)] for node in self.level(level)}
        return {node_id: here[here >= 0] for node_id, here in sorted(held.items()) if (here >= 0).any()}

    # What can be done to it

    def set(self, node: Node) -> None:
        """Put a changed node, with the parent that it had, in the place of the one of its id."""
        self._nodes[node.id] = node

    def add(self, node: Node, rows: np.ndarray | None = None) -> None:
        """Put a new node into its parent; `rows` are the statements of a keyword, rising."""
        self.moved = True
        self._nodes[node.id] = node
        self._inside.setdefault(node.parent, set()).add(node.id)
        if rows is not None:
            self._rows[node.id] = rows

    def move(self, node: Node, parent: str) -> None:
        """Give a node another parent; the one before vanishes if it has nothing left."""
        self._adopt(node, parent)
        self.touch([parent, node.parent])
        self._drop_empty(node.parent)

    def give(self, rows: np.ndarray, new: Collection[str]) -> None:
        """Statements (positions, rising) are in `new` keywords now, and no more in others; what is empty vanishes."""
        for node_id in self._rows.keys() - new:
            left = np.setdiff1d(self._rows[node_id], rows)
            if len(left) < len(self._rows[node_id]):
                self.touch([node_id])
                self._rows[node_id] = left
                if not len(left):
                    self.drop([self._nodes[node_id]])

    def join(self, nodes: Sequence[Node], new: Node) -> None:
        """Put one new node in the place of several, with all that they hold.

        What is above them is touched only where it lost or got statements, or where another part of it is in sight.
        """
        rows = np.sort(np.concatenate([self.rows(node.id) for node in nodes])) if new.level == "keyword" else None
        children = [child for node in nodes for child in self.children(node.id)]
        self.add(new, rows)
        self.changed.add(new.id)
        for child in children:
            self._adopt(child, new.id)
        if any(node.hidden != new.hidden for node in nodes):
            self.seen_anew.update(self.path(new.parent))
        if len(parents := {node.parent for node in nodes}) > 1:
            self.touch(parents)
        self.drop(nodes)

    def drop(self, nodes: Iterable[Node]) -> None:
        """Take out nodes whose statements are in others now, and what has no child left then."""
        for node in nodes:
            if self._nodes.pop(node.id, None):  # else it went with its last child
                self._inside[node.parent].remove(node.id)
                self._rows.pop(node.id, None)
                self._drop_empty(node.parent)

    def touch(self, node_ids: Iterable[str | None]) -> None:
        """Say that the statements of these nodes, and of all above them, are not what they were."""
        self.moved = True
        for node_id in node_ids:
            self.changed.update(self.path(node_id))

    def _adopt(self, node: Node, parent: str) -> None:
        self._inside[node.parent].remove(node.id)
        self.add(replace(node, parent=parent))

    def _drop_empty(self, parent: str | None) -> None:
        if parent in self._nodes and not self._inside[parent]:
            self.drop([self._nodes[parent]])


def age(node_id: str) -> tuple[bool, list[int]]:
    """Orders ids as they came into being: those of the built tree, then those of the edits by their numbers."""
    number = node_id[1:]
    return number.startswith("e"), [int(part) for part in number.removeprefix("e").split("_")]
