import pytest

from interest.language import language_of, majority_language, needs_multilingual


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("how do I train for a half marathon", "en"),
        ("noise cancelling headphones", "en"),
        ("ramen", "en"),
        ("white spot ich treatment salt", "en"),
        ("los angeles lakers", "en"),
        ("crème brûlée recipe", "en"),
        ("Pokémon café tour", "en"),
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
        ("東京でラーメンを食べたい", "other"),
        ("안녕하세요", "other"),
        ("купить велосипед", "other"),
        ("أفضل مطعم", "other"),
        ("สวัสดีครับ", "other"),
        ("como hacer una tarta de queso", "other"),
        ("je cherche un vélo pour ma fille", "other"),
        ("wie koche ich Nudeln", "other"),
        ("come fare il pane in casa, che ricetta è?", "other"),
        ("quero aprender violão, onde estudar?", "other"),
        ("ik zoek een fiets voor mijn zoon", "other"),
        ("język polski jest piękny i trudny", "other"),
    ],
)
def test_language_of(text, language):
    assert language_of(text) == language


def test_majority_counts_texts_with_letters_only():
    assert majority_language(["你好吗朋友", "。。。", "123", "456", "hello", "猫真可爱"]) == "zh"
    assert majority_language(["привет мир", "hello", "добрый день"]) == "other"
    assert majority_language([]) == "en"
    assert majority_language(["hello", "你好"]) == "en"


def test_needs_multilingual_from_one_in_twenty():
    english = ["I love hiking in the mountains"]
    assert needs_multilingual(english * 19 + ["周末去爬山"])
    assert not needs_multilingual(english * 20 + ["周末去爬山"])
    assert not needs_multilingual(english)
    assert not needs_multilingual([])
    assert needs_multilingual(english * 20 + ["周末去爬山"], share=0.01)
