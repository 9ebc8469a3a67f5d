"""What the name of a column says: known names of many languages, in whole words, from `names.tsv`."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Literal

import pandas as pd

Role = Literal[
    "text", "title", "user_id", "timestamp", "source", "weight", "rating", "label", "link", "speaker", "automatic"
]
ROLES: tuple[Role, ...] = (
    "text", "title", "user_id", "timestamp", "source", "weight", "rating", "label", "link", "speaker", "automatic",
)  # fmt: skip
"""The roles that somebody can give to a column."""
LAYOUT = ("packed", "question", "answer")
"""The roles of columns that are no more when a table is read: their cells hold several things, or they are answers that
stand below each other with the questions beside."""
SEVERAL = ("text", "title", "speaker", "automatic", "packed")
"""The roles that several columns may have."""

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]+")
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff々ー]+|[^\W\d_]+\d*|\d+|[№#°]")
_HEAD_FIRST = frozenset(["fr", "es", "pt", "it", "id", "vi", "ar"])
"""Languages in which a word is told more of by what follows it: recensione prodotto, tanggal ulasan."""
_OF = frozenset(["of", "de", "du", "des", "del", "di", "do", "da", "der", "von", "van", "от"])
_MARKS = re.compile(
    r"\(([^)]*)\)|（[^）]*）|\{\{[^}]*\}\}|\[[^\]]*\]"
    r"|^\s*Q\d{1,3}\s*[-–:.、]\s*(?=\D)|\s(?:/|out of|von|sur|su|de|van|из)\s?(?:5|7|10|20|100)\s*$",
    re.IGNORECASE,
)
"""What says nothing of what a name means: what is in brackets, the number of a question, the end of a scale."""


@dataclass(frozen=True)
class Match:
    """How well a name is that of a role: 1 where all of it is known, less where it has more; `rank` from 0."""

    score: float
    rank: int


@cache
def _lines() -> tuple[tuple[str, str, str], ...]:
    """The lines of the table: a role, a language, and the names."""
    text = resources.files("interest.ingest.roles").joinpath("names.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines()[1:])
    return tuple((role, language, names) for role, language, names in rows)


@cache
def _table() -> Mapping[str, list[str]]:
    """The known names of each role, the likeliest of every language first."""
    return {
        role: [name for other, _, names in _lines() if other == role for name in names.split(", ")]
        for role in dict.fromkeys(row[0] for row in _lines())
    }


def names_of(role: str) -> tuple[str, ...]:
    """The known names of a role."""
    return tuple(_table()[role])


@cache
def _of_language(language: str) -> Mapping[str, frozenset[tuple[str, ...]]]:
    """By role the known names of a language, in words."""
    return {role: frozenset(map(_plain_words, names.split(", "))) for role, of, names in _lines() if of == language}


def names_in(names: Iterable[str], language: str) -> int:
    """How many of some names are known in a language, such as "de"."""
    known = frozenset().union(*_of_language(language).values())
    return sum(_plain_words(name) in known for name in names)


@cache
def _leading(role: str) -> frozenset[str]:
    """Words that say what a name is where they come first, as in "voto prodotto": of languages that order them so."""
    first = {name[0] for language in _HEAD_FIRST for name in _of_language(language).get(role, ()) if len(name) == 1}
    others = {of for _, of, _ in _lines()} - _HEAD_FIRST
    return frozenset(first - {name[0] for of in others for name in _of_language(of).get(role, ()) if len(name) == 1})


@cache
def _ranks(role: str) -> Mapping[tuple[str, ...], int]:
    """By words the place of each known name of a role in the list of its language."""
    found: dict[tuple[str, ...], int] = {}
    for other, _, names in _lines():
        if other == role:
            for rank, name in enumerate(names.split(", ")):
                found.setdefault(_plain_words(name), rank)
    return found


@cache
def _joined(role: str) -> Mapping[str, int]:
    return {"".join(words): rank for words, rank in reversed(list(_ranks(role).items()))}


@cache
def _han_words() -> frozenset[str]:
    """All known words in Chinese characters or kana, to cut names by that are written without spaces."""
    return frozenset(name for names in _table().values() for name in names if _HAN.fullmatch(name))


def normalise_name(name: str) -> str:
    """A column's name without case, full-width forms, spaces, underscores and invisible characters."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", name).casefold()))


def _plain_words(name: str) -> tuple[str, ...]:
    name = _CAMEL.sub(" ", unicodedata.normalize("NFKC", name)).casefold()
    return tuple(_WORD.findall(name))


