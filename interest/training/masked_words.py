"""Masked language modelling on top of a sentence encoder. Imports torch: import it where it is used."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import torch
import torch.nn.functional as F
import transformers
from sentence_transformers import SentenceTransformer
from torch.utils.data import DataLoader, Dataset

from interest.config import Progress
from interest.encoders.transformer import transformer_in
from interest.errors import EncoderError
from interest.training.data import Division
from interest.training.loop import Watcher, arguments, run
from interest.training.options import TrainingOptions
from interest.training.report import Course

MASKED = 0.15
"""Part of the tokens that have to be guessed (Devlin et al. 2019)."""


class MaskedLanguageModel(torch.nn.Module):
    """BERT's head for masked words on an encoder: softmax(E·LayerNorm(gelu(W·h)) + b) over the vocabulary.

    E are the encoder's own word embeddings (tied), since the bundled models come without a head; W starts as the
    identity, so that a token's state is near its word from the start. Only masked places are computed: with 250,000
    words the others would take gigabytes.
    """

    def __init__(self, encoder: transformers.PreTrainedModel) -> None:
        super().__init__()
        self.encoder = encoder
        words, width = self._words.shape
        self.dense = torch.nn.Linear(width, width)
        torch.nn.init.eye_(self.dense.weight)
        torch.nn.init.zeros_(self.dense.bias)
        self.norm = torch.nn.LayerNorm(width)
        self.bias = torch.nn.Parameter(torch.zeros(words))

    @property
    def _words(self) -> torch.Tensor:
        """E, (words, d)."""
        return cast(torch.nn.Embedding, self.encoder.get_input_embeddings()).weight

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, labels: torch.Tensor
    ) -> dict[str, torch.Tensor]:
        """The mean loss at the places of `labels` (B, length) that are not −100."""
        states = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state  # (B, length, d)
        masked = labels != -100
        guesses = self.norm(F.gelu(self.dense(states[masked])))  # (masked, d)
        if not masked.any():
            return {"loss": guesses.sum() * 0}
        logits = guesses @ self._words.T + self.bias  # (masked, words)
        return {"loss": F.cross_entropy(logits.float(), labels[masked])}


class _Trainer(transformers.Trainer):
    """Evaluates on the same masked places each time; drawn anew they would make states differ by chance."""

    def get_eval_dataloader(self, eval_dataset: Any = None) -> DataLoader[Any]:
        return DataLoader(cast("Dataset[Any]", self.eval_dataset), batch_size=None)


def train_on_masked_words(
    model: SentenceTransformer, division: Division, scratch: Path, options: TrainingOptions, progress: Progress
) -> Course:
    """Train `model` in place; it ends in the state that guessed the masked words of the validation rows best.

    Raises `EncoderError` for an encoder whose tokenizer knows no mask.
    """
    tokenizer, encoder = model.tokenizer, transformer_in(model)
    if getattr(tokenizer, "mask_token", None) is None:
        raise EncoderError("This encoder's tokenizer has no mask token, so that it can't be trained on masked words.")
    transformers.set_seed(options.seed)
    encoder.get_input_embeddings().requires_grad_(False)  # as in fine-tuning
    collate = transformers.DataCollatorForLanguageModeling(tokenizer, mlm_probability=MASKED)
    train, validation = (_tokens(model, part.texts, options) for part in (division.train, division.validation))
    size = options.batch_size
    watcher = Watcher(progress, "pre-training", "eval_loss")
    trainer = _Trainer(
        model=MaskedLanguageModel(encoder).to(model.device),
        args=arguments(
            options, len(train), scratch, "eval_loss", transformers.TrainingArguments, remove_unused_columns=False
        ),
        train_dataset=train,
        eval_dataset=[dict(collate(validation[at : at + size])) for at in range(0, len(validation), size)],
        data_collator=collate,
    )
    return Course(best_step=run(trainer, watcher, options.patience), curve=tuple(watcher.curve))


def _tokens(model: SentenceTransformer, texts: Sequence[str], options: TrainingOptions) -> list[dict[str, list[int]]]:
    """Token ids of each text with the model's prompt, cut to the greatest length."""
    prompt = model.prompts.get(model.default_prompt_name or "") or ""
    length = min(model.max_seq_length or options.max_tokens, options.max_tokens)
    ids = model.tokenizer([prompt + text for text in texts], truncation=True, max_length=length)["input_ids"]
    return [{"input_ids": row} for row in ids]
