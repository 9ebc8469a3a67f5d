"""Centring by language, LSA and their fusion."""

import numpy as np
import pytest

from interest.hierarchy.clustering import features
from interest.hierarchy.clustering.features import (
    SMALLEST_LANGUAGE,
    WORDS_SHARE,
    Centers,
    in_context,
    lsa,
    statement_features,
    unit,
)


@pytest.fixture
def bilingual() -> tuple[np.ndarray, list[str], np.ndarray]:
    """Two subjects said in two languages, each language leaning far to its own side: vectors, languages, subjects."""
    rng = np.random.default_rng(0)
    languages = ["en", "zh"] * 40
    subjects = np.arange(80) // 2 % 2
    lean = {"en": 5 * np.eye(8)[0], "zh": 5 * np.eye(8)[1]}
    vectors = np.stack([lean[lang] + np.eye(8)[2 + s] for lang, s in zip(languages, subjects, strict=True)])
    return unit(vectors + rng.normal(0, 0.05, vectors.shape)), languages, subjects


def test_centres_by_language_leave_the_subject_and_take_the_language(bilingual):
    vectors, languages, subjects = bilingual
    centred = Centers.of(vectors, languages).center(vectors, languages)
    cosine = centred @ centred.T
    same_subject = subjects[:, None] == subjects[None]
    assert cosine[same_subject].min() > 0.5  # also across languages
    assert cosine[~same_subject].max() < -0.5
    english = np.array(languages) == "en"
    assert np.abs(centred[english].mean(axis=0) - centred[~english].mean(axis=0)).max() < 0.05


def test_a_language_of_few_statements_gets_the_mean_of_all():
    vectors = np.eye(SMALLEST_LANGUAGE + 2, dtype=np.float32)
    languages = ["en"] * SMALLEST_LANGUAGE + ["zh"] * 2
    centers = Centers.of(vectors, languages)
    assert set(centers.means) == {"", "en"}
    np.testing.assert_allclose(centers.shift(vectors[-1:], ["zh"])[0], vectors[-1] - vectors.mean(axis=0))
    np.testing.assert_allclose(centers.shift(vectors[:1], ["en"])[0], vectors[0] - vectors[:-2].mean(axis=0))


def test_centring_nothing_is_nothing():
    centers = Centers.of(np.eye(3, dtype=np.float32), ["en"] * 3)
    assert centers.center(np.zeros((0, 3), np.float32), []).shape == (0, 3)


def test_unit_gives_length_one_and_keeps_zeros():
    scaled = unit(np.array([[3.0, 4.0], [0.0, 0.0]]))
    assert scaled.dtype == np.float32
    np.testing.assert_allclose(scaled, [[0.6, 0.8], [0, 0]], rtol=1e-6)


WORDS = [f"word{i}" for i in range(12)]


def test_lsa_brings_texts_of_shared_words_together_and_is_reproducible():
    first, second = WORDS[:6], WORDS[6:]
    rng = np.random.default_rng(0)
    tokens = [list(rng.choice(first if n % 2 else second, 3, replace=False)) for n in range(40)]
    space = lsa(tokens, seed=0)
    np.testing.assert_array_equal(space, lsa(tokens, seed=0))
    cosine = unit(space) @ unit(space).T
    same = np.arange(40)[:, None] % 2 == np.arange(40)[None] % 2
    assert cosine[same].mean() > 0.3
    assert np.abs(cosine[~same]).max() < 0.05


def test_words_of_many_texts_are_decomposed_in_a_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(0)
    tokens = [list(rng.choice(WORDS[:6] if n % 2 else WORDS[6:], 3, replace=False)) for n in range(300)]
    monkeypatch.setattr(features, "MOST_DECOMPOSED", 60)
    monkeypatch.setattr(features, "_ROWS", 7)  # in blocks, the last of which is not full
    space = lsa(tokens, seed=0)
    assert space.shape == (300, len(WORDS) - 1) and space.dtype == np.float32
    cosine = unit(space) @ unit(space).T
    same = np.arange(300)[:, None] % 2 == np.arange(300)[None] % 2
    assert cosine[same].mean() > 0.3
    assert np.abs(cosine[~same]).max() < 0.05


def test_blocks_give_what_all_at_once_gives(monkeypatch: pytest.MonkeyPatch, bilingual) -> None:
    vectors, languages, _ = bilingual
    rows = (np.arange(len(vectors)) // 2).tolist()
    whole = in_context(Centers.of(vectors, languages).center(vectors, languages), rows)
    monkeypatch.setattr(features, "_ROWS", 3)
    np.testing.assert_array_equal(in_context(Centers.of(vectors, languages).center(vectors, languages), rows), whole)


def test_lsa_needs_words_that_occur_twice():
    assert lsa([[f"only{i}"] for i in range(50)], seed=0) is None
    assert lsa([WORDS] * 5, seed=0) is None


def test_words_count_for_their_share_beside_the_meaning(bilingual):
    vectors, languages, subjects = bilingual
    rng = np.random.default_rng(0)
    tokens = [list(rng.choice(WORDS, 4, replace=False)) for _ in languages]
    features = statement_features(vectors, tokens, languages, range(len(vectors)), seed=0)
    np.testing.assert_allclose(np.linalg.norm(features, axis=1), 1, rtol=1e-5)
    meaning, words = features[:, :8], features[:, 8:]
    ratio = np.linalg.norm(words, axis=1) / np.linalg.norm(meaning, axis=1)
    np.testing.assert_allclose(ratio, WORDS_SHARE, rtol=1e-4)


def test_without_shared_words_the_meaning_is_all(bilingual):
    vectors, languages, _ = bilingual
    features = statement_features(vectors, [[] for _ in languages], languages, range(len(vectors)), seed=0)
    np.testing.assert_allclose(features, Centers.of(vectors, languages).center(vectors, languages), atol=1e-6)


def test_a_statement_is_drawn_towards_its_text_and_one_by_itself_stays():
    features = unit(np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1]], np.float32))
    drawn = in_context(features, [4, 4, 9])
    assert drawn[0] @ drawn[1] == pytest.approx(0.6)  # (1.5, .5) and (.5, 1.5) at length one
    np.testing.assert_allclose(drawn[2], features[2], atol=1e-6)
