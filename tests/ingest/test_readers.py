"""Files of all kinds into tables of strings: nothing lost, everything odd reported, one clear error for the rest."""

import csv
import io
import json

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interest.errors import InputError
from interest.ingest import Problem, RawTable, frame_table, read_table


def rows(text: str | bytes, name: str = "a.csv", **options) -> list[list[str]]:
    data = text if isinstance(text, bytes) else text.encode()
    return read_table(data, name, **options).frame.to_numpy().tolist()


def workbook(cells: list[list], extra: list[list] | None = None) -> bytes:
    book = openpyxl.Workbook()
    for row in cells:
        book.active.append(row)
    if extra:
        sheet = book.create_sheet("more")
        for row in extra:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "，"])
def test_the_delimiter_is_found(delimiter):
    text = "\n".join(delimiter.join(row) for row in [["user_id", "text"], ["u1", "I like tea"], ["u2", "and cake"]])
    table = read_table(text.encode(), "a.csv")
    assert table.delimiter == delimiter
    assert table.frame.to_dict("list") == {"user_id": ["u1", "u2"], "text": ["I like tea", "and cake"]}


def test_chinese_commas_in_texts_are_no_delimiters():
    assert rows("用户,内容\nu1,今天，去爬山\nu2,累，但是开心\n") == [["u1", "今天，去爬山"], ["u2", "累，但是开心"]]


def test_a_column_of_sentences_keeps_its_commas():
    table = read_table(b'text\nI like tea, coffee, and cake\nhello there\n"well, yes"\n', "a.csv")
    assert table.frame["text"].tolist() == ["I like tea, coffee, and cake", "hello there", "well, yes"]
    assert table.delimiter == ""


def test_sentences_without_a_header():
    table = read_table("我想学编程，从哪开始\n好吃\n今天去爬山了，非常累但是开心\n".encode(), "a.csv")
    assert table.frame.iloc[:, 0].tolist() == ["我想学编程，从哪开始", "好吃", "今天去爬山了，非常累但是开心"]


def test_users_and_texts_without_a_header():
    table = read_table(b"u1,I like tea\nu2,coffee for me\nu1,green tea please\n", "a.csv")
    assert list(table.frame) == ["column 1", "column 2"]
    assert len(table.frame) == 3
    assert table.lines.tolist() == [1, 2, 3]


def test_a_header_of_unknown_names():
    text = "who,said\nanna,I would really like a cup of tea\nben,no thank you I had one an hour ago\n"
    assert list(read_table(text.encode(), "a.csv").frame) == ["who", "said"]


def test_names_are_made_unique():
    assert list(read_table(b"text,text,,user\na b,c,d,e\n", "a.csv").frame) == ["text", "text (2)", "column 3", "user"]


def test_values_stay_as_they_are_written():
    text = "user_id,text,weight\n001,NA,1.0\n123456789012345678901,null,1e5\n"
    assert rows(text) == [["001", "NA", "1.0"], ["123456789012345678901", "null", "1e5"]]


def test_ragged_rows_are_mended_and_reported():
    table = read_table(
        b"user_id,text,time\nu1,a\nu2,b,2026-05-01\nu3,one, two, three,2026-05-02\nu4,d,2026-05-03,,\n", "a.csv"
    )
    assert table.frame.to_numpy().tolist() == [
        ["u1", "a", ""],
        ["u2", "b", "2026-05-01"],
        ["u3", "one, two, three", "2026-05-02"],
        ["u4", "d", "2026-05-03"],
    ]
    assert [(problem.line, problem.message.partition(":")[0]) for problem in table.problems] == [
        (2, "2 fields instead of 3"),
        (4, "5 fields instead of 3"),
    ]


def test_a_quote_that_is_never_closed_swallows_nothing():
    text = 'user_id,text\nu1,"I like tea\nu2,coffee\nu3,"bread, butter"\nu4,cake\n'
    table = read_table(text.encode(), "a.csv")
    assert table.frame.to_numpy().tolist() == [
        ["u1", "I like tea"],
        ["u2", "coffee"],
        ["u3", "bread, butter"],
        ["u4", "cake"],
    ]
    assert [problem.line for problem in table.problems] == [2]
    assert "quote" in table.problems[0].message


def test_an_open_quote_before_the_end_of_a_long_file():
    lines = ["user_id,text", 'u0,"oh', *(f"u{i},text number {i}" for i in range(1, 5000))]
    table = read_table("\n".join(lines).encode(), "a.csv")
    assert len(table.frame) == 5000
    assert [problem.line for problem in table.problems] == [2]


