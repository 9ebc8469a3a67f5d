"""Texts → vectors, with a cache."""

import shutil
from collections.abc import Sequence
from functools import partial

import numpy as np

from interest.config import Progress, cache_folder, cache_limit, no_progress
from interest.encoders.cache import VectorCache
from interest.encoders.choosing import Encoder
from interest.engines import LOCAL, Engine, Report

CHUNK = 2048  # texts that are encoded before they are written down


def clear_cache() -> None:
    """Remove all vectors of texts from the cache, and the names that a language model gave after it was shown some.

    Which of them are of somebody's texts nobody can tell: they lie under sums of texts as they were encoded, phrases
    and texts without ignored words too. It costs nothing but the time to encode again.
    """
    for name in ("vectors", "names"):
        shutil.rmtree(cache_folder() / name, ignore_errors=True)


def encode_texts(
    encoder: Encoder, texts: Sequence[str], progress: Progress = no_progress, engine: Engine = LOCAL
) -> np.ndarray:
    """Vectors of shape (len(texts), d), each distinct text encoded once and kept in the cache.

    The cache is filled chunk by chunk, long texts first, so that a build that was broken off goes on where it was.
    """
    if len(texts) == 0:
        return np.zeros((0, encoder.dimension), np.float32)
    cache = VectorCache(cache_folder() / "vectors", encoder.key, cache_limit())
    known = cache.get(texts)
    missing = sorted((text for text in dict.fromkeys(texts) if text not in known), key=len, reverse=True)
    chunks = [missing[start : start + CHUNK] for start in range(0, len(missing), CHUNK)]
    encoded = engine.map(partial(_encode, encoder), chunks, partial(progress, "encode"))
    for chunk, vectors in zip(chunks, encoded, strict=True):
        cache.put(chunk, vectors)
        known.update(zip(chunk, vectors, strict=True))
    progress("encode", 1.0)
    return np.stack([known[text] for text in texts])


def _encode(encoder: Encoder, texts: Sequence[str], report: Report) -> np.ndarray:
    return np.asarray(encoder.encode(texts, lambda stage, fraction: report(fraction)), dtype=np.float32)
