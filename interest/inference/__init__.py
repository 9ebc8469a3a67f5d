"""Whether a difference can be chance: tests, intervals and the correction for many of them, on arrays.

The unit is everywhere a person, never a statement: statements of one person resemble each other.
"""

from interest.inference.clusters import FEWEST, likeness, mean_interval, same_person, share_interval
from interest.inference.configuration import Configuration
from interest.inference.counts import ALPHA, NORMAL, adjusted, adjusted_within, difference_interval, fisher, wilson
from interest.inference.groups import MOST_GROUPS, Grouping, Verdict, find_groups
from interest.inference.jackknife import jackknife_interval
from interest.inference.leanings import LEAST_LIKENESS, Leanings, leanings, pooled_likeness
from interest.inference.means import Differences, Shares, differences
from interest.inference.mixture import Mixture
from interest.inference.moves import main_shared, moves_by_chance
from interest.inference.newness import new_by_chance
from interest.inference.partial import Effects, partial_effects, welch
from interest.inference.power import detectable, more_people
from interest.inference.ranking import auc_interval
from interest.inference.stratified import stratified_share, stratum_weights

__all__ = [
    "ALPHA",
    "NORMAL",
    "FEWEST",
    "LEAST_LIKENESS",
    "MOST_GROUPS",
    "Configuration",
    "Differences",
    "Effects",
    "Grouping",
    "Leanings",
    "Mixture",
    "Shares",
    "Verdict",
    "adjusted",
    "adjusted_within",
    "auc_interval",
    "detectable",
    "difference_interval",
    "differences",
    "find_groups",
    "fisher",
    "jackknife_interval",
    "leanings",
    "likeness",
    "pooled_likeness",
    "main_shared",
    "mean_interval",
    "more_people",
    "moves_by_chance",
    "new_by_chance",
    "partial_effects",
    "same_person",
    "share_interval",
    "stratified_share",
    "stratum_weights",
    "welch",
    "wilson",
]
