"""`study.own`: what people look for themselves, beside the tree that was found."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from interest.contents import Contents, Current
from interest.contents.own import WRONG, OwnInterest, OwnInterests
from interest.errors import OwnInterestError
from interest.guided.finding import Found, finder
from interest.guided.reading import Listed, read_own

MOST_NAME = 80
"""Characters of a name, as for nodes."""


class Own:
    """The own interests of a study in the order in which they were made, by name; saved with it by `study.save`.

    A flat list beside the tree: a statement belongs to any number of them or to none. They are kept as words and
    examples, and their statements found anew, so that they stay when the tree is cut anew or built with another
    encoder, and when rows are added. A name that is not known raises `OwnInterestError`, as does one that is empty or
    taken. Names are told apart without regard to case.
    """

    def __init__(self, current: Current) -> None:
        self._current = current

    @property
    def _contents(self) -> Contents:
        return self._current.contents

    def __iter__(self) -> Iterator[OwnInterest]:
        return iter(self._contents.own.now)

    def __len__(self) -> int:
        return len(self._contents.own.now)

    def __contains__(self, name: str) -> bool:
        return any(_same(interest.name, name) for interest in self)

    def __getitem__(self, name: str) -> OwnInterest:
        found = next((interest for interest in self if _same(interest.name, name)), None)
        if found is None:
            known = ", ".join(f"“{interest.name}”" for interest in self)
            raise OwnInterestError(f"There is no own interest “{name}” in this study; there is {known or 'none yet'}.")
        return found

    # Defining

    def add(
        self,
        name: str,
        description: str = "",
        words: Iterable[str] = (),
        belong: Iterable[str] = (),
        doesnt: Iterable[str] = (),
        wrong: float = WRONG,
    ) -> Found:
        """Look for an interest by its name, a sentence, words, and texts that belong to it or don't.

        `wrong` is the share of wrong statements that is put up with. Gives what was found.
        """
        made = OwnInterest(self._free(name), _line(description), _lines(words), _lines(belong), _lines(doesnt), wrong)
        self._keep([*self, made])
        return self.found(made.name)

    def load(self, data: Listed) -> tuple[str, ...]:
        """Look for all interests of a file or table of names: see `read_own`. Gives their names.

        Those that are there already get the description and words of the file, and keep their answers.
        """
        read = read_own(data)
        known = {interest.name.casefold(): interest for interest in self}
        for new in read:
            old = known.get(new.name.casefold())
            known[new.name.casefold()] = (
                replace(old, description=new.description, words=new.words) if old is not None else new
            )
        self._keep(known.values())
        return tuple(interest.name for interest in read)

    def change(self, name: str, **parts: Any) -> OwnInterest:
        """Another description, words, wanted share `wrong`, or a `least` score set by hand (None: by the share)."""
        if "words" in parts:
            parts["words"] = _lines(parts["words"])
        if "description" in parts:
            parts["description"] = _line(parts["description"])
        return self._replace(self[name], replace(self[name], **parts))

    def rename(self, name: str, new: str) -> OwnInterest:
        """Call it something else; since a name is looked for, other statements may belong to it then.

        Segments of whoever speaks of it go along, and back when that is undone.
        """
        return self._replace(self[name], replace(self[name], name=self._free(new, self[name].name)))

    def remove(self, name: str) -> OwnInterest:
        """Look for it no more, and give it."""
        gone = self[name]
        self._keep(interest for interest in self if interest is not gone)
        return gone

    def judge(self, name: str, statement_id: int, belongs: bool | None) -> OwnInterest:
        """Say that a statement belongs or doesn't, with all of the same text; None takes back what was said."""
        frame = self._contents.ingested.frame
        if not 0 <= statement_id < len(frame):
            raise OwnInterestError(f"There is no statement {statement_id}; ids go from 0 to {len(frame) - 1}.")
        return self._replace(self[name], self[name].judged(str(frame["text"].iloc[statement_id]), belongs))

    def undo(self) -> None:
        """Take back the last change of own interests, of whatever kind. Raises `OwnInterestError` without any."""
        self._put(self._contents.own.undo())

    def redo(self) -> None:
        """Make the change again that was undone last. Raises `OwnInterestError` where none was."""
        self._put(self._contents.own.redo())

    # Asking

    def found(self, name: str) -> Found:
        """What was found of it: statements, share of wrong ones, and what to judge next."""
        return finder(self._contents).find(self[name], self._contents.own.now)

    def preview(self, interest: OwnInterest) -> Found:
        """What would be found of one that is not kept."""
        return finder(self._contents).find(interest, (*self, interest))

    def statements(self, name: str) -> pd.DataFrame:
        """The statements that belong, best first: statement_id, score, certain (the chance that it does)."""
        return self.found(name).statements

    def names_of(self, statements: Iterable[int]) -> dict[int, tuple[str, ...]]:
        """The own interests to which each of some statements belongs, by its id."""
        inside = {interest.name: set(self.statements(interest.name)["statement_id"]) for interest in self}
        return {one: tuple(name for name, ids in inside.items() if one in ids) for one in statements}

    def users(self, name: str, least: int = 1) -> frozenset[str]:
        """Who has at least `least` statements in it."""
        return speakers(self._contents, name, least)

    def where(self, name: str, level: str = "category") -> pd.DataFrame:
        """Where its statements lie in the found tree: node_id, name, statements, share; the largest first."""
        places = self._contents.statements[level].iloc[self.statements(name)["statement_id"]].value_counts()
        rows = [
            (node, self._contents.tree[node].name, count, count / places.sum())
            for node, count in places.items()
            if node in self._contents.tree
        ]
        return pd.DataFrame(rows, columns=["node_id", "name", "statements", "share"])

    def to_frame(self) -> pd.DataFrame:
        """A row each: name, description, statements, users, wrong, low, high, known ("measured", "estimated",
        "unknown"), answers (of the random sample)."""
        return own_table(self._contents)

    # How it keeps them

    def _keep(self, interests: Iterable[OwnInterest]) -> None:
        self._put(self._contents.own.change(interests))

    def _put(self, own: OwnInterests) -> None:
        """Go over to other own interests; segments know them by their names, which change in their places."""
        before, after = self._contents.own.now, own.now
        names = {one.name: other.name for one, other in zip(before, after, strict=False) if one.name != other.name}
        if not names or len(before) != len(after):
            self._current.change(own=own)
        else:
            segments = tuple(segment.with_own(names) for segment in self._contents.segments)
            self._current.change(own=own, segments=segments)

    def _replace(self, former: OwnInterest, other: OwnInterest) -> OwnInterest:
        if other != former:
            self._keep(other if interest is former else interest for interest in self)
        return other

    def _free(self, name: str, besides: str = "") -> str:
        name = _line(name)
        if not name:
            raise OwnInterestError("An own interest needs a name; type what you look for.")
        if len(name) > MOST_NAME:
            raise OwnInterestError(
                f"“{name[:30]}…” is too long for a name (at most {MOST_NAME} characters); put it into the description."
            )
        if name in self and not _same(name, besides):
            raise OwnInterestError(f"Another own interest is called “{self[name].name}” already; choose another name.")
        return name


