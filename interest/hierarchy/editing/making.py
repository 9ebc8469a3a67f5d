"""The edits, one function a kind."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from interest.errors import EditError
from interest.hierarchy.editing.draft import Draft
from interest.hierarchy.editing.edits import Edit
from interest.hierarchy.editing.splitting import split
from interest.hierarchy.keywords import topic_keywords
from interest.hierarchy.naming import Title, topic_names, unique_name
from interest.hierarchy.nodes import KEYPHRASES
from interest.hierarchy.tree import LEVELS, Node


def make(draft: Draft, edit: Edit) -> tuple[str, ...]:
    """Make one edit; gives the ids of the nodes that it was about, or that came of it.

    Raises `UnknownNodeError` and `EditError`; the draft is then good for nothing.
    """
    nodes = [draft.node(node_id) for node_id in edit.nodes]
    match edit.kind:
        case "rename":
            return _rename(draft, [replace(node, named=True, talk=False) for node in nodes], edit.titles)
        case "merge":
            return (_merge(draft, nodes, edit),)
        case "split":
            parts = split(draft, nodes[0], edit)
            for part in parts:  # another node may be called so
                draft.set(replace(part, name=_free_name(draft, part.name, part)))
            return edit.made
        case "move":
            return (_move(draft, nodes[0], nodes[1], edit),)
        case "hide" | "unhide":
            return _hide(draft, nodes, edit.kind == "hide")
        case "accept":
            return _accept(draft, nodes[0], edit)
        case "dismiss":
            return ()


def _rename(draft: Draft, nodes: Sequence[Node], titles: Sequence[str]) -> tuple[str, ...]:
    if len(titles) != len(nodes):
        raise EditError(f"There are {len(titles)} names for {len(nodes)} nodes; give one name for each node.")
    for node, title in zip(nodes, titles, strict=True):
        if not title.strip():
            raise EditError(f"The new name of “{node.name}” is empty; type a name.")
        draft.set(replace(node, name=_free_name(draft, title.strip(), node)))
    return tuple(node.id for node in nodes)


def _merge(draft: Draft, nodes: Sequence[Node], edit: Edit) -> str:
    first, level = nodes[0], nodes[0].level
    if len({node.id for node in nodes}) < max(2, len(nodes)):
        raise EditError("To merge takes at least two nodes, all of them different.")
    if other := next((node for node in nodes if node.level != level), None):
        raise EditError(f"“{first.name}” is a {level} and “{other.name}” a {other.level}; merge nodes of one level.")
    named = next((node for node in nodes if node.named and not node.is_other), first)  # “other” says less than any
    merged = Node(
        id=edit.made[0],
        level=level,
        name=named.name,
        parent=first.parent,
        keyphrases=_in_turn(nodes),
        is_other=all(node.is_other for node in nodes),
        named=bool(edit.titles) or any(node.named for node in nodes),
        talk=not edit.titles and all(node.talk for node in nodes),
        hidden=all(node.hidden for node in nodes),
    )
    draft.join(nodes, merged)
    if level == "topic":
        _join_namesakes(draft, merged.id, edit)
    _rename(draft, [draft.node(merged.id)], edit.titles or [named.name])
    return merged.id


def _move(draft: Draft, node: Node, parent: Node, edit: Edit) -> str:
    if node.parent is None:
        raise EditError(f"“{node.name}” is a category, which belongs to nothing else; merge it with another one.")
    wanted = LEVELS[LEVELS.index(node.level) - 1]
    if parent.level != wanted:
        raise EditError(f"“{parent.name}” is a {parent.level}; a {node.level} can only be moved to a {wanted}.")
    if parent.id == node.parent:
        raise EditError(f"“{node.name}” is in “{parent.name}” already.")
    draft.move(node, parent.id)
    if node.level == "topic":
        return node.id
    return _join_namesakes(draft, parent.id, edit).get(node.id, node.id)  # it may have met its like there


def _hide(draft: Draft, nodes: Sequence[Node], hidden: bool) -> tuple[str, ...]:
    for node in nodes:
        draft.set(replace(node, hidden=hidden))
        draft.seen_anew.update(draft.path(node.parent))
    if not any(map(draft.is_in_sight, draft.children(None))):
        raise EditError("With this node hidden nothing would be left to be seen; hide another one.")
    return tuple(node.id for node in nodes)


def _accept(draft: Draft, category: Node, edit: Edit) -> tuple[str, ...]:
    """A topic of statements that fitted nowhere, which leave the keywords where they were for want of a better one."""
    if category.level != "category":
        raise EditError(f"“{category.name}” is a {category.level}; a new topic stands under a category.")
    if not edit.rows or edit.rows[-1] >= len(draft.before.assignments):
        raise EditError("There are no statements for a new topic.")
    rows = np.array(edit.rows)
    found = topic_keywords(draft.words, draft.space.meaning, rows)
    names = [node.name for node in draft.level("topic")]
    title = edit.titles[0] or topic_names(draft.words, draft.space.meaning, [found], [0], names)[0].name
    topic, *keywords = draft.maker.branch(edit.made[0], Title(title), category.id, found)
    draft.add(replace(topic[0], name=_free_name(draft, title, topic[0]), named=True))
    for keyword, inside in keywords:
        draft.add(keyword, inside)
    draft.give(rows, {keyword.id for keyword, _ in keywords})
    draft.touch([topic[0].id])
    draft.settled.append(rows)
    return edit.made


def _join_namesakes(draft: Draft, topic: str, edit: Edit) -> dict[str, str]:
    """Keywords of one name in a topic become one, and so do its keywords for what fits none: old id → new id."""
    children = draft.children(topic)
    rest = {child.name.casefold() for child in children if child.is_other}
    groups: dict[str, list[Node]] = {}
    for child in children:
        name = child.name.casefold()
        groups.setdefault("" if child.is_other or name in rest else name, []).append(child)
    new: dict[str, str] = {}
    for number, nodes in enumerate((nodes for nodes in groups.values() if len(nodes) > 1), 1):
        joined = replace(
            nodes[0],
            id=f"ke{edit.number}_{number}",
            keyphrases=_in_turn(nodes),
            is_other=any(node.is_other for node in nodes),
            hidden=all(node.hidden for node in nodes),
        )
        draft.join(nodes, joined)
        new |= dict.fromkeys((node.id for node in nodes), joined.id)
    return new


def _free_name(draft: Draft, name: str, node: Node) -> str:
    """The name, with a number where another node of the level (a keyword: of its topic) is called so."""
    others = draft.children(node.parent) if node.level == "keyword" else draft.level(node.level)
    return unique_name(name, [other.name for other in others if other.id != node.id])


def _in_turn(nodes: Iterable[Node]) -> tuple[str, ...]:
    """The keyphrases of several nodes in turn, as many as one node has."""
    longest = max(len(node.keyphrases) for node in nodes)
    turns = (phrase for i in range(longest) for node in nodes for phrase in node.keyphrases[i : i + 1])
    return tuple(dict.fromkeys(turns))[:KEYPHRASES]
