"""What makes a segment: rules, ids, chosen statements, found groups, columns and their combinations, as frozen records
that a study keeps as JSON."""

from interest.contents.definitions.alike import Alike
from interest.contents.definitions.attribute import PARTS, Has
from interest.contents.definitions.chosen import Ids, Selection
from interest.contents.definitions.combined import Combined, Definition
from interest.contents.definitions.known import Interest, Known
from interest.contents.definitions.rule import Rule
from interest.contents.definitions.segment import Segment, from_json, to_json
from interest.contents.definitions.sought import Sought

__all__ = [
    "PARTS",
    "Alike",
    "Combined",
    "Definition",
    "Has",
    "Ids",
    "Interest",
    "Known",
    "Rule",
    "Segment",
    "Selection",
    "Sought",
    "from_json",
    "to_json",
]
