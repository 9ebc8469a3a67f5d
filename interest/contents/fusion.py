"""How much each source of recommended items counts: what was learned of it, see `interest.recommend.fusion`."""

from dataclasses import dataclass

SOURCES = ("text", "together", "factors", "taken")
"""Content, BM25 neighbours of the taken items, factors, and popularity."""
EQUAL = (0.5, 0.5, 0.0, 0.0)
"""Weights before anything was learned. Factors of few interactions are noise, and popularity is the last resort."""


@dataclass(frozen=True)
class Fusion:
    """How `SOURCES` become one ranking."""

    weights: tuple[float, ...] = EQUAL
    """Of each source, at least 0, with the sum 1."""
    shrunk: bool = True
    """Whether content stands in for behaviour: where few people took an item, or the user took none."""
    users: int = 0
    """From how many users that was learned; 0: it was not."""
