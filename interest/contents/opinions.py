"""Opinions: what ratings say (liked, neutral, disliked), and what is estimated where there is no rating."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from interest.ingest import LIKELY, Statements

Opinion = Literal["liked", "neutral", "disliked"]
OPINIONS: tuple[Opinion, ...] = ("liked", "neutral", "disliked")
Likely = Literal["likely_liked", "likely_disliked"]
ESTIMATED: tuple[Likely, ...] = ("likely_liked", "likely_disliked")
"""What is estimated where there is no rating, never under the name of what a rating says."""

SCALES = ((0, 1), (-1, 1), (1, 3), (1, 5), (0, 5), (1, 7), (1, 10), (0, 10), (0, 20), (0, 100), (-100, 100))
"""The usual scales of ratings, the narrowest first as far as they nest."""
ENOUGH_RATINGS = 10
"""Ratings of a source from which its own scale can be told; with fewer it takes that of all ratings."""


LEAST_FILLED = 0.25
"""The part of a scale that ratings must fill to be on it: marks from 18 to 30 are not on one from 0 to 100."""


def scale_of(ratings: pd.Series) -> tuple[float, float] | None:
    """The narrowest usual scale that holds all ratings and that they fill; None where there is none, or one value."""
    known = ratings.dropna()
    if known.nunique() < 2:
        return None
    low, high = float(known.min()), float(known.max())
    fitting = (scale for scale in SCALES if scale[0] <= low and high <= scale[1])
    return next((scale for scale in fitting if high - low >= LEAST_FILLED * (scale[1] - scale[0])), None)


def middle_of(ratings: pd.Series) -> float | None:
    """What neither likes nor dislikes: the middle of the scale, or of the ratings (the median) where it is not known.

    None where all are one value, or none.
    """
    scale, known = scale_of(ratings), ratings.dropna()
    if scale is not None:
        return sum(scale) / 2
    return float(known.median()) if known.nunique() > 1 else None


def opinions(statements: pd.DataFrame) -> pd.Series:
    """What each statement's rating says: "liked", "neutral" or "disliked", "" without one; (n,), index as given.

    Above, at and below the middle: that of the scale where somebody said it (`neutral`), else that which each source
    has for itself where it has enough ratings, see `middle_of`.
    """
    found = pd.Series("", index=statements.index, dtype="str")
    common = middle_of(statements["rating"])
    for _, ratings in statements["rating"].groupby(statements["source"]):
        known = ratings.dropna()
        own = middle_of(known) if len(known) >= ENOUGH_RATINGS else None
        middle = common if own is None else own
        if middle is None:
            continue
        found[known.index] = np.select([known > middle, known < middle], ["liked", "disliked"], "neutral")
    if "neutral" in statements:
        said = statements.loc[statements["neutral"].notna(), ["rating", "neutral"]]
        above, below = said["rating"] > said["neutral"], said["rating"] < said["neutral"]
        found[said.index] = np.select([above, below], ["liked", "disliked"], "neutral")
    return found


LEAST_AUC = 0.75
"""How well opinions must be told at least, by the lower end of the interval, to be shown."""


@dataclass(frozen=True)
class Estimate:
    """How like and dislike were estimated for statements without a rating, and how well that can be done."""

    by: Literal["ratings", "examples"]
    """From the study's own ratings; or, where there are not enough, from examples of praise and complaint alone, of
    which it is not known how well they do in these data."""
    auc: float | None = None
    """Of rated statements by people whom the model never saw: how often one that was liked is put above one that was
    disliked."""
    low: float | None = None
    high: float | None = None
    """The 95% interval, people as the unit."""
    statements: int = 0
    """The rated statements that it was measured on,"""
    people: int = 0
    """and of how many people."""
    liked_right: float | None = None
    """The part of those called liked, of these, that were liked,"""
    disliked_right: float | None = None
    """and of those called disliked that were disliked; None where none were called so."""
    used: bool = True
    """Whether whoever owns the study wants estimates."""

    @property
    def holds(self) -> bool:
        """Whether it is good enough to be shown, as far as that can be known."""
        return self.by == "examples" or (self.low is not None and self.low >= LEAST_AUC)


def likely_opinions(ingested: Statements) -> pd.Series:
    """What is estimated of each statement: "liked", "disliked", or "" for nothing; (n,), index as in the frame.

    Nothing is estimated where there is a rating, and nothing at all where estimates are switched off or don't hold.
    """
    known, frame = ingested.attributes.statements, ingested.frame
    if LIKELY not in known:
        return pd.Series("", index=frame.index, dtype="str")
    found = known.set_index("statement_id")[LIKELY].reindex(frame["statement_id"]).fillna("")
    return pd.Series(found.to_numpy(), index=frame.index, dtype="str")