def test_an_open_quote_that_closes_well_far_below():
    lines = ["user_id,text,time", 'u0,"oh,1', *(f"u{i},text {i},1" for i in range(1, 20)), 'u20,x,said "']
    table = read_table("\n".join(lines).encode(), "a.csv")
    assert len(table.frame) == 21


def test_quotes_within_a_field_are_kept():
    assert rows('user_id,text\nu1,"Great" said he\nu2,my 5" screen\nu3,"a ""b"" c"\n') == [
        ["u1", '"Great" said he'],
        ["u2", 'my 5" screen'],
        ["u3", 'a "b" c'],
    ]


def test_quotes_escaped_by_backslashes():
    assert rows('user_id,text\nu1,"he said \\"hi, you\\" to me"\n') == [["u1", 'he said "hi, you" to me']]


def test_spaces_before_quotes():
    assert rows('user_id, text\nu1, "tea, please"\nu2, "cake, too"\n') == [["u1", "tea, please"], ["u2", "cake, too"]]


def test_texts_of_several_lines_are_one_row():
    table = read_table(b'user_id,text\nu1,"first line\n\nsecond, line\nthird"\nu2,b\n', "a.csv")
    assert table.frame["text"].tolist() == ["first line\n\nsecond, line\nthird", "b"]
    assert table.lines.tolist() == [2, 6]
    assert table.problems == ()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_blank_lines_and_line_ends(end):
    table = read_table(end.join(["", "user_id,text", "", "u1,a b", "   ", "u2,c", ""]).encode(), "a.csv")
    assert table.frame.to_numpy().tolist() == [["u1", "a b"], ["u2", "c"]]
    assert table.lines.tolist() == [4, 6]


def test_the_separator_line_of_excel():
    assert rows("sep=;\nuser_id;text\nu1;a, b\n") == [["u1", "a, b"]]


def test_a_delimiter_that_is_given_decides():
    assert rows("user_id#text\nu1#a,b\n", delimiter="#") == [["u1", "a,b"]]
    with pytest.raises(InputError, match="one character"):
        rows("user_id#text\nu1#a,b\n", delimiter="##")


def test_enormous_fields_and_nul_bytes():
    long = "字" * 200_000
    assert rows(f"user_id,text\nu1,{long}\nu2,a\0b\n") == [["u1", long], ["u2", "a\0b"]]


def test_unreadable_bytes_are_reported():
    data = "user_id,text\nu1,我喜欢喝咖啡和茶，今天\n".encode() + b"u2,\xff\n" + "u3,天气真好\n".encode()
    table = read_table(data, "a.csv")
    assert [problem.line for problem in table.problems] == [3]
    assert len(table.frame) == 3


def test_txt_is_a_text_a_line():
    table = read_table("I like tea, coffee\n\n我喜欢茶\n".encode("gb18030"), "notes.TXT")
    assert table.frame["text"].tolist() == ["I like tea, coffee", "我喜欢茶"]
    assert table.lines.tolist() == [1, 3]
    assert rows("user_id;text\nu1;a\n", "notes.txt", delimiter=";") == [["u1", "a"]]


def test_jsonl_reports_bad_lines():
    table = read_table(
        '{"user":"u1","text":"a"}\n{oops\n[1]\n\n"only a text"\n{"text":"b","n":1.0,"tags":["x","是"]}\n'.encode(),
        "a.jsonl",
    )
    assert table.frame.to_dict("records") == [
        {"user": "u1", "text": "a", "n": "", "tags": ""},
        {"user": "", "text": "only a text", "n": "", "tags": ""},
        {"user": "", "text": "b", "n": "1", "tags": "x, 是"},
    ]
    assert [problem.line for problem in table.problems] == [2, 3]
    assert table.lines.tolist() == [1, 5, 6]


def test_json_list_of_objects():
    data = json.dumps(
        [{"user": 7, "text": "a", "ok": True}, {"text": None}, {"text": "\ud800 and \ud83d\ude00"}]
    ).encode()
    assert rows(data, "a.json") == [["7", "a", "true"], ["", "", ""], ["", "\ufffd and 😀", ""]]


def test_json_lines_under_the_wrong_suffix():
    assert rows('{"text":"a"}\n{"text":"b"}\n', "a.json") == [["a"], ["b"]]


