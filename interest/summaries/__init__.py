"""Summaries: what is said most, in the words of those who say it, with all their statements."""

from interest.summaries.points import Point, Silence, Summary
from interest.summaries.summing_up import summary

__all__ = ["Point", "Silence", "Summary", "summary"]
