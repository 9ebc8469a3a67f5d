"""Which column says who wrote: known names of users, and codes that come again and again."""

import re
from collections.abc import Sequence

from interest.ingest.roles.candidates import Candidate, Use, best_named, named_why
from interest.ingest.roles.looks import Kind, share
from interest.ingest.roles.names import match, words_of
from interest.ingest.values.ids import guest_id

_QUESTION_CODE = re.compile(r"(?:[A-Z]{1,3}\d{1,4})+(?:[\[_.].*)?", re.IGNORECASE)
"""Names of questions in exports without their words: Q02[SQ001], whose codes are answers."""
_NOT_OF_USERS = (
    "about", "thing", "thing_fact", "item_id", "id_of", "reply", "rating", "label", "group", "source", "timestamp",
    "text", "title",
)  # fmt: skip
_PATH = re.compile(r"(?:[\w.@-]{1,80}/){2,20}[\w.@-]{1,80}")  # where a thing lies, which some call its name
_WORDS_OF_NAME = 3  # that a person's name has on average, at most
_CALLED = re.compile(r"\+\d[\d ()-]{7,18}")
_STAFF = frozenset(
    [
        "to",
        "cc",
        "recipient",
        "assignee",
        "assigned",
        "agent",
        "owner",
        "staff",
        "support",
        "team",
        "manager",
        "operator",
    ]
)
_LONGEST = 320  # characters of an id, a name or an address of somebody
_FILLED = 0.6  # share of the fullest column of users, below which one may say who of one side of a talk wrote
_CLEAR = 0.9  # how well a name must be known for it to be taken instead of a likelier one
_MOST = 0.5  # share of values of one kind, above which a column is of that kind


def find_user(candidates: Sequence[Candidate]) -> Use | None:
    """The column that says who wrote; one that says so of few rows, or the same of all, only where no other does."""

    def fits(c: Candidate) -> bool:
        short = c.look.longest <= _LONGEST and c.look.words <= (_WORDS_OF_NAME if _may_be_things(c) else 5)
        return short and c.look.of_kind(Kind.JSON, Kind.DATE) < _MOST and share(_PATH.fullmatch, c.look.values) < _MOST

    def tells(c: Candidate) -> bool:
        m = c.named("user_id")
        return m is not None and m.score >= _CLEAR and c.look.n_distinct > 1 and not guest_id(c.series)

    found = best_named(candidates, "user_id", fits, filled=_FILLED)
    if found and not tells(found):
        found = best_named([c for c in candidates if tells(c)], "user_id", fits) or found
    reached = (
        next((c for c in candidates if _reaches(c)), None) if found is None or found.look.n_distinct == 1 else None
    )
    if reached:
        return Use(reached.name, "user_id", "its values are what somebody is reached by, and come again")
    if found and found.look.of_kind(Kind.CODE, Kind.NUMBER) < _MOST:  # a name, beside which the same people have ids
        beside = (c for c in candidates if c is not found and fits(c) and (_is_called_user(c) or _are_addresses(c)))
        found = next((c for c in beside if c.look.of_kind(Kind.CODE) > 0.9 and _are_one(c, found)), found)
    return Use(found.name, "user_id", named_why(found, "user_id")) if found else None


def _may_be_things(candidate: Candidate) -> bool:
    """Whether a column is only called "name", which may be that of a film."""
    return words_of(candidate.name) in (("name",), ("nombre",), ("nome",), ("nom",))


def _is_called_user(candidate: Candidate) -> bool:
    found = candidate.named("user_id")
    return found is not None and found.score >= _CLEAR


def _are_addresses(candidate: Candidate) -> bool:
    """Whether all values are addresses of mail, and no name says that they are the staff's, or the receiver's."""
    return candidate.look.mails == 1 and not _STAFF & set(words_of(candidate.name))


def _are_one(ids: Candidate, names: Candidate) -> bool:
    """Whether each id has one name, and both come again: two columns that say who somebody is."""
    pairs = set(zip(ids.series, names.series, strict=True))
    return len(pairs) == ids.series.nunique() < len(ids.series)


def give_back_author(taken: dict[str, Use]) -> None:
    """Where titles are those of things (books), their author is no user."""
    for column, use in list(taken.items()):
        found = match(column, "user_id")
        if use.role == "user_id" and use.why != "as you said" and found and _names_author(column):
            del taken[column]


def _names_author(column: str) -> bool:
    author = {
        m.rank
        for name in ("author", "作者", "autor", "auteur", "autore", "автор", "yazar")
        if (m := match(name, "user_id"))
    }
    found = match(column, "user_id")
    return found is not None and found.rank in author


def find_repeating(candidates: Sequence[Candidate]) -> Use | None:
    """The column of short codes that come again and again, as users do and texts don't.

    Codes like "u17" may be users under any name but that of other things; numbers and names of people only where the
    column has no name, and when they are too many to be categories. Codes that go with those of a talk are the talk's.
    """
    talks = [c for c in candidates if (m := c.named("id_of")) and m.score >= _CLEAR]
    for c in candidates:
        nameless = c.name.startswith("column ")
        if c.look.filled < 0.9 or c.look.longest > 40 or c.look.words > 3 or c.question:
            continue
        if any(_are_one(c, talk) and _are_one(talk, c) for talk in talks):
            continue
        if any(map(c.named, _NOT_OF_USERS)) or _QUESTION_CODE.fullmatch(c.name):
            continue
        lettered = sum(any(map(str.isalpha, value)) for value in c.look.values) > 0.9 * len(c.look.values)
        if c.look.of_kind(Kind.CODE) > 0.9 and lettered:
            if c.look.n_distinct > 1 and (nameless or c.look.n_distinct < len(c.look.values)):
                return Use(c.name, "user_id", "its codes come again and again")
        elif nameless and max(5, len(c.look.values) ** 0.5) < c.look.n_distinct < len(c.look.values):
            return Use(c.name, "user_id", "its values come again and again")
    reached = [c for c in candidates if c.name.startswith("column ") and _holds_numbers_to_call(c)]
    beside = (
        c for c in candidates for other in reached if c is not other and _are_one(other, c) and _are_one(c, other)
    )
    return next((Use(c.name, "user_id", "each value has one telephone number beside it") for c in beside), None)


def _reaches(candidate: Candidate) -> bool:
    """Whether values that come again are telephone numbers or addresses, and no name says that they are the staff's."""
    look = candidate.look
    if candidate.name.startswith("column ") or not 1 < look.n_distinct < len(look.values):
        return False
    called = _holds_numbers_to_call(candidate) and not _STAFF & set(words_of(candidate.name))
    return called or _are_addresses(candidate)


def _holds_numbers_to_call(candidate: Candidate) -> bool:
    return bool(candidate.look.values) and all(map(_CALLED.fullmatch, candidate.look.values))
