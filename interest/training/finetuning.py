"""Fine-tuning an encoder on labelled texts."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from interest.config import Progress
from interest.training.adaptation import adapt, check_out
from interest.training.data import Division, all_rows, divide, labelled_rows
from interest.training.options import MASKED_RATE, TrainingOptions
from interest.training.report import Course, Method

if TYPE_CHECKING:
    import pandas as pd
    from sentence_transformers import SentenceTransformer


def fine_tune(
    rows: "pd.DataFrame",
    out: str | Path,
    encoder: str,
    options: TrainingOptions,
    progress: Progress,
    unlabelled: "pd.DataFrame | None" = None,
) -> Path:
    """Train an encoder so that texts with the same label come to lie together: see `interest.fine_tune`.

    `rows` are user_id, text and label; `unlabelled`, with the same columns, are learned from first.

    The loss is `losses.LabelLoss`. Word embeddings stay as they are: most words of the vocabulary are not in the data
    and would be left behind by those that are.
    """
    check_out(out)
    learned = labelled_rows(rows)
    division = divide(learned, options.seed)
    more = None if unlabelled is None else divide(all_rows(unlabelled), options.seed)

    def train(model: "SentenceTransformer", scratch: Path) -> Course:
        if more is not None:
            from interest.training.masked_words import train_on_masked_words

            gently = replace(options, learning_rate=min(MASKED_RATE, options.learning_rate))
            train_on_masked_words(model, more, scratch / "masked", gently, progress)
        return _train(model, division, scratch / "labels", options, progress)

    method: Method = "fine-tuning" if more is None else "pre-training and fine-tuning"
    return adapt(method, encoder, learned, division, out, options, progress, train)


def _train(
    model: "SentenceTransformer", division: Division, scratch: Path, options: TrainingOptions, progress: Progress
) -> Course:
    """Train `model` in place; it ends in the state that told the validation rows' labels best."""
    import torch
    from datasets import Dataset
    from sentence_transformers import SentenceTransformerTrainingArguments

    from interest.encoders.transformer import transformer_in
    from interest.training.loop import Watcher, arguments, run
    from interest.training.losses import LabelEvaluator, LabelLoss, LabelTrainer, PairBatches

    whole = model.max_seq_length
    model.max_seq_length = min(whole or options.max_tokens, options.max_tokens)
    transformer_in(model).get_input_embeddings().requires_grad_(False)
    known = division.train.classes
    codes = np.searchsorted(known, division.train.labels.astype(str))
    evaluator = LabelEvaluator(division.train, division.validation)
    vectors = evaluator.vectors(model, division.train.texts)
    prototypes = np.stack([vectors[codes == code].mean(axis=0) for code in range(len(known))])
    prompt = model.prompts.get(model.default_prompt_name or "")
    watcher = Watcher(progress, "training", "eval_probability")
    trainer = LabelTrainer(
        model=model,
        args=arguments(
            options,
            len(codes),
            scratch,
            "eval_probability",
            SentenceTransformerTrainingArguments,
            prompts=prompt or None,
            batch_sampler=PairBatches,
        ),
        train_dataset=Dataset.from_dict({"text": division.train.texts, "label": codes.tolist()}),
        loss=LabelLoss(model, torch.from_numpy(prototypes).to(model.device)),
        evaluator=evaluator,
    )
    best = run(trainer, watcher, options.patience)
    model.max_seq_length = whole
    return Course(tuple(watcher.curve), best)
