"""What the columns of a table are: candidates scored by name and by content, and why each was taken or not."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from interest.contacts import MARK, mask_contacts
from interest.errors import InputError
from interest.ingest.roles.automatic import (
    are_flags,
    are_of_markets,
    marks_kinds,
    may_be_fact,
    names_calls,
    names_messages,
    others_in,
    side_named,
    speakers,
    tells_sides,
)
from interest.ingest.roles.candidates import Candidate, Use, best_named, named_why
from interest.ingest.roles.looks import Kind, Look
from interest.ingest.roles.names import LAYOUT, ROLES, SEVERAL, match, words_of
from interest.ingest.roles.people import find_repeating, find_user, give_back_author
from interest.ingest.roles.questions import asks_for_rating, asks_for_recommendation
from interest.ingest.roles.texts import Texts, find_texts, is_listed, words_beside
from interest.ingest.values.numbers import parse_numbers
from interest.ingest.values.ratings import is_scale, parse_ratings, scale_of_words, scale_said
from interest.ingest.values.times import read_times

Columns = Mapping[str, str | Sequence[str] | None]
"""What somebody says: the column of a role, several for the texts, None for "there is none"."""

_NUMBERED = re.compile(r" \(\d+\)$")
_FITS = 0.5  # share of values that must be of the kind that a role wants
_LONGEST_ID = 80  # characters of an id or a name of somebody
_YEARS = (1990, 2100)  # of times that are believed where only their column's values speak for them
_NAMED = 0.9  # how well a column's name must be known where its words alone don't tell
_NO_COUNTS = ("user_id", "item_id", "id_of", "timestamp", "rating", "neutral")
_WEIGHED = 0.8  # share of the rows with a weight, in a column that counts rows: what a tracker calls so is in few
_BOTH = 0.2  # share of the talks in which both sides speak, where one may be all that is left of most
_FEW = 3  # different numbers of a column that counts nothing
_POINTS = 10  # the highest rating of most scales; a score above may be a count of votes
_PERCENT = 100
_OPINIONS = ("satisfaction", "quality", "verdict")  # scales of words for what somebody thinks of something
_AMOUNTS = frozenset(["rate", "valuation"])
"""Names of marks that shares and sums have, too: there only whole numbers up to ten are marks."""


@dataclass(frozen=True, eq=False)
class Roles:
    """The columns of a table by what they are.

    `texts` are read each on its own, as sources where they answer different questions (`asked`); `titles` stand before
    the first text and are one with it. `of` has the single columns of the other roles, `speakers` those that say which
    side of a talk wrote, `automatic` those that mark what no person wrote (bots, system messages).
    """

    texts: tuple[str, ...]
    titles: tuple[str, ...] = ()
    asked: bool = False
    of: Mapping[str, str] = field(default_factory=dict)
    speakers: tuple[str, ...] = ()
    automatic: tuple[str, ...] = ()
    uses: tuple[Use, ...] = ()

    @property
    def attributes(self) -> list[str]:
        return [use.column for use in self.uses if use.role in ("attribute", "link")]

    def use(self, column: str) -> Use:
        return next(use for use in self.uses if use.column == column)


def choose_roles(frame: pd.DataFrame, labels: Mapping[str, str] | None = None, columns: Columns | None = None) -> Roles:
    """What each column of a frame of strings is; `columns` decides, the rest is found.

    Raises `InputError`, with the available columns, for an unknown role, a missing column, or where no column can be
    the text.
    """
    said = _said(frame, columns or {})
    labels = labels or {}
    bases = Counter(_NUMBERED.sub("", name) for name in frame)
    candidates = [Candidate(name, labels.get(name, ""), frame[name], bases[_NUMBERED.sub("", name)]) for name in frame]
    free = [
        c for c in candidates if c.name not in {name for names in said.values() for name in names} and c.look.values
    ]
    taken: dict[str, Use] = {
        name: Use(name, role, "as you said") for role, names in said.items() for name in names
    }  # fmt: skip

    def left() -> list[Candidate]:
        return [candidate for candidate in free if candidate.name not in taken]

    for role, find in (("timestamp", _time), ("rating", _rating), ("user_id", find_user)):
        if role not in said and (use := find(left())):
            taken[use.column] = use
    if "text" in said:
        asked = len(said["text"]) > 1 and any(c.question for c in candidates if c.name in said["text"])
        texts = Texts(tuple(said["text"]), tuple(said.get("title", ())), asked)
    else:
        rated = any(use.role == "rating" for use in taken.values())
        texts = find_texts(left(), rated=rated)
        if "title" in said:
            texts = replace(texts, titles=tuple(said["title"]))
        roles = {column: "title" if column in texts.titles else "text" for column in texts.why}
        taken |= {column: Use(column, roles[column], why) for column, why in texts.why.items() if column not in taken}
    if texts.titles_of_things:
        give_back_author(taken)
    for role, find in (("weight", _weight), ("source", _source), ("label", _label), ("link", _link)):
        if role not in said and not (role == "source" and texts.asked) and (use := find(left())):
            taken[use.column] = use
    if "weight" not in said and not {"weight", "user_id"} & {use.role for use in taken.values()}:
        searched = [c for c in candidates if list(texts.columns) == [c.name] and c.named("searched")]
        if searched and (use := _count_of_searches(left())):
            taken[use.column] = use
    if "label" not in said and not any(use.role == "label" for use in taken.values()):
        users = next((frame[column] for column, use in taken.items() if use.role == "user_id"), None)
        if users is not None and (use := _group_of_texts(left(), users)):
            taken[use.column] = use
    if "text" not in said and (empty := _empty_text(candidates, texts.columns)):
        raise InputError(f"None of the {len(frame)} rows has a text: {empty!r} is empty in all of them.")
    if not texts.columns:
        raise InputError(
            f"No column looks like text; name it, for example columns={{'text': …}}, among "
            f"{', '.join(map(repr, frame.columns))}."
        )
    identified = "user_id" in said or any(use.role == "user_id" for use in taken.values())
    if not identified and (use := find_repeating(left())):
        taken[use.column] = use
    if "speaker" not in said:
        talks = [c for c in candidates if (m := c.named("id_of")) and m.score >= _NAMED]
        chat = any(map(names_messages, texts.columns))
        taken |= {use.column: use for use in _speakers(left(), lambda c: chat or _is_mixed(c, talks))}
    if "automatic" not in said:
        taken |= {use.column: use for use in _automatic(left())}
    uses = tuple(taken.get(c.name) or _other(c, texts) for c in candidates)
    if said:
        uses = _explained(uses, frame, labels)
    of: dict[str, str] = {use.role: use.column for use in uses if use.role in ROLES and use.role not in SEVERAL}
    speaking, automatic = (tuple(use.column for use in uses if use.role == role) for role in ("speaker", "automatic"))
    return Roles(texts.columns, texts.titles, texts.asked, of, speaking, automatic, uses)


def _explained(uses: Sequence[Use], frame: pd.DataFrame, labels: Mapping[str, str]) -> tuple[Use, ...]:
    """The uses, with the reason that was found where somebody says what would have been found too."""
    try:
        found = {(use.column, use.role): use for use in choose_roles(frame, labels).uses}
    except InputError:
        return tuple(uses)
    return tuple(found.get((use.column, use.role), use) for use in uses)


def guess_columns(frame: pd.DataFrame, labels: Mapping[str, str] | None = None) -> dict[str, str]:
    """The column of each role that can be recognised, for a frame of strings; of several texts the first."""
    try:
        roles = choose_roles(frame, labels)
    except InputError:
        roles = choose_roles(frame.assign(**{"\0": "no text"}), labels, {"text": "\0"})
        return dict(roles.of)
    return {"text": roles.texts[0], **roles.of}


def _said(frame: pd.DataFrame, columns: Columns) -> dict[str, list[str]]:
    """The columns of each role that somebody names; an empty list for "there is none". The layout is known before."""
    available = ", ".join(map(repr, frame.columns))
    said: dict[str, list[str]] = {}
    for role, names in columns.items():
        if role in LAYOUT:
            continue
        if role not in ROLES:
            raise InputError(f"There is no role {role!r} for a column; the roles are {', '.join((*ROLES, *LAYOUT))}.")
        names = [names] if isinstance(names, str) else list(names or ())
        names = [name for name in names if name]
        for name in names:
            if name not in frame:
                raise InputError(f"There is no column {name!r} for {role}; the columns are {available}.")
        if len(names) > 1 and role not in SEVERAL:
            raise InputError(f"There can be only one column for {role}, not {', '.join(map(repr, names))}.")
        said[role] = names
    if "text" in said and not said["text"]:
        raise InputError(f"No column looks like text; name it, for example columns={{'text': …}}, among {available}.")
    return said


def _time(candidates: Sequence[Candidate]) -> Use | None:
    answered = any(c.is_reply and c.look.natural > _FITS for c in candidates)  # and some times are those of answers
    asked = [c for c in candidates if not (answered and any(match(word, "either") for word in words_of(c.name)))]
    found = best_named(asked, "timestamp", lambda c: _time_share(c) >= _FITS)
    if found:
        return Use(found.name, "timestamp", named_why(found, "timestamp"))
    dated = [
        c for c in candidates
        if (c.look.of_kind(Kind.DATE) > 0.8 or c.look.is_epoch or _are_seconds(c))
        and not c.is_about("timestamp") and _time_share(c) > 0.8
    ]  # fmt: skip
    return Use(dated[0].name, "timestamp", "its values are times") if dated else None


def _are_seconds(candidate: Candidate) -> bool:
    """Whether values are seconds since 1970 in a column that has no name: with one, they may be numbers of anything."""
    nameless = candidate.name.startswith("column ") or candidate.name.rpartition(".")[2].isdigit()
    return nameless and candidate.look.may_be_seconds


def _time_share(candidate: Candidate) -> float:
    if not len(candidate.sample):
        return 0.0
    times = read_times(candidate.sample, newest=pd.Timestamp("2026-01-01").to_pydatetime()).values
    return float(times.dt.year.between(*_YEARS).mean())


def _rating(candidates: Sequence[Candidate]) -> Use | None:
    named = best_named(candidates, "rating", _is_rating)
    if named:
        return Use(named.name, "rating", named_why(named, "rating"))
    asked = [
        c for c in candidates
        if c.question and (asks_for_rating(c.question) or scale_said(c.question)) and _is_rating(c)
    ]  # fmt: skip
    if asked:
        best = max(asked, key=lambda c: (asks_for_recommendation(c.question), c.look.of_kind(Kind.NUMBER)))
        return Use(best.name, "rating", "the question asks for it and the answers are on a scale")
    other = ("user_id", "about", "title", "aspect", "reply")  # an id may look like 4/5
    beside = words_beside(candidates)
    shown = [c for c in candidates if not any(map(c.named, other)) and _shows_marks(c, beside)]
    return Use(shown[0].name, "rating", "its values are on a scale") if shown else None


def _shows_marks(candidate: Candidate, beside: Sequence[Look]) -> bool:
    """Whether values are marks by themselves; below the name of a text only in a list beside longer texts."""
    if candidate.named("text"):
        return is_listed(candidate, beside) and scale_of_words(candidate.sample) in _OPINIONS
    return is_scale(candidate.sample) and _is_rating(candidate)


def _is_rating(candidate: Candidate) -> bool:
    """Whether a column's values are on a scale: words of one, or numbers that no count of votes has."""
    if scale_of_words(candidate.sample):
        return True
    values = parse_ratings(candidate.sample).values
    known = values[~np.isnan(values)]
    if len(known) < 0.6 * len(values):
        return False
    if not len(known):  # only zeros, which mean "not rated"
        return False
    if known.min() < 0 or known.max() > _PERCENT:
        return False
    if not _AMOUNTS.isdisjoint(words_of(candidate.name)[-1:]) and ((known % 1).any() or known.max() > _POINTS):
        return False
    return known.max() <= _POINTS or float(np.median(known)) >= 20


