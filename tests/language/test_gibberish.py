from pathlib import Path

import pandas as pd
import pytest

from interest.language import gibberish

ROOT = Path(__file__).parents[2]
TEXT_COLUMNS = ["text", "query", "page_title", "review", "内容", "搜索词", "评论"]


@pytest.mark.parametrize(
    "text",
    ["asdfgh", "qwe qwe zxcv", "。。。。", "test test", "aaaaaa", "嗯嗯嗯嗯", "哈哈哈哈", "sdkfjh", "测试",
    "test 123", "!!!", "???",
     "this is a test", "asdasdasd", "qwertyuiop", "jkljkl", "hahahaha", "zxcvbnm", "lkjhgf dfgdfg", "", "😀😀😀",
    "abcabcabc"],
)  # fmt: skip
def test_flags(text):
    assert gibberish([text, "a walk in the park"]).tolist() == [True, False]


@pytest.mark.parametrize(
    "text",
    ["lgbtq", "kubernetes", "Tchaikovsky", "Krzysztof", "nginx", "ffmpeg", "xbox", "adhd", "szechuan", "flask",
    "salad", "tree",
     "were", "power", "property", "poverty", "yo-yo", "duran duran", "bora bora", "mama mia", "12306", "2048",
    "aaa batteries",
     "猫", "谢谢", "妈妈", "火锅", "ラーメン", "ㅋㅋ 한국", "привет", "cheesecake", "drug test results",
    "test cricket", "dallas", "gym",
     "rhythm", "skincare", "tvs", "glass", "halal", "fjällräven", "bar", "banana", "asd symptoms"],
)  # fmt: skip
def test_passes_unusual_but_real(text):
    assert not gibberish([text])[0]


def test_a_word_that_several_texts_hold_is_no_mash():
    assert gibberish(["hdfsgk", "nice day"]).tolist() == [True, False]
    assert gibberish(["hdfsgk", "my hdfsgk is down", "nice day"]).tolist() == [False, False, False]


def test_shape_and_empty_input():
    assert gibberish([]).shape == (0,)
    assert gibberish(["x", "y"]).dtype == bool


def test_endless_texts_are_quick():
    assert gibberish(["qwe" * 20_000, "ab " * 20_000, "猫狗" * 20_000, "a long walk " * 5_000]).shape == (4,)


@pytest.mark.parametrize("folder", sorted(path.name for path in (ROOT / "sample_data").iterdir() if path.is_dir()))
def test_samples_have_hardly_a_false_flag(folder):
    planted = pd.read_csv(ROOT / "tests" / "planted" / f"{folder}.csv", dtype=str, keep_default_na=False)
    for name, labels in planted.groupby("file"):
        table = pd.read_csv(
            ROOT / "sample_data" / folder / str(name), dtype=str, keep_default_na=False, encoding="utf-8-sig"
        )
        texts = table[next(column for column in TEXT_COLUMNS if column in table)]
        real = texts[(labels["category"] != "off-topic").to_numpy()]
        assert gibberish(real.tolist()).mean() <= 0.005
