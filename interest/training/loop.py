"""What fine-tuning and pre-training share of the transformers trainer. Imports torch: import it where it is used."""

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import torch
import transformers
from transformers import EarlyStoppingCallback, PrinterCallback, TrainerCallback

from interest.config import Progress
from interest.encoders.transformer import has_native_bfloat16
from interest.training.options import TrainingOptions
from interest.training.report import Evaluated

A = TypeVar("A", bound=transformers.TrainingArguments)

WARM_UP = 0.1  # part of the steps in which the learning rate rises


class Watcher(TrainerCallback):
    """Tells how far the training is, and keeps what was measured; an exception of `progress` ends the training."""

    def __init__(self, progress: Progress, stage: str, figure: str) -> None:
        self.progress, self.stage, self.figure = progress, stage, figure
        self.curve: list[Evaluated] = []
        self.loss: float | None = None

    def on_step_end(self, args: Any, state: Any, control: Any, **more: Any) -> None:
        """After each step."""
        self.progress(self.stage, state.global_step / state.max_steps)

    def on_log(self, args: Any, state: Any, control: Any, logs: dict[str, float] | None = None, **more: Any) -> None:
        """The trainer logs the mean loss since it last did so just before each evaluation."""
        self.loss = (logs or {}).get("loss", self.loss)

    def on_evaluate(
        self, args: Any, state: Any, control: Any, metrics: dict[str, float] | None = None, **more: Any
    ) -> None:
        """After each evaluation."""
        epoch = float(state.epoch or 0)
        self.curve.append(Evaluated(state.global_step, epoch, self.loss, float((metrics or {})[self.figure])))


def arguments(
    options: TrainingOptions,
    rows: int,
    scratch: Path,
    figure: str,
    kind: Callable[..., A],
    **more: Any,
) -> A:
    """The trainer's arguments: best checkpoint by `figure`, nothing printed, nothing reported elsewhere."""
    on_cpu = not torch.cuda.is_available()
    an_epoch = math.ceil(rows / options.batch_size)
    every = min(options.evaluate_every or an_epoch, an_epoch * options.epochs)
    return kind(
        output_dir=str(scratch),
        num_train_epochs=options.epochs,
        per_device_train_batch_size=options.batch_size,
        per_device_eval_batch_size=options.batch_size,
        learning_rate=options.learning_rate,
        warmup_steps=math.ceil(WARM_UP * an_epoch * options.epochs),
        lr_scheduler_type="linear",
        eval_strategy="steps",
        eval_steps=every,
        save_strategy="steps",
        save_steps=min(options.save_every or every, an_epoch * options.epochs // every * every),
        logging_steps=every,
        save_total_limit=1,  # besides the best one
        save_only_model=True,
        eval_on_start=True,
        load_best_model_at_end=True,
        metric_for_best_model=figure,
        greater_is_better=not figure.endswith("loss"),
        use_cpu=on_cpu,
        bf16=on_cpu and has_native_bfloat16(),  # twice as fast; weights and optimiser stay in float32
        seed=options.seed,
        report_to="none",
        disable_tqdm=True,
        dataloader_pin_memory=False,
        **more,
    )


def run(trainer: transformers.Trainer, watcher: Watcher, patience: int) -> int:
    """Train to the end or until it stops early, load the best checkpoint, and give its step."""
    transformers.utils.logging.set_verbosity_error()
    trainer.remove_callback(PrinterCallback)
    trainer.add_callback(EarlyStoppingCallback(patience))
    trainer.add_callback(watcher)
    trainer.train()
    best = trainer.state.best_model_checkpoint
    return int(best.rsplit("-", 1)[-1]) if best else trainer.state.global_step
