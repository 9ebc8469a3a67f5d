"""Words: the same ones meet, in either language."""

import numpy as np
import pytest

from interest.users.words import WordSpace, content_stems

TEXTS = [
    "standing desks for the office", "a standing desk", "the walnut desk", "walnut shelves",
    "露营帐篷很轻", "买了露营帐篷", "旅行 2024", "only here",
]  # fmt: skip


@pytest.fixture
def space() -> WordSpace:
    return WordSpace.of_users(said(*TEXTS), np.arange(len(TEXTS)))


def said(*texts: str) -> list[list[str]]:
    """The stems of texts in either language."""
    return [content_stems(text, "en" if text.isascii() else "zh") for text in texts]


def test_words_are_stems_that_two_people_have(space):
    assert set(space.vocabulary) == {"desk", "stand", "walnut", "露营", "帐篷"}
    assert space.vocabulary[0] == "desk"
    assert space.idf.argmin() == 0  # the commonest word says least


def test_texts_are_told_by_their_words(space):
    texts = ["the desk of walnut", "walnut desks", "轻的露营帐篷", "a desk", "nothing known", ""]
    weights = space.tfidf(space.counts(*said(*texts)))
    assert weights.shape == (6, len(space.vocabulary))
    assert weights.dtype == np.float32
    cosines = (weights @ weights.T).toarray()
    assert np.diag(cosines).tolist() == pytest.approx([1, 1, 1, 1, 0, 0], abs=1e-6)
    assert cosines[0, 1] == pytest.approx(1.0, abs=1e-6)
    assert cosines[0, 2] == 0
    assert 0 < cosines[0, 3] < 0.707  # walnut is rarer than desk, and says more


def test_without_common_words_there_is_nothing():
    space = WordSpace.of_users(said("one thing"), np.array([0]))
    assert space.tfidf(space.counts(*said("one thing"))).shape == (1, 0)


def test_stems_leave_out_what_names_nothing():
    assert content_stems("The 3 desks and 2 chairs", "en") == ["desk", "chair"]
    assert "帐篷" in content_stems("我的帐篷", "zh")


def test_each_language_has_its_own_stems_and_function_words():
    assert content_stems("Die Katzen und der Hund", "de") == content_stems("Eine Katze mit Hunden", "de")
    assert content_stems("los gatos negros", "es") == content_stems("un gato negro", "es")
    assert content_stems("私は猫が好きです", "ja")[0] == "猫"
    assert content_stems("子供には大きすぎです", "ja") == ["子供"]
    german = [content_stems(text, "de") for text in ("Katzen und Hunde", "eine Katze")]
    space = WordSpace.of_users(german, np.arange(2))
    assert space.counts(content_stems("der Katze", "de")).nnz == 1
