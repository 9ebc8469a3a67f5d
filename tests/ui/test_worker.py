"""What a build gets from its request, and what it leaves behind."""

import json
from pathlib import Path

import pandas as pd
import pytest

from interest.errors import InputError, StudyError
from interest.storage import open_study
from interest.ui import worker
from interest.ui.worker import BuildRequest, FileRequest


def request_for(tmp_path: Path, *files: FileRequest) -> BuildRequest:
    return BuildRequest(
        str(tmp_path / "studies" / "trial"), files, "english", 4, ("acme",), 7, str(tmp_path / "studies" / ".scratch")
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
    assert [list(table.frame) for table in asked["data"]] == [["text", "user_id"]]
    assert asked["data"][0].frame["text"].tolist() == ["kennel"]
    assert asked["items"]["item_id"].tolist() == ["i1"]
    assert asked["interactions"]["user_id"].tolist() == ["a"]
    options = {key: asked[key] for key in ("encoder", "categories", "ignore", "seed", "name")}
    assert options == {"encoder": "english", "categories": 4, "ignore": ("acme",), "seed": 7, "name": "trial"}
    assert len(open_study(tmp_path / "studies" / "trial").tree) == len(small_study.tree)


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
