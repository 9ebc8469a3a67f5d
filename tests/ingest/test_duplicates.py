"""What a user says twice counts once, with the weight of both."""

import time

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interest.ingest.duplicates import WEIGHT_CAP, duplicate_key, merge_duplicates


def statements(*texts: str, users=None, sources=None, weights=None, times=None) -> pd.DataFrame:
    n = len(texts)
    return pd.DataFrame(
        {
            "row": range(n),
            "file": pd.array(["f"] * n, dtype="str"),
            "line": range(2, n + 2),
            "user_id": pd.array(users or ["u"] * n, dtype="str"),
            "source": pd.array(sources or ["s"] * n, dtype="str"),
            "text": pd.array(texts, dtype="str"),
            "timestamp": pd.to_datetime(pd.Series(times or [None] * n)).astype("datetime64[ns]"),
            "weight": pd.Series(weights or [1.0] * n, dtype=float),
        }
    )


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("I like tea", "i LIKE tea!!!"),
        ("so good", "soooo goood"),
        ("我喜欢喝茶", "我喜欢喝茶～～！"),
        ("哈哈哈哈太好笑了", "哈哈太好笑了"),
        ("iPhone 15", "ＩＰＨＯＮＥ　１５"),
        (
            "the quick brown fox jumps over a lazy dog near my old house",
            "the quick brown fox jumps over a lazy dog near my old house today",
        ),
        (
            "please say where I can find a good recipe for chocolate cake without eggs or butter that kids love",
            "please say where I can find a good receipe for chocolate cake without eggs or butter that kids love",
        ),
    ],
)
def test_near_duplicates(a, b):
    merged = merge_duplicates(statements(a, b))
    assert len(merged.frame) == 1
    assert merged.frame["weight"].tolist() == [2]
    assert [entry.reason for entry in merged.entries] == ["near duplicate"]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("I like tea", "I like cake"),
        ("version 10", "version 100"),
        ("我喜欢喝茶", "我喜欢喝酒"),
        ("牛奶", "奶牛"),
        (
            "please say where I can find a good recipe for chocolate cake without eggs or butter that kids love",
            "please say where I can find a good recipe for vegetable cake without eggs or butter that kids love",
        ),
        ("😀 1", "😀 2"),
        ("C", "C++"),
        ("C#", "C++"),
        ("AA batteries", "AAA batteries"),
        ("size XL", "size XXL"),
        ("part VII", "part VIII"),
        ("version 1.5", "version 15"),
        ("it works", "it doesn't work"),
        (
            "the driver came at the time that was promised and he was friendly to me and my old dog",
            "the driver came at the time that was promised and he was not friendly to me and my old dog",
        ),
        ("这家店的配送员每次都会准时把菜送到门口", "这家店的配送员每次都不会准时把菜送到门口"),
        (
            "I think it is possible to change the address of an order after it has been packed by them",
            "I think it is impossible to change the address of an order after it has been packed by them",
        ),
    ],
)
def test_different_statements_stay_apart(a, b):
    assert len(merge_duplicates(statements(a, b)).frame) == 2


def test_users_are_never_merged():
    assert len(merge_duplicates(statements("a b", "a b", users=["u1", "u2"])).frame) == 2


def test_the_same_words_in_two_sources_count_in_both():
    merged = merge_duplicates(statements("too dear", "too dear", "too dear", sources=["a", "b", "a"]))
    assert merged.frame[["source", "weight"]].to_numpy().tolist() == [["a", 2.0], ["b", 1.0]]


def test_weights_add_up_to_the_cap():
    merged = merge_duplicates(statements(*["buy now"] * 100, "tea", weights=[0.5] * 100 + [3.0]))
    assert merged.frame["weight"].tolist() == [0.5 * WEIGHT_CAP, 3.0]


def test_times_are_kept():
    merged = merge_duplicates(
        statements("tea", "cake", "tea", "Tea!", "tea", times=["2026-05-03", None, "2026-05-01", "2026-05-02", None])
    )
    assert merged.frame["timestamp"].iloc[0] == pd.Timestamp("2026-05-01")
    assert merged.frame["timestamp"].isna().tolist() == [False, True]
    assert merged.times["statement_id"].tolist() == [0, 0]
    assert merged.times["timestamp"].tolist() == [pd.Timestamp("2026-05-02"), pd.Timestamp("2026-05-03")]


def test_the_most_frequent_form_stays_and_the_report_tells():
    merged = merge_duplicates(statements("TEA!", "tea", "cake", "tea"))
    assert merged.frame["text"].tolist() == ["tea", "cake"]
    assert merged.frame["row"].tolist() == [1, 2]
    assert [(e.row, e.line, e.reason, e.before, e.after) for e in merged.entries] == [
        (0, 2, "near duplicate", "TEA!", "tea"),
        (3, 5, "duplicate", "tea", "tea"),
    ]


@pytest.mark.parametrize(("text", "key"), [("Sooo GOOD!!", "sogod"), ("１００ ％", "100"), ("好好 吃", "好吃")])
def test_keys(text, key):
    assert duplicate_key(text) == key


WORDS = [f"w{i}" for i in range(26)]


@pytest.mark.parametrize(
    "texts",
    [
        [
            f"I have just searched for the product number {i} in the great shop of the city where I live"
            for i in range(5_000)
        ],
        [" ".join(WORDS[(i * 7 + k * k) % 26] for k in range(12)) + f" {i % 50}" for i in range(5_000)],
    ],
    ids=["one word differs", "few words"],
)
def test_a_user_with_very_many_statements(texts):
    start = time.process_time()
    merge_duplicates(statements(*texts))
    # Comparing each with each takes minutes.
    assert time.process_time() - start < 20


@settings(deadline=None)
@given(
    st.permutations(["tea", "Tea!", "tea", "a cup of tea", "a cup of teaa", "A cup of tea", "cake", "cakes", "CAKE"])
)
def test_the_order_of_rows_decides_nothing(texts):
    kept = merge_duplicates(statements(*texts)).frame["text"]
    assert sorted(kept) == ["A cup of tea", "cake", "cakes", "tea"]


@given(
    st.lists(
        st.tuples(st.sampled_from(["u1", "u2"]), st.text("ab 茶!", max_size=4), st.sampled_from([1.0, 2.0])), min_size=1
    )
)
def test_every_statement_is_kept_or_reported(rows):
    table = statements(
        *[text for _, text, _ in rows], users=[user for user, _, _ in rows], weights=[w for *_, w in rows]
    )
    merged = merge_duplicates(table)
    assert sorted([*merged.frame["row"], *(entry.row for entry in merged.entries)]) == list(range(len(rows)))
    assert merged.frame["weight"].sum() <= table["weight"].sum()
