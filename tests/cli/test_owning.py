"""`interest own`: defined, read from a file, shown, judged, undone."""

import json


def test_own_interests_from_the_command_line(ask, complain, small_study_folder, tmp_path) -> None:
    folder = small_study_folder
    assert ask("own", folder, "add", "Dogs", "--word", "puppy", "--word", "leash").startswith("Dogs: ")
    shown = json.loads(ask("own", folder, "show", "Dogs", "--json"))
    assert shown["known"] == "estimated" and shown["words"] == ["puppy", "leash"] and shown["statements"]
    assert "at the border" in ask("own", folder, "show", "Dogs")
    first = shown["statements"][0]["statement_id"]
    ask("own", folder, "judge", "Dogs", first, "--doesnt")
    after = json.loads(ask("own", folder, "show", "Dogs", "--json"))
    assert first not in [row["statement_id"] for row in after["statements"]]
    (tmp_path / "list.csv").write_text("name,description\nOpera,aria and soprano\nSubmarines,\n")
    assert "not known" in ask("own", folder, "load", tmp_path / "list.csv")
    assert [row["name"] for row in json.loads(ask("own", folder, "list", "--json"))] == ["Dogs", "Opera", "Submarines"]
    ask("own", folder, "undo")
    assert "Opera" not in ask("own", folder, "list")
    ask("own", folder, "redo")
    ask("own", folder, "rename", "Opera", "Singing")
    assert "Singing is gone" in ask("own", folder, "remove", "singing")
    assert "no own interest" in complain("own", folder, "show", "Cats")
