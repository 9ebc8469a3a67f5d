"""Edits saved with a study."""

import pandas as pd
import pytest
from hierarchy.editing.rules import check, state

import interest
from interest.errors import StudyError
from interest.library.about import read_about
from interest.study import Study


@pytest.fixture
def edited(study) -> Study:
    """A study with one edit of each kind, and one that was undone."""
    a, b, c = study.tree.level("topic")[:3]
    merged = study.edit.merge(a.id, b.id)
    study.edit.rename(merged, "Both 两者")
    study.edit.split(c.id, 2)
    study.edit.move(merged, study.tree.level("category")[-1].id)
    study.edit.hide(study.tree.level("topic")[-1].id)
    study.edit.rename(merged, "Neither")
    study.undo()
    return study


def test_edits_are_saved_with_the_study(edited, fake_encoder, tmp_path):
    opened = interest.open_study(edited.save(tmp_path / "saved"), fake_encoder)
    assert state(opened) == state(edited)
    assert opened.contents.cuts.log == edited.contents.cuts.log
    assert [node.id for node in opened.tree.hidden()] == [node.id for node in edited.tree.hidden()]
    pd.testing.assert_frame_equal(opened.profiles, edited.profiles)
    check(opened)
    opened.redo()
    assert "Neither" in [node.name for node in opened.tree]
    while opened.edits:
        opened.undo()
    assert opened.tree == edited.contents.cuts.built.tree
    again = interest.open_study(opened.save(tmp_path / "saved"), fake_encoder)
    assert again.tree == edited.contents.cuts.built.tree
    assert len(again.contents.cuts.log.undone) == 6
    parts = read_about(tmp_path / "saved")["parts"]
    assert "built" not in parts and parts["cut"]["place"] == "built"  # the same files, which nobody wrote again


def test_a_study_without_edits_has_no_log(study, tmp_path):
    study.save(tmp_path / "saved")
    assert not (tmp_path / "saved" / "edits.json").exists()


@pytest.mark.parametrize(
    "name", ["edits.json", "built/tree.json", "built/places.parquet", "built/topics.npz", "built/memberships.parquet"]
)
def test_a_damaged_log_is_an_error_and_no_traceback(edited, tmp_path, name):
    file = edited.save(tmp_path / "saved") / name
    for part in (file.read_bytes()[: file.stat().st_size // 2], b"", b'{"edits": [{"kind": "x"}], "undone": []}'):
        file.write_bytes(part)
        with pytest.raises(StudyError, match="damaged"):
            interest.open_study(tmp_path / "saved")


def test_a_study_that_is_open_goes_on_when_its_folder_is_edited(study, small_study_folder, fake_encoder):
    """Space and words are the same before and after an edit."""
    opened = interest.open_study(small_study_folder, fake_encoder)
    other = interest.open_study(small_study_folder, fake_encoder)
    other.edit.rename(other.tree.level("topic")[0].id, "Something else")
    other.save(small_study_folder)
    assert len(opened.statement_vectors()) == len(opened.statements)
