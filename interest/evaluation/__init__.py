"""How good a tree is: figures for each node, for the whole, and against known labels."""

from interest.evaluation.quality import (
    FEWEST_USERS,
    LEAST_STABILITY,
    MOST_OUTLIERS,
    MOST_STRAY,
    ONE_USER,
    REASONS,
    STAGES,
    Quality,
    Whole,
    assess,
)
from interest.evaluation.trust import Run, Runs, stability

__all__ = [
    "FEWEST_USERS",
    "LEAST_STABILITY",
    "MOST_OUTLIERS",
    "MOST_STRAY",
    "ONE_USER",
    "REASONS",
    "STAGES",
    "Quality",
    "Run",
    "Runs",
    "Whole",
    "assess",
    "stability",
]
