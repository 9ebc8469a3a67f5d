"""How an encoder is trained."""

from dataclasses import dataclass

from interest.config import Progress
from interest.errors import InputError

STAGES = ("reading", "before", "pre-training", "training", "after")
"""The stages of a training, as `progress` gets them: "before" and "after" are the comparison. "pre-training" is on
masked words, "training" on labels; one of both may be missing."""
MASKED_RATE = 5e-5
"""Learning rate for masked words: what the encoder knows of sentences should last."""


@dataclass(frozen=True)
class TrainingOptions:
    """Options of a training that have sensible defaults."""

    epochs: int = 3
    """How often each text is seen, unless it stops early."""
    batch_size: int = 32
    """Texts a step."""
    learning_rate: float = 2e-4
    """Highest, after a tenth of the steps, from where it falls to 0 along a line. Ten times what is usual, because
    little data make few steps, and the word embeddings stay as they are."""
    evaluate_every: int | None = None
    """Steps between two evaluations on the validation rows; None: an epoch."""
    save_every: int | None = None
    """Steps between two checkpoints, of which the best is kept: evaluate_every, the default, or a multiple of it, which
    saves time where checkpoints are large. What was best but not saved is lost."""
    patience: int = 3
    """Evaluations in a row without a better one after which training stops."""
    max_tokens: int = 128
    """Where texts are cut in training (not afterwards): time grows with length, and most is said by then."""
    seed: int = 0

    def __post_init__(self) -> None:
        """Raises `InputError` for numbers that make no sense."""
        least = {"epochs": 1, "batch_size": 2, "evaluate_every": 1, "save_every": 1, "patience": 1, "max_tokens": 8}
        for name, bound in least.items():
            value = getattr(self, name)
            if value is not None and value < bound:
                raise InputError(f"{name} must be at least {bound}, got {value}.")
        if not 0 < self.learning_rate < 1:
            raise InputError(f"learning_rate must lie between 0 and 1, got {self.learning_rate}.")
        if not 0 <= self.seed < 2**32:
            raise InputError(f"seed must be a whole number from 0 to 4294967295, got {self.seed}.")
        if self.save_every is not None and self.save_every % (self.evaluate_every or self.save_every + 1):
            raise InputError(
                f"save_every must be a multiple of evaluate_every, because the best checkpoint is one that was "
                f"evaluated; got {self.save_every} and {self.evaluate_every}."
            )


def staged(progress: Progress, stage: str) -> Progress:
    """A progress function for a part of the work, whatever that calls its own stages."""
    return lambda _, fraction: progress(stage, fraction)
