"""Handing a study on: a page that works offline, and its tables, as private as wished."""

from interest.report.experiments import hold_out
from interest.report.handout import Handout, hand_out
from interest.report.privacy import Privacy

__all__ = ["Handout", "Privacy", "hand_out", "hold_out"]
