"""How much each source of recommended items counts: what was learned of it, see `interest.recommend.items.blend`."""

from dataclasses import dataclass

SOURCES = ("text", "together", "ease", "factors", "taken")
"""Content, neighbours of the taken items, the linear model of items, factors, and popularity."""
EQUAL = (0.5, 0.5, 0.0, 0.0, 0.0)
"""Weights before anything was learned. Models of few interactions are noise, and popularity is the last resort."""


@dataclass(frozen=True)
class Fusion:
    """How `SOURCES` become one ranking."""

    weights: tuple[float, ...] = EQUAL
    """Of each source, at least 0, with the sum 1."""
    stand_in: float = 1.0
    """How far content stands in for behaviour where nobody took an item, from 0 to 1."""
    ridge: float = 300.0
    """λ of EASE."""
    factor_hold: float = 0.02
    """λ of the factors."""
    against: float = 0.0
    """How much what was rated low speaks against what goes with it, as a part of what a liked item speaks for it."""
    chance: tuple[float, float] = (0.5, -2.0)
    """a and b: somebody takes an item of the blended score s with the chance 1/(1 + exp(−as − b))."""
    users: int = 0
    """From how many users all that was learned; 0: it was not."""
