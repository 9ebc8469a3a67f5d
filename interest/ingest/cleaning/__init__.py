"""Rows to what people said: typed values, clean texts, and every change in the report."""

from interest.ingest.cleaning.rows import CleanRows, clean_rows
from interest.ingest.cleaning.texts import CleanText, clean_text

__all__ = ["CleanRows", "CleanText", "clean_rows", "clean_text"]
