"""Applies edits to a tree: from a cut and a log to the edited cut.

A tree is given by the parent of each node and the keyword of each statement; all else follows. Edits change these two,
and at the end sizes, users, the order of siblings, memberships and what describes a node are brought up to date. Nodes
that an edit does not touch keep their ids; new ones get ids with the edit's number (`te3_1`), never used before. A
category or topic that lost its last child to an edit vanishes. What is above a hidden node counts, and is described by,
what is left in sight of it, so that a picture of the tree closes; a hidden node counts all that it holds.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from interest.errors import EditError
from interest.hierarchy.centroids import centroids
from interest.hierarchy.cutting import KEYPHRASES, Cut, make_branch, make_node, soft_memberships
from interest.hierarchy.edits import Edit
from interest.hierarchy.joining import join_topics
from interest.hierarchy.keywords import phrase_scores, topic_keywords
from interest.hierarchy.material import Material
from interest.hierarchy.naming import category_names, keyword_name, topic_names, unique_name
from interest.hierarchy.tree import LEVELS, InterestTree, Level, Node

STARTS = 4
"""K-means is started so often, and the best result taken: two to five parts of one topic are an easy case."""


def apply(edits: Iterable[Edit], cut: Cut, material: Material, users: Sequence[str]) -> Cut:
    """The cut with the edits made, in their order; `users` holds the user of each of the n statements.

    Raises `UnknownNodeError` for a node that is not there, `EditError` for an edit that can't be made.
    """
    draft = Draft(cut, material, users)
    for edit in edits:
        draft.make(edit)
    return draft.cut()


class Draft:
    """A tree that is being edited."""

    def __init__(self, cut: Cut, material: Material, users: Sequence[str]) -> None:
        self._before = cut
        self._material = material
        self._users = users
        self.nodes: dict[str, Node] = dict(cut.tree.nodes)
        self._keyword = cut.assignments["keyword"].to_numpy(object).copy()  # (n,) ids
        self._changed: set[str] = set()  # the nodes whose statements are not what they were
        self._seen_anew: set[str] = set()  # the nodes of which another part is in sight

    def node(self, node_id: str) -> Node:
        """A node by its id. Raises `UnknownNodeError`."""
        return InterestTree(self.nodes)[node_id]

    def children(self, node_id: str) -> list[Node]:
        """The children of a node, the oldest first."""
        return sorted((node for node in self.nodes.values() if node.parent == node_id), key=lambda node: _age(node.id))

    def rows(self, node_id: str) -> np.ndarray:
        """The positions of a node's statements, rising."""
        leaves = [node_id]
        while self.node(leaves[0]).level != "keyword":
            leaves = [child.id for leaf in leaves for child in self.children(leaf)]
        return np.flatnonzero(pd.Series(self._keyword).isin(leaves))

    def _rows_in_sight(self, node_id: str) -> np.ndarray:
        """The positions of the statements that count for a node, rising."""
        leaves, counted = [node_id], self._counted_children()
        while self.node(leaves[0]).level != "keyword":
            leaves = [child.id for leaf in leaves for child in counted[leaf]]
        return np.flatnonzero(pd.Series(self._keyword).isin(leaves))

    def places(self, level: Level, rows: np.ndarray) -> dict[str, np.ndarray]:
        """For each node of a level which of some statements (their positions) it holds, as positions in `rows`."""
        found = pd.Series(self._places(self.nodes)[level][rows])
        return {str(node_id): inside for node_id, inside in found.groupby(found).indices.items()}

    def make(self, edit: Edit) -> tuple[str, ...]:
        """Make one edit; gives the ids of the nodes that it was about, or that came of it."""
        nodes = [self.node(node_id) for node_id in edit.nodes]
        match edit.kind:
            case "rename":
                return self._rename([replace(node, named=True) for node in nodes], edit.titles)
            case "merge":
                return (self._merge(nodes, edit),)
            case "split":
                return self._split(nodes[0], edit)
            case "move":
                return (self._move(nodes[0], nodes[1], edit),)
            case "hide" | "unhide":
                return self._hide(nodes, edit.kind == "hide")

    # The five edits

    def _rename(self, nodes: list[Node], titles: Sequence[str]) -> tuple[str, ...]:
        if len(titles) != len(nodes):
            raise EditError(f"There are {len(titles)} names for {len(nodes)} nodes; give one name for each node.")
        for node, title in zip(nodes, titles, strict=True):
            if not title.strip():
                raise EditError(f"The new name of “{node.name}” is empty; type a name.")
            self.nodes[node.id] = replace(node, name=self._free_name(title.strip(), node))
        return tuple(node.id for node in nodes)

    def _merge(self, nodes: list[Node], edit: Edit) -> str:
        first, level = nodes[0], nodes[0].level
        if len({node.id for node in nodes}) < max(2, len(nodes)):
            raise EditError("To merge takes at least two nodes, all of them different.")
        if other := next((node for node in nodes if node.level != level), None):
            raise EditError(
                f"“{first.name}” is a {level} and “{other.name}” a {other.level}; merge nodes of one level."
            )
        named = next((node for node in nodes if node.named and not node.is_other), first)  # “other” says less than any
        merged = Node(
            id=edit.made[0],
            level=level,
            name=named.name,
            parent=first.parent,
            keyphrases=_joined(nodes),
            is_other=all(node.is_other for node in nodes),
            named=bool(edit.titles) or any(node.named for node in nodes),
            hidden=all(node.hidden for node in nodes),
        )
        self._replace(nodes, merged)
        if level == "topic":
            self._join_namesakes(merged.id, edit)
        self._rename([self.nodes[merged.id]], edit.titles or [named.name])
        return merged.id

    def _split(self, node: Node, edit: Edit) -> tuple[str, ...]:
        if edit.into < 2:
            raise EditError(f"A node is split into at least 2 parts, not {edit.into}.")
        parts = {"category": self._category_parts, "topic": self._topic_parts, "keyword": self._keyword_parts}
        parts[node.level](node, edit)
        self._drop([node])
        for part in edit.made:
            self.nodes[part] = replace(self.nodes[part], hidden=node.hidden)
            self._rename([self.nodes[part]], [self.nodes[part].name])  # another node may be called so
        return edit.made

    def _move(self, node: Node, parent: Node, edit: Edit) -> str:
        if node.parent is None:
            raise EditError(f"“{node.name}” is a category, which belongs to nothing else; merge it with another one.")
        wanted = LEVELS[LEVELS.index(node.level) - 1]
        if parent.level != wanted:
            raise EditError(f"“{parent.name}” is a {parent.level}; a {node.level} can only be moved to a {wanted}.")
        if parent.id == node.parent:
            raise EditError(f"“{node.name}” is in “{parent.name}” already.")
        rows = self.rows(node.id)
        self._put(node, parent.id)
        if node.level == "topic":
            return node.id
        self._join_namesakes(parent.id, edit)
        return str(self._keyword[rows[0]])  # it may have met its like there

    def _hide(self, nodes: list[Node], hidden: bool) -> tuple[str, ...]:
        for node in nodes:
            self.nodes[node.id] = replace(node, hidden=hidden)
            self._seen_anew.update(above.id for above in InterestTree(self.nodes).path(node.id)[:-1])
        if not len(InterestTree(self._ordered())):
            raise EditError("With this node hidden nothing would be left to be seen; hide another one.")
        return tuple(node.id for node in nodes)

    # The parts of a node, called as the edit says (`Edit.made`)

    def _category_parts(self, node: Node, edit: Edit) -> None:
        topics = self.children(node.id)
        rows = [self.rows(topic.id) for topic in topics]
        numbers = np.repeat(np.arange(len(rows)), [len(part) for part in rows])
        center = centroids(self._material.features[np.concatenate(rows)], numbers)
        group = join_topics(center, edit.into) if len(topics) >= edit.into else np.zeros(len(topics), int)
        inside = [np.flatnonzero(group == g) for g in range(group.max() + 1)]
        if len(inside) != edit.into:
            raise EditError(
                f"“{node.name}” has {len(topics)} topics, which can't be told apart into {edit.into} groups."
            )
        members = [np.concatenate([rows[i] for i in part]) for part in inside]
        titles = category_names(
            self._material,
            members,
            [[rows[i] for i in part] for part in inside],
            [[topics[i].name for i in part] for part in inside],
        )
        for part, i in zip(edit.made, np.argsort([-len(rows) for rows in members], kind="stable"), strict=True):
            named = any(topics[topic].named for topic in inside[i])
            self.nodes[part] = Node(part, "category", titles[i], None, named=named)
            for topic in inside[i]:
                self._put(topics[topic], part)

    def _topic_parts(self, node: Node, edit: Edit) -> None:
        rows = self.rows(node.id)
        parts = self._clusters(node, rows, edit.into)
        everything = np.arange(len(self._keyword))
        # They are named for what tells them from each other; keywords tell from everything, as in all topics.
        found = [topic_keywords(self._material, part, rows) for part in parts]
        names = topic_names(self._material, parts, found, [0] * len(parts))
        before = self.children(node.id)
        for part_id, part, name in zip(edit.made, parts, names, strict=True):
            found = topic_keywords(self._material, part, everything)
            branch = make_branch(self._material, part_id, name, node.parent, part, found, np.asarray(self._users))
            for new, inside in branch:
                self.nodes[new.id] = new
                if new.level == "keyword":
                    self._keyword[inside] = new.id
        self._drop(before)

    def _keyword_parts(self, node: Node, edit: Edit) -> None:
        context = self.rows(node.parent)
        for part_id, part in zip(edit.made, self._clusters(node, self.rows(node.id), edit.into), strict=True):
            phrases = phrase_scores(self._material, part, context)[0].tolist()
            name = keyword_name(self._material, phrases) if phrases else node.name
            new = make_node(
                self._material, part_id, "keyword", name, node.parent, part, np.asarray(self._users), phrases
            )
            self.nodes[new.id] = replace(new, is_other=node.is_other and not phrases)
            self._keyword[part] = new.id

    def _clusters(self, node: Node, rows: np.ndarray, count: int) -> list[np.ndarray]:
        """The statements in k-means clusters of their features, the largest first: so many arrays of positions."""
        from sklearn.cluster import KMeans

        features = self._material.features[rows]
        if len(np.unique(features, axis=0)) < count:
            raise EditError(f"The statements of “{node.name}” are too alike, or too few, to be split into {count}.")
        labels = KMeans(count, n_init=STARTS, random_state=0).fit_predict(features)
        parts = [rows[labels == label] for label in range(count)]
        return sorted(parts, key=lambda part: (-len(part), part[0]))

    # What the edits have in common

    def _put(self, node: Node, parent: str) -> None:
        """Give a node another parent; the one before vanishes if it has nothing left."""
        self.nodes[node.id] = replace(node, parent=parent)
        self._note_change(parent)
        self._leave(node.parent)

    def _replace(self, nodes: list[Node], new: Node) -> None:
        """Put one node in the place of several, with all that they hold."""
        rows = np.concatenate([self.rows(node.id) for node in nodes])
        children = [child for node in nodes for child in self.children(node.id)]
        self.nodes[new.id] = new
        self._note_change(new.id)
        for child in children:
            self.nodes[child.id] = replace(child, parent=new.id)
        if new.level == "keyword":
            self._keyword[rows] = new.id
        self._drop(nodes)

    def _drop(self, nodes: list[Node]) -> None:
        """Take out nodes whose statements are in others now; one that went with its last child is out already."""
        for node in nodes:
            if self.nodes.pop(node.id, None):
                self._leave(node.parent)

    def _leave(self, parent: str | None) -> None:
        """What becomes of a parent that something was taken from."""
        if parent is None or parent not in self.nodes:
            return
        if self.children(parent):
            self._note_change(parent)
        else:
            self._drop([self.nodes[parent]])

    def touch(self, node_ids: Iterable[str]) -> None:
        """Say that the statements of these nodes, and of all above them, are not what they were."""
        for node_id in node_ids:
            self._note_change(node_id)

    def _note_change(self, node_id: str | None) -> None:
        while node_id is not None:
            self._changed.add(node_id)
            node_id = self.nodes[node_id].parent

    def _join_namesakes(self, topic: str, edit: Edit) -> None:
        """Keywords of one name in a topic become one, and so do its keywords for what fits none."""
        groups: dict[str, list[Node]] = {}
        rest = {child.name.casefold() for child in self.children(topic) if child.is_other}
        for child in self.children(topic):
            name = child.name.casefold()
            groups.setdefault("" if child.is_other or name in rest else name, []).append(child)
        for number, nodes in enumerate((nodes for nodes in groups.values() if len(nodes) > 1), 1):
            first = nodes[0]
            joined = replace(
                first,
                id=f"ke{edit.number}_{number}",
                keyphrases=_joined(nodes),
                is_other=any(node.is_other for node in nodes),
                hidden=all(node.hidden for node in nodes),
            )
            self._replace(nodes, joined)

    def _free_name(self, name: str, node: Node) -> str:
        """The name, with a number where another node of the level (a keyword: of its topic) is called so."""
        others = [n for n in self.nodes.values() if n.level == node.level and n.id != node.id]
        return unique_name(name, [n.name for n in others if n.level != "keyword" or n.parent == node.parent])

    # The edited cut

    def cut(self) -> Cut:
        """The cut that the edits make."""
        before = self._before
        nodes = self._ordered()
        places = self._places(nodes)
        nodes = self._counted(nodes, places)
        tree = InterestTree({node_id: self._described(node) for node_id, node in nodes.items()})
        topics = [node.id for node in nodes.values() if node.level == "topic"]
        assignments = before.assignments.assign(**{name: pd.array(ids, dtype="str") for name, ids in places.items()})
        if topics == list(before.topic_vectors) and not self._changed.intersection(topics):
            return replace(before, tree=tree, assignments=assignments)
        number = pd.Index(topics).get_indexer(pd.Index(places["topic"]))
        meaning = self._material.meaning
        center = centroids(meaning, number)
        strength, memberships = soft_memberships(meaning, center, number, topics)
        vectors = dict(zip(topics, center, strict=True))
        return Cut(tree, assignments.assign(strength=strength), memberships, vectors, before.map, before.notes)

    def _ordered(self) -> dict[str, Node]:
        """Parents before children, siblings by falling size, what fits no keyword last; equal ones by age."""
        size, counted = pd.Series(self._keyword).value_counts().to_dict(), self._counted_children()
        inside: dict[str | None, list[Node]] = {}
        for node in sorted(self.nodes.values(), key=lambda node: -LEVELS.index(node.level)):
            if node.level != "keyword":
                size[node.id] = sum(size[child.id] for child in counted[node.id])
            inside.setdefault(node.parent, []).append(node)
        for family in inside.values():
            family.sort(key=lambda node: (node.is_other, -size[node.id], _age(node.id)))
        ordered: dict[str, Node] = {}

        def add(node: Node) -> None:
            children = inside.get(node.id, [])
            ordered[node.id] = replace(node, size=int(size[node.id]), children=tuple(child.id for child in children))
            for child in children:
                add(child)

        for node in inside[None]:
            add(node)
        return ordered

    def _places(self, nodes: dict[str, Node]) -> dict[Level, np.ndarray]:
        """The category, topic and keyword of each statement: (n,) ids each."""
        keyword = pd.Series(self._keyword)
        topic = keyword.map({node.id: node.parent for node in nodes.values() if node.level == "keyword"})
        category = topic.map({node.id: node.parent for node in nodes.values() if node.level == "topic"})
        return {"category": category.to_numpy(), "topic": topic.to_numpy(), "keyword": self._keyword}

    def _counted_children(self) -> dict[str | None, list[Node]]:
        """By parent, the children that count for it: those of which something is in sight, all where there is none."""
        families: dict[str | None, list[Node]] = {}
        for node in self.nodes.values():
            families.setdefault(node.parent, []).append(node)
        empty: set[str] = set()
        for node in sorted(self.nodes.values(), key=lambda node: -LEVELS.index(node.level)):
            if node.hidden or (node.id in families and empty.issuperset(child.id for child in families[node.id])):
                empty.add(node.id)
        return {
            parent: [child for child in children if child.id not in empty] or children
            for parent, children in families.items()
        }

    def _counted(self, nodes: dict[str, Node], places: dict[Level, np.ndarray]) -> dict[str, Node]:
        """The nodes with the numbers of their users."""
        user = pd.factorize(np.asarray(self._users, object))[0]
        counting = {child.id for children in self._counted_children().values() for child in children}
        counts: dict[str, int] = {}
        counted = np.ones(len(user), dtype=bool)  # whether a statement counts for its node of the level
        for level in reversed(LEVELS):
            table = pd.DataFrame({"node": places[level], "user": user})[counted]
            counts |= table.groupby("node")["user"].nunique().to_dict()
            counted &= pd.Series(places[level]).isin(counting).to_numpy()
        return {node_id: replace(node, users=int(counts[node_id])) for node_id, node in nodes.items()}

    def _described(self, node: Node) -> Node:
        """The node with typical statements and keyphrases, if its statements are not what they were."""
        if node.id not in self._changed and node.id not in self._seen_anew:
            return node
        rows = self._rows_in_sight(node.id)
        phrases: Sequence[int] = ()
        if node.level == "topic":
            phrases = phrase_scores(self._material, rows, np.arange(len(self._keyword)))[0].tolist()
        new = make_node(
            self._material, node.id, node.level, node.name, node.parent, rows, np.asarray(self._users), phrases
        )
        return replace(node, examples=new.examples, keyphrases=new.keyphrases or node.keyphrases)


def _joined(nodes: Iterable[Node]) -> tuple[str, ...]:
    """The keyphrases of several nodes in turn, as many as one node has."""
    longest = max(len(node.keyphrases) for node in nodes)
    turns = (phrase for i in range(longest) for node in nodes for phrase in node.keyphrases[i : i + 1])
    return tuple(dict.fromkeys(turns))[:KEYPHRASES]


def _age(node_id: str) -> tuple[bool, list[int]]:
    """Orders ids as they came into being: those of the built tree, then those of the edits by their numbers."""
    number = node_id[1:]
    return number.startswith("e"), [int(part) for part in number.removeprefix("e").split("_")]