def test_workbook():
    data = workbook(
        [
            ["用户ID", "内容", "时间"],
            ["001", "喜欢茶", pd.Timestamp("2026-05-03 18:24")],
            [2, "a", None],
            [3.5, True, None],
        ]
    )
    table = read_table(data, "a.xlsx")
    assert table.frame.to_numpy().tolist() == [
        ["001", "喜欢茶", "2026-05-03T18:24:00"],
        ["2", "a", ""],
        ["3.5", "true", ""],
    ]
    assert table.lines.tolist() == [2, 3, 4]


def test_sheets_with_the_same_columns_are_one_table():
    table = read_table(workbook([["text"], ["a"]], extra=[["text"], ["b"]]), "a.xlsx")
    assert table.frame.to_dict("list") == {"text": ["a", "b"], "sheet": ["Sheet", "more"]}
    assert "'Sheet', 'more' have the same columns" in table.notes[0]
    assert read_table(workbook([["text"], ["a"]], extra=[["text"], ["b"]]), "a.xlsx", sheet="more").frame[
        "text"
    ].tolist() == ["b"]
    with pytest.raises(InputError, match="no sheet 'gone'.*'Sheet', 'more'"):
        read_table(workbook([["text"], ["a"]], extra=[["text"], ["b"]]), "a.xlsx", sheet="gone")


def test_sheets_with_other_columns_are_told():
    table = read_table(workbook([["text", "user"], ["a", "b"]], extra=[["note"], ["b"]]), "a.xlsx")
    assert table.frame["text"].tolist() == ["a"]
    assert "the sheet 'more' was not read" in table.notes[0]


def test_parquet(tmp_path):
    frame = pd.DataFrame({"user_id": [1, 2], "text": ["喜欢茶", None], "time": pd.to_datetime(["2026-05-03", None])})
    frame.to_parquet(tmp_path / "a.parquet")
    table = read_table(tmp_path / "a.parquet")
    assert table.frame.to_numpy().tolist() == [["1", "喜欢茶", "2026-05-03T00:00:00"], ["2", "", ""]]


def test_paths_and_bytes_give_the_same(tmp_path):
    path = tmp_path / "评论.csv"
    path.write_bytes("用户,评论\nu1,好吃\n".encode("gb18030"))
    from_path, from_bytes = read_table(path), read_table(path.read_bytes(), "评论.csv")
    assert from_path.name == from_bytes.name == "评论.csv"
    assert from_path.encoding == from_bytes.encoding == "gb18030"
    pd.testing.assert_frame_equal(from_path.frame, from_bytes.frame)


ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 500


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.csv", b"", "empty"),
        ("a.csv", b" \n\n\r\n", "empty"),
        ("a.csv", "\ufeff".encode(), "empty"),
        ("a.csv", b"user_id,text\n", "no rows below the header 'user_id', 'text'"),
        ("a.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG image"),
        ("a.txt", b"%PDF-1.7", "PDF"),
        ("a.csv", bytes(range(256)) * 20, "not text"),
        ("a.csv", b"PK\x03\x04xxxx", "name it .xlsx"),
        ("a.xlsx", b"PK\x03\x04" + b"junk" * 99, "damaged"),
        ("a.xlsx", b"user_id,text\nu1,a\n", "not a workbook"),
        ("a.xlsx", ENCRYPTED, "password"),
        ("a.xlsx", workbook([["user_id", "text"]]), "no rows"),
        ("a.xlsx", workbook([]), "empty"),
        ("a.parquet", b"PAR1 and no more", "damaged"),
        ("a.json", b'{"text": "a"}', "list of objects"),
        ("a.json", b'[{"text": "a"}', "not valid JSON"),
        ("a.json", b"[" * 100_000, "too deeply"),
        ("a.json", b"[]", "list of objects"),
        ("a.json", b"[{}]", "no rows"),
        ("a.jsonl", b"no\nobject\n", "none of its lines"),
        ("a.docx", b"text", "can't be read; use one of .csv"),
        ("noname", b"text", "can't be read"),
    ],
)
def test_one_clear_error_that_names_the_file(name, data, words):
    with pytest.raises(InputError, match=words) as error:
        read_table(data, name)
    assert name in str(error.value)


