"""The studies on disk: written, read, packed, and kept as a library."""

from interest.library.about import MARKER
from interest.library.checking import Check, check
from interest.library.recovery import recover
from interest.library.studies import (
    FORBIDDEN,
    KEPT_DAYS,
    LONGEST,
    Deleted,
    SavedStudy,
    check_name,
    current_name,
    delete,
    duplicate,
    empty_trash,
    free_name,
    has_segments,
    model_title,
    put_in,
    rebuilt_title,
    rename,
    restore,
    saved_studies,
    studies_with,
    trash,
)

__all__ = [
    "FORBIDDEN",
    "KEPT_DAYS",
    "LONGEST",
    "MARKER",
    "Check",
    "Deleted",
    "SavedStudy",
    "check",
    "check_name",
    "current_name",
    "delete",
    "duplicate",
    "empty_trash",
    "free_name",
    "has_segments",
    "model_title",
    "put_in",
    "recover",
    "rebuilt_title",
    "rename",
    "restore",
    "saved_studies",
    "studies_with",
    "trash",
]
