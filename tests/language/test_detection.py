from pathlib import Path

import pytest

from interest.language import language_notes, languages_of, main_language, needs_multilingual
from interest.language.languages import TRADITIONAL, known_languages


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("how do I train for a half marathon", "en"),
        ("noise cancelling headphones", "en"),
        ("ramen", "en"),
        ("white spot ich treatment salt", "en"),
        ("los angeles lakers", "en"),
        ("how to say 谢谢 in Chinese", "en"),
        ("", "en"),
        ("12345", "en"),
        ("😀😀", "en"),
        ("今天去吃了火锅", "zh"),
        ("iPhone 15 Pro Max 怎么样", "zh"),
        ("用 Python 做数据分析", "zh"),
        ("臺北夜市美食推薦", "zh"),
        ("优の良品", "zh"),
        ("日语外来语太难猜了，コンセント竟然是插座", "zh"),
        ("東京でラーメンを食べたい", "ja"),
        ("안녕하세요", "ko"),
        ("купить велосипед в Москве", "ru"),
        ("أفضل مطعم في المدينة", "ar"),
        ("สวัสดีครับ", "th"),
        ("como hacer una tarta de queso", "es"),
        ("je cherche un vélo pour ma fille", "fr"),
        ("wie koche ich Nudeln ohne Salz", "de"),
        ("come fare il pane in casa, che ricetta è?", "it"),
        ("quero aprender violão, onde estudar?", "pt"),
        ("ik zoek een fiets voor mijn zoon", "nl"),
        ("język polski jest piękny i trudny", "pl"),
        ("mujhe yeh app bahut pasand hai lekin battery kharab hai", "hi-Latn"),
    ],
)
def test_language_of(text, language):
    assert languages_of([text]) == [language]


def test_a_corpus_is_judged_as_a_whole():
    english = ["Great value for money", "battery life is poor", "Pasta maker", "arrived late", "usb hub"] * 12
    english.append("crème brûlée recipe")
    assert set(languages_of(english)) == {"en"}, "short texts that look foreign are English among English ones"
    german = ["Der Akku ist leer", "Lieferung kam zu spät", "schöne Farbe, gute Qualität", "Pasta", "Super"] * 12
    assert set(languages_of(german)) == {"de"}, "words of any language are German among German texts"


def test_languages_that_hardly_occur_are_other():
    texts = ["今天去吃了火锅，味道很好"] * 99 + ["おばさんはおばあさんです"]
    assert languages_of(texts)[-1] == "other"
    assert languages_of(texts[-3:])[-1] == "ja"


def test_texts_in_han_characters_alone_are_japanese_in_a_japanese_corpus():
    texts = ["東京旅行", "駅の近くのホテルを探しています", "ラーメンが美味しかったです", "部屋がとてもきれいでした"]
    assert languages_of(texts) == ["ja"] * 4
    assert languages_of(["去东京旅行要准备什么", "火锅店推荐"]) == ["zh", "zh"]


def test_languages_of_queries_are_those_of_the_study():
    assert languages_of(["Schuhe", "shoes"], among=["de"]) == ["de", "de"]
    assert languages_of(["Schuhe", "鞋子"], among=["en", "zh"]) == ["en", "zh"]
    assert languages_of(["скидка"], among=["en"]) == ["other"]


def test_every_known_language_is_known_to_the_detector():
    from interest.language.detection import _identifier

    shared = {script for script in known_languages().values() if list(known_languages().values()).count(script) > 1}
    assert _identifier(tuple(code for code, script in known_languages().items() if script in shared))


def test_sentences_of_twenty_languages_are_told():
    rows = [line.split("\t") for line in Path("benchmarks/languages/building.tsv").read_text("utf-8").splitlines()]
    for code in {code for code, _ in rows}:
        texts = [text for own, text in rows if own == code]
        right = sum(found == code.removesuffix("-Hant") for found in languages_of(texts))
        assert right >= len(texts) - 1, (code, languages_of(texts))


def test_main_language_counts_texts_with_letters_only():
    def main(*texts):
        return main_language(texts, languages_of(texts))

    assert main("你好吗朋友", "。。。", "123", "456", "hello", "猫真可爱") == "zh"
    assert main("привет мир", "hello", "добрый день") == "ru"
    assert main() == "en"
    assert main("hello", "你好") == "en"
    assert main("電池用了三個小時就沒電了", "鞋子很好看") == TRADITIONAL


def test_needs_multilingual_from_one_in_twenty():
    assert needs_multilingual(["en"] * 19 + ["zh"])
    assert not needs_multilingual(["en"] * 20 + ["zh"])
    assert not needs_multilingual(["en"])
    assert not needs_multilingual([])
    assert needs_multilingual(["en"] * 20 + ["zh"], share=0.01)


def test_notes_say_where_names_are_rough():
    assert language_notes(["en"] * 50 + ["zh"] * 50 + ["de", "ja", "ko", "ar", "hi", "id"] * 10) == ()
    notes = language_notes(["en"] * 70 + ["hi-Latn"] * 30)
    assert len(notes) == 1
    assert "30%" in notes[0]
    assert "Hindi in Latin letters" in notes[0]
    assert "Thai" in language_notes(["th"])[0]
    assert language_notes(["en"] * 99 + ["th"]) == ()
