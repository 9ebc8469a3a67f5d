"""New rows on a tree that is there already."""

import numpy as np
import pandas as pd
import pytest

import interest
from interest.errors import Cancelled, InputError


@pytest.fixture
def study(small_study_folder, fake_encoder):
    return interest.open_study(small_study_folder, encoder=fake_encoder)


@pytest.fixture
def later(planted_frame) -> pd.DataFrame:
    """120 texts of planted topics by 15 users, most of whom are new."""
    frame = planted_frame(n_users=15, seed=7)
    return frame.assign(user_id=[f"late{user}" if user > "user004" else user for user in frame["user_id"]])


def names(study) -> dict[str, str]:
    return {node.id: node.name for node in study.tree}


def test_new_rows_go_to_the_planted_topics(study, later, planted_frame):
    before, n = names(study), len(study.statements)
    old = study.statements.assign(planted=planted_frame()["planted_topic"])
    topic_of = old.groupby("planted")["topic"].agg(lambda topics: topics.mode()[0])
    assert study.add(later) is study
    new = study.statements.iloc[n:]
    expected = later["planted_topic"].iloc[(new["row"] - 480).to_numpy()].map(topic_of)
    assert (new["topic"].to_numpy() == expected.to_numpy()).mean() > 0.95
    assert names(study) == before
    assert {"late" + user for user in planted_frame(n_users=15)["user_id"].unique()[5:]} <= set(study.users)


def test_the_tree_keeps_its_rules(study, later):
    study.add(later)
    statements, tree = study.statements, study.tree
    assert statements["statement_id"].tolist() == list(range(len(statements)))
    for level in ("category", "topic", "keyword"):
        sizes = statements[level].value_counts()
        assert {node.id: node.size for node in tree.level(level)} == sizes.to_dict()
        people = statements.groupby(level)["user_id"].nunique().to_dict()
        assert {node.id: node.users for node in tree.level(level)} == people
    assert statements["keyword"].map(lambda node: tree[node].parent).tolist() == statements["topic"].tolist()
    assert statements["strength"].between(0, 1).all() and statements[["x", "y"]].notna().all().all()
    assert study.statement_vectors().shape[0] == len(statements) == len(study.contents.space.features)
    ids, vectors = study.user_vectors()
    assert len(ids) == len(vectors) and "late" in "".join(ids)
    assert study.profiles.groupby(["user_id", "level"])["weight"].sum().to_numpy() == pytest.approx(1)
    assert len(study.recut(categories=3).tree.level("category")) == 3


def test_old_statements_stay_where_they_are(study, later):
    before = study.statements[["user_id", "text", "category", "topic", "keyword", "x", "y"]]
    study.add(later)
    pd.testing.assert_frame_equal(study.statements[before.columns].iloc[: len(before)], before)


def test_said_again_is_no_new_statement(study):
    first = study.statements.iloc[0]
    again = pd.DataFrame({"user_id": [first["user_id"]] * 2, "text": [first["text"], "gravel bike with wide tires"]})
    n, weight = len(study.statements), first["weight"]
    study.add(again)
    assert len(study.statements) == n + 1
    assert study.statements["weight"].iloc[0] == weight + 1
    assert study.report.counts.set_index("reason")["count"]["duplicate"] >= 1
    study.add(again)
    assert len(study.statements) == n + 1


def test_what_was_added_is_saved_and_edits_are_undone(study, later, tmp_path, fake_encoder):
    topic = study.tree.level("topic")[0]
    study.edit.rename(topic.id, "Renamed")
    study.add(later)
    assert study.tree[topic.id].name == "Renamed"
    again = interest.open_study(study.save(tmp_path / "grown"), encoder=fake_encoder)
    pd.testing.assert_frame_equal(again.statements, study.statements)
    assert again.tree.to_json() == study.tree.to_json()
    again.undo()
    assert again.tree[topic.id].name == topic.name
    assert again.tree[topic.id].size == study.tree[topic.id].size
    np.testing.assert_array_equal(again.contents.space.features, study.contents.space.features)


def test_what_is_about_nothing_here_is_an_outlier(study, later):
    n = len(study.statements)
    study.add(later)
    assert study.statements["is_outlier"].iloc[n:].mean() < 0.2
    n = len(study.statements)
    foreign = [
        "quarterly earnings fell", "parliament votes on taxes", "the glacier melts", "a violin concerto",
        "earthquake near the coast", "inflation slows again", "telescope sees a comet", "museum buys a painting",
    ]  # fmt: skip
    study.add(pd.DataFrame({"text": foreign}))
    assert study.statements["is_outlier"].iloc[n:].mean() > 0.6


def test_texts_without_users_are_new_users(study):
    study.add(pd.DataFrame({"text": ["walking the dog", "a leash for puppies", "trail running shoes"]}))
    assert {"481", "482", "483"} <= set(study.users)


def test_nothing_changes_when_it_fails(study, later):
    before = study.tree.to_json()

    def cancel(stage: str, fraction: float) -> None:
        if stage == "encode":
            raise Cancelled

    with pytest.raises(Cancelled):
        study.add(later, progress=cancel)
    with pytest.raises(InputError):
        study.add(pd.DataFrame({"user_id": ["a"], "text": ["  "]}))
    assert study.tree.to_json() == before and len(study.statements) == 480


def test_the_order_of_rows_and_batches_has_no_say(small_study_folder, fake_encoder, later):
    def topics(batches):
        study = interest.open_study(small_study_folder, encoder=fake_encoder)
        n = len(study.statements)
        for batch in batches:
            study.add(batch)
        new = study.statements.iloc[n:]
        return new.set_index(["user_id", "text"])[["topic", "keyword", "is_outlier"]].sort_index()

    at_once = topics([later])
    parts = [later.iloc[start : start + 15] for start in range(0, len(later), 15)]
    pd.testing.assert_frame_equal(topics(parts), at_once)
    pd.testing.assert_frame_equal(topics(parts[::-1]), at_once)


def test_what_does_not_fit_is_told(study, later, tmp_path, fake_encoder):
    study.add(later)
    assert not any("build the study anew" in note for note in study.notes)
    strange = [f"zyx{i} qwv{i} kjh{i} plm{i}" for i in range(60)]
    study.add(pd.DataFrame({"user_id": [f"odd{i}" for i in range(60)], "text": strange}))
    (note,) = (note for note in study.notes if "build the study anew" in note)
    study.save(tmp_path / "grown")
    assert note in interest.open_study(tmp_path / "grown", encoder=fake_encoder).notes


def test_who_took_what_since_is_learned_from(study):
    taken = pd.DataFrame({"user_id": ["user002", "user002", "fresh"], "item_id": ["dogs-1", "dogs-2", "dogs-1"]})
    before = len(study.interactions)
    study.add(interactions=taken)
    assert len(study.interactions) == before + 3 and "fresh" in study.users
    offered = study.recommend_items("user002", 100)["item_id"]
    assert not {"dogs-1", "dogs-2"} & set(offered)
    assert study.recommend_items("fresh")["because"].map(lambda because: because.kind).isin(["together"]).any()
    again = study.add(interactions=taken).interactions.set_index(["user_id", "item_id"])["weight"]
    assert len(study.interactions) == before + 3 and again["fresh", "dogs-1"] == 2


def test_without_items_there_is_nothing_to_take(planted_frame, fake_encoder, later):
    bare = interest.build(planted_frame(n_users=10), encoder=fake_encoder)
    with pytest.raises(InputError, match="no items"):
        bare.add(interactions=pd.DataFrame({"user_id": ["user001"], "item_id": ["dogs-1"]}))
