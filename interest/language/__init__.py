"""Language: which one a text is in, its statements, its tokens, and the phrases that stand out."""

from interest.language.casing import usual_forms, with_capitals
from interest.language.detection import Language, language_of, majority_language, needs_multilingual
from interest.language.gibberish import gibberish
from interest.language.headings import as_heading
from interest.language.ignoring import IgnoreList, without
from interest.language.keyphrases import Phrases, extract_phrases, find_phrases, phrase_key
from interest.language.ngrams import NGramModel
from interest.language.sentences import split_statements
from interest.language.stems import stem
from interest.language.stopwords import STOP_WORDS
from interest.language.tokens import is_content, is_han, is_number, join_tokens, tokenize

__all__ = [
    "STOP_WORDS",
    "IgnoreList",
    "Language",
    "NGramModel",
    "Phrases",
    "as_heading",
    "extract_phrases",
    "find_phrases",
    "gibberish",
    "is_content",
    "is_han",
    "is_number",
    "join_tokens",
    "language_of",
    "majority_language",
    "needs_multilingual",
    "phrase_key",
    "split_statements",
    "stem",
    "tokenize",
    "usual_forms",
    "with_capitals",
    "without",
]
