"""Talk is told from what is about something, in every language that Interest knows."""

import pytest

from interest.language import talk_in, talk_name
from interest.language.languages.language import FIRST_CLASS, TRADITIONAL, language

PRAISE = {
    "en": ("Very good app!!", "Love it", "not bad at all", "Excelent", "goooood"),
    "zh": ("很好", "好评！", "宝贝收到了，很喜欢", "很好很喜歡", "不错"),
    "de": ("Sehr gute App",), "fr": ("Super appli",), "es": ("Muy buena aplicación",), "it": ("Ottimo prodotto",),
    "pt": ("Ótimo aplicativo",), "nl": ("Geweldige app",), "pl": ("Świetna aplikacja, polecam",),
    "ru": ("Отличное приложение",), "tr": ("Çok güzel uygulama",), "ja": ("とても良いアプリです",),
    "ar": ("تطبيق رائع جدا",), "hi": ("बहुत अच्छा ऐप",), "id": ("Aplikasi sangat bagus",),
}  # fmt: skip
COMPLAINTS = {
    "en": ("Worst app ever, a total waste of time", "Not good", "so disapointed"),
    "zh": ("垃圾软件", "不好用", "太差了"),
    "de": ("Nicht zu empfehlen",),
}
ABOUT = {
    "en": ("Great delivery", "I love dogs", "Refund never came", "Best app for tracking runs", "Is it good?", "boxing"),
    "zh": ("质量很好", "物流太慢", "求推荐", "好喝的咖啡"),
    "de": ("Lieferung kam zu spät",),
    "other": ("dobro jutro",),
}


@pytest.mark.parametrize(
    ("kind", "code", "text"),
    [
        (kind, code, text)
        for kind, said in (("praise", PRAISE), ("complaint", COMPLAINTS), (None, ABOUT))
        for code, texts in said.items()
        for text in texts
    ],
)
def test_what_somebody_says_is_talk_or_is_about_something(kind, code, text):
    assert talk_in(text, code) == kind


def test_who_is_polite_says_nothing_more():
    assert talk_in("Thanks a lot!", "en") == talk_in("谢谢老板", "zh") == "courtesy"
    assert talk_in("thanks, great app", "en") == "praise"
    assert {talk_in(*said) for said in (("ok", "de"), ("bin dabei", "de"), ("ok thanks", "en"), ("同问", "zh"))} == {
        "courtesy"
    }


def test_a_word_that_everybody_says_tells_nothing():
    assert talk_in("Brandini is amazing", "en") is None
    assert talk_in("Brandini is amazing", "en", common={"brandini"}) == "praise"


def test_talk_has_a_name_in_every_language():
    names = {
        code: [talk_name(code, kind) for kind in ("all", "praise", "complaint", "courtesy")] for code in FIRST_CLASS
    }
    assert all(len(set(own)) == 4 for own in names.values())
    assert talk_name(TRADITIONAL, "praise") == "籠統的好評"
    assert talk_name("cs", "praise") == talk_name("en", "praise")


@pytest.mark.parametrize("code", FIRST_CLASS)
def test_no_word_is_praise_and_complaint_at_once(code):
    lists = language(code).talk
    assert not lists["praise"] & lists["complaint"]
    assert not (lists["praise"] | lists["complaint"]) & lists["courtesy"]
