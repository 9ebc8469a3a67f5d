"""What else a message says, beside its words, who wrote them and when: likes, a mark, a channel, a link, a language."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from interest.ingest.roles.automatic import side_named
from interest.ingest.roles.names import match
from interest.ingest.sources.nested import flat
from interest.ingest.sources.talks.messages import BODIES, TIMES, Object, is_message, names_author, says_side

MOST = 30
"""Columns of what else messages say, in one file."""
_VISIBLE = ("public", "private", "is_private", "part_type")
"""Keys by which, too, it is told whose a message is."""


def further(message: Object) -> dict[str, Any]:
    """The plain values of a message that no other column has: its own, those of lists, and of objects in it."""
    plain = {key: value for key, value in message.items() if not _is_known(key) and _is_plain(value)}
    return {key: value for key, value in flat(plain).items() if value not in (None, "")}


def keys_of(messages: Sequence[Object]) -> list[str]:
    """The `MOST` keys that most messages have of what else they say, but for those that are words for sides."""
    counts = Counter(key for message in messages for key in further(message))
    sides = {key for message in messages for key, value in message.items() if says_side(key, value)}
    return [key for key, _ in counts.most_common() if key not in sides][:MOST]


def _is_known(key: str) -> bool:
    """Whether a message's words, title, author, time or side stands under a key."""
    title = match(key, "title")
    named = key in (*BODIES, *TIMES, *_VISIBLE) or names_author(key) or bool(side_named(key))
    return named or (title is not None and title.score == 1)


def _is_plain(value: Any) -> bool:
    """Whether a value holds nothing that is nested further, and nobody else's message."""
    inner = value.values() if isinstance(value, Mapping) else value
    nested = isinstance(value, Mapping | list) and any(isinstance(each, Mapping | list) for each in inner)
    return not nested and not is_message(value)
