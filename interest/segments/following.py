"""Segments of one study in another: which node there is meant, and which statements."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import pandas as pd

from interest.contents import Contents
from interest.contents.definitions import Definition, Segment
from interest.hierarchy.cutting import Cut
from interest.hierarchy.editing.replaying import most_alike, shared_rows
from interest.hierarchy.tree import InterestTree, Node

_LOST = "?"  # behind the id of a node that is not there: the bare id may be that of another node


class Follower:
    """Translates definitions of old contents to new ones."""

    def __init__(self, old: Contents, new: Contents) -> None:
        self._old = old
        self._new = new

    def translate(self, segment: Segment) -> Definition:
        """The definition for the new contents; what is not found there stays as it was."""
        return segment.definition.translated(self.node, self._statements)

    @cached_property
    def _rows(self) -> tuple[np.ndarray, np.ndarray]:
        return shared_rows(self._old.ingested.frame, self._new.ingested.frame)

    def node(self, node_id: str, called: str = "") -> str:
        """The node that is meant; where there is none, an id that no node has.

        The statements that both studies have decide, where they are at least half of the node's; else its name may.
        One that is only in the tree before the edits is looked for in that one of the other study.
        """
        if node_id in self._old.tree.nodes:
            return self._counterpart(node_id, self._old.cut, self._new.cut)
        if node_id in self._old.cuts.built.tree.nodes:
            return self._counterpart(node_id, self._old.cuts.built, self._new.cuts.built)
        paths = {self._new.tree.path_name(node.id): node.id for node in self._new.tree}
        return paths.get(called, node_id)  # lost before: perhaps it is back

    def _counterpart(self, node_id: str, before: Cut, after: Cut) -> str:
        node = before.tree[node_id]
        old, new = self._rows
        inside = (before.assignments[node.level] == node_id).to_numpy(bool)[old]  # (n_shared,)
        places = after.assignments[node.level].iloc[new].reset_index(drop=True)
        found = most_alike(inside, places.groupby(places).indices)
        if not found and np.count_nonzero(inside) < node.size / 2:
            found = self._by_name(node, before.tree, after.tree)
        return found or f"{node_id}{_LOST}"

    @staticmethod
    def _by_name(node: Node, before: InterestTree, tree: InterestTree) -> str:
        """The one node of the level and name (a keyword: of a topic of the name), if there is just one."""
        found = [other.id for other in tree.level(node.level) if other.name.casefold() == node.name.casefold()]
        if node.level == "keyword":
            topic = before.parent(node.id).name.casefold()
            found = [other for other in found if tree.parent(other).name.casefold() == topic]
        return found[0] if len(found) == 1 else ""

    def _statements(self, statement_ids: Sequence[int]) -> list[int]:
        old, new = self._rows
        ids = [contents.ingested.frame["statement_id"].to_numpy() for contents in (self._old, self._new)]
        there = pd.Series(ids[1][new], index=ids[0][old])
        return [int(statement) for statement in there.reindex(statement_ids).dropna()]
