"""Users by several definitions together: all of these, any of those, none of others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Self

from interest.contents.definitions.alike import Alike
from interest.contents.definitions.attribute import Has
from interest.contents.definitions.chosen import Ids, Selection
from interest.contents.definitions.known import Interest, Known
from interest.contents.definitions.rule import Rule
from interest.contents.definitions.sought import Sought
from interest.errors import SegmentError


@dataclass(frozen=True)
class Combined:
    """Users whom all of some definitions fit, any of others, and none of yet others. They may nest."""

    all: "tuple[Definition, ...]" = ()
    any: "tuple[Definition, ...]" = ()
    none: "tuple[Definition, ...]" = ()

    @property
    def parts(self) -> "tuple[Definition, ...]":
        """All definitions in it."""
        return (*self.all, *self.any, *self.none)

    @property
    def interests(self) -> tuple[Interest, ...]:
        """Those that its people have; not those of what they are none of."""
        return tuple(interest for part in (*self.all, *self.any) for interest in part.interests)

    def check(self) -> None:
        """Raises `SegmentError` for one without parts."""
        if not self.parts:
            raise SegmentError("Nothing is combined; give at least one part.")

    def members(self, known: Known) -> frozenset[str]:
        """The users whom it fits; without anything that they must be, all who said something."""
        wanted = [part.members(known) for part in self.all]
        if self.any:
            wanted.append(frozenset[str]().union(*(part.members(known) for part in self.any)))
        found = frozenset.intersection(*wanted) if wanted else frozenset(known.statements["user_id"])
        return found.difference(*(part.members(known) for part in self.none))

    def each(self, change: "Callable[[Definition], Definition]") -> Self:
        """The same of changed definitions."""
        kinds = {name: tuple(map(change, getattr(self, name))) for name in ("all", "any", "none")}
        return replace(self, **kinds)

    def translated(self, node: Callable[[str, str], str], statements: Callable[[Sequence[int]], Sequence[int]]) -> Self:
        """The same for another study."""
        return self.each(lambda part: part.translated(node, statements))

    def following(self, follow: Callable[[Interest], Interest]) -> Self:
        """The same with the interests as they are now."""
        return self.each(lambda part: part.following(follow))

    def lacking(self, there: Callable[[Interest], bool]) -> tuple[Interest, ...]:
        """The interests without which one of its parts can't be applied."""
        return tuple(dict.fromkeys(interest for part in self.parts for interest in part.lacking(there)))


Definition = Rule | Ids | Selection | Alike | Has | Sought | Combined
