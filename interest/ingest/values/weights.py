"""Weights: how often something was said, or how many agreed."""

import numpy as np
import pandas as pd

from interest.ingest.values.numbers import parse_numbers

_HEAVIEST = 1e9  # above, a number is an id in the wrong column, or infinite


def parse_weights(values: pd.Series, votes: bool, decimal_comma: bool | None = None) -> np.ndarray:
    """Positive weights of shape (n,), NaN where there is none.

    Votes of others (likes, clicks) become 1 + log(1 + votes): 500 likes are not 500 statements.
    """
    numbers = parse_numbers(values, decimal_comma)
    numbers = np.where(np.abs(numbers) <= _HEAVIEST, numbers, np.nan)
    if votes:
        return np.where(numbers >= 0, 1 + np.log1p(np.maximum(numbers, 0)), np.nan)
    return np.where(numbers > 0, numbers, np.nan)
