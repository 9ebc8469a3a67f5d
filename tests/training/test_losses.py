"""The loss against the formula written out, and the batches."""

import numpy as np
import pytest
import torch
from datasets import Dataset

from interest.training.losses import LabelLoss, PairBatches, supervised_contrastive

VECTORS = torch.nn.functional.normalize(torch.tensor([[1.0, 0.2], [0.9, -0.1], [-0.5, 1.0], [0.1, -1.0]]), dim=1)
LABELS = torch.tensor([0, 0, 1, 2])


def test_supervised_contrastive_is_the_formula():
    z, tau = VECTORS.numpy().astype(float), 0.5
    terms = []
    for i, p in ((0, 1), (1, 0)):  # the others have nobody of their label
        others = [a for a in range(4) if a != i]
        terms.append(-np.log(np.exp(z[i] @ z[p] / tau) / sum(np.exp(z[i] @ z[a] / tau) for a in others)))
    found = supervised_contrastive(VECTORS, LABELS, tau)
    assert found.item() == pytest.approx(np.mean(terms), rel=1e-5)


def test_no_pair_is_no_loss_and_no_nan():
    z = VECTORS.clone().requires_grad_()
    loss = supervised_contrastive(z, torch.arange(4))
    loss.backward()
    assert loss.item() == 0
    assert torch.equal(z.grad, torch.zeros_like(z))


def test_the_whole_loss_adds_the_softmax_over_prototypes():
    prototypes = torch.tensor([[2.0, 0.0], [0.0, 3.0], [0.0, -1.0]])
    loss = LabelLoss(lambda features: {"sentence_embedding": 7 * features["z"]}, prototypes, temperature=0.5)
    logits = VECTORS @ torch.nn.functional.normalize(prototypes, dim=1).T / 0.5
    expected = torch.nn.functional.cross_entropy(logits, LABELS) + supervised_contrastive(VECTORS, LABELS, 0.5)
    torch.testing.assert_close(loss([{"z": VECTORS}], LABELS), expected)


def batches(labels: list[int], epoch: int = 0, seed: int = 0) -> list[list[int]]:
    sampler = PairBatches(Dataset.from_dict({"label": labels}), batch_size=8, seed=seed)
    sampler.set_epoch(epoch)
    assert len(sampler) == len(list(sampler))
    return list(sampler)


def test_each_row_once_an_epoch_and_in_pairs():
    labels = [i % 10 for i in range(40)]
    found = batches(labels)
    assert sorted(sum(found, [])) == list(range(40))
    for batch in found:
        of_batch = [labels[row] for row in batch]
        assert all(of_batch.count(label) >= 2 for label in of_batch)


def test_no_row_is_left_out_where_one_label_has_most():
    found = batches([0] * 95 + [1] * 5)
    assert sorted(sum(found, [])) == list(range(100))


def test_seed_and_epoch_decide_the_order():
    labels = [i % 5 for i in range(40)]
    assert batches(labels) == batches(labels)
    assert batches(labels) != batches(labels, epoch=1)
    assert batches(labels) != batches(labels, seed=1)