def speakers(contents: Contents, name: str, least: int = 1) -> frozenset[str]:
    """Who has at least `least` statements in an own interest; nobody where there is none of that name."""
    own = Own(Current(contents))
    statements = own.statements(name)["statement_id"] if name in own else []
    counts = contents.ingested.frame["user_id"].iloc[statements].value_counts()
    return frozenset(counts.index[counts >= least])


def own_table(contents: Contents) -> pd.DataFrame:
    """See `Own.to_frame`."""
    rows = [_row(contents, finder(contents).find(interest, contents.own.now)) for interest in contents.own.now]
    return pd.DataFrame(
        rows, columns=["name", "description", "statements", "users", "wrong", "low", "high", "known", "answers"]
    )


def _row(contents: Contents, found: Found) -> Mapping[str, object]:
    own = contents.ingested.frame.iloc[found.statements["statement_id"]]
    wrong = found.wrong
    return {
        "name": found.interest.name, "description": found.interest.description, "statements": len(own),
        "users": own["user_id"].nunique(), "wrong": wrong.share, "low": wrong.low, "high": wrong.high,
        "known": wrong.known, "answers": wrong.answers,
    }  # fmt: skip


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def _line(text: str) -> str:
    return " ".join(text.split())


def _lines(texts: Iterable[str]) -> tuple[str, ...]:
    """Texts as given, each once; a lone string is one of them."""
    texts = (texts,) if isinstance(texts, str) else texts
    return tuple(dict.fromkeys(text for text in texts if text.strip()))
