"""Language: which one a text is in, its statements, its tokens, and the phrases that stand out."""

from interest.language.casing import usual_forms, with_capitals
from interest.language.detection import languages_of, main_language, needs_multilingual, probabilities
from interest.language.gibberish import gibberish
from interest.language.headings import as_heading, width
from interest.language.ignoring import IgnoreList, without
from interest.language.keyphrases import Phrases, extract_phrases, find_phrases, phrase_key
from interest.language.languages import TRADITIONAL, UNKNOWN, Language, is_han, language, simplified
from interest.language.ngrams import NGramModel
from interest.language.notes import language_notes
from interest.language.sentences import split_statements
from interest.language.spelling import usual_spelling
from interest.language.talk import (
    KINDS_TOLD,
    STATEMENT_KINDS,
    TALK,
    StatementKind,
    Talk,
    cues_in,
    is_about,
    talk_in,
    talk_name,
)
from interest.language.tokens import is_content, is_number, join_tokens, stands_inside, stem, tokenize
from interest.language.writing import log_likelihood

__all__ = [
    "KINDS_TOLD",
    "STATEMENT_KINDS",
    "TALK",
    "TRADITIONAL",
    "UNKNOWN",
    "IgnoreList",
    "Language",
    "NGramModel",
    "Phrases",
    "StatementKind",
    "Talk",
    "as_heading",
    "cues_in",
    "extract_phrases",
    "find_phrases",
    "gibberish",
    "is_about",
    "is_content",
    "is_han",
    "is_number",
    "join_tokens",
    "language",
    "language_notes",
    "languages_of",
    "log_likelihood",
    "main_language",
    "needs_multilingual",
    "phrase_key",
    "probabilities",
    "simplified",
    "split_statements",
    "stands_inside",
    "stem",
    "talk_in",
    "talk_name",
    "tokenize",
    "usual_forms",
    "usual_spelling",
    "width",
    "with_capitals",
    "without",
]
