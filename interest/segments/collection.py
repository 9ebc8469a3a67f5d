"""`study.segments`: the named groups of users of a study."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Literal, Protocol

import pandas as pd

from interest.contents import Contents, Current
from interest.contents.definitions import (
    Combined,
    Definition,
    Has,
    Ids,
    Interest,
    Known,
    Rule,
    Segment,
    Selection,
    Sought,
    from_json,
    to_json,
)
from interest.contents.opinions import Opinion
from interest.errors import SegmentError
from interest.guided import Own
from interest.segments.contrasts import SegmentProfile, contrast
from interest.segments.defining import following, in_sight, known, possible
from interest.segments.following import Follower
from interest.segments.found import Found, found
from interest.segments.regrouping import Halves, adjusted, halves, merged
from interest.segments.traits import contrasted


class Segments:
    """The segments of a study in the order in which they were made, by name; saved with it by `study.save`.

    Definitions are kept, and members found anew each time, so that a segment follows the tree: a node that was merged
    counts as the one it was merged into, one that was split as its parts together, until that is undone. A definition
    about a node which is not there (any more) is kept too: `missing` names the node, and asking for its members raises
    `SegmentError`, as does a name that is not known. Names are told apart without regard to case.
    """

    def __init__(self, current: Current) -> None:
        self._current = current

    @property
    def _contents(self) -> Contents:
        return self._current.contents

    def __iter__(self) -> Iterator[Segment]:
        return map(self._named, self._contents.segments)

    def __len__(self) -> int:
        return len(self._contents.segments)

    def __contains__(self, name: str) -> bool:
        return any(segment.name.casefold() == name.casefold() for segment in self)

    def __getitem__(self, name: str) -> Segment:
        found = next((segment for segment in self if segment.name.casefold() == name.casefold()), None)
        if found is None:
            known = ", ".join(f"“{segment.name}”" for segment in self)
            raise SegmentError(f"There is no segment “{name}” in this study; its segments: {known or 'none yet'}.")
        return found

    # Defining

    def add(self, name: str, definition: Definition, place: int | None = None) -> Segment:
        """A definition under a name, at a place among the others, by default behind them.

        Raises `SegmentError` for a name that is empty or taken.
        """
        named, others = Segment(self._free(name), definition), list(self)
        others.insert(len(others) if place is None else place, named)
        self._keep(others)
        return named

    def add_node(self, name: str, node: str, above: float = 0.0) -> Segment:
        """Users in whose profile a node has at least the share `above`; with 0 all who said anything about it."""
        return self.add_rule(name, {node: above})

    def add_rule(
        self,
        name: str,
        interests: Mapping[str, float] | None = None,
        source: str = "",
        since: date | None = None,
        until: date | None = None,
        label: str = "",
        statements: int = 1,
        opinion: Opinion | Literal[""] = "",
        days: int = 0,
    ) -> Segment:
        """Users who fit all conditions: see `rule`, which takes the same."""
        return self.add(name, self.rule(interests, source, since, until, label, statements, opinion, days))

    def add_having(self, name: str, column: str, *values: str, low: object = "", high: object = "",
        quantiles: tuple[float, ...] = (), days: int = 0,
    ) -> Segment:  # fmt: skip
        """Users of whom a further column says one of some values, or one within bounds: see `having`."""
        return self.add(name, self.having(column, *values, low=low, high=high, quantiles=quantiles, days=days))

    def add_own(self, name: str, own: str, statements: int = 1) -> Segment:
        """Users with at least so many statements in an own interest. Raises `OwnInterestError` for an unknown one."""
        return self.add(name, self.sought(own, statements))

    def sought(self, own: str, statements: int = 1) -> Sought:
        """The definition of `add_own`. Raises `SegmentError` for fewer than one statement."""
        if statements < 1:
            raise SegmentError(f"A segment asks for at least 1 statement, not {statements}.")
        return Sought(Own(self._current)[own].name, statements)

    def add_combined(
        self, name: str, all: Iterable[str] = (), any: Iterable[str] = (), none: Iterable[str] = ()
    ) -> Segment:
        """Users who are in all of some segments, in any of others, and in none of yet others: see `combined`."""
        return self.add(name, self.combined(all, any, none))

    def add_ids(self, name: str, ids: Iterable[str]) -> Segment:
        """Users by their ids; those that the study doesn't know are kept for other studies.

        Raises `SegmentError` when it knows none of them.
        """
        users = tuple(dict.fromkeys(text for text in (str(user).strip() for user in ids) if text))
        if not set(users) & set(self._contents.users):
            raise SegmentError(f"None of the {len(users)} ids is a user of this study; its ids look like {self._like}.")
        return self.add(name, Ids(users))

    def add_statements(self, name: str, statement_ids: Iterable[int]) -> Segment:
        """The users who made any of some statements, such as those within a lasso on the map."""
        chosen = tuple(dict.fromkeys(int(statement) for statement in statement_ids))
        if not self._contents.ingested.frame["statement_id"].isin(chosen).any():
            raise SegmentError("None of these statements is in this study; choose some.")
        return self.add(name, Selection(chosen))

    def rule(
        self,
        interests: Mapping[str, float] | None = None,
        source: str = "",
        since: date | None = None,
        until: date | None = None,
        label: str = "",
        statements: int = 1,
        opinion: Opinion | Literal[""] = "",
        days: int = 0,
    ) -> Rule:
        """A `Rule` that can be meant in this study (see `possible`); `interests` gives the least share by node id."""
        asked = tuple(Interest(node, float(above)) for node, above in (interests or {}).items())
        return possible(self._contents, Rule(asked, source, since, until, label, statements, opinion, days))

    def having(self, column: str, *values: str, low: object = "", high: object = "",
        quantiles: tuple[float, ...] = (), days: int = 0,
    ) -> Has:  # fmt: skip
        """A `Has` that can be meant in this study: values of a column, or bounds of its numbers or days, as values, as
        `quantiles` such as (0.75, 1), or as its last `days`. Raises `SegmentError` for what the data don't have."""
        has = Has(column, tuple(values), str(low), str(high), tuple(quantiles), days)
        has.check(self._known)
        return has

    def fixed(self, has: Has) -> Has:
        """The same by the values that its quantiles or last days mean now, which then no longer follow the data."""
        return has.fixed(self._known)

    def combined(self, all: Iterable[str] = (), any: Iterable[str] = (), none: Iterable[str] = ()) -> Combined:
        """A `Combined` of segments of this study by their names, as they are defined now."""
        parts = (tuple(self[name].definition for name in names) for names in (all, any, none))
        combined = Combined(*parts)
        combined.check()
        return combined

    def to_json(self) -> str:
        """All definitions as JSON, for `add_json` of this or another study."""
        return to_json(self)

    def add_json(self, text: str) -> tuple[Segment, ...]:
        """Take over definitions from JSON. Nodes are meant by their ids in this tree; those of the same name are
        replaced. Raises `SegmentError` for a text that holds none."""
        try:
            taken = from_json(text)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise SegmentError("These are no definitions of segments: take a file that was exported here.") from error
        names = {segment.name.casefold() for segment in taken}
        self._keep([*(segment for segment in self if segment.name.casefold() not in names), *taken])
        return tuple(self[segment.name] for segment in taken)

    def matching(self, definition: Definition) -> list[str]:
        """The users whom a definition fits, in the order of `study.users`, whether or not it is kept."""
        found = definition.members(self._known)
        return [user for user in self._contents.users if user in found]

    def rename(self, name: str, new: str) -> Segment:
        """Call a segment something else."""
        old = self[name]
        renamed = replace(old, name=self._free(new, besides=old.name))
        self._keep([renamed if segment == old else segment for segment in self])
        return renamed

    def redefine(self, name: str, definition: Definition) -> Segment:
        """Give a segment another definition; name and place stay."""
        old = self[name]
        changed = replace(old, definition=definition)
        self._keep([changed if segment == old else segment for segment in self])
        return changed

    def remove(self, name: str) -> Segment:
        """Take a segment away; its users stay. Gives what it was."""
        gone = self[name]
        self._keep([segment for segment in self if segment != gone])
        return gone

    # Found

    @property
    def found(self) -> Found:
        """The groups of like-minded people that the data show, or why there are none; kept while the tree is."""
        return found(self._contents)

    def keep_found(self, number: int, name: str = "") -> Segment:
        """Keep a found segment, by its number, under its own name or another one; it is then like any other.

        Raises `SegmentError` where there is no such number.
        """
        if not 1 <= number <= len(self.found):
            if not len(self.found):
                raise SegmentError(f"There is no found segment {number}; no groups were found in this study.")
            raise SegmentError(f"There is no found segment {number}; they are 1 to {len(self.found)}.")
        return self.add(name or self.found[number].name, self.found[number].definition)

    # Put together, parted, put right

    def merge(self, *names: str, name: str = "") -> Segment:
        """Make one segment of two or more, of whoever is in any; it takes the place of the first.

        Raises `SegmentError` for fewer than two, and for a name that another segment has.
        """
        parts = list(dict.fromkeys(self[name] for name in names))
        if len(parts) < 2:
            raise SegmentError("It takes two segments or more to make one of them; give their names.")
        definition = merged(part.definition for part in parts)
        return self._instead(parts, [(name or " + ".join(part.name for part in parts), definition)])[0]

    def halves(self, name: str) -> Halves:
        """Whether its users are two groups by what they speak of, and which."""
        return halves(self._contents, self[name].definition, self.members(name))

    def split(self, name: str) -> tuple[Segment, ...]:
        """Make two of a segment, where its users are two groups. Raises `SegmentError` where the evidence says not."""
        found, whole = self.halves(name), self[name]
        if not found.parts:
            raise SegmentError(f"The segment “{whole.name}” is not two groups: {found.why_not}.")
        return self._instead([whole], [(f"{whole.name}: {part.name}", part.definition) for part in found.parts])

    def adjust(self, name: str, put_in: Iterable[str] = (), taken_out: Iterable[str] = ()) -> Segment:
        """Put people into a segment and take others out, by their ids; they stay so with new data.

        Raises `SegmentError` for an id that the study doesn't know, or that is put in and taken out at once.
        """
        more, less = ([str(user).strip() for user in users] for users in (put_in, taken_out))
        known = set(self._contents.users)
        if strangers := [user for user in (*more, *less) if user not in known]:
            raise SegmentError(f"There is no user {strangers[0]!r} in this study; its ids look like {self._like}.")
        if both := set(more) & set(less):
            raise SegmentError(f"{min(both)!r} can't be put in and taken out at once.")
        return self.redefine(name, adjusted(self[name].definition, more, less))

    def put_back(self, former: Iterable[Segment]) -> None:
        """All segments as they were: what undoes any change of them."""
        self._keep(former)

    # Asking

    def missing(self, name: str) -> tuple[str, ...]:
        """The names of the nodes that the segment is about and this tree doesn't show; with any it can't be applied."""
        return tuple(i.called or i.node for i in self[name].definition.lacking(partial(in_sight, self._contents)))

    def members(self, name: str) -> list[str]:
        """The ids of its users, in the order of `study.users`."""
        if missing := self.missing(name):
            names = ", ".join(f"“{node}”" for node in missing)
            raise SegmentError(
                f"The segment “{self[name].name}” can't be applied: this tree doesn't have {names}. "
                "Bring the interest back, or define the segment anew."
            )
        return self.matching(self[name].definition)

    def about(self, name: str) -> tuple[str, ...]:
        """The ids of the nodes that define it: those of its rule, or the topics of the chosen statements."""
        segment = self[name]
        if not isinstance(segment.definition, Selection):
            return segment.nodes
        statements = self._contents.statements
        return tuple(statements.loc[statements["statement_id"].isin(segment.definition.statements), "topic"].unique())

    def profile(self, name: str) -> SegmentProfile:
        """Its size, what its users speak of, and what they speak of more than everybody else."""
        segment, members = self[name], set(self.members(name))
        others = [user for user in self._contents.users if user not in members]
        return SegmentProfile(
            name=segment.name,
            users=len(members),
            statements=int(self._contents.ingested.frame["user_id"].isin(members).sum()),
            interests=contrast(self._contents.profiles, self._contents.tree, members, others, self.about(name)),
        )

    def traits(self, name: str, against: str = "") -> pd.DataFrame:
        """What the data's further columns say of its users, and how they write, against everybody else or another
        segment: see `interest.segments.traits.contrasted` for the columns."""
        return contrasted(self._contents, self.members(name), self.members(against) if against else None)

    def compare(self, a: str, b: str) -> pd.DataFrame:
        """Two segments on the one tree: see `contrast` for the columns."""
        nodes = {*self.about(a), *self.about(b)}
        return contrast(self._contents.profiles, self._contents.tree, self.members(a), self.members(b), nodes)

    # Other studies

    def apply(self, other: "Segmented") -> tuple[Segment, ...]:
        """Give the segments to another study, such as that of next month's data, and give them as they are there.

        A node stands for the one of its level with which it shares half of the statements that both studies have
        (Jaccard index), else for the one of its name. Ids stay. Segments of the same name are replaced.
        """
        return other.segments.follow(self)

    def follow(self, former: "Segments") -> tuple[Segment, ...]:
        """The same from the other side: take over the segments of another study."""
        if not len(former):
            return ()
        follower = Follower(former._contents, self._contents)
        taken = tuple(replace(segment, definition=follower.translate(segment)) for segment in former)
        names = {segment.name.casefold() for segment in taken}
        self._keep([*(segment for segment in self if segment.name.casefold() not in names), *taken])
        return taken

    # How it keeps them

    def _named(self, segment: Segment) -> Segment:
        """The segment with its nodes as they are now."""
        return replace(segment, definition=segment.definition.following(self._following))

    def _following(self, interest: Interest) -> Interest:
        return following(self._contents, interest)

    @property
    def _known(self) -> Known:
        return known(self._contents)

    def _keep(self, segments: Iterable[Segment]) -> None:
        self._current.change(segments=tuple(segments))

    def _instead(self, gone: list[Segment], made: list[tuple[str, Definition]]) -> tuple[Segment, ...]:
        """Put segments into the place of the first of some others."""
        place = list(self).index(gone[0])
        left = [segment for segment in self if segment not in gone]
        taken = {segment.name.casefold() for segment in left}
        if clash := [name for name, _ in made if " ".join(name.split()).casefold() in taken]:
            raise SegmentError(f"Another segment is called “{clash[0]}” already; choose another name.")
        new = tuple(Segment(" ".join(name.split()), definition) for name, definition in made)
        self._keep([*left[:place], *new, *left[place:]])
        return new

    def _free(self, name: str, besides: str = "") -> str:
        """A name in one line that no other segment has. Raises `SegmentError`."""
        name = " ".join(name.split())
        if not name:
            raise SegmentError("A segment needs a name; type one.")
        if name in self and name.casefold() != besides.casefold():
            raise SegmentError(f"Another segment is called “{self[name].name}” already; choose another name.")
        return name

    @property
    def _like(self) -> str:
        return ", ".join(self._contents.users[:3])


class Segmented(Protocol):
    """What has segments: a study."""

    @property
    def segments(self) -> Segments:
        """Its segments."""
