"""What changed between two sets of data: two studies, or the time before and after a day in one."""

from interest.comparison.compare import STAGES, compare, compare_times, usual_day
from interest.comparison.result import Comparison
from interest.comparison.sides import Side

__all__ = ["STAGES", "Comparison", "Side", "compare", "compare_times", "usual_day"]