def _weight(candidates: Sequence[Candidate]) -> Use | None:
    for role in ("weight", "votes"):
        counts = [c for c in candidates if role == "votes" or c.look.filled >= _WEIGHED]
        found = best_named(counts, role, _is_count, at_least=0.9)
        if found and role == "votes":
            return Use(found.name, "weight", "its name says that it counts votes")
        if found:
            return Use(found.name, "weight", named_why(found, role))
    return None


def _is_count(candidate: Candidate) -> bool:
    numbers = parse_numbers(candidate.sample)
    return float((~np.isnan(numbers)).mean()) > _FITS


def _count_of_searches(candidates: Sequence[Candidate]) -> Use | None:
    """The first column of whole numbers beside what was searched, where nobody is said to have searched it."""
    counts = (c for c in candidates if all(value.isdecimal() for value in c.look.values) and c.look.n_distinct > _FEW)
    found = next((c for c in counts if not c.is_about("weight") and not any(map(c.named, _NO_COUNTS))), None)
    return Use(found.name, "weight", "it is the first count beside what was searched") if found else None


def _source(candidates: Sequence[Candidate]) -> Use | None:
    def fits(c: Candidate) -> bool:
        return (
            c.look.of_kind(Kind.JSON, Kind.DATE) < 0.5
            and c.look.longest <= 300
            and c.look.distinct <= 0.5
            or (c.look.n_distinct <= 3 and c.look.longest <= 300)
        )

    found = best_named(candidates, "source", fits)
    return Use(found.name, "source", named_why(found, "source")) if found else None


