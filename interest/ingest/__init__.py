"""From files, uploads and DataFrames to statements, in four steps that each give their reasons.

`sources` finds tables in files, `roles` what their columns are, `values` what their cells mean, `cleaning` what people
said. Every decision is in `Statements.readings`, every change in `Statements.report`.
"""

from interest.ingest.attributes import KIND, LIKELY, MADE, TELLING, Attributes, in_words
from interest.ingest.companions import (
    NO_LIKING,
    Companions,
    added_up,
    find_companions,
    load_interactions,
    load_items,
    load_labels,
    load_users,
)
from interest.ingest.encodings import Decoded, decode
from interest.ingest.kinds import kind_of_table
from interest.ingest.loading import Data, load, load_rows, preview, readable_files
from interest.ingest.readings import Reading
from interest.ingest.report import CleaningReport
from interest.ingest.roles import Columns, Roles, Use, choose_roles, guess_columns
from interest.ingest.roles.questions import is_question
from interest.ingest.said import Said
from interest.ingest.sources import READABLE, Query, read_query, read_table, read_tables
from interest.ingest.statements import Statements, Unit, to_statements
from interest.ingest.tables import Problem, RawTable, frame_table

__all__ = [
    "KIND",
    "LIKELY",
    "MADE",
    "NO_LIKING",
    "READABLE",
    "TELLING",
    "Attributes",
    "in_words",
    "CleaningReport",
    "Columns",
    "Companions",
    "Data",
    "Decoded",
    "Problem",
    "Query",
    "RawTable",
    "Reading",
    "Roles",
    "Said",
    "Statements",
    "Unit",
    "Use",
    "added_up",
    "choose_roles",
    "decode",
    "find_companions",
    "frame_table",
    "guess_columns",
    "is_question",
    "kind_of_table",
    "load",
    "load_interactions",
    "load_items",
    "load_labels",
    "load_rows",
    "load_users",
    "preview",
    "read_query",
    "read_table",
    "read_tables",
    "readable_files",
    "to_statements",
]
