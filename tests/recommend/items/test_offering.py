"""Items: by content, by common takers, by both, and by popularity where nothing else is known."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interest.contents.fusion import Fusion
from interest.errors import InputError, UnknownNodeError
from interest.recommend.because import Because
from interest.recommend.items import Told, Voice, item_space, learn_fusion, rank_items, recommend_items
from interest.users.vectors import unit

QUICK = settings(deadline=None, max_examples=10)

TOPICS = ["t1", "t1", "t2", "t3", "t3", "t4", "t5", "t5", "t6"]
ITEMS = pd.DataFrame({"item_id": [f"i{n}" for n in range(9)], "text": [f"about {topic}" for topic in TOPICS]})
TAKEN = pd.DataFrame(
    [
        *[(f"r{n}", item) for n in range(6) for item in ("i0", "i3")],  # i0 and i3 go together
        *[(f"s{n}", item) for n in range(4) for item in ("i6", "i7")],
        ("only", "i0"),
        ("dan", "i3"),
    ],
    columns=["user_id", "item_id"],
)


@pytest.fixture(scope="module")
def vectors(world) -> np.ndarray:
    noise = np.random.default_rng(1).normal(0, 0.05, (9, 12))
    return unit(np.stack([world.centroids[topic] for topic in TOPICS]) + noise)


@pytest.fixture(scope="module")
def space(vectors):
    return item_space(ITEMS, vectors, TOPICS, TAKEN)


def voice(world, user_id: str) -> Voice:
    own = world.statements["user_id"] == user_id
    return Voice(world.vectors[own] - world.users.center, world.weights(user_id)) if own.any() else Voice()


def test_known_by_text_only_gets_items_of_their_topics(world, space):
    found = recommend_items("fay", space, world.tree, voice(world, "fay"), 3)
    assert found.columns.tolist() == ["item_id", "score", "because"]
    assert found["item_id"][0] == "i5"
    assert found["because"][0] == Because("topic", nodes=("t4",))
    assert set(found["item_id"][1:]) == {"i3", "i4"}
    assert found["because"][1] == Because("topic", nodes=("c2",))


def test_each_of_several_interests_is_served(world, space):
    found = recommend_items("gus", space, world.tree, voice(world, "gus"), 3)
    assert set(found["item_id"]) == {"i6", "i7", "i8"}


def test_one_row_for_the_user_will_do(world, space):
    found = recommend_items("fay", space, world.tree, Voice(world.users.row("fay"), world.weights("fay")), 1)
    assert found["item_id"].tolist() == ["i5"]


def test_known_by_interactions_only_gets_what_goes_together(world, space):
    found = recommend_items("only", space, world.tree).set_index("item_id")
    assert found.loc["i3", "because"] == Because("together", items=("i0",))
    assert found.loc["i1", "because"] == Because("topic", nodes=("t1",))
    assert found.index[0] == "i1" and "i3" in found.index[:3]


def test_known_by_both(world, space):
    found = recommend_items("dan", space, world.tree, voice(world, "dan"))
    assert set(found["item_id"][:3]) == {"i0", "i4", "i5"}
    assert found.set_index("item_id").loc["i0", "because"].kind == "together"


@QUICK
@given(user_id=st.sampled_from(["dan", "only", "fay", "r0", "s3", "nobody"]), k=st.integers(0, 12))
def test_nothing_taken_is_recommended(world, space, user_id, k):
    found = recommend_items(user_id, space, world.tree, voice(world, user_id), k)
    assert not set(found["item_id"]) & set(TAKEN.loc[TAKEN["user_id"] == user_id, "item_id"])
    assert len(found) <= k and found["item_id"].is_unique
    assert found["score"].is_monotonic_decreasing and found["score"].between(0, 1).all()


def test_popularity_is_the_last_resort(world, space):
    found = recommend_items("nobody", space, world.tree)
    assert found["item_id"].tolist() == ["i0", "i3", "i6", "i7"]
    assert found["because"][0] == Because("taken", count=7, of=12)
    assert found["score"].is_monotonic_decreasing and 0 < found["score"][0] < 1


def test_without_interactions_content_alone(world, vectors):
    space = item_space(ITEMS, vectors, TOPICS)
    found = recommend_items("hua", space, world.tree, voice(world, "hua"), 2)
    assert set(found["item_id"]) == {"i6", "i7"}
    assert recommend_items("nobody", space, world.tree).empty


def test_without_any_text_common_takers_alone(world):
    blank = ITEMS.assign(text="")
    space = item_space(blank, np.ones((9, 12), np.float32), TOPICS, TAKEN)
    assert not space.vectors.any() and set(space.topics) == {""}
    assert recommend_items("only", space, world.tree)["item_id"][0] == "i3"


def test_items_seen_only_in_interactions_can_be_recommended(world, vectors):
    extra = pd.DataFrame({"user_id": ["r0", "r1", "r2"], "item_id": "x9"})
    space = item_space(ITEMS, vectors, TOPICS, pd.concat([TAKEN, extra]))
    assert space.ids.tolist() == [*ITEMS["item_id"], "x9"]
    found = recommend_items("only", space, world.tree).set_index("item_id")
    assert found.loc["x9", "because"] == Because("together", items=("i0",))


def test_one_common_taker_weighs_less_than_many(world, vectors):
    pairs = [*[(f"m{n}", item) for n in range(5) for item in ("a", "many")], ("o", "b"), ("o", "one")]
    pairs += [("me", "a"), ("me", "b")]
    taken = pd.DataFrame(pairs, columns=["user_id", "item_id"])
    space = item_space(ITEMS, vectors, TOPICS, taken)
    assert recommend_items("me", space, world.tree)["item_id"][:2].tolist() == ["many", "one"]


def test_an_item_taken_with_weight_zero_is_taken(world, vectors):
    taken = pd.concat([TAKEN.assign(weight=1.0), pd.DataFrame({"user_id": ["z"], "item_id": ["i0"], "weight": [0.0]})])
    found = recommend_items("z", item_space(ITEMS, vectors, TOPICS, taken), world.tree)
    assert "i0" not in set(found["item_id"]) and len(found)


def test_repeated_interactions_add_up(vectors):
    taken = pd.DataFrame({"user_id": ["a", "a"], "item_id": ["i0", "i0"], "weight": [1.0, 2.0]})
    assert item_space(ITEMS, vectors, TOPICS, taken).taken_by("a").tolist() == pytest.approx([1.0])


def test_an_item_listed_twice_is_refused(vectors):
    with pytest.raises(InputError, match="i0"):
        item_space(pd.concat([ITEMS, ITEMS.head(1)]), vectors, TOPICS)


@QUICK
@given(seed=st.integers(0, 99))
def test_the_order_of_interactions_is_irrelevant(world, vectors, space, seed):
    shuffled = item_space(ITEMS, vectors, TOPICS, TAKEN.sample(frac=1, random_state=seed))
    for user_id in ("only", "r0", "s1"):
        one, other = (recommend_items(user_id, s, world.tree) for s in (space, shuffled))
        pd.testing.assert_frame_equal(one, other)


def test_only_what_may_be_recommended(world, space):
    asked = ("fay", space, world.tree, voice(world, "fay"))
    assert set(recommend_items(*asked, among=["i0", "i6", "unknown"])["item_id"]) == {"i0", "i6"}
    assert recommend_items(*asked, among=[]).empty
    assert space.within("c2", world.tree).tolist() == ["i3", "i4", "i5"]
    assert space.within("k4", world.tree).tolist() == space.within("t4", world.tree).tolist() == ["i5"]
    with pytest.raises(UnknownNodeError):
        space.within("nowhere", world.tree)


def test_diversity_brings_other_topics(world, space):
    asked = ("fay", space, world.tree, voice(world, "fay"))
    plain, mixed = (recommend_items(*asked, k=3, diversity=d) for d in (0.0, 0.8))
    topics = dict(zip(space.ids, space.topics, strict=True))
    assert plain["item_id"][0] == mixed["item_id"][0]
    assert mixed["item_id"].map(topics).nunique() > plain["item_id"].map(topics).nunique()
    with pytest.raises(InputError, match="1.5"):
        recommend_items(*asked, diversity=1.5)


SILENT = Told(lambda user_id: Voice())
GROUPS = (["i0", "i2", "i4", "i6", "i8", "a0", "a1", "a2"], ["i1", "i3", "i5", "i7", "b0", "b1", "b2", "b3"])


@pytest.fixture(scope="module")
def shoppers() -> pd.DataFrame:
    """80 users who took five of the eight items of one group; the groups mix the topics of the catalogue."""
    rng = np.random.default_rng(0)
    rows = [(f"s{n}", item) for n in range(80) for item in rng.permutation(GROUPS[n % 2])[:5]]
    return pd.DataFrame(rows, columns=["user_id", "item_id"])


def test_weights_follow_what_foretells(world, vectors, shoppers):
    behaviour = item_space(ITEMS, vectors, TOPICS, shoppers)
    learned = learn_fusion(behaviour, world.tree, SILENT)
    assert learned.users == 80
    assert learned.weights[0] < 0.5 and sum(learned.weights) == pytest.approx(1)
    assert learned == learn_fusion(behaviour, world.tree, SILENT)

    for few in (shoppers.head(90), None):
        space = item_space(ITEMS, vectors, TOPICS, few)
        assert learn_fusion(space, world.tree, SILENT) == Fusion()


def test_ranks_are_those_of_the_recommendations(world, vectors, shoppers):
    space = item_space(ITEMS, vectors, TOPICS, shoppers)
    fusion = learn_fusion(space, world.tree, SILENT)
    for user_id in ("s0", "s1", "nobody"):
        found = recommend_items(user_id, space, world.tree, k=5, fusion=fusion)
        assert rank_items([user_id], space, world.tree, [Voice()], 5, fusion) == [found["item_id"].tolist()]
    found = recommend_items("s0", space, world.tree, fusion=fusion).head(3)
    assert set(found["item_id"]) <= set(GROUPS[0])
    assert "together" in {because.kind for because in found["because"]}


FACTORS_ALONE = Fusion((0.0, 0.0, 0.0, 1.0, 0.0), stand_in=0.0, factor_hold=0.2)


def taken_by_somebody(taken: pd.DataFrame, *items: str) -> bool:
    """Whether anybody took all of these items."""
    own = taken[taken["item_id"].isin(items)].groupby("user_id")["item_id"].nunique()
    return bool((own == len(items)).any())


def test_factors_name_no_item_that_nobody_took_with_the_recommended_one(world, vectors):
    pairs = [(f"{group}{n}", item) for group in ("ab", "ac", "bc", "bd", "cd") for n in range(6) for item in group]
    taken = pd.DataFrame([*pairs, ("me", "a")], columns=["user_id", "item_id"])
    space = item_space(ITEMS, vectors, TOPICS, taken)
    found = recommend_items("me", space, world.tree, fusion=FACTORS_ALONE).set_index("item_id")["because"]
    assert found["b"] == Because("together", items=("a",))
    assert not taken_by_somebody(taken, "a", "d") and found["d"] == Because("factors")
    assert found["d"].text(world.tree) == "It fits the pattern of what you and others took."


@pytest.mark.parametrize("fusion", [FACTORS_ALONE, Fusion((0.0, 0.5, 0.0, 0.5, 0.0)), Fusion()])
def test_whatever_is_named_was_taken_with_the_recommended_item(world, vectors, shoppers, fusion):
    space = item_space(ITEMS, vectors, TOPICS, shoppers)
    kinds = set()
    for user_id in shoppers["user_id"].unique()[:12]:
        mine = set(shoppers.loc[shoppers["user_id"] == user_id, "item_id"])
        for row in recommend_items(user_id, space, world.tree, k=20, fusion=fusion).itertuples(index=False):
            kinds.add(row.because.kind)
            assert set(row.because.items) <= mine
            assert all(taken_by_somebody(shoppers, item, row.item_id) for item in row.because.items)
            assert bool(row.because.items) == (row.because.kind == "together")
    assert "together" in kinds


@pytest.mark.parametrize("voiced", ["fay", "gus"])
def test_somebody_new_gets_what_a_user_of_such_words_gets_who_took_nothing(world, space, voiced):
    asked = (space, world.tree, voice(world, voiced))
    pd.testing.assert_frame_equal(recommend_items(None, *asked), recommend_items(voiced, *asked))


def test_a_new_item_is_found_by_its_content(world, space):
    assert space.popularity.takers[space.ids.get_loc("i5")] == 0
    found = recommend_items("dan", space, world.tree, voice(world, "dan"), fusion=Fusion((0.2, 0.2, 0.3, 0.3, 0.0)))
    assert "i5" in set(found["item_id"][:3])
