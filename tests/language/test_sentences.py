import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interest.language import split_statements


def squeezed(text):
    return "".join(text.split())


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        ("", []),
        (" \n\t ", []),
        ("just one line about my cat", ["just one line about my cat"]),
        ("  spaces   are\tjoined  here ", ["spaces are joined here"]),
        (
            "I love this phone so much! The camera is really great.",
            ["I love this phone so much!", "The camera is really great."],
        ),
        (
            "the battery lasts long. the screen is too dark",
            ["the battery lasts long.", "the screen is too dark"],
        ),
        ("今天去吃了火锅，真的太好吃了。下次还要带朋友来！", ["今天去吃了火锅，真的太好吃了。", "下次还要带朋友来！"]),
        ("周末想去露营；有没有人一起？地点在郊区湖边", ["周末想去露营；", "有没有人一起？", "地点在郊区湖边"]),
        ("太好吃了这家面馆!下次我们还会再来的", ["太好吃了这家面馆!", "下次我们还会再来的"]),
        (
            "1. buy some milk\n2. call my mother\n- walk the dog",
            ["1. buy some milk", "2. call my mother", "- walk the dog"],
        ),
        ("• learn to play chess • run a marathon", ["• learn to play chess", "• run a marathon"]),
        ("第一次学做蛋糕\n烤箱温度总是不对", ["第一次学做蛋糕", "烤箱温度总是不对"]),
        (
            "学 Python 好几个月了！Now I want to build a website.",
            ["学 Python 好几个月了！", "Now I want to build a website."],
        ),
    ],
)
def test_sentences(text, statements):
    assert split_statements(text) == statements


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Brown and Dr. Lee play tennis",
        "moving to the U.S. Army base next month",
        "it costs 3.5 dollars at version v2.0 of the shop",
        "read www.a.com/x?y=1.5&z=!3 before you go there",
        "see https://a.com/b.html?q=1;r=2 for my pasta recipe",
        "i was thinking... maybe not this year",
        "fruit, e.g. apples, i.e. the red ones",
        "my order no. 5 has not arrived yet",
        "we meet at 5 p.m. near the lake",
        "tools, paint, etc. are in the shed",
        "a book by J. K. Rowling about magic",
        'He said "stop!" and then left us',
        "Node.js and asp.net are what I learn",
        "black &amp; white photography is my thing",
        "（真的！）这家店的拉面很好吃",
    ],
)
def test_not_cut_inside(text):
    assert split_statements(text) == [text]


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        ("Yes. I love this phone so much!", ["Yes. I love this phone so much!"]),
        ("I love this phone so much! Great!", ["I love this phone so much! Great!"]),
        ("哈哈哈！今天去吃了火锅。", ["哈哈哈！今天去吃了火锅。"]),
        ("今天去吃了火锅。太爽了！明天去游泳健身", ["今天去吃了火锅。太爽了！", "明天去游泳健身"]),
        ("No! Wait! Stop!", ["No! Wait! Stop!"]),
        ("牛奶\n鸡蛋", ["牛奶 鸡蛋"]),
    ],
)
def test_short_sentences_join_their_neighbour(text, statements):
    assert split_statements(text) == statements


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        (
            'She asked "where is my bike?" Then she went home.',
            ['She asked "where is my bike?"', "Then she went home."],
        ),
        ("他说“今天的天气真好。”我们去公园散步吧", ["他说“今天的天气真好。”", "我们去公园散步吧"]),
        ("(I really like it.) The colour is nice too", ["(I really like it.)", "The colour is nice too"]),
        ("I love my new bike! 😍🚲 The colour is nice", ["I love my new bike! 😍🚲", "The colour is nice"]),
    ],
)
def test_closers_and_emojis_stay_with_their_sentence(text, statements):
    assert split_statements(text) == statements


def test_long_english_sentence_is_cut_at_clauses():
    clause = "we walked along the river with the dogs and the children"
    text = ", ".join([clause] * 8)
    parts = split_statements(text)
    assert len(parts) > 1
    assert all(part.rstrip(",").endswith("children") for part in parts)
    assert all(5 <= len(part.split()) <= 40 for part in parts)


def test_long_chinese_sentence_is_cut_at_clauses():
    text = "，".join(["周末我们全家一起去郊区的湖边露营烧烤"] * 9)
    parts = split_statements(text)
    assert len(parts) > 1
    assert all(part.rstrip("，").endswith("烧烤") for part in parts)
    assert all(10 <= len(part) <= 80 for part in parts)


def test_without_punctuation_only_the_enormous_is_cut():
    assert len(split_statements("word " * 100)) == 1
    parts = split_statements("word " * 1000)
    assert len(parts) > 1
    assert all(len(part.split()) <= 120 for part in parts)
    assert len(split_statements("字" * 150)) == 1
    assert all(len(part) <= 240 for part in split_statements("字" * 3000))


def test_longest_is_kept():
    text = "one two three four five, six seven eight nine ten, eleven twelve thirteen fourteen fifteen"
    assert split_statements(text, longest=5) == [
        "one two three four five,",
        "six seven eight nine ten,",
        "eleven twelve thirteen fourteen fifteen",
    ]


pieces = st.sampled_from(
    ["Yes.", "i like tea", "。", "！", "...", "…", "?", "!", "“", "”", '"', ")", "（", "）", "\n", " ", "，", ", ",
    "; ", "&amp;",
     "Mr.", "3.5", "www.a.com/?x=1.", "•", "😀", "但是", " and ", "火锅很好吃", "a" * 300, "\u3000", "\x1c", "\u2028",
    "\r\n"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(pieces, max_size=60).map("".join)), st.integers(3, 40))
def test_nothing_is_lost_but_white_space(text, longest):
    parts = split_statements(text, longest)
    assert squeezed("".join(parts)) == squeezed(text)
    assert all(part == " ".join(part.split()) and part for part in parts)
