"""Whether a difference can be chance: tests, intervals and the correction for many of them, on arrays.

The unit is everywhere a person, never a statement: statements of one person resemble each other.
"""

from interest.inference.clusters import likeness, share_interval
from interest.inference.counts import ALPHA, adjusted, adjusted_within, fisher, wilson
from interest.inference.means import Differences, Shares, differences

__all__ = [
    "ALPHA",
    "Differences",
    "Shares",
    "adjusted",
    "adjusted_within",
    "differences",
    "fisher",
    "likeness",
    "share_interval",
    "wilson",
]
