"""Statements → vectors."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

from interest.config import Progress, cache_folder, encoders_folder, no_progress
from interest.encoders.cache import VectorCache

__all__ = ["Encoder", "choose_encoder", "encode_texts"]

CHUNK = 2048  # texts that are encoded before they are written down


class Encoder(Protocol):
    """What the rest of Interest asks of an encoder."""

    name: str
    dimension: int
    key: str
    """Tells two encoders with different vectors apart, precision included."""

    def encode(self, texts: Sequence[str], progress: Progress = ...) -> np.ndarray:
        """Vectors of shape (len(texts), d), float32, L2-normalised."""


def choose_encoder(name: str, texts: Sequence[str], languages: Sequence[str] | None = None) -> Encoder:
    """The encoder of that name: "auto" takes the English one for English texts and else the multilingual one.

    `languages` are those of the texts, where they are known already.

    A name may also be that of an encoder that was adapted in the app, see `interest.encoders.adapted`.
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


def encode_texts(encoder: Encoder, texts: Sequence[str], progress: Progress = no_progress) -> np.ndarray:
    """Vectors of shape (len(texts), d), each distinct text encoded once and kept in the cache.

    The cache is filled chunk by chunk, long texts first, so that a build that was broken off goes on where it was.
    """
    if len(texts) == 0:
        return np.zeros((0, encoder.dimension), np.float32)
    cache = VectorCache(cache_folder() / "vectors", encoder.key)
    known = cache.get(texts)
    missing = sorted((text for text in dict.fromkeys(texts) if text not in known), key=len, reverse=True)
    for start in range(0, len(missing), CHUNK):
        chunk = missing[start : start + CHUNK]
        done, part = start / len(missing), len(chunk) / len(missing)
        vectors = encoder.encode(chunk, lambda stage, fraction, d=done, p=part: progress(stage, d + p * fraction))
        vectors = np.asarray(vectors, dtype=np.float32)
        cache.put(chunk, vectors)
        known.update(zip(chunk, vectors, strict=True))
    progress("encode", 1.0)
    return np.stack([known[text] for text in texts])
