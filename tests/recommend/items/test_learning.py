"""Weights: what hidden items decide, on tastes that are known by construction."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from interest.contents.fusion import SOURCES, Fusion
from interest.evaluation import measure, summary
from interest.evaluation.splits import random_holdout
from interest.hierarchy.tree import InterestTree, Node
from interest.recommend.items import Shop, Told, Trials, Voice, item_recommenders, item_space, learn_fusion
from interest.recommend.items.learning import choose, hide, mixtures
from interest.users.vectors import unit

TREE = InterestTree(
    {"c": Node("c", "category", "c", None, ("t0", "t1"))}
    | {topic: Node(topic, "topic", topic, "c", ()) for topic in ("t0", "t1")}
)
ITEMS, PEOPLE, DIMENSION, EACH = 120, 150, 24, 12


def latent(seed: int, by_text: float) -> Shop:
    """People who take by latent tastes of items of skewed popularity; everybody reviews what they took.

    `by_text` from 0 to 1 is how far texts tell the tastes; at 0 they have nothing to do with them, but for the reviews,
    which each repeat the text of what they are about: the leak.
    """
    rng = np.random.default_rng(seed)
    tastes, traits = rng.normal(size=(PEOPLE, 6)), rng.normal(size=(ITEMS, 6))
    popular = -0.7 * np.log(np.arange(1, ITEMS + 1))[rng.permutation(ITEMS)]
    wish = 1.2 * tastes @ traits.T + popular + rng.gumbel(size=(PEOPLE, ITEMS))
    taken = np.argsort(-wish, axis=1)[:, :EACH]
    meaning = by_text * np.pad(traits, ((0, 0), (0, DIMENSION - 6))) + rng.normal(size=(ITEMS, DIMENSION))
    vectors = unit(meaning.astype(np.float32))
    ids = np.array([f"i{item:03}" for item in range(ITEMS)])
    rows = [(f"u{user:03}", ids[item]) for user in range(PEOPLE) for item in taken[user]]
    said = {f"u{user:03}": Voice(vectors[taken[user]]) for user in range(PEOPLE)}
    items = pd.DataFrame({"item_id": ids, "text": "about it"})
    topics = [f"t{item % 2}" for item in range(ITEMS)]
    interactions = pd.DataFrame(rows, columns=["user_id", "item_id"])
    return Shop(items, vectors, topics, TREE, Told(said.__getitem__), interactions)


def ndcg(shop: Shop) -> dict[str, float]:
    table = summary(measure(item_recommenders(shop, each=True), shop.interactions, random_holdout))
    return table[table["metric"] == "ndcg"].set_index("recommender")["value"].to_dict()


def test_reviews_of_what_is_hidden_are_no_reason_to_trust_texts():
    """The leak: all wrote about what they took, and taste has nothing to do with texts."""
    shop = latent(0, by_text=0.0)
    assert Trials.of(shop.opened(shop.interactions).space, TREE, shop.voices).fusion().weights[0] <= 0.1
    found = ndcg(replace(shop, voices=Unheard(shop.voices.of)))
    others = max(found[name] for name in ("popularity", "BM25", "EASE", "iALS"))
    assert found["content"] < 0.5 * others
    assert found["hybrid"] > 0.9 * others


class Unheard(Told):
    """People who say nothing of what is hidden; what they say of the rest is known."""

    def without(self, user_id, items, since):
        return Voice()


@pytest.mark.parametrize("seed", [0, 1])
def test_the_blend_is_at_least_nearly_as_good_as_each_scorer(seed):
    found = ndcg(replace(latent(seed, by_text=1.0), voices=Unheard(lambda user: Voice())))
    assert found["hybrid"] > 0.95 * max(found.values()) > 1.2 * found["popularity"]


def test_what_texts_tell_beyond_the_hidden_items_is_trusted():
    """Statements are about other things of the same taste, and say which: nothing leaks."""
    shop = latent(1, by_text=3.0)
    few = shop.interactions.groupby("user_id").head(2)
    voices = replace(shop.voices, tells_items=True)
    assert learn_fusion(item_space(shop.items, shop.vectors, shop.topics, few), TREE, voices).weights[0] >= 0.25


def test_what_is_hidden_is_a_fifth_of_what_people_like_and_by_time_the_last():
    shop = latent(0, by_text=0.0)
    day = pd.Timestamp("2026-01-01") + pd.to_timedelta(shop.interactions.groupby("user_id").cumcount(), unit="D")
    space = item_space(shop.items, shop.vectors, shop.topics, shop.interactions.assign(timestamp=day))
    for last in (True, False):
        part = hide(space, last, 0)
        assert [len(items) for items in part.items] == [2] * PEOPLE
        assert part.known.nnz == space.taken.nnz - 2 * PEOPLE
        own = shop.interactions[shop.interactions["user_id"] == "u000"]["item_id"].tolist()
        assert (set(space.ids[part.items[0]]) == set(own[-2:])) == last


def test_mixtures_hold_every_source_alone():
    weights = {fusion.weights for fusion in mixtures()}
    assert len(weights) == 70 and {tuple(row) for row in np.eye(5)} <= weights
    assert all(sum(row) == pytest.approx(1) for row in weights)
    assert {(fusion.weights[0], fusion.stand_in) for fusion in mixtures(("together", "ease"))} == {(0, 0.0)}


def scored(gain: Callable[[tuple[float, ...]], float], noise: float) -> Fusion:
    mixed = mixtures()
    table = np.array([[gain(fusion.weights) for fusion in mixed]] * 200)
    return choose(table + np.random.default_rng(0).normal(0, noise, table.shape), mixed)


def test_a_mixture_that_is_clearly_best_is_chosen():
    assert scored(lambda weights: 0.5 if weights[2] == 1 else 0.3, 0.05).weights == (0, 0, 1, 0, 0)


def test_what_cannot_be_told_apart_is_not_chosen_from():
    weights = scored(lambda weights: 0.5 if weights[2] + weights[3] == 1 else 0.3, 0.0).weights
    assert weights == pytest.approx((0, 0, 0.5, 0.5, 0))


def test_for_few_people_weights_stay_equal():
    mixed = mixtures()
    assert choose(np.zeros((0, len(mixed))), mixed) == Fusion()
    assert choose(np.zeros((0, 5)), mixtures(("together", "ease"))) == Fusion((0, 1, 0, 0, 0), stand_in=0.0)
    assert len(SOURCES) == len(Fusion().weights)


@pytest.mark.parametrize("size", [1, 2])
def test_catalogues_of_one_and_two_items_work(size):
    items = pd.DataFrame({"item_id": ["a", "b"][:size], "text": ["one", "two"][:size]})
    pairs = [(f"u{user}", item) for user in range(40) for item in items["item_id"][: 1 + user % size]]
    taken = pd.DataFrame(pairs, columns=["user_id", "item_id"])
    vectors = unit(np.eye(2, DIMENSION, dtype=np.float32)[:size] + 0.1)
    shop = Shop(items, vectors, ["t0", "t1"][:size], TREE, Told(lambda user: Voice(vectors[:1])), taken)
    there = shop.opened(taken)
    (ranked,) = there.rank(there.hybrid)(["new"], 10)
    assert set(ranked) == set(items["item_id"])
    assert there.space.described.all()
    if size == 2:
        assert len(measure(item_recommenders(shop), taken, random_holdout))
