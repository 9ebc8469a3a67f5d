"""interest segment."""

import json

import pandas as pd

import interest
from interest.ingest import MADE


def test_segments_are_defined_listed_compared_and_removed(ask, small_study, small_study_folder, tmp_path):
    one, other = small_study.tree.level("topic")[:2]
    people = small_study.profiles.query("node_id == @one.id")["user_id"].nunique()
    said = ask("segment", small_study_folder, "add", "First", "--node", one.name, "--above", "0")
    assert said == f"First: {people} users.\n"
    ids = tmp_path / "ids.txt"
    ids.write_text("user001\nuser002\n\nstranger\n", "utf-8-sig")
    assert ask("segment", small_study_folder, "add", "名单", "--ids", ids) == "名单: 2 users.\n"
    ask("segment", small_study_folder, "add", "Second", "--node", other.id, "--since", "2026-01-01", "--statements", 2)
    listed = ask("segment", small_study_folder, "list")
    assert "First" in listed
    assert "3 ids" in listed
    assert [row["users"] for row in json.loads(ask("segment", small_study_folder, "list", "--json"))][:2] == [people, 2]
    shown = ask("segment", small_study_folder, "show", "first")
    assert "100%" in shown
    profile = json.loads(ask("segment", small_study_folder, "show", "first", "--json"))
    assert len(profile["users"]) == people
    compared = ask("segment", small_study_folder, "compare", "First", "Second")
    assert "More in First (significant)" in compared
    rows = json.loads(ask("segment", small_study_folder, "compare", "First", "Second", "--json"))
    assert next(row for row in rows if row["node_id"] == one.id)["share_a"] == 1
    for what in ("segments", "segment-users"):
        ask("export", small_study_folder, "--what", what, "--to", tmp_path / f"{what}.csv")
    users = pd.read_csv(tmp_path / "segment-users.csv")
    assert users["segment"].value_counts()["First"] == people
    ask("segment", small_study_folder, "rename", "名单", "List")
    ask("segment", small_study_folder, "remove", "First")
    assert [segment.name for segment in interest.open_study(small_study_folder).segments] == ["List", "Second"]


def test_segments_are_applied_to_another_study(ask, complain, small_study_folder, small_study, tmp_path):
    other = tmp_path / "other"
    small_study.save(other)
    assert "no segments" in complain("segment", small_study_folder, "apply", other)
    node = small_study.tree.level("topic")[0]
    ask("segment", small_study_folder, "add", "First", "--node", node.id)
    assert f"{node.users}" in ask("segment", small_study_folder, "apply", other)
    assert "First" in interest.open_study(other).segments


def test_segments_that_can_not_be_defined(complain, small_study_folder, tmp_path):
    ids = tmp_path / "ids.txt"
    ids.write_bytes("用户".encode("gb18030"))
    assert "UTF-8" in complain("segment", small_study_folder, "add", "x", "--ids", ids)
    ids.write_text("nobody")
    assert "None of the 1 ids" in complain("segment", small_study_folder, "add", "x", "--ids", ids)
    assert "not several of these" in complain("segment", small_study_folder, "add", "x", "--ids", ids, "--label", "a")
    assert "fits everybody" in complain("segment", small_study_folder, "add", "x")
    assert "there is none" in complain("segment", small_study_folder, "add", "x", "--opinion", "disliked")
    assert "'happy'" in complain("segment", small_study_folder, "add", "x", "--opinion", "happy")
    assert "gone.txt" in complain("segment", small_study_folder, "add", "x", "--ids", tmp_path / "gone.txt")
    assert "no node 'nothing'" in complain("segment", small_study_folder, "add", "x", "--node", "nothing")
    assert "none yet" in complain("segment", small_study_folder, "show", "x")


def test_a_rebuild_keeps_the_segments(ask, small_study, small_study_folder):
    from interest.cli.editing import keep_edits

    node = small_study.tree.level("topic")[0]
    ask("segment", small_study_folder, "add", "First", "--node", node.id)
    study = small_study.recut()
    keep_edits(study, small_study_folder)
    assert len(study.segments.members("First")) == node.users


def test_no_groups_are_found_among_people_without(ask, complain, small_study_folder):
    assert "No groups here" in ask("segment", small_study_folder, "found")
    told = json.loads(ask("segment", small_study_folder, "found", "--json"))
    assert told["verdict"] in ("chance", "continuum")
    assert told["groups"] == []
    assert "no groups were found" in complain("segment", small_study_folder, "keep", "1")


def test_segments_of_segments_and_as_a_file(ask, complain, small_study, small_study_folder, tmp_path):
    one, other = small_study.tree.level("topic")[:2]
    for name, node in (("A", one), ("B", other)):
        ask("segment", small_study_folder, "add", name, "--node", node.id)
    ask("segment", small_study_folder, "add", "A not B", "--all", "A", "--none", "B")
    ask("segment", small_study_folder, "add", "Either", "--any", "A", "--any", "B")
    study = interest.open_study(small_study_folder)
    a, b = (set(study.segments.members(name)) for name in "AB")
    assert set(study.segments.members("A not B")) == a - b
    assert set(study.segments.members("Either")) == a | b
    assert "not several of these" in complain("segment", small_study_folder, "add", "x", "--node", one.id, "--all", "A")
    assert "There is no column 'plan'" in complain("segment", small_study_folder, "add", "x", "--has", "plan=pro")
    assert "COLUMN=VALUE" in complain("segment", small_study_folder, "add", "x", "--has", "plan")
    file = tmp_path / "definitions.json"
    ask("segment", small_study_folder, "export", "--to", file)
    ask("segment", small_study_folder, "remove", "Either")
    assert "Either" in ask("segment", small_study_folder, "import", file)
    file.write_text("no", "utf-8")
    assert "no definitions of segments" in complain("segment", small_study_folder, "import", file)
    traits = json.loads(ask("segment", small_study_folder, "traits", "A", "--json"))
    assert {row["column"] for row in traits} <= {
        "length", "weekend", "daytime", "statements", "questions", "label", "planted_category", *MADE,
    }  # fmt: skip
    assert "What goes with it" in ask("segment", small_study_folder, "traits", "A")
