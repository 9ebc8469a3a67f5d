"""Fine-tuning an encoder on labelled texts."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from interest.config import Progress, no_progress
from interest.encoders import choose_encoder, encode_texts
from interest.encoders.training_data import Division, divide, read_labelled
from interest.encoders.training_options import TrainingOptions, staged
from interest.encoders.training_places import check_out, save_model, trained_folder
from interest.encoders.training_report import Course, Training, compare
from interest.encoders.transformer import TransformerEncoder, load_model
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
    options: TrainingOptions | None = None,
    columns: Mapping[str, str | None] | None = None,
) -> Path:
    """Train an encoder so that texts with the same label come to lie together; gives the folder `out` of the new model.

    `data` is a file, a folder, a list of files or a DataFrame with text and label (and user_id), `columns` as for
    `build`. `encoder` is where it starts; `encoder=str(out)` takes the new one in `build` and `encode`. A tenth of the
    rows chooses the checkpoint that is kept, another tenth compares the encoder before and after, the rest is trained
    on; no user is in two of these. What came of it stands in the folder: `Training.read(out).advice` says whether to
    use it. `options` has what else can be set, and replaces `epochs` and `seed`. `progress` is called with the stages
    of `STAGES` and may raise `Cancelled`: nothing is left then.

    The loss is `training_losses.LabelLoss`. Word embeddings stay as they are: most words of the vocabulary are not in
    the data and would be left behind by those that are.

    Raises `InputError` for data without labels, with fewer than two labels of two texts, or of fewer than three users;
    `EncoderError` for an encoder that can't be had, and an `out` that holds something.
    """
    progress, options = progress or no_progress, options or TrainingOptions(epochs=epochs, seed=seed)
    check_out(out)
    rows = read_labelled(data, columns, progress)
    division = divide(rows, options.seed)
    with trained_folder(out) as place:
        start = choose_encoder(encoder, rows.texts)
        before = encode_texts(start, division.compared, staged(progress, "before"))
        model = load_model(start.name)
        course = _train(model, division, place.scratch, options, progress)
        save_model(model, place.folder)
        after = TransformerEncoder(str(place.folder)).encode(division.compared, staged(progress, "after"))
        Training(
            method="fine-tuning",
            encoder=start.name,
            rows=division.rows,
            users=division.people,
            labels=len(rows.classes),
            left_out=rows.left_out,
            options=options.to_dict(),
            curve=course.curve,
            best_step=course.best_step,
            comparison=compare(division, before, after, options.seed),
        ).save(place.folder)
    return Path(out)


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
    watcher = Watcher(progress, "eval_probability")
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
