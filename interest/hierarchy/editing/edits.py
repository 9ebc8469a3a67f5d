"""Edits of a tree as records: what was done, to which nodes, and in which order."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal, Self, get_args

from interest.errors import EditError

Kind = Literal["rename", "merge", "split", "move", "hide", "unhide", "accept", "dismiss"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True)
class Edit:
    """One edit. It says what was wanted, not what came of it, so that it can be made again on another tree."""

    kind: Kind
    nodes: tuple[str, ...]
    """The ids of the nodes that it is about; of a move the node and its new parent; of a new topic its category."""
    titles: tuple[str, ...] = ()
    """New names: one a node for a rename, at most one for a merge (by default the first node's name); the one of a
    candidate that is accepted or dismissed."""
    into: int = 0
    """Into how many parts a node is split."""
    number: int = 0
    """The how-manyeth edit of the study it is, counting those that were undone. New nodes have it in their ids."""
    called: tuple[str, ...] = ()
    """What the nodes were called before it, so that a log can be read without the trees."""
    by: str = ""
    """Who names nodes, where it was no person: such as a language model."""
    who: str = ""
    """Who made it, where people log in."""
    rows: tuple[int, ...] = ()
    """The ids of the statements of a candidate that is accepted or dismissed, rising."""

    @property
    def description(self) -> str:
        """The edit as an English sentence."""
        names = self.called or self.nodes
        match self.kind:
            case "rename" if len(names) == 1:
                what = f"“{names[0]}” is called “{self.titles[0]}”"
            case "rename":
                what = f"{len(names)} nodes are called anew"
            case "merge":
                new = self.titles[0] if self.titles else ""
                what = f"“{'”, “'.join(names[:-1])}” and “{names[-1]}” are one{f', called “{new}”' if new else ''}"
            case "split":
                what = f"“{names[0]}” is split into {self.into} parts"
            case "move":
                what = f"“{names[0]}” belongs to “{names[1]}”"
            case "hide":
                what = f"“{names[0]}” is hidden"
            case "unhide":
                what = f"“{names[0]}” is shown again"
            case "accept":
                what = f"“{self.titles[0]}” is a new topic of “{names[0]}”"
            case "dismiss":
                what = f"“{self.titles[0]}” is dismissed as a new topic"
        by = ", ".join(name for name in (self.by, self.who) if name)
        return f"{what} (by {by})." if by else f"{what}."

    @property
    def made(self) -> tuple[str, ...]:
        """The ids of the nodes that come of it: of those that a merge or split is about, or new; else none."""
        match self.kind:
            case "merge":
                return (f"{self.nodes[0][0]}e{self.number}",)
            case "split":
                return tuple(f"{self.nodes[0][0]}e{self.number}_{part}" for part in range(1, self.into + 1))
            case "accept":
                return (f"te{self.number}",)
            case _:
                return ()

    def on(self, nodes: Mapping[str, str], rows: tuple[int, ...] = ()) -> Self:
        """The same edit of the nodes, and of the statements, that stand for its own in another tree."""
        return replace(self, nodes=tuple(nodes[node] for node in self.nodes), rows=rows)


@dataclass(frozen=True)
class Log:
    """The edits of a study in their order, and those that were undone and can be redone, the last undone at the end."""

    edits: tuple[Edit, ...] = ()
    undone: tuple[Edit, ...] = ()
    made: int = 0
    """How many there ever were: numbers of edits, and with them ids of nodes, are never used again."""

    def add(self, edit: Edit) -> Self:
        """The log with one more edit, numbered; what was undone before can't be redone any more."""
        return replace(self, edits=(*self.edits, replace(edit, number=self.made + 1)), undone=(), made=self.made + 1)

    def signed(self, since: int, who: str) -> Self:
        """The log with who made the edits that came after the first `since`."""
        edits = tuple(replace(edit, who=who) if edit.number > since else edit for edit in self.edits)
        return replace(self, edits=edits)

    def undo(self) -> Self:
        """The log without its last edit. Raises `EditError` for a log without edits."""
        if not self.edits:
            raise EditError("There is no edit to undo.")
        return replace(self, edits=self.edits[:-1], undone=(*self.undone, self.edits[-1]))

    def redo(self) -> Self:
        """The log with the edit that was undone last. Raises `EditError` where none was."""
        if not self.undone:
            raise EditError("No edit was undone, so that there is none to redo.")
        return replace(self, edits=(*self.edits, self.undone[-1]), undone=self.undone[:-1])

    def successors(self, node_id: str) -> tuple[str, ...]:
        """What merges and splits made of a node: the one that it was merged into, or its parts; else itself."""
        found = [node_id]
        for edit in self.edits:
            if edit.kind in ("merge", "split") and not set(found).isdisjoint(edit.nodes):
                found = [*(node for node in found if node not in edit.nodes), *edit.made]
        return tuple(found)

    def to_json(self) -> str:
        """The log as JSON; `Log.from_json` reads it back."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The log that `to_json` wrote. Raises `ValueError`, `KeyError` or `TypeError` for anything else."""
        parts = json.loads(text)
        return cls(tuple(map(_edit, parts["edits"])), tuple(map(_edit, parts["undone"])), int(parts["made"]))


def _edit(row: Mapping[str, Any]) -> Edit:
    parts: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
    edit = Edit(**parts)
    if edit.kind not in KINDS:
        raise ValueError(f"there is no edit {edit.kind!r}")
    return edit
