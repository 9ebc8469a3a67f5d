"""Own interests: what people look for themselves, beside the tree that was found. Frozen records with undo and redo."""

import json
import math
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Self

from interest.errors import OwnInterestError

WRONG = 0.2
"""The share of wrong statements that somebody puts up with, unless it is said otherwise."""
MOST_STATES = 50
"""So many steps can be undone."""


@dataclass(frozen=True)
class OwnInterest:
    """What somebody looks for: by a name, a sentence, words, and statements that belong to it or don't.

    Statements are kept by their texts, since ids are others in another build.
    """

    name: str
    description: str = ""
    words: tuple[str, ...] = ()
    """Words or phrases: what has one of them literally is likelier about it."""
    belong: tuple[str, ...] = ()
    """Texts that somebody said belong to it."""
    doesnt: tuple[str, ...] = ()
    """Texts that somebody said don't."""
    wrong: float = WRONG
    """The share of wrong statements that is put up with, in (0, 1)."""
    least: float | None = None
    """The score from which statements belong to it, where somebody set it by hand."""

    def __post_init__(self) -> None:
        if not 0 < self.wrong < 1:
            raise OwnInterestError(f"A share of wrong statements lies between 0 and 1, not at {self.wrong}.")
        if self.least is not None and not math.isfinite(self.least):
            raise OwnInterestError(f"A least score is a number, not {self.least}.")

    def judged(self, text: str, belongs: bool | None) -> Self:
        """The same with a text that belongs to it or doesn't; None takes back what was said of it."""
        belong, doesnt = (tuple(known for known in texts if known != text) for texts in (self.belong, self.doesnt))
        if belongs is None:
            return replace(self, belong=belong, doesnt=doesnt)
        return replace(self, belong=(*belong, text), doesnt=doesnt) if belongs else replace(
            self, belong=belong, doesnt=(*doesnt, text)
        )  # fmt: skip

    def without(self, texts: frozenset[str]) -> Self:
        """The same without some examples, such as those of a person who is forgotten."""
        belong, doesnt = (tuple(t for t in known if t not in texts) for known in (self.belong, self.doesnt))
        return replace(self, belong=belong, doesnt=doesnt)


@dataclass(frozen=True)
class OwnInterests:
    """All own interests in their order, as they are now, were before, and are again when that is undone."""

    states: tuple[tuple[OwnInterest, ...], ...] = ((),)
    at: int = 0
    """Which of the states holds."""

    @property
    def now(self) -> tuple[OwnInterest, ...]:
        """The own interests."""
        return self.states[self.at]

    def change(self, interests: Iterable[OwnInterest]) -> Self:
        """Go on to other ones; what was undone before can't be redone any more."""
        states = (*self.states[: self.at + 1], tuple(interests))[-MOST_STATES:]
        return replace(self, states=states, at=len(states) - 1)

    def undo(self) -> Self:
        """The state before. Raises `OwnInterestError` where there is none."""
        if not self.at:
            raise OwnInterestError("Nothing was changed in the own interests that could be undone.")
        return replace(self, at=self.at - 1)

    def redo(self) -> Self:
        """The state that was undone last. Raises `OwnInterestError` where none was."""
        if self.at + 1 == len(self.states):
            raise OwnInterestError("No change of the own interests was undone, so that there is none to redo.")
        return replace(self, at=self.at + 1)

    def each(self, change: Callable[[OwnInterest], OwnInterest]) -> Self:
        """All states with changed interests."""
        return replace(self, states=tuple(tuple(map(change, state)) for state in self.states))

    def to_json(self) -> str:
        """As JSON, each record once; `OwnInterests.from_json` reads it back."""
        records = list(dict.fromkeys(interest for state in self.states for interest in state))
        states = [[records.index(interest) for interest in state] for state in self.states]
        about = {"interests": [asdict(interest) for interest in records], "states": states, "at": self.at}
        return json.dumps(about, ensure_ascii=False, indent=1)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """What `to_json` wrote. Raises `ValueError`, `KeyError` or `TypeError` for anything else."""
        about = json.loads(text)
        records = list(map(_interest, about["interests"]))
        places = [list(map(int, state)) for state in about["states"]]
        at = int(about["at"])
        if not 0 <= at < len(places) or any(not 0 <= i < len(records) for state in places for i in state):
            raise ValueError("there is no such state of own interests")
        return cls(tuple(tuple(records[i] for i in state) for state in places), at)


def _interest(row: dict[str, Any]) -> OwnInterest:
    parts = {part.name: row[part.name] for part in fields(OwnInterest) if part.name in row}
    parts |= {name: tuple(map(str, parts[name])) for name in ("words", "belong", "doesnt") if name in parts}
    return OwnInterest(**parts)
