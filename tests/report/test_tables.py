"""The tables that go with a report read back as they were, in both languages."""

import csv
import io
import json
import zipfile

import pandas as pd
import pytest

from interest.errors import InputError
from interest.report import Privacy, hand_out
from interest.report.files import FILES, kind_of, write
from interest.report.tables import tables
from interest.texts import translate


def named(frame: pd.DataFrame, language: str) -> list[str]:
    return [translate(language, f"column.{column.removesuffix('_name')}") for column in frame]


def test_which_tables_there_are(segmented, uneven):
    found = tables(hand_out(segmented.contents))
    assert list(found) == ["tree", "users", "profiles", "statements", "segments", "segment_users", "columns"]
    assert list(tables(hand_out(uneven.contents, Privacy(quotes=False)))) == ["tree", "users", "profiles", "columns"]
    assert len(found["statements"]) == len(segmented.statements)
    assert found["tree"].equals(segmented.tree.to_frame())
    assert set(found["segment_users"]["user_id"]) <= set(segmented.users)


def test_users_with_their_interests(segmented):
    users = tables(hand_out(segmented.contents))["users"].set_index("user_id")
    for user in ("user000", "user031"):
        assert users.loc[user, "interests"] == segmented.profile(user).top("topic", 4)["name"].tolist()
        assert users.loc[user, "statements"] == segmented.profile(user).n_statements


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_workbook_reads_back_equal(uneven, tmp_path, language):
    uneven.segments.add_node("=1+1 组", uneven.tree.level("topic")[0].id)
    handout = hand_out(uneven.contents, Privacy(), language)
    file = write(handout, tmp_path / "new" / "tables.xlsx")
    found = pd.read_excel(file, sheet_name=None, engine="calamine", keep_default_na=False, na_values=[])
    made = tables(handout)
    assert list(found) == [translate(language, f"table.{name}") for name in made]
    for name, frame in made.items():
        read = found[translate(language, f"table.{name}")]
        assert list(read) == named(frame, language)
        assert len(read) == len(frame)
    statements = found[translate(language, "table.statements")]
    column = translate(language, "column.text")
    assert statements[column].tolist() == made["statements"]["text"].tolist()
    assert any("\u4e00" <= character <= "\u9fff" for text in statements[column] for character in text)
    times = pd.to_datetime(statements[translate(language, "column.timestamp")])
    assert (times.to_numpy() == made["statements"]["timestamp"].to_numpy()).all()
    groups = found[translate(language, "table.segments")]
    assert set(groups[translate(language, "column.segment")]) == {"=1+1 组"}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_csvs_open_in_a_spreadsheet(uneven, language):
    uneven.segments.add_node("=1+1 组", uneven.tree.level("topic")[0].id)
    handout = hand_out(uneven.contents, Privacy(), language)
    archive = zipfile.ZipFile(io.BytesIO(FILES[".zip"](handout)))
    made = tables(handout)
    assert archive.namelist() == [f"{translate(language, f'table.{name}')}.csv" for name in made]
    for name, frame in made.items():
        contents = archive.read(f"{translate(language, f'table.{name}')}.csv")
        assert contents.startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(io.StringIO(contents.decode("utf-8-sig"))))
        assert rows[0] == named(frame, language)
        assert len(rows) == len(frame) + 1
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "@"))]
    assert "'=1+1 组" in archive.read(f"{translate(language, 'table.segments')}.csv").decode("utf-8-sig")


def test_files_for_programs(uneven):
    handout = hand_out(uneven.contents, Privacy(pseudonymous=True, min_users=3), "zh")
    made = tables(handout)
    found = json.loads(FILES[".json"](handout))
    assert {name: len(rows) for name, rows in found.items()} == {name: len(frame) for name, frame in made.items()}
    assert [row["text"] for row in found["statements"]] == made["statements"]["text"].tolist()
    archive = zipfile.ZipFile(io.BytesIO(FILES[".parquet.zip"](handout)))
    for name, frame in made.items():
        read = pd.read_parquet(io.BytesIO(archive.read(f"{name}.parquet")))
        assert list(read) == list(frame)
        assert len(read) == len(frame)


def test_kinds_of_files(uneven, tmp_path):
    assert [kind_of(f"a{kind.upper()}") for kind in FILES] == list(FILES)
    with pytest.raises(InputError, match=r"report\.pdf.*\.html, \.xlsx"):
        uneven.hand_on(tmp_path / "report.pdf")
    assert uneven.hand_on(tmp_path / "deep" / "report.html").read_text("utf-8").startswith("<!DOCTYPE html>")