@lru_cache(maxsize=4096)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name: of camelCase, snake_case and sentences; Chinese and Japanese by the longest known words."""
    words: list[str] = []
    for word in _plain_words(name):
        words += _cut(word) if _HAN.match(word) else [word]
    return tuple(words)


def _cut(run: str) -> list[str]:
    """A run of Chinese or Japanese characters in known words, longest first; what lies between stays whole."""
    known, parts, rest, at = _han_words(), [], "", 0
    while at < len(run):
        end = next((end for end in range(min(len(run), at + 10), at, -1) if run[at:end] in known), at)
        if end == at:
            rest += run[at]
            at += 1
            continue
        parts += [rest] * bool(rest) + [run[at:end]]
        rest, at = "", end
    return parts + [rest] * bool(rest)


@lru_cache(maxsize=16384)
def match(name: str, role: str) -> Match | None:
    """How well a column's name is that of a role; None where it isn't.

    Of a dotted name (of nested data) the last part counts, with the one before it: `author.id` is an author's id. A
    name that has more words than are known counts by the share that is known, if its head is: "review date" is no
    review, "date of review" a date. What stands in brackets counts for nothing.
    """
    parts = _MARKS.sub(" ", name).split(".") if "://" not in name else [name]
    leaf = parts[-1] if parts[-1].strip() else name
    whole = _match(words_of(leaf), role)
    if len(parts) == 1:
        return _called(leaf, whole) if role == "user_id" and (whole is None or whole.score < 1) else whole
    above = words_of(parts[-2])
    if role == "user_id":
        return _of_somebody(whole, above, leaf)
    if whole and role == "timestamp" and (owner := _match(above, "user_id")) and owner.score >= 0.9:
        return Match(_OF_A_PERSON, whole.rank)
    if whole is None or whole.score < 1 or role == "reply":
        both = _match((*above, *words_of(leaf)), role)
        whole = max((m for m in (whole, both) if m), key=lambda m: (m.score, -m.rank), default=None)
    return whole


_OF_A_PERSON = 0.45
"""How well a time within an object for a person is known: when somebody joined is hardly when something was said."""
_GENERIC = frozenset(
    [
        "id",
        "name",
        "title",
        "email",
        "displayname",
        "fullname",
        "type",
        "value",
        "handle",
        "login",
        "username",
        "nickname",
        "slug",
        "url",
    ]
)
"""Names that say nothing of whose they are."""


_ACCOUNTS = frozenset(["login", "username", "handle", "nickname"])
"""Of these only people have one, so that an object whose own name is shortened (`u.username`) is somebody."""
_SHORTENED = 2
_TO = frozenset(["to", "cc"])  # who gets something, and is nobody who wrote
_CALLED = {
    "email": 0, "mail": 0, "handle": 0, "name": 40, "nick": 40, "nickname": 40, "名": 40, "名称": 40, "姓名": 40,
    "昵称": 40,
    "名稱": 40, "暱稱": 40, "名前": 40, "氏名": 40,
}  # fmt: skip
"""What stands behind a word for users where the two say who somebody is, and how much later than an id."""


def _of_somebody(whole: Match | None, above: tuple[str, ...], leaf: str) -> Match | None:
    """The match of a part of an object for a user's id: an author's id or name, but not that of a place."""
    key = normalise_name(leaf)
    owner = _match(above, "user_id")
    if owner and owner.score >= 0.9 and (key.endswith("id") or key in _GENERIC):
        if key in ("login", "username", "handle") or (key.endswith("id") and key != "id"):
            place = 0
        else:
            place = 1 if key == "id" else 40
        return Match(1.0, owner.rank + place)
    short = all(len(word) <= _SHORTENED for word in above) and not _TO & set(above)
    if owner is None and key in _ACCOUNTS and short:
        return Match(0.95, 60)
    neutral = {word for name in names_of("neutral") for word in _plain_words(name)}
    return whole if key not in _GENERIC or set(above) <= neutral else None


def _called(name: str, whole: Match | None) -> Match | None:
    """The match of a name such as sender_name or visitor e-mail: what a user is called by, behind a word for users."""
    words = words_of(name)
    key = next((n for n in (2, 1) if "".join(words[-n:]) in _CALLED and len(words) > n), 0)
    owner = _match(words[:-key], "user_id") if key else None
    if key and len(words) == key + 2 and _match(words[:1], "text"):  # the author of a comment, of a post
        owner = _match(words[1:-key], "user_id") or owner
    if owner is None or owner.score < 1:
        return whole
    rank = owner.rank + _CALLED["".join(words[-key:])]
    return Match(0.95, min(rank, whole.rank) if whole else rank)


_SAID = frozenset(["comment", "comments", "kommentar", "commentaire", "comentario", "comentário", "commento"])
_FEW_WORDS = 6  # of a name; more are a question


def is_of_reply(name: str) -> bool:
    """Whether a name is of what a shop says to somebody, or lies in it: companyReply.text, company public response.

    A comment of a seller is one, a comment of a hotel is what guests say of it.
    """
    for part in name.split("."):
        words = words_of(part)
        answered = any(_match((word,), "either") for word in words)
        sellers = any(_match((word,), "seller") for word in words)
        shops = sellers or (answered and any(_match((word,), "shop") for word in words))
        if 1 < len(words) <= _FEW_WORDS and shops and (answered or not _SAID.isdisjoint(words)):
            return True
    above = [_match(words_of(part), "reply") for part in name.split(".")[:-1]]
    return any(found and found.score > 0.8 for found in above)


_ALONE = frozenset(
    (word,)
    for word in [
        "name",
        "who",
        "by",
        "from",
        "at",
        "n",
        "email",
        "mail",
        "day",
        "month",
        "ts",
        "doc",
        "actor",
        "contact",
        "nom",
        "nome",
        "nombre",
        "rate",
        "valuation",
    ]
)
"""Names that are known only where they stand alone: the name of a package is nobody's, an interest rate no mark."""


