"""Saved studies: what comes back, what is refused, and that a crash destroys nothing."""

import json
import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import interest
from interest.errors import EncoderError, StudyError
from interest.library.about import read_about, study_files

FILES = [
    "study.json", "tree.json", "places.parquet", "statements.parquet", "times.parquet", "report.parquet",
    "readings.json",
    "memberships.parquet",
    "map.npy", "topics.npz", "items.parquet", "interactions.parquet", "item_vectors.npy",
    "material/vectors.npy", "material/features.npy", "material/points.npy", "material/map.npy",
    "material/phrase_vectors.npy", "material/centers.npz", "material/phrases.npz", "material/mentions.npz",
    "attributes/users.parquet", "attributes/statements.parquet", "attributes/kinds.json",
    "material/generic.npz", "material/layers.npz", "material/words.json", "groups/groups.json",
]  # fmt: skip
CUT = {"tree.json", "places.parquet", "memberships.parquet", "topics.npz", "map.npy"}
OPTIONAL = {"items.parquet", "interactions.parquet", "item_vectors.npy"}


def files_of(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def visible(folder: Path) -> list[str]:
    return [name for name in os.listdir(folder) if not name.endswith(".lock")]


def test_the_files_of_a_study(small_study_folder):
    assert files_of(small_study_folder) == {*FILES, "study.copy.json"}


def test_everything_comes_back_without_the_encoder(small_study, small_study_folder, fake_encoder):
    opened = interest.open_study(small_study_folder, fake_encoder)
    pd.testing.assert_frame_equal(opened.statements, small_study.statements)
    pd.testing.assert_frame_equal(opened.profiles, small_study.profiles)
    pd.testing.assert_frame_equal(opened.memberships, small_study.memberships)
    pd.testing.assert_frame_equal(opened.mentions, small_study.mentions)
    pd.testing.assert_frame_equal(opened.report.counts, small_study.report.counts)
    pd.testing.assert_frame_equal(opened.similar_users("user001"), small_study.similar_users("user001"))
    assert opened.tree == small_study.tree
    assert (opened.name, opened.config, opened.notes) == (small_study.name, small_study.config, small_study.notes)
    assert (opened.users, opened.language) == (small_study.users, small_study.language)
    np.testing.assert_array_equal(opened.statement_vectors(), small_study.statement_vectors())
    np.testing.assert_array_equal(opened.user_vectors()[1], small_study.user_vectors()[1])
    assert opened.recommend_items("user001", 5)["item_id"].tolist() == (
        small_study.recommend_items("user001", 5)["item_id"].tolist()
    )
    assert fake_encoder.encoded == []


def test_search_and_recutting_give_the_same(small_study, small_study_folder, fake_encoder):
    opened = interest.open_study(small_study_folder, fake_encoder)
    for kind in ("interests", "users", "statements", "items"):
        pd.testing.assert_frame_equal(
            getattr(opened.search("guitar chords"), kind), getattr(small_study.search("guitar chords"), kind)
        )
    assert fake_encoder.encoded == ["guitar chords"]
    for wish in ({"categories": 3}, {"topics": 20}, {}):
        assert opened.recut(**wish).tree == small_study.recut(**wish).tree


def test_saving_what_was_opened_gives_the_same_files(small_study_folder, tmp_path):
    interest.open_study(small_study_folder).save(tmp_path / "again")
    for name in set(FILES) - {"study.json"}:
        assert (tmp_path / "again" / name).read_bytes() == (small_study_folder / name).read_bytes(), name
    former, again = (read_about(folder) for folder in (small_study_folder, tmp_path / "again"))
    assert {name for name in former if former[name] != again[name]} == {"folder", "sha256"}


def test_its_quality_comes_back_too(small_study_folder, tmp_path, small_study):
    seen = []
    study = interest.open_study(small_study_folder)
    study.save_assessed(tmp_path / "assessed", lambda stage, fraction: seen.append((stage, fraction)))
    assert list(dict.fromkeys(stage for stage, _ in seen)) == ["assessing", "saving"]
    fractions = [fraction for stage, fraction in seen if stage == "assessing"]
    assert fractions == sorted(fractions) and fractions[-1] == 1.0
    known, found = interest.open_study(tmp_path / "assessed").contents.quality, study.quality()
    pd.testing.assert_frame_equal(known.nodes, found.nodes)
    pd.testing.assert_frame_equal(known.whole.levels, found.whole.levels)
    pd.testing.assert_frame_equal(known.agreement, found.agreement)
    assert {**vars(known.whole), "levels": 0} == {**vars(found.whole), "levels": 0}


def test_the_quality_of_another_tree_is_not_kept(small_study_folder, fake_encoder):
    interest.open_study(small_study_folder, fake_encoder).save_assessed(small_study_folder)
    opened = interest.open_study(small_study_folder, fake_encoder)
    renamed = opened.tree.level("topic")[0].id
    opened.edit.rename(renamed, "Renamed")
    opened.save(small_study_folder)
    kept = interest.open_study(small_study_folder).contents  # but for a name the tree is the same
    assert kept.grouping is not None
    assert kept.quality.nodes.set_index("node_id").loc[renamed, "name"] == "Renamed"
    opened.edit.hide(renamed)
    opened.save(small_study_folder)
    now = interest.open_study(small_study_folder).contents
    assert now.quality is now.grouping is None


@pytest.mark.parametrize("name", ["nodes.parquet", "levels.parquet", "agreement.parquet", "whole.json"])
def test_a_damaged_quality_is_an_error(small_study_folder, name):
    interest.open_study(small_study_folder).save_assessed(small_study_folder)
    (small_study_folder / "v2" / "quality" / name).write_bytes(b"nonsense")
    with pytest.raises(StudyError, match="damaged"):
        interest.open_study(small_study_folder)


def test_a_study_may_be_saved_over_itself(small_study_folder):
    opened = interest.open_study(small_study_folder)
    opened.recut(categories=2).save(small_study_folder)
    assert len(interest.open_study(small_study_folder).tree.level("category")) == 2
    assert {file.relative_to(small_study_folder).as_posix() for file in study_files(small_study_folder)} == {
        name if name not in CUT else f"v2/{name}" for name in FILES if name != "groups/groups.json"
    }  # the groups were those of another tree
    assert visible(small_study_folder.parent) == [small_study_folder.name]


def test_a_study_without_a_catalogue(planted_frame, fake_encoder, tmp_path):
    study = interest.build(planted_frame(n_users=4, statements=5), encoder=fake_encoder)
    opened = interest.open_study(study.save(tmp_path / "a" / "b"), fake_encoder)
    assert opened.items is None
    assert opened.interactions is None
    assert opened.recommend_items("user000").empty


def test_an_encoder_object_is_asked_for_when_it_is_needed(small_study_folder, monkeypatch):
    def refuse(*args: object, **options: object) -> None:
        raise OSError("Network is unreachable")

    monkeypatch.setattr("urllib.request.urlopen", refuse)
    opened = interest.open_study(small_study_folder)
    assert len(opened.tree)
    with pytest.raises(EncoderError, match="'fake'"):
        opened.search("guitar")


@pytest.mark.parametrize("place", ["missing", "empty"])
def test_no_study_is_an_error(tmp_path, place):
    (tmp_path / "empty").mkdir()
    with pytest.raises(StudyError, match=rf"There is no study in .*{place}"):
        interest.open_study(tmp_path / place)


def use(folder: Path) -> None:
    """Read all that there is."""
    opened = interest.open_study(folder)
    opened.recut(categories=3)
    opened.recommend_items("user000")


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_cut_short_or_missing_is_an_error_and_no_traceback(small_study_folder, name):
    file = small_study_folder / name
    whole = file.read_bytes()
    for part in (whole[: len(whole) // 2], b"", b"nonsense"):
        file.write_bytes(part)
        with pytest.raises(StudyError, match="damaged"):
            use(small_study_folder)
    file.unlink()
    if name not in OPTIONAL:
        with pytest.raises(StudyError, match="damaged|There is no study"):
            use(small_study_folder)


def test_another_format_is_refused(small_study, small_study_folder):
    about = json.loads((small_study_folder / "study.json").read_text())
    (small_study_folder / "study.json").write_text(json.dumps(about | {"format": 99}))
    with pytest.raises(StudyError, match="made by a newer Interest .format 99.; update"):
        interest.open_study(small_study_folder)
    with pytest.raises(StudyError, match="newer"):
        small_study.save(small_study_folder)


def test_a_folder_of_other_things_is_not_overwritten(small_study, tmp_path):
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat.jpg").write_bytes(b"cat")
    with pytest.raises(StudyError, match="holds something else"):
        small_study.save(tmp_path / "photos")
    assert files_of(tmp_path) == {"photos/cat.jpg"}
    with pytest.raises(StudyError, match="holds something else"):
        small_study.save(tmp_path / "photos" / "cat.jpg")
    assert (tmp_path / "photos" / "cat.jpg").read_bytes() == b"cat"


def test_an_empty_folder_is_taken(small_study_folder, tmp_path):
    (tmp_path / "empty").mkdir()
    interest.open_study(small_study_folder).save(tmp_path / "empty")
    assert files_of(tmp_path / "empty") == {*FILES, "study.copy.json"}


def test_a_study_that_was_replaced_on_disk_says_so(planted_frame, fake_encoder, small_study_folder):
    """What is read later must belong to what was read first."""
    opened = interest.open_study(small_study_folder)
    interest.build(planted_frame(n_users=4, statements=5), encoder=fake_encoder).save(small_study_folder)
    with pytest.raises(StudyError, match="was replaced since it was opened"):
        opened.statement_vectors()


def test_weights_and_feedback_come_back_and_older_studies_open(small_study_folder, monkeypatch):
    opened = interest.open_study(small_study_folder)
    assert opened.contents.fusion is not None
    with monkeypatch.context() as patch:  # learned by the build, and never again
        patch.setattr("interest.recommend.items.catalogue.learn_fusion", lambda *_, **__: pytest.fail("learned again"))
        opened.recommend_items("user001")
        opened.edit.rename(opened.tree.level("topic")[0].id, "Another name")
        opened.recommend_items("user001")
        assert opened.recut(categories=3).recommend_items("user001").shape[0] == 10
    about = json.loads((small_study_folder / "study.json").read_text("utf-8"))
    del about["fusion"]  # as written before there was any
    (small_study_folder / "study.json").write_text(json.dumps(about), "utf-8")
    older = interest.open_study(small_study_folder)
    assert older.contents.fusion is None and len(older.feedback) == 0
    assert older.recommend_items("user001").equals(interest.open_study(small_study_folder).recommend_items("user001"))
    older.feedback.add("user001", "dogs-0", "hide")
    before = (small_study_folder / "study.json").read_bytes()
    older.save(small_study_folder)
    assert len(interest.open_study(small_study_folder).feedback) == 1
    assert json.loads(before)["version"] == 1


def test_damaged_feedback_is_one_message(small_study_folder):
    (small_study_folder / "feedback.json").write_text("{", "utf-8")
    with pytest.raises(StudyError, match="damaged"):
        interest.open_study(small_study_folder)
