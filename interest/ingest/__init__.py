"""From files, uploads and DataFrames to statements, with a report of everything that was changed on the way."""

from interest.ingest.columns import guess_columns, map_columns
from interest.ingest.companions import Companions, find_companions, load_interactions, load_items, load_labels
from interest.ingest.encodings import Decoded, decode
from interest.ingest.loading import load, load_rows, readable_files
from interest.ingest.readers import READABLE, read_table
from interest.ingest.report import CleaningReport
from interest.ingest.statements import Statements, to_statements
from interest.ingest.tables import Problem, RawTable, frame_table

__all__ = [
    "READABLE",
    "CleaningReport",
    "Companions",
    "Decoded",
    "Problem",
    "RawTable",
    "Statements",
    "decode",
    "find_companions",
    "frame_table",
    "guess_columns",
    "load",
    "load_interactions",
    "load_items",
    "load_labels",
    "load_rows",
    "map_columns",
    "read_table",
    "readable_files",
    "to_statements",
]
