"""What a build gets from its request, and what it leaves behind."""

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from interest.errors import InputError, StudyError
from interest.library.storage import write_heard
from interest.study import open_study
from interest.ui.jobs import worker
from interest.ui.jobs.worker import AddRequest, BuildRequest, FileRequest


def request_for(tmp_path: Path, *files: FileRequest) -> BuildRequest:
    return BuildRequest(
        str(tmp_path / "studies" / "trial"),
        files,
        "english",
        4,
        ("acme",),
        7,
        "zh",
        scratch=str(tmp_path / "studies" / ".scratch"),
    )


def write(tmp_path: Path, name: str, **columns: list[str]) -> str:
    pd.DataFrame(columns).to_csv(tmp_path / name, index=False)
    return str(tmp_path / name)


@pytest.fixture
def texts(tmp_path: Path) -> FileRequest:
    path = write(tmp_path, "posts.csv", said=["puppy and leash"], more=["kennel"], who=["a"])
    return FileRequest(path, "posts.csv", "texts", {"text": "more", "user_id": "who"})


def test_the_request_reaches_the_build_and_the_study_its_place(tmp_path: Path, texts, small_study) -> None:
    items = FileRequest(write(tmp_path, "goods.csv", sku=["i1"], title=["A leash"]), "goods.csv", "items")
    taken = FileRequest(write(tmp_path, "c.csv", user_id=["a"], sku=["i1"]), "c.csv", "interactions")
    asked: dict = {}

    def build(data, **options):
        asked.update(options, data=data)
        return small_study

    worker.run(request_for(tmp_path, texts, items, taken), build, lambda stage, fraction: None)
    (table,) = asked["data"]
    assert {role: columns for role, columns in table.columns.items() if columns} == {
        "text": ["more"],
        "user_id": ["who"],
    }
    assert table.frame["more"].tolist() == ["kennel"]
    assert asked["items"]["item_id"].tolist() == ["i1"]
    assert asked["interactions"]["user_id"].tolist() == ["a"]
    made = open_study(tmp_path / "studies" / "trial")
    assert len(made.tree) == len(small_study.tree)
    pd.testing.assert_frame_equal(made.contents.quality.nodes, small_study.quality().nodes)
    assert {key: asked[key] for key in ("encoder", "categories", "ignore", "language", "seed", "name")} == {
        "encoder": "english", "categories": 4, "ignore": ("acme",), "language": "zh", "seed": 7, "name": "trial",
    }  # fmt: skip


def test_an_existing_study_is_never_replaced(tmp_path: Path, texts, small_study) -> None:
    (tmp_path / "studies" / "trial").mkdir(parents=True)
    with pytest.raises(StudyError, match="already"):
        worker.run(request_for(tmp_path, texts), lambda *_, **__: small_study, lambda stage, fraction: None)


def test_errors_are_reported_as_json(tmp_path: Path, texts, monkeypatch, capsys) -> None:
    def build(*_, **__):
        raise InputError("Too little 文本.")

    monkeypatch.setattr("interest.build", build)
    request_for(tmp_path, texts).write(tmp_path / "request.json")
    assert worker.main(str(tmp_path / "request.json")) == 2
    assert json.loads(capsys.readouterr().out.splitlines()[-1]) == {"error": "Too little 文本."}
    assert not (tmp_path / "studies" / "trial").exists()


@pytest.fixture
def growing(tmp_path: Path, small_study_folder, fake_encoder, planted_frame, monkeypatch) -> AddRequest:
    """A request to add texts of planted topics to the small study."""
    monkeypatch.setattr("interest.encoders.transformer.TransformerEncoder", lambda name: fake_encoder)
    shutil.copytree(small_study_folder, tmp_path / "studies" / "trial")
    later = planted_frame(n_users=5, seed=7)
    path = write(tmp_path, "later.csv", said=later["text"].tolist(), who=[f"late{u}" for u in later["user_id"]])
    file = FileRequest(path, "later.csv", "texts", {"text": "said", "user_id": "who"})
    return AddRequest(str(tmp_path / "studies" / "trial"), (file,), scratch=str(tmp_path / "studies" / ".scratch"))


def test_rows_are_added_to_a_study_and_counted(growing: AddRequest) -> None:
    stages: dict[str, float] = {}
    facts = worker.run(growing, None, stages.__setitem__)
    study = open_study(growing.folder)
    new = study.statements.iloc[480:]
    assert facts["added"] == len(new) > 0
    assert facts["users"] == new["user_id"].nunique() == 5
    assert (facts["loose"], facts["segments"]) == (new["is_outlier"].sum(), 0)
    assert list(stages) == ["reading", "cleaning", "encode", "assessing", "saving"]
    assert study.contents.quality is not None


def test_a_study_that_is_edited_meanwhile_has_the_edit_and_the_rows(growing: AddRequest, fake_encoder) -> None:
    seen = []

    def edit(stage: str, fraction: float) -> None:
        seen.append(stage)
        if seen.count("saving") == 1 and stage == "saving":
            study = open_study(growing.folder, encoder=fake_encoder)
            study.edit.rename(study.tree.level("topic")[0].id, "Renamed")
            study.save(growing.folder)

    facts = worker.run(growing, None, edit)
    study = open_study(growing.folder)
    assert len(study.statements) == 480 + facts["added"]
    assert "Renamed" in [node.name for node in study.tree.level("topic")]
    assert seen.count("saving") == 2  # they were added once more, to the study as it was then


def test_feedback_given_meanwhile_is_kept(growing: AddRequest, fake_encoder) -> None:
    def like(stage: str, fraction: float) -> None:
        if stage == "saving":
            study = open_study(growing.folder, encoder=fake_encoder)
            study.feedback.add(study.users[0], study.tree.level("topic")[0].id, "like")
            write_heard(study.contents.heard, Path(growing.folder))

    worker.run(growing, None, like)
    study = open_study(growing.folder)
    assert len(study.feedback.to_frame()) == 1
    assert len(study.statements) > 480


def test_a_study_that_is_deleted_meanwhile_does_not_come_back(growing: AddRequest) -> None:
    def delete(stage: str, fraction: float) -> None:
        if stage == "saving":
            shutil.rmtree(growing.folder)

    with pytest.raises(StudyError, match="deleted"):
        worker.run(growing, None, delete)
    assert not Path(growing.folder).exists()


def test_the_order_of_dates_reaches_the_build(tmp_path: Path, small_study) -> None:
    path = write(tmp_path, "posts.csv", text=["puppy", "leash"], date=["01/05/2025", "02/05/2025"])
    file = FileRequest(path, "posts.csv", "texts", day_first=False)
    asked: dict = {}

    def build(data, **options):
        asked.update(data=data)
        return small_study

    worker.run(request_for(tmp_path, file), build, lambda stage, fraction: None)
    assert [table.day_first for table in asked["data"]] == [False]
