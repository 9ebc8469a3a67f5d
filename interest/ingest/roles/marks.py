"""Marks of which nobody can say, from a file alone, whether a high one is the better."""

import re
from collections.abc import Iterable

import numpy as np
import pandas as pd

from interest.ingest.roles.names import names_in
from interest.ingest.values.ratings import Scale, is_scale, parse_ratings, scale_in, scale_said

_OF_SCHOOLS = frozenset(
    ["note", "noten", "gesamtnote", "endnote", "zensur", "benotung", "durchschnittsnote", "grade", "grades", "mark",
     "marks", "schoolmark", "schoolgrade"]
)  # fmt: skip
"""Words for what schools give: 1 is the best in Germany and Austria, and the worst in Switzerland and elsewhere."""
_HIGHEST = 6  # of the marks of schools in which 1 may be the best
_WORD = re.compile(r"\w+")
_OF_HOW_MANY = re.compile(r"(?:/|\b(?:out of|von|sur))\s?\d")  # who says of how many speaks of points


def marks_in_doubt(header: str, values: pd.Series, beside: Iterable[str] = ()) -> Scale | None:
    """The lowest and the highest mark where nothing says which of both is the best; None where that is known.

    `header` is what the column says of itself, `beside` are all columns of its table, whose language tells a German
    "Note" from a French one.
    """
    if not _OF_SCHOOLS & set(_WORD.findall(header.casefold())) or _OF_HOW_MANY.search(header.casefold()):
        return None
    if scale_in(header) or scale_said(header) or is_scale(values):
        return None
    beside = list(beside)
    if names_in(beside, "fr") > names_in(beside, "de"):
        return None
    marks = parse_ratings(values).values
    marks = marks[~np.isnan(marks)]
    low, high = (float(marks.min()), float(marks.max())) if len(marks) else (0.0, 0.0)
    return (low, high) if 1 <= low < high <= _HIGHEST else None
