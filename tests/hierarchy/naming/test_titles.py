"""How names are put together and taken apart."""

import pytest

from interest.hierarchy.naming.titles import joined, parts_of


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
