"""Applies edits to a tree: from a cut and a log to the edited cut.

A tree is given by the parent of each node and the keyword of each statement; all else follows. Edits change these two
in a draft, and at the end sizes, users, the order of siblings, memberships and what describes a node are brought up to
date, of those nodes alone that are not what they were. Nodes that an edit does not touch keep their ids; new ones get
ids with the edit's number (`te3_1`), never used before. A category or topic that lost its last child to an edit
vanishes. What is above a hidden node counts, and is described by, what is left in sight of it, so that a picture of the
tree closes; a hidden node counts all that it holds.
"""

from collections.abc import Iterable, Sequence

from interest.hierarchy.cutting import Cut
from interest.hierarchy.editing.draft import Draft
from interest.hierarchy.editing.edits import Edit
from interest.hierarchy.editing.finishing import NAMED, finish
from interest.hierarchy.editing.making import make
from interest.hierarchy.space import Space
from interest.hierarchy.words import Words

__all__ = ["NAMED", "Draft", "apply", "finish", "make"]


def apply(edits: Iterable[Edit], cut: Cut, space: Space, words: Words, users: Sequence[str]) -> Cut:
    """The cut with the edits made, in their order; `users` holds the user of each of the n statements.

    Raises `UnknownNodeError` for a node that is not there, `EditError` for an edit that can't be made.
    """
    draft = Draft(cut, space, words, users)
    for edit in edits:
        make(draft, edit)
    return finish(draft)
