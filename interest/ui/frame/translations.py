"""Texts and messages in the language of the session, from `interest.texts`."""

from typing import Any

import streamlit as st

from interest.texts import LANGUAGES, PEOPLE, catalogue, in_language, translate
from interest.ui.frame.markdown import plain

__all__ = ["LANGUAGES", "catalogue", "known", "message_text", "nearest_language", "t", "translate", "translated"]


def t(key: str, **values: Any) -> str:
    """The text of a key in the language of the session, its fields filled with `values`.

    Where nobody is known in the study that is looked at, it speaks of rows.
    """
    return translate(st.session_state.get("lang", "en"), key, st.session_state.get("unit", PEOPLE), **values)


def translated(message: str) -> str:
    """A message of the library in the language of the session."""
    return in_language(message, st.session_state.get("lang", "en"))


def message_text(problem: Exception | str) -> str:
    """The same for what went wrong, safe for Markdown; of what the system refuses, what it is about."""
    if isinstance(problem, OSError):
        return t("app.refused", reason=plain(translated(problem.strerror or str(problem))))
    return plain(translated(str(problem)))


def known(key: str) -> bool:
    """Whether there is a text for a key: some are made of what the library reports."""
    return key in catalogue("en")


def nearest_language(locale: str | None) -> str:
    """The language of the app for a browser's locale, such as "zh-CN"."""
    return "zh" if (locale or "").lower().startswith("zh") else "en"
