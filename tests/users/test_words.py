"""Words: the same ones meet, in either language; phrases are found by their keys."""

import numpy as np
import pytest

from interest.users.words import WIDTH, WordSpace, content_stems, phrases_in

TEXTS = [
    "standing desks for the office", "a standing desk", "the walnut desk", "walnut shelves",
    "露营帐篷很轻", "买了露营帐篷", "旅行 2024", "only here",
]  # fmt: skip


@pytest.fixture
def space() -> WordSpace:
    return WordSpace.of(TEXTS, ["en"] * len(TEXTS))


def test_words_are_stems_that_two_texts_have(space):
    assert set(space.vocabulary) == {"desk", "stand", "walnut", "露营", "帐篷"}
    assert space.vocabulary[0] == "desk"
    assert space.idf.argmin() == 0  # the commonest word says least


def test_texts_are_told_by_their_words(space):
    texts = ["the desk of walnut", "walnut desks", "轻的露营帐篷", "a desk", "nothing known", ""]
    weights = space.weights(texts, ["en", "en", "zh", "en", "en", "en"])
    assert weights.shape == (6, len(space.vocabulary))
    assert weights.dtype == np.float32
    cosines = (weights @ weights.T).toarray()
    assert np.diag(cosines).tolist() == pytest.approx([1, 1, 1, 1, 0, 0], abs=1e-6)
    assert cosines[0, 1] == pytest.approx(1.0, abs=1e-6)
    assert cosines[0, 2] == 0
    assert 0 < cosines[0, 3] < 0.707  # walnut is rarer than desk, and says more


def test_different_words_hardly_meet_in_the_projection(space):
    projection = space.projection(np.arange(len(space.vocabulary)))
    assert np.abs(projection) == pytest.approx(np.repeat(space.idf[:, None], WIDTH, axis=1))
    cosines = (projection / space.idf[:, None]) @ (projection / space.idf[:, None]).T / WIDTH
    np.fill_diagonal(cosines, 0)
    assert np.abs(cosines).max() < 4 / WIDTH**0.5


def test_signs_depend_on_nothing_but_the_word(space):
    place = space.vocabulary.index("walnut")
    other = WordSpace(("walnut",), space.idf[[place]])
    assert (other.projection(np.array([0])) == space.projection(np.array([place]))).all()


def test_without_common_words_there_is_nothing():
    space = WordSpace.of(["one thing"], ["en"])
    assert space.weights(["one thing"], ["en"]).shape == (1, 0)
    assert space.projection(np.zeros(0, int)).shape == (0, WIDTH)


def test_stems_leave_out_what_names_nothing():
    assert content_stems("The 3 desks and 2 chairs", "en") == ["desk", "chair"]
    assert "帐篷" in content_stems("我的帐篷", "zh")


def test_each_language_has_its_own_stems_and_function_words():
    assert content_stems("Die Katzen und der Hund", "de") == content_stems("Eine Katze mit Hunden", "de")
    assert content_stems("los gatos negros", "es") == content_stems("un gato negro", "es")
    assert content_stems("私は猫が好きです", "ja")[0] == "猫"
    assert content_stems("子供には大きすぎです", "ja") == ["子供"]
    space = WordSpace.of(["Katzen und Hunde", "eine Katze"], ["de", "de"])
    assert space.weights(["der Katze"], ["de"]).nnz == 1
    assert phrases_in("zwei schwarze Katzen", {"schwarzkatz": 0}, "de") == [0]


def test_phrases_are_found_in_any_inflection_and_in_chinese():
    places = {"standdesk": 0, "desk": 1, "setalarm": 2, "露营帐篷": 3}
    assert phrases_in("Set an alarm for the standing desks", places) == [2, 0, 1]
    assert phrases_in("新的露营帐篷", places) == [3]
    assert phrases_in("", places) == []
