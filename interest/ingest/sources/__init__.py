"""Sources to tables: files, archives, workbooks, nested data, chats and conversations."""

from interest.ingest.sources.files import READABLE, SIGNATURES, Options, is_data, read_table, read_tables, together

__all__ = ["READABLE", "SIGNATURES", "Options", "is_data", "read_table", "read_tables", "together"]
