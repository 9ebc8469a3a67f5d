"""Fine-tuning an encoder on labelled texts."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from interest.config import Progress, no_progress
from interest.encoders.adaptation import adapt, check_out
from interest.encoders.training_data import Division, divide, read_labelled, read_texts
from interest.encoders.training_options import MASKED_RATE, TrainingOptions
from interest.encoders.training_report import Course
from interest.ingest.loading import Data

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


def fine_tune(
    data: Data,
    out: str | Path,
    encoder: str = "auto",
    epochs: int = 3,
    seed: int = 0,
    progress: Progress | None = None,
    *,
    unlabelled: Data | None = None,
    options: TrainingOptions | None = None,
    columns: Mapping[str, str | None] | None = None,
) -> Path:
    """Train an encoder so that texts with the same label come to lie together; gives the folder `out` of the new model.

    `data` is a file, a folder, a list of files or a DataFrame with text and label (and user_id), `columns` as for
    `build`. `encoder` is where it starts; `encoder=str(out)` takes the new one in `build` and `encode`. A tenth of the
    rows chooses the checkpoint that is kept, another tenth compares the encoder before and after, the rest is trained
    on; no user is in two of these. What came of it stands in the folder: `Training.read(out).advice` says whether to
    use it. Texts in `unlabelled` are learned from first, as `pretrain` does. `options` has what else can be set, and
    replaces `epochs` and `seed`. `progress` is called with stages of `training_options.STAGES` and may raise
    `Cancelled`: nothing is left then.

    The loss is `training_losses.LabelLoss`. Word embeddings stay as they are: most words of the vocabulary are not in
    the data and would be left behind by those that are.

    Raises `InputError` for data without labels, with fewer than two labels of two texts, or of fewer than three users;
    `EncoderError` for an encoder that can't be had, and an `out` that holds something.
    """
    options = options or TrainingOptions(epochs=epochs, seed=seed)
    progress = progress or no_progress
    check_out(out)
    rows = read_labelled(data, columns, progress)
    division = divide(rows, options.seed)
    others = {role: column for role, column in (columns or {}).items() if role != "label"}
    more = None if unlabelled is None else divide(read_texts(unlabelled, others, progress), options.seed)

    def train(model: "SentenceTransformer", scratch: Path) -> Course:
        if more is not None:
            from interest.encoders.masked_words import train_on_masked_words

            gently = replace(options, learning_rate=min(MASKED_RATE, options.learning_rate))
            train_on_masked_words(model, more, scratch / "masked", gently, progress)
        return _train(model, division, scratch / "labels", options, progress)

    method = "fine-tuning" if more is None else "pre-training and fine-tuning"
    return adapt(method, encoder, rows, division, out, options, progress, train)


def _train(
    model: "SentenceTransformer", division: Division, scratch: Path, options: TrainingOptions, progress: Progress
) -> Course:
    """Train `model` in place; it ends in the state that told the validation rows' labels best."""
    import torch
    from datasets import Dataset
    from sentence_transformers import SentenceTransformerTrainingArguments

    from interest.encoders.training_loop import Watcher, arguments, run
    from interest.encoders.training_losses import LabelEvaluator, LabelLoss, LabelTrainer, PairBatches

    whole, model.max_seq_length = model.max_seq_length, min(model.max_seq_length, options.max_tokens)
    model[0].auto_model.get_input_embeddings().requires_grad_(False)
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
            kind=SentenceTransformerTrainingArguments,
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
