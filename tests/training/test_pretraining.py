"""Masked language modelling: the loop with a tiny transformer, and once with the real one."""

import numpy as np
import pytest

import interest
from interest import Training, TrainingOptions
from interest.encoders.transformer import load_model
from interest.errors import Cancelled, EncoderError, InputError

OPTIONS = TrainingOptions(epochs=3, batch_size=32, learning_rate=3e-3)


@pytest.fixture(scope="module")
def texts(planted_frame):
    """360 texts of 60 users, without labels."""
    return planted_frame(n_users=60, statements=6)[["user_id", "text"]]


@pytest.fixture(scope="module")
def trained(tiny_encoder, texts, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INTEREST_CACHE", str(tmp_path_factory.mktemp("cache")))
        folder = tmp_path_factory.mktemp("trained") / "model"
        return interest.pretrain(texts, folder, encoder=str(tiny_encoder), options=OPTIONS)


def test_masked_words_are_guessed_better(trained):
    report = Training.read(trained)
    losses = [point.validation for point in report.curve]
    assert losses[-1] < losses[0] - 0.1
    assert report.method == "pre-training"


def test_it_is_an_encoder_whose_words_stayed(trained, tiny_encoder):
    assert interest.encode(["my puppy"], encoder=str(trained)).shape == (1, 32)
    before, after = (dict(load_model(str(path)).named_parameters()) for path in (tiny_encoder, trained))
    assert before.keys() == after.keys()  # no head
    changed = {name for name in before if not np.array_equal(before[name].detach(), after[name].detach())}
    assert any("layer.0.attention" in name for name in changed)
    assert not any("word_embeddings" in name for name in changed)


def test_without_labels_the_halves_of_users_are_compared(trained):
    report = Training.read(trained)
    assert report.comparison.intervals == {}  # six test users are too few
    assert report.comparison.verdict == "unknown"
    assert "can't be measured" in report.advice
    assert report.comparison.after.accuracy is None


def test_with_labels_they_are_told_apart(tiny_encoder, labelled, tmp_path):
    out = interest.pretrain(labelled, tmp_path / "model", encoder=str(tiny_encoder), epochs=1)
    comparison = Training.read(out).comparison
    assert {"accuracy", "macro_f1", "cluster_ami"} <= set(comparison.intervals)
    assert 0 < comparison.before.accuracy <= 1


def test_same_seed_same_weights(trained, tiny_encoder, texts, tmp_path):
    again = interest.pretrain(texts, tmp_path / "again", encoder=str(tiny_encoder), options=OPTIONS)
    assert (again / "model.safetensors").read_bytes() == (trained / "model.safetensors").read_bytes()


def test_a_cancelled_training_leaves_nothing(tiny_encoder, texts, tmp_path):
    def cancel(stage: str, fraction: float) -> None:
        if stage == "pre-training":
            raise Cancelled("stopped")

    with pytest.raises(Cancelled):
        interest.pretrain(texts, tmp_path / "model", encoder=str(tiny_encoder), progress=cancel)
    assert list(tmp_path.iterdir()) == []


def test_too_few_users(tmp_path, planted_frame):
    with pytest.raises(InputError, match="come from 2 users; training needs at least 3"):
        interest.pretrain(planted_frame(n_users=2)[["user_id", "text"]], tmp_path / "model")


def test_a_tokenizer_without_a_mask(tiny_encoder, texts, tmp_path, monkeypatch):
    from interest.training import adaptation

    def without_mask(name: str):
        model = load_model(name)
        model.tokenizer.mask_token = None
        return model

    monkeypatch.setattr(adaptation, "load_model", without_mask)
    with pytest.raises(EncoderError, match="no mask token"):
        interest.pretrain(texts, tmp_path / "model", encoder=str(tiny_encoder))


def test_the_loss_is_that_of_the_masked_places(tiny_encoder):
    """Against a head over all places, as BERT's is written."""
    import torch
    import torch.nn.functional as F

    from interest.training.masked_words import MaskedLanguageModel

    encoder = load_model(str(tiny_encoder))[0].auto_model
    model = MaskedLanguageModel(encoder).eval()
    ids, mask = torch.tensor([[2, 9, 4, 3], [2, 4, 3, 0]]), torch.tensor([[1, 1, 1, 1], [1, 1, 1, 0]])
    labels = torch.tensor([[-100, -100, 11, -100], [-100, 8, -100, -100]])
    states = encoder(input_ids=ids, attention_mask=mask).last_hidden_state
    logits = model.norm(F.gelu(states)) @ encoder.get_input_embeddings().weight.T  # W is the identity, b is 0
    expected = F.cross_entropy(logits.flatten(0, 1), labels.flatten())
    torch.testing.assert_close(model(ids, mask, labels)["loss"], expected)
    assert model(ids, mask, torch.full_like(labels, -100))["loss"].item() == 0


@pytest.mark.model
def test_the_english_encoder_gets_used_to_200_rows(planted_frame, tmp_path):
    frame = planted_frame(n_users=50, statements=4)
    out = interest.pretrain(frame[["user_id", "text"]], tmp_path / "model", epochs=1)
    report = Training.read(out)
    assert report.curve[-1].validation < report.curve[0].validation
    assert interest.encode(["a guitar"], encoder=str(out)).shape == (1, 384)
