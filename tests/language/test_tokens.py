import logging

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interest.language import is_content, is_number, join_tokens, language, stem, tokenize


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("I don't like Wi-Fi", ["i", "don't", "like", "wi-fi"]),
        ("I don’t", ["i", "don't"]),
        ("C++, C# and .NET!", ["c++", "c#", "and", ".net"]),
        ("3D COVID-19 state-of-the-art", ["3d", "covid-19", "state-of-the-art"]),
        ("node.js v2.0 costs 10,000 or 3.5", ["node.js", "v2.0", "costs", "10,000", "or", "3.5"]),
        ("20% off at 18:30 in the U.S.", ["20%", "off", "at", "18:30", "in", "the", "u.s"]),
        ("good--bad 'quoted' #foodie", ["good", "bad", "quoted", "foodie"]),
        ("see https://a.com/x?y=1 or www.b.org, mail me@c.de @bob", ["see", "or", "mail"]),
        ("用 Python 做数据分析", ["用", "python", "做", "数据分析"]),
        ("T恤和牛仔裤", ["t恤", "和", "牛仔裤"]),
        ("想学机器学习", ["想", "学", "机器学习"]),
        ("ＡＢＣ１２３", ["abc123"]),
        ("猫😀狗！！！", ["猫", "狗"]),
        ("😀 。。。 !!! —", []),
        ("", []),
        ("Привет мир", ["привет", "мир"]),
        ("नमस्ते दुनिया", ["नमस्ते", "दुनिया"]),
        ("Café Zürich", ["café", "zürich"]),
    ],
)
def test_tokenize(text, tokens):
    assert tokenize(text) == tokens


def test_jieba_cuts_silently_and_keeps_new_words(caplog):
    with caplog.at_level(logging.DEBUG):
        assert tokenize("剧本杀") == ["剧本杀"]
    assert not [record for record in caplog.records if "jieba" in record.name]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_tokens_come_from_the_text(text):
    tokens = tokenize(text)
    assert all(tokens)
    assert all(token == token.lower() and not any(map(str.isspace, token)) for token in tokens)
    assert all(any(sign.isalnum() or sign.isalpha() or not sign.isascii() for sign in token) for token in tokens)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="abc火锅猫狗 ,。1", max_size=60))
def test_tokenizing_keeps_letters_in_order(text):
    assert "".join(tokenize(text)).replace(",", "") == "".join(sign for sign in text if sign.isalnum())


@pytest.mark.parametrize(
    "token", ["3", "3.5", "10,000", "20%", "2nd", "15kg", "18:30", "1-3", "十五", "三杯", "第二天", "二十分钟"]
)
def test_numbers(token):
    assert is_number(token)
    assert not is_content(token)


@pytest.mark.parametrize("token", ["3d", "5g", "covid-19", "ps5", "三明治", "百度", "八卦", "千岛湖", "c++"])
def test_words_with_digits_are_no_numbers(token):
    assert not is_number(token)
    assert is_content(token)


@pytest.mark.parametrize(
    "token",
    [
        "the",
        "don't",
        "really",
        "lol",
        "just",
        "how",
        "what",
        "的",
        "了",
        "吗",
        "哈哈",
        "真的",
        "觉得",
        "怎么",
        "如何",
        "这个",
        "那段",
    ],
)
def test_stop_words(token):
    assert not is_content(token)


@pytest.mark.parametrize(
    "token", ["coffee", "news", "ai", "猫", "狗", "茶", "车", "酒", "火锅", "数据分析", "推荐系统"]
)
def test_content_words(token):
    assert is_content(token)


def test_halves_of_words_are_no_content():
    assert not any(is_content(token) for token in ("学", "看", "员", "性", "x"))


def test_stop_words_are_what_tokenize_gives():
    for code in ("en", "zh"):
        assert all(word == word.lower() and " " not in word for word in language(code).stop_words)


@pytest.mark.parametrize(
    "words",
    [
        "camp camps camping camped", "hike hikes hiking hiked", "movie movies", "recipe recipes", "berry berries",
        "dish dishes", "box boxes", "cycle cycling cycles", "dance dancing dances", "bake baking baked",
        "shop shopping shops", "ski skiing skis", "run running runs ran", "story stories", "city cities",
        "travel traveling travelling travels", "child children", "knife knives", "dog dogs dog's", "top-up top-ups",
        "game games gaming", "class classes", "café cafés", "headphone headphones", "exercise exercising exercises",
    ],
)  # fmt: skip
def test_inflections_share_a_stem(words):
    assert len({stem(word) for word in words.split()}) == 1


@pytest.mark.parametrize(
    "words",
    [
        "organ organic organization", "market marketing", "news new", "glass glasses", "universe university",
        "wed wedding", "photo photography", "even evening", "pant pants", "art arts",
    ],
)  # fmt: skip
def test_different_words_keep_different_stems(words):
    assert len({stem(word) for word in words.split()}) == len(words.split())


@pytest.mark.parametrize("token", ["数据分析", "c++", "ai", "bus", "gas", "covid-19", "привет", "news", "3d"])
def test_stem_leaves_alone(token):
    assert stem(token) == token


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        (["数据", "分析"], "数据分析"),
        (["python", "数据", "分析", "course"], "python 数据分析 course"),
        (["machine", "learning"], "machine learning"),
        (["茶"], "茶"),
        ([], ""),
    ],
)
def test_join_tokens(tokens, text):
    assert join_tokens(tokens) == text
