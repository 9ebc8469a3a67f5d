"""Ratings as tools and people write them: 4, 4,5, 4/5, Rated 4 out of 5 stars, ★★★★☆, 力荐, strongly agree, true."""

import math
import re
import unicodedata
from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
import pandas as pd

from interest.errors import InputError
from interest.ingest.values.numbers import has_decimal_commas, parse_numbers

Scale = tuple[float, float]
"""The worst and the best rating; where a low one is better, the worst is the higher number."""

_OF = re.compile(
    r"(?:rated?\s+)?(-?\d+(?:[.,]\d+)?)\s*(?:/|out\s+of|of|von|sur|de|su|van|из|z|av)\s*(\d+)\s*(?:stars?|sterne?n?|étoiles?"
    r"|estrellas?|stelle|星|points?)?",
    re.IGNORECASE,
)
_OUT_OF = re.compile(r"(\d+)(?:つ星のうち|段階中|점 만점에|分满分)\s*(\d+(?:[.,]\d+)?)点?")
_WITH_UNIT = re.compile(
    r"(?:rated?\s+)?(-?\d+(?:[.,]\d+)?)\s*(?:[-‐]?\s*stars?|sterne?n?|étoiles?|estrellas?|stelle|颗星|顆星|星|分|points?"
    r"|点|点中|점|★|⭐️?|%)",
    re.IGNORECASE,
)
_IN_WORDS = re.compile(
    r"(?P<before>(?:[^\W\d]{1,20}[\s:：]{0,3}){0,3})(?P<number>\d{1,2}(?:[.,]\d{1,2})?)(?P<behind>(?:\s?[^\W\d]{1,20}){0,2})"
)
_SCALE = re.compile(r"(-?\d+(?:\.\d+)?)\s*(?:-|–|:|to|bis|到|至|~)\s*(-?\d+(?:\.\d+)?)", re.IGNORECASE)
_STARS = re.compile(r"[★⭐✭✮\ufe0f]*[☆✩✰½]*")
_HAN_STARS = re.compile(r"([零一二两三四五六七八九十])(?:颗星|顆星|星|分)级?")
_HAN_DIGITS = {**{digit: at for at, digit in enumerate("零一二三四五六七八九十")}, "两": 2}
_MOST_FORMS = 60  # in which the words of a scale are written, in capitals and with signs
_THUMBS = frozenset(["thumbs up", "thumbs down", "thumbs_up", "thumbs_down", "👍", "👎"])
"""What marks by itself, under any name, whether somebody liked something."""
_FULL, _EMPTY = frozenset("★⭐✭✮"), frozenset("☆✩✰")
_MARKED = re.compile(r"(?<![\d.,])(\d{1,3})\s?(?:=|:|＝|：|\()\s?([^\W\d][^\d,;/|()（），；、\]]{1,40})")
_SCHOOL: Scale = (6.0, 1.0)
_NO_ANSWER = (-7, -8, -9, -66, -77, -88, -99, -999)  # codes of surveys for none, beside marks from 0 up
_BEFORE = re.compile(r"^\d{1,2}\s?[-–=:.)(]\s?(?=[^\W\d])")  # the mark before the word for it: 1 - sehr gut
_UNRATED = "unrated"  # the line of words for no rating
_AROUND = " .,!。！，:：()（）"


def scale_from(text: str) -> Scale:
    """The scale that somebody writes as "1-5", "6:1" or "0 to 10": the worst rating, then the best.

    Raises `InputError` for anything else.
    """
    match = _SCALE.fullmatch(text.strip())
    if not match or float(match[1]) == float(match[2]):
        raise InputError(f"A scale of ratings is its worst and its best one, such as 1-5 or 6-1, not {text!r}.")
    return float(match[1]), float(match[2])


def scale_in(header: str) -> Scale | None:
    """The scale of a question by which a low mark is the better one, the worst first; None where it says no such thing.

    It says so by words for its marks, as in "1 = very satisfied, 5 = very dissatisfied", or by those of German schools.
    """
    if (said := scale_said(header)) is not None:
        return said if said[0] > said[1] else None
    return _SCHOOL if "schulnote" in header.casefold() else None


