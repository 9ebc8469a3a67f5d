"""A study is as it was, or as it was to be: whenever a process is killed, and wherever a disk is full or damaged."""

import logging
import os
import shutil
import sys
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
from library.faults import files_up_to, full_from, killed_at, run

import interest
from interest import library
from interest.changing import change_study
from interest.config import studies_folder
from interest.library import recovery
from interest.library.about import read_about, study_files
from interest.library.packing import pack, unpack
from interest.study import Study

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are forked")


@pytest.fixture
def saved(small_study: Study, small_study_folder: Path) -> Path:
    """A study of the library that has been edited and judged."""
    folder = Path(shutil.copytree(small_study_folder, studies_folder() / "small"))
    change_study(folder, lambda study: study.edit.rename(study.tree.level("topic")[0].id, "First"))
    change_study(folder, lambda study: study.feedback.add("user001", "dogs-0", "like"))
    return folder


def edit(folder: Path) -> None:
    def change(study: Study) -> None:
        study.edit.rename(study.tree.level("topic")[0].id, "Second")
        study.segments.add_ids("some", ["user001"])
        study.feedback.add("user002", "dogs-1", "hide")

    change_study(folder, change)


ACTIONS: dict[str, Callable[[Path], object]] = {
    "edit": edit,
    "undo": lambda folder: change_study(folder, Study.undo),
    "like": lambda folder: change_study(folder, lambda study: study.feedback.add("user003", "dogs-1", "like")),
    "cut anew": lambda folder: change_study(folder, lambda study: study.recut(categories=3)),
    "replace": lambda folder: Study(interest.open_study(folder).contents.change(origin=None)).save(folder),
    "save first": lambda folder: Study(interest.open_study(folder).contents.change(name="other")).save(
        folder.with_name("other")
    ),
    "rename": lambda folder: library.rename("small", "other"),
    "duplicate": lambda folder: library.duplicate("small"),
    "delete": lambda folder: library.delete("small"),
    "restore": lambda folder: library.restore(library.trash()[0]),
}
SAID = logging.getLogger(__name__)
"""How often that was: shown by `--log-cli-level=INFO`."""
STRIDE = 1 if os.environ.get("INTEREST_SOAK") else 7
"""Of how many steps one is tried: of all where there is time for it."""


def looks(folder: Path) -> tuple:
    """What tells the states of a study apart."""
    study = interest.open_study(folder)
    names = tuple(node.name for node in study.tree.level("topic"))
    return names, len(study.tree.level("category")), len(study.segments), len(study.feedback)


def everything() -> dict[str, tuple]:
    """All studies of the library, and those in the trash, which all are as they were written.

    Most kills leave the very bytes that another one left, and these are examined once.
    """
    home = studies_folder().parent
    files = sorted(file for file in home.rglob("*") if file.is_file())
    bytes_of_all = b"".join(file.relative_to(home).as_posix().encode() + b"\0" + file.read_bytes() for file in files)
    return _examined(sha256(bytes_of_all).digest())


@cache
def _examined(_: bytes) -> dict[str, tuple]:
    found = {study.name: studies_folder() / study.name for study in library.saved_studies()}
    found |= {f"trash/{deleted.name}": deleted.folder for deleted in library.trash()}
    assert [library.check(folder).damages for folder in found.values()] == [()] * len(found)
    assert [read_about(folder)["name"] for folder in found.values()] == [folder.name for folder in found.values()]
    return {name: looks(folder) for name, folder in found.items()}


def leftovers() -> list[str]:
    """What nobody will ever read."""
    places = [studies_folder(), studies_folder().parent, studies_folder().parent / "trash"]
    names = [name for place in places if place.is_dir() for name in os.listdir(place)]
    return [name for name in names if name.startswith(".") and not name.endswith(".lock")]


