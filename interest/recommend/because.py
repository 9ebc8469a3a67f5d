"""Reasons for recommendations, as data that can be put into any language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Self

from interest.hierarchy.tree import InterestTree

Kind = Literal["neighbours", "sibling", "near", "popular", "topic", "text", "together", "factors", "taken", "liked"]


@dataclass(frozen=True)
class Because:
    """Why something is recommended; which fields are filled depends on `kind`.

    For an interest: "neighbours" (`users`, the most similar first; `count` of `of` neighbours), "sibling" (`nodes`: own
    topics of the same category), "near" (`nodes`: own topics of similar content), "popular" (`count` of `of` users).
    For an item: "topic" (`nodes`: the topic, or the category, that user and item share), "text" (its text resembles
    what the user wrote or took), "together" (`items`: own items that others took as well as it), "factors" (it fits the
    pattern of what the user and others took, though no own item can be named), "taken" (`count` of `of` people took
    it). For both: "liked" (`nodes` and `items` like it, which the user liked).
    """

    kind: Kind
    nodes: tuple[str, ...] = ()
    users: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    count: int = 0
    of: int = 0

    @classmethod
    def liked(cls, targets: Sequence[tuple[str, str]]) -> Self | None:
        """That the user liked such things, by kind and id; None for no things."""
        kinds = {kind: tuple(target for about, target in targets if about == kind) for kind in ("interest", "item")}
        return cls("liked", nodes=kinds["interest"], items=kinds["item"]) if any(kinds.values()) else None

    def text(self, tree: InterestTree) -> str:
        """The reason as an English sentence, nodes by their names in `tree`."""
        names = _listed(tree[node].name for node in self.nodes)
        match self.kind:
            case "neighbours":
                return f"{self.count} of {self.of} people like you care about it ({', '.join(self.users)})."
            case "sibling":
                return f"It belongs to {_family(self.nodes, tree)}, like {names}, which you care about."
            case "near":
                return f"It is close to {names}, which you care about."
            case "popular":
                return f"{self.count} of {self.of} people care about it."
            case "topic":
                return f"It is about {names}, which you care about."
            case "text":
                return "Its text resembles what you wrote or took."
            case "together":
                return f"People who took {_listed(self.items, 'or')} also took it."
            case "factors":
                return "It fits the pattern of what you and others took."
            case "taken":
                return f"{self.count} of {self.of} people took it."
            case "liked":
                liked = [*(tree[node].name for node in self.nodes), *self.items]
                return f"It is like {_listed(liked)}, which you liked."


def _family(nodes: tuple[str, ...], tree: InterestTree) -> str:
    """The name of the category of the nodes."""
    return tree.path(nodes[0])[0].name


def _listed(names: Iterable[str], joint: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    *others, last = list(names) or [""]
    return f"{', '.join(others)} {joint} {last}" if others else last
