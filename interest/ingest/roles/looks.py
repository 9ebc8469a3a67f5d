"""What the values of a column look like: numbers, dates, codes, links, words; how many differ; how long they are."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

import pandas as pd

LOOKED_AT = 2000
"""Filled cells of a column that are enough to know it."""

_NUMBER = re.compile(r"[-+]?[\d.,]+(?:e[-+]?\d+)?\s*[%万k€$£¥]?", re.IGNORECASE)
_DATE = re.compile(
    r"(?:\d{1,4}[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,4}[日号.]?|\d{1,2}[-/ ][^\W\d]{3,9}[-/ ,]+\d{2,4}"
    r"|[^\W\d]{3,9}\.? \d{1,2},? \d{4}|\d{4}-\d{2})(?:[T\s,].{0,40})?|\d{1,2}:\d{2}(?::\d{2})?"
)
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_MAIL = re.compile(r"[^\s@]{1,64}@[^\s@]{1,64}\.[^\s@.]{2,12}")
_CODE = re.compile(r"[\w.@#:*-]*\d[\w.@#:*-]*", re.ASCII)
_JSON = re.compile(r"[\[{]\s*[\"{\]}\[].*[\]}]|\[.*\]", re.DOTALL)
_MOMENT = re.compile(r"1\d{12}")
_SECONDS = re.compile(r"1[2-9]\d{8}(?:\.\d{1,6})?")
_LETTERS = re.compile(r"[^\W\d_]")
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_UNFILLED = re.compile(
    r"[(（](?:空|跳过|跳過|未填写?|未作答|未回答|skipped|not answered|no answer|unanswered|empty|null)[)）]|#NULL!",
    re.IGNORECASE,
)
"""What tools write into a cell that nobody filled."""
_PARTS = re.compile(r"\s*[,;|、，；]\s*")
_FEW_PARTS = 20  # choices that a question gives to tick, at most


class Kind(Enum):
    """What one cell is."""

    EMPTY = "empty"
    NUMBER = "number"
    DATE = "date"
    LINK = "link"
    CODE = "code"
    JSON = "json"
    WORDS = "words"


def kind_of_cell(cell: str) -> Kind:
    """The kind of one cell."""
    cell = cell.strip()
    if not cell:
        return Kind.EMPTY
    if len(cell) > 200 and cell[0] not in "[{":
        return Kind.WORDS
    if _NUMBER.fullmatch(cell):
        return Kind.NUMBER
    if _DATE.fullmatch(cell):
        return Kind.DATE
    if _LINK.fullmatch(cell):
        return Kind.LINK
    if cell[0] in "[{" and _JSON.fullmatch(cell):
        return Kind.JSON
    return Kind.CODE if _CODE.fullmatch(cell) or _MAIL.fullmatch(cell) else Kind.WORDS


def n_words(text: str) -> float:
    """About how many words a text has; two characters of Chinese or Japanese are one."""
    han = len(_HAN.findall(text))
    return han / 2 + len(text.split()) - (1 if han else 0) if han else len(text.split())


def share(test: Callable[[str], object], values: Sequence[str]) -> float:
    """The share of the values that pass a test; 0 without values."""
    return sum(bool(test(value)) for value in values) / len(values) if values else 0.0


@dataclass(frozen=True, eq=False)
class Look:
    """The filled values of a column, up to `LOOKED_AT` of them, and how many rows there are."""

    values: tuple[str, ...]
    n_rows: int
    n_filled: int

    @classmethod
    def of(cls, column: pd.Series) -> "Look":
        stripped = [value.strip() for value in column if value and not value.isspace()]
        stripped = [value for value in stripped if not (value[0] in "(（#" and _UNFILLED.fullmatch(value))]
        step = max(1, len(stripped) // LOOKED_AT)
        return cls(tuple(stripped[::step][:LOOKED_AT]), len(column), len(stripped))

    @cached_property
    def kinds(self) -> dict[Kind, float]:
        """The share of each kind among the filled values."""
        counts = Counter(map(kind_of_cell, self.values))
        return {kind: count / len(self.values) for kind, count in counts.items()}

    def of_kind(self, *kinds: Kind) -> float:
        return sum(self.kinds.get(kind, 0.0) for kind in kinds)

    @cached_property
    def counts(self) -> Counter[str]:
        return Counter(self.values)

    @property
    def n_distinct(self) -> int:
        return len(self.counts)

    @property
    def distinct(self) -> float:
        """Different values as a share of the filled ones."""
        return self.n_distinct / len(self.values) if self.values else 0.0

    @property
    def filled(self) -> float:
        return self.n_filled / self.n_rows if self.n_rows else 0.0

    @cached_property
    def words(self) -> float:
        """Words of a value, on average over the different ones."""
        return sum(map(n_words, self.counts)) / self.n_distinct if self.values else 0.0

    @cached_property
    def natural(self) -> float:
        """The share of values that are words."""
        return self.of_kind(Kind.WORDS) if self.values else 0.0

    @cached_property
    def mails(self) -> float:
        return share(_MAIL.fullmatch, self.values)

    @cached_property
    def is_epoch(self) -> bool:
        """Whether the values are milliseconds since 1970, of this century: hardly anything else has as many digits."""
        return share(_MOMENT.fullmatch, self.values) > 0.8

    @cached_property
    def may_be_seconds(self) -> bool:
        """Whether the values may be seconds since 1970, of 2008 to 2033; ids of ten digits begin in all ways."""
        return share(_SECONDS.fullmatch, self.values) == 1 and self.n_distinct >= 5

    @cached_property
    def longest(self) -> int:
        return max(map(len, self.values), default=0)

    @cached_property
    def is_ticked(self) -> bool:
        """Whether the values are choices from a list, several in a cell: few different parts that come again."""
        parts = [part for value in self.values for part in _PARTS.split(value) if part]
        several = share(_PARTS.search, self.values)
        different = len(set(parts))
        return several >= 0.3 and different <= _FEW_PARTS and different <= len(parts) / 4 and self.longest < 400

    @cached_property
    def is_category(self) -> bool:
        """Whether few different values come again and again."""
        return len(self.values) >= 8 and self.n_distinct <= max(3, 0.15 * len(self.values)) and self.n_distinct <= 50


def most_common(values: Iterable[str]) -> str:
    return Counter(values).most_common(1)[0][0]
