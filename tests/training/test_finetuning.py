"""Fine-tuning: the loop with a tiny transformer, what it refuses, and once with the real one."""

import json

import numpy as np
import pandas as pd
import pytest

import interest
from interest import Training, TrainingOptions
from interest.encoders.transformer import load_model
from interest.errors import Cancelled, EncoderError, InputError

OPTIONS = TrainingOptions(epochs=4, batch_size=32, learning_rate=3e-3)


@pytest.fixture(scope="module")
def trained(tiny_encoder, labelled, tmp_path_factory):
    """The folder of a trained model, and the progress that was told."""
    calls: list[tuple[str, float]] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INTEREST_CACHE", str(tmp_path_factory.mktemp("cache")))
        out = interest.fine_tune(
            labelled,
            tmp_path_factory.mktemp("trained") / "model",
            encoder=str(tiny_encoder),
            options=OPTIONS,
            progress=lambda stage, fraction: calls.append((stage, fraction)),
        )
    return out, calls


def test_it_learns_what_is_to_be_learned(trained):
    report = Training.read(trained[0])
    before, after = report.comparison.before, report.comparison.after
    assert after.accuracy >= before.accuracy > 0.8  # the planted words tell the labels
    assert after.cluster_ami > before.cluster_ami + 0.5  # which nothing showed to somebody who doesn't know them
    assert report.curve[-1].loss < report.curve[1].loss


def test_the_folder_is_an_encoder_with_its_prompt(trained, tiny_encoder):
    out, _ = trained
    vectors = interest.encode(["my puppy with the leash", "我的幼犬"], encoder=str(out))
    assert vectors.shape == (2, 32)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=5e-3)  # bfloat16 where native
    model, before = load_model(str(out)), load_model(str(tiny_encoder))
    assert (model.default_prompt_name, model.prompts["query"]) == ("query", "query: ")
    assert model.max_seq_length == before.max_seq_length
    assert [path.name for path in out.parent.iterdir()] == ["model"]  # no checkpoints


def test_word_embeddings_stay_and_layers_move(trained, tiny_encoder):
    before, after = (dict(load_model(str(path)).named_parameters()) for path in (tiny_encoder, trained[0]))
    changed = {name for name in before if not np.array_equal(before[name].detach(), after[name].detach())}
    assert not any("word_embeddings" in name for name in changed)
    assert any("layer.0.attention" in name for name in changed)


def test_progress_passes_the_stages_in_order(trained):
    stages = list(dict.fromkeys(stage for stage, _ in trained[1]))
    assert stages == ["reading", "before", "training", "after"]
    training = [fraction for stage, fraction in trained[1] if stage == "training"]
    assert training == sorted(training)
    assert training[-1] == 1


def test_the_report_counts_what_was_used(trained, labelled):
    report = Training.read(trained[0])
    assert sum(report.rows.values()) == labelled["text"].nunique()
    assert sum(report.users.values()) == labelled.drop_duplicates("text")["user_id"].nunique()
    assert report.labels == 5
    assert [point.epoch for point in report.curve] == [0, 1, 2, 3, 4]
    assert report.options["epochs"] == 4


def test_same_seed_same_weights(trained, tiny_encoder, labelled, tmp_path):
    again = interest.fine_tune(labelled, tmp_path / "again", encoder=str(tiny_encoder), options=OPTIONS)
    assert (again / "model.safetensors").read_bytes() == (trained[0] / "model.safetensors").read_bytes()
    assert Training.read(again) == Training.read(trained[0])


def test_the_best_checkpoint_is_kept(tiny_encoder, labelled, tmp_path, monkeypatch):
    """The evaluator says that the second of five evaluations was the best."""
    from interest.training import losses

    told, states = iter([0.1, 0.2, 0.9, 0.3, 0.2, 0.1]), []

    def tell(self, model, *place, **more):
        states.append(model.encode(["my puppy"])[0])
        return {"eval_probability": next(told)}

    monkeypatch.setattr(losses.LabelEvaluator, "__call__", tell)
    options = TrainingOptions(epochs=5, batch_size=64, learning_rate=3e-3)
    out = interest.fine_tune(labelled, tmp_path / "model", encoder=str(tiny_encoder), options=options)
    report = Training.read(out)
    assert [point.validation for point in report.curve] == [0.1, 0.2, 0.9, 0.3, 0.2, 0.1]
    assert report.best_step == report.curve[2].step
    kept = load_model(str(out)).encode(["my puppy"])[0]
    distances = [np.abs(kept - state).max() for state in states]
    assert np.argmin(distances) == 2
    assert distances[2] < 1e-3 < distances[-1]  # evaluated in the lower precision of training


