"""Whether intervals hold the truth."""

import numpy as np
from simulations.people import popular

from interest.evaluation.guesses import Guesses
from interest.inference import (
    mean_interval,
    share_interval,
)


def share(rng: np.random.Generator, effect: bool) -> dict[str, bool]:
    """A share of 20% among 40 people with ten statements each on average, who differ in it."""
    of = rng.geometric(0.1, 40)
    low, high = share_interval(rng.binomial(of, rng.beta(0.4, 1.6, 40)), of)
    return {"shows that it is below 40%": high < 0.4} if effect else {"holds the share": low <= 0.2 <= high}


def hits(rng: np.random.Generator, effect: bool) -> dict[str, bool]:
    """A hit rate of .15, of 5 people (for whom there must be no interval) and of 12; .15 told from .5."""
    low, high = mean_interval(rng.uniform(size=12) < 0.15)
    none = np.isnan(mean_interval(rng.uniform(size=5) < 0.15)[0])
    if effect:
        return {"shows that it is below one half": high < 0.5}
    return {"holds the rate": low <= 0.15 <= high and none}


LABELS = popular(5)


def guessed(rng: np.random.Generator, effect: bool) -> dict[str, bool]:
    """Accuracy and macro-F1 of five labels guessed for 40 people's statements, some of whom are easier."""
    guesses = _guesses(rng, 40)
    intervals = {metric: guesses.interval(metric, int(rng.integers(2**31))) for metric in TRUTH}
    if effect:
        return {"shows that it is above .45": intervals["macro_f1"][0] > 0.45}
    return {f"holds {m.replace('_f1', '-F1')}": low <= TRUTH[m] <= high for m, (low, high) in intervals.items()}


def _guesses(rng: np.random.Generator, people: int) -> Guesses:
    """Five guesses for each, of which about .6 are right."""
    user = np.repeat(np.arange(people), 5)
    own, skill = rng.dirichlet(3 * LABELS, people), rng.beta(3.0, 2.0, people)
    gold = np.array([rng.choice(5, p=own[u]) for u in user])
    wrong = rng.choice(5, len(user), p=LABELS)
    return Guesses(np.eye(5, dtype=bool)[gold], np.where(rng.uniform(size=len(user)) < skill[user], gold, wrong), user)


TRUTH = {metric: _guesses(np.random.default_rng(99), 5000).value(metric) for metric in ("accuracy", "macro_f1")}
"""Of so many people that it is the figure itself."""
