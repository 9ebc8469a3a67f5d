"""The parts of what a study holds that no room below makes: the tree with its edits, and what there is to take."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import Generic, TypeVar

import numpy as np
import pandas as pd

from interest.errors import InputError
from interest.hierarchy.cutting import Cut
from interest.hierarchy.editing.edits import Edit, Log

T = TypeVar("T")


class Deferred(Generic[T]):
    """A part of a saved study that is read when it is first asked for, by whoever comes first."""

    def __init__(self, read: Callable[[], T]) -> None:
        self._read = read
        self._lock = Lock()

    @classmethod
    def known(cls, value: T) -> "Deferred[T]":
        """One that needs no reading."""
        return cls(lambda: value)

    def get(self) -> T:
        """The part."""
        with self._lock:
            return self._value

    @cached_property
    def _value(self) -> T:
        return self._read()


@dataclass(frozen=True, eq=False)
class Cuts:
    """The tree as it was built, the edits, and the tree that came of both."""

    built: Cut
    """Before all edits."""
    edited: Cut
    log: Log = Log()
    lost: tuple[Edit, ...] = ()
    """Edits of a former study that could not be made again."""

    @classmethod
    def fresh(cls, cut: Cut) -> "Cuts":
        """Without any edit."""
        return cls(cut, cut)

    def successors(self, node_id: str) -> tuple[str, ...]:
        """The nodes that stand for a node after the edits; none where it is lost.

        These are itself, the one that it was merged into, or the parts into which it was split. One that vanished
        otherwise, such as a keyword that met its like, is where all its statements are.
        """
        nodes = self.edited.tree.nodes
        if node_id in nodes:
            return (node_id,)
        found = self.log.successors(node_id)
        if all(node in nodes for node in found):
            return found
        if node_id not in self.built.tree.nodes:
            return ()
        level = self.built.tree[node_id].level
        places = self.edited.assignments[level][self.built.assignments[level] == node_id].unique()
        return tuple(map(str, places)) if len(places) == 1 else ()


@dataclass(frozen=True, eq=False)
class Stock:
    """The items that can be recommended, and who took what; None for what was not given."""

    items: pd.DataFrame | None = None
    """item_id, text."""
    interactions: pd.DataFrame | None = None
    """user_id, item_id, weight, timestamp."""
    vectors: np.ndarray | None = None
    """(n_items, d) float32: the encoder's output for the items' texts."""

    @property
    def listed(self) -> tuple[pd.DataFrame, np.ndarray]:
        """The items and their vectors. Raises `InputError` where none were given."""
        if self.items is None or self.vectors is None:
            raise InputError("This study has no items; give items= to its build.")
        return self.items, self.vectors
