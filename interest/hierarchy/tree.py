"""The interest tree: keyword → topic → category."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from typing import Any, Literal, Self

import pandas as pd

from interest.errors import UnknownNodeError

Level = Literal["category", "topic", "keyword"]
LEVELS: tuple[Level, ...] = ("category", "topic", "keyword")


@dataclass(frozen=True)
class Node:
    """One interest. `size` counts statements, `users` the different people behind them."""

    id: str
    level: Level
    name: str
    parent: str | None
    children: tuple[str, ...] = ()
    size: int = 0
    users: int = 0
    keyphrases: tuple[str, ...] = ()
    examples: tuple[int, ...] = ()
    """Statement ids of typical statements, the most typical first."""
    is_other: bool = False
    """True for the keyword that gathers what fits no keyphrase of its topic."""
    named: bool = True
    """False for a category or topic that nothing tells from the rest: it has a number, or a stock sentence, for a name,
    and is nobody's interest."""
    talk: bool = False
    """True for a category or topic of what is about nothing in particular, such as praise; it is not `named`."""
    hidden: bool = False
    """True for a node that an edit took out of sight, with all that it holds."""
    fit: float | None = None
    """How often its name alone picks a statement of a category or topic among those of its siblings and of the nearest
    others, in [0, 1] (`interest.hierarchy.naming.blind`); None where that is not known."""


@dataclass(frozen=True)
class InterestTree:
    """All nodes by id, parents before children, siblings by falling size. Iterating gives the nodes.

    Hidden nodes are passed over, in what they hold too, unless they are asked for by id: statements still lie in them.
    """

    nodes: Mapping[str, Node] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Node]:
        return (node for node in self.nodes.values() if node.id not in self._out_of_sight)

    def __len__(self) -> int:
        return len(self.nodes) - len(self._out_of_sight)

    def __contains__(self, node_id: object) -> bool:
        return node_id in self.nodes and node_id not in self._out_of_sight

    def __getitem__(self, node_id: str) -> Node:
        try:
            return self.nodes[node_id]
        except KeyError:
            raise UnknownNodeError(f"There is no node {node_id!r} in this tree; it has {len(self)} nodes.") from None

    def level(self, level: Level) -> list[Node]:
        """The nodes of one level, by falling size within their parents."""
        return [node for node in self if node.level == level]

    def children(self, node_id: str) -> list[Node]:
        """The children of a node, by falling size."""
        return [self.nodes[child] for child in self[node_id].children if child in self]

    def parent(self, node_id: str) -> Node:
        """The node that a topic or keyword is in. Raises `UnknownNodeError` for a category."""
        return self[self[node_id].parent or ""]

    def path(self, node_id: str) -> list[Node]:
        """From the category down to the node itself."""
        node = self[node_id]
        return [*(self.path(node.parent) if node.parent else []), node]

    def path_name(self, node_id: str) -> str:
        """`category › topic › keyword`, as far down as the node is."""
        return " › ".join(node.name for node in self.path(node_id))

    def siblings(self, node_id: str) -> list[Node]:
        """The other children of the node's parent (for a category: the other categories)."""
        node = self[node_id]
        family = self.children(node.parent) if node.parent else self.level("category")
        return [other for other in family if other.id != node_id]

    @cached_property
    def _out_of_sight(self) -> frozenset[str]:
        """The hidden nodes, those below them, and those in which nothing is left to be seen."""
        gone: set[str] = set()
        for node in self.nodes.values():  # parents first
            if node.hidden or node.parent in gone:
                gone.add(node.id)
        for node in reversed([*self.nodes.values()]):
            if node.children and gone.issuperset(node.children):
                gone.add(node.id)
        return frozenset(gone)

    def hidden(self) -> list[Node]:
        """The nodes that were hidden, without those that went with them."""
        return [node for node in self.nodes.values() if node.hidden]

    def with_hidden(self) -> "InterestTree":
        """The tree with nothing hidden."""
        return InterestTree({node.id: replace(node, hidden=False) for node in self.nodes.values()})

    def differs_in_names_alone(self, other: "InterestTree") -> bool:
        """Whether another tree has the same nodes in the same places, whatever they are called."""
        own, theirs = (
            [(node.id, node.parent, node.size, node.users, node.talk, node.hidden) for node in tree.nodes.values()]
            for tree in (self, other)
        )
        return own == theirs

    def of_users(self, least: int) -> "InterestTree":
        """The tree with every node hidden that fewer than `least` users are behind."""
        small = {node.id for node in self.nodes.values() if node.users < least}
        return InterestTree({node.id: replace(node, hidden=True) if node.id in small else node
                             for node in self.nodes.values()}) if small else self  # fmt: skip

    def in_sight(self, statements: pd.DataFrame) -> pd.DataFrame:
        """The rows of a table of statements (with a column keyword) that don't lie in hidden nodes."""
        return statements[~statements["keyword"].isin(self._out_of_sight)] if self._out_of_sight else statements

    def among(self, statements: pd.DataFrame) -> "InterestTree":
        """The tree with the sizes and users that its nodes have among some statements (see `Study.statements`).

        Statements in hidden nodes don't count. Nodes without any are hidden; the order is that of the whole tree.
        """
        statements = self.in_sight(statements)
        sizes: dict[str, int] = {}
        users: dict[str, int] = {}
        for level in LEVELS:
            counts = statements.groupby(level)["user_id"].agg(["size", "nunique"])
            sizes |= counts["size"].to_dict()
            users |= counts["nunique"].to_dict()
        return InterestTree(
            {
                node.id: replace(
                    node, size=sizes.get(node.id, 0), users=users.get(node.id, 0),
                    hidden=node.hidden or node.id not in sizes,
                )
                for node in self.nodes.values()
            }
        )  # fmt: skip

    def to_frame(self) -> pd.DataFrame:
        """A row a node: node_id, level, name, parent, path, size, users, keyphrases."""
        rows = [
            (n.id, n.level, n.name, n.parent, self.path_name(n.id), n.size, n.users, ", ".join(n.keyphrases))
            for n in self
        ]
        return pd.DataFrame(rows, columns=["node_id", "level", "name", "parent", "path", "size", "users", "keyphrases"])

    def to_json(self) -> str:
        """All nodes, hidden ones too, as a JSON list; `InterestTree.from_json` reads it back."""
        return json.dumps([asdict(node) for node in self.nodes.values()], ensure_ascii=False, indent=1)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The tree that `to_json` wrote."""
        rows: list[dict[str, Any]] = [
            {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()} for row in json.loads(text)
        ]
        return cls({row["id"]: Node(**row) for row in rows})

    def to_mermaid(self, keywords: bool = False) -> str:
        """A Mermaid flow chart of categories and topics, and of keywords on request."""
        lines = ["flowchart LR"]
        for node in self:
            if node.level == "keyword" and not keywords:
                continue
            label = node.name.replace('"', "'").replace("\n", " ")
            lines.append(f'  {node.id}["{label} ({node.size})"]')
            if node.parent:
                lines.append(f"  {node.parent} --> {node.id}")
        return "\n".join(lines)

    def to_text(self, keywords: int = 5) -> str:
        """The tree as indented lines for a terminal, with up to `keywords` keywords a topic."""
        lines = []
        for category in self.level("category"):
            lines.append(f"{category.name}  ({category.size} statements, {category.users} users)")
            for topic in self.children(category.id):
                words = [k.name for k in self.children(topic.id) if not k.is_other][:keywords]
                lines.append(
                    f"  {topic.name}  ({topic.size}, {topic.users})" + (f": {' · '.join(words)}" if words else "")
                )
        return "\n".join(lines)
