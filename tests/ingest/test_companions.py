"""Items and interactions beside the texts."""

import pandas as pd
import pytest

from interest.errors import InputError
from interest.ingest import find_companions, load_interactions, load_items, load_labels, read_table


def test_find_companions(tmp_path):
    assert find_companions(tmp_path) == (None, None, None)
    (tmp_path / "items.xlsx").write_bytes(b"")
    (tmp_path / "Interactions.csv").write_bytes(b"")
    (tmp_path / "items.md").write_bytes(b"")
    found = find_companions(tmp_path)
    assert (found.items, found.interactions) == (tmp_path / "items.xlsx", tmp_path / "Interactions.csv")


@pytest.mark.parametrize(
    ("columns", "values"),
    [
        ("user_id,joined,country,plan", ("2024-01-05,Spain,free", "2024-02-07,Spain,pro", "2024-02-09,Italy,free")),
        ("用户ID,注册日期,城市", ("2024-01-05,上海", "2024-02-07,北京", "2024-02-09,上海")),
        ("customer,age,spent", ("31,20.5", "45,11", "27,3")),
    ],
)
def test_a_table_of_users_is_known_by_its_columns(tmp_path, columns, values):
    rows = [f"u{i},{values[i % 3]}" for i in range(12)]
    (tmp_path / "crm.csv").write_text("\n".join([columns, *rows]), "utf-8")
    (tmp_path / "posts.csv").write_text("user_id,text\nu1,a tent for two\nu1,another one\n", "utf-8")
    assert find_companions(tmp_path) == (None, None, tmp_path / "crm.csv")


def test_answers_of_people_who_write_once_are_no_table_of_users(tmp_path):
    rows = [f"u{i},2024-01-{i + 1:02},what I said on day {i},Spain" for i in range(12)]
    (tmp_path / "users.csv").write_text("\n".join(["user_id,date,q1,country", *rows]), "utf-8")
    (tmp_path / "posts.csv").write_text("user_id,text\nu1,a tent for two\nu1,another one\n", "utf-8")
    assert find_companions(tmp_path).users is None


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        ("item_id,text,price", "7,Tea pot,3.50", {"item_id": "7", "text": "Tea pot", "price": "3.50"}),
        ("课程ID,课程名称,级别", "C1,SQL查询入门,初级", {"item_id": "C1", "text": "SQL查询入门", "级别": "初级"}),
        ("id,title,description", "1,Tea,nice leaves", {"item_id": "1", "text": "Tea", "description": "nice leaves"}),
        ("id,product,price", "1,Tea pot,3", {"item_id": "1", "text": "Tea pot", "price": "3"}),
        ("sku,name", "A-1,<b>Tea</b> &amp; co", {"item_id": "A-1", "text": "Tea & co"}),
        ("item_id,item_text,text", "1,Tea,more", {"item_id": "1", "text": "Tea", "text (2)": "more"}),
    ],
)
def test_items(header, row, expected):
    table = read_table(f"{header}\n{row}\n".encode(), "items.csv")
    assert load_items(table).to_dict("records") == [expected]


def test_items_without_id_or_text_and_repeated_ones_are_left_out():
    items = load_items(pd.DataFrame({"item_id": [1.0, None, 2.0, 1.0], "text": ["tea", "cake", "", "pie"]}))
    assert items.to_dict("records") == [{"item_id": "1", "text": "tea"}]


def test_interactions_of_a_pair_are_added():
    data = pd.DataFrame(
        {
            "user": ["u1", "u2", "u1", "", "u3"],
            "商品ID": [7, 7, 7, 8, 9],
            "count": ["2", "x", "3", "1", ""],
            "time": ["2026-05-03", "2026-05-01", "2026-05-02", "", "?"],
        }
    )
    expected = pd.DataFrame(
        {
            "user_id": ["u1", "u2", "u3"],
            "item_id": ["7", "7", "9"],
            "weight": [5.0, 1.0, 1.0],
            "timestamp": pd.to_datetime(["2026-05-03", "2026-05-01", None]).astype("datetime64[ns]"),
        }
    )
    pd.testing.assert_frame_equal(load_interactions(data), expected)


def test_interactions_with_nothing_but_pairs(tmp_path):
    path = tmp_path / "interactions.csv"
    path.write_text("用户ID,课程ID\nu1,C1\nu1,C2\n", encoding="utf-8")
    frame = load_interactions(path)
    assert frame[["user_id", "item_id", "weight"]].to_numpy().tolist() == [["u1", "C1", 1.0], ["u1", "C2", 1.0]]
    assert frame["timestamp"].isna().all()


def test_ratings_are_weights_where_there_are_no_others():
    assert load_interactions(read_table(b"user_id,movie,rating\nu1,m1,4\n", "a.csv"))["weight"].tolist() == [4]


def test_labels_of_users():
    data = "用户ID,会员等级,时间\nu1, gold ,1\nu1,new,2\nu1,gold,3\nu2,,4\n,gold,5\n 7 ,gold,6\n"
    assert load_labels(read_table(data.encode(), "a.csv")) == {"u1": ["gold", "new"], "7": ["gold"]}


@pytest.mark.parametrize(
    ("load", "data", "words"),
    [
        (load_items, b"user,n\nu1,7\n", "a.csv: no column can be the item's id.*'user', 'n'"),
        (load_items, b"item_id,n\nu1,7\n", "a.csv: no column can be the items' text"),
        (load_items, b"item_id,text\nu1,\n", "no row has both"),
        (load_interactions, b"item_id,n\nu1,7\n", "no column can be the user"),
        (load_interactions, b"user_id,n\nu1,7\n", "no column can be the item"),
        (load_interactions, b"user_id,item_id\nu1,\n", "no row has both"),
        (load_labels, b"user_id,n\nu1,7\n", "a.csv: no column can be the label; name one 'label'.*'user_id', 'n'"),
        (load_labels, b"id,label\nu1,7\n", "no column can be the user"),
        (load_labels, b"user_id,label\nu1,\n", "no row has both a user in 'user_id' and a label in 'label'"),
    ],
)
def test_errors_name_file_and_columns(load, data, words):
    with pytest.raises(InputError, match=words):
        load(read_table(data, "a.csv"))
