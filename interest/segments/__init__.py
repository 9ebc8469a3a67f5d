"""Segments: named groups of users, defined once and applied to whatever tree or study there is."""

from interest.segments.collection import Segments
from interest.segments.contrasts import ALPHA, SegmentProfile, adjusted_by_level, findings, side_by_side
from interest.segments.definitions import Definition, Ids, Interest, Rule, Segment, Selection, from_json, to_json

__all__ = [
    "ALPHA",
    "Definition",
    "Ids",
    "Interest",
    "Rule",
    "Segment",
    "SegmentProfile",
    "Segments",
    "Selection",
    "adjusted_by_level",
    "findings",
    "from_json",
    "side_by_side",
    "to_json",
]
