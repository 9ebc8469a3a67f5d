"""What is known of each language, and of scripts: one frozen object a language, from tables in `data`."""

from interest.language.languages.chinese import mostly_traditional, simplified, traditional
from interest.language.languages.language import (
    FIRST_CLASS,
    TRADITIONAL,
    UNKNOWN,
    Language,
    known_languages,
    language,
    romanised_languages,
    rough_languages,
)
from interest.language.languages.scripts import is_cjk, is_han, main_script, script_of
from interest.language.languages.tables import ordered_words

__all__ = [
    "FIRST_CLASS",
    "TRADITIONAL",
    "UNKNOWN",
    "Language",
    "is_cjk",
    "is_han",
    "known_languages",
    "language",
    "main_script",
    "mostly_traditional",
    "ordered_words",
    "romanised_languages",
    "rough_languages",
    "script_of",
    "simplified",
    "traditional",
]
