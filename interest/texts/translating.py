"""Every text for people in English and Chinese, from the catalogues beside this file."""

import functools
import tomllib
from collections.abc import Callable, Mapping
from importlib import resources
from typing import Any, Literal

Language = Literal["en", "zh"]
LANGUAGES: Mapping[Language, str] = {"en": "English", "zh": "简体中文"}
Entry = str | Mapping[str, str]
"""A text with `{…}` fields, or one for a single thing ("one") and one for several ("other"), told apart by `n`."""
Say = Callable[..., str]
"""Gives the text of a key, its fields filled with keyword arguments: `translate` with a language, or the app's `t`."""


def translate(language: str, key: str, **values: Any) -> str:
    """The text of a key in one language. Raises `KeyError` for a key or field that is not there."""
    entry = catalogue(language)[key]
    text = entry if isinstance(entry, str) else entry["one" if values["n"] == 1 else "other"]
    return text.format(**values)


@functools.cache
def catalogue(language: str) -> Mapping[str, Entry]:
    """All texts of a language by key ("section.name")."""
    text = resources.files("interest.texts").joinpath("catalogues", f"{language}.toml").read_text("utf-8")
    return {
        f"{section}.{name}": entry
        for section, entries in tomllib.loads(text).items()
        for name, entry in entries.items()
    }
