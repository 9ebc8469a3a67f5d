import numpy as np
import pytest

from interest.language import extract_phrases, tokenize
from interest.language.keyphrases import minimum_frequency

ENGLISH = [
    "I love machine learning", "a machine learning course please", "machine learning for beginners",
    "which machine learning book",
    "Hiking boots for wide feet", "my hiking boot is wet", "hiking in the alps", "hiked all weekend",
    "a cup of tea", "another cup of tea", "the cup of tea was cold", "green tea with lemon",
    "wi-fi keeps dropping", "my wi fi router", "wifi password lost", "new wi-fi router",
    "iphone 15 case", "iphone 15 battery", "the iphone 15 screen", "15 people came",
    "set an alarm for six", "set the alarm", "set alarm", "my dog barks at the neighbours",
    "the dogs need walks", "a dog collar",
]  # fmt: skip
CHINESE = [
    "周末想去露营烧烤", "露营帐篷怎么选", "第一次露营要带什么", "机械键盘声音太大了",
    "机械键盘轴体推荐", "新买的机械键盘到了", "猫不吃猫粮怎么办", "我家的猫总是半夜跑酷",
    "猫打疫苗的价格", "数据清洗太麻烦", "数据清洗的工具", "做数据清洗和建模",
    "蓝牙音箱音质", "蓝牙音箱连不上", "这个蓝牙音箱不错", "喜欢喝奶茶",
]  # fmt: skip


def phrases(texts, **options):
    return extract_phrases([tokenize(text) for text in texts], **options)


def counts(found):
    return dict(zip(found.names, found.counts.tolist(), strict=True))


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("machine learning", 4),
        ("hiking", 4),
        ("hiking boot", 2),
        ("cup of tea", 3),
        ("tea", 4),
        ("wi-fi", 4),
        ("iphone 15", 3),
        ("dog", 3),
    ],
)
def test_english_phrases(name, count):
    found = counts(phrases(ENGLISH))
    same = {n: c for n, c in found.items() if n.rstrip("s") == name}
    assert list(same.values()) == [count]


@pytest.mark.parametrize(("name", "count"), [("露营", 3), ("机械键盘", 3), ("猫", 3), ("数据清洗", 3), ("蓝牙音箱", 3)])
def test_chinese_phrases(name, count):
    assert counts(phrases(CHINESE))[name] == count


def test_parts_of_longer_phrases_are_dropped():
    found = set(phrases(ENGLISH).names) | set(phrases(CHINESE).names)
    assert found.isdisjoint({"machine", "learning", "cup", "iphone", "数据", "清洗", "蓝牙", "音箱"})


def test_a_part_with_a_life_of_its_own_stays():
    texts = ["machine learning"] * 6 + ["washing machine", "coffee machine", "the machine broke", "old machine"]
    found = counts(phrases(texts))
    assert found["machine learning"] == 6
    assert found["machine"] == 10
    assert "learning" not in found


def test_stop_words_numbers_and_halves_are_no_phrases():
    found = set(phrases(ENGLISH + CHINESE).names)
    assert found.isdisjoint(
        {"the", "for", "my", "15", "of tea", "cup of", "15 people", "的", "怎么", "怎么办", "推荐", "打", "喝"}
    )


def test_forms_of_one_phrase_share_a_key():
    found = phrases(["set an alarm"] * 3 + ["set the alarms", "setting alarms"] * 2 + CHINESE)
    assert "set an alarm" in found.names
    assert len([name for name in found.names if "alarm" in name]) == 1
    assert counts(found)["set an alarm"] == 7


def test_two_words_follow_the_hyphen_of_others():
    found = counts(phrases(["top-up failed", "top-up fee", "my top up is late", "can I top up", "nothing here"]))
    assert found["top-up"] == 4


def test_chinese_compound_is_the_same_however_it_is_cut():
    others = [["茶艺", "书店", f"店{number}"] for number in range(10)]
    found = counts(extract_phrases([["深海", "钓鱼"], ["深海", "钓鱼"], ["深海钓鱼"], ["深海钓鱼"], *others]))
    assert found["深海钓鱼"] == 4
    assert found.keys().isdisjoint({"深海", "钓鱼"})


@pytest.mark.parametrize("ignore", ["hiking", "Hike", "HIKES"])
def test_ignored_word_is_in_no_phrase(ignore):
    names = phrases(ENGLISH, ignore=[ignore]).names
    assert not [name for name in names if "hik" in name]
    assert "machine learning" in names


def test_ignored_phrase_is_in_no_phrase():
    names = phrases(ENGLISH, ignore=("Machine Learning", "")).names
    assert not [name for name in names if "machine learning" in name]
    assert "machine" in names


def test_ignored_chinese_compound():
    names = phrases(CHINESE, ignore=["机械键盘"]).names
    assert "机械键盘" not in names
    assert "露营" in names


def test_other_languages_are_not_stemmed_and_lose_their_function_words():
    lists = [
        ["para", "hacer", "paella"],
        ["para", "hacer", "paella"],
        ["una", "pasta", "buena"],
        ["una", "pasta", "mala"],
    ]
    found = extract_phrases(lists, languages=["other"] * 4)
    assert set(found.keys) == {"paella", "pasta"}


def test_languages_must_match():
    with pytest.raises(ValueError, match="2 statements but 1 languages"):
        extract_phrases([["a"], ["b"]], languages=["en"])


@pytest.mark.parametrize("lists", [[], [[]], [[], []], [["the"]], [["tea"]], [["tea"], []]])
def test_nothing_to_find(lists):
    found = extract_phrases(lists)
    assert (len(found), found.matrix.shape) == (0, (len(lists), 0))
    assert (found.counts.shape, found.scores.shape) == ((0,), (0,))


def test_matrix_and_counts_agree():
    found = phrases(ENGLISH + CHINESE)
    assert found.matrix.shape == (len(ENGLISH) + len(CHINESE), len(found))
    assert found.matrix.dtype == np.float32
    assert set(found.matrix.data.tolist()) == {1.0}
    assert np.asarray(found.matrix.sum(axis=0)).ravel().tolist() == found.counts.tolist()
    assert len(set(found.keys)) == len(found.keys) == len(found.names)
    assert (np.diff(found.scores) <= 0).all()
    assert (found.counts >= 2).all()


def test_matrix_marks_the_statements_that_mention():
    found = phrases(ENGLISH)
    column = found.matrix[:, found.names.index("machine learning")].toarray().ravel()
    assert np.flatnonzero(column).tolist() == [0, 1, 2, 3]


def test_order_of_statements_has_no_influence():
    texts = ENGLISH + CHINESE
    order = np.random.default_rng(3).permutation(len(texts))
    one, other = phrases(texts), phrases([texts[i] for i in order])
    assert one.keys == other.keys
    assert one.names == other.names
    assert (one.matrix[order] != other.matrix).nnz == 0


def test_repeated_words_are_no_phrase():
    assert counts(extract_phrases([["yum", "noodles", "noodles"]] * 3)) == {"noodles": 3, "yum": 3}


@pytest.mark.parametrize(
    ("n", "minimum"), [(0, 2), (20, 2), (1999, 2), (2000, 3), (8000, 5), (50_000, 7), (100_000, 8)]
)
def test_minimum_frequency_grows_slowly(n, minimum):
    assert minimum_frequency(n) == minimum
