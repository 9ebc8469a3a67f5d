"""Misspellings: rare ways to spell frequent words."""

import pytest

from interest.language import usual_spelling


def spelt(words: dict[str, int], language: str = "en", known: tuple[str, ...] = ()) -> set[str]:
    lists = [[word] for word, count in words.items() for _ in range(count)]
    return {token for tokens in usual_spelling(lists, [language] * len(lists), known) for token in tokens}


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("delevery", "delivery"), ("wether", "weather"), ("flihgts", "flights"),
     ("recieved", "received"), ("faceboook", "facebook")],
)  # fmt: skip
def test_a_rare_misspelling_becomes_the_frequent_word(wrong, right):
    assert spelt({right: 10, wrong: 2}) == {right}
    assert spelt({right: 10, wrong: 2}, language="zh") == {right}


@pytest.mark.parametrize(
    ("rare", "frequent"),
    [("charger", "charged"), ("cards", "card"), ("honey", "money"), ("from", "form"), ("camped", "camper"),
     ("travelling", "traveling"), ("之前登录", "之后登录"), ("delevered", "delivery")],
)  # fmt: skip
def test_other_words_and_inflections_stay(rare, frequent):
    assert spelt({frequent: 20, rare: 2}) == {frequent, rare}


def test_a_word_that_is_known_or_not_so_rare_is_no_misspelling():
    assert spelt({"trail": 20, "trial": 2}, known=("trial",)) == {"trail", "trial"}
    assert spelt({"trail": 20, "trial": 8}) == {"trail", "trial"}


def test_other_languages_are_left_alone():
    assert spelt({"tasse": 20, "tosse": 2}, language="it") == {"tasse", "tosse"}
