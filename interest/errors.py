"""Errors for the person who has to act: what was wrong, the value, and what to do."""


class InterestError(ValueError):
    """Base of all errors that Interest raises on purpose; its text can be shown to a user as it is."""


class InputError(InterestError):
    """A file, a table or a column that can't be used."""


class EncoderError(InterestError):
    """An encoder that can't be had or loaded."""


class EngineError(InterestError):
    """A cluster that can't be had, or that gives the work up."""


class StudyError(InterestError):
    """A saved study that is missing, damaged or of another version."""


class NewerStudyError(StudyError):
    """A saved study that a newer version of Interest made."""


class UnknownUserError(InterestError):
    """A user id that the study doesn't hold."""


class UnknownNodeError(InterestError):
    """A node id that the tree doesn't hold."""


class NamingError(InterestError):
    """A language model that gives no names; `unreachable` when asking on is no use."""

    def __init__(self, text: str, unreachable: bool = False) -> None:
        super().__init__(text)
        self.unreachable = unreachable


class Cancelled(InterestError):
    """The caller's progress function asked to stop; nothing was saved."""


class EditError(InterestError):
    """An edit of the tree that can't be made."""


class SegmentError(InterestError):
    """A segment of users that can't be defined, found or applied."""


class OwnInterestError(InterestError):
    """An own interest that can't be defined, read or found."""


class FeedbackError(InterestError):
    """Feedback that can't be given or taken back."""


class AuditError(InterestError):
    """An answer on whether a statement belongs where it is that can't be given or taken back."""
