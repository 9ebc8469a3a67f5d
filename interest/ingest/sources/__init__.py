"""Sources to tables: files, databases, archives, workbooks, nested data, chats and conversations."""

from interest.ingest.sources.addresses import Address, files_at, is_address
from interest.ingest.sources.databases import Query, read_query
from interest.ingest.sources.files import READABLE, SIGNATURES, Options, is_data, read_table, read_tables, together
from interest.ingest.sources.layout import laid_out, layout_said

__all__ = [
    "READABLE",
    "SIGNATURES",
    "Address",
    "Options",
    "Query",
    "files_at",
    "is_address",
    "is_data",
    "laid_out",
    "layout_said",
    "read_query",
    "read_table",
    "read_tables",
    "together",
]
