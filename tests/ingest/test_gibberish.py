"""Texts that nobody meant are left out and reported, as long as they are few."""

import pandas as pd
import pytest

from interest.ingest import load
from interest.ingest.report import DROPPED

REAL = ["I like green tea", "a walk in the park", "去山里看红叶", "learning to play the cello", "上海哪里有好吃的火锅"]


def frame(*texts):
    return pd.DataFrame({"user_id": [f"u{at}" for at in range(len(texts))], "text": texts})


def reported(statements):
    return statements.report.rows[["row", "line", "reason", "before", "after"]].to_numpy().tolist()


@pytest.mark.parametrize("text", ["asdfghjkl", "sdkfjh", "哈哈哈哈", "test test 123"])
def test_gibberish_is_left_out_and_reported(text):
    statements = load(frame(*REAL[:2], text, *REAL[2:]))
    assert statements.frame["text"].tolist() == REAL
    assert statements.frame["row"].tolist() == [0, 1, 3, 4, 5]
    assert statements.frame["statement_id"].tolist() == [0, 1, 2, 3, 4]
    assert reported(statements) == [[2, 3, "gibberish", text, ""]]
    assert "gibberish" in DROPPED


def test_the_rest_of_a_row_stays():
    statements = load(frame(*REAL, "今天的酸面包烤得特别成功。哈哈哈哈哈哈哈哈哈！"))
    assert statements.frame["text"].tolist()[-1] == "今天的酸面包烤得特别成功。"
    assert reported(statements) == [[5, 6, "gibberish", "哈哈哈哈哈哈哈哈哈！", ""]]


def test_a_fifth_goes_and_more_stays():
    assert load(frame(*REAL[:4], "asdfgh")).frame["text"].tolist() == REAL[:4]
    texts = [*REAL[:3], "asdfgh"]
    statements = load(frame(*texts))
    assert statements.frame["text"].tolist() == texts
    assert statements.report.rows.empty


def test_nothing_but_gibberish_is_kept():
    assert load(frame("asdfgh", "哈哈哈")).frame["text"].tolist() == ["asdfgh", "哈哈哈"]
