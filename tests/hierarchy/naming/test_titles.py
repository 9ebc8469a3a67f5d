"""How names are put together and taken apart."""

import pytest

from interest.hierarchy.naming.titles import Taken, Title, joined, parts_of


@pytest.mark.parametrize(
    ("code", "phrases"),
    [
        ("en", ["Tents", "bags"]), ("de", ["Zelte", "Taschen"]), ("zh", ["猫粮", "猫砂"]), ("zh", ["Python", "爬虫"]),
        ("zh", ["爬虫", "Python"]), ("zh", ["参与感", "归属"]), ("zh", ["参与感"]), ("ja", ["まとめ買い", "生地"]),
        ("ja", ["まとめ買い"]), ("ja", ["コーヒー", "紅茶"]), ("ko", ["커피", "차"]),
    ],
)  # fmt: skip
def test_a_name_comes_apart_where_it_was_joined(code, phrases):
    assert parts_of(joined(phrases, code), code) == phrases


@pytest.mark.parametrize("code", ["en", "zh"])
def test_a_name_is_not_told_from_its_namesake_by_itself(code):
    """Best bank I have had and not good enough for a bank have the same words, but for function words."""
    sentence = {"en": "Best bank I have had", "zh": "这家银行是最好的"}[code]
    names = Taken(code, ["Bank" if code == "en" else "银行", sentence.upper()])
    assert names.first([Title(sentence)], f"{sentence}.").name == f"{sentence} 2"
    assert Taken(code, ["Not a good bank", "不好的银行"]).first([Title(sentence)], f"{sentence}.").name == sentence
    other = Taken(code, [sentence]).first([Title(sentence)], "They do mortgages")
    assert other.name == f"{sentence}{'：' if code == 'zh' else ': '}They do mortgages"
