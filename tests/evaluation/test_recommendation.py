"""Metrics by hand, baselines that an informed recommender must beat, and intervals."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest

from interest.errors import InputError
from interest.evaluation.recommendation import (
    METRICS,
    average_precision,
    chance,
    coverage,
    difference,
    evaluate,
    hit_rate,
    measure,
    ndcg,
    novelty,
    popularity,
    precision,
    recall,
    reciprocal_rank,
    summary,
    with_lead,
)
from interest.evaluation.splits import SPLITS, temporal_holdout
from interest.inference import FEWEST

RANKED = ["a", "x", "b", "y"]
WANTED = {"a", "b", "c"}


def test_metrics_of_a_known_ranking():
    assert recall(RANKED, WANTED, 3) == pytest.approx(2 / 3)
    assert precision(RANKED, WANTED, 3) == pytest.approx(2 / 3)
    assert precision(RANKED, WANTED, 10) == pytest.approx(0.2)
    assert hit_rate(RANKED, {"y"}, 3) == 0 and hit_rate(RANKED, {"y"}, 4) == 1
    assert reciprocal_rank(RANKED, {"b", "y"}, 4) == pytest.approx(1 / 3)
    assert reciprocal_rank(RANKED, {"z"}, 4) == 0
    assert average_precision(RANKED, WANTED, 3) == pytest.approx((1 + 2 / 3) / 3)
    best = 1 + 1 / np.log2(3) + 1 / np.log2(4)
    assert ndcg(RANKED, WANTED, 3) == pytest.approx((1 + 1 / np.log2(4)) / best)


@pytest.mark.parametrize("metric", METRICS.values())
def test_metrics_are_0_for_nothing_and_1_for_all(metric):
    assert metric(["a", "b", "c"], WANTED, 3) == pytest.approx(1)
    assert metric(["x", "y", "z"], WANTED, 3) == 0
    assert metric([], WANTED, 3) == 0


def test_novelty_is_information():
    assert novelty(["a", "b"], {"a": 3, "b": 0}, 3, 2) == pytest.approx((0 + 2) / 2)
    assert np.isnan(novelty([], {}, 3, 2))


def test_coverage_is_of_the_catalogue():
    assert coverage([["a", "b"], ["b", "c"]], ["a", "b", "c", "d"], 1) == 0.5
    assert coverage([["a", "b"], ["b", "c"]], ["a", "b", "c", "d"], 2) == 0.75


@pytest.fixture
def tastes() -> pd.DataFrame:
    """40 users of two tastes with 6 of the 10 items of theirs each; item g0 is taken more often."""
    rng = np.random.default_rng(0)
    rows = []
    for user in range(40):
        taste = "gh"[user % 2]
        rows += [(f"u{user}", f"{taste}{n}") for n in {0, *rng.permutation(10)[:5]}]
    frame = pd.DataFrame(rows, columns=["user_id", "item_id"])
    return frame.assign(timestamp=pd.Timestamp("2026-01-01") + pd.to_timedelta(rng.permutation(len(frame)), unit="h"))


def by_taste(interactions: pd.DataFrame):
    taken = interactions.groupby("user_id")["item_id"].agg(set)

    def rank(user_ids: Sequence[str], k: int) -> list[list[str]]:
        every = [taken.get(user, {"g"}) for user in user_ids]
        tastes = [next(iter(own))[0] for own in every]
        return [
            [f"{t}{n}" for n in range(10) if f"{t}{n}" not in own][:k] for t, own in zip(tastes, every, strict=True)
        ]

    return rank


@pytest.mark.parametrize("split", [split for name, split in SPLITS.items() if name != "new"])
def test_what_knows_the_tastes_beats_both_baselines(tastes, split):
    table = evaluate({"taste": by_taste}, tastes, split, k=5)
    assert table.columns.tolist() == ["recommender", "metric", "people", "value", "low", "high"]
    assert set(table["recommender"]) == {"taste", "popularity", "random"}
    assert set(table["metric"]) == {*METRICS, "novelty", "coverage"}
    values = table.set_index(["metric", "recommender"])["value"]
    assert values["ndcg", "taste"] > max(values["ndcg", "popularity"], values["ndcg", "random"])
    assert table["people"].between(1, 40).all()
    bounded = table[(table["metric"] != "coverage") & (table["people"] >= FEWEST)]
    assert len(bounded) or split is temporal_holdout
    assert (bounded["low"] <= bounded["value"]).all() and (bounded["value"] <= bounded["high"]).all()


def test_a_difference_is_paired(tastes):
    measured = measure({"taste": by_taste, "same": by_taste}, tastes, k=5)
    assert difference(measured, "taste", "same") == (40, 0, 0, 0)
    people, ahead, low, high = difference(measured, "taste", "random")
    assert people == 40 and 0 < low < ahead < high


def test_a_lead_stands_below_the_figures(tastes):
    measured = measure({"taste": by_taste}, tastes, k=5)
    table = with_lead(measured, "taste", "popularity")
    pd.testing.assert_frame_equal(table[:-1], summary(measured))
    ahead = ("taste", "ahead of popularity", *difference(measured, "taste", "popularity", "recall"))
    assert tuple(table.iloc[-1]) == ahead


def test_the_same_seed_gives_the_same_table(tastes):
    one, other = (evaluate({}, tastes, temporal_holdout, seed=3) for _ in range(2))
    pd.testing.assert_frame_equal(one, other)
    shuffled = evaluate({}, tastes.sample(frac=1, random_state=0), temporal_holdout, seed=3)
    pd.testing.assert_frame_equal(one, shuffled)


def test_baselines_never_offer_what_was_taken(tastes):
    items = sorted(tastes["item_id"].unique())
    own = set(tastes.loc[tastes["user_id"] == "u3", "item_id"])
    for learn in (popularity(items), chance(items, 0)):
        (offered,) = learn(tastes)(["u3"], 100)
        assert set(offered) == set(items) - own
    assert popularity(items)(tastes)(["nobody"], 2) == [["g0", "h0"]]


def test_without_anything_to_hold_out_it_says_so():
    alone = pd.DataFrame({"user_id": ["a", "b"], "item_id": ["i", "i"]})
    with pytest.raises(InputError, match="2 interactions"):
        evaluate({}, alone)
