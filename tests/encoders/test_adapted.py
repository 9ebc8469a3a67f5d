"""Adapted encoders: made from a study, kept by name, listed, deleted; and how long that takes."""

import copy
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from interest import Training
from interest.config import encoders_folder, studies_folder
from interest.encoders import choose_encoder
from interest.encoders.adapted import (
    adapt_to,
    adapted_encoders,
    delete_encoder,
    encoder_label,
    has_labels,
    model_title,
    options_for,
    rebuilt_title,
    studies_with,
)
from interest.encoders.training_report import Comparison, Score
from interest.encoders.training_time import Pace, measure_pace
from interest.errors import EncoderError, InputError


def a_report(folder: Path) -> Path:
    folder.mkdir(parents=True)
    comparison = Comparison(Score(0.5), Score(0.7), {"accuracy": (0.1, 0.3)})
    Training("fine-tuning", "english", {"train": 8}, {"train": 4}, 2, {}, {}, (), 1, comparison).save(folder)
    return folder


@pytest.fixture
def taught(small_study, tiny_encoder):
    """The small study, whose labels are the planted topics, as if it had been built with the tiny transformer."""
    study = copy.copy(small_study)
    study.config = replace(small_study.config, encoder=str(tiny_encoder))
    return study


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
    assert encoder_label(str(folder)) == "我的模型"
    assert encoder_label("BAAI/bge-m3") == "BAAI/bge-m3"
    delete_encoder("我的模型")
    assert not folder.exists()
    for name in ("我的模型", "../studies", "."):
        with pytest.raises(EncoderError, match="no adapted encoder"):
            delete_encoder(name)


def test_a_name_stands_for_its_folder(monkeypatch, tmp_path):
    folder = a_report(encoders_folder() / "mine")
    monkeypatch.chdir(tmp_path)
    assert choose_encoder("mine", []).name == str(folder)
    assert choose_encoder("english", []).name == "english"
    (tmp_path / "mine").mkdir()
    assert choose_encoder("mine", []).name == "mine"  # the folder that lies here is meant


def test_who_needs_it():
    for name, encoder in (("a", "english"), ("b", str(encoders_folder() / "mine"))):
        (studies_folder() / name).mkdir(parents=True)
        (studies_folder() / name / "study.json").write_text(json.dumps({"config": {"encoder": encoder}}))
    (studies_folder() / "damaged").mkdir()
    (studies_folder() / "damaged" / "study.json").write_text("[")
    assert studies_with(encoders_folder() / "mine") == ["b"]


@pytest.mark.parametrize(("lesson", "method"), [("labels", "fine-tuning"), ("texts", "pre-training")])
def test_a_study_teaches_its_encoder(lesson, method, taught):
    assert has_labels(taught)
    out = adapt_to(taught, encoders_folder() / "new", lesson, options_for(lesson, epochs=1), lambda *_: None)
    report = Training.read(out)
    assert (report.method, report.encoder, report.labels) == (method, taught.encoder_name, 15)
    assert sum(report.rows.values()) == taught.statements["text"].nunique()
    assert [encoder.name for encoder in adapted_encoders()] == ["new"]


def test_options_fit_together():
    assert options_for("texts").learning_rate < options_for("labels", epochs=2).learning_rate
    with pytest.raises(InputError, match="multiple"):
        options_for("labels", evaluate_every=4, save_every=6)


def test_time_grows_with_texts_and_passes(tiny_encoder, labelled):
    options = options_for("labels", epochs=2)
    pace = measure_pace(str(tiny_encoder), labelled["text"].tolist(), options)
    assert pace.learned > 0 and pace.encoded > 0
    assert pace.seconds(200, options) == pytest.approx(2 * pace.seconds(100, options))
    known = Pace(learned=1.0, encoded=0.5)
    assert known.seconds(10, options) == 10 * (0.8 * 2 * 1.0 + 4 * 0.5)  # before, after each pass, and at the end
    often = options_for("labels", epochs=2, batch_size=8, evaluate_every=1)
    assert known.seconds(100, often) > known.seconds(100, options)


def test_a_study_is_built_anew_with_another_encoder(small_study, fake_encoder):
    class Other(type(fake_encoder)):
        name = key = "other"

        def encode(self, texts, progress=lambda *_: None):
            return super().encode(texts, progress)[:, ::-1].copy()

    node = small_study.tree.level("topic")[0].id
    stages = []
    small_study.segments.add_node("those", node)
    try:
        other = small_study.built_with(Other(), "anew", lambda stage, fraction: stages.append(stage))
        assert (other.name, other.encoder_name, small_study.encoder_name) == ("anew", "other", "fake")
        assert len(other.statements) == len(small_study.statements)
        assert [segment.name for segment in other.defined_segments] == ["those"]
        assert other.items is small_study.items
        np.testing.assert_allclose(other.statement_vectors(), small_study.statement_vectors()[:, ::-1], atol=1e-6)
        assert stages[-1] == "tree"
    finally:
        small_study.segments.remove("those")


def test_titles_say_each_thing_once():
    model = model_title("Health", "labels")
    assert model == "Health labels"
    assert rebuilt_title("Health", model) == "Health labels"
    assert model_title("Health labels", "labels") == "Health labels"  # a number is put behind what is taken
    assert rebuilt_title("Health labels", "Health labels 2") == "Health labels 2"
    assert rebuilt_title("教育", model) == "教育 · Health labels"
