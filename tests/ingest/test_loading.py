"""Any kind of input into one table of statements."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interest.errors import Cancelled, InputError
from interest.ingest import load, load_interactions, read_table, readable_files
from interest.ingest.report import DROPPED, MERGED


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "b_posts.csv").write_text(
        "用户ID,内容,时间\nu1,今天去爬山了,2026-05-03\n,周末一起看电影吧,soon\n", encoding="gb18030"
    )
    (tmp_path / "a_reviews.tsv").write_text(
        "user\treview\tstars\nu1\tgreat tea\t5\nu2\tbad tea\t1\n", encoding="utf-16"
    )
    (tmp_path / "items.csv").write_text("item_id,text\n1,tea pot\n", encoding="utf-8")
    (tmp_path / "interactions.csv").write_text("user_id,item_id\nu1,1\n", encoding="utf-8")
    (tmp_path / "README.txt").write_text("about these files", encoding="utf-8")
    (tmp_path / "README.md").write_text("about these files", encoding="utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / ".hidden.csv").write_text("text\nno\n", encoding="utf-8")
    (tmp_path / "deeper").mkdir()
    return tmp_path


def test_a_folder_becomes_one_table(folder):
    statements = load(folder)
    assert [path.name for path in readable_files(folder)] == ["a_reviews.tsv", "b_posts.csv"]
    assert statements.frame["text"].tolist() == ["great tea", "bad tea", "今天去爬山了", "周末一起看电影吧"]
    assert statements.frame["source"].tolist() == ["a_reviews", "a_reviews", "b_posts", "b_posts"]
    assert statements.frame["user_id"].tolist() == ["u1", "u2", "u1", "anonymous-4"]
    assert statements.frame["row"].tolist() == [0, 1, 2, 3]
    assert statements.report.rows[["row", "file", "line", "reason"]].to_numpy().tolist() == [
        [3, "b_posts.csv", 3, "missing user"],
        [3, "b_posts.csv", 3, "invalid time"],
    ]


def test_files_tables_and_folders_give_the_same(folder):
    paths = [folder / "a_reviews.tsv", str(folder / "b_posts.csv")]
    uploads = [read_table(path.read_bytes(), path.name) for path in readable_files(folder)]
    expected = load(folder).frame
    for data in (paths, uploads, str(folder), [folder]):
        pd.testing.assert_frame_equal(load(data).frame, expected)


def test_texts_alone_are_a_user_a_row(tmp_path):
    path = tmp_path / "notes.csv"
    path.write_text("user_text\nI like tea\nI like tea\n\nand cake\n", encoding="utf-8")
    statements = load(path)
    assert statements.frame["user_id"].tolist() == ["1", "2", "3"]
    assert statements.frame["source"].tolist() == ["notes"] * 3


def test_rows_without_users_beside_users():
    tables = [read_table(b"user_id,text\n2,tea\n", "a.csv"), read_table(b"text\ncake\n", "b.csv")]
    assert load(tables).frame["user_id"].tolist() == ["2", "anonymous-2"]


def test_rows_and_users_are_counted_over_all_files():
    tables = [read_table(b"text\ntea\ncake\n", "a.csv"), read_table(b"text\npie\n", "b.csv")]
    frame = load(tables).frame
    assert frame["row"].tolist() == [0, 1, 2]
    assert frame["user_id"].tolist() == ["1", "2", "3"]


def test_dataframe():
    data = pd.DataFrame(
        {
            "user": [1.0, 2.0, None],
            "comment": ["tea", None, "cake"],
            "when": pd.to_datetime(["2026-05-03", None, None]),
            "stars": [5, 4, 3],
        },
        index=[9, 9, 9],
    )
    statements = load(data)
    frame = statements.frame
    assert frame["user_id"].tolist() == ["1", "anonymous-3"]
    assert frame["timestamp"].tolist()[0] == pd.Timestamp("2026-05-03")
    assert frame["rating"].tolist() == [5, 3]
    assert frame["source"].tolist() == ["", ""]
    assert list(data.columns) == ["user", "comment", "when", "stars"]


def test_columns_that_are_named_count_where_they_are():
    tables = [read_table(b"user,a,text\nu1,tea time,no\n", "a.csv"), read_table(b"user,text\nu1,cake\n", "b.csv")]
    assert load(tables, columns={"text": "a"}).frame["text"].tolist() == ["tea time", "cake"]
    with pytest.raises(InputError, match="no column 'gone' for text; the columns are 'user', 'a', 'text'"):
        load(tables, columns={"text": "gone"})


def test_encoding_and_delimiter_that_are_given(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("user#text\nu1#你好世界\n".encode("gbk"))
    assert load(path, encoding="gbk", delimiter="#").frame["text"].tolist() == ["你好世界"]


def test_readers_problems_are_in_the_report(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "tea"}\noops\n{"text": "cake"}\n', encoding="utf-8")
    report = load(path).report
    assert report.rows[["row", "line", "reason"]].to_numpy().tolist() == [[-1, 2, "reading"]]
    path = tmp_path / "b.csv"
    path.write_text("user_id,text,time\nu1,tea\nu2,cake,2026-05-03\n", encoding="utf-8")
    assert load(path).report.rows[["row", "line", "reason"]].to_numpy().tolist() == [[0, 2, "reading"]]


def test_progress_runs_from_reading_to_cleaning(folder):
    calls = []
    load(folder, progress=lambda stage, fraction: calls.append((stage, fraction)))
    assert [stage for stage, _ in calls] == ["reading"] * 3 + ["cleaning"] * 2
    assert calls[2] == ("reading", 1.0) and calls[-1] == ("cleaning", 1.0)


def test_progress_may_cancel(folder):
    def cancel(stage: str, fraction: float) -> None:
        raise Cancelled("stopped")

    with pytest.raises(Cancelled):
        load(folder, progress=cancel)


@pytest.mark.parametrize(
    ("data", "words"), [([], "list of files is empty"), (7, "got int"), ("gone.csv", "gone.csv: there is no such file")]
)
def test_what_is_no_data(data, words):
    with pytest.raises(InputError, match=words):
        load(data)


def test_a_folder_without_files(tmp_path):
    with pytest.raises(InputError, match="no file to read in this folder"):
        load(tmp_path)


def test_a_table_without_text_names_the_file():
    with pytest.raises(InputError, match=r"n\.csv: No column looks like text.*'user_id', 'n'"):
        load(read_table(b"user_id,n\nu1,7\n", "n.csv"))


TEXT = st.text(st.sampled_from("ab 茶好!.。😀<>&\n\u200b"), max_size=15)


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["u1", "u2", ""]), TEXT), min_size=1, max_size=12))
def test_every_row_is_kept_or_reported(rows):
    data = pd.DataFrame(rows, columns=["user_id", "text"])
    try:
        statements = load(data, columns={"text": "text", "user_id": "user_id"})
    except InputError as error:
        assert "None of the" in str(error)
        return
    report = statements.report.rows
    gone = report.loc[report["reason"].isin((*DROPPED, *MERGED)), "row"]
    assert set(statements.frame["row"]) | set(gone) == set(range(len(rows)))
    assert statements.report.n_rows == len(rows)
    assert (statements.frame["weight"] > 0).all()
    assert statements.frame["statement_id"].tolist() == list(range(len(statements)))


ROWS = [
    ("u1", "I like tea."), ("u1", "i like TEA"), ("u2", "I like tea."), ("u2", "今天去爬山了！周末一起看电影吧。"),
    ("u1", "今天去爬山了"), ("u2", "cake & pie"), ("u2", "cake &amp; pie"), ("u1", "soooo good"), ("u1", "so good!"),
]  # fmt: skip


@settings(deadline=None, max_examples=30)
@given(st.permutations(ROWS))
def test_the_order_of_rows_changes_no_users_statements(rows):
    def said(rows):
        frame = load(pd.DataFrame(rows, columns=["user_id", "text"])).frame
        return sorted(frame[["user_id", "text", "weight"]].itertuples(index=False, name=None))

    assert said(rows) == said(ROWS)


def test_dates_that_leave_a_doubt_are_reported_and_can_be_said():
    days = [f"{day:02}/05/2025" for day in range(1, 11)]
    frame = pd.DataFrame({"text": [f"a text about the tea number {n}" for n in range(10)], "date": days})
    found = load(frame)
    assert found.frame["timestamp"].dt.month.unique().tolist() == [5]
    rows = found.report.rows.query("reason == 'ambiguous date'")
    assert rows[["row", "before", "after"]].iloc[0].tolist() == [0, "01/05/2025", "2025-05-01"]
    assert len(rows) == 9  # the fifth of May is one either way
    said = load(frame, day_first=False)
    assert said.frame["timestamp"].dt.month.tolist() == list(range(1, 11))
    assert "ambiguous date" not in said.report.counts["reason"].tolist()


def test_interactions_are_dated_as_said():
    taken = pd.DataFrame({"user_id": ["a", "b"], "item_id": ["i", "i"], "date": ["01/05/2025", "02/05/2025"]})
    assert load_interactions(taken)["timestamp"].dt.month.tolist() == [5, 5]
    assert load_interactions(taken, day_first=False)["timestamp"].dt.month.tolist() == [1, 2]


def test_a_line_with_two_faults_is_one_line_of_the_report(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('user_id,text,time\nu1,"oh my tea\nu2,cake,2026-05-03\nu3,bread,2026-05-04\n', encoding="utf-8")
    assert len(read_table(path).problems) == 2
    rows = load(path).report.rows.query("reason == 'reading'")
    assert rows[["row", "line", "before"]].to_numpy().tolist() == [[0, 2, 'u1,"oh my tea']]


def test_zeros_that_a_spreadsheet_took_come_back():
    tables = [
        read_table(b"user_id,text\n000020,tea\n000137,bread\n", "a.csv"),
        read_table(b"user_id,text\n20,cake\n", "b.csv"),
    ]
    assert load(tables).frame["user_id"].tolist() == ["000020", "000137", "000020"]
    tables[1] = read_table(b"user_id,text\nu20,cake\n", "b.csv")
    assert load(tables).frame["user_id"].tolist() == ["000020", "000137", "u20"]


def test_one_file_that_cannot_be_read_is_named_and_the_others_are_read(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"user,text\nu1,tea time\n")
    (tmp_path / "b.xlsx").write_bytes(b"no workbook")
    statements = load(tmp_path)
    assert statements.frame["text"].tolist() == ["tea time"]
    assert "not read: b.xlsx: this is not a workbook" in statements.readings[0].found[-1]


def test_archives_and_folders_of_folders(tmp_path):
    import gzip
    import zipfile

    (tmp_path / "a" / "b").mkdir(parents=True)
    with gzip.open(tmp_path / "a" / "b" / "one.csv.gz", "wb") as file:
        file.write(b"user,text\nu1,tea time\n")
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.writestr("in/posts.csv", "user,text\nu2,cake time\n")
        archive.writestr("__MACOSX/posts.csv", "rubbish")
    assert load(tmp_path).frame[["user_id", "text"]].to_numpy().tolist() == [["u1", "tea time"], ["u2", "cake time"]]


def test_a_folder_of_a_catalogue_holds_its_texts_alone():
    from pathlib import Path

    from interest.ingest import find_companions

    folder = Path(__file__).parent / "cases" / "29-movielens"
    statements = load(folder)
    assert statements.frame["source"].unique().tolist() == ["tags"]
    assert {note.split(" ")[0] for note in statements.readings[0].found} == {"movies.csv", "ratings.csv"}
    found = find_companions(folder)
    assert (found.items.name, found.interactions.name) == ("movies.csv", "ratings.csv")
    taken = load_interactions(found.interactions)
    rated = pd.read_csv(found.interactions)
    assert set(taken.loc[taken["weight"] < 0.1, "item_id"]) <= set(
        rated.loc[rated["rating"] < 3, "movieId"].astype(str)
    )
