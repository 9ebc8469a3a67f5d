"""Statements shortened by leaving out."""

import pytest

from interest.summaries.clauses import shortened

CASES = [  # text, language, what the others say, what is left
    ("My card was swallowed by the machine yesterday evening, and the lady at the counter wore a green hat",
     "en", {"card", "swallowed", "machine"}, "My card was swallowed by the machine yesterday evening …"),
    ("The weather was lovely all week long by the sea, my card was swallowed by the machine",
     "en", {"card", "swallowed"}, "… my card was swallowed by the machine"),
    ("If you sell outside of the European Union these days, my card is of no use to anybody at all",
     "en", {"card", "use"}, None),  # half of a condition is none
    ("I would buy the blue one with the long handle again, unless the price goes up another time",
     "en", {"blue", "handle"}, None),
    ("apples, pears, plums, cherries, quinces, apricots, nectarines and peaches from the garden",
     "en", {"apples"}, None),  # the items of a list
    ("The card is broken.", "en", {"card"}, None),
    ("刚买的仓鼠一直咬笼子停不下来，昨天晚上我和朋友去看了一场很长的电影，回家很晚了才睡",
     "zh", {"仓鼠", "笼子"}, "刚买的仓鼠一直咬笼子停不下来 …"),
    ("如果明天下雨我们就不去公园散步了，仓鼠一直咬笼子是不是嫌地方小，求大家给点建议吧", "zh", {"仓鼠"},
     "如果明天下雨我们就不去公园散步了，仓鼠一直咬笼子是不是嫌地方小 …"),
    ("锅底煮开的那一刻什么烦恼都没了 #火锅# 🍲", "zh", {"锅底"}, "锅底煮开的那一刻什么烦恼都没了"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "words", "left"), CASES)
def test_what_tells_little_is_left_out(text: str, code: str, words: set[str], left: str | None) -> None:
    found = shortened(text, code, lambda part: sum(word in part for word in words))
    assert found == (text if left is None else left)


@pytest.mark.parametrize("code", ["en", "zh", "de", "other"])
def test_nothing_is_added(code: str) -> None:
    text = "One thing is said here at length, another thing is said there; and a third one (aside) follows: it ends."
    found = shortened(text, code, len)
    parts = [part.strip() for part in found.split("…") if part.strip()]
    assert all(part in text for part in parts)
    assert shortened(text, code, lambda part: 0.0) == text
