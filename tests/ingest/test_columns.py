"""Columns are recognised by name in both languages, else by their contents; a wrong guess is worse than none."""

import pandas as pd
import pytest

from interest.errors import InputError
from interest.ingest import guess_columns, map_columns
from interest.ingest.columns import looks_like_header
from interest.ingest.names import ALIASES, ITEM_ALIASES, is_like_count, normalise_name

TEXTS = ["I really like green tea", "where can I buy a tent", "我想学习编程", "the battery is too weak"] * 5


def frame(**columns: list) -> pd.DataFrame:
    return pd.DataFrame({name: pd.array(values, dtype="str") for name, values in columns.items()})


NAMES = {
    "text": "user_text text content comment review query keyword search post title page_title body message tweet "
    "内容 评论 搜索词 正文 文本 标题 微博",
    "user_id": "user user_id uid author customer member 用户ID 用户 学员 会员",
    "timestamp": "time date created_at timestamp 时间 日期 发布时间",
    "weight": "weight count likes 点赞 权重 次数",
    "rating": "rating stars score 评分",
    "label": "label plan segment 标签",
    "source": "source channel platform 来源 渠道 平台",
}


@pytest.mark.parametrize(("role", "name"), [(role, name) for role, names in NAMES.items() for name in names.split()])
def test_known_names(role, name):
    other = "text" if role != "text" else "nothing"
    values = TEXTS if role == "text" else ["3"] * len(TEXTS)
    table = frame(**{other: TEXTS if role != "text" else ["x1"] * len(TEXTS), name: values})
    assert guess_columns(table)[role] == name


@pytest.mark.parametrize("name", ["User ID", "USER_ID", "userId", "\ufeffuser_id", "ＵＳＥＲ＿ＩＤ", " user-id "])
def test_spellings_of_a_name(name):
    assert guess_columns(frame(**{name: ["7"] * 20, "text": TEXTS}))["user_id"] == name


@pytest.mark.parametrize("aliases", [*ALIASES.values(), *ITEM_ALIASES.values()])
def test_aliases_are_given_once(aliases):
    assert all(normalise_name(alias) for alias in aliases)
    assert len(set(aliases)) == len(aliases)


def test_the_body_goes_before_the_title():
    table = frame(title=TEXTS, body=TEXTS, user=["a"] * 20)
    assert guess_columns(table)["text"] == "body"


def test_a_name_of_a_text_over_numbers_is_no_text():
    assert guess_columns(frame(post=[str(i) for i in range(20)], message=TEXTS))["text"] == "message"


@pytest.mark.parametrize(
    ("name", "values", "role"),
    [
        ("用户评论_2", TEXTS, "text"),
        ("Review text (EN)", TEXTS, "text"),
        ("comment_id", ["c1"] * 20, None),
        ("post_time_utc", ["2026-05-03 18:24"] * 20, "timestamp"),
        ("下单用户", ["u1"] * 20, "user_id"),
        ("user_age", ["31"] * 20, None),
        ("会员等级", ["gold"] * 20, "label"),
        ("comment_count", ["12"] * 20, "weight"),
        ("overall_score", ["4"] * 20, "rating"),
    ],
)
def test_parts_of_names(name, values, role):
    table = frame(**{name: values}) if role == "text" else frame(**{"text": TEXTS, name: values})
    found = {column: role for role, column in guess_columns(table).items()}
    assert found.get(name) == role


def test_contents_decide_where_no_name_fits():
    table = frame(
        a=[f"u{i % 4}" for i in range(20)],
        b=["2026-05-03"] * 20,
        c=TEXTS,
        d=["https://example.org/x"] * 20,
        e=["short"] * 20,
    )
    found = guess_columns(table)
    assert (found["text"], found["user_id"]) == ("c", "a")


def test_categories_are_no_users():
    table = frame(text=[f"{text} {i}" for i, text in enumerate(TEXTS * 10)], city=["Rome", "Oslo", "Kyiv", "Bern"] * 50)
    assert guess_columns(table) == {"text": "text"}


def test_a_single_column_is_the_text():
    assert guess_columns(frame(anything=TEXTS)) == {"text": "anything"}


def test_an_explicit_mapping_decides_and_the_rest_is_guessed():
    table = frame(user=["u1"] * 20, text=TEXTS, other=TEXTS, when=["2026-05-03"] * 20)
    assert map_columns(table, {"text": "other"}) == {"text": "other", "user_id": "user", "timestamp": "when"}
    assert map_columns(table, {"user_id": None, "timestamp": None}) == {"text": "text"}


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"text": "gone"}, "no column 'gone' for text; the columns are 'user', 'n'"),
        ({"colour": "user"}, "no role 'colour'"),
        ({}, "No column looks like text.*'user', 'n'"),
        ({"text": None}, "No column looks like text"),
    ],
)
def test_errors_list_the_columns(columns, words):
    with pytest.raises(InputError, match=words):
        map_columns(frame(user=["u1", "u2"], n=["1", "2"]), columns)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["user_id", "text"], ["u1", "a"]], True),
        ([["内容"], ["我喜欢茶"]], True),
        ([["u1", "喜欢喝茶"], ["u2", "今天和家人一起去公园爬山了真开心"]], False),
        ([["张三", "喝茶"], ["张三", "今天和家人一起去公园爬山了真开心"]], False),
        ([["17", "tea"], ["18", "coffee"]], False),
        ([["2026-05-03", "tea"], ["2026-05-04", "coffee"]], False),
        ([["name", "visits"], ["anna", "3"], ["ben", "4"]], True),
        ([["tea"], ["I would like to have another cup of tea"]], False),
        ([["free_text"], ["I would like to have another cup of tea"]], True),
    ],
)
def test_headers_are_recognised(rows, expected):
    assert looks_like_header(rows) is expected


@pytest.mark.parametrize(("name", "expected"), [("likes", True), ("点赞数", True), ("count", False), ("次数", False)])
def test_likes(name, expected):
    assert is_like_count(name) is expected
