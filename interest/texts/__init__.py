"""What is said to people, in their language: texts by key, and the messages of the library."""

from interest.texts.messages import in_language
from interest.texts.translating import LANGUAGES, PEOPLE, Entry, Language, Say, catalogue, of_rows, translate, units

__all__ = [
    "LANGUAGES",
    "PEOPLE",
    "Entry",
    "Language",
    "Say",
    "catalogue",
    "in_language",
    "of_rows",
    "translate",
    "units",
]
