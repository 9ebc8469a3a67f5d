"""Tables for others are complete, readable by what reads their format, and safe in a spreadsheet."""

import io
import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from openpyxl import load_workbook

from interest.errors import InputError
from interest.export import FORMATS, TABLES, csv_bytes, records, study_table, table_bytes, xlsx_bytes
from interest.export.formats import FORMULA_STARTS
from interest.ingest import Attributes
from interest.report import Privacy, hand_out
from interest.study import Study


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_formulas_are_disarmed(start):
    text = csv_bytes(pd.DataFrame({"text": [f"{start}1+1", "plain"]})).decode("utf-8-sig")
    assert f"'{start}1+1" in text
    assert "\nplain\n" in text


def test_headers_lists_and_numbers():
    frame = pd.DataFrame({"=name": ["鱼"], "number": [-1.5], "list": [["=a", "b"]], "missing": [None]})
    assert csv_bytes(frame).decode("utf-8-sig") == "'=name,number,list,missing\n鱼,-1.5,'=a; b,\n"


def test_a_workbook_reads_back_equal(tmp_path):
    frame = pd.DataFrame(
        {
            "文本": ["咖啡", "=1+1", "+86", "-", "@home", "#N/A", "a\x0bb", ""],
            "=head": range(8),
            "share": [0.25, np.nan, 1, 2, 3, 4, 5, 6],
            "when": [pd.Timestamp("2026-05-01 10:00"), *[pd.NaT] * 7],
            "sure": [True, False] * 4,
            "nodes": [["=a", "b"], *[[]] * 7],
        }
    )
    (tmp_path / "book.xlsx").write_bytes(xlsx_bytes({"咖啡": frame, "empty": frame.head(0)}))
    found = pd.read_excel(
        tmp_path / "book.xlsx", sheet_name=None, engine="calamine", keep_default_na=False, na_values=[]
    )
    assert list(found) == ["咖啡", "empty"]
    assert list(found["empty"]) == list(frame)
    read = found["咖啡"]
    assert read["文本"].tolist() == ["咖啡", "=1+1", "+86", "-", "@home", "#N/A", "ab", ""]
    assert read["=head"].tolist() == list(range(8))
    assert read["share"].tolist() == [0.25, "", 1, 2, 3, 4, 5, 6]
    assert read["when"].iloc[0] == pd.Timestamp("2026-05-01 10:00")
    assert read["sure"].tolist() == [True, False] * 4
    assert read["nodes"].tolist() == ["=a; b", *[""] * 7]


def test_no_cell_of_a_workbook_is_a_formula():
    texts = [f"{start}HYPERLINK(1)" for start in FORMULA_STARTS]
    sheet = load_workbook(io.BytesIO(xlsx_bytes({"a": pd.DataFrame({"=b": texts})}))).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells)


def test_a_sheet_has_its_limit(monkeypatch):
    monkeypatch.setattr("interest.export.formats.MOST_ROWS", 2)
    with pytest.raises(InputError, match="'a' has 3 rows"):
        xlsx_bytes({"a": pd.DataFrame({"x": [1, 2, 3]})})


def test_spreadsheets_see_utf8():
    assert csv_bytes(pd.DataFrame({"文本": ["咖啡"]})).startswith(b"\xef\xbb\xbf")


def test_records_hold_what_json_knows():
    frame = pd.DataFrame(
        {
            "text": ["=鱼", ""],
            "when": [pd.Timestamp("2026-05-01 10:00"), pd.NaT],
            "rating": [4.5, np.nan],
            "count": np.array([1, 2]),
            "sure": [True, False],
            "nodes": [("t1", "t2"), []],
        }
    )
    assert json.loads(json.dumps(records(frame), allow_nan=False)) == [
        {"text": "=鱼", "when": "2026-05-01T10:00:00", "rating": 4.5, "count": 1, "sure": True, "nodes": ["t1", "t2"]},
        {"text": "", "when": None, "rating": None, "count": 2, "sure": False, "nodes": []},
    ]


@pytest.fixture(scope="module")
def tables(small_study) -> dict[str, pd.DataFrame]:
    """All tables of the small study."""
    return {what: study_table(small_study.contents, what) for what in TABLES}


@pytest.mark.parametrize("what", TABLES)
@pytest.mark.parametrize("suffix", FORMATS)
def test_every_table_in_every_format(tables, tmp_path, what, suffix):
    table = tables[what]
    file = tmp_path / f"table{suffix}"
    file.write_bytes(table_bytes(table, suffix.upper()))
    match suffix:
        case ".csv":
            found = pd.read_csv(file, encoding="utf-8-sig")
        case ".xlsx":
            found = pd.read_excel(file, engine="calamine")
        case ".parquet":
            found = pd.read_parquet(file)
        case ".json":
            found = pd.DataFrame(json.loads(file.read_text("utf-8")), columns=table.columns)
        case ".jsonl":
            rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
            found = pd.DataFrame(rows, columns=table.columns)
    assert list(found) == list(table)
    assert len(found) == len(table)


