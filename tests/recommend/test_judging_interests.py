"""Recommended interests on topics held out: planted crowds are found, and nothing held out has a say."""

import numpy as np
import pandas as pd
import pytest

from interest import open_study
from interest.errors import InputError
from interest.evaluation import FIGURES, SPLITS, difference, summary
from interest.hierarchy.tree import InterestTree, Node
from interest.recommend import interest_recommenders, measure_interests, shown_interests
from interest.recommend.judging_interests import INTEREST_SPLITS, PARTS, _of_some, remaining

CROWDS = {"a": ("t0", "t1", "t2", "t3"), "b": ("t4", "t5", "t6", "t7")}
TOPICS = [topic for topics in CROWDS.values() for topic in topics]
CENTROIDS = dict(zip(TOPICS, np.eye(8, dtype=np.float32), strict=True))
MEMBERS = 15


def tree_of(topics: list[str]) -> InterestTree:
    """Each topic in a category of its own, so that only people can tell which ones go together."""
    nodes = [
        node
        for topic in topics
        for node in (
            Node(f"c{topic}", "category", topic, None, (topic,)),
            Node(topic, "topic", topic, f"c{topic}", (f"k{topic}",)),
            Node(f"k{topic}", "keyword", topic, topic),
        )
    ]
    return InterestTree({node.id: node for node in nodes})


TREE = tree_of(TOPICS)


def said(rows: list[tuple[str, str, object]]) -> pd.DataFrame:
    """Statements of (user, topic, time)."""
    frame = pd.DataFrame(rows, columns=["user_id", "topic", "timestamp"])
    return frame.assign(
        statement_id=range(len(frame)), category="c" + frame["topic"], keyword="k" + frame["topic"], weight=1.0,
        strength=0.9, is_outlier=False, rating=np.nan, source="", timestamp=pd.to_datetime(frame["timestamp"]),
    )  # fmt: skip


@pytest.fixture
def crowds() -> tuple[pd.DataFrame, np.ndarray]:
    """Two crowds; each member writes twice about each of the four topics of the crowd, in an order of their own."""
    rng, rows = np.random.default_rng(0), []
    for crowd, topics in CROWDS.items():
        for member in range(MEMBERS):
            days = rng.permutation(100)[: 2 * len(topics)]
            days = pd.Timestamp("2026-01-01") + pd.to_timedelta(days, unit="D")
            rows += [(f"{crowd}{member:02}", topic, day) for topic, day in zip(topics * 2, days, strict=True)]
    statements = said(rows)
    noise = rng.normal(0, 0.1, (len(rows), 8))
    return statements, (np.stack([CENTROIDS[topic] for topic in statements["topic"]]) + noise).astype(np.float32)


@pytest.mark.parametrize("split", ["random", "folds"])
def test_what_everybody_alike_wrote_about_is_found(crowds, split):
    measured = measure_interests(*crowds, TREE, CENTROIDS, split, k=1)
    values = summary(measured).set_index(["metric", "recommender"])["value"]
    assert values["hit_rate", "recommended"] == values["ndcg", "neighbours"] == 1
    assert values["hit_rate", "related"] == 0  # nothing of the tree or the content tells
    for baseline in ("popularity", "random"):
        assert difference(measured, "recommended", baseline)[1] > 0.4


@pytest.mark.parametrize("split", ["time", "replay"])
def test_in_the_order_of_time_it_is_found_more_often_than_by_both_baselines(crowds, split):
    measured = measure_interests(*crowds, TREE, CENTROIDS, split, k=2)
    for baseline in ("popularity", "random"):
        assert difference(measured, "recommended", baseline)[1] > 0.1


def test_what_only_the_future_tells_is_not_known():
    """Everybody writes about t0 and then about t1, and nobody about t1 before the moment of the split."""
    rows = [(f"u{n:02}", "t0", f"2026-01-{n + 1:02}") for n in range(30)]
    rows += [(f"u{n:02}", "t1", f"2026-02-{n + 1:02}") for n in range(10)]
    statements = said(rows)
    vectors = np.stack([CENTROIDS[topic] for topic in statements["topic"]])
    values = {
        split: summary(measure_interests(statements, vectors, TREE, CENTROIDS, split, k=1))
        .set_index(["metric", "recommender"])["value"]["recall", "recommended"]
        for split in ("time", "folds")
    }  # fmt: skip
    assert values["time"] == 0
    assert values["folds"] > 0.4  # the same people, with what others wrote later


@pytest.mark.parametrize("split", INTEREST_SPLITS)
def test_what_is_held_out_has_no_say(crowds, split):
    statements, vectors = crowds
    statements["rating"] = 5.0
    pairs = shown_interests(statements, TREE)
    fold = SPLITS[split](pairs, 0)[-1]
    by_time = split in ("time", "replay")
    rest = remaining(statements, pairs, fold.train, by_time)
    assert 0 < rest.sum() < len(rest)
    changed = statements.copy()
    changed.loc[~rest, ["weight", "rating", "is_outlier"]] = 100.0, 1.0, True
    other = vectors.copy()
    other[~rest] = np.random.default_rng(1).normal(size=(int((~rest).sum()), 8))
    rankings = []
    for data in ((statements, vectors), (changed, other)):
        recommenders = interest_recommenders(pairs, *data, TREE, CENTROIDS, by_time)
        ranks = [learn(fold.train) for learn in recommenders.values()]
        rankings.append([rank(user, 8) for rank in ranks for user in pairs["user_id"].unique()])
    assert rankings[0] == rankings[1]
    assert sum(map(len, rankings[0])) > 0


