"""Adapted encoders, kept by name: listed and deleted."""

from pathlib import Path

import pytest

from interest.config import encoders_folder
from interest.encoders import choose_encoder, encoder_label
from interest.errors import EncoderError
from interest.training import Training, adapted_encoders, delete_encoder
from interest.training.report import Comparison, Score


def a_report(folder: Path) -> Path:
    folder.mkdir(parents=True)
    comparison = Comparison(Score(0.5), Score(0.7), {"accuracy": (0.1, 0.3)})
    Training("fine-tuning", "english", {"train": 8}, {"train": 4}, 2, {}, {}, (), 1, comparison).save(folder)
    return folder


def test_none_at_first():
    assert adapted_encoders() == []


def test_they_are_listed_and_deleted():
    folder = a_report(encoders_folder() / "我的模型")
    a_report(encoders_folder() / ".half")
    (broken := encoders_folder() / "broken").mkdir()
    (broken / "training.json").write_text("{")
    found = {encoder.name: encoder for encoder in adapted_encoders()}
    assert set(found) == {"我的模型", "broken"}
    assert found["我的模型"].training.comparison.verdict == "better"
    assert found["broken"].training is None
    delete_encoder("我的模型")
    assert not folder.exists()
    for name in ("我的模型", "../studies", "."):
        with pytest.raises(EncoderError, match="no adapted encoder"):
            delete_encoder(name)


def test_a_name_stands_for_its_folder(monkeypatch, tmp_path):
    folder = a_report(encoders_folder() / "mine")
    monkeypatch.chdir(tmp_path)
    assert choose_encoder("mine", []).name == str(folder)
    assert encoder_label(str(folder)) == "mine"
    assert choose_encoder("english", []).name == encoder_label("english") == "english"
    assert encoder_label("BAAI/bge-m3") == "BAAI/bge-m3"
    (tmp_path / "mine").mkdir()
    assert choose_encoder("mine", []).name == "mine"  # the folder that lies here is meant
