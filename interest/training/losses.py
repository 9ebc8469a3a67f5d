"""What is minimised in fine-tuning, over which batches, and what chooses the checkpoint.

Imports torch and the trainer: import it where it is used.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from sentence_transformers import SentenceTransformer, SentenceTransformerTrainer
from sentence_transformers.base.evaluation import SentenceEvaluator
from sentence_transformers.base.sampler import DefaultBatchSampler

from interest.evaluation.guesses import fitted_classifier
from interest.training.data import TrainingRows

TEMPERATURE = 0.05
"""τ: how sharply near texts are told from nearer ones."""


class LabelLoss(torch.nn.Module):
    """Texts of one label near each other and near their label's prototype, far from all others.

    With unit vectors z_i of a batch, labels y_i, and a learned unit prototype w_c for each label, it is the sum of

    - supervised contrastive learning: −1/|P(i)| Σ_{p∈P(i)} log(exp(z_i·z_p/τ) / Σ_{a≠i} exp(z_i·z_a/τ)), with P(i) the
      other texts of the batch with i's label; mean over the texts that have such (Khosla et al. 2020, L_out);
    - normalised softmax: −log(exp(z_i·w_{y_i}/τ) / Σ_c exp(z_i·w_c/τ)), mean over the batch (Zhai and Wu 2019).

    The first keeps the inner structure of a label, the second makes each step see all labels, however few fit a batch.
    `prototypes` are their starting values of shape (labels, d): the labels' mean vectors.
    """

    def __init__(self, model: SentenceTransformer, prototypes: torch.Tensor, temperature: float = TEMPERATURE) -> None:
        super().__init__()
        self.model, self.temperature = model, temperature
        self.prototypes = torch.nn.Parameter(F.normalize(prototypes.float(), dim=1))

    def forward(self, sentence_features: Iterable[dict[str, torch.Tensor]], labels: torch.Tensor) -> torch.Tensor:
        """The loss of a batch of one text column with labels of shape (B,)."""
        (features,) = sentence_features
        z = F.normalize(self.model(features)["sentence_embedding"].float(), dim=1)  # (B, d)
        to_prototypes = z @ F.normalize(self.prototypes, dim=1).T / self.temperature  # (B, labels)
        return F.cross_entropy(to_prototypes, labels) + supervised_contrastive(z, labels, self.temperature)


def supervised_contrastive(z: torch.Tensor, labels: torch.Tensor, temperature: float = TEMPERATURE) -> torch.Tensor:
    """The first term of `LabelLoss` for unit vectors z (B, d) and labels (B,); 0 where no two share a label."""
    itself = torch.eye(len(z), dtype=torch.bool, device=z.device)
    cosine = (z @ z.T / temperature).masked_fill(itself, float("-inf"))  # (B, B)
    log_probability = (cosine - torch.logsumexp(cosine, dim=1, keepdim=True)).masked_fill(itself, 0)
    positive = (labels[:, None] == labels[None]) & ~itself
    count = positive.sum(dim=1)
    if not count.any():
        return z.sum() * 0
    return -((log_probability * positive).sum(dim=1)[count > 0] / count[count > 0]).mean()


class PairBatches(DefaultBatchSampler):
    """Batches in which each text has another one of its label, in an order that the seed and the epoch decide.

    With many labels a random batch hardly has two texts of one. Unlike the library's sampler for this, no row is left
    out where one label has most of them.
    """

    def __init__(self, dataset: Any, batch_size: int, drop_last: bool = False, seed: int = 0, **more: Any) -> None:
        super().__init__(range(len(dataset)), batch_size=batch_size, drop_last=drop_last, seed=seed, **more)
        self.labels = np.asarray(dataset["label"])

    def __iter__(self) -> Iterator[list[int]]:
        """Rows of each batch."""
        rng = np.random.default_rng((self.seed, self.epoch))
        pairs = []
        for label in np.unique(self.labels):
            rows = rng.permutation(np.flatnonzero(self.labels == label)).tolist()
            pairs += [rows[at : at + 2] for at in range(0, len(rows), 2)]
        order = [row for pair in rng.permutation(len(pairs)).tolist() for row in pairs[pair]]
        yield from (order[at : at + self.batch_size] for at in range(0, len(order), self.batch_size))

    def __len__(self) -> int:
        return -(-len(self.labels) // self.batch_size)


class LabelEvaluator(SentenceEvaluator):
    """Mean probability of the validation rows' labels by a logistic regression fitted to the training rows' vectors.

    It tells states apart that have the same accuracy, as many do where validation rows are few.
    """

    def __init__(self, train: TrainingRows, validation: TrainingRows) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # has no types there
        self.train, self.validation = train, validation
        self.primary_metric = "probability"

    def __call__(  # type: ignore[override]  # it is only asked of encoders of sentences
        self, model: SentenceTransformer, *place: Any, **more: Any
    ) -> dict[str, float]:
        """The probability with the model as it is."""
        known, asked = (self.vectors(model, part.texts) for part in (self.train, self.validation))
        classifier = fitted_classifier(known, self.train.labels)
        probability = classifier.predict_proba(asked)  # (n, labels)
        is_own = self.validation.labels.astype(str)[:, None] == classifier.classes_[None]
        return {"probability": float((probability * is_own).sum(axis=1).mean())}

    @staticmethod
    def vectors(model: SentenceTransformer, texts: Sequence[str]) -> np.ndarray:
        """Vectors of shape (len(texts), d), in float32."""
        return model.encode(list(texts), batch_size=32, normalize_embeddings=True, show_progress_bar=False)


class LabelTrainer(SentenceTransformerTrainer):
    """Without the model card, which would encode examples and draw a progress bar of its own."""

    def add_model_card_callback(self, default_args_dict: dict[str, Any]) -> None:
        """None."""
