"""A definition with a name, in words, and as JSON."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Self

from interest.contents.definitions.alike import Alike
from interest.contents.definitions.attribute import Has
from interest.contents.definitions.chosen import Ids, Selection
from interest.contents.definitions.combined import Combined, Definition
from interest.contents.definitions.known import Interest
from interest.contents.definitions.rule import Rule
from interest.contents.definitions.sought import Sought

_KINDS: dict[str, type[Definition]] = {
    "rule": Rule, "ids": Ids, "selection": Selection, "alike": Alike, "has": Has, "sought": Sought,
    "combined": Combined,
}  # fmt: skip


@dataclass(frozen=True)
class Segment:
    """A group of users with a name and what makes somebody belong to it."""

    name: str
    definition: Definition

    @property
    def nodes(self) -> tuple[str, ...]:
        """The ids of the nodes that the definition is about."""
        found = self.definition
        interests = found.typical if isinstance(found, Alike) else found.interests
        return tuple(node for interest in interests for node in interest.nodes)

    @property
    def description(self) -> str:
        """The definition in English words."""
        return _described(self.definition)

    def with_own(self, names: Mapping[str, str]) -> Self:
        """The same where own interests are called something else: new names by former ones."""
        return replace(self, definition=_with_own(self.definition, names))


def _with_own(definition: Definition, names: Mapping[str, str]) -> Definition:
    match definition:
        case Sought(own):
            return replace(definition, own=names.get(own, own))
        case Combined():
            return definition.each(lambda part: _with_own(part, names))
        case _:
            return definition


def _described(definition: Definition) -> str:
    match definition:
        case Ids(users):
            return f"{len(users)} ids"
        case Selection(statements):
            return f"who made any of {len(statements)} chosen statements"
        case Rule() as rule:
            return ", ".join(_conditions(rule))
        case Alike() as kind:
            named = ", ".join(f"“{interest.called}”" for interest in kind.typical)
            return f"who speak as a group does that was found by {named}"
        case Has() as has:
            return _attribute(has)
        case Sought(own, statements):
            return f"own interest “{own}”" + (f", {statements} statements or more" if statements > 1 else "")
        case Combined() as combined:
            kinds = (("all of", combined.all), ("any of", combined.any), ("none of", combined.none))
            return ", ".join(f"{how} ({'; '.join(map(_described, parts))})" for how, parts in kinds if parts)


def _attribute(has: Has) -> str:
    if has.part:
        return f"{has.part} by {has.column}"
    if has.quantiles:
        low, high = has.quantiles
        return f"{has.column} from {low:.0%} to {high:.0%} of the people"
    if has.days:
        return f"{has.column} in the last {has.days} days"
    bounds = [f"{word} {bound}" for word, bound in (("from", has.low), ("to", has.high)) if bound]
    return f"{has.column} {' '.join(bounds)}" if bounds else f"{has.column}: {' or '.join(has.values)}"


def _conditions(rule: Rule) -> Iterable[str]:
    for interest in rule.interests:
        yield f"“{interest.called or interest.node}”" + (f" from {interest.above:.0%} on" if interest.above else "")
    if rule.source:
        yield f"source {rule.source}"
    if rule.label:
        yield f"label {rule.label}"
    if rule.opinion:
        yield f"{rule.opinion} by their ratings"
    if rule.since:
        yield f"since {rule.since}"
    if rule.until:
        yield f"until {rule.until}"
    if rule.days:
        yield f"in the last {rule.days} days"
    if rule.statements > 1:
        yield f"{rule.statements} statements or more"


def to_json(segments: Iterable[Segment]) -> str:
    """Segments as a JSON list; `from_json` reads it back."""
    rows = [{"name": segment.name, **_row(segment.definition)} for segment in segments]
    return json.dumps(rows, ensure_ascii=False, indent=1, default=date.isoformat)


def _row(definition: Definition) -> dict[str, Any]:
    kind = next(kind for kind, made in _KINDS.items() if made is type(definition))
    if isinstance(definition, Combined):
        return {"kind": kind, **{how: [_row(part) for part in getattr(definition, how)] for how in _HOW}}
    row = asdict(definition)
    for interest in row.get("interests", ()):
        del interest["now"]
    return {"kind": kind, **row}


_HOW = ("all", "any", "none")


def from_json(text: str) -> tuple[Segment, ...]:
    """The segments that `to_json` wrote. Raises `ValueError`, `KeyError` or `TypeError` for anything else."""
    return tuple(Segment(row.pop("name"), _definition(row)) for row in json.loads(text))


def _definition(row: dict[str, Any]) -> Definition:
    kind = row.pop("kind")
    if kind == "combined":
        return Combined(*(tuple(map(_definition, row[how])) for how in _HOW))
    parts: dict[str, Any] = {name: _tuples(value) for name, value in row.items()}
    if "interests" in parts:
        parts["interests"] = tuple(Interest(**part) for part in parts["interests"])
    if kind == "rule":
        for day in ("since", "until"):
            parts[day] = date.fromisoformat(parts[day]) if parts[day] else None
    return _KINDS[kind](**parts)


def _tuples(value: Any) -> Any:
    """Lists, however deep, as tuples."""
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
