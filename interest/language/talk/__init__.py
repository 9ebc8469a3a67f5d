"""What a statement says besides what it is about: talk that is about nothing, and what somebody does with it."""

from interest.language.talk.kinds import KINDS_TOLD, STATEMENT_KINDS, StatementKind, cues_in
from interest.language.talk.words import TALK, Talk, balance_of, is_about, talk_in, talk_name

__all__ = [
    "KINDS_TOLD", "STATEMENT_KINDS", "TALK", "StatementKind", "Talk", "balance_of", "cues_in", "is_about", "talk_in",
    "talk_name",
]  # fmt: skip
