"""How names are written in each language."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, count

from interest.hierarchy.words import Words
from interest.language import as_heading, is_content, is_han, is_number, language, stem, tokenize


@dataclass(frozen=True)
class Title:
    """A name, and how often it alone picks a statement of its node (see `BlindTest`); None where that is not known."""

    name: str
    fit: float | None = None


def joined(phrases: Sequence[str], code: str) -> str:
    """As a person would write a heading: `Trail running & hydration`, `猫粮与猫砂`, `Python 与爬虫`."""
    joint = language(code).joint
    if not code.startswith("zh"):
        text = joint.join(phrases)
        first, *_ = text.split(" ")
        return text[:1].upper() + text[1:] if first.islower() else text  # iPhone stays as it is
    text = phrases[0] if phrases else ""
    for phrase in phrases[1:]:
        text += (joint if is_han(text[-1]) else f" {joint}") + ("" if is_han(phrase) else " ") + phrase
    return text


def parts_of(name: str, code: str) -> list[str]:
    """The phrases that a name was joined from. A joint such as 与 parts where it is a word by itself, not in 参与."""
    joint = language(code).joint
    parts = re.split(f" & | {re.escape(joint.strip())} ", name)
    for place in re.finditer(re.escape(joint), parts[-1]):
        sides = parts[-1][: place.start()], parts[-1][place.end() :]
        words = [word for word in tokenize(parts[-1], code) if word.lstrip("_") != joint]
        if words == [word for side in sides for word in tokenize(side, code)]:
            parts[-1:] = sides
            break
    return [part.strip() for part in parts]


def inside(name: str, words: Words) -> str:
    """A name as it is written inside of another one: tents, but Python."""
    small, known = name[:1].lower() + name[1:], words.phrases
    return small if {small, small.split(" ")[0]}.intersection([*known.titles, *known.names]) else name


class Taken:
    """The names that nodes of a level have; no two of them consist of the same words."""

    def __init__(self, code: str, names: Sequence[str] = ()) -> None:
        self._code = code
        self._words = {self._key(name) for name in names}
        self._names = {name.casefold() for name in names}

    def first(self, titles: Sequence[Title], typical: str) -> Title:
        """Take the first name that is not taken; where all are, the first one with the text of a `typical` statement.

        What makes it another interest than its namesake says more than a number, unless the name is that text already.
        """
        colon = "：" if self._code.startswith("zh") else ": "
        apart, heading = titles[0].name, as_heading(typical)
        if heading.casefold() != apart.casefold():
            apart += colon + heading
        numbered = (f"{apart} {number}" for number in count(2))
        free = (title for title in titles if self._key(title.name) not in self._words)
        others = (Title(name) for name in chain([apart], numbered) if name.casefold() not in self._names)
        title = next(chain(free, others))
        self._words.add(self._key(title.name))
        self._names.add(title.name.casefold())
        return title

    def _key(self, name: str) -> frozenset[str]:
        words = (word for word in tokenize(name, self._code) if is_content(word, self._code) or is_number(word))
        return frozenset(stem(word, self._code) for word in words) or frozenset([name.casefold()])


def unique_name(name: str, taken: Sequence[str]) -> str:
    """The name with a number where a sibling or cousin has it already."""
    if not name or name not in taken:
        return name
    return next(f"{name} {number}" for number in range(2, len(taken) + 3) if f"{name} {number}" not in taken)


def untitled(code: str) -> str:
    """The name of what nothing tells from the rest."""
    return language(code).mixed


def other_name(code: str) -> str:
    """The name of the keyword for what fits none."""
    return language(code).other


def keyword_name(words: Words, phrases: Sequence[int]) -> str:
    """A keyword has the name of its best phrase, in the language of the data where there is one."""
    best = (words.in_language(phrases) or list(phrases))[0]
    return words.phrases.names[best]
