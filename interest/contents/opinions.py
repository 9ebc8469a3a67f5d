"""What ratings say: liked, neutral or disliked, on the scale that they are given on."""

from typing import Literal

import numpy as np
import pandas as pd

Opinion = Literal["liked", "neutral", "disliked"]
OPINIONS: tuple[Opinion, ...] = ("liked", "neutral", "disliked")

SCALES = ((0, 1), (-1, 1), (1, 3), (1, 5), (0, 5), (1, 7), (1, 10), (0, 10), (0, 100), (-100, 100))
"""The usual scales of ratings, the narrowest first as far as they nest."""
ENOUGH_RATINGS = 10
"""Ratings of a source from which its own scale can be told; with fewer it takes that of all ratings."""


def scale_of(ratings: pd.Series) -> tuple[float, float] | None:
    """The narrowest usual scale that holds all ratings, else their own range; None where all are one value or none."""
    known = ratings.dropna()
    if known.nunique() < 2:
        return None
    low, high = float(known.min()), float(known.max())
    return next((scale for scale in SCALES if scale[0] <= low and high <= scale[1]), (low, high))


def opinions(statements: pd.DataFrame) -> pd.Series:
    """What each statement's rating says: "liked", "neutral" or "disliked", "" without one; (n,), index as given.

    Above, at and below the middle of the scale, which each source has for itself where it has enough ratings.
    """
    found = pd.Series("", index=statements.index, dtype="str")
    common = scale_of(statements["rating"])
    for _, ratings in statements["rating"].groupby(statements["source"]):
        known = ratings.dropna()
        scale = (scale_of(known) if len(known) >= ENOUGH_RATINGS else None) or common
        if scale is None:
            continue
        middle = sum(scale) / 2
        found[known.index] = np.select([known > middle, known < middle], ["liked", "disliked"], "neutral")
    return found
