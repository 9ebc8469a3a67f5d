"""What is said to people, in their language: texts by key, and the messages of the library."""

from interest.texts.messages import in_language
from interest.texts.translating import LANGUAGES, Entry, Language, Say, catalogue, translate

__all__ = ["LANGUAGES", "Entry", "Language", "Say", "catalogue", "in_language", "translate"]
