"""Which columns hold what people wrote: a body with its title, pros and cons, the open questions of a survey."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from interest.ingest.roles.automatic import side_of
from interest.ingest.roles.looks import Kind, Look
from interest.ingest.roles.names import known_roles, likeliness, words_of
from interest.ingest.roles.questions import asks_for_choice, asks_for_words
from interest.ingest.values.ratings import scale_of_words

if TYPE_CHECKING:
    from interest.ingest.roles.candidates import Candidate

_NATURAL = 0.5  # share of a column's values that are words, for a column of texts
_FORMS = frozenset(
    ["translated", "translation", "clean", "cleaned", "original", "raw", "html", "plain", "processed", "normalized",
     "tokens", "display", "quoted", "parent", "翻译", "译文", "原文"]
)  # fmt: skip
"""Words of the names of columns that hold a text once more, in another form."""
_NAMED = 0.9  # how well a name must be known for what was asked, beside its answer
_OTHERS = ("user_id", "source", "item_id")
_NO_TEXTS = ("title", "thing", "reply", *_OTHERS)
_MANY = 20  # different answers that no list of choices has
_FEW = 3  # different values of a title, as a share of all rows, that make it a list
_SENTENCE = 5  # words that a text without a known name has on average, where it is taken for what is below a title
_PHRASE = 4  # words of a name that is no name but a phrase
_ROWS = 500  # enough to see whether two columns say the same
_OFTEN = 5  # rows with the same title, for one that nobody wrote
_ALL = 0.9  # share of different values among all others, beside one that a program wrote
_DIFFERENT = 0.5  # share of different values among all, for titles and answers that people wrote themselves


@dataclass(frozen=True, eq=False)
class Texts:
    """Columns of texts, titles that go before the first of them, and why; `left` says why others were not taken."""

    columns: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    asked: bool = False
    """Whether the columns answer different questions, so that each is a source of its own."""
    titles_of_things: bool = False
    """Whether a title is that of a thing (a book) and not of the text."""
    why: Mapping[str, str] = field(default_factory=dict)
    left: Mapping[str, str] = field(default_factory=dict)


def find_texts(candidates: Sequence["Candidate"], rated: bool) -> Texts:
    """The columns that hold texts. `rated` says whether the table has ratings, which are of things."""
    usable = [c for c in candidates if c.look.natural >= _NATURAL and not c.is_reply and not _is_metadata(c)]
    beside = words_beside(usable)
    listed = [c for c in usable if is_listed(c, beside)]
    written = [c for c in usable if c not in listed]
    questions = [c for c in usable if c.question and is_open(c.question, c.look)]
    if questions:  # and what asks without a question, such as "other suggestions"
        questions += [c for c in usable if not c.question and asks_for_words(c.name) and is_open(c.name, c.look)]
    questions += [c for c in usable if c not in questions and _is_begun(c)]
    aspects = [c for c in usable if not c.question and _names_aspect(c) and _is_said(c.look)]
    body = _body(written)
    why = {c.name: "an open question" for c in questions}
    why |= {c.name: "its name says that it is a part of what was said" for c in aspects}
    more: list[Candidate] = []
    replies = [c for c in usable if c.name not in why and c.named("either") and (why or c is not body)]
    if body and body not in replies and body.name not in why and (not why or _names_text(body)):
        why = {body.name: _why(body)} | why
        more = [c for c in written if not c.question and c.name not in why and _is_further(c, body)]
        why |= {c.name: "its name says that it is a further text" for c in more}
        aspects += more
    title = _title(usable, list(why))
    unsure = not why or (body is not None and list(why) == [body.name] and body.named("either") is not None)
    if title and unsure and (longer := _below(title, [c for c in written if not c.named("either")])):
        replies += [c for c in usable if c.name in why]
        body, why = longer, {longer.name: "it has the longest texts, below a title"}
    of_things = title is not None and _is_things_title(title, body, candidates, rated)
    if not why:
        lone = title or _longest(written)
        if lone is None:
            return Texts()
        why = {lone.name: _why(lone) if lone is title else "it has the longest texts"}
        more = [] if lone is title else [c for c in written if c is not lone and _is_as_long(c, lone)]
        why |= {c.name: "its texts are people's own words, too" for c in more}
        return Texts(tuple(c.name for c in candidates if c.name in why), asked=bool(more), why=why, left=_left(listed))
    ordered = tuple(c.name for c in candidates if c.name in why)
    left = _left(c for c in listed if c.name not in why)
    left |= {c.name: "its answers are choices from a list" for c in usable if c.question and c.name not in why}
    left |= {c.name: "it holds what somebody else said" for c in replies}
    titles: tuple[str, ...] = ()
    if title and of_things:
        left[title.name] = "it names the things that the texts are about"
    elif title and body and ordered[0] == body.name and not aspects and not any(c.question for c in questions):
        if Look.of(without_fillers(title.series)).distinct >= _DIFFERENT:
            titles = (title.name,)
            why[title.name] = "a title, read as one with its text"
        else:
            left[title.name] = "few different titles, which say little"
    return Texts(ordered, titles, bool(questions or more) and len(ordered) > 1, of_things, why, left)


def words_beside(candidates: Sequence["Candidate"]) -> list[Look]:
    """The looks of the columns whose words hardly repeat, as those of people do, and that have no other name."""
    varied = [c for c in candidates if c.look.natural >= _NATURAL and c.look.distinct >= _DIFFERENT]
    varied = [c for c in varied if not any((m := c.named(role)) and m.score >= _NAMED for role in _NO_TEXTS)]
    return [c.look for c in varied if c.look.words >= _FEW and (not c.question or is_open(c.question, c.look))]


def is_listed(candidate: "Candidate", beside: Sequence[Look]) -> bool:
    """Whether few values come again and again, beside words that are at least as long and hardly repeat.

    They are marks, choices or what a program puts there, and whatever their name, not what people wrote. What people
    search for does come again.
    """
    return (
        not candidate.named("searched")
        and candidate.look.is_category
        and any(other.words >= candidate.look.words for other in beside)
    )


def _left(listed: Iterable["Candidate"]) -> dict[str, str]:
    return {c.name: "few values come again and again, beside longer texts" for c in listed if c.named("text")}


def _is_begun(candidate: "Candidate") -> bool:
    """Whether a name is the beginning of a sentence ("what I like about it is") that people went on with."""
    name = candidate.name
    long = len(name.split()) >= _PHRASE
    roles = ("text", "title", "aspect", "thing", "thing_fact", *_OTHERS)
    look = candidate.look
    staff = any(side_of(word) == "agent" for word in words_of(name)) or candidate.named("reply")
    if (
        not long
        or staff
        or candidate.question
        or any((m := candidate.named(role)) and m.score >= _NATURAL for role in roles)
    ):
        return False
    return look.words >= _SENTENCE - 1 and look.distinct >= _DIFFERENT and _is_said(look)


def _names_aspect(candidate: "Candidate") -> bool:
    """Whether its name is that of a part of what is said, such as what was good."""
    found = candidate.named("aspect")
    return found is not None and found.score >= 0.9


def _names_text(candidate: "Candidate") -> bool:
    found = candidate.named("text")
    return found is not None and found.score == 1


def is_open(question: str, look: Look) -> bool:
    """Whether the answers to a question are in people's own words."""
    if look.natural < _NATURAL or look.is_ticked or look.words < 1.5 or scale_of_words_in(look):
        return False
    many = look.distinct >= _DIFFERENT or look.n_distinct >= _MANY
    if asks_for_choice(question):
        return many and look.words >= 3
    if many:
        return look.words >= 2
    return asks_for_words(question) and look.words >= 2 and look.n_distinct > _FEW


