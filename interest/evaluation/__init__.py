"""How good a tree is (for each node, the whole, and against known labels), and how good recommendations are."""

from interest.evaluation.feedback import Policy, play
from interest.evaluation.labels import LabelQuality, judge_labels, notes_on_vectors, tellable
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
    FIGURES,
    METRICS,
    Ranker,
    Recommender,
    difference,
    evaluate,
    measure,
    summary,
    with_lead,
)
from interest.evaluation.splits import BY_TIME, SPLITS, Split, has_repeat_takers
from interest.evaluation.trust import Run, Runs, stability

__all__ = [
    "BASELINES",
    "BY_TIME",
    "FEWEST_USERS",
    "FIGURES",
    "LEAST_STABILITY",
    "METRICS",
    "MOST_OUTLIERS",
    "MOST_STRAY",
    "ONE_USER",
    "REASONS",
    "SPLITS",
    "STAGES",
    "LabelQuality",
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
    "judge_labels",
    "measure",
    "notes_on_vectors",
    "play",
    "stability",
    "summary",
    "tellable",
    "with_lead",
]
