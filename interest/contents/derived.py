"""What follows from contents and costs time: computed once, and kept as long as what it was computed from.

Contents and their parts are frozen: a part that is still the same object still says the same. Whoever derives something
names the parts that it is derived from; a change of others leaves it as it is, a change of one of these makes it stale.
A test reads along and compares what is named with what is read.
"""

from collections.abc import Callable, Collection
from functools import wraps
from typing import Any, Protocol, TypeVar


class Derived:
    """What was derived so far from one state of contents."""

    def __init__(self) -> None:
        self._values: dict[Callable[..., Any], tuple[frozenset[str], Any]] = {}

    def ask(self, compute: Callable[[Any], Any], parts: frozenset[str], holder: "Holder") -> Any:
        """What `compute` gives for the holder, computed if it was not yet."""
        if compute not in self._values:
            self._values[compute] = (parts, compute(holder))
        return self._values[compute][1]

    def without(self, changed: Collection[str]) -> "Derived":
        """What still holds when some parts are others."""
        left = Derived()
        left._values = {
            compute: (parts, value)
            for compute, (parts, value) in self._values.copy().items()
            if parts.isdisjoint(changed)
        }
        return left


class Holder(Protocol):
    """What something can be derived from."""

    @property
    def known(self) -> Derived:
        """What was derived from it so far."""


H = TypeVar("H", bound=Holder)
T = TypeVar("T")


def derived(*parts: str, despite: Collection[str] = ()) -> Callable[[Callable[[H], T]], Callable[[H], T]]:
    """Makes a function of contents one whose answer is kept until one of `parts` changes.

    `despite` names parts that are read too, but on which the answer is not to depend: the function says why.
    """

    def decorate(compute: Callable[[H], T]) -> Callable[[H], T]:
        @wraps(compute)
        def ask(holder: H) -> T:
            return holder.known.ask(compute, frozenset(parts), holder)

        declared[compute] = (ask, frozenset(parts), frozenset(despite))
        return ask

    return decorate


declared: dict[Callable[..., Any], tuple[Callable[..., Any], frozenset[str], frozenset[str]]] = {}
"""All that can be derived, with the parts that are named and those that are read all the same: for the test."""