@pytest.mark.parametrize("name", ACTIONS)
def test_whenever_it_is_killed_all_is_as_before_or_done(name, saved, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(recovery, "_AGE", 0.0)
    action = ACTIONS[name]
    if name == "restore":
        library.delete("small")
    home = studies_folder().parent
    before = everything()
    shutil.copytree(home, tmp_path / "before")
    assert run(lambda: None, lambda: action(saved)) == 0
    after, step, killed = everything(), 1, 0
    while True:
        shutil.rmtree(home)
        shutil.copytree(tmp_path / "before", home)
        code = run(killed_at(step, home), lambda: action(saved))
        if code == 0:
            break
        assert code == -9
        assert not library.recover().back
        assert everything() in (before, after), step
        assert not leftovers()
        killed += 1
        step += min(STRIDE, 1 + step // 3)  # the short ones in full
    SAID.info("%s: killed %d times", name, killed)
    assert killed >= 3
    assert everything() == after


@pytest.mark.parametrize("name", [name for name in ACTIONS if name not in ("delete", "restore")])
def test_wherever_the_disk_is_full_all_is_as_before(name, saved, tmp_path) -> None:
    action = ACTIONS[name]
    home = studies_folder().parent
    before, step, refused = everything(), 1, 0
    shutil.copytree(home, tmp_path / "before")
    while (code := run(full_from(step, home), lambda: action(saved))) != 0:
        assert code == 28
        assert everything() == before, step
        assert not leftovers()
        refused += 1
        step += min(STRIDE, 1 + step // 3)
    SAID.info("%s: refused %d times", name, refused)
    assert refused >= 2
    for size in (0, 1000, 6000, 20_000):
        shutil.rmtree(home)
        shutil.copytree(tmp_path / "before", home)
        code = run(files_up_to(size), lambda: action(saved))
        assert code in (0, 28)
        assert code == 0 or everything() == before
        assert code == 28 or size


def test_after_a_kill_the_same_can_be_done_and_nothing_is_left(saved, monkeypatch) -> None:
    files = {file.relative_to(saved) for file in study_files(saved)}
    assert run(killed_at(6, saved), lambda: edit(saved)) == -9
    assert {file.relative_to(saved) for file in saved.rglob("*") if file.is_file()} > files
    edit(saved)
    change_study(saved, Study.undo)
    change_study(saved, Study.redo)
    kept = {file.relative_to(saved) for file in study_files(saved)}
    here = {file.relative_to(saved) for file in saved.rglob("*") if file.is_file()}
    assert {path.parts[0] for path in here - kept} <= {f"v{read_about(saved)['version'] - 1}", "study.copy.json"}


def test_a_flipped_byte_in_any_file_is_said(saved) -> None:
    interest.open_study(saved).save_assessed(saved)
    assert library.check(saved).damages == ()
    for file in [*study_files(saved), saved / "study.copy.json"]:
        whole = file.read_bytes()
        for place in (0, len(whole) // 2, len(whole) - 1):
            flipped = bytearray(whole)
            flipped[place] ^= 0x10
            file.write_bytes(flipped)
            found = library.check(saved)
            assert [damage.file for damage in found.damages] == [file.relative_to(saved).as_posix()], place
            assert len(found.derivable) + len(found.lost) == 1
        file.write_bytes(whole)
    assert library.check(saved).damages == ()


def test_a_backup_holds_nothing_that_does_not_come_back(saved) -> None:
    (saved / "v99").mkdir()
    (saved / "v99" / "tree.json").write_text("{")
    (saved / ".study.json.77").write_text("{")
    (saved / "notes.txt").write_text("mine")
    name = unpack(pack(saved), "x.interest.zip")
    assert looks(studies_folder() / name) == looks(saved)
    edit(saved)
    assert (saved / "notes.txt").read_text() == "mine"
    assert not (saved / "v99").exists() and not (saved / ".study.json.77").exists()


def test_what_is_no_study_any_more_can_be_brought_back_too(saved) -> None:
    (saved / "study.json").write_text("[1, 2]")
    files = {file.name: file.read_bytes() for file in saved.iterdir() if file.is_file()}
    gone = library.delete("small")
    assert run(full_from(1, studies_folder().parent), lambda: library.restore(gone)) == 0  # it writes nothing
    assert {file.name: file.read_bytes() for file in saved.iterdir() if file.is_file()} == files


# Several at once


def work(folder: Path, number: int, rounds: int) -> None:
    """What one of several people does."""
    for turn in range(rounds):
        name = f"{number} {turn}"
        for change in (
            lambda study, name=name: study.edit.rename(study.tree.level("keyword")[number].id, name),
            lambda study, name=name: study.segments.add_ids(name, ["user001"]),
            lambda study, turn=turn: study.feedback.add(f"user00{number}", f"dogs-{turn % 3}", "like"),
        ):
            change_study(folder, change)


def test_all_edits_segments_and_likes_of_several_writers_arrive(saved) -> None:
    children = []
    for number in range(3):
        child = os.fork()
        if child == 0:
            code = 1
            try:
                work(saved, number, 3)
                code = 0
            finally:
                os._exit(code)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0, 0]
    study = interest.open_study(saved)
    assert len(study.edits) == 1 + 9
    assert {segment.name for segment in study.segments} == {f"{i} {turn}" for i in range(3) for turn in range(3)}
    assert study.contents.judgements.made == 1 + 9
    assert library.check(saved).damages == ()


def test_who_saves_over_somebody_elses_change_is_told(saved) -> None:
    mine, theirs = interest.open_study(saved), interest.open_study(saved)
    theirs.edit.rename(theirs.tree.level("topic")[1].id, "Theirs")
    theirs.save(saved)
    theirs.segments.add_ids("more", ["user001"])
    theirs.save(saved)  # again, from where it stands
    mine.edit.rename(mine.tree.level("topic")[0].id, "Mine")
    with pytest.raises(interest.errors.StudyError, match="changed in the meantime by somebody else"):
        mine.save(saved)
    mine = interest.open_study(saved)
    mine.edit.rename(mine.tree.level("topic")[0].id, "Mine")
    change_study(saved, lambda study: study.feedback.add("user004", "dogs-1", "like"))
    mine.save(saved)  # a like changes nothing that was edited, and stays
    study = interest.open_study(saved)
    assert {"Mine", "Theirs"} <= {node.name for node in study.tree.level("topic")}
    assert len(study.feedback) == 2


def test_an_edit_writes_only_what_changed(saved) -> None:
    before = {file.relative_to(saved).as_posix(): file.stat().st_ino for file in study_files(saved)}
    change_study(saved, lambda study: study.segments.add_ids("some", ["user001"]))
    after = {file.relative_to(saved).as_posix(): file.stat().st_ino for file in study_files(saved)}
    new = {name for name, inode in after.items() if before.get(name) != inode}
    version = read_about(saved)["version"]
    assert new == {"study.json", f"v{version}/segments.json"}
    change_study(saved, lambda study: study.feedback.add("user005", "dogs-1", "like"))
    assert read_about(saved)["version"] == version


def test_what_did_not_change_is_not_read_again(saved) -> None:
    known = interest.open_study(saved)
    profiles = known.profiles
    change_study(saved, lambda study: study.segments.add_ids("more", ["user001"]))
    again = interest.open_study(saved, known=known.contents)
    assert again.profiles is profiles and len(again.segments) == 1
    edit(saved)
    again = interest.open_study(saved, known=again.contents)
    assert again.contents.ingested is known.contents.ingested
    assert again.contents.deferred_space is known.contents.deferred_space
    assert looks(saved)[0] == tuple(node.name for node in again.tree.level("topic"))
