"""Splits: what is tested is not learned from, and what was said of each."""

import numpy as np
import pandas as pd
import pytest

from interest.errors import InputError
from interest.evaluation.splits import SPLITS, distinct, k_fold, new_items, random_holdout, replay, temporal_holdout

COUNTS = {"a": 8, "b": 4, "c": 2, "d": 1}


@pytest.fixture
def interactions() -> pd.DataFrame:
    pairs = [(user, f"i{n}") for user, count in COUNTS.items() for n in range(count)]
    frame = pd.DataFrame(pairs, columns=["user_id", "item_id"])
    times = pd.Timestamp("2026-01-01") + pd.to_timedelta(np.random.default_rng(0).permutation(len(frame)), unit="h")
    return frame.assign(timestamp=times)


def pairs(frame: pd.DataFrame) -> set[tuple[str, str]]:
    return set(zip(frame["user_id"], frame["item_id"], strict=True))


@pytest.mark.parametrize("name", SPLITS)
def test_nothing_is_both_learned_and_tested(interactions, name):
    folds = SPLITS[name](interactions, 0)
    assert folds
    for fold in folds:
        assert not pairs(fold.train) & pairs(fold.test)
        assert pairs(fold.train) | pairs(fold.test) <= pairs(interactions)


@pytest.mark.parametrize("name", SPLITS)
def test_the_order_of_rows_is_irrelevant(interactions, name):
    shuffled = interactions.sample(frac=1, random_state=1)
    for one, other in zip(SPLITS[name](interactions, 0), SPLITS[name](shuffled, 0), strict=True):
        assert (pairs(one.train), pairs(one.test)) == (pairs(other.train), pairs(other.test))


def test_a_quarter_of_each_user_is_held_out(interactions):
    (fold,) = random_holdout(interactions, 0)
    assert fold.test["user_id"].value_counts().to_dict() == {"a": 2, "b": 1, "c": 1}
    assert pairs(random_holdout(interactions, 1)[0].test) != pairs(fold.test)


def test_each_interaction_is_tested_in_one_fold(interactions):
    tested = pd.concat([fold.test for fold in k_fold(interactions, 0)])
    assert len(tested) == len(pairs(tested))
    assert pairs(tested) == {pair for pair in pairs(interactions) if pair[0] != "d"}


def test_the_last_quarter_is_held_out(interactions):
    (fold,) = temporal_holdout(interactions, 0)
    assert len(fold.test) == 4
    assert fold.train["timestamp"].max() < fold.test["timestamp"].min()


def test_what_has_no_time_is_learned_from(interactions):
    interactions.loc[:11, "timestamp"] = pd.NaT
    (fold,) = temporal_holdout(interactions, 0)
    assert fold.test["timestamp"].notna().all() and fold.train["timestamp"].isna().sum() == 12
    for name in (temporal_holdout, replay):
        with pytest.raises(InputError, match="time"):
            name(interactions.assign(timestamp=pd.NaT), 0)


def test_a_replay_learns_what_it_has_tested(interactions):
    folds = replay(interactions, 0, blocks=len(interactions))
    assert [len(fold.test) for fold in folds] == [1] * (len(interactions) - 1)
    for before, after in zip(folds, folds[1:], strict=False):
        assert pairs(after.train) == pairs(before.train) | pairs(before.test)
        assert before.test["timestamp"].max() < after.test["timestamp"].min()


def test_new_items_were_never_seen(interactions):
    (fold,) = new_items(interactions, 0)
    assert fold.test["item_id"].nunique() == 2
    assert not set(fold.test["item_id"]) & set(fold.train["item_id"])


def test_a_pair_counts_once():
    frame = pd.DataFrame({"user_id": ["a", "b", "a"], "item_id": ["i", "i", "i"], "weight": [1.0, 2.0, 3.0]})
    assert distinct(frame).values.tolist() == [["a", "i", 4.0], ["b", "i", 2.0]]
    assert distinct(frame[["user_id", "item_id"]]).values.tolist() == [["a", "i"], ["b", "i"]]
