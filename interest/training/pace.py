"""How long a training will take here: a step of it is tried on some of the texts."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from interest.training.options import TrainingOptions

TRIED = 32
"""Texts that are tried: enough for a common mixture of lengths."""
TIMES = 4
"""Times that they are tried."""
TRAINED_ON = 0.8
"""Part of the texts that is trained on, see `data.divide`."""


@dataclass(frozen=True)
class Pace:
    """Seconds that a text takes on this computer."""

    learned: float
    """Read, judged and learned from: forward, backward, optimiser."""
    encoded: float
    """Turned into a vector."""

    def seconds(self, texts: int, options: TrainingOptions) -> float:
        """Of a training on so many texts that doesn't stop early.

        Each is learned from once an epoch, and encoded at each evaluation, before all and at the end.
        """
        steps = TRAINED_ON * texts / options.batch_size
        evaluations = 1 + options.epochs * (steps / options.evaluate_every if options.evaluate_every else 1)
        return texts * (TRAINED_ON * options.epochs * self.learned + (evaluations + 1) * self.encoded)


def measure_pace(
    encoder: str, texts: Sequence[str], options: TrainingOptions, clock: Callable[[], float] = time.perf_counter
) -> Pace:
    """Try the encoder on some of the texts; takes seconds. Raises `EncoderError` for one that can't be had."""
    import torch

    from interest.encoders.transformer import has_native_bfloat16, load_model, transformer_in

    model = load_model(encoder)
    model.max_seq_length = min(model.max_seq_length or options.max_tokens, options.max_tokens)
    transformer_in(model).get_input_embeddings().requires_grad_(False)
    some = list(texts[:: max(len(texts) // TRIED, 1)][:TRIED])
    optimiser = torch.optim.AdamW([weights for weights in model.parameters() if weights.requires_grad], lr=0.0)

    def learn() -> None:
        for start in range(0, len(some), options.batch_size):
            batch = model.tokenize(some[start : start + options.batch_size])
            with torch.autocast("cpu", torch.bfloat16, enabled=has_native_bfloat16()):
                model(batch)["sentence_embedding"].float().sum().backward()
            optimiser.step()
            optimiser.zero_grad()

    def encode() -> None:
        model.encode(some, batch_size=options.batch_size, show_progress_bar=False)

    model.train()
    learned = _seconds(learn, clock)
    model.eval()
    return Pace(learned / len(some), _seconds(encode, clock) / len(some))


def _seconds(work: Callable[[], None], clock: Callable[[], float]) -> float:
    """Of the quickest of some times: others are slowed by what else goes on, and the first has to find memory."""
    taken = []
    for _ in range(TIMES):
        begun = clock()
        work()
        taken.append(clock() - begun)
    return min(taken)