def _label(candidates: Sequence[Candidate]) -> Use | None:
    def fits(c: Candidate) -> bool:
        return c.look.longest <= _LONGEST_ID and c.look.of_kind(Kind.JSON, Kind.LINK, Kind.DATE) < 0.5

    found = best_named(candidates, "label", fits)
    return Use(found.name, "label", named_why(found, "label")) if found else None


def _group_of_texts(candidates: Sequence[Candidate], users: pd.Series) -> Use | None:
    """A group (a stage, a level) that is of texts, and no fact about who wrote them: what a user's texts differ in."""

    def fits(c: Candidate) -> bool:
        filled = (c.series.str.strip() != "") & (users.str.strip() != "")
        return c.look.is_category and bool(c.series[filled].groupby(users[filled]).nunique().gt(1).mean() > _FITS)

    found = best_named(candidates, "group", fits)
    return Use(found.name, "label", "it names a group, and one user's texts are in several") if found else None


def _empty_text(candidates: Sequence[Candidate], texts: Sequence[str]) -> str | None:
    """The column that is called text and is empty everywhere, where no other is a text by its name."""
    named = [c for c in candidates if c.name in texts]
    if any(c.question or any(map(c.named, ("text", "title", "aspect"))) for c in named):
        return None
    return next((c.name for c in candidates if not c.look.values and (m := c.named("text")) and m.score == 1), None)


