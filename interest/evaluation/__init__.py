"""How good a tree is (for each node, the whole, and against known labels), and how good recommendations are."""

from interest.evaluation.feedback import Policy, play
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
from interest.evaluation.recommendation import (
    BASELINES,
    METRICS,
    Ranker,
    Recommender,
    difference,
    evaluate,
    measure,
    summary,
)
from interest.evaluation.splits import SPLITS, Split, has_repeat_takers
from interest.evaluation.trust import Run, Runs, stability

__all__ = [
    "BASELINES",
    "FEWEST_USERS",
    "LEAST_STABILITY",
    "METRICS",
    "MOST_OUTLIERS",
    "MOST_STRAY",
    "ONE_USER",
    "REASONS",
    "SPLITS",
    "STAGES",
    "Policy",
    "Quality",
    "Ranker",
    "Recommender",
    "Run",
    "Runs",
    "Split",
    "Whole",
    "assess",
    "difference",
    "evaluate",
    "has_repeat_takers",
    "measure",
    "play",
    "stability",
    "summary",
]
