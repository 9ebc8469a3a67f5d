"""Ways to part interactions into what a recommender learns from and what it is tested on.

Each takes interactions (user_id, item_id[, weight, timestamp]) without repeated pairs (see `distinct`) and a seed.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from interest.errors import InputError

HELD_OUT = 0.25
"""Part that is held out: of each user's items, of all interactions, or of all items."""
FOLDS = 5
BLOCKS = 10
"""Blocks of a replay; a recommender learns anew before each."""


@dataclass(frozen=True, eq=False)
class Fold:
    """Interactions to learn from, and those to be found."""

    train: pd.DataFrame
    test: pd.DataFrame


Split = Callable[[pd.DataFrame, int], list[Fold]]


def distinct(interactions: pd.DataFrame) -> pd.DataFrame:
    """Each pair of user and item once, in the order of the first: weights added, the earliest time.

    A recommender never offers what somebody took, so that taking it again can't be foretold.
    """
    how = {"weight": "sum", "timestamp": "min"}
    kept = {column: how[column] for column in how if column in interactions}
    groups = interactions.groupby(["user_id", "item_id"], sort=False)
    return groups.agg(kept).reset_index() if kept else groups.size().reset_index()[["user_id", "item_id"]]


def has_repeat_takers(interactions: pd.DataFrame | None) -> bool:
    """Whether anybody took two different items, one to learn from and one to hold out."""
    return interactions is not None and bool((interactions.groupby("user_id")["item_id"].nunique() > 1).any())


def random_holdout(interactions: pd.DataFrame, seed: int, share: float = HELD_OUT) -> list[Fold]:
    """A random `share` of each user's items, rounded, of who has two at least one; one always stays to learn from."""
    place, size = _shuffled_places(interactions, seed)
    held = np.minimum(np.maximum(np.rint(share * size), 1), size - 1)
    return [_fold(interactions, place < held)]


def k_fold(interactions: pd.DataFrame, seed: int, folds: int = FOLDS) -> list[Fold]:
    """Each user's items, shuffled, in turn to one of `folds` parts; each part is tested on the others.

    Whose items all lie in the part tested is not tested in it: nothing would be left to learn from.
    """
    place, size = _shuffled_places(interactions, seed)
    user, _ = pd.factorize(interactions["user_id"], sort=True)
    start = np.random.default_rng(seed).integers(folds, size=user.max(initial=-1) + 1)
    part = (place + start[user]) % folds
    return [_fold(interactions, (part == number) & (size > 1)) for number in range(min(folds, size.max(initial=0)))]


def temporal_holdout(interactions: pd.DataFrame, seed: int, share: float = HELD_OUT) -> list[Fold]:
    """The last `share` of all interactions: one moment for everybody, so that nothing is learned from the future.

    Ji et al. 2023, A critical study on data leakage in recommender system offline evaluation. Interactions without a
    time are learned from. Raises `InputError` where none has one.
    """
    ordered = _by_time(interactions)
    late = np.arange(len(ordered)) >= len(ordered) - round(share * len(ordered))
    return [_fold(ordered, late & ordered["timestamp"].notna().to_numpy())]


def replay(interactions: pd.DataFrame, seed: int, blocks: int = BLOCKS) -> list[Fold]:
    """Prequential: in the order of time each of `blocks` parts is first tested, then learned from (Gama et al. 2013).

    The offline stand-in for an online evaluation; with as many blocks as interactions each is tested by itself. The
    first block is only learned from. Raises `InputError` where no interaction has a time.
    """
    ordered = _by_time(interactions)
    block = np.arange(len(ordered)) * blocks // max(len(ordered), 1)
    known = ordered["timestamp"].notna().to_numpy()
    return [Fold(ordered[block < number], ordered[(block == number) & known]) for number in range(1, blocks)]


def new_items(interactions: pd.DataFrame, seed: int, share: float = HELD_OUT) -> list[Fold]:
    """All interactions with a random `share` of the items: what becomes of items that nobody took before."""
    items = np.sort(interactions["item_id"].unique())
    hidden = np.random.default_rng(seed).permutation(items)[: round(share * len(items))]
    return [_fold(interactions, interactions["item_id"].isin(hidden).to_numpy())]


SPLITS: dict[str, Split] = {
    "random": random_holdout,
    "time": temporal_holdout,
    "folds": k_fold,
    "replay": replay,
    "new": new_items,
}
"""The splits by short names."""
BY_TIME = ("time", "replay")
"""Those that need times."""


def _fold(interactions: pd.DataFrame, test: np.ndarray) -> Fold:
    return Fold(interactions[~test], interactions[test])


def _shuffled_places(interactions: pd.DataFrame, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Each interaction's random place among its user's, from 0, and how many these are: (n,) each.

    The draw goes by user and item ids, not by the order of rows.
    """
    order = np.lexsort((interactions["item_id"], interactions["user_id"]))
    draw = np.empty(len(interactions))
    draw[order] = np.random.default_rng(seed).random(len(interactions))
    groups = pd.Series(draw).groupby(interactions["user_id"].to_numpy())
    return groups.rank(method="first").to_numpy(np.int64) - 1, groups.transform("size").to_numpy(np.int64)


def _by_time(interactions: pd.DataFrame) -> pd.DataFrame:
    """The interactions by time, those without one first."""
    if "timestamp" not in interactions or interactions["timestamp"].isna().all():
        raise InputError("No interaction has a time; give a column timestamp, or use a random hold-out or folds.")
    order = ["timestamp", "user_id", "item_id"]
    return interactions.sort_values(order, na_position="first", kind="stable", ignore_index=True)