def test_missing_files_and_folders(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        read_table(tmp_path / "gone.csv")
    with pytest.raises(InputError, match="folder"):
        read_table(tmp_path)
    with pytest.raises(InputError, match="needs a name"):
        read_table(b"text")


def test_the_wrong_encoding_names_the_file():
    with pytest.raises(InputError, match=r"a\.csv.*not in the encoding ascii"):
        read_table("text\n我\n".encode(), "a.csv", encoding="ascii")


def test_dataframes_become_strings():
    frame = pd.DataFrame(
        {
            "id": [1.0, 2.5, np.nan],
            "small": np.array([4.1, 4, 5], dtype="float32"),
            "when": pd.to_datetime(["2026-05-03 18:24+08:00", None, "2026-05-04 00:00+08:00"], utc=True),
            "any": pd.Series([None, pd.NA, "\ud800x"], dtype=object),
            3: [True, False, True],
        }
    )
    assert frame_table(frame).frame.to_dict("list") == {
        "id": ["1", "2.5", ""],
        "small": ["4.1", "4", "5"],
        "when": ["2026-05-03T10:24:00", "", "2026-05-03T16:00:00"],
        "any": ["", "", "\ufffdx"],
        "3": ["true", "false", "true"],
    }


def test_an_empty_dataframe():
    with pytest.raises(InputError, match="no rows"):
        frame_table(pd.DataFrame({"text": []}))


def test_a_table_needs_a_line_a_row():
    with pytest.raises(InputError, match="0 line numbers for 1 rows"):
        RawTable("a", pd.DataFrame({"text": ["x"]}))


CELLS = st.text(st.sampled_from('abc 我喜欢，,;|"\n\t1é😀'), min_size=1, max_size=12).filter(str.strip)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=8), st.sampled_from([",", ";", "\t", "|"]))
def test_what_is_written_is_read(cells, delimiter):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([("user_id", "text"), *cells])
    table = read_table(out.getvalue().encode(), "a.csv", delimiter=delimiter)
    assert table.frame.to_numpy().tolist() == [list(row) for row in cells]
    assert table.problems == ()


@given(st.lists(st.text(st.sampled_from('ab ,;"我\n'), max_size=10), max_size=12))
def test_no_text_is_lost_from_any_mess(lines):
    text = "user_id,text\n" + "\n".join(lines)
    try:
        table = read_table(text.encode(), "a.csv")
    except InputError:
        assert not "".join(lines).strip('", \n')
        return
    if any("left out" in note for note in table.notes):  # below two wide rows, a narrow end is no part of the table
        return
    found = "".join(table.frame.to_numpy().ravel())
    assert sorted(c for c in found if c in "ab我") == sorted(c for line in lines for c in line if c in "ab我")


def test_a_problem_keeps_how_its_line_begins():
    data = "user_id,text\nu1,我喜欢喝咖啡和茶，今天\nu2\n".encode() + b"u3,cake,\xff, and more\n"
    table = read_table(data, "a.csv")
    assert [(p.line, p.text) for p in table.problems] == [
        (3, "u2"), (4, "u3,cake,\ufffd, and more"), (4, "u3,cake,\ufffd, and more"),
    ]  # fmt: skip
    assert [p.line for p in table.irregular] == [3, 4]
    long = read_table(b'{"text": "tea"}\n' + b"x" * 300, "a.jsonl")
    assert [p.text for p in long.irregular] == ["x" * 80]


def test_a_sheet_that_is_not_read_is_no_irregular_line():
    assert RawTable("a.xlsx", pd.DataFrame(), problems=(Problem(1, "the sheet 'more' was not read"),)).irregular == ()


def test_a_day_and_the_time_of_day_beside_it_are_one_moment():
    table = read_table(b"day,time,text\n2026-03-01,9:26 PM,One\n2026-03-02,10:00 AM,Two\n,,Three\n", "a.csv")
    assert list(table.frame) == ["day", "text"]
    assert table.frame["day"].tolist() == ["2026-03-01 9:26 PM", "2026-03-02 10:00 AM", ""]
    assert table.notes == ("the time of day in 'time' belongs to the day in 'day'",)


def test_a_time_of_day_beside_a_whole_moment_belongs_to_none():
    table = read_table(b"at,opens,text\n2026-03-01 09:26,10:00,One\n2026-03-02 11:26,10:30,Two\n", "a.csv")
    assert list(table.frame) == ["at", "opens", "text"]
    table = read_table(b"day,price,text\n2026-03-01,4.50,One\n2026-03-02,11.20,Two\n", "a.csv")
    assert table.frame["price"].tolist() == ["4.50", "11.20"]


def test_two_times_of_day_beside_a_day():
    table = read_table(b"day,from,to,text\n2026-03-01,9:26,10:00,One\n2026-03-02,11:26,12:30,Two\n", "a.csv")
    assert table.frame["day"].tolist() == ["2026-03-01 9:26", "2026-03-02 11:26"]
    assert list(table.frame) == ["day", "to", "text"]
