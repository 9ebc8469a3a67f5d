"""Segments: named groups of users, defined once and applied to whatever tree or study there is."""

from interest.contents.definitions import Definition, Ids, Interest, Rule, Segment, Selection, from_json, to_json
from interest.segments.collection import Segments
from interest.segments.contrasts import SegmentProfile, findings, side_by_side, smallest_difference

__all__ = [
    "Definition",
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
