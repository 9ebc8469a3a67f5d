"""Every text of the app in English and Chinese, from the catalogues beside this file."""

import functools
import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any

import streamlit as st

LANGUAGES = {"en": "English", "zh": "简体中文"}
Entry = str | Mapping[str, str]
"""A text with `{…}` fields, or one for a single thing ("one") and one for several ("other"), told apart by `n`."""


def t(key: str, **values: Any) -> str:
    """The text of a key in the language of the session, its fields filled with `values`."""
    return translate(st.session_state.get("lang", "en"), key, **values)


def translate(language: str, key: str, **values: Any) -> str:
    """The text of a key in one language. Raises `KeyError` for a key or field that is not there."""
    entry = catalogue(language)[key]
    text = entry if isinstance(entry, str) else entry["one" if values["n"] == 1 else "other"]
    return text.format(**values)


@functools.cache
def catalogue(language: str) -> Mapping[str, Entry]:
    """All texts of a language by key ("section.name")."""
    text = resources.files(__package__).joinpath("catalogues", f"{language}.toml").read_text("utf-8")
    return {
        f"{section}.{name}": entry
        for section, entries in tomllib.loads(text).items()
        for name, entry in entries.items()
    }


def known(key: str) -> bool:
    """Whether there is a text for a key: some are made of what the library reports."""
    return key in catalogue("en")


def nearest_language(locale: str | None) -> str:
    """The language of the app for a browser's locale, such as "zh-CN"."""
    return "zh" if (locale or "").lower().startswith("zh") else "en"
