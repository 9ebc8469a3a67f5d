"""interest edit, and what a rebuild keeps of it."""

import json

import pandas as pd

import interest


def test_edit_and_undo(ask, small_study, small_study_folder):
    one, other, third = small_study.tree.level("topic")[:3]
    target = small_study.tree.level("category")[-1]
    assert ask("edit", small_study_folder, "rename", one.name.upper(), "弦乐 Strings") == (
        f"“{one.name}” is called “弦乐 Strings”.\n"
    )
    assert "are one" in ask("edit", small_study_folder, "merge", one.id, other.name, "--name", "Both")
    path = small_study.tree.path_name(third.id)
    assert "belongs to" in ask("edit", small_study_folder, "move", path, target.name)
    assert "is split into 3" in ask("edit", small_study_folder, "split", "both", "--into", 3)
    assert "is hidden" in ask("edit", small_study_folder, "hide", third.id)
    assert len(ask("edit", small_study_folder, "list").splitlines()) == 5
    nodes = {node["id"]: node for node in json.loads(ask("tree", small_study_folder, "--json"))}
    assert {"te4_1", "te4_2", "te4_3"} <= set(nodes)
    assert third.id not in nodes
    assert all(child in nodes for node in nodes.values() for child in node["children"])
    assert f"Hidden, to be seen with --hidden: {third.name}." in ask("tree", small_study_folder)
    assert third.name in ask("tree", small_study_folder, "--hidden")
    assert "is shown again" in ask("edit", small_study_folder, "unhide", third.id)
    for _ in range(6):
        assert ask("edit", small_study_folder, "undo").startswith("Undone: “")
    assert json.loads(ask("tree", small_study_folder, "--json")) == json.loads(small_study.tree.to_json())
    assert ask("edit", small_study_folder, "list") == "No edits.\n"
    assert "弦乐" in ask("edit", small_study_folder, "redo")
    assert "弦乐 Strings" in ask("tree", small_study_folder)


def test_what_can_not_be_edited(complain, small_study, small_study_folder):
    topic, category = small_study.tree.level("topic")[0], small_study.tree.level("category")[0]
    assert "'nothing'" in complain("edit", "nothing", "undo")
    assert "no edit to undo" in complain("edit", small_study_folder, "undo")
    assert "no node 'Tea'" in complain("edit", small_study_folder, "hide", "Tea")
    assert "a category" in complain("edit", small_study_folder, "merge", topic.id, category.id)
    assert "topics" in complain("edit", small_study_folder, "split", category.id, "--into", 50)
    assert "--into" in complain("edit", small_study_folder, "split", category.id, "--into", 1)
    assert "NAME" in complain("edit", small_study_folder, "rename", topic.id)
    assert "'turn'" in complain("edit", small_study_folder, "turn")


def test_a_name_that_several_nodes_have(complain, small_study, small_study_folder):
    study = interest.open_study(small_study_folder)
    category, topic = study.tree.level("category")[0], study.tree.level("topic")[0]
    study.edit.rename(category.id, "Same")
    study.edit.rename(topic.id, "Same")
    study.save(small_study_folder)
    message = complain("edit", small_study_folder, "hide", "same")
    assert f"{category.id} (Same)" in message
    assert f"{topic.id} (Same › Same)" in message or f"{topic.id} ({study.tree.path_name(topic.id)})" in message


def test_building_again_keeps_the_edits(run, ask, planted_frame, tmp_path):
    planted_frame(n_users=30).to_csv(tmp_path / "posts.csv", index=False)
    assert run("build", tmp_path / "posts.csv", "--out", tmp_path / "out").code == 0
    name = interest.open_study(tmp_path / "out").tree.level("topic")[0].name
    ask("edit", tmp_path / "out", "rename", name, "A name of ours")
    assert run("build", tmp_path / "posts.csv", "--out", tmp_path / "out", "--seed", 4).code == 0
    assert "A name of ours" in ask("tree", tmp_path / "out")
    assert ask("edit", tmp_path / "out", "undo") == f"Undone: “{name}” is called “A name of ours”.\n"
    for file in (tmp_path / "out").rglob("tree.json"):
        file.write_text("{", "utf-8")
    result = run("build", tmp_path / "posts.csv", "--out", tmp_path / "out")
    assert result.code == 0
    assert "can't be read" in result.err


def test_candidates_are_shown_accepted_and_dismissed(ask, complain, small_study_folder, fake_encoder):
    assert "nothing" in ask("candidates", small_study_folder)
    study = interest.open_study(small_study_folder, encoder=fake_encoder)
    words = ["bishop", "castling", "pawn", "checkmate", "opening", "rook"]
    rows = [
        (f"chess{i}", f"my chess gambit endgame with the {words[i % 6]} {words[(i // 6 + i + 1) % 6]}")
        for i in range(24)
    ]
    study.add(pd.DataFrame(rows, columns=["user_id", "text"]))
    study.save(small_study_folder)
    (found,) = json.loads(ask("candidates", small_study_folder, "--json"))
    assert found["people"] >= 20
    assert found["name"].split()[0] in ask("candidates", small_study_folder)
    assert "dismissed" in ask("candidates", small_study_folder, "--dismiss", found["name"])
    assert "nothing" in ask("candidates", small_study_folder)
    ask("edit", small_study_folder, "undo")
    category = study.tree.level("category")[-1].name
    said = ask("candidates", small_study_folder, "--accept", found["name"], "--name", "Chess", "--under", category)
    assert said == f"“Chess” is a new topic of “{category}”.\n"
    assert "no candidates" in complain("candidates", small_study_folder, "--accept", "Chess")
