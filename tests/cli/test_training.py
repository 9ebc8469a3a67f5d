"""interest train."""

import json
import re
from pathlib import Path

import pytest

import interest


@pytest.fixture
def trained(monkeypatch) -> list[dict]:
    """Trainings that only write the report of one; what they were asked."""
    from interest.training.report import Comparison, Evaluated, Score, Training

    asked: list[dict] = []

    def train(data: Path, out: Path, **options: object) -> Path:
        asked.append({"data": data, **options})
        out.mkdir()
        scores = Score(0.5, 0.25, 0.4), Score(0.75, 0.625, 0.8)
        sizes = {"train": 1600, "validation": 200, "test": 200}
        curve = (Evaluated(0, 0.0, None, 0.4), Evaluated(50, 1.0, 1.25, 0.7))
        comparison = Comparison(*scores, {"accuracy": (0.125, 0.375)})
        Training("fine-tuning", "english", sizes, sizes, 7, {"no label": 12}, {}, curve, 50, comparison).save(out)
        return out

    monkeypatch.setattr(interest, "fine_tune", train)
    monkeypatch.setattr(interest, "pretrain", train)
    return asked


def test_train_prints_before_and_after(ask, trained, tmp_path):
    out = ask("train", "texts.csv", "--out", tmp_path / "model", "--epochs", 5, "--column", "label=topic")
    assert "1,600 texts of 1,600 users with 7 labels" in out
    assert "no label 12" in out
    assert re.search(r"accuracy +0\.500 +0\.750 +\+0\.250", out)
    assert re.search(r"macro-F1 +0\.250 +0\.625 +\+0\.375", out)
    assert re.search(r"accuracy .*\+0\.125 to \+0\.375 +better", out)
    assert re.search(r"cluster AMI .*– +unknown", out)
    assert "It helps: use the trained encoder." in out
    assert str(tmp_path / "model") in out.replace("\n", "")
    (asked,) = trained
    assert (asked["options"].epochs, asked["columns"]) == (5, {"label": ["topic"]})
    assert asked["unlabelled"] is None


def test_train_on_masked_words_as_json(ask, trained, tmp_path):
    found = json.loads(ask("train", "texts.csv", "--out", tmp_path / "model", "--mlm", "--json"))
    assert found["verdict"] == "better"
    assert found["comparison"]["after"]["accuracy"] == 0.75
    assert trained[0]["options"].learning_rate == 5e-5
    assert "unlabelled" not in trained[0]


def test_train_refuses(complain, trained, tmp_path):
    both = ("train", "texts.csv", "--out", tmp_path / "model", "--mlm", "--unlabelled", "more.csv")
    assert "--unlabelled is for training with labels" in complain(*both)
    steps = ("train", "texts.csv", "--out", tmp_path / "model", "--evaluate-every", 10, "--save-every", 15)
    assert "multiple of evaluate_every" in complain(*steps)


def test_train_without_labels(complain, tmp_path):
    (tmp_path / "texts.csv").write_text("user_id,text\nann,I like tea\nbob,I like coffee\n")
    assert "Fine-tuning learns from labels" in complain("train", tmp_path / "texts.csv", "--out", tmp_path / "model")
    assert not (tmp_path / "model").exists()
