"""Studies of the former format, what former versions left when they were killed, and studies that are damaged."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

import interest
from interest import library
from interest.changing import change_study
from interest.config import studies_folder
from interest.errors import StudyError
from interest.library import recovery
from interest.library.about import read_about
from interest.library.packing import pack, unpack
from interest.library.reading import PLACES
from interest.repairing import repair
from interest.study import Study


@pytest.fixture
def edited(small_study_folder: Path, fake_encoder) -> Path:
    """A study with edits, a segment and feedback, as it is written at once."""
    study = interest.open_study(small_study_folder, fake_encoder)
    a, b = study.tree.level("topic")[:2]
    study.edit.rename(study.edit.merge(a.id, b.id), "Both")
    study.segments.add_ids("some", ["user001"])
    study.feedback.add("user001", "dogs-0", "like")
    study.save_assessed(studies_folder() / "small")
    return studies_folder() / "small"


def as_before(folder: Path) -> Path:
    """Have a study as format 2 was: no list of files, and the places of the statements in their table."""
    (folder / "built" / "map.npy").unlink()
    places = pd.read_parquet(folder / "places.parquet")
    statements = pd.read_parquet(folder / "statements.parquet")
    pd.concat([statements, places], axis=1).to_parquet(folder / "statements.parquet")
    about = json.loads((folder / "study.json").read_text("utf-8"))
    for name in ("version", "folder", "parts", "feedback", "sha256"):
        del about[name]
    (folder / "study.json").write_text(json.dumps({**about, "format": 2}), "utf-8")
    (folder / "study.copy.json").unlink()
    (folder / "places.parquet").unlink()
    return folder


def state(study: Study) -> tuple:
    names = {node.id: node.name for node in study.tree}
    return names, study.statements[PLACES].to_json(), study.edits, tuple(study.segments), study.contents.judgements


def test_a_study_of_the_former_format_opens_and_is_changed(edited: Path, fake_encoder) -> None:
    now = state(interest.open_study(edited, fake_encoder))
    folder = as_before(edited)
    former = interest.open_study(folder, fake_encoder)
    assert state(former) == now and former.contents.quality is not None
    assert len(former.statement_vectors()) == len(former.statements)
    assert (library.check(folder).damages, library.check(folder).unknown > 20) == ((), True)
    name = unpack(pack(folder), "x.interest.zip")
    assert state(interest.open_study(studies_folder() / name)) == now
    change_study(folder, lambda study: study.segments.add_ids("more", ["user002"]))
    assert read_about(folder)["format"] == 4
    again = interest.open_study(folder, fake_encoder)
    assert state(again)[:3] == now[:3] and len(again.segments) == 2
    assert library.check(folder).unknown == 0
    while again.edits:
        again.undo()
    again.save(folder)
    assert interest.open_study(folder).tree == again.contents.cuts.built.tree
    assert library.check(folder).damages == ()


def test_the_former_format_is_renamed_and_copied_under_its_new_name(edited: Path) -> None:
    as_before(edited)
    assert library.rename("small", "new") == "new"
    assert interest.open_study(studies_folder() / "new").name == "new"
    copy = library.duplicate("new")
    assert interest.open_study(studies_folder() / copy).name == copy


def old(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        os.utime(path, (1, 1))


@pytest.mark.parametrize("left", [("old",), ("old", "study"), ("study",)])
def test_what_a_former_version_left_between_two_renames(edited: Path, left: tuple[str, ...]) -> None:
    place = studies_folder() / ".saving-abc"
    place.mkdir()
    as_before(edited)
    now = state(interest.open_study(edited))
    for name in left:
        shutil.copytree(edited, place / name)
    if left == ("old", "study"):  # killed between both renames
        shutil.rmtree(edited)
    if left != ("old", "study"):
        assert library.recover() == recovery.Recovery()  # it may be at work still
    old(place)
    found = library.recover()
    assert found == (recovery.Recovery(("small",), 0) if len(left) == 2 else recovery.Recovery((), 1))
    assert state(interest.open_study(edited)) == now
    assert not place.exists()
    assert library.recover() == recovery.Recovery()


def test_what_a_former_version_had_taken_out_of_the_trash(edited: Path) -> None:
    place = studies_folder() / ".adding-1-20260101T000000000000"
    place.mkdir()
    as_before(edited).rename(place / "study")
    old(place)
    assert library.recover().back == ("small",)
    assert interest.open_study(edited).name == "small"


# Repaired


def flip(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 0x10
    file.write_bytes(data)


@pytest.mark.parametrize(
    ("files", "lost"),
    [
        (["study.json"], []), (["study.copy.json"], []), (["quality/nodes.parquet"], []), (["tree.json"], []),
        (["places.parquet", "built/tree.json"], ["built"]), (["edits.json"], ["edits"]),
        (["built/places.parquet"], ["built"]), (["segments.json"], ["segments"]), (["feedback.json"], ["feedback"]),
        (["items.parquet"], ["stock"]),
    ],
)  # fmt: skip
def test_what_can_be_derived_is_and_what_is_lost_is_left_out(edited: Path, files, lost) -> None:
    before = interest.open_study(edited)
    for file in files:
        flip(edited / file)
    assert list(library.check(edited).lost) == lost
    repair(edited)
    assert library.check(edited).damages == ()
    after = interest.open_study(edited)
    assert {node.name for node in after.tree} == {node.name for node in before.tree}
    assert after.statements[PLACES].equals(before.statements[PLACES])
    assert after.edits == (() if "edits" in lost or lost == ["built"] and len(files) == 1 else before.edits)
    assert len(after.segments) == (lost != ["segments"])
    assert len(after.feedback) == (lost != ["feedback"])
    assert (after.items is None) == (lost == ["stock"])
    number = len(after.tree.nodes)
    after.edit.split(after.tree.level("topic")[1].id)
    assert len(after.tree.nodes) > number  # and no id is used twice


@pytest.mark.parametrize("file", ["statements.parquet", "material/vectors.npy", "material/words.json"])
def test_without_texts_vectors_or_words_nothing_is_pretended(edited: Path, file: str) -> None:
    flip(edited / file)
    files = {path: path.read_bytes() for path in edited.rglob("*") if path.is_file()}
    with pytest.raises(StudyError, match="can't be repaired"):
        repair(edited)
    assert {path: path.read_bytes() for path in edited.rglob("*") if path.is_file()} == files


def test_a_study_from_a_stranger_names_no_files_elsewhere(edited: Path, tmp_path: Path) -> None:
    about = json.loads((edited / "study.json").read_text("utf-8"))
    changes: list[Callable[[dict], object]] = [
        lambda about: about.update(feedback="../x.json"),
        lambda about: about["parts"]["cut"].update(place="../other"),
        lambda about: about["parts"]["cut"].update(place=str(tmp_path)),
        lambda about: about["parts"]["cut"].update(files={"../../tree.json": None}),
        lambda about: about.update(parts=[]),
        lambda about: about.update(version="7"),
    ]
    for change in changes:
        other = json.loads(json.dumps(about))
        change(other)
        (edited / "study.json").write_text(json.dumps(other), "utf-8")
        with pytest.raises(StudyError, match="names no files of a study"):
            interest.open_study(edited)


def test_what_is_known_beside_the_texts_comes_back(planted_frame, fake_encoder, tmp_path: Path) -> None:
    data = planted_frame(n_users=12, statements=5)[["user_id", "text"]]
    data["age"] = data["user_id"].str[-2:].astype(int) + 20
    data["colour"] = ["red", "green", "blue"] * 20
    study = interest.build(data, encoder=fake_encoder)
    attributes = study.contents.ingested.attributes
    assert (attributes.of_users, attributes.of_statements[:1]) == (["age"], ["colour"])
    again = interest.open_study(study.save(tmp_path / "study"), fake_encoder).contents.ingested.attributes
    pd.testing.assert_frame_equal(again.users, attributes.users)
    pd.testing.assert_frame_equal(again.statements, attributes.statements)
    assert again.kinds == attributes.kinds
