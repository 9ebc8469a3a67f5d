"""Languages as data: words, stems and names in each of them."""

import pytest

from interest.language import extract_phrases, is_content, join_tokens, language, phrase_key, stem, tokenize
from interest.language.languages import FIRST_CLASS, TRADITIONAL, known_languages, simplified
from interest.language.languages.chinese import mostly_traditional
from interest.language.sentences import split_statements

SAID = {
    "de": (["Die Lieferung kam zu spät", "schnelle Lieferungen", "keine Lieferung seit Mai"], "lieferung"),
    "fr": (["L'application plante toujours", "les applications sont lentes", "une application utile"], "application"),
    "es": (["La batería se agota", "las baterías no duran", "una batería nueva"], "batería"),
    "pt": (["A bateria acaba logo", "as baterias são ruins", "uma bateria nova"], "bateria"),
    "it": (["La batteria si scarica", "le batterie durano poco", "una batteria nuova"], "batteria"),
    "nl": (["De batterij is leeg", "de batterijen zijn slecht", "een nieuwe batterij"], "batterij"),
    "pl": (["Bateria rozładowuje się szybko", "baterie są słabe", "nowa bateria"], "bateria"),
    "ru": (["Телефон сломался", "телефоны плохие", "жду новый телефон"], "телефон"),
    "tr": (["Batarya hemen bitiyor", "bataryalar kötü", "yeni batarya"], "batarya"),
    "ar": (["الهاتف بطيء", "هاتف جديد", "الهاتف لا يفتح"], "الهاتف"),
    "hi": (["बैटरी जल्दी खत्म हो जाती है", "नई बैटरी चाहिए", "बैटरी खराब है"], "बैटरी"),
    "id": (["Baterai cepat habis", "baterai baru", "baterainya buruk"], "baterai"),
    "ja": (["バッテリーがすぐに切れます", "新しいバッテリーが欲しい", "バッテリーの持ちが悪い"], "バッテリー"),
    "ko": (["배터리가 너무 빨리 닳아요", "새 배터리를 사고 싶어요", "배터리의 수명이 짧다"], "배터리"),
    "zh": (["电池很快就没电了", "电池不耐用", "想换新电池"], "电池"),
    "en": (["The battery drains fast", "batteries are poor", "a new battery"], "battery"),
}


def test_there_is_a_case_for_each() -> None:
    assert set(SAID) == set(FIRST_CLASS)


@pytest.mark.parametrize("code", FIRST_CLASS)
def test_a_thing_is_one_phrase_in_all_its_forms(code: str) -> None:
    texts, name = SAID[code]
    found = extract_phrases([tokenize(text, code) for text in texts], [code] * len(texts))
    assert name in found.names
    assert found.counts[found.names.index(name)] == 3
    assert found.languages[found.names.index(name)] == code
    function_words = [word for word in found.names if not is_content(word.split()[0], code)]
    assert not function_words


@pytest.mark.parametrize("code", FIRST_CLASS)
def test_names_in_it_are_not_rough(code: str) -> None:
    tongue = language(code)
    assert not tongue.rough
    assert len(tongue.stop_words) > 100
    assert all(word == word.lower() for word in tongue.inside)
    assert tongue.mixed
    assert tongue.other


def test_every_known_language_is_an_object_with_a_script() -> None:
    for code, script in known_languages().items():
        assert (language(code).code, language(code).script) == (code, script)
        assert language(code) is language(code)


def test_traditional_and_simplified_are_one_phrase_shown_as_written() -> None:
    assert phrase_key("手機") == phrase_key("手机")
    assert stem("藍牙耳機") == stem("蓝牙耳机")
    texts = ["這個手機很好用", "手機又沒電", "我的手機", "这个手机不错"]
    found = extract_phrases([tokenize(text, "zh") for text in texts], ["zh"] * 4)
    assert found.names == ["手機"]
    assert found.counts.tolist() == [4]


def test_traditional_texts_are_cut_where_simplified_ones_are() -> None:
    text = "我想買一個機械鍵盤和藍牙耳機，充電寶也可以推薦"
    assert [simplified(token) for token in tokenize(text, "zh")] == tokenize(simplified(text), "zh")
    assert "".join(tokenize(text, "zh")) == text.replace("，", "")
    assert not any(is_content(token, "zh") for token in tokenize("為什麼這個沒有說", "zh"))


def test_simplified_texts_are_left_alone() -> None:
    for text in ("著名的乾隆皇帝", "后来我们去了面馆", "plain text"):
        assert simplified(text) is text


def test_what_is_shown_is_in_the_script_of_the_writers() -> None:
    assert language(TRADITIONAL).mixed == "其他話題"
    assert language(TRADITIONAL).joint == "與"
    assert language(TRADITIONAL).written("头发与面条") == "頭髮與麵條"
    assert mostly_traditional(["這個手機", "手机不错", "藍牙耳機"])
    assert not mostly_traditional(["这个手机", "藍", "蓝牙耳机"])
    assert not mostly_traditional(["hello", "著名"])


def test_words_of_another_script_follow_their_own_rules() -> None:
    assert stem("camps", "zh") == stem("camps", "en") == "camp"
    assert stem("手機", "en") == "手机"
    assert stem("Häuser".lower(), "de") == stem("haus", "de")
    assert is_content("kind", "de")
    assert not is_content("kind", "en")


def test_japanese_and_korean_are_joined_as_they_are_written() -> None:
    assert join_tokens(tokenize("猫のおもちゃ", "ja")) == "猫のおもちゃ"
    assert join_tokens(["무선", "이어폰"]) == "무선 이어폰"
    assert join_tokens(["chef", "d'", "orchestre"]) == "chef d'orchestre"


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("電池がすぐに切れてしまいます。とても残念に思いました｡", 2),
        ("لماذا لا يعمل التطبيق على هاتفي؟ أريد استعادة المال الآن من فضلكم", 2),
        ("यह बैटरी बहुत जल्दी खत्म हो जाती है। मुझे पैसे वापस चाहिए।", 2),
        ("یہ ایپ بالکل کام نہیں کر رہی ہے۔ مجھے پیسے واپس چاہیے۔", 2),
        ("Der Akku hält z.B. nur zwei Stunden, bzw. drei. Das ist schlecht für mich.", 2),
        ("La Sra. García vive en el núm. 5 del centro. No ha llegado el paquete.", 2),
    ],
)
def test_sentences_end_in_each_language_as_they_do_there(text: str, sentences: int) -> None:
    assert len(split_statements(text)) == sentences