def scale_said(header: str) -> Scale | None:
    """The worst and the best mark where a header has words for both, as in "1 = sehr gut, 5 = nicht genügend"."""
    marks = {float(number): _folded(word) for number, word in _MARKED.findall(header)}
    if len(marks) < 2:
        return None
    low, high = min(marks), max(marks)
    places = next((places for _, places, _ in _words() if marks[low] in places and marks[high] in places), None)
    if places is None or places[marks[low]] == places[marks[high]]:
        return None
    return (high, low) if places[marks[low]] > places[marks[high]] else (low, high)


def is_unrated(value: str) -> bool:
    """Whether a cell says that somebody gave no rating."""
    return _folded(value) in _unrated() or value.strip() in map(str, _NO_ANSWER)


@dataclass(frozen=True)
class Ratings:
    """The ratings of a column, float64 of shape (n,), NaN where there is none, and how they were read."""

    values: np.ndarray
    how: tuple[str, ...] = ()


@cache
def _table() -> list[list[str]]:
    text = resources.files("interest.ingest.values").joinpath("ratings.tsv").read_text("utf-8")
    return [line.split("\t") for line in text.splitlines()[1:]]


@cache
def _unrated() -> frozenset[str]:
    """What tools write where somebody gave no rating."""
    return frozenset(_folded(word) for name, words in _table() if name == _UNRATED for word in words.split("|"))


@cache
def _words() -> list[tuple[str, dict[str, int], int]]:
    """The name, the place of each word from 1, and the length of each scale of words."""
    scales = []
    for name, steps in _table():
        if name == _UNRATED:
            continue
        parts = steps.split("; ")
        first = 0 if len(parts) == 2 else 1  # yes and no are 1 and 0
        places = {_folded(word): at for at, step in enumerate(parts, first) for word in step.split("|")}
        scales.append((name, places, len(parts)))
    middle = {word for _, places, length in scales if length == 5 for word, at in places.items() if at == 3}
    return [
        (name, {**dict.fromkeys(middle, 3), **places} if length == 5 else places, length)
        for name, places, length in scales
    ]


def _folded(value: str) -> str:
    return _BEFORE.sub("", unicodedata.normalize("NFKC", value).casefold().replace("’", "'").strip(_AROUND))


def _spans(scale: tuple[str, Mapping[str, int], int], words: Set[str]) -> bool:
    """Whether two words are the ends of a scale, as good and bad are of good, neutral, bad."""
    places = {scale[1][word] for word in words if word in scale[1]}
    return len(words) == 2 and len(places) == 2 and max(places) - min(places) == scale[2] - 1


def scale_of_words(values: pd.Series) -> str | None:
    """The scale that nearly all different words of a column are on; None where there is none."""
    written = values.unique()
    if len(written) > _MOST_FORMS:
        return None
    different = {_folded(value) for value in written if value.strip()} - _unrated()
    if not different or len(different) > 12:
        return None
    best = max(
        _words(), key=lambda scale: (sum(word in scale[1] for word in different), _spans(scale, different), scale[2])
    )
    known = sum(word in best[1] for word in different)
    return best[0] if known >= 0.8 * len(different) and known >= min(2, len(different)) else None


def is_scale(values: pd.Series) -> bool:
    """Whether a column's values show by themselves that they are ratings: stars, "4 out of 5", words of a scale."""
    different = [value.strip() for value in values.unique() if value.strip()][:500]
    if not different:
        return False
    if sum(_shows_scale(value) for value in different) >= 0.8 * len(different):
        return True
    words = scale_of_words(values) not in (None, "yes", "frequency", "verdict", "numerals")
    return len(different) > 1 and (words or {_folded(value) for value in different} <= _THUMBS)


def parse_ratings(
    values: pd.Series, decimal_comma: bool | None = None, said: Scale | None = None, asked: Scale | None = None
) -> Ratings:
    """The ratings of a column. Zeros beside a scale that begins at 1 and ends at 5 or so mean "not rated".

    Where the scale is `said`, what lies outside is none, and marks of which a low one is better are turned round, so
    that more is always better: from 6 (worst) to 1 (best), a 2 becomes a 5. `asked` is the scale that the
    header names (`scale_in`), where nobody says another.
    """
    scale = said or asked
    found = _parsed(values, decimal_comma, scale is not None)
    if scale is None:
        return found
    worst, best = scale
    inside = (found.values >= min(scale)) & (found.values <= max(scale))
    turned = worst + best - found.values if worst > best else found.values
    how = [f"on the scale from {worst:g} (worst) to {best:g} (best), as {'you said' if said else 'its header says'}"]
    how += ["turned round, so that more is better"] * (worst > best)
    return Ratings(np.where(inside, turned, np.nan), tuple(how))


