"""The bandit: the paper's equations, nothing without feedback, and what likes and dislikes change."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interest.recommend.bandit import (
    CATEGORY,
    DIRECTION,
    NOISE,
    SAME,
    SHARED_PRIOR,
    TOPIC,
    WIDTHS,
    Arms,
    Bandit,
    Judged,
    Personal,
    alike,
    padded,
)
from interest.users.vectors import unit

QUICK = settings(deadline=None, max_examples=15)
WIDTH = sum(WIDTHS.values())
TOPICS = np.array(["t1", "t2", "t3", "t4"], dtype=object)
CATEGORIES = np.array(["c1", "c1", "c2", "c2"], dtype=object)


def arms(n: int, seed: int = 0) -> Arms:
    rng = np.random.default_rng(seed)
    topic = rng.integers(4, size=n)
    known = np.column_stack([np.ones(n), rng.random((n, WIDTHS["item"] - 1))])
    directions = unit(rng.normal(size=(n, 6)).astype(np.float32))
    return Arms(
        rng.random(n),
        padded(known, "item"),
        TOPICS[topic],
        CATEGORIES[topic],
        directions,
        np.array([f"i{seed}-{i}" for i in range(n)]),
    )


def judged(n: int, seed: int) -> Judged:
    kinds = [("like", "dislike", "hide")[i % 3] for i in range(n)]
    return Judged.of([arms(n, seed)], kinds, [("item", f"i{i}") for i in range(n)])


def features(some: Arms, things: np.ndarray) -> np.ndarray:
    """x, (n, categories + topics + directions + things)."""
    category = some.categories[:, None] == np.array(["c1", "c2"], dtype=object)
    topic = some.topics[:, None] == TOPICS
    same = some.ids[:, None] == things
    parts = [np.sqrt(CATEGORY) * category, np.sqrt(TOPIC) * topic, np.sqrt(DIRECTION) * some.directions]
    return np.hstack([*parts, np.sqrt(SAME) * same])


def test_alike_is_the_product_of_what_arms_are():
    one, other = arms(5, 1), arms(7, 2)
    things = np.concatenate([one.ids, other.ids])
    np.testing.assert_allclose(alike(one, other), features(one, things) @ features(other, things).T, atol=1e-6)


@QUICK
@given(seed=st.integers(0, 50), alpha=st.sampled_from([0.0, 0.1, 1.0]))
def test_it_is_ridge_regression_on_all_features_with_a_block_a_user(seed, alpha):
    by_user = {"ann": judged(5, seed), "bea": judged(3, seed + 100)}
    offered = arms(9, seed + 200)
    things = np.concatenate([offered.ids, *(by.arms.ids for by in by_user.values())])

    def stacked(user: str, some: Arms) -> np.ndarray:  # z, and x in the block of the user
        x = features(some, things)
        return np.hstack([some.shared, *(x if user == other else 0 * x for other in ("ann", "bea"))])

    rows = np.vstack([stacked(user, by.arms) for user, by in by_user.items()])
    weight = 1 / np.concatenate([by.noise for by in by_user.values()])
    surprise = np.concatenate([by.reward - by.arms.prior for by in by_user.values()])
    prior = np.array([1 / SHARED_PRIOR] * WIDTH + [1.0] * (rows.shape[1] - WIDTH))
    covariance = np.linalg.inv(np.diag(prior) + rows.T @ (weight[:, None] * rows))
    theta = covariance @ rows.T @ (weight * surprise)
    asked = stacked("ann", offered)
    deviation = np.sqrt(np.einsum("nf,fg,ng->n", asked, covariance, asked))
    before = np.sqrt((asked**2 / prior).sum(axis=1))
    expected = offered.prior + asked @ theta + alpha * (deviation - before)
    np.testing.assert_allclose(Bandit.learn(by_user).scores("ann", offered, alpha), expected, atol=1e-5)


def test_without_feedback_there_is_no_bandit_and_nothing_changes():
    assert Bandit.learn({}) is None
    offered = arms(6)
    assert (Personal("ann").scores(offered) == offered.prior).all()


def test_a_like_lifts_its_like_and_a_dislike_lowers_it():
    offered = arms(40, 3)
    low = int(offered.prior.argmin())
    liked = Bandit.learn({"ann": Judged.of([offered.at(low)], ["like"], [("item", "i")])})
    gain = liked.scores("ann", offered, alpha=0.0) - offered.prior
    near = alike(offered, offered.at(low))[:, 0]
    assert gain[low] == gain.max() > 0.3
    assert np.corrcoef(gain, near)[0, 1] > 0.8
    high = int(offered.prior.argmax())
    disliked = Bandit.learn({"ann": Judged.of([offered.at(high)], ["dislike"], [("item", "i")])})
    assert (disliked.scores("ann", offered, alpha=0.0) - offered.prior).argmin() == high


def test_a_hide_says_less_than_a_dislike():
    offered = arms(40, 3)
    high = int(offered.prior.argmax())
    drop = {}
    for kind in ("dislike", "hide"):
        bandit = Bandit.learn({"ann": Judged.of([offered.at(high)], [kind], [("item", "i")])})
        drop[kind] = (offered.prior - bandit.scores("ann", offered, alpha=0.0))[high]
    assert drop["dislike"] > 2 * drop["hide"] > 0
    assert NOISE["hide"] > NOISE["dislike"]


def test_others_feedback_counts_through_what_is_shared_only():
    offered, others = arms(12, 5), judged(6, 6)
    alone = Bandit.learn({"bea": others})
    expected = offered.prior + offered.shared @ alone.shift
    np.testing.assert_allclose(alone.scores("ann", offered, alpha=0.0), expected)


def test_what_was_never_judged_is_worth_exploring():
    offered = arms(40, 7)
    level = Arms(
        np.full(40, 0.5), *(getattr(offered, name) for name in ("shared", "topics", "categories", "directions", "ids"))
    )
    neutral = Judged(level.at(0), np.array([0.5]), np.array([1.0]), (("item", "i"),))
    bandit = Bandit.learn({"ann": neutral})
    np.testing.assert_allclose(bandit.scores("ann", level, alpha=0.0), 0.5)
    assert bandit.scores("ann", level, alpha=1.0).argmin() == 0


def test_scores_stay_at_most_one_in_their_order():
    offered = arms(20, 8)
    bandit = Bandit.learn({"ann": Judged.of([offered.at(i) for i in range(10)], ["like"] * 10, [("item", "i")] * 10)})
    raw, shown = bandit.scores("ann", offered), Personal("ann", bandit=bandit).scores(offered)
    assert shown.max() <= 1
    assert (np.argsort(raw) == np.argsort(shown)).all()


def test_the_liked_thing_that_speaks_most_comes_first():
    offered = arms(30, 9)
    pair = [int(i) for i in np.argsort(offered.prior)[:2]]
    bandit = Bandit.learn(
        {"ann": Judged.of([offered.at(i) for i in pair], ["like", "dislike"], [("item", "a"), ("item", "b")])}
    )
    assert bandit.supporters("ann", offered.at(pair[0]), ("item", "z"), 3) == (("item", "a"),)
    assert bandit.supporters("ann", offered.at(pair[0]), ("item", "a"), 3) == ()
    assert bandit.supporters("bea", offered.at(pair[0]), ("item", "z"), 3) == ()


@pytest.mark.parametrize(("kind", "place"), [("item", slice(0, 8)), ("interest", slice(8, 13))])
def test_each_kind_has_shared_weights_of_its_own(kind, place):
    row = padded(np.ones((1, WIDTHS[kind])), kind)[0]
    assert row.shape == (WIDTH,) and row[place].all() and row.sum() == WIDTHS[kind]


@QUICK
@given(seed=st.integers(0, 60), crowd=st.integers(0, 3), nearly=st.booleans())
def test_what_is_liked_rises_even_from_the_first_place_and_what_is_disliked_falls_even_from_the_last(
    seed, crowd, nearly
):
    """Also among things that are nearly the same, whatever others have said."""
    offered = arms(12, seed)
    if nearly:
        directions = unit(offered.directions[:1] + 0.01 * offered.directions)
        offered = replace(offered, directions=directions, topics=offered.topics[[0] * 12])
    others = {f"u{n}": judged(4, seed + 100 + n) for n in range(crowd)}
    before = Personal("ann", bandit=Bandit.learn(others)).scores(offered)
    for place, kind in ((int(before.argmax()), "like"), (int(before.argmin()), "dislike")):
        said = Judged.of([offered.at(place)], [kind], [("item", "i")])
        bandit = Bandit.learn({**others, "ann": said})
        after = bandit.scores("ann", offered)
        if kind == "like":
            assert after[place] > before[place] and after.argmax() == place
        else:
            assert after[place] < before[place] and after.argmin() == place
