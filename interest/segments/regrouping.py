"""Groups put together, parted where the evidence says that they are two, and their people put right by hand."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from interest.contents import Contents
from interest.contents.definitions import Combined, Definition, Ids, Known
from interest.inference import Verdict
from interest.segments.contrasts import contrast
from interest.segments.found import LEVELS_TOLD, groups_among, names_of


@dataclass(frozen=True)
class Half:
    """One of two groups within a group."""

    name: str
    definition: Combined
    users: tuple[str, ...]


@dataclass(frozen=True)
class Halves:
    """Whether a group is two."""

    verdict: Verdict
    """"groups" where it is two; else why not, as for found groups."""
    people: int
    """Of the group, those who said more than one thing."""
    parts: tuple[Half, ...] = ()
    """The two, the larger first; none where it is one."""

    @property
    def why_not(self) -> str:
        """Why it is one, in English; "" where it is two."""
        reasons: dict[Verdict, str] = {
            "continuum": "its people lie on a continuum, without a gap",
            "chance": "which interests go together in it can be chance",
            "few": "too few of its people said two things or more",
            "single": "hardly anybody in it said more than one thing",
        }
        return reasons.get(self.verdict, "")

    @property
    def in_both(self) -> int:
        """How many people are in both parts."""
        return len(set.intersection(*(set(part.users) for part in self.parts))) if self.parts else 0


def merged(definitions: Iterable[Definition]) -> Combined:
    """Who is in any of some groups; what was merged before counts by its parts."""
    parts: list[Definition] = []
    for definition in definitions:
        match definition:
            case Combined(all=(), any=former, none=()) if former:
                parts += former
            case _:
                parts.append(definition)
    return Combined(any=tuple(dict.fromkeys(parts)))


def by_hand(definition: Definition) -> tuple[Definition, tuple[str, ...], tuple[str, ...]]:
    """What was defined before people were put in and taken out by their ids; who was put in, and who taken out."""
    match definition:
        case Combined(all=(), any=(former, Ids(users=put_in)), none=(Ids(users=taken_out),)):
            return former, put_in, taken_out
        case Combined(all=(), any=(former, Ids(users=put_in)), none=()):
            return former, put_in, ()
        case Combined(all=(), any=(former,), none=(Ids(users=taken_out),)):
            return former, (), taken_out
        case _:
            return definition, (), ()


def adjusted(definition: Definition, put_in: Iterable[str] = (), taken_out: Iterable[str] = ()) -> Definition:
    """The same with some people put in and others taken out, by their ids; the last word on each counts.

    With new data these stay in and out, whatever the definition says of them.
    """
    former, own, out = by_hand(definition)
    more, less = dict.fromkeys(put_in), dict.fromkeys(taken_out)
    if isinstance(former, Ids):
        return Ids(tuple(user for user in dict.fromkeys([*former.users, *own, *more]) if user not in less))
    own = tuple(user for user in dict.fromkeys([*own, *more]) if user not in less)
    out = tuple(user for user in dict.fromkeys([*out, *less]) if user not in more)
    if not own and not out:
        return former
    return Combined(any=(former, Ids(own)) if own else (former,), none=(Ids(out),) if out else ())


def halves(contents: Contents, definition: Definition, users: Collection[str]) -> Halves:
    """Whether the users of a segment are two groups: by the same mixture and the same three tests as found groups,
    among these people alone and with two kinds at most (`interest.inference.find_groups`)."""
    grouping, kinds = groups_among(contents, contents.profiles.users.isin(list(users)), most=2)
    if not kinds:
        return Halves(grouping.verdict, grouping.people)
    known = Known(contents.statements, contents.profiles, contents.ingested.attributes)
    parts = [Combined(all=(definition, kind)) for kind in kinds]
    own = [tuple(user for user in contents.users if user in members) for members in (p.members(known) for p in parts)]
    tables = [
        contrast(contents.profiles, contents.tree, a, b, levels=LEVELS_TOLD) for a, b in (own, own[::-1])
    ]  # fmt: skip
    names = (" + ".join(contents.tree[node].name for node in nodes) for nodes in names_of(contents.tree, tables))
    told = [Half(*half) for half in zip(names, parts, own, strict=True)]
    return Halves("groups", grouping.people, tuple(sorted(told, key=lambda half: -len(half.users))))
