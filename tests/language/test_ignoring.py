import pytest

from interest.language import IgnoreList, tokenize

WORDS = IgnoreList(["thanks", "Acme", "customer service", "谢谢", "某某商城"])


@pytest.mark.parametrize(
    "phrase", ["thanks", "Thank", "acme shoes", "ACME's", "customer services desk", "谢谢大家", "某某商城会员"]
)
def test_meets_in_any_inflection(phrase):
    assert WORDS.meets(phrase)


@pytest.mark.parametrize("phrase", ["shoes", "customer", "service", "acmeology", "商城", "感谢", ""])
def test_other_words_stay(phrase):
    assert not WORDS.meets(phrase)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Thanks, the Acme tent leaks", ", the tent leaks"),
        ("call customer service about tents", "call about tents"),
        ("谢谢 某某商城，帐篷漏水了", "，帐篷漏水了"),
        ("在 Acme 买的帐篷", "在 买的帐篷"),
        ("nothing here", "nothing here"),
        ("Thanks Acme!", "Thanks Acme!"),  # nothing would be left of it
    ],
)
def test_remove_from(text, left):
    assert WORDS.remove_from(text) == left


def test_filter_takes_whole_phrases_only():
    assert WORDS.filter(tokenize("thanks customer service for the good service")) == ["for", "the", "good", "service"]


@pytest.mark.parametrize("words", [[], [""], ["  ", "!"]])
def test_an_empty_list_ignores_nothing(words):
    assert not IgnoreList(words)
    assert IgnoreList(words).remove_from("as it is  ") == "as it is"
    assert IgnoreList(words).filter(["a", "b"]) == ["a", "b"]
