"""How good a tree is: figures for each node, for the whole, and against known labels."""

from interest.evaluation.quality import REASONS, STAGES, Quality, Whole, assess
from interest.evaluation.trust import Run, Runs, stability

__all__ = ["REASONS", "STAGES", "Quality", "Run", "Runs", "Whole", "assess", "stability"]
