"""Segments: named groups of users, defined once and applied to whatever tree or study there is."""

from interest.contents.definitions import (
    Alike,
    Combined,
    Definition,
    Has,
    Ids,
    Interest,
    Rule,
    Segment,
    Selection,
    from_json,
    to_json,
)
from interest.segments.collection import Segments
from interest.segments.contrasts import SegmentProfile, findings, side_by_side, smallest_difference
from interest.segments.found import Found, FoundSegment

__all__ = [
    "Alike",
    "Combined",
    "Definition",
    "Found",
    "FoundSegment",
    "Has",
    "Ids",
    "Interest",
    "Rule",
    "Segment",
    "SegmentProfile",
    "Segments",
    "Selection",
    "findings",
    "from_json",
    "side_by_side",
    "smallest_difference",
    "to_json",
]
