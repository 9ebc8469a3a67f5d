"""What users think of what was recommended to them: a log with undo and redo."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Literal, Self, get_args

from interest.errors import FeedbackError

Kind = Literal["like", "dislike", "hide"]
About = Literal["interest", "item", "user"]
KINDS: tuple[Kind, ...] = get_args(Kind)
ABOUT: tuple[About, ...] = get_args(About)


@dataclass(frozen=True)
class Judgement:
    """One like, dislike or hide."""

    user_id: str
    about: About
    target_id: str
    """The id of an item, of a topic, or of a similar user."""
    kind: Kind
    number: int = 0
    """The how-manyeth of the study it is, counting those that were undone."""

    @property
    def description(self) -> str:
        """The judgement as an English sentence."""
        said = {"like": "likes", "dislike": "dislikes", "hide": "doesn't want to see"}[self.kind]
        return f"{self.user_id} {said} the {self.about} {self.target_id}."


@dataclass(frozen=True)
class Judgements:
    """The log: judgements in their order, and those that were undone, the last undone at the end."""

    given: tuple[Judgement, ...] = ()
    undone: tuple[Judgement, ...] = ()
    made: int = 0

    def add(self, judgement: Judgement) -> Self:
        """The log with one more; what was undone before can't be redone any more."""
        numbered = replace(judgement, number=self.made + 1)
        return replace(self, given=(*self.given, numbered), undone=(), made=self.made + 1)

    def undo(self, user_id: str | None = None, target_id: str | None = None, about: About | None = None) -> Self:
        """The log without its last judgement: of all, of a user's, of those on one thing, or on a kind of things.

        An item and a user may have the same id: `about` tells which one is meant. Raises `FeedbackError`.
        """
        fits = [
            judgement
            for judgement in self.given
            if user_id in (None, judgement.user_id)
            and target_id in (None, judgement.target_id)
            and about in (None, judgement.about)
        ]
        if not fits:
            raise FeedbackError(
                f"There is no feedback{f' of {user_id}' if user_id is not None else ''}"
                f"{f' on {target_id!r}' if target_id is not None else ''} to undo."
            )
        given = tuple(judgement for judgement in self.given if judgement != fits[-1])
        return replace(self, given=given, undone=(*self.undone, fits[-1]))

    def redo(self) -> Self:
        """The log with what was undone last, where it was. Raises `FeedbackError` where nothing was."""
        if not self.undone:
            raise FeedbackError("No feedback was undone, so that there is none to redo.")
        given = sorted((*self.given, self.undone[-1]), key=lambda judgement: judgement.number)
        return replace(self, given=tuple(given), undone=self.undone[:-1])

    @property
    def current(self) -> tuple[Judgement, ...]:
        """The last judgement of each user on each thing, in their order."""
        last = {(judgement.user_id, judgement.about, judgement.target_id): judgement for judgement in self.given}
        return tuple(sorted(last.values(), key=lambda judgement: judgement.number))

    def of(self, user_id: str, about: About) -> dict[str, Kind]:
        """What a user thinks of things, by their ids."""
        return {j.target_id: j.kind for j in self.current if (j.user_id, j.about) == (user_id, about)}

    def withheld(self, user_id: str, about: About) -> frozenset[str]:
        """The ids of what a user disliked or hid."""
        return self.withheld_by_user(about).get(user_id, frozenset())

    def withheld_by_user(self, about: About) -> dict[str, frozenset[str]]:
        """The same of all users who disliked or hid something."""
        found: dict[str, set[str]] = {}
        for judgement in self.current:
            if judgement.about == about and judgement.kind != "like":
                found.setdefault(judgement.user_id, set()).add(judgement.target_id)
        return {user: frozenset(targets) for user, targets in found.items()}

    def on(self, node: Callable[[str], str]) -> Self:
        """The same log on another tree; `node` gives the id there of a topic's id here."""

        def moved(judgement: Judgement) -> Judgement:
            if judgement.about != "interest":
                return judgement
            return replace(judgement, target_id=node(judgement.target_id))

        return replace(self, given=tuple(map(moved, self.given)), undone=tuple(map(moved, self.undone)))

    def to_json(self) -> str:
        """The log as JSON; `Judgements.from_json` reads it back."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The log that `to_json` wrote. Raises `ValueError`, `KeyError` or `TypeError` for anything else."""
        parts = json.loads(text)
        given, undone = (tuple(map(_judgement, parts[name])) for name in ("given", "undone"))
        return cls(given, undone, int(parts["made"]))


def _judgement(row: dict[str, Any]) -> Judgement:
    # Older logs have more: what was known then of what was judged.
    judgement = Judgement(**{part.name: row[part.name] for part in fields(Judgement)})
    if judgement.kind not in KINDS or judgement.about not in ABOUT:
        raise ValueError(f"there is no {judgement.kind!r} of a {judgement.about!r}")
    return judgement
