"""What a study holds as tables, and tables as files."""

from interest.export.formats import FORMATS, csv_bytes, records, table_bytes, xlsx_bytes
from interest.export.tables import (
    SEGMENT_COLUMNS,
    TABLES,
    column_rows,
    comparison_records,
    driver_rows,
    profile_rows,
    segment_interests,
    study_table,
    user_rows,
    with_names,
)

__all__ = [
    "FORMATS",
    "SEGMENT_COLUMNS",
    "TABLES",
    "column_rows",
    "comparison_records",
    "csv_bytes",
    "driver_rows",
    "profile_rows",
    "records",
    "segment_interests",
    "study_table",
    "table_bytes",
    "user_rows",
    "with_names",
    "xlsx_bytes",
]
