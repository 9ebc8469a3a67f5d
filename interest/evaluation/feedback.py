"""What feedback brings, by replaying interactions that were held out as if they were answers.

Users are shown `k` items each, in rounds. What is shown and was taken in the part held out is liked, everything else
that is shown is passed over; nothing is shown to anybody twice. All of a round's answers are learned from before the
next one. The policies start from the same knowledge and differ in nothing but what they learn.

This is a simulation of answers, as of Zhao et al. 2013, Interactive collaborative filtering. The unbiased estimator of
Li et al. 2011, Unbiased offline evaluation of contextual-bandit-based news article recommendation algorithms, needs a
log in which the items shown were chosen at random. Interactions are no such log: what was not taken was mostly not
seen, and counts as passed over here. That holds for all policies alike, and makes all values too low.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Protocol

import numpy as np
import pandas as pd

from interest.config import Progress, no_progress
from interest.errors import InputError
from interest.evaluation.splits import Split, distinct, random_holdout


class Policy(Protocol):
    """Chooses what is shown, and learns from answers."""

    def show(self, user_id: str, k: int, seen: Collection[str]) -> Sequence[str]:
        """At most `k` item ids, the best first, none that was seen, none that the user took."""

    def learn(self, liked: Mapping[str, Sequence[str]], passed: Mapping[str, Sequence[str]]) -> None:
        """The answers of one round: the items that each user liked, and those that each passed over."""


Starts = Mapping[str, Callable[[pd.DataFrame], Policy]]
"""Policies by name, each made from the interactions that are known at first."""


def play(
    policies: Starts,
    interactions: pd.DataFrame,
    split: Split = random_holdout,
    k: int = 5,
    rounds: int = 5,
    seed: int = 0,
    progress: Progress = no_progress,
) -> pd.DataFrame:
    """What each policy finds: recommender, user_id, metric, value, for `summary` and `difference`.

    The metric "found" is the part of a user's held-out items that was shown within the rounds (of the `k` × `rounds`
    that could be, where more were held out); "round 1", "round 2", … the likes in a round. `progress` gets the stage
    "recommending". Raises `InputError` where nothing can be held out.
    """
    folds = [fold for fold in split(distinct(interactions), seed) if len(fold.train) and len(fold.test)]
    if not folds:
        raise InputError(f"Feedback can't be replayed on {len(interactions)} interactions: some users need two items.")
    parts: list[pd.DataFrame] = []
    for fold in folds:
        wanted = fold.test.groupby("user_id")["item_id"].agg(set).to_dict()
        for name, start in policies.items():
            progress("recommending", len(parts) / (len(folds) * len(policies)))
            likes = _rounds(start(fold.train), wanted, k, rounds)
            most = np.array([min(len(items), k * rounds) for items in wanted.values()])
            table = pd.DataFrame(likes, columns=[f"round {number}" for number in range(1, rounds + 1)])
            table = table.assign(found=likes.sum(axis=1) / most, user_id=list(wanted), recommender=name)
            parts.append(table.melt(["user_id", "recommender"], var_name="metric"))
    progress("recommending", 1.0)
    return pd.concat(parts, ignore_index=True)


def _rounds(policy: Policy, wanted: Mapping[str, set[str]], k: int, rounds: int) -> np.ndarray:
    """The likes of each user in each round, (n_users, rounds)."""
    seen: dict[str, list[str]] = {user: [] for user in wanted}
    likes = np.zeros((len(wanted), rounds))
    for number in range(rounds):
        shown = {user: list(policy.show(user, k, seen[user])) for user in wanted}
        liked = {user: [item for item in items if item in wanted[user]] for user, items in shown.items()}
        passed = {user: [item for item in items if item not in wanted[user]] for user, items in shown.items()}
        policy.learn(liked, passed)
        likes[:, number] = [len(items) for items in liked.values()]
        for user, items in shown.items():
            seen[user] += items
    return likes
