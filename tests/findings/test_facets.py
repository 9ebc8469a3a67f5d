"""A node over time, by source and by rating: counts that add up, and scales that are understood."""

import numpy as np
import pandas as pd
import pytest

from interest.contents.opinions import opinions, scale_of
from interest.findings import by_rating, by_source, over_time, user_over_time, with_opinion
from interest.findings.facets import MOST_BINS, dated


@pytest.mark.parametrize(
    ("last", "unit"),
    [(10, "day"), (90, "week"), (200, "fortnight"), (460, "month"), (1200, "quarter"), (5000, "year")],
)
def test_bins_fit_the_span(last, unit, plain_study, changed, topics, days):
    study = changed(plain_study, timestamp=days(0, last, len(plain_study.contents.ingested)))
    timeline = over_time(study.contents, topics[0])
    assert timeline.unit == unit
    bins = timeline.bins
    assert 2 <= len(bins) <= MOST_BINS
    assert bins["of"].sum() == len(study.statements)
    assert bins["statements"].sum() == study.tree[topics[0]].size
    assert (bins["share"] == bins["statements"] / bins["of"]).all()
    assert ((bins["low"] <= bins["share"]) & (bins["share"] <= bins["high"])).all()
    assert bins["start"].is_monotonic_increasing


def test_the_newest_week_is_a_whole_one(plain_study, changed, topics, days):
    study = changed(plain_study, timestamp=days(0, 80, len(plain_study.contents.ingested)))
    last = study.statements["timestamp"].max().normalize()
    assert over_time(study.contents, topics[0]).bins["start"].iloc[-1] == last - pd.Timedelta(days=6)


def test_no_times_no_line(plain_study, changed, topics):
    nothing = np.full(len(plain_study.contents.ingested), np.datetime64("NaT", "ns"))
    assert over_time(changed(plain_study, timestamp=nothing).contents, topics[0]) is None
    assert over_time(changed(plain_study, timestamp=pd.Timestamp("2026-05-01 10:00")).contents, topics[0]) is None


def test_what_a_user_said_over_time_adds_up(plain_study, changed, days):
    study = changed(plain_study, timestamp=days(0, 90, len(plain_study.contents.ingested)))
    user = study.users[0]
    own = study.statements[study.statements["user_id"] == user]
    timeline = user_over_time(study.contents, user)
    counts = timeline.bins.groupby("category")["statements"].sum()
    assert counts.to_dict() == own["category"].value_counts().to_dict()
    first = timeline.bins["start"].min()
    assert first <= own["timestamp"].min() < timeline.bins["start"].max() + pd.Timedelta(days=92)
    assert timeline.bins["start"].nunique() >= 2


def test_somebody_who_wrote_on_one_day_has_no_history(plain_study, changed):
    study = changed(plain_study, timestamp=pd.Timestamp("2026-05-01 10:00"))
    assert user_over_time(study.contents, study.users[0]) is None
    assert user_over_time(study.contents, "nobody") is None


def test_repeated_statements_count_each_time(plain_study, changed):
    study = changed(plain_study)
    study.contents.ingested.times.loc[0] = [0, pd.Timestamp("2026-02-01")]
    try:
        times = dated(study.contents)
        assert len(times) == len(study.statements) + 1
        assert (times["statement_id"] == 0).sum() == 2
    finally:
        study.contents.ingested.times.drop(index=0, inplace=True)


def test_shares_by_source(plain_study, changed, topics, within):
    source = np.where(
        within(topics[0]), "客服", np.where(np.arange(len(plain_study.contents.ingested)) % 2, "a", "客服")
    )
    table = by_source(changed(plain_study, source=pd.array(source, dtype="str")).contents, topics[0])
    assert table["source"].tolist() == ["客服", "a"]
    assert table["statements"].tolist() == [within(topics[0]).sum(), 0]
    assert table["of"].sum() == len(plain_study.statements)
    assert table["lift"][0] > 1 > table["lift"][1]
    assert table["low"][1] == 0 < table["high"][1]


