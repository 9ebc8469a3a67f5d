"""interest learn."""

import json

import pytest

import interest
from interest.study import open_study
from interest.users.training import Settings


def test_learn_prints_the_comparison_and_saves(ask, complain, small_study_folder, monkeypatch):
    monkeypatch.setattr("interest.users.training.Settings", lambda: Settings(epochs=2, steps=2, halvings=1))
    out = ask("learn", small_study_folder, "--seed", 3)
    found = open_study(small_study_folder).learned
    assert f"User vectors: {found.chosen}. Halves of 60 held-out users" in out
    assert (
        f"learned {found.mrr_learned:.3f}, without training {found.mrr_closed:.3f} (plain mean {found.mrr_mean:.3f})"
        in out
    )
    low, high = found.label_interval
    assert f"Labels of held-out users: {found.label_accuracy:.0%} right, 95% [{low:.0%}, {high:.0%}]" in out
    assert f"macro-F1 {found.label_macro_f1:.2f}; always the most" in out and "Predicted" not in out  # all have one
    answer = json.loads(ask("learn", small_study_folder, "--seed", 3, "--json"))
    assert (answer["chosen"], answer["users"]) == (found.chosen, 60)
    assert answer["mrr_learned"] == pytest.approx(found.mrr_learned)
    assert answer["curves"][0]["loss"] is None
    assert answer["label_macro_f1"] == pytest.approx(found.label_macro_f1)
    assert (len(answer["label_interval"]), answer["predicted"]) == (2, [])
    assert "no study" in complain("learn", "nowhere")


def test_labels_of_a_file_are_learned_and_predicted_for_the_others(
    ask, complain, small_study_folder, tmp_path, monkeypatch
):
    monkeypatch.setattr("interest.users.training.Settings", lambda: Settings(epochs=2, steps=2, halvings=1))
    assert "predicted_label" not in json.loads(ask("user", small_study_folder, "user055", "--json"))
    rows = [f"user{number:03},{'even' if number % 2 else 'odd'}" for number in range(50)]
    (tmp_path / "plans.csv").write_text("\n".join(["user_id,label", *rows]))
    out = ask("learn", small_study_folder, "--labels", tmp_path / "plans.csv")
    assert "Predicted for 10 without a label: " in out
    study = open_study(small_study_folder)
    expected = study.predict_labels().set_index("user_id").loc["user055"]
    answer = json.loads(ask("user", small_study_folder, "user055", "--json"))["predicted_label"]
    assert answer == {"label": expected["label"], "probability": pytest.approx(expected["probability"])}
    out = ask("user", small_study_folder, "user055")
    assert f"Predicted label: {expected['label']} ({expected['probability']:.0%})" in out
    assert f"held-out users {study.learned.label_accuracy:.0%} were right" in out
    assert "Predicted" not in ask("user", small_study_folder, "user007")  # the label is known
    (tmp_path / "plans.csv").write_text("user_id,label\nnobody,even\nuser001,odd\n")
    said = complain("learn", small_study_folder, "--labels", tmp_path / "plans.csv")
    assert "'nobody'" in said and "1 of its 2 users" in said
    (tmp_path / "plans.csv").write_text("user_id,n\nuser001,odd\n")
    assert "no column can be the label" in complain("learn", small_study_folder, "--labels", tmp_path / "plans.csv")


def test_learn_says_when_there_is_too_little(ask, planted_frame, fake_encoder, tmp_path):
    interest.build(planted_frame(n_users=20), encoder=fake_encoder).save(tmp_path / "tiny")
    assert "Only 20 users" in ask("learn", tmp_path / "tiny")
    answer = json.loads(ask("learn", tmp_path / "tiny", "--json"))
    assert (answer["chosen"], answer["mrr_mean"], answer["interval"]) == ("mean", None, [None, None])
