"""`study.edit`: changes to the tree by hand."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from interest.errors import EditError
from interest.hierarchy.cutting import Cut
from interest.hierarchy.editing import Draft, apply, finish, make
from interest.hierarchy.edits import Edit, Kind, Log
from interest.hierarchy.replaying import replay, shared_rows

if TYPE_CHECKING:
    from interest.study import Study


class Editor:
    """Each method makes one edit of the study's tree, which `study.undo()` takes back.

    Nodes are given by their ids. Raises `UnknownNodeError` for one that is not there, `EditError` for an edit that
    can't be made; the study is then as it was.
    """

    def __init__(self, study: "Study") -> None:
        self._study = study

    def rename(self, node: str, name: str, by: str = "") -> str:
        """Call a node something else; a name that another node of the level has (a keyword: of its topic) is refused.

        Gives the node's id. `by` says who names it, where it is no person.
        """
        own = self._study.tree[node]
        if _clean(name) == own.name and own.named:
            return node  # no edit
        level = self._study.tree.nodes.values()
        for other in (other for other in level if other.level == own.level and other.id != node):
            if other.name.casefold() == _clean(name).casefold() and (
                own.level != "keyword" or other.parent == own.parent
            ):
                raise EditError(
                    f"Another {own.level} is called “{other.name}” already; merge the two, or choose another name."
                )
        return self.rename_all({node: name}, by)[0]

    def rename_all(self, names: Mapping[str, str], by: str = "") -> tuple[str, ...]:
        """Call several nodes (id → name) something else, as one edit; a name that is taken gets a number."""
        return self._make("rename", tuple(names), titles=tuple(map(_clean, names.values())), by=by)

    def merge(self, *nodes: str, name: str = "") -> str:
        """Make one node of several of a level, where the first one is; it is called `name`, or as the first one was.

        What the nodes held belongs to the new one, whose id is given; keywords of one name become one. A category or
        topic that has nothing left vanishes.
        """
        return self._make("merge", nodes, titles=(_clean(name),) if _clean(name) else ())[0]

    def split(self, node: str, into: int = 2) -> tuple[str, ...]:
        """Part a node by meaning: a category by its topics, a topic or keyword by its statements (k-means).

        Gives the ids of the parts, the largest first. The parts of a topic get keywords of their own.
        """
        return self._make("split", (node,), into=into)

    def move(self, node: str, parent: str) -> str:
        """Give a topic to another category, or a keyword to another topic, where it joins one of its name.

        Gives its id there. The parent vanishes with its last child.
        """
        return self._make("move", (node, parent))[0]

    def hide(self, node: str) -> str:
        """Take a node and what it holds out of sight: out of views, profiles and recommendations. Gives its id.

        Statements stay where they are; what is above the node counts what is left in sight. `tree[id]` still finds it,
        `tree.hidden()` lists what was hidden.
        """
        return self._make("hide", (node,))[0]

    def unhide(self, node: str) -> str:
        """Show a hidden node again. Gives its id."""
        if not self._study.tree[node].hidden:
            raise EditError(f"“{self._study.tree[node].name}” is not hidden.")
        return self._make("unhide", (node,))[0]

    def _make(
        self, kind: Kind, nodes: tuple[str, ...], titles: tuple[str, ...] = (), into: int = 0, by: str = ""
    ) -> tuple[str, ...]:
        called = tuple(self._study.tree[node].name for node in nodes)
        log = self._study.log.add(Edit(kind, nodes, titles, into, called=called, by=by))
        draft = _draft(self._study, self._study.cut)
        found = make(draft, log.edits[-1])
        self._study.take(finish(draft), log)
        return found

    def undo(self) -> Edit:
        """See `Study.undo`."""
        log = self._study.log.undo()
        self._follow(log)
        return log.undone[-1]

    def redo(self) -> Edit:
        """See `Study.redo`."""
        log = self._study.log.redo()
        self._follow(log)
        return log.edits[-1]

    def _follow(self, log: Log) -> None:
        """Go over to the cut of the build with the edits of a log."""
        study = self._study
        users = study.ingested.frame["user_id"].tolist()
        study.take(
            apply(log.edits, study.built, study.space, study.namable, users) if log.edits else study.built,
            log,
        )

    def replay(self, former: "Study") -> tuple[Edit, ...]:
        """See `Study.replay`."""
        study = self._study
        if not former.edits:
            return ()
        edits = [replace(edit, number=edit.number + study.log.made) for edit in former.edits]
        rows = shared_rows(former.ingested.frame, study.ingested.frame)
        found = replay(edits, _draft(former, former.built), _draft(study, study.cut), rows)
        notes = tuple(f"An edit could not be made again on this tree: {edit.description}" for edit in found.lost)
        study.built = replace(study.built, notes=study.built.notes + notes)
        log = Log((*study.edits, *found.edits), made=study.log.made + former.log.made)
        study.take(replace(found.cut, notes=found.cut.notes + notes), log)
        study.lost_edits = found.lost
        return found.lost


def _draft(study: "Study", cut: Cut) -> Draft:
    return Draft(cut, study.space, study.namable, study.ingested.frame["user_id"].tolist())


def _clean(name: str) -> str:
    """A name in one line."""
    return " ".join(name.split())
