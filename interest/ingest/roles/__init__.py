"""Tables to roles: which column is what, and why."""

from interest.ingest.roles.candidates import Use
from interest.ingest.roles.choosing import Columns, Roles, choose_roles, guess_columns
from interest.ingest.roles.names import LAYOUT, ROLES, SEVERAL, first_named, is_votes, names_of

__all__ = [
    "LAYOUT",
    "ROLES",
    "SEVERAL",
    "Columns",
    "Roles",
    "Use",
    "choose_roles",
    "first_named",
    "guess_columns",
    "is_votes",
    "names_of",
]