@pytest.mark.parametrize(
    ("ratings", "scale"),
    [
        ([1, 2, 5], (1, 5)),
        ([4, 5], (1, 5)),
        ([0, 3, 5], (0, 5)),
        ([0, 1], (0, 1)),
        ([-1, 0, 1], (-1, 1)),
        ([1, 7], (1, 7)),
        ([2, 9.5], (1, 10)),
        ([0, 10], (0, 10)),
        ([35, 80], (0, 100)),
        ([8, 12, 19], (0, 20)),
        ([18, 30], None),
        ([200, 900], None),
        ([3, 3], None),
        ([np.nan], None),
    ],
)
def test_scales_are_recognised(ratings, scale):
    assert scale_of(pd.Series(ratings, dtype=float)) == scale


def test_on_an_unknown_scale_the_middle_is_that_of_the_data():
    marks = pd.DataFrame({"rating": [18.0, 22, 25, 28, 30], "source": "exam"})
    assert opinions(marks).tolist() == ["disliked", "disliked", "neutral", "liked", "liked"]
    assert set(opinions(marks.assign(rating=[8.0, 10, 12, 15, 19]))) == {"disliked", "neutral", "liked"}


def test_each_source_has_its_own_scale():
    stars, points = [1.0, 2, 3, 4, 5] * 3, [0.0, 4, 5, 6, 10] * 3
    frame = pd.DataFrame({"rating": stars + points + [np.nan], "source": ["stars"] * 15 + ["points"] * 15 + ["stars"]})
    said = opinions(frame)
    assert said[:5].tolist() == ["disliked", "disliked", "neutral", "liked", "liked"]
    assert said[15:20].tolist() == ["disliked", "disliked", "neutral", "liked", "liked"]
    assert said.iloc[-1] == ""


def test_a_source_with_few_ratings_takes_the_scale_of_all():
    frame = pd.DataFrame({"rating": [1.0, 2, 4, 5] * 5 + [1.0], "source": ["many"] * 20 + ["few"]})
    assert opinions(frame).iloc[-1] == "disliked"


def test_ratings_of_a_node(plain_study, changed, topics, within):
    assert by_rating(plain_study.contents, topics[0]).empty
    rating = np.where(within(topics[0]), 1.0, 5.0)
    study = changed(plain_study, rating=rating)
    table = by_rating(study.contents, topics[0]).set_index("opinion")
    assert table.loc["disliked", ["share", "of_others"]].tolist() == [1.0, 0.0]
    assert table["share"].sum() == table["of_others"].sum() == 1


def test_the_tree_of_what_is_disliked(plain_study, changed, topics, within):
    study = changed(plain_study, rating=np.where(within(topics[0]), 1.0, 5.0))
    low = with_opinion(study.contents, "disliked")
    tree = study.tree.among(low)
    assert [node.id for node in tree.level("topic")] == [topics[0]]
    assert tree[topics[0]].size == len(low) == study.tree[topics[0]].size
    assert tree[topics[0]].users == study.tree[topics[0]].users
    assert list(tree.nodes) == list(study.tree.nodes)  # so that colours stay
    assert len(study.tree.among(with_opinion(study.contents, "neutral"))) == 0


def test_curve_and_sources_count_the_chosen_statements_alone(plain_study, changed, topics, within, days):
    count = len(plain_study.contents.ingested)
    rating = np.where(np.arange(count) % 3 == 0, 1.0, 5.0)
    source = np.where(np.arange(count) % 2, "a", "b")
    study = changed(plain_study, rating=rating, timestamp=days(0, 90, count), source=pd.array(source, dtype="str"))
    low = with_opinion(study.contents, "disliked")
    own = int((low["topic"] == topics[0]).sum())
    assert 0 < own < within(topics[0]).sum()
    for table in (over_time(study.contents, topics[0], low).bins, by_source(study.contents, topics[0], low)):
        assert (table["statements"].sum(), table["of"].sum()) == (own, len(low))
