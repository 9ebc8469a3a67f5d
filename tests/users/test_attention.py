"""The attention: what it must not depend on, what it starts as, and that its weights are shares."""

import numpy as np
import pytest
import torch
from torch.nn import functional

from interest.users.attention import Architecture, Attention, HierarchicalAttention, Sizes
from interest.users.sequences import Sequences
from interest.users.training import blended, contrast, divergence, label_loss, parts_of, user_vectors

D, TOPICS, CATEGORIES, N = 16, 5, 2, 30


def unit(shape: tuple[int, ...], seed: int) -> np.ndarray:
    vectors = np.random.default_rng(seed).normal(size=shape).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)


@pytest.fixture
def data() -> Sequences:
    rng = np.random.default_rng(1)
    return Sequences(
        vectors=unit((N, D), 2),
        log_weight=np.log(rng.uniform(1, 4, N)).astype(np.float32),
        age=rng.random(N).astype(np.float32),
        source=rng.integers(0, 3, N),
    )


def started(architecture: Architecture = Architecture(heads=2, width=8), open_gates: bool = True):  # noqa: B008
    torch.manual_seed(0)
    model = HierarchicalAttention(Sizes(D, TOPICS, CATEGORIES, 2, 3), architecture)
    axes = np.linalg.qr(unit((D, D), 5))[0]
    starts = (axes[:, :8], unit((TOPICS, D), 6), unit((CATEGORIES, D), 7))
    model.start(*(torch.from_numpy(np.ascontiguousarray(start, np.float32)) for start in starts))
    with torch.no_grad():
        model.pooling.normal_()
        model.recency.fill_(0.7)
        model.sources.copy_(torch.tensor([0.3, -0.5, 0.0]))
        model.first.gate.fill_(0.8 if open_gates else 0.0)
        model.second.gate.fill_(-0.4 if open_gates else 0.0)
    return model


def test_a_head_is_the_standard_attention():
    module = Attention(D, 8, 2)
    for parameter in module.parameters():
        torch.nn.init.normal_(parameter)
    queries, keys = torch.randn(1, 3, D), torch.randn(1, 4, D)
    bias = torch.tensor([[0.0, 1.0, float("-inf"), 0.5]])
    heads = []
    for head in (slice(0, 4), slice(4, 8)):
        q, k, v = queries @ module.query[:, head], keys @ module.key[:, head], keys @ module.value[:, head]
        heads.append(torch.softmax(q @ k.transpose(1, 2) / 4**0.5 + bias[:, None], dim=-1) @ v)
    expected = queries + torch.tanh(module.gate) * torch.cat(heads, dim=-1) @ module.out
    assert torch.allclose(module(queries, keys, bias), expected, atol=1e-5)


def test_with_a_shut_gate_nothing_changes():
    model = started(open_gates=False)
    tokens = torch.randn(2, 3, D)
    assert torch.equal(model.first(tokens, tokens, torch.zeros(2, 3)), tokens)


def test_it_stands_beside_the_closed_form():
    model = started()
    first, second, closed = torch.randn(4, 3), torch.randn(4, 3), torch.randn(4, 4)
    part = float(model.beside.detach())
    assert 0 < part < 1
    assert torch.allclose(blended(model, first, second, closed), (1 - part) * closed + part * first @ second.T)
    model.stand_back()
    assert torch.equal(blended(model, first, second, closed), closed)


def test_neither_padding_nor_company_nor_order_matters(data):
    model = started()
    groups = [np.arange(0, 3), np.arange(3, 25), np.array([27])]
    together = user_vectors(model, data, groups)
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    rng = np.random.default_rng(0)
    for vector, group in zip(together, groups, strict=True):
        np.testing.assert_allclose(user_vectors(model, data, [group])[0], vector, atol=1e-5)
        np.testing.assert_allclose(user_vectors(model, data, [rng.permutation(group)])[0], vector, atol=1e-5)
    reversed_users = user_vectors(model, data, groups[::-1])
    np.testing.assert_allclose(reversed_users[::-1], together, atol=1e-5)


def test_weight_recency_and_source_count(data):
    model = started()
    group = [np.arange(4)]
    before = user_vectors(model, data, group)
    for name in ("log_weight", "age", "source"):
        changed = getattr(data, name).copy()
        changed[0] = changed[0] + 1 if name != "source" else (changed[0] + 1) % 3
        other = user_vectors(model, Sequences(**{**vars(data), name: changed}), group)
        assert np.abs(other - before).max() > 1e-3, name


def test_weights_and_distributions_are_shares(data):
    model = started()
    batch = data.batch([np.arange(5), np.arange(9, 20)])
    weights = model.weights(batch).detach()
    assert weights.shape == (2, 3, batch.mask.shape[1])
    assert torch.allclose(weights.sum(dim=-1), torch.ones(2, 3), atol=1e-5)
    assert (weights >= 0).all()
    assert (weights.masked_select(~batch.mask[:, None].expand_as(weights)) == 0).all()
    parts = parts_of(model, data, [np.arange(5), np.arange(9, 20)])
    for shares in (parts.topics, parts.categories):
        assert torch.allclose(shares.sum(dim=-1), torch.ones(2), atol=1e-4)


def test_a_statement_near_a_topic_is_said_to_be_of_it(data):
    model = started(open_gates=False)
    topics = functional.normalize(model.topic_prototypes, dim=-1).detach().numpy()
    near = Sequences(**{**vars(data), "vectors": np.repeat(topics, N // TOPICS, axis=0)})
    users = [np.array([topic * (N // TOPICS)]) for topic in range(TOPICS)]
    assert parts_of(model, near, users).topics.argmax(dim=1).tolist() == list(range(TOPICS))


@pytest.mark.parametrize(
    ("architecture", "parts"),
    [
        (Architecture(), [1, 1, 1]),
        (Architecture(topics=False), [1, 0, 1]),
        (Architecture(categories=False), [0, 1, 1]),
        (Architecture(concatenate=False), [1, 0, 0]),
        (Architecture(attention=False, topics=False, categories=False), [0, 0, 1]),
    ],
)
def test_what_an_architecture_lacks_has_no_part(architecture, parts):
    model = HierarchicalAttention(Sizes(D, TOPICS, CATEGORIES, 2, 0), architecture)
    encoded = model.encode(torch.randn(1, sum(model.widths))).split(model.widths, dim=-1)
    assert [int(part.abs().sum() > 0) for part in encoded] == parts


def test_the_losses():
    cosines = torch.eye(3)
    assert contrast(cosines, torch.tensor(50.0)) < 1e-6
    assert contrast(cosines.roll(1, 0), torch.tensor(50.0)) == pytest.approx(50.0, abs=0.01)
    target = torch.tensor([[0.5, 0.5]])
    assert divergence(target.log(), target) == pytest.approx(0.0, abs=1e-6)
    assert divergence(torch.tensor([[0.25, 0.75]]).log(), target) == pytest.approx(0.1438, abs=1e-3)
    logits = torch.tensor([[9.0, 0.0], [0.0, 9.0]])
    assert label_loss(logits, torch.tensor([[1.0, 0.0], [0.0, 0.0]])) < 0.01  # who has no label doesn't count
    assert label_loss(logits, torch.zeros(2, 2)) == 0
    assert label_loss(logits[:1], torch.tensor([[1.0, 1.0]])) == pytest.approx(4.5, abs=0.01)
