"""Rows into statements: split, in a language, without empty ones, and with everything that happened in the report."""

import numpy as np
import pandas as pd
import pytest

from interest.errors import InputError
from interest.ingest import CleaningReport, load
from interest.ingest.report import DROPPED, REASONS, Entry
from interest.ingest.statements import COLUMNS, MAX_STATEMENTS


def frame(*texts, **columns):
    return pd.DataFrame({"user_id": ["u"] * len(texts), "text": texts, **columns})


def test_columns_types_and_order():
    data = frame(
        "I like green tea a lot.", "我喜欢喝绿茶，还有红茶。", "Je suis très content de votre cadeau pour ma fille"
    )
    statements = load(data)
    assert list(statements.frame) == list(COLUMNS)
    assert statements.frame["statement_id"].tolist() == [0, 1, 2]
    assert statements.frame["language"].tolist() == ["en", "zh", "fr"]
    assert statements.frame["timestamp"].dtype == "datetime64[ns]"
    assert len(statements) == 3
    assert statements.users == ["u"]


def test_a_row_gives_several_statements_with_its_columns():
    data = frame(
        "I like green tea a lot. Coffee keeps me awake at night!", "cake is nice too", weight=[3, 1], label=["gold", ""]
    )
    statements = load(data)
    assert statements.frame["text"].tolist() == [
        "I like green tea a lot.",
        "Coffee keeps me awake at night!",
        "cake is nice too",
    ]
    assert statements.frame["row"].tolist() == [0, 0, 1]
    assert statements.frame["weight"].tolist() == [3, 3, 1]
    assert statements.frame["label"].tolist() == ["gold", "gold", ""]


def test_what_says_nothing_is_left_out_and_reported():
    statements = load(frame("tea", "", "😀😀", "!!!", "   ", "https://example.org"))
    assert statements.frame["text"].tolist() == ["tea"]
    dropped = statements.report.rows[statements.report.rows["reason"].isin(DROPPED)]
    assert dropped[["row", "reason"]].to_numpy().tolist() == [
        [1, "empty text"],
        [2, "no words"],
        [3, "no words"],
        [4, "empty text"],
        [5, "empty text"],
    ]
    assert dropped["line"].tolist() == [2, 3, 4, 5, 6]


def test_what_stands_for_a_missing_text_is_none():
    statements = load(frame("tea", "N/A", "[deleted]", " none. ", "无", "（暂无）", "none of the teas", "没有茶"))
    assert statements.frame["text"].tolist() == ["tea", "none of the teas", "没有茶"]
    dropped = statements.report.rows[statements.report.rows["reason"] == "empty text"]
    assert dropped["before"].tolist() == ["N/A", "[deleted]", " none. ", "无", "（暂无）"]


def test_nothing_left_is_an_error_with_reasons():
    with pytest.raises(InputError, match=r"None of the 2 rows .*1 × empty text and 1 × no words"):
        load(frame("", "😀"))


def test_a_book_in_a_row():
    text = " ".join(f"This is the sentence number {i} about things." for i in range(3000))
    assert len(text) > 100_000
    statements = load(frame(text, "tea"))
    assert len(statements) == MAX_STATEMENTS + 1
    assert statements.report.counts.to_numpy().tolist() == [["too many statements", 3000 - MAX_STATEMENTS]]


@pytest.mark.parametrize("text", ["字" * 100_000, "word " * 20_000, "x" * 100_000, "a\x00b" * 10, "lone \ud83d half"])
def test_strange_texts_survive(text):
    data = pd.DataFrame({"text": pd.Series([text, "tea"], dtype=object)})
    statements = load(data)
    assert statements.frame["text"].iloc[-1] == "tea"
    assert statements.frame["text"].str.len().max() < 2000


def test_counts_are_in_the_order_of_the_reasons():
    report = CleaningReport.of(
        [Entry(1, "f", 2, "link", "x", "y"), Entry(0, "f", 1, "empty text", "", ""), Entry(2, "f", 3, "link", "", "")],
        3,
    )
    assert report.counts.to_numpy().tolist() == [["empty text", 1], ["link", 2]]
    assert report.rows["row"].tolist() == [0, 1, 2]
    assert set(report.counts["reason"]) <= set(REASONS)


def test_an_empty_report():
    report = load(frame("tea")).report
    assert report.counts.empty and report.rows.empty
    assert list(report.rows) == ["row", "file", "line", "reason", "before", "after"]
    assert report.n_rows == 1


def test_long_texts_are_short_in_the_report():
    report = CleaningReport.of([Entry(0, "f", 1, "link", "x" * 10_000, "")], 1)
    assert len(report.rows["before"].iloc[0]) == 300


def test_weights_are_positive_whatever_comes():
    weights = [0, -1, np.inf, np.nan, 1e8, 1e300]
    data = pd.DataFrame({"text": [f"tea number {i}" for i in range(6)], "weight": pd.Series(weights, dtype=object)})
    assert load(data).frame["weight"].tolist() == [1, 1, 1, 1, 1e8, 1]


WRITTEN = ["The courier left my parcel out in the rain", "I cannot log in since the last update"]


@pytest.mark.parametrize(
    ("unit", "columns"),
    [
        ("user", {"user_id": ["a", "b"], "text": WRITTEN, "rating": [1, 2]}),
        ("user", {"user_id": ["A Google user", "b"], "text": WRITTEN}),
        ("review", {"user_id": ["A Google user", "A Google user"], "text": WRITTEN, "rating": [1, 5]}),
        ("review", {"text": WRITTEN, "rating": [1, 5]}),
        ("answer", {"What should we improve?": WRITTEN, "How satisfied are you? (1-5)": [1, 5]}),
        ("text", {"text": WRITTEN}),
    ],
)
def test_what_is_counted_beside_statements(unit, columns):
    assert load(pd.DataFrame(columns)).unit == unit