def scale_of_words_in(look: Look) -> bool:
    return scale_of_words(pd.Series(list(look.counts), dtype="str")) is not None


def _is_metadata(candidate: "Candidate") -> bool:
    """Whether its name says that it is about something else than what was said."""
    return not candidate.question and candidate.is_about("text") and candidate.named("text") is None


def _is_said(look: Look) -> bool:
    return not look.is_ticked and not (look.is_category and look.words < 2) and not scale_of_words_in(look)


def _body(candidates: Sequence["Candidate"]) -> "Candidate | None":
    """The column whose name says text best: a whole known name first, then the likelier one."""
    named = [(c, m) for c in candidates if (m := c.named("text")) and m.score >= 0.4 and not c.is_about("text")]
    asked = [(c, m) for c in candidates if (m := c.named("asked")) and m.score >= _NAMED]
    if all(c.named("either") for c, _ in named) and any(c.named("either") for c in candidates):
        named = asked + named  # an answer is somebody else's where what was asked stands beside it
    named = [(c, m) for c, m in named if m.score == 1 or c.look.words >= 1.5]
    named = [(c, m) for c, m in named if not (c.look.is_category and c.look.words < 1.5 and m.score < 1)]
    named = [(c, m) for c, m in named if not c.named("either")] or named
    if not named:
        return None
    fullest = max(c.look.filled for c, _ in named)
    return min(named, key=lambda p: (p[0].look.filled < 0.1 * fullest, p[0].is_repeated, likeliness(p[1])))[0]


