"""Many users asked about at once get what each of them gets alone, feedback included."""

import pandas as pd
import pytest

from interest.export import study_table
from interest.recommend import People, people, personal_to
from interest.study import Study


@pytest.fixture
def study(small_study: Study, monkeypatch: pytest.MonkeyPatch) -> Study:
    """The small study with some feedback, asked in blocks that don't divide its users."""
    monkeypatch.setattr(people, "BLOCK", 7)
    study = Study(small_study.contents)
    for number, user in enumerate(study.users[:9]):
        found = study.recommend(user)["node_id"]
        study.feedback.add(user, found[number % len(found)], ("like", "dislike", "hide")[number % 3])
        study.feedback.add(user, study.similar_users(user)["user_id"][0], "hide")
    return study


def of(table: pd.DataFrame, user: str) -> pd.DataFrame:
    return table[table["person"] == user].drop(columns="person").reset_index(drop=True)


@pytest.mark.parametrize("use_feedback", [True, False])
def test_similar_users(study, use_feedback):
    asked = People(study.contents)
    table = asked.similar_of(study.users, 4, use_feedback)
    assert table["person"].drop_duplicates().tolist() == [user for user in study.users if user != "taker"]
    for user in study.users:
        pd.testing.assert_frame_equal(of(table, user), asked.similar(user, 4, use_feedback))
    hidden = study.feedback.to_frame().query("about == 'user'")
    pairs = {*zip(table["person"], table["user_id"], strict=True)}
    assert pairs.isdisjoint(zip(hidden["user_id"], hidden["target_id"], strict=True)) == use_feedback


@pytest.mark.parametrize("use_feedback", [True, False])
def test_recommended_interests(study, use_feedback):
    contents = study.contents
    personal = {user: personal_to(contents, user, "interest") for user in study.users} if use_feedback else None
    table = People(contents).recommend_to(study.users, 3, personal)
    for user in study.users:
        pd.testing.assert_frame_equal(of(table, user), study.recommend(user, 3, use_feedback))
    assert not table.empty


def test_nobody_is_asked_about(study):
    assert People(study.contents).similar_of([], 3).columns.tolist() == [
        "person", "user_id", "score", "shared", "differs",
    ]  # fmt: skip
    assert People(study.contents).recommend_to([], 3).empty


def test_the_export_of_neighbours_is_what_is_shown(study):
    table = study_table(study.contents, "neighbours")
    for user in study.users[::10]:
        own, shown = table[table["user_id"] == user], study.similar_users(user, 5)
        assert own["neighbour"].tolist() == shown["user_id"].tolist()
        assert own["score"].tolist() == shown["score"].tolist()
        assert own["shared"].tolist() == [[study.tree[node].name for node in nodes] for nodes in shown["shared"]]
