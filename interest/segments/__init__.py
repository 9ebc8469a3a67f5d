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
    Sought,
    from_json,
    to_json,
)
from interest.segments.asked import ASKED_COLUMNS, Asked, asked, clearness, drivers
from interest.segments.collection import Segments
from interest.segments.contrasts import SegmentProfile, findings, side_by_side, smallest_difference
from interest.segments.drivers import Drivers
from interest.segments.experiments import FEWEST_A_GROUP, HOLD_OUT, TREAT, Uplift, held_out, uplift
from interest.segments.found import Found, FoundSegment, grouped
from interest.segments.outcomes import Outcome, askable, askable_in, outcome_of
from interest.segments.regrouping import Half, Halves, by_hand
from interest.segments.usual import known_of

__all__ = [
    "ASKED_COLUMNS",
    "FEWEST_A_GROUP",
    "HOLD_OUT",
    "TREAT",
    "Alike",
    "Asked",
    "Combined",
    "Definition",
    "Drivers",
    "Found",
    "FoundSegment",
    "Half",
    "Halves",
    "Has",
    "Ids",
    "Interest",
    "Outcome",
    "Rule",
    "Segment",
    "SegmentProfile",
    "Segments",
    "Selection",
    "Sought",
    "Uplift",
    "askable",
    "askable_in",
    "asked",
    "by_hand",
    "clearness",
    "drivers",
    "findings",
    "from_json",
    "grouped",
    "held_out",
    "known_of",
    "outcome_of",
    "side_by_side",
    "smallest_difference",
    "to_json",
    "uplift",
]
