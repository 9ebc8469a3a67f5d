"""interest samples: built where they are missing or out of date, and nobody's work lost."""

import json
from pathlib import Path

import pytest

from interest.cli.sample_studies import sample_folders
from interest.config import studies_folder


@pytest.fixture
def sample(tmp_path: Path, planted_frame, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of samples with one sample, from which the small study could have been built."""
    folder = tmp_path / "sample_data" / "planted"
    folder.mkdir(parents=True)
    planted_frame().to_csv(folder / "posts.csv", index=False)
    (folder / "README.md").write_text("# Planted", "utf-8")
    monkeypatch.setattr("interest.cli.sample_studies.SAMPLES_FOLDER", folder.parent)
    return folder


def test_samples_are_built_once(ask, built, sample):
    assert ask("samples") == "planted: built\n"
    assert ask("samples") == "planted: up to date\n"
    assert [call.data for call in built] == [sample]
    assert (studies_folder() / "planted" / "study.json").is_file()


def test_samples_are_built_again_when_their_data_change(ask, built, sample):
    ask("samples")
    (sample / "README.md").write_text("# Other words", "utf-8")
    assert ask("samples") == "planted: up to date\n"
    (sample / "items.csv").write_text("item_id,text\n1,lawn mower\n", "utf-8")
    assert ask("samples") == "planted: built\n"


def test_samples_are_built_again_when_the_format_changes(ask, built, sample):
    ask("samples")
    about = studies_folder() / "planted" / "study.json"
    about.write_text(json.dumps({**json.loads(about.read_text("utf-8")), "format": 0}), "utf-8")
    assert ask("samples") == "planted: built\n"
    assert ask("samples") == "planted: up to date\n"


def test_samples_leave_what_was_built_by_hand(ask, built, sample, small_study, planted_frame):
    small_study.save(studies_folder() / "planted")
    assert ask("samples") == "planted: up to date\n"
    (studies_folder() / ".samples.json").unlink()
    planted_frame(seed=1).to_csv(sample / "posts.csv", index=False)
    assert "stays as it is" in ask("samples")
    assert not built


def test_samples_may_be_missing(complain, monkeypatch, tmp_path):
    monkeypatch.setattr("interest.cli.sample_studies.SAMPLES_FOLDER", tmp_path / "sample_data")
    assert str(tmp_path / "sample_data") in complain("samples")


def test_the_samples_of_the_repository_are_found():
    root = Path(__file__).parents[2]
    assert sample_folders() == sorted(path.parent for path in root.glob("sample_data/*/README.md"))
