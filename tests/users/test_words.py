"""Words as vectors: the same words meet, in either language; phrases are found by their keys."""

import numpy as np
import pytest

from interest.users.words import WIDTH, WordSpace, content_stems, phrases_in

TEXTS = [
    "standing desks for the office", "a standing desk", "the walnut desk", "walnut shelves",
    "露营帐篷很轻", "买了露营帐篷", "旅行 2024", "only here",
]  # fmt: skip


@pytest.fixture
def space() -> WordSpace:
    return WordSpace.of(TEXTS)


def test_words_are_stems_that_two_texts_have(space):
    assert set(space.vocabulary) == {"desk", "stand", "walnut", "露营", "帐篷"}
    assert space.vocabulary[0] == "desk"
    assert space.idf.argmin() == 0  # the commonest word says least


def test_the_same_words_meet(space):
    vectors = space.vectors(["the desk of walnut", "walnut desks", "轻的露营帐篷", "帐篷和露营", "nothing known", ""])
    assert vectors.shape == (6, WIDTH)
    assert vectors.dtype == np.float32
    assert vectors[0] @ vectors[1] == pytest.approx(1.0, abs=0.15)
    assert vectors[2] @ vectors[3] == pytest.approx(1.0, abs=0.15)
    assert abs(vectors[0] @ vectors[2]) < 0.25
    assert not vectors[4:].any()


def test_signs_depend_on_nothing_but_the_word(space):
    other = WordSpace(("walnut",), np.ones(1, np.float32))
    assert other.vectors(["walnut"])[0] == pytest.approx(space.vectors(["walnut"])[0], abs=1e-6)


def test_without_common_words_there_is_nothing():
    assert WordSpace.of(["one thing"]).vectors(["one thing"]).tolist() == [[0.0] * WIDTH]


def test_stems_leave_out_what_names_nothing():
    assert content_stems("The 3 desks and 2 chairs") == ["desk", "chair"]
    assert "帐篷" in content_stems("我的帐篷")


def test_phrases_are_found_in_any_inflection_and_in_chinese():
    places = {"standdesk": 0, "desk": 1, "setalarm": 2, "露营帐篷": 3}
    assert phrases_in("Set an alarm for the standing desks", places) == [2, 0, 1]
    assert phrases_in("新的露营帐篷", places) == [3]
    assert phrases_in("", places) == []