def test_what_remains_is_neither_held_out_nor_later(crowds):
    statements, _ = crowds
    pairs = shown_interests(statements, TREE)
    fold = SPLITS["time"](pairs, 0)[0]
    rest = statements[remaining(statements, pairs, fold.train, by_time=True)]
    known = set(zip(fold.train["user_id"], fold.train["item_id"], strict=True))
    assert set(zip(rest["user_id"], rest["topic"], strict=True)) == known
    assert rest["timestamp"].max() <= fold.train["timestamp"].max() <= fold.test["timestamp"].min()
    later = statements[(statements["timestamp"] > fold.train["timestamp"].max())]
    assert known & set(zip(later["user_id"], later["topic"], strict=True))  # also what is said again later is gone


def test_seeds_reproduce(crowds):
    one, again, other = (measure_interests(*crowds, TREE, CENTROIDS, k=2, seed=seed) for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(one, again)
    assert not one["value"].equals(other["value"])


def test_an_interest_is_a_topic_that_can_be_recommended(crowds):
    statements, _ = crowds
    complaint = statements["topic"] == "t0"
    rated = statements.assign(rating=np.where(complaint, 1.0, 5.0))
    assert set(shown_interests(rated, TREE)["item_id"]) == {*TOPICS} - {"t0"}
    first = statements.groupby(["user_id", "topic"])["timestamp"].min()
    shown = shown_interests(statements, TREE).set_index(["user_id", "item_id"])["timestamp"]
    assert shown.to_dict() == first.to_dict()


def test_of_many_users_some_are_tested(crowds):
    pairs = shown_interests(crowds[0], TREE)
    (fold,) = _of_some(SPLITS["random"], 7)(pairs, 0)
    (whole,) = SPLITS["random"](pairs, 0)
    assert fold.test["user_id"].nunique() == 7
    pd.testing.assert_frame_equal(fold.train, whole.train)


def test_what_is_judged_is_what_is_shown(small_study_folder, fake_encoder):
    study = open_study(small_study_folder)
    study.edit.hide(study.tree.level("topic")[1].id)
    known = study.statements, study.contents.shifted, study.tree, study.contents.topic_vectors
    pairs = shown_interests(study.statements, study.tree)
    rank = interest_recommenders(pairs, *known, closed=study.contents.closed_users)["recommended"](pairs)
    for user_id in study.users:
        shown = study.recommend(user_id, 6, use_feedback=False)["node_id"].tolist()
        assert rank([user_id], 6) == [shown], user_id


def test_interest_quality_of_a_study(small_study):
    stages = []
    table = small_study.interest_quality(k=3, progress=lambda stage, fraction: stages.append((stage, fraction)))
    assert set(table["recommender"]) == {*PARTS, "popularity", "random"}
    assert set(table["metric"]) == {*FIGURES, "ahead of popularity"}
    assert stages[0] == ("recommending", 0) and stages[-1] == ("recommending", 1)


def test_what_cannot_be_judged_is_said(crowds):
    statements, vectors = crowds
    for split in ("never", "new"):
        with pytest.raises(InputError, match=f"{split}.*random, time, folds, replay"):
            measure_interests(statements, vectors, TREE, CENTROIDS, split)
    one = statements["topic"].isin(["t0", "t4"]).to_numpy()
    with pytest.raises(InputError, match="none of 30 users wrote about two topics"):
        measure_interests(statements[one], vectors[one], TREE, CENTROIDS)
    with pytest.raises(InputError, match="No statement has a time"):
        measure_interests(statements.assign(timestamp=pd.NaT), vectors, TREE, CENTROIDS, "replay")


def test_a_complaint_is_never_recommended(crowds):
    """Of three in the crowd nothing is known of t0; in the eyes of all others it is liked, or a complaint."""
    statements, vectors = crowds
    rest = ~(statements["user_id"].isin(["a00", "a01", "a02"]) & (statements["topic"] == "t0"))
    about = statements["topic"] == "t0"
    for rating in (5.0, 1.0):
        rated = statements.assign(rating=np.where(about, rating, np.where(statements["topic"] == "t3", 1.0, 5.0)))
        pairs = shown_interests(rated[rest], TREE)
        known = rated[rest], vectors[rest], TREE, CENTROIDS
        found = interest_recommenders(pairs, *known)["recommended"](pairs)(["a01"], 8)[0]
        assert set(found) <= {"t0", *CROWDS["b"]}
        assert (found[0] == "t0") == ("t0" in found) == (rating == 5.0)
