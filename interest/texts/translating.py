"""Every text for people in English and Chinese, from the catalogues beside this file."""

import functools
import re
import tomllib
from collections.abc import Callable, Mapping
from importlib import resources
from typing import Any, Literal

Language = Literal["en", "zh"]
LANGUAGES: Mapping[Language, str] = {"en": "English", "zh": "简体中文"}
_NAME = re.compile("<([a-zA-Z]+)>")
Entry = str | Mapping[str, str]
"""A text with `{…}` fields, or one for a single thing ("one") and one for several ("other"), told apart by `n`."""
Say = Callable[..., str]
"""Gives the text of a key, its fields filled with keyword arguments: `translate` with a language, or the app's `t`."""


PEOPLE = "user"
"""What is counted where people are known: of them the catalogues speak by themselves."""


def translate(language: str, key: str, unit: str = PEOPLE, **values: Any) -> str:
    """The text of a key in one language; where nobody is known, it speaks of rows, called by their `unit`.

    Raises `KeyError` for a key or field that is not there.
    """
    entry = (_of_rows(language, unit).get(key) if unit != PEOPLE else None) or catalogue(language)[key]
    text = entry if isinstance(entry, str) else entry["one" if values["n"] == 1 else "other"]
    return text.format(**values)


@functools.cache
def catalogue(language: str) -> Mapping[str, Entry]:
    """All texts of a language by key ("section.name")."""
    return {
        f"{section}.{name}": entry for section, entries in _read(language).items() for name, entry in entries.items()
    }


@functools.cache
def of_rows(language: str) -> Mapping[str, Entry]:
    """What is said otherwise where no column says who wrote, by key, with a name such as <units> for what rows are."""
    return {
        f"{section}.{name}": entry
        for section, entries in _read(f"rows.{language}").items()
        for name, entry in entries.items()
        if section != "unit"
    }


def units(language: str) -> Mapping[str, Mapping[str, str]]:
    """What rows are called, by unit: the text for each name in `of_rows`."""
    return _read(f"rows.{language}")["unit"]


@functools.cache
def _of_rows(language: str, unit: str) -> Mapping[str, Entry]:
    called = units(language)[unit]

    def said(text: str) -> str:
        return _NAME.sub(lambda match: called.get(match[1], match[0]), text)

    return {
        key: said(entry) if isinstance(entry, str) else {number: said(text) for number, text in entry.items()}
        for key, entry in of_rows(language).items()
    }


@functools.cache
def _read(name: str) -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(resources.files("interest.texts").joinpath("catalogues", f"{name}.toml").read_text("utf-8"))
