import pytest

from interest.language import IgnoreList, extract_phrases, tokenize, without

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


def test_a_gap_shows_where_a_word_is_missing():
    assert WORDS.remove_from("Bought at Acme again", "…") == "Bought at … again"
    assert WORDS.remove_from("在某某商城买的帐篷", "…") == "在…买的帐篷"
    assert WORDS.remove_from("Thanks Acme", "…") == "… …"


@pytest.mark.parametrize(
    ("phrase", "rest"),
    [
        ("Acme Gore-Tex jacket", "Gore-Tex jacket"),
        ("warranty of Acme", "warranty"),
        ("tent Acme pole", ""),  # "tent pole" is nothing that anybody said
        ("customer service desk", "desk"),
        ("某某商城会员", "会员"),
        ("Thanks", ""),
    ],
)
def test_what_is_left_of_a_phrase(phrase, rest):
    assert WORDS.rest_of(phrase) == rest


@pytest.mark.parametrize(
    ("texts", "ignored", "left"),
    [
        (["my Acme warranty is over", "The Acme warranty was short", "no Acme warranty for me"], "acme", "warranty"),
        (["蓝海 保修 太短", "没有 蓝海 保修", "蓝海 保修 过期"], "蓝海", "保修"),
    ],
)
def test_a_word_said_in_one_phrase_only_stays_when_the_rest_is_ignored(texts, ignored, left):
    phrases = extract_phrases([tokenize(text) for text in texts])
    assert left not in phrases.names
    kept, origin = without(phrases, IgnoreList([ignored]))
    place = kept.names.index(left)
    assert kept.counts[place] == 3 and kept.matrix[:, [place]].sum() == 3
    assert left in phrases.names[origin[place]].lower()
    assert not any(IgnoreList([ignored]).meets(name) for name in kept.names)
    assert len(set(kept.keys)) == len(kept) == kept.matrix.shape[1]


def test_two_phrases_with_one_rest_become_one():
    texts = ["red Acme warranty"] * 3 + ["blue Bcme warranty"] * 2
    phrases = extract_phrases([tokenize(text) for text in texts])
    kept, _ = without(phrases, IgnoreList(["acme", "bcme", "red", "blue"]))
    assert kept.names == ["warranty"]
    assert kept.counts.tolist() == [5]
