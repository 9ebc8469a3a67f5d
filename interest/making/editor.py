"""`study.edit`: changes to the tree by hand."""

from collections.abc import Mapping
from dataclasses import replace

from interest.config import Progress, no_progress
from interest.contents import Contents, Current, Cuts
from interest.errors import EditError
from interest.hierarchy.cutting import Cut
from interest.hierarchy.editing import NAMED, Draft, apply, finish, make
from interest.hierarchy.editing.edits import Edit, Kind, Log
from interest.hierarchy.editing.replaying import replay, shared_rows
from interest.hierarchy.naming.blind import BlindTest
from interest.hierarchy.naming.fits import passing
from interest.hierarchy.naming.llm_naming import Endpoint, NamingResult, name_nodes, naming_requests
from interest.making.candidates import Candidate, candidate_of


class Editor:
    """Each method makes one edit of the study's tree, which `study.undo()` takes back.

    Nodes are given by their ids. Raises `UnknownNodeError` for one that is not there, `EditError` for an edit that
    can't be made; the study is then as it was.
    """

    def __init__(self, current: Current) -> None:
        self._current = current

    @property
    def _contents(self) -> Contents:
        return self._current.contents

    def rename(self, node: str, name: str, by: str = "") -> str:
        """Call a node something else; a name that another node of the level has (a keyword: of its topic) is refused.

        Gives the node's id. `by` says who names it, where it is no person.
        """
        own = self._contents.tree[node]
        if _clean(name) == own.name and own.named:
            return node  # no edit
        level = self._contents.tree.nodes.values()
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

    def naming_requests(self, endpoint: Endpoint) -> list[dict[str, object]]:
        """What `rename_with` sends to an endpoint, request by request."""
        contents = self._contents
        texts = contents.statements["text"].tolist()
        return naming_requests(contents.tree, texts, contents.naming_language, endpoint.model)

    def rename_with(self, endpoint: Endpoint, progress: Progress = no_progress) -> NamingResult:
        """Let a language model name categories and topics: one edit, which undoing takes back.

        Keywords and three typical statements a node are sent to the endpoint. A name is taken where it passes the blind
        test at least half as well as the one that there is (`interest.hierarchy.naming.fits.passing`). Nodes for which
        no good name comes back keep theirs; the result says how many and why. `progress` gets the stage "naming".

        Raises `EncoderError` where the study's encoder can't be had.
        """
        contents = self._contents
        texts = contents.statements["text"].tolist()
        found = name_nodes(endpoint, contents.tree, texts, contents.naming_language, progress)
        if found.names:
            found = found.only(_passing(contents, found.names))
        if found.names:
            self.rename_all(found.names, by=endpoint.model)
        return found

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
        if not self._contents.tree[node].hidden:
            raise EditError(f"“{self._contents.tree[node].name}” is not hidden.")
        return self._make("unhide", (node,))[0]

    def accept(self, candidate: Candidate | str, name: str = "", category: str = "") -> str:
        """Make a candidate, itself or by its name, a topic; by another name or under another category if it is said.

        Its statements leave the topics where they were for want of a better one; what is added later and is like them
        joins them. Gives the topic's id.
        """
        found = candidate_of(self._contents, candidate)
        title, parent = _clean(name) or found.name, category or found.category
        return self._make("accept", (parent,), (title,), rows=found.statements)[0]

    def dismiss(self, candidate: Candidate | str) -> None:
        """Show a candidate, itself or by its name, no more until it has half as many statements more."""
        found = candidate_of(self._contents, candidate)
        self._make("dismiss", (), (found.name,), rows=found.statements)

    def _make(
        self, kind: Kind, nodes: tuple[str, ...], titles: tuple[str, ...] = (), into: int = 0, by: str = "",
        rows: tuple[int, ...] = (),
    ) -> tuple[str, ...]:  # fmt: skip
        contents = self._contents
        called = tuple(contents.tree[node].name for node in nodes)
        log = contents.cuts.log.add(Edit(kind, nodes, titles, into, called=called, by=by, rows=rows))
        draft = _draft(contents, contents.cut)
        found = make(draft, log.edits[-1])
        self._current.put(contents.with_tree(finish(draft), log))
        return found

    def undo(self) -> Edit:
        """Take back the last edit, and give it. Raises `EditError` where there is none."""
        log = self._contents.cuts.log.undo()
        self._follow(log)
        return log.undone[-1]

    def redo(self) -> Edit:
        """Make the edit again that was undone last, and give it. Raises `EditError` where there is none."""
        log = self._contents.cuts.log.redo()
        self._follow(log)
        return log.edits[-1]

    def _follow(self, log: Log) -> None:
        """Go over to the cut of the build with the edits of a log."""
        contents, built = self._contents, self._contents.cuts.built
        users = contents.ingested.frame["user_id"].tolist()
        cut = apply(log.edits, built, contents.space, contents.namable, users) if log.edits else built
        self._current.put(contents.with_tree(cut, log))

    def replay(self, former: Contents) -> tuple[Edit, ...]:
        """Make the edits of former contents again; gives those that could not be made, which notes list too."""
        contents, cuts = self._contents, self._contents.cuts
        theirs = former.cuts.log
        if not theirs.edits:
            return ()
        edits = [replace(edit, number=edit.number + cuts.log.made) for edit in theirs.edits]
        rows = shared_rows(former.ingested.frame, contents.ingested.frame)
        found = replay(edits, _draft(former, former.cuts.built), _draft(contents, cuts.edited), rows)
        notes = tuple(f"An edit could not be made again on this tree: {edit.description}" for edit in found.lost)
        log = Log((*cuts.log.edits, *found.edits), made=cuts.log.made + theirs.made)
        built = replace(cuts.built, notes=cuts.built.notes + notes)
        edited = replace(found.cut, notes=found.cut.notes + notes)
        self._current.change(cuts=Cuts(built, edited, log, found.lost), quality=None, grouping=None)
        return found.lost


def _passing(contents: Contents, names: Mapping[str, str]) -> set[str]:
    """The nodes whose new names, by id, pass the blind test as the names do that there are."""
    tree, statements = contents.tree, contents.statements
    good: set[str] = set()
    for level in NAMED:
        nodes = [node for node in tree.level(level) if not node.talk]
        rows = statements.groupby(level).indices
        families = [node.parent or "" for node in nodes]
        test = BlindTest.of(
            contents.space.meaning, [rows[node.id] for node in nodes], [families.index(parent) for parent in families],
            contents.namable.lots,
        )  # fmt: skip
        new = {i: names[node.id] for i, node in enumerate(nodes) if node.id in names}
        titles = [node.name for node in nodes]
        found = passing(test, contents.encoder.get(), titles, new, [node.name for node in tree.level("keyword")])
        good |= {nodes[i].id for i in found}
    return good


def _draft(contents: Contents, cut: Cut) -> Draft:
    return Draft(cut, contents.space, contents.namable, contents.ingested.frame["user_id"].tolist())


def _clean(name: str) -> str:
    """A name in one line."""
    return " ".join(name.split())
