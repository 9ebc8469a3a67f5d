"""What can be meant in a study: its nodes as they are now, and conditions that somebody may fit."""

from dataclasses import replace
from functools import partial

import pandas as pd

from interest.contents import Contents
from interest.contents.definitions import Interest, Known, Rule
from interest.contents.opinions import opinions
from interest.errors import SegmentError, UnknownNodeError
from interest.guided import speakers


def known(contents: Contents) -> Known:
    """What definitions are asked of."""
    return Known(contents.statements, contents.profiles, contents.ingested.attributes, partial(speakers, contents))


def following(contents: Contents, interest: Interest) -> Interest:
    """The interest with what edits made of its node, and what that is called now."""
    nodes = contents.cuts.successors(interest.node)
    if not nodes:
        return replace(interest, now=())
    return replace(interest, now=nodes, called=" + ".join(map(contents.tree.path_name, nodes)))


def in_sight(contents: Contents, interest: Interest) -> bool:
    """Whether any of the nodes that an interest stands for is to be seen in the tree."""
    return any(node in contents.tree for node in interest.nodes)


def possible(contents: Contents, rule: Rule) -> Rule:
    """A rule whose nodes, as they are now, can be seen, and whose conditions the data can fit.

    Raises `UnknownNodeError` for a node that is not in sight, `SegmentError` for a source, label or opinion that the
    data don't have and for conditions that can't be meant.
    """
    found = replace(rule, interests=tuple(following(contents, interest) for interest in rule.interests))
    if lost := next((interest for interest in found.interests if not in_sight(contents, interest)), None):
        raise UnknownNodeError(f"There is no node {lost.node!r} to be seen in this tree; `study.tree` lists all.")
    found.check()
    frame = contents.ingested.frame
    for column in ("source", "label"):
        _check_value(column, getattr(found, column), frame[column])
    if found.opinion:
        _check_value("opinion", found.opinion, opinions(frame))
    return found


def _check_value(column: str, value: str, values: pd.Series) -> None:
    there = [text for text in values.unique() if text]
    if value and value not in there:
        raise SegmentError(f"No statement has the {column} {value!r}; there is {', '.join(there) or 'none'}.")