def _link(candidates: Sequence[Candidate]) -> Use | None:
    found = best_named(candidates, "link", lambda c: c.look.of_kind(Kind.LINK) > 0.8)
    return Use(found.name, "link", named_why(found, "link")) if found else None


def _speakers(candidates: Sequence[Candidate], in_talk: Callable[[Candidate], bool]) -> list[Use]:
    """The columns that say which side of a talk wrote: one by its words, and those of a yes or no (is_agent, incoming).

    The words count under any name where they are for both sides, else under its own. What may as well be a fact
    (private, is_manager; buyer and seller) counts only `in_talk`: elsewhere it would leave out those who are asked.
    """
    flags = [
        Use(c.name, "speaker", "its name and a yes or no say who speaks in a talk")
        for c in candidates if side_named(c.name) and not _names_bot(c) and _are_yes_or_no(c)
        and (in_talk(c) or not may_be_fact(c.name))
    ]  # fmt: skip
    if found := next((c for c in candidates if tells_sides(c.look.counts) and not names_calls(c.name)), None):
        return [Use(found.name, "speaker", "its words say who speaks in a talk"), *flags]
    named = [
        c for c in candidates
        if (m := c.named("system")) and m.score >= _NAMED and speakers(c.look.counts)
        and (in_talk(c) or not are_of_markets(c.look.counts))
    ]  # fmt: skip
    if named:
        return [Use(named[0].name, "speaker", "its name and its words say who speaks in a talk"), *flags]
    return flags


def _is_mixed(candidate: Candidate, talks: Sequence[Candidate]) -> bool:
    """Whether both sides of a column stand in the same talk, by one of the columns with the ids of talks."""
    others = others_in(candidate.name, candidate.look.counts)
    theirs = candidate.series.isin(others)
    return any(theirs.groupby(talk.series).nunique().gt(1).mean() > _BOTH for talk in talks)


def _names_bot(candidate: Candidate) -> bool:
    return (found := candidate.named("bot")) is not None and found.score == 1


def _are_yes_or_no(candidate: Candidate) -> bool:
    return scale_of_words(candidate.sample) == "yes" or are_flags(candidate.look.counts)


def _automatic(candidates: Sequence[Candidate]) -> list[Use]:
    return [Use(c.name, "automatic", "it marks what no user wrote") for c in candidates if _marks_automatic(c)]


def _marks_automatic(candidate: Candidate) -> bool:
    if _names_bot(candidate):
        return True
    found = candidate.named("system")
    if found is None or found.score < _NAMED:
        return False
    return found.rank == 0 or candidate.name == "message_type" or marks_kinds(candidate.look.counts)


def _holds_contacts(candidate: Candidate) -> bool:
    """Whether most values are nothing but what somebody can be reached by; the links to posts are none."""
    if candidate.look.of_kind(Kind.LINK, Kind.NUMBER, Kind.DATE) > 0.5:
        return False
    values = list(candidate.look.counts)[:50]
    return sum(mask_contacts(value).text.strip() == MARK for value in values) > 0.5 * len(values)


def _other(candidate: Candidate, texts: Texts) -> Use:
    """What becomes of a column without a role."""
    if not candidate.look.values:
        return Use(candidate.name, "unused", "it is empty")
    if candidate.name in texts.left:
        return Use(candidate.name, "attribute", texts.left[candidate.name])
    if candidate.is_reply and candidate.look.natural > 0.5:
        return Use(candidate.name, "attribute", "it holds what somebody else said")
    if _holds_contacts(candidate):
        return Use(candidate.name, "unused", "it holds contacts, such as addresses")
    if candidate.look.of_kind(Kind.JSON) > 0.5:
        return Use(candidate.name, "unused", "it holds nested data")
    if (found := candidate.named("group")) and found.score >= 0.4:
        return Use(candidate.name, "attribute", "it says which group somebody is in; choose it as label to predict it")
    return Use(candidate.name, "attribute", "to filter and compare by")
