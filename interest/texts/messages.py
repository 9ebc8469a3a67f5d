"""Messages of the library in the language of who reads them.

Errors, notes and what was noticed while reading files are plain English where they arise. For each language but English
`interest/texts/catalogues/messages.LANGUAGE.toml` holds a template for each of them, which a message is recognised by.
"""

import ast
import functools
import re
import string
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

ORIGINAL = "en"
"""The language that the library speaks."""


def in_language(message: str, language: str) -> str:
    """A message of the library in a language of the app; what is not known stays as it is."""
    return message if language == ORIGINAL else _translated(message, language) or message


@functools.lru_cache(maxsize=4096)
def _translated(message: str, language: str) -> str | None:
    """The message by the template with the most text of its own that fits; None where none does."""
    fitting = ((template, template.pattern.fullmatch(message)) for template in _templates(language))
    said = (template.filled(match.groups(), language) for template, match in fitting if match)
    return next((text for text in said if text is not None), None)


@dataclass(frozen=True)
class _Template:
    pattern: re.Pattern[str]
    """Of the English text, with a group a field."""
    weight: int
    """The characters of the English text that stand in no field."""
    translation: str

    def filled(self, values: Sequence[str], language: str) -> str | None:
        """The translation; None where a field that must be ours is not."""
        text = ""
        for literal, number, kind, _ in string.Formatter().parse(self.translation):
            text += literal
            if number is not None:
                value = _field(values[int(number)], kind, language)
                if value is None:
                    return None
                text += value
        return text


def _field(value: str, kind: str | None, language: str) -> str | None:
    """What stands for a value in a translation, where it says the kind behind the number of the field: {0:names}.

    ours: a message or word of the library, and None for anything else; perhaps: the same, or somebody else's words;
    names: Python literals such as 'a', 'b', written as Chinese does; without a kind the value as it is.
    """
    match kind:
        case "ours":
            return _translated(value, language)
        case "perhaps":
            return in_language(value, language)
        case "names":
            return _names(value)
    return value


@functools.cache
def _templates(language: str) -> list[_Template]:
    """All of a language, those with the most text of their own first."""
    templates = [_template(english, text) for english, text in messages(language).items()]
    return sorted(templates, key=lambda template: -template.weight)


@functools.cache
def messages(language: str) -> dict[str, str]:
    """The translation of each template."""
    place = resources.files("interest.texts").joinpath("catalogues", f"messages.{language}.toml")
    return tomllib.loads(place.read_text("utf-8"))


def _template(english: str, translation: str) -> _Template:
    pattern, weight = "", 0
    for literal, field, _, _ in string.Formatter().parse(english):
        pattern += re.escape(literal) + ("(.*?)" if field is not None else "")
        weight += len(literal)
    return _Template(re.compile(pattern, re.DOTALL), weight, translation)


def _names(literals: str) -> str:
    """Names as people write them: “a”、“b” for 'a', 'b'."""
    try:
        found = ast.literal_eval(literals)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return literals
    names = [found] if isinstance(found, str) else found
    if not isinstance(names, list | tuple) or not all(isinstance(name, str) for name in names):
        return literals
    return "、".join(f"“{name}”" for name in names)
