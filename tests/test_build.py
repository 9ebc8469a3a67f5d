"""From data to a study: what every build gives, whatever the data."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import interest
from interest.config import Config
from interest.errors import Cancelled, InputError
from interest.hierarchy.tree import InterestTree
from interest.making import STAGES
from interest.study import Study

COLUMNS = [
    "statement_id", "row", "user_id", "text", "source", "timestamp", "weight", "rating", "label", "language",
    "category", "topic", "keyword", "strength", "is_outlier", "x", "y",
]  # fmt: skip


def rolls_up(tree: InterestTree, statements: pd.DataFrame) -> bool:
    """Whether each statement has one place on each level, and sizes and users are those of the statements."""
    parents = all(
        tree[row.keyword].parent == row.topic and tree[row.topic].parent == row.category
        for row in statements.itertuples()
    )
    counts = all(
        (node.size, node.users) == (len(own), own["user_id"].nunique())
        for node in tree
        for own in [statements[statements[node.level] == node.id]]
    )
    return parents and counts


def check(study: Study) -> None:
    """Raises AssertionError where a study breaks what the contract says of every study."""
    frame = study.statements
    assert list(frame.columns) == COLUMNS
    assert frame["statement_id"].tolist() == list(range(len(frame)))
    assert frame["row"].is_monotonic_increasing
    assert (frame["weight"] > 0).all()
    assert not frame[["user_id", "text", "category", "topic", "keyword"]].isna().any().any()
    assert np.isfinite(frame[["strength", "x", "y"]]).all().all()
    assert frame["x"].dtype == frame["y"].dtype == np.float32
    vectors = study.statement_vectors()
    assert vectors.dtype == np.float32
    assert len(vectors) == len(frame)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert rolls_up(study.tree, frame)
    sums = study.profiles.groupby(["user_id", "level"])["weight"].sum()
    np.testing.assert_allclose(sums, 1, rtol=1e-9)


def digests(folder: Path) -> dict[str, str]:
    """What each file of a study holds, apart from when it was built, and what it is called."""
    about = json.loads((folder / "study.json").read_text("utf-8"))
    assert all(about.pop(name) for name in ("built", "folder", "sha256"))
    (folder / "study.json").write_text(json.dumps(about), "utf-8")
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_small_study_keeps_the_contract(small_study):
    check(small_study)


def test_statements_come_in_input_order_and_row_points_into_the_input(planted_frame, fake_encoder):
    frame = planted_frame(n_users=12, statements=5)[["user_id", "text"]]
    frame.loc[3, "text"] = ""  # gives no statement
    frame.loc[7, "text"] = frame["text"][7] + ". " + "I also love the soprano aria and every overture!"
    study = interest.build(frame, encoder=fake_encoder)
    check(study)
    statements = study.statements
    assert 3 not in set(statements["row"])
    assert (statements["row"] == 7).sum() == 2
    for row in statements.itertuples():
        assert row.user_id == frame["user_id"][row.row]
        assert row.text in frame["text"][row.row]
    fake_encoder.encoded.clear()
    from interest.encoders import encode_texts

    np.testing.assert_array_equal(study.statement_vectors(), encode_texts(fake_encoder, statements["text"].tolist()))


def test_the_same_data_and_seed_give_the_same_files(planted_frame, fake_encoder_class, tmp_path, monkeypatch):
    frame = planted_frame("mixed", n_users=20, statements=6)
    for name in ("one", "two"):
        monkeypatch.setenv("INTEREST_CACHE", str(tmp_path / f"cache {name}"))
        interest.build(frame, encoder=fake_encoder_class(), seed=3, name="same").save(tmp_path / name)
    assert digests(tmp_path / "one") == digests(tmp_path / "two")


def test_the_seed_decides_the_map(planted_frame, fake_encoder):
    frame = planted_frame(n_users=10, statements=6)
    maps = [interest.build(frame, encoder=fake_encoder, seed=seed).statements[["x", "y"]] for seed in (0, 1)]
    assert not np.allclose(*maps)


def test_a_user_without_usable_text_is_no_user(planted_frame, fake_encoder):
    frame = planted_frame(n_users=6, statements=5)[["user_id", "text"]]
    silent = pd.DataFrame({"user_id": ["silent"] * 2, "text": ["", "!!! ???"]})
    study = interest.build(pd.concat([silent, frame], ignore_index=True), encoder=fake_encoder)
    check(study)
    assert "silent" not in study.users
    assert set(study.report.rows["row"]) >= {0, 1}
    assert study.statements["row"].min() == 2


@pytest.mark.parametrize(("n_users", "statements"), [(1, 5), (5, 1), (4, 5), (1, 20), (10, 5), (50, 1)])
def test_small_data(planted_frame, fake_encoder, n_users, statements):
    study = interest.build(planted_frame(n_users=n_users, statements=statements), encoder=fake_encoder)
    check(study)
    assert len(study.users) == n_users
    assert len(study.tree.level("category")) >= 1


def test_very_little_data_are_noted(planted_frame, fake_encoder):
    study = interest.build(planted_frame(n_users=1, statements=6), encoder=fake_encoder)
    assert any("6 different statements" in note for note in study.notes)


def test_fewer_than_five_statements_are_refused(planted_frame, fake_encoder):
    with pytest.raises(InputError, match="There are 4 statements"):
        interest.build(planted_frame(n_users=1, statements=4), encoder=fake_encoder)


@pytest.mark.parametrize("n", [6, 40, 120])
def test_texts_that_are_all_the_same(fake_encoder, n):
    frame = pd.DataFrame({"user_id": [f"u{i}" for i in range(n)], "text": ["the guitar is great"] * n})
    study = interest.build(frame, encoder=fake_encoder)
    check(study)
    assert len(study.tree.level("topic")) <= max(1, n // 6)
    assert study.similar_users("u0", 3)["score"].between(0, 1).all()


def test_data_of_one_topic(planted_frame, fake_encoder):
    check(interest.build(planted_frame(n_users=15, statements=6, topics=1), encoder=fake_encoder))


def test_chinese_and_mixed_data(planted_frame, fake_encoder):
    for language in ("zh", "mixed"):
        frame = planted_frame(language)
        study = interest.build(frame, encoder=fake_encoder)
        check(study)
        planted = frame["planted_topic"].iloc[study.statements["row"]].to_numpy()
        pairs = pd.crosstab(planted, study.statements["topic"].to_numpy())
        assert pairs.max(axis=1).sum() > 0.85 * len(study.statements)  # both languages of a topic lie together
    assert set(study.statements["language"]) == {"zh", "en"}


def test_a_table_without_users_is_one_user_a_row(planted_frame, fake_encoder):
    frame = planted_frame(n_users=10, statements=4)[["text"]].rename(columns={"text": "user_text"})
    study = interest.build(frame, encoder=fake_encoder)
    check(study)
    assert len(study.users) == len(study.statements) == 40


def test_a_folder_brings_its_items_and_interactions(
    planted_frame, planted_items, planted_interactions, fake_encoder, tmp_path
):
    folder = tmp_path / "shop.v2"
    folder.mkdir()
    frame = planted_frame(n_users=10, statements=5)[["user_id", "text"]]
    frame[:20].to_csv(folder / "a.csv", index=False)
    frame[20:].to_csv(folder / "b.csv", index=False)
    planted_items.to_csv(folder / "items.csv", index=False)
    planted_interactions.to_csv(folder / "interactions.csv", index=False)
    study = interest.build(folder, encoder=fake_encoder)
    check(study)
    assert study.name == "shop.v2"
    assert study.statements["row"].tolist() == list(range(50))
    assert study.statements["text"].tolist() == frame["text"].tolist()
    assert study.statements["source"].unique().tolist() == ["a", "b"]
    assert len(study.items) == len(planted_items)
    assert "taker" in study.users


def test_progress_has_all_stages_in_order(planted_frame, fake_encoder):
    calls: list[tuple[str, float]] = []
    interest.build(
        planted_frame(n_users=4, statements=5), encoder=fake_encoder, progress=lambda *call: calls.append(call)
    )
    assert list(dict.fromkeys(stage for stage, _ in calls)) == list(STAGES)
    assert all(0 <= fraction <= 1 for _, fraction in calls)
    assert calls[-1] == ("tree", 1.0)


@pytest.mark.parametrize("when", STAGES)
def test_progress_may_cancel_at_every_stage(planted_frame, fake_encoder, when):
    def cancel(stage: str, fraction: float) -> None:
        if stage == when:
            raise Cancelled("enough")

    with pytest.raises(Cancelled):
        interest.build(planted_frame(n_users=4, statements=5), encoder=fake_encoder, progress=cancel)


@pytest.mark.parametrize("wrong", [{"categories": 0}, {"topics": -1}, {"categories": 1001}, {"seed": -1}])
def test_numbers_out_of_range_are_refused_before_anything_is_read(wrong):
    with pytest.raises(InputError, match=f"{next(iter(wrong))} must be"):
        interest.build("no such file.csv", **wrong)


def test_ignored_words_are_in_no_name_and_no_keyword(planted_frame, fake_encoder):
    study = interest.build(planted_frame(topics=6), encoder=fake_encoder, ignore=["guitar", "chords"])
    words = " ".join(
        f"{node.name} {' '.join(node.keyphrases)}".lower() for node in study.tree if node.level != "category"
    )
    assert "fretboard" in words
    assert "guitar" not in words
    assert "chords" not in words


@pytest.mark.parametrize("wrong", [{"categories": 0}, {"topics": 1001}, {"seed": -1}])
def test_a_study_is_not_cut_into_a_number_that_makes_no_sense(small_study, wrong):
    with pytest.raises(InputError, match=f"{next(iter(wrong))} must be"):
        small_study.recut(**wrong) if "seed" not in wrong else Config(**wrong)


def test_items_and_interactions_are_found_in_a_folder_of_a_list(tmp_path, fake_encoder, planted_frame):
    planted_frame("en").to_csv(tmp_path / "posts.csv", index=False)
    (tmp_path / "items.csv").write_text("item_id,text\ni1,a tent for two\n", encoding="utf-8")
    study = interest.build([tmp_path], encoder=fake_encoder)
    assert study.items["item_id"].tolist() == ["i1"]
