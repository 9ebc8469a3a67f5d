"""interest feedback, interest audit."""

import json

import pandas as pd

from interest.study import open_study

WRITER = "user007"


def test_feedback_is_given_listed_and_undone(ask, small_study, small_study_folder):
    item, topic = small_study.recommend_items(WRITER)["item_id"][0], small_study.recommend(WRITER)["node_id"][0]
    assert "nothing" in ask("feedback", small_study_folder)
    assert "hide" not in ask("feedback", small_study_folder, WRITER, item, "like")
    said = ask("feedback", small_study_folder, WRITER, small_study.tree[topic].name, "dislike")
    assert topic in said and "dislikes" in said
    assert item in ask("feedback", small_study_folder) and topic in ask("feedback", small_study_folder)
    assert topic not in [
        row["node_id"] for row in json.loads(ask("recommend", small_study_folder, WRITER, "--json"))["interests"]
    ]
    assert "Undone" in ask("feedback", small_study_folder, WRITER, item, "--undo")
    assert open_study(small_study_folder).feedback.to_frame()["target_id"].tolist() == [topic]
    ask("feedback", small_study_folder, "--redo")
    assert len(open_study(small_study_folder).feedback) == 2


def test_feedback_on_an_item_that_is_called_like_a_user(ask, complain, namesakes):
    folder, both = namesakes
    assert "--about" in complain("feedback", folder, WRITER, both, "hide")
    for about in ("user", "item"):
        assert f"the {about} {both}" in ask("feedback", folder, WRITER, both, "hide", "--about", about)
    assert f"the user {both}" in ask("feedback", folder, WRITER, both, "--undo", "--about", "user")
    assert open_study(folder).feedback.to_frame()["about"].tolist() == ["item"]
    assert "no feedback" in complain("feedback", folder, WRITER, both, "--undo", "--about", "user")
    assert "'love'" in complain("feedback", folder, WRITER, both, "hide", "--about", "love")


def test_feedback_that_can_not_be_given(complain, small_study_folder):
    assert "nobody" in complain("feedback", small_study_folder, "nobody", "dogs-0", "like")
    assert "love" in complain("feedback", small_study_folder, WRITER, "dogs-0", "love")
    assert "USER, TARGET" in complain("feedback", small_study_folder, WRITER)
    assert "no feedback" in complain("feedback", small_study_folder, "--undo")


def test_an_audit_on_a_sheet(ask, complain, small_study_folder, tmp_path):
    sheet = tmp_path / "sheet.csv"
    assert "6 statements" in ask("audit", small_study_folder, "--to", sheet, "-n", 6)
    rows = pd.read_csv(sheet, dtype=str, keep_default_na=False)
    assert list(rows) == ["statement_id", "text", "interest", "answer"]
    rows.assign(answer=["yes", "no", "?", "是", "属于", ""]).to_csv(sheet, index=False)
    assert "3 belong" in ask("audit", small_study_folder, "--from", sheet)
    found = json.loads(ask("audit", small_study_folder, "--json"))
    assert (found["answers"], found["figures"][0]["belong"], found["figures"][0]["unsure"]) == (5, 3, 1)
    assert "Undone: “" in ask("audit", small_study_folder, "--undo")
    assert len(open_study(small_study_folder).audit) == 4
    for column, value, complaint in (("answer", "perhaps", "Line 2"), ("text", "else", "no statement of this study")):
        rows.assign(**{"answer": "yes", column: value}).to_csv(sheet, index=False)
        assert complaint in complain("audit", small_study_folder, "--from", sheet)
    rows[["text"]].to_csv(sheet, index=False)
    assert "no column" in complain("audit", small_study_folder, "--from", sheet)
    assert ".csv" in complain("audit", small_study_folder, "--to", tmp_path / "sheet.txt")


def test_an_audit_on_the_terminal(ask, small_study_folder, monkeypatch):
    keys = iter(["y", "what", "n", "u", "n", "?", "q"])
    asked = []
    monkeypatch.setattr("typer.prompt", lambda said, **options: asked.append(said) or next(keys))
    said = ask("audit", small_study_folder, "-n", 10)
    assert "1/10" in said and "By interest" in said
    assert open_study(small_study_folder).audit.to_frame()["verdict"].tolist() == ["yes", "no", "unsure"]
    topic = open_study(small_study_folder).tree.level("topic")[0]
    keys = iter(["y"] * 6)
    said = ask("audit", small_study_folder, "-n", 6, "--node", topic.name)
    assert f"{topic.name}?" in asked[-1] and "100%" in said