def test_training_stops_early_when_nothing_gets_better(tiny_encoder, labelled, tmp_path, monkeypatch):
    from interest.training import losses

    told = iter([0.5, 0.6, *[0.4] * 20])
    monkeypatch.setattr(losses.LabelEvaluator, "__call__", lambda *a, **k: {"eval_probability": next(told)})
    options = TrainingOptions(epochs=20, batch_size=64, patience=2)
    out = interest.fine_tune(labelled, tmp_path / "model", encoder=str(tiny_encoder), options=options)
    report = Training.read(out)
    assert [point.epoch for point in report.curve] == [0, 1, 2, 3]
    assert report.best_step == report.curve[1].step


def test_evaluation_and_checkpoints_every_few_steps(tiny_encoder, labelled, tmp_path, monkeypatch):
    from interest.training import losses

    told = iter([0.1, 0.2, 0.9, 0.3])
    monkeypatch.setattr(losses.LabelEvaluator, "__call__", lambda *a, **k: {"eval_probability": next(told)})
    options = TrainingOptions(epochs=1, batch_size=32, evaluate_every=2, save_every=4)
    out = interest.fine_tune(labelled, tmp_path / "model", encoder=str(tiny_encoder), options=options)
    report = Training.read(out)
    assert [point.step for point in report.curve] == [0, 2, 4, 6]
    assert report.best_step == 4


@pytest.mark.parametrize("stage", ["reading", "before", "training", "after"])
def test_a_cancelled_training_leaves_nothing(tiny_encoder, labelled, tmp_path, stage):
    def cancel(told: str, fraction: float) -> None:
        if told == stage:
            raise Cancelled("stopped")

    with pytest.raises(Cancelled):
        interest.fine_tune(labelled, tmp_path / "model", encoder=str(tiny_encoder), options=OPTIONS, progress=cancel)
    assert list(tmp_path.iterdir()) == []


def test_chinese_texts_and_an_empty_folder(tiny_encoder, planted_frame, tmp_path):
    frame = planted_frame("zh", n_users=20, statements=4, topics=3)
    data = frame.assign(label=frame["planted_category"] + frame["planted_topic"])[["user_id", "text", "label"]]
    (tmp_path / "model").mkdir()
    out = interest.fine_tune(data, tmp_path / "model", encoder=str(tiny_encoder), epochs=1)
    assert Training.read(out).labels == 3


def test_an_encoder_that_is_not_there(labelled, tmp_path, monkeypatch):
    def refuse(*args: object, **kwargs: object) -> None:
        raise OSError("Network is unreachable")

    monkeypatch.setattr("urllib.request.urlopen", refuse)
    with pytest.raises(EncoderError, match="no/such-model"):
        interest.fine_tune(labelled, tmp_path / "model", encoder="no/such-model")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"epochs": 0}, "epochs must be at least 1, got 0"),
        ({"batch_size": 1}, "batch_size must be at least 2, got 1"),
        ({"learning_rate": 0.0}, "learning_rate must lie between 0 and 1, got 0"),
        ({"evaluate_every": 10, "save_every": 25}, "save_every must be a multiple of evaluate_every.*25 and 10"),
        ({"seed": -1}, "seed must be a whole number"),
    ],
)
def test_options_that_make_no_sense(wrong, message):
    with pytest.raises(InputError, match=message):
        TrainingOptions(**wrong)


def test_texts_without_labels_are_learned_from_first(tiny_encoder, labelled, planted_frame, tmp_path):
    stages: list[str] = []
    out = interest.fine_tune(
        labelled,
        tmp_path / "model",
        encoder=str(tiny_encoder),
        epochs=1,
        unlabelled=planted_frame(n_users=12, seed=1)[["user_id", "text"]],
        progress=lambda stage, fraction: stages.append(stage),
    )
    assert list(dict.fromkeys(stages)) == ["reading", "before", "pre-training", "training", "after"]
    assert Training.read(out).method == "pre-training and fine-tuning"


@pytest.mark.model
def test_the_english_encoder_learns_from_200_rows(planted_frame, tmp_path):
    frame = planted_frame(n_users=50, statements=4, topics=6)
    labels = pd.factorize(frame["planted_topic"])[0] % 3  # groups that mean nothing to the encoder
    data = frame.assign(label=[f"group {label}" for label in labels])[["user_id", "text", "label"]]
    out = interest.fine_tune(data, tmp_path / "model", epochs=1)
    report = Training.read(out)
    assert report.encoder == "english"
    assert report.comparison.after.cluster_ami > report.comparison.before.cluster_ami + 0.1
    assert interest.encode(["a guitar"], encoder=str(out)).shape == (1, 384)
    assert json.loads((out / "training.json").read_text("utf-8"))["labels"] == 3
