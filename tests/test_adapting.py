"""From files and tables to an adapted encoder: what is read, and when."""

from pathlib import Path

import pandas as pd
import pytest

import interest
from interest.errors import EncoderError, InputError


@pytest.fixture
def taught(monkeypatch: pytest.MonkeyPatch) -> list[dict]:
    """Trainings that only keep what they were given."""
    given: list[dict] = []

    def train(rows, out, encoder, options, progress, unlabelled=None):
        given.append({"rows": rows, "unlabelled": unlabelled, "encoder": encoder, "options": options})
        return Path(out)

    monkeypatch.setattr("interest.training.fine_tune", train)
    monkeypatch.setattr("interest.training.pretrain", train)
    return given


def test_files_are_read_with_their_own_columns(taught, tmp_path):
    pd.DataFrame({"text": ["tea", "ice"], "kind": ["hot", "cold"]}).to_csv(tmp_path / "a.csv", index=False)
    pd.DataFrame({"user_id": ["x"], "text": ["茶"]}).to_csv(tmp_path / "b.csv", index=False)
    stages: list[str] = []
    out = interest.fine_tune(
        tmp_path / "a.csv", tmp_path / "model", seed=3, unlabelled=[tmp_path / "b.csv"], columns={"label": "kind"},
        progress=lambda stage, fraction: stages.append(stage),
    )  # fmt: skip
    (given,) = taught
    assert out == tmp_path / "model"
    assert given["rows"][["text", "label"]].values.tolist() == [["tea", "hot"], ["ice", "cold"]]
    assert given["unlabelled"][["user_id", "text", "label"]].values.tolist() == [["x", "茶", ""]]
    assert (given["encoder"], given["options"].seed, given["options"].epochs) == ("auto", 3, 3)
    assert set(stages) == {"reading"}


def test_masked_words_are_learned_more_gently(taught, tmp_path):
    data = pd.DataFrame({"user_id": ["a", "b"], "text": ["tea", "milk"]})
    interest.pretrain(data, tmp_path / "model", epochs=2)
    interest.fine_tune(data, tmp_path / "model", epochs=2)
    gentle, usual = (given["options"] for given in taught)
    assert gentle.learning_rate < usual.learning_rate
    assert gentle.epochs == usual.epochs == 2


@pytest.mark.parametrize("method", [interest.fine_tune, interest.pretrain])
def test_a_folder_that_holds_something_is_refused_before_anything_is_read(method, tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(EncoderError, match="is not empty; choose another folder"):
        method("missing.csv", tmp_path)
    with pytest.raises(EncoderError, match="is not empty"):
        method("missing.csv", tmp_path / "notes.txt")
    with pytest.raises(EncoderError, match="can't be written to"):
        method("missing.csv", tmp_path / "notes.txt" / "model")


def test_what_can_not_be_learned_from(tmp_path):
    with pytest.raises(InputError, match="no row has one"):
        interest.fine_tune(pd.DataFrame({"user_id": ["a", "b"], "text": ["tea", "milk"]}), tmp_path / "model")
    with pytest.raises(InputError, match="None of the 2 rows has a text"):
        interest.pretrain(pd.DataFrame({"user_id": ["a", "b"], "text": ["", " "]}), tmp_path / "model")
