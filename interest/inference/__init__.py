"""Whether a difference can be chance: tests, intervals and the correction for many of them."""

from interest.inference.counts import ALPHA, adjusted, adjusted_within, fisher, wilson

__all__ = ["ALPHA", "adjusted", "adjusted_within", "fisher", "wilson"]
