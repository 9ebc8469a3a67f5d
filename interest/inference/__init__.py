"""Whether a difference can be chance: tests, intervals and the correction for many of them, on arrays.

The unit is everywhere a person, never a statement: statements of one person resemble each other.
"""

from interest.inference.clusters import likeness, share_interval
from interest.inference.configuration import Configuration
from interest.inference.counts import ALPHA, adjusted, adjusted_within, difference_interval, fisher, wilson
from interest.inference.means import Differences, Shares, differences
from interest.inference.power import detectable, more_people

__all__ = [
    "ALPHA",
    "Configuration",
    "Differences",
    "Shares",
    "adjusted",
    "adjusted_within",
    "detectable",
    "difference_interval",
    "differences",
    "fisher",
    "likeness",
    "more_people",
    "share_interval",
    "wilson",
]
