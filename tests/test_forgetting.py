"""One person taken out of a study: nothing of them is left in any file, and all else stays."""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import interest
from interest.cli import main
from interest.config import cache_folder, studies_folder
from interest.errors import InputError, UnknownUserError
from interest.library.checking import check
from interest.library.soundness import misfit
from interest.study import Study, open_study

WHO, WORD = "user-to-forget", "quuxberry"


@pytest.fixture
def with_somebody(planted_frame, fake_encoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A saved study in which somebody uses a word of their own, with edits, segments and feedback about them."""
    monkeypatch.setenv("INTEREST_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("INTEREST_CACHE", str(tmp_path / "cache"))
    frame = planted_frame(topics=6)
    other = frame["user_id"].iloc[0]
    texts = [f"the {WORD} puppy on a leash number {n} {WORD}" for n in range(12)] + ["asdfgh " + WORD, "!!!"]
    own = pd.DataFrame({"user_id": WHO, "text": texts})
    items = pd.DataFrame({"item_id": ["i1", "i2"], "text": ["a leash for a puppy", "a guitar amplifier"]})
    taken = pd.DataFrame({"user_id": [WHO, other, other], "item_id": ["i1", "i1", "i2"]})
    study = interest.build(
        pd.concat([frame, own], ignore_index=True), items=items, interactions=taken, encoder=fake_encoder, name="trial"
    )
    topic = study.statements.loc[study.statements["user_id"] == WHO, "topic"].mode()[0]
    study.edit.rename(topic, "Dogs, as the editor says")
    study.segments.add_ids("Some", [WHO, other])
    study.feedback.add(other, WHO, "hide", about="user")
    folder = study.save(studies_folder() / "trial")
    study.edit.rename(study.tree.level("topic")[-1].id, "Another")
    study.save(folder)
    return folder


def contents_of(file: Path) -> Iterator[bytes]:
    """All that a file holds: its bytes, those of archives unpacked, and tables as text."""
    data = file.read_bytes()
    yield data
    if zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as archive:
            yield from (archive.read(name) for name in archive.namelist())
    if file.suffix == ".parquet":
        yield pd.read_parquet(file).to_csv().encode()
    if file.suffix == ".json":
        yield json.dumps(json.loads(data), ensure_ascii=False).encode()


def files_with(*words: str) -> list[str]:
    """The files in which any of the words stands."""
    home = studies_folder().parent
    files = [file for place in (home, cache_folder()) for file in place.rglob("*") if file.is_file()]
    return sorted({
        file.name for file in files for data in contents_of(file) for word in words if word.encode() in data.lower()
    })  # fmt: skip


def test_no_file_holds_anything_of_somebody_who_is_forgotten(
    with_somebody: Path, fake_encoder, capsys: pytest.CaptureFixture[str]
) -> None:
    before = open_study(with_somebody, fake_encoder)
    assert {"statements.parquet", "tree.json", "words.json"} <= set(files_with(WHO, WORD))
    vector = before.statement_vectors()[(before.statements["user_id"] == WHO).to_numpy()][0].tobytes()
    assert any(vector in file.read_bytes() for file in studies_folder().rglob("*.npy"))
    assert main(["forget", "trial", WHO]) == 0
    assert f"{WHO} is forgotten" in capsys.readouterr().out
    assert files_with(WHO, WORD) == []
    assert not [file for file in studies_folder().rglob("*") if file.is_file() and vector in file.read_bytes()]
    assert not list(cache_folder().rglob("*.sqlite*"))
    assert check(with_somebody).damages == ()
    after = open_study(with_somebody, fake_encoder)
    assert WHO not in after.users
    others = before.statements[before.statements["user_id"] != WHO]
    assert after.statements["text"].tolist() == others["text"].tolist()
    np.testing.assert_array_equal(
        after.statement_vectors(), before.statement_vectors()[(before.statements["user_id"] != WHO).to_numpy()]
    )
    assert misfit(after.contents) == ""
    with pytest.raises(UnknownUserError):
        after.profile(WHO)
    assert len(after.segments.members("Some")) == 1
    assert after.contents.judgements.given == ()
    assert {edit.kind for edit in after.edits} <= {"rename"}


def test_it_can_be_asked_of_a_study_in_memory(small_study: Study) -> None:
    study = Study(small_study.contents)
    study.forget("user007")
    assert "user007" not in study.users
    assert len(study.statements) == (small_study.statements["user_id"] != "user007").sum()
    assert sum(node.size for node in study.tree.level("category")) == len(study.statements)
    study.forget("taker")  # who is seen only in interactions
    assert "taker" not in study.users
    assert "user007" in small_study.users


def test_who_is_not_there_and_who_is_alone(small_study: Study, fake_encoder) -> None:
    with pytest.raises(UnknownUserError):
        Study(small_study.contents).forget("nobody")
    alone = interest.build(
        pd.DataFrame({"user_id": "a", "text": [f"a puppy and a {n} guitar" for n in "bcdefgh"]}), encoder=fake_encoder
    )
    with pytest.raises(InputError, match="delete the whole"):
        alone.forget("a")
