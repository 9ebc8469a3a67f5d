"""What changed, where the answer is planted: what grew, appeared and vanished, who moved, and where nothing did."""

from collections.abc import Callable
from datetime import date

import numpy as np
import pandas as pd
import pytest

import interest
from interest.comparison import STAGES, Comparison, usual_day
from interest.comparison.changes import user_shares
from interest.contents import Deferred
from interest.errors import InputError, StudyError
from interest.export import comparison_records
from interest.findings import turning_point
from interest.hierarchy import space
from interest.study import Study

PETS = ("dogs", "aquariums", "parrots")


@pytest.fixture(scope="module")
def built(fake_encoder_class, tmp_path_factory) -> Callable[[pd.DataFrame, str], Study]:
    """A study of a frame with the fake encoder."""
    cache = str(tmp_path_factory.mktemp("cache"))

    def build(frame: pd.DataFrame, name: str) -> Study:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("INTEREST_CACHE", cache)
            patch.setattr(space, "MOST_VIEWS", 5)  # of 33 layouts, which here would find the same and take longer
            columns = {"user_id": "user_id", "text": "text", "timestamp": "timestamp"}
            return interest.build(frame, encoder=fake_encoder_class(), name=name, columns=columns)

    return build


@pytest.fixture(scope="module")
def earlier(built, planted_frame) -> Study:
    return built(planted_frame(seed=1), "May")


def planted_node(study: Study, frame: pd.DataFrame, topic: str, level: str = "topic") -> str:
    """The node of a study in which most statements of a planted topic lie."""
    planted = study.statements["row"].map(frame["planted_topic"].reset_index(drop=True))
    return str(study.statements.loc[planted == topic, level].mode()[0])


def people(frame: pd.DataFrame, prefix: str) -> pd.DataFrame:
    return frame.assign(user_id=prefix + frame["user_id"])


def test_planted_growth_is_found_and_a_flat_topic_is_not(earlier, built, planted_frame) -> None:
    first = planted_frame(seed=1)
    fans = planted_frame(n_users=300, seed=3)
    fans = people(fans[fans["planted_topic"] == "guitars"].groupby("user_id").head(3).head(90), "fan")
    later = built(pd.concat([people(planted_frame(seed=2), "new"), fans], ignore_index=True), "June")
    found = earlier.compare(later)
    guitars, flat = (planted_node(earlier, first, topic) for topic in ("guitars", "lawns"))
    assert found.grew("topic")["node_id"].tolist() == [guitars]
    row = found.nodes.set_index("node_id").loc[guitars]
    assert row["difference"] > 0.15 and row["low"] > 0 and row["low"] < row["difference"] < row["high"]
    assert row["needed"] == 0
    assert row["users_later"] > row["users_earlier"] and row["statements_later"] > row["statements_earlier"]
    assert not found.nodes.set_index("node_id").loc[flat, "significant"]
    assert found.appeared.empty and found.vanished.empty
    assert any("guitar" in text or "capo" in text or "chords" in text for text in found.later.typical(guitars, 10))


def test_a_study_against_itself_gives_nothing(earlier) -> None:
    found = earlier.compare(earlier)
    assert found.nothing
    assert (found.nodes["difference"] == 0).all() and (found.nodes["p"] == 1).all()
    sizes = {node.id: (node.size, node.users) for node in earlier.tree}
    rows = found.nodes[["node_id", "statements_later", "users_later"]].itertuples(index=False)
    assert {row.node_id: (row.statements_later, row.users_later) for row in rows} == sizes
    assert found.shared_users == len(earlier.users)
    assert not found.people["moved"].any() and not found.backwards


