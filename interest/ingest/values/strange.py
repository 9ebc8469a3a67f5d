"""Times that can't be of the data that they stand in."""

import numpy as np
import pandas as pd

ENOUGH_TIMES = 10
"""Times from which it can be told which ones are strange."""
FAR_SPANS = 10
"""How many spans of the middle half of all times a time may be off."""
FEW_TIMES = 0.05
"""The part of the times that may be called strange."""


def implausible(times: pd.Series) -> pd.Series:
    """Which times are no times of these data, such as a 1970 or a 2099 among those of a few years: (n,) bool.

    They lie farther from the middle half of all than `FAR_SPANS` times its span, which counts as a year at least, and
    are at most `FEW_TIMES` of all (or two). Whatever is more frequent belongs to the data.
    """
    known = times.dropna()
    nothing = pd.Series(False, index=times.index)
    if len(known) < ENOUGH_TIMES:
        return nothing
    first, last = known.quantile(0.25), known.quantile(0.75)
    day = pd.Timedelta(days=1)
    off = np.maximum(((first - times) / day).fillna(0.0), ((times - last) / day).fillna(0.0))
    found = off > FAR_SPANS * max((last - first) / day, 365)
    return found if found.sum() <= max(FEW_TIMES * len(known), 2) else nothing
