"""Whether a difference can be chance: tests, intervals and the correction for many of them, on arrays.

The unit is everywhere a person, never a statement: statements of one person resemble each other.
"""

from interest.inference.clusters import likeness, share_interval
from interest.inference.configuration import Configuration
from interest.inference.counts import ALPHA, adjusted, adjusted_within, difference_interval, fisher, wilson
from interest.inference.leanings import LEAST_LIKENESS, Leanings, leanings, pooled_likeness
from interest.inference.means import Differences, Shares, differences
from interest.inference.power import detectable, more_people

__all__ = [
    "ALPHA",
    "LEAST_LIKENESS",
    "Configuration",
    "Differences",
    "Leanings",
    "Shares",
    "adjusted",
    "adjusted_within",
    "detectable",
    "difference_interval",
    "differences",
    "fisher",
    "leanings",
    "likeness",
    "pooled_likeness",
    "more_people",
    "share_interval",
    "wilson",
]