@pytest.mark.parametrize("by", ["user_id", "statement"])
def test_shuffled_halves_give_no_significant_change(built, planted_frame, by: str) -> None:
    whole, changed, topics = planted_frame(n_users=80, seed=5), 0, 0
    for seed in range(6):
        rng = np.random.default_rng(seed)
        if by == "user_id":
            users = whole["user_id"].unique()
            first = whole["user_id"].isin(rng.permutation(users)[: len(users) // 2])
        else:
            first = pd.Series(rng.random(len(whole)) < 0.5)
        found = built(whole[first], "a").compare(built(whole[~first], "b"))
        topics += len(found.appeared) + len(found.vanished)
        changed += int(found.nodes["significant"].sum())
    assert topics <= 1  # of about two hundred; with 40 people a topic may lie thin on one side
    assert changed <= 1  # six times two levels and keywords at a false discovery rate of 5%


def test_topics_that_appeared_and_vanished(built, planted_frame) -> None:
    without, whole = planted_frame(topics=12, seed=1), people(planted_frame(topics=15, seed=2), "new")
    first, second = built(without, "first"), built(whole, "second")
    found = first.compare(second)
    planted = second.statements["row"].map(whole["planted_topic"].reset_index(drop=True))
    is_new = second.statements["topic"].isin(found.appeared["node_id"])
    assert is_new.tolist() == planted.isin(PETS).tolist()
    assert (found.appeared["new"] > 0.5).all() and found.vanished.empty
    counted = found.nodes.loc[found.nodes["level"] == "category", "statements_later"].sum()
    assert counted == len(second.statements) - found.appeared["statements"].sum()
    words = ["puppy", "leash", "barking", "kennel", "retriever", "obedience", "fetch", "poodle"]
    dogs = planted_node(second, whole, "dogs")
    assert all(any(word in text for word in words) for text in found.later.typical_of([dogs], 3))
    back = second.compare(first)
    assert set(back.vanished["node_id"]) == set(found.appeared["node_id"]) and back.appeared.empty
    assert not set(back.shrank("topic", 99)["node_id"]) & set(back.vanished["node_id"])
    for told, sign in ((found.appeared, 1), (back.vanished, -1)):
        assert (told["q"] <= 0.05).all() and (sign * told["difference"] > 0).all()
    # The three are one category, and one theme.
    theme = found.themes("appeared")
    assert theme["node_id"].tolist() == [second.tree[dogs].parent]
    assert set(theme["topics"][0]) == set(found.appeared["node_id"])
    assert theme["statements"][0] == found.appeared["statements"].sum()
    fans = second.statements.loc[second.statements["topic"].isin(theme["topics"][0]), "user_id"].nunique()
    assert theme["users"][0] == fans < found.appeared["users"].sum()
    drawn = found.differences("topic")
    assert set(drawn.loc[drawn["new"], "node_id"]) == set(found.appeared["node_id"])
    assert not back.differences("topic")["new"].any() and not found.differences("category")["new"].any()


def test_a_new_topic_of_few_is_not_told_from_chance(built, planted_frame) -> None:
    """Four people among sixty speak of something new: it has no like before, but is no significant change."""
    whole = people(planted_frame(topics=15, n_users=60, seed=2), "new")
    parrots = whole["planted_topic"] == "parrots"
    few = whole["user_id"].isin(whole.loc[parrots, "user_id"].unique()[:4])
    first, second = built(planted_frame(topics=14, seed=1), "first"), built(whole[~parrots | few], "second")
    found = first.compare(second)
    topic = planted_node(second, whole[~parrots | few], "parrots")
    assert topic not in set(found.appeared["node_id"])
    told = set(first.compare(built(whole, "all")).appeared["name"])
    assert len(told) == 1  # with all of them it is


def test_people_who_moved(built, planted_frame) -> None:
    frame = planted_frame(n_users=300, seed=4)
    music, gardening = (frame[frame["planted_category"] == name] for name in ("Music", "Gardening"))
    mover = [rows.head(6).assign(user_id="mover") for rows in (music, gardening)]
    stayer = [music.iloc[start : start + 6].assign(user_id="stayer") for start in (6, 12)]
    # Enough people that the planted categories are found on every processor: layouts differ in the last digits.
    crowds = planted_frame(n_users=120, seed=1), people(planted_frame(n_users=120, seed=2), "new")
    first, second = (
        pd.concat([crowd, own, others], ignore_index=True)
        for crowd, own, others in zip(crowds, mover, stayer, strict=True)
    )
    study = built(first, "first")
    found = study.compare(built(second, "second"))
    assert found.people["user_id"].tolist() == ["mover", "stayer"]
    categories = [planted_node(study, first, topic, "category") for topic in ("guitars", "lawns")]
    assert found.moved[["earlier", "later"]].to_numpy().tolist() == [categories]
    assert found.moved["shift"].iloc[0] > 0.7
    assert found.moves["users"].sum() == 2


def test_before_and_after_a_day(built, planted_frame) -> None:
    frame = people(planted_frame(n_users=240, seed=7), "u")
    day = date(2026, 3, 1)
    early = frame["timestamp"] < pd.Timestamp(day)
    late_only = (frame["planted_topic"] == "opera") & early
    study = built(frame[~late_only], "year")
    found = study.compare(day)
    opera = planted_node(study, frame[~late_only], "opera")
    assert set(found.appeared["node_id"]) == {opera} and found.grew("topic").empty
    assert (found.earlier.statements["timestamp"] < pd.Timestamp(day)).all()
    assert len(found.earlier.statements) + len(found.later.statements) == len(study.statements)
    assert usual_day(study.contents) == turning_point(study.contents).date()  # findings speak of the same time


def test_days_too_few_for_findings_are_cut_in_half(built, planted_frame) -> None:
    frame = people(planted_frame(n_users=60), "u")
    first = frame["timestamp"].min()
    study = built(frame.assign(timestamp=first + (frame["timestamp"] - first) / 20), "week")
    assert turning_point(study.contents) is None
    assert abs((study.statements["timestamp"] < pd.Timestamp(usual_day(study.contents))).mean() - 0.5) < 1 / 6  # a day


def test_another_encoder_is_asked_for_vectors_anew(earlier, planted_frame, fake_encoder_class, tmp_path) -> None:
    class Other(fake_encoder_class):
        name = key = "other"

        def encode(self, texts, progress=lambda stage, fraction: None):
            return super().encode(texts, progress)[:, :64]

    later = interest.build(planted_frame(seed=2), encoder=Other(), name="June")
    assert later.contents.space.vectors.shape[1] == 64
    seen = []
    found = earlier.compare(later, progress=lambda stage, fraction: seen.append(stage))
    assert found.later.meaning.shape[1] == 128 and found.nothing
    assert list(dict.fromkeys(seen)) == list(STAGES)
    with pytest.raises(StudyError, match="was built with 64"):
        broken = interest.build(planted_frame(seed=2), encoder=Other(), name="June")
        broken = Study(broken.contents.change(encoder=Deferred.known(fake_encoder_class())))
        broken.compare(earlier)


def test_later_data_are_built_first(earlier, planted_frame) -> None:
    found = earlier.compare(people(planted_frame(seed=2), "new"))
    assert isinstance(found, Comparison) and found.shared_users == 0 and found.people.empty and found.moves.empty


def test_too_few_people_and_no_times(earlier, built, planted_frame) -> None:
    few = built(planted_frame(n_users=3), "few")
    for one, other in ((earlier, few), (few, earlier)):
        with pytest.raises(InputError, match="3 users in “few”"):
            one.compare(other)
    with pytest.raises(InputError, match="0 users in “May, before 2020-01-01”"):
        earlier.compare(date(2020, 1, 1))
    timeless = built(planted_frame().drop(columns="timestamp").assign(timestamp=""), "timeless")
    assert usual_day(timeless.contents) is None
    with pytest.raises(InputError, match="time"):
        timeless.compare(date(2026, 3, 1))


def test_times_that_say_the_opposite(earlier, built, planted_frame) -> None:
    frame = planted_frame(seed=2)
    old = built(frame.assign(timestamp=frame["timestamp"] - pd.Timedelta(days=400)), "old")
    assert earlier.compare(old).backwards and not old.compare(earlier).backwards


def test_shares_are_means_over_users(earlier) -> None:
    found = earlier.compare(earlier)
    ids = found.nodes["node_id"].tolist()
    shares = user_shares(found.earlier, ids).toarray()
    for level in ("category", "topic", "keyword"):
        assert shares[:, (found.nodes["level"] == level).to_numpy()].sum(axis=1) == pytest.approx(1)
    user = found.earlier.users[7]
    own = found.earlier.statements[found.earlier.statements["user_id"] == user]
    weights = own.groupby("topic")["weight"].sum() / own["weight"].sum()
    assert {node: shares[7, ids.index(node)] for node in weights.index} == pytest.approx(weights.to_dict())


def test_the_same_seed_gives_the_same(earlier, built, planted_frame) -> None:
    later = built(people(planted_frame(seed=2), "new"), "June")
    pd.testing.assert_frame_equal(earlier.compare(later).nodes, earlier.compare(later).nodes)


def test_chinese_and_english_are_compared_on_one_tree(built, planted_frame) -> None:
    first = built(planted_frame("mixed", seed=1), "五月")
    found = first.compare(built(people(planted_frame("mixed", seed=2), "新"), "六月"))
    assert found.nothing
    assert comparison_records(found)["later"] == "六月"


def test_two_studies_among_those_with_a_value(fake_encoder, planted_frame) -> None:
    """Only those on the plan “pro” speak more of guitars; among the others nothing changes."""
    first = planted_frame(seed=1)
    fans = planted_frame(n_users=300, seed=3)
    fans = people(fans[fans["planted_topic"] == "guitars"].groupby("user_id").head(3).head(90), "fan")
    later = pd.concat([people(planted_frame(seed=2), "new"), fans], ignore_index=True)

    def plans(frame: pd.DataFrame) -> pd.DataFrame:
        place = pd.factorize(frame["user_id"])[0] % 2 == 0
        plan = np.where(place | frame["user_id"].str.startswith("fan"), "pro", "free")
        return frame.assign(plan=plan)[["user_id", "text", "timestamp", "plan"]]

    may, june = (interest.build(plans(frame), encoder=fake_encoder, name="m") for frame in (first, later))
    guitars = planted_node(may, first, "guitars")
    assert may.compare(june, having=("plan", "pro")).grew("topic")["node_id"].tolist() == [guitars]
    free = may.compare(june, having=("plan", "free"))
    assert free.nothing
    assert set(free.later.users) == set(june.attributes.users.query("plan == 'free'")["user_id"])
    times = may.compare(date(2026, 3, 1), having=("plan", "free"))
    some = may.statements[may.statements["user_id"].isin(may.attributes.users.query("plan == 'free'")["user_id"])]
    assert {*times.earlier.users, *times.later.users} == set(some["user_id"])
    assert len(times.earlier.statements) + len(times.later.statements) == len(some)
    with pytest.raises(InputError, match="its columns are .*plan"):
        may.compare(june, having=("plan", "team"))
