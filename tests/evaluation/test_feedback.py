"""Feedback replayed on interactions: what is shown, what is liked, and that the bandit finds a hidden taste."""

import sys
from pathlib import Path

import pandas as pd
import pytest

from interest.errors import InputError
from interest.evaluation import difference, play, summary
from interest.evaluation.splits import Fold
from interest.inference import FEWEST
from interest.recommend import feedback_policies

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
from feedback import known_first, planted


class Fixed:
    """Shows the items of a list in turn, and remembers the answers."""

    def __init__(self, items: list[str]) -> None:
        self.items, self.answers = items, []

    def show(self, user_id, k, seen):
        return [item for item in self.items if item not in seen][:k]

    def learn(self, liked, passed):
        self.answers.append((dict(liked), dict(passed)))


def test_rounds_are_counted_by_hand():
    held = pd.DataFrame({"user_id": ["ann", "ann", "bea"], "item_id": ["b", "d", "z"]})
    known = pd.DataFrame({"user_id": ["ann", "bea"], "item_id": ["x", "x"]})
    policy = Fixed(["a", "b", "c", "d", "e"])
    played = play({"fixed": lambda train: policy}, pd.concat([known, held]), lambda *_: [Fold(known, held)], 2, 2)
    values = played.set_index(["user_id", "metric"])["value"]
    assert values["ann"].to_dict() == {"round 1": 1.0, "round 2": 1.0, "found": 1.0}
    assert values["bea"].to_dict() == {"round 1": 0.0, "round 2": 0.0, "found": 0.0}
    assert policy.answers[0] == ({"ann": ["b"], "bea": []}, {"ann": ["a"], "bea": ["a", "b"]})
    assert policy.answers[1] == ({"ann": ["d"], "bea": []}, {"ann": ["c"], "bea": ["c", "d"]})


def test_nothing_to_hold_out_is_an_error():
    one = pd.DataFrame({"user_id": ["ann"], "item_id": ["a"]})
    with pytest.raises(InputError, match="two items"):
        play({}, one)


def test_a_taste_that_texts_hide_is_found_by_feedback_alone():
    shop, interactions = planted(0)
    policies = feedback_policies(shop)
    played = play(policies, interactions, lambda pairs, _: known_first(pairs.merge(interactions)), 5, 5)
    found = summary(played).set_index(["metric", "recommender"])["value"]["found"]
    assert found["no feedback"] < found["random"] < found["feedback"]
    for other in ("no feedback", "random"):
        _, ahead, low, high = difference(played, "feedback", other, "found")
        assert low > 0.05 and low <= ahead <= high


def test_feedback_quality_of_a_study(small_study, planted_interactions):
    table = small_study.feedback_quality(k=2, rounds=2)
    assert set(table["recommender"]) == {"feedback", "no feedback", "random"}
    assert table["metric"].tolist()[-1] == "ahead of no feedback"
    few = table["people"] < FEWEST
    assert few.all() and table["low"].isna().all()  # of a handful of people there is no interval
    with pytest.raises(InputError, match="no split"):
        small_study.feedback_quality(split="never")
