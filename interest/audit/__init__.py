"""How much of a tree is right: statements drawn by chance, read by somebody, and what follows from their answers."""

from interest.audit.auditing import ROUND, Audit
from interest.audit.figures import COLUMNS, FEWEST_ANSWERS, figures
from interest.audit.population import Population, population_of
from interest.audit.proposals import Doubt, Proposal, Proposals

__all__ = [
    "COLUMNS",
    "FEWEST_ANSWERS",
    "ROUND",
    "Audit",
    "Doubt",
    "Population",
    "Proposal",
    "Proposals",
    "figures",
    "population_of",
]
