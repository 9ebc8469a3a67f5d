"""Edits made again on another tree of the same statements, where their nodes can be recognised."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from interest.errors import InterestError, UnknownNodeError
from interest.hierarchy.clustering.centroids import nearest_group
from interest.hierarchy.cutting import Cut
from interest.hierarchy.editing import Draft, finish, make
from interest.hierarchy.editing.edits import Edit

SAME_NODE = 0.5
"""Jaccard index of their statements from which two nodes of a level are the same: above it no second node can reach it,
and whoever looked at the one would know the other again."""


@dataclass(frozen=True, eq=False)
class Replay:
    """What came of making edits again."""

    cut: Cut
    edits: tuple[Edit, ...]
    """Those that were made, of the nodes of the new tree."""
    lost: tuple[Edit, ...]
    """Those that could not be made, as they were."""


def replay(edits: Sequence[Edit], old: Draft, new: Draft, rows: tuple[np.ndarray, np.ndarray]) -> Replay:
    """Make the edits of one tree on another.

    `old` and `new` are both trees before any of the edits; `rows` are the positions in both of the statements that they
    share. A node of the one stands for the node of its level in the other with which it shares most of these, if the
    Jaccard index |A ∩ B| / |A ∪ B| is at least 0.5. Edits go in their order, each on what the ones before have made.
    A candidate that was accepted is called as it was where the new tree has found it by itself.
    """
    made, lost = [], []
    for edit in edits:
        try:
            translated = _translated(edit, old, new, rows)
            make(new, translated)
            made.append(translated)
        except InterestError:
            lost.append(edit)
        make(old, edit)
    return Replay(finish(new), tuple(made), tuple(lost))


def _translated(edit: Edit, old: Draft, new: Draft, rows: tuple[np.ndarray, np.ndarray]) -> Edit:
    """The edit of the nodes and statements of the new tree. Raises `UnknownNodeError`."""
    if not edit.rows:
        return edit.on({node_id: _recognise(node_id, old, new, rows) for node_id in edit.nodes})
    inside = np.isin(rows[0], edit.rows)
    own = np.unique(rows[1][inside])
    if edit.kind == "dismiss":
        return edit.on({}, tuple(own.tolist()))
    if found := most_alike(inside, new.places("topic", rows[1])):
        return replace(edit, kind="rename", nodes=(found,), rows=())
    category = edit.nodes[0]
    try:
        stands_for = _recognise(category, old, new, rows)
    except UnknownNodeError:
        categories = {node.id: new.rows(node.id) for node in new.level("category") if not node.talk}
        if not categories or not len(own):
            raise
        stands_for = nearest_group(new.space.meaning, own, categories)
    return edit.on({category: stands_for}, tuple(own.tolist()))


def shared_rows(old: pd.DataFrame, new: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """The positions in two tables of statements of those that are in both: the same text by the same user."""
    keys = [
        frame[["user_id", "text"]].assign(time=frame.groupby(["user_id", "text"]).cumcount(), row=np.arange(len(frame)))
        for frame in (old, new)
    ]
    shared = keys[0].merge(keys[1], on=["user_id", "text", "time"], suffixes=("_old", "_new"))
    return shared["row_old"].to_numpy(), shared["row_new"].to_numpy()


def most_alike(inside: np.ndarray, places: Mapping[str, np.ndarray]) -> str:
    """The node that is the same as another one, which holds the shared statements that are `inside`, (n_shared,) bool.

    `places` are the candidates with the positions of what they hold of these statements. "" where none reaches a
    Jaccard index of 0.5.
    """
    best, overlap = "", 0.0
    for candidate, here in places.items():
        both = int(np.count_nonzero(inside[here]))
        jaccard = both / max(int(np.count_nonzero(inside)) + len(here) - both, 1)
        if jaccard > overlap:
            best, overlap = str(candidate), jaccard
    return best if overlap >= SAME_NODE else ""


def _recognise(node_id: str, old: Draft, new: Draft, rows: tuple[np.ndarray, np.ndarray]) -> str:
    """The node of the new tree that a node of the old one is. Raises `UnknownNodeError`."""
    inside = np.isin(rows[0], old.rows(node_id))
    found = most_alike(inside, new.places(old.node(node_id).level, rows[1]))
    if not found:
        raise UnknownNodeError(f"There is no node like {node_id!r} in this tree.")
    return found