@lru_cache(maxsize=16384)
def _match(words: tuple[str, ...], role: str) -> Match | None:
    if not words:
        return None
    exact = _joined(role).get("".join(words))
    if exact is not None:
        return Match(1.0, exact)
    if role == "votes" and words[-1] in _COUNTS and (counted_ := _match(words[:-1], role)):
        return counted_
    ranks, covered, best = _ranks(role), [False] * len(words), 10**6
    for begin in range(len(words)):
        for end in range(min(len(words), begin + 5), begin, -1):
            rank = ranks.get(tuple(words[begin:end])) if words[begin:end] not in _ALONE else None
            if rank is None and _HAN.match("".join(words[begin:end])):
                rank = _joined(role).get("".join(words[begin:end]))
            if rank is not None:
                covered[begin:end] = [True] * (end - begin)
                best = min(best, rank)
    if not any(covered):
        return None
    neutral = {word for name in names_of("neutral") for word in _plain_words(name)}
    counted = [(word, has) for word, has in zip(words, covered, strict=True) if has or word not in neutral | _OF]
    if not _head(words, covered, neutral) and not (covered[0] and words[0] in _leading(role)):
        return None
    return Match(0.9 * sum(has for _, has in counted) / len(counted), best)


def _head(words: Sequence[str], covered: Sequence[bool], neutral: Iterable[str]) -> bool:
    """Whether the word is known that says what the others only qualify: the last one, or the one before "of"."""
    of = next((at for at, word in enumerate(words) if word in _OF and any(covered[:at])), len(words))
    return next(
        known
        for word, known in zip(words[of - 1 :: -1], covered[of - 1 :: -1], strict=True)
        if known or word not in neutral
    )


_HEADING = (
    "text",
    "aspect",
    "title",
    "user_id",
    "timestamp",
    "weight",
    "votes",
    "rating",
    "label",
    "source",
    "item_id",
)


def likeliness(found: Match) -> int:
    """How late a match comes among others of its role: by its place in the list, and later where the name has more."""
    return found.rank + (0 if found.score == 1 else 15 if found.score >= 0.9 else 30)


@lru_cache(maxsize=16384)  # a header is looked at under each delimiter, and again where rows are told from it
def known_roles(name: str) -> tuple[str, ...]:
    """The roles that have a name exactly."""
    key = normalise_name(name)
    return tuple(role for role in _HEADING if key in _joined(role)) if key else ()


def is_total(cell: str) -> bool:
    """Whether a cell is a word for a total or an average, or says of what ("Total: Search terms")."""
    known = _joined("total")
    return normalise_name(cell) in known or (":" in cell and normalise_name(cell.partition(":")[0]) in known)


_COUNTS = frozenset(["count", "counts", "total", "number", "数", "数量", "數", "anzahl"])
"""What stands behind a word for votes in the name of a column that counts them."""


def is_votes(name: str) -> bool:
    """Whether a column counts the reactions of others (likes, clicks), and not how often something was said."""
    found, weight = match(name, "votes"), match(name, "weight")
    return found is not None and (weight is None or found.score > weight.score)


def first_named(frame: pd.DataFrame, role: str | Sequence[str], taken: Iterable[str] = ()) -> str | None:
    """The column with the earliest known name of a role, or of the first of some roles; None where there is none."""
    roles, taken = [role] if isinstance(role, str) else role, set(taken)
    for each in roles:
        ranks = {column: _joined(each).get(normalise_name(column)) for column in frame if column not in taken}
        named = {column: rank for column, rank in ranks.items() if rank is not None}
        if named:
            return min(named, key=named.__getitem__)
    return None
