"""interest export, report and app."""

import runpy
import sys
from pathlib import Path

import pandas as pd

import interest

WRITER = "user007"


def test_export(ask, complain, small_study, small_study_folder, tmp_path):
    file = tmp_path / "new folder" / "people.csv"
    assert ask("export", small_study_folder, "--what", "users", "--to", file) == f"61 rows in {file}\n"
    assert file.read_bytes().startswith(b"\xef\xbb\xbfuser_id,statements,items,")
    assert ".xyz" in complain("export", small_study_folder, "--what", "users", "--to", tmp_path / "people.xyz")
    assert "'nodes'" in complain("export", small_study_folder, "--what", "nodes", "--to", file)
    (tmp_path / "taken.csv").mkdir()
    assert "taken.csv: " in complain("export", small_study_folder, "--what", "users", "--to", tmp_path / "taken.csv")
    assert "people.csv" in complain("export", small_study_folder, "--what", "users", "--to", file / "below.csv")


def test_report(ask, complain, small_study_folder, tmp_path):
    page, tables = tmp_path / "new" / "report.html", tmp_path / "tables.xlsx"
    options = ["--pseudonymous", "--no-quotes", "--min-users", 3, "--language", "zh"]
    said = ask("report", small_study_folder, "--to", page, "--to", tables, *options)
    assert str(page) in said
    assert str(tables) in said
    text = page.read_text("utf-8")
    assert "大家关心什么" in text
    assert WRITER not in text
    people = pd.read_excel(tables, sheet_name="用户", engine="calamine")["用户"]
    assert any(user in text for user in people)  # the files fit together
    ask("report", small_study_folder, "--to", page)
    assert WRITER in page.read_text("utf-8")
    assert "report.pdf" in complain("report", small_study_folder, "--to", page.with_suffix(".pdf"))
    assert "min_users" in complain("report", small_study_folder, "--to", page, "--min-users", 1000)
    assert "--min-users" in complain("report", small_study_folder, "--to", page, "--min-users", 0)


def test_app_runs_streamlit_on_the_app(run, monkeypatch, tmp_path):
    started = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", [])
    monkeypatch.setattr(runpy, "run_module", lambda name, **_: started.append((name, sys.argv, Path.cwd())))
    assert run("app", "--port", 8600, "--server.headless", "true").code == 0
    root = Path(interest.__file__).parents[1]
    options = ["--server.port", "8600", "--server.headless", "true"]
    assert started == [("streamlit", ["streamlit", "run", "app.py", *options], root)]


def test_app_may_be_missing(complain, monkeypatch, tmp_path):
    monkeypatch.setattr("interest.cli.handing_on.APP", tmp_path / "app.py")
    assert str(tmp_path / "app.py") in complain("app")