def test_unknown_tables_and_formats(small_study):
    with pytest.raises(InputError, match="'nodes'.*tree, statements"):
        study_table(small_study.contents, "nodes")
    with pytest.raises(InputError, match=r"'\.doc'.*\.csv"):
        table_bytes(pd.DataFrame({"a": [1]}), ".doc")


def test_statements_name_their_nodes(small_study, tables):
    table, tree = tables["statements"], small_study.tree
    assert table["statement_id"].tolist() == list(range(len(small_study.statements)))
    assert table["topic_name"].tolist() == [tree[topic].name for topic in table["topic"]]
    assert table["keyword_name"].tolist() == [tree[keyword].name for keyword in table["keyword"]]


def test_users_agree_with_their_profiles(small_study, tables):
    table = tables["users"].set_index("user_id")
    assert table.index.tolist() == small_study.users
    assert table["statements"].sum() == len(small_study.statements)
    assert table["items"].sum() == len(small_study.interactions)
    for user in ("user000", "user031"):
        profile, row = small_study.profile(user), table.loc[user]
        assert row["statements"] == profile.n_statements
        assert row["breadth"] == pytest.approx(profile.breadth)
        assert (row["first"], row["last"]) == (profile.first, profile.last)
        assert row["category"] == profile.top("category", 1)["node_id"].item()
        assert row["topic_name"] == profile.top("topic", 1)["name"].item()
    taker = table.loc["taker"]
    assert (taker["statements"], taker["items"], taker["breadth"], taker["topic"], taker["topic_name"]) == (
        0, 2, 0.0, "", "",
    )  # fmt: skip
    assert pd.isna(taker["first"])


def test_neighbours_are_those_of_each_user(small_study, tables):
    table = tables["neighbours"]
    own = table[table["user_id"] == "user004"]
    similar = small_study.similar_users("user004")
    assert own["neighbour"].tolist() == similar["user_id"].tolist()
    assert own["shared"].tolist() == [[small_study.tree[n].name for n in nodes] for nodes in similar["shared"]]
    assert "taker" not in set(table["user_id"])


def test_profiles_and_memberships_name_their_nodes(small_study, tables):
    profiles, memberships = tables["profiles"], tables["memberships"]
    tree = small_study.tree
    assert profiles["path"].tolist() == [tree.path_name(node) for node in profiles["node_id"]]
    assert memberships["name"].tolist() == [tree[node].name for node in memberships["node_id"]]
    assert len(memberships) >= len(small_study.statements)


def test_what_is_known_beside_goes_along(small_study):
    users, n = small_study.users, len(small_study.statements)
    age = pd.Series([30.5, *[np.nan] * (len(users) - 1)])
    known = Attributes(
        pd.DataFrame({"user_id": users, "age": age, "topic": ["t"] * len(users)}),
        pd.DataFrame({"statement_id": range(n), "paid": pd.array([True, *[None] * (n - 1)], dtype="boolean")}),
        {"age": "number", "topic": "category", "paid": "yes/no"},
    )
    contents = small_study.contents
    contents = contents.change(ingested=replace(contents.ingested, attributes=known))
    statements, people = study_table(contents, "statements"), study_table(contents, "users")
    assert statements["paid"].tolist()[:2] == [True, pd.NA]
    assert statements["age"].dropna().tolist() == [30.5] * (statements["user_id"] == users[0]).sum()
    assert statements["topic"].tolist() == small_study.statements["topic"].tolist()
    assert set(statements["topic (2)"]) == {"t"}
    assert people["age"].tolist()[0] == 30.5
    for suffix in FORMATS:
        assert table_bytes(statements, suffix)


def test_own_interests_as_tables(small_study: Study) -> None:
    study = Study(small_study.contents)
    assert study_table(study.contents, "own-statements").empty
    study.own.add("Dogs", words=["puppy", "leash", "kennel"])
    (row,) = study_table(study.contents, "own").to_dict("records")
    statements = study_table(study.contents, "own-statements")
    assert row["statements"] == len(statements) > 0
    assert set(statements["text"]) <= set(study.statements["text"])
    assert hand_out(study.contents).own["users"].tolist() == [row["users"]]
    assert hand_out(study.contents, Privacy(min_users=row["users"] + 1)).own.empty
