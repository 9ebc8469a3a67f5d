"""A small real study, built with an encoder that needs no model."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from streamlit.runtime.pages_manager import PagesManager

import interest
from interest.config import Progress, no_progress
from interest.language import tokenize

SAMPLES = Path(__file__).parents[2] / "sample_data"


class WordEncoder:
    """A text is the sum of its words, each a fixed random direction: like words, like vectors."""

    name = "english"  # a name that a reopened study may ask for
    key = "words"
    dimension = 64

    def encode(self, texts: Sequence[str], progress: Progress = no_progress) -> np.ndarray:
        vectors = np.stack([self._vector(text) for text in texts])
        progress("encode", 1.0)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def _vector(self, text: str) -> np.ndarray:
        seeds = [int.from_bytes(hashlib.blake2b(word.encode(), digest_size=4).digest()) for word in tokenize(text)]
        words = [np.random.default_rng(seed).normal(size=self.dimension) for seed in seeds or [0]]
        return np.sum(words, axis=0).astype(np.float32) + 1e-3


@pytest.fixture(scope="session")
def built_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the study "education" of Chinese texts, with items and interactions."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INTEREST_CACHE", str(home / "cache"))
        study = interest.build(SAMPLES / "education", encoder=WordEncoder())
    study.save(home / "studies" / "education")
    return home


@pytest.fixture
def app_setup(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What the app needs in a test: no model, a cache of its own, and pages that run through app.py."""
    monkeypatch.setattr("interest.study.choose_encoder", lambda name, texts: WordEncoder())
    monkeypatch.setenv("INTEREST_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(PagesManager, "uses_pages_directory", False)
