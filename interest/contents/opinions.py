"""What ratings say: liked, neutral or disliked, on the scale that they are given on."""

from typing import Literal

import numpy as np
import pandas as pd

Opinion = Literal["liked", "neutral", "disliked"]
OPINIONS: tuple[Opinion, ...] = ("liked", "neutral", "disliked")

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
