"""What data of a size can show: the smallest difference that would be seen, and how many more people it would take."""

import numpy as np

from interest.inference.counts import NORMAL

POWER_Z = 0.841621  # of finding what is there in four of five studies


def detectable(share: np.ndarray | float, n_a: int, n_b: int) -> np.ndarray:
    """The difference between the shares of two groups of people that would be found in four of five studies.

    (z₀.₉₇₅ + z₀.₈) √(p(1 − p)(1/n_a + 1/n_b)), p the common share (Cohen 1988); half a person is added to both sides of
    the share so that rare nodes have one. NaN for an empty group. A correction for many nodes asks for more.

    References:
        Cohen, J. (1988). Statistical Power Analysis for the Behavioral Sciences. Erlbaum.
    """
    if not n_a or not n_b:
        return np.full(np.shape(share), np.nan)
    p = (np.asarray(share, float) * (n_a + n_b) + 0.5) / (n_a + n_b + 1)
    return (NORMAL + POWER_Z) * np.sqrt(p * (1 - p) * (1 / n_a + 1 / n_b))


def more_people(difference: np.ndarray, error: np.ndarray, people: int | np.ndarray) -> np.ndarray:
    """How many more people it would take to be sure of a difference in four of five studies, if it is as large as seen.

    n ((z₀.₉₇₅ + z₀.₈) SE / difference)² − n, of n `people` in the same proportion of both groups; 0 where they are
    enough, NaN where there is no difference. It is about this size and no promise: the difference itself is known
    no better than its interval says.
    """
    difference, error = np.abs(np.asarray(difference, float)), np.asarray(error, float)
    times = np.divide((NORMAL + POWER_Z) * error, difference, out=np.full_like(error, np.nan), where=difference > 0)
    return np.maximum(np.ceil(people * (times**2 - 1)), 0.0)