def _is_further(candidate: "Candidate", body: "Candidate") -> bool:
    """Whether a column has other texts beside those of the body, under a like name: "comment food", "comment staff".

    A translation, or the same text in another form, is none.
    """
    ours, theirs = words_of(body.name), words_of(candidate.name)
    called = any(word in ours and "text" in known_roles(word) for word in theirs)
    if not called or _FORMS & set(theirs) or candidate.is_repeated or candidate.named("title") or candidate.is_reply:
        return False
    if candidate.look.words < _SENTENCE or candidate.look.distinct < _DIFFERENT:
        return False
    return not _says_the_same(candidate, body)


def _says_the_same(candidate: "Candidate", body: "Candidate") -> bool:
    """Whether two columns share most words in more than a few rows."""
    rows = (body.series.head(_ROWS), candidate.series.head(_ROWS))
    pairs = [(set(a.split()), set(b.split())) for a, b in zip(*rows, strict=True) if a and b]
    return sum(2 * len(a & b) > min(len(a), len(b)) for a, b in pairs) > len(pairs) / 4


def _is_as_long(candidate: "Candidate", longest: "Candidate") -> bool:
    """Whether a column that no name tells has other texts beside the longest ones, in sentences that hardly repeat."""
    look = candidate.look
    wordy = look.words >= max(_SENTENCE, longest.look.words / 2) and look.distinct >= _ALL
    return wordy and bool(_longest([candidate])) and not _says_the_same(candidate, longest)


def _why(candidate: "Candidate") -> str:
    found = candidate.named("text") or candidate.named("title")
    if found is None and candidate.named("asked"):
        return "it holds what was asked, and the answer stands beside it"
    return "its name is known" if found and found.score == 1 else "its name and its values fit"


def _title(candidates: Sequence["Candidate"], taken: Sequence[str]) -> "Candidate | None":
    named = [(c, m) for c in candidates if c.name not in taken and (m := c.named("title")) and m.score >= 0.4]
    return min(named, key=lambda pair: likeliness(pair[1]))[0] if named else None


def _below(title: "Candidate", candidates: Sequence["Candidate"]) -> "Candidate | None":
    """What was written below a title, under whatever name: longer texts, of which hardly one comes twice."""
    longest = _longest([c for c in candidates if c is not title and not c.named("title")])
    if longest is None or longest.look.words < max(_SENTENCE, title.look.words) or longest.look.distinct < _DIFFERENT:
        return None
    return longest


def without_fillers(titles: pd.Series) -> pd.Series:
    """Titles without what a program puts in their place: the same word in many rows, where all others differ."""
    counts = titles.str.strip().replace("", None).value_counts()
    n_others = counts.iloc[1:].sum()
    if len(counts) < _OFTEN or counts.iloc[0] < max(_OFTEN, n_others / 2) or len(counts) - 1 < _ALL * n_others:
        return titles
    return titles.mask(titles.str.strip() == counts.index[0], "")


def _is_things_title(title: "Candidate", body: "Candidate | None", all_: Sequence["Candidate"], rated: bool) -> bool:
    """Whether a title names what is reviewed: filled where nothing was written, or beside columns of such things."""
    if title.named("thing"):
        return True
    if body is None:
        return False
    roles = ("thing", "thing_fact")
    things = sum(any((m := c.named(role)) and m.score >= 0.9 for role in roles) for c in all_)
    unwritten = title.look.n_filled > 1.2 * body.look.n_filled
    return (rated and unwritten) or things >= 2


def _longest(candidates: Sequence["Candidate"]) -> "Candidate | None":
    """The column with the longest words, of those that no name gives another role."""
    free = [
        c for c in candidates
        if not c.is_about("text") and not any((m := c.named(r)) and m.score == 1 for r in _OTHERS)
        and c.look.of_kind(Kind.LINK, Kind.JSON) < 0.5 and not c.look.is_ticked and not scale_of_words_in(c.look)
    ]  # fmt: skip
    return max(free, key=lambda c: sum(map(len, c.look.counts)) / c.look.n_distinct, default=None)
