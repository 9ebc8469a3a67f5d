"""`interest check`: what is damaged, what is lost, and what can be had again."""

import json

import interest


def test_a_whole_study(ask, small_study_folder) -> None:
    assert ask("check", small_study_folder).startswith("All ")
    found = json.loads(ask("check", small_study_folder, "--json"))
    assert found["damaged"] == found["lost"] == [] and found["files"] > 20


def test_damage_is_said_and_repaired(run, ask, small_study_folder) -> None:
    ask("segment", small_study_folder, "add", "some", "--statements", 2)
    file = next(small_study_folder.rglob("segments.json"))
    file.write_bytes(file.read_bytes().replace(b"some", b"sime"))
    names = {node.name for node in interest.open_study(small_study_folder).tree}
    result = run("check", small_study_folder)
    assert result.code == 2
    assert f"{file.relative_to(small_study_folder).as_posix()}: changed" in result.out
    assert "Lost: the segments." in result.out and "--repair" in result.err
    assert ask("check", small_study_folder, "--repair").endswith("Repaired.\n")
    assert ask("check", small_study_folder).startswith("All ")
    opened = interest.open_study(small_study_folder)
    assert len(opened.segments) == 0 and {node.name for node in opened.tree} == names


def test_a_study_that_is_not_there(complain) -> None:
    assert "no study" in complain("check", "nowhere")
