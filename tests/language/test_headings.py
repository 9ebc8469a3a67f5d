"""What reads as a heading, told from how words are used."""

import numpy as np

from interest.language import extract_phrases, tokenize
from interest.language.headings import heading_scores

ENGLISH = [
    "how to conceive after thirty", "we conceive soon", "i can't conceive", "trying to conceive again", "you conceive",
    "the dentist was kind", "my dentist", "a dentist for kids", "so itchy", "it is itchy", "very itchy today",
    "an electric car", "the electric bike", "electric cars", "electric scooter", "electric motor", "electric train",
]  # fmt: skip


def scores(phrases: list[str], texts: list[str]) -> dict[str, float]:
    found = heading_scores(phrases, [""] * len(phrases), [tokenize(text) for text in texts], [""] * len(texts))
    assert found.dtype == np.float32
    assert ((found > 0) & (found <= 1)).all()
    return dict(zip(phrases, found.tolist(), strict=True))


def test_nouns_come_before_verbs_qualities_and_modifiers():
    found = scores(["dentist", "conceive", "itchy", "electric", "electric car", "baking"], ENGLISH)
    assert found["dentist"] == found["baking"] == 1
    assert max(found["conceive"], found["itchy"], found["electric"]) < 0.7
    assert found["electric car"] > found["electric"]


def test_chinese_goes_by_parts_of_speech():
    found = scores(["蛋糕", "漂亮", "机械键盘", "睡着"], [])
    assert found["蛋糕"] == found["机械键盘"] == 1
    assert found["漂亮"] < 0.5
    assert found["睡着"] < 1


def test_run_together_function_words_are_no_phrases():
    texts = [tokenize(text) for text in ("我能吃火锅", "我能做火锅", "火锅全是肉", "锅里全是油", "一锅炖", "一锅炒")]
    assert set(extract_phrases(texts).names).isdisjoint({"我能", "全是", "一锅"})


def test_titles_are_plurals_where_people_count():
    texts = [
        "a tent",
        "my tent",
        "two tents",
        "tents",
        "he runs",
        "a run",
        "running far",
        "running",
        "water",
        "the water",
    ]
    found = extract_phrases([tokenize(text) for text in texts])
    titles = dict(zip(found.names, found.titles, strict=True))
    assert titles["tents" if "tents" in titles else "tent"] == "tents"
    assert titles["running"] == "running"
    assert titles["water"] == "water"


def test_phrases_have_the_language_of_most_of_their_statements():
    texts = ["用 python 分析", "学 python", "python tips", "tea tips", "tea time"]
    languages = ["zh", "zh", "en", "en", "en"]
    found = extract_phrases([tokenize(*said) for said in zip(texts, languages, strict=True)], languages)
    codes = dict(zip(found.names, found.languages, strict=True))
    assert (codes["python"], codes["tea"]) == ("zh", "en")
