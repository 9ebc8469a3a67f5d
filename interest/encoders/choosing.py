"""Encoders by name."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

from interest.config import Progress, encoders_folder


class Encoder(Protocol):
    """What the rest of Interest asks of an encoder."""

    name: str
    key: str
    """Tells two encoders with different vectors apart, precision included."""

    @property
    def dimension(self) -> int:
        """The length of a vector."""

    def encode(self, texts: Sequence[str], progress: Progress = ...) -> np.ndarray:
        """Vectors of shape (len(texts), d), float32, L2-normalised."""


def choose_encoder(name: str, texts: Sequence[str], languages: Sequence[str] | None = None) -> Encoder:
    """The encoder of that name: "auto" takes the English one for English texts and else the multilingual one.

    `languages` are those of the texts, where they are known already.
    A name may also be that of an encoder in `encoders_folder()`, where those are that were adapted.
    """
    from interest.encoders.transformer import TransformerEncoder

    if name in ("", "auto"):
        from interest.language import languages_of, needs_multilingual

        known = languages_of(texts) if languages is None else languages
        name = "multilingual" if needs_multilingual(known) else "english"
    return TransformerEncoder(_adapted(name))


def _adapted(name: str) -> str:
    """The folder of the adapted encoder of that name, where there is one and nothing else is meant; else the name."""
    place = encoders_folder() / name
    return str(place) if Path(name).name == name and not Path(name).exists() and place.is_dir() else name


def encoder_label(name: str) -> str:
    """What an encoder is called: an adapted one by its own name rather than by its folder."""
    return Path(name).name if Path(name).parent == encoders_folder() else name