def _parsed(values: pd.Series, decimal_comma: bool | None, keeps_zeros: bool) -> Ratings:
    scale = scale_of_words(values)
    if scale:
        places = next(places for name, places, _ in _words() if name == scale)
        found = {value: float(places.get(_folded(value), "nan")) for value in values.unique()}
        highest = max(places.values())
        how = "yes is 1 and no is 0" if scale == "yes" else f"words of a scale from 1 to {highest}"
        return Ratings(values.map(found).to_numpy(np.float64), (how,))
    different = values.unique()
    comma = has_decimal_commas(different) if decimal_comma is None else decimal_comma
    numbers = values.map({value: _shown(value) for value in different}).to_numpy(np.float64, copy=True)
    if (within := _within_words(different)) and np.isnan(numbers).all():
        numbers = values.map(within).to_numpy(np.float64, copy=True)
    missing = np.isnan(numbers)
    shown = not missing.all()
    if missing.any():
        numbers[missing] = parse_numbers(values[missing], comma)
    given = ~np.isin(numbers, _NO_ANSWER)
    coded = not given.all() and bool((numbers[given & ~np.isnan(numbers)] >= 0).all())
    numbers[~given & coded] = np.nan
    ratings = Ratings(numbers) if keeps_zeros else _without_none(numbers, shown, comma)
    return Ratings(ratings.values, (*ratings.how, "codes below zero mean that there is none")) if coded else ratings


def _within_words(different: np.ndarray) -> dict[str, float]:
    """The numbers of values that all have the same words around one: bintang 4, 口味:4.5; nothing for others."""
    filled = [value for value in map(_plain, different) if value]
    found = [_IN_WORDS.fullmatch(value) for value in filled]
    words = {(match["before"].casefold(), match["behind"].casefold()) for match in found if match}
    if len(filled) < 2 or None in found or len(words) != 1 or words == {("", "")}:
        return {}
    return {value: float(match["number"].replace(",",
    ".")) if (match := _IN_WORDS.fullmatch(_plain(value))) else math.nan
            for value in different}  # fmt: skip


def _without_none(numbers: np.ndarray, shown: bool, comma: bool) -> Ratings:
    """Without the zeros that stand for no rating; `shown` says whether stars or points were counted."""
    kept = numbers[~np.isnan(numbers)]
    if not len(kept):
        return Ratings(numbers)
    none = (numbers == 0) & (1 < kept.max() <= 5) & (kept >= 0).all()
    numbers = np.where(none, np.nan, numbers)
    worst, best = np.nanmin(numbers), np.nanmax(numbers)
    if shown:
        how = f"stars or points are counted, from {worst:g} to {best:g}, more is better"
    else:
        how = (
            f"numbers with decimal commas from {worst:g} to {best:g}, more is better"
            if comma
            else f"numbers from {worst:g} to {best:g}, more is better"
        )
    return Ratings(numbers, (how, "0 means that there is none") if none.any() else (how,))


def _shows_scale(value: str) -> bool:
    plain = _plain(value)
    return _stars(value) is not None or any(form.fullmatch(plain) for form in (_OF, _OUT_OF))


def _plain(value: str) -> str:
    return unicodedata.normalize("NFKC", value).strip()


def _stars(value: str) -> float | None:
    """Full stars among stars; half ones count so."""
    plain = value.replace("\ufe0f", "").replace(" ", "").strip()
    if not plain or not set(plain) <= _FULL | _EMPTY | {"½"}:
        return None
    full = sum(sign in _FULL for sign in plain)
    return full + 0.5 * ("½" in plain) if full or _EMPTY & set(plain) else None


def _shown(value: str) -> float:
    """A rating that shows its scale or unit; NaN for a bare number and for what is none."""
    stars = _stars(value)
    if stars is not None:
        return float(stars)
    plain = _plain(value)
    if match := _OUT_OF.fullmatch(plain):
        return float(match[2].replace(",", "."))
    if match := _HAN_STARS.fullmatch(plain):
        return float(_HAN_DIGITS[match[1]])
    match = _OF.fullmatch(plain) or _WITH_UNIT.fullmatch(plain)
    return float(match[1].replace(",", ".")) if match else float("nan")
