"""Cleaning takes away what nobody said, and says what it took."""

import math

import numpy as np
import pandas as pd
import pytest

from interest.ingest import Roles, Use, frame_table
from interest.ingest.cleaning import clean_rows, clean_text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("I like tea", "I like tea"),
        ("  a \t b  ", "a b"),
        ("a\r\n\r\n b", "a\nb"),
        ("<p>Good <b>tea</b>shop</p><br/>and cake", "Good teashop\nand cake"),
        ("我&nbsp;喜欢&amp;茶", "我 喜欢&茶"),
        ("&amp;lt;b&amp;gt;tea&amp;lt;/b&amp;gt;", "tea"),
        ("&#39;ok&#x27;", "'ok'"),
        ("<script>alert('x')</script>tea<!-- no -->", "tea"),
        ("I <3 tea, a < b and R&D at AT&T", "I <3 tea, a < b and R&D at AT&T"),
        ("List<String> is a <generic> type", "List<String> is a <generic> type"),
        ("看这个https://t.cn/abc?x=1真好", "看这个 真好"),
        ("see www.example.org/a. Nice", "see . Nice"),
        ("te\u200ba\ufeff\u202e \x00x\x07", "tea x"),
        ("👨\u200d👩\u200d👧 family", "👨\u200d👩\u200d👧 family"),
        ("ＡＢＣ１２３，你好！（真的）", "ABC123，你好！（真的）"),
        ("５０％ ＆ ＃１", "50% & #1"),
        ("𝐛𝐨𝐥𝐝 ﬁne", "bold fine"),
        ("cafe\u0301", "café"),
        ("　全角　空格　", "全角 空格"),
        ("lone \ud800 half", "lone half"),
        ("broken \ufffd byte", "broken byte"),
        ("", ""),
        ("*Never* again {color:red}late{color}\n\n!image-1.png|width=612!", "Never again late"),
        ("{quote}Dear customer{quote}\nstill late [~kim] see [the page|https://a.b/c]", "still late see the page"),
        ("{quote}all that there is{quote}", "{quote}all that there is{quote}"),
        ("h2. Slow\n2*3*4 is no bold word, nor are 5* stars!", "Slow\n2*3*4 is no bold word, nor are 5* stars!"),
        ("Hello, the parcel is late", "the parcel is late"),
        ("您好，一直登录不了", "一直登录不了"),
        ("Hallo! Das Paket fehlt", "Das Paket fehlt"),
        ("Hello kitty, the parcel", "Hello kitty, the parcel"),
        ("Caro, pero bueno", "Caro, pero bueno"),
    ],
)
def test_texts(before, after):
    assert clean_text(before).text == after


@pytest.mark.parametrize(
    ("before", "reasons"),
    [
        ("plain  text", ()),
        ("<b>x</b>", ("markup",)),
        ("x &amp; http://a.b", ("markup", "link")),
        ("x\u200b", ("control characters",)),
    ],
)
def test_reasons(before, reasons):
    assert clean_text(before).reasons == reasons


@pytest.mark.parametrize("text", ["<b>tea</b> &lt;i&gt;http://a.b/c ＡＢＣ\u200b", "a\n\n b", "我，喜欢！茶"])
def test_cleaning_twice_is_cleaning_once(text):
    once = clean_text(text).text
    assert clean_text(once).text == once


def rows(mapping=None, **columns):
    table = frame_table(pd.DataFrame(columns), "posts.csv")
    mapping = mapping or {name: name for name in columns}
    of = {role: column for role, column in mapping.items() if role != "text"}
    uses = tuple(Use(column, role, "as you said") for role, column in mapping.items())
    return clean_rows(table, Roles((mapping["text"],), of=of, uses=uses), first_row=10)


def reported(result):
    return [(entry.row, entry.line, entry.reason, entry.before, entry.after) for entry in result.entries]


def test_invalid_values_are_reported_and_the_rows_kept():
    result = rows(
        text=["a", "b", "c", "d"],
        weight=["2", "-1", "many", ""],
        timestamp=["2026-05-03", "soon", "", "2026-05-04"],
        rating=["5", "", "good", "1/5"],
    )
    assert result.frame["weight"].tolist() == [2, 1, 1, 1]
    assert result.frame["timestamp"].isna().tolist() == [False, True, True, False]
    assert result.frame["rating"].fillna(0).tolist() == [5, 0, 0, 1]
    assert reported(result) == [
        (11, 2, "invalid weight", "-1", "1"),
        (12, 3, "invalid weight", "many", "1"),
        (11, 2, "invalid time", "soon", ""),
        (12, 3, "invalid rating", "good", ""),
    ]


def test_likes_are_compressed():
    result = rows({"text": "text", "weight": "点赞"}, text=["a", "b", "c"], 点赞=["0", "500", ""])
    assert result.frame["weight"].tolist() == pytest.approx([1, 1 + math.log(501), 1])
    assert result.entries == []


def test_a_missing_user_is_a_user_of_its_own():
    result = rows(text=["a", "b", "c"], user_id=["u1", " \u200b", ""])
    assert result.frame["user_id"].tolist() == ["u1", "anonymous-12", "anonymous-13"]
    assert [(entry.reason, entry.after) for entry in result.entries] == [
        ("missing user", "anonymous-12"),
        ("missing user", "anonymous-13"),
    ]


def test_without_users_each_row_is_one():
    assert rows(text=["a", "b"]).frame["user_id"].tolist() == ["11", "12"]


def test_ids_are_trimmed_and_otherwise_left_alone():
    assert rows(text=["a"] * 3, user_id=[" 001 ", "A\u200bb", "用户１"]).frame["user_id"].tolist() == [
        "001",
        "Ab",
        "用户１",
    ]


def test_the_source_is_the_file_where_no_column_says_it():
    assert rows(text=["a", "b"], source=["app", ""]).frame["source"].tolist() == ["app", "posts"]


def test_columns_and_types():
    frame = rows(text=["a"]).frame
    assert list(frame) == ["row", "file", "line", "user_id", "text", "source", "timestamp", "weight", "rating", "label"]
    assert frame["timestamp"].dtype == "datetime64[ns]"
    assert frame["weight"].dtype == frame["rating"].dtype == np.float64


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ('<?xml version="1.0"?><msg><img aeskey="f1" length="48211"/></msg>', False),
        ('<msg><appmsg appid="" sdkver="0"><title>八折</title></appmsg></msg>', False),
        ('"雨天" 撤回了一条消息', False),
        ("<p>ok</p>", True),
        ('<div dir="ltr" style="font-size: small"><br>Slow</div>', True),
        ("<review><title>Never again</title><body>The courier left my parcel out in the rain</body></review>", True),
        ("他撤回了一条消息，为什么我还看得到", True),
    ],
)
def test_what_programs_tell_each_other_is_no_text(text, kept):
    rows = clean_rows(frame_table(pd.DataFrame({"text": [text]})), Roles(("text",), uses=(Use("text", "text", ""),)))
    assert (rows.frame["text"][0] != "") == kept
