"""The library of studies: named, renamed, duplicated, deleted and brought back, packed and unpacked."""

import io
import json
import shutil
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

import interest
from interest import library
from interest.config import encoders_folder, studies_folder
from interest.errors import InputError, StudyError
from interest.library.packing import extract, pack, unpack


@pytest.fixture
def saved(small_study_folder: Path) -> Path:
    """A study of the library with a Chinese name."""
    return Path(shutil.copytree(small_study_folder, studies_folder() / "用户评论"))


def names() -> set[str]:
    return {study.name for study in library.saved_studies()}


@pytest.mark.parametrize("name", ["", "  ", "a/b", "..", ".hidden", "a:b", "x" * 81, "new\nline", "a\u202eb"])
def test_names_that_are_no_folders(name: str) -> None:
    with pytest.raises(InputError):
        library.check_name(name)


def test_a_taken_name(saved: Path) -> None:
    with pytest.raises(InputError, match="already"):
        library.check_name(" 用户评论 ")
    assert library.free_name("用户评论") == "用户评论 2"
    assert library.check_name(library.free_name("a/b: c")) == "a b  c"


def test_what_is_said_of_a_study(saved: Path, small_study) -> None:
    (found,) = library.saved_studies()
    wrote = small_study.statements["user_id"].nunique()  # not those who only took items
    assert (found.name, found.users, found.statements) == ("用户评论", wrote, len(small_study.statements))
    assert found.language == "en" and not found.problem
    assert found.size == sum(file.stat().st_size for file in saved.rglob("*") if file.is_file())
    interest.open_study(saved).save(saved)
    assert library.saved_studies()[0].built == found.built


def test_a_damaged_study_is_listed_with_its_problem(saved: Path) -> None:
    (saved / "study.json").write_text("{", "utf-8")
    (found,) = library.saved_studies()
    assert "damaged" in found.problem
    library.delete("用户评论")
    assert not library.saved_studies()


def test_links_follow_renames(saved: Path) -> None:
    assert library.rename("用户评论", " 七月 ") == "七月"
    library.rename("七月", "July")
    assert names() == {"July"}
    assert interest.open_study(studies_folder() / "July").name == "July"
    assert library.current_name("用户评论") == library.current_name("七月") == "July"
    assert library.current_name("never") == "never"
    library.rename("July", "用户评论")  # in a circle
    assert library.current_name("用户评论") == library.current_name("七月") == "用户评论"


def test_a_new_study_of_a_former_name_keeps_its_links(saved: Path) -> None:
    library.rename("用户评论", "七月")
    shutil.copytree(studies_folder() / "七月", studies_folder() / "用户评论")
    assert library.current_name("用户评论") == "用户评论"


def test_renaming_never_overwrites(saved: Path) -> None:
    library.duplicate("用户评论")
    with pytest.raises(InputError, match="already"):
        library.rename("用户评论", "用户评论 2")
    assert names() == {"用户评论", "用户评论 2"}
    for name in ("gone", "../studies/用户评论", ".", ""):
        with pytest.raises(StudyError, match="no study"):
            library.rename(name, "new")


def test_a_duplicate_is_a_study_of_its_own(saved: Path) -> None:
    assert library.duplicate("用户评论") == "用户评论 2"
    copy = interest.open_study(studies_folder() / "用户评论 2")
    assert copy.name == "用户评论 2"
    copy.edit.rename("t1", "Something else")
    copy.save(studies_folder() / "用户评论 2")
    assert interest.open_study(saved).tree["t1"].name != "Something else"


def test_undo_of_a_deletion(saved: Path) -> None:
    before = {file.name: file.stat().st_size for file in saved.rglob("*") if file.name != "study.json"}
    gone = library.delete("用户评论")
    assert not names() and [deleted.name for deleted in library.trash()] == ["用户评论"]
    assert library.restore(gone) == "用户评论"
    assert {file.name: file.stat().st_size for file in saved.rglob("*") if file.name != "study.json"} == before
    assert not library.trash()
    with pytest.raises(StudyError, match="trash"):
        library.restore(gone)


def test_what_is_restored_takes_a_free_name(saved: Path, small_study_folder: Path) -> None:
    gone = library.delete("用户评论")
    shutil.copytree(small_study_folder, saved)
    assert library.restore(gone) == "用户评论 2"
    assert names() == {"用户评论", "用户评论 2"}


def test_the_trash_is_emptied_by_age(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library.delete("用户评论")
    now = library.studies._now()
    monkeypatch.setattr(library.studies, "_now", lambda: now + timedelta(days=library.KEPT_DAYS - 1))
    library.empty_trash()
    assert library.trash()
    monkeypatch.setattr(library.studies, "_now", lambda: now + timedelta(days=library.KEPT_DAYS + 1))
    library.empty_trash()
    assert not library.trash()
    assert not list((studies_folder().parent / "trash").iterdir())


# One file


def test_a_study_comes_back_from_its_file(saved: Path) -> None:
    data = pack(saved)
    assert unpack(data, "x.interest.zip") == "用户评论 2"
    first, second = (interest.open_study(studies_folder() / name) for name in ("用户评论", "用户评论 2"))
    assert second.name == "用户评论 2"
    assert second.tree == first.tree
    assert second.statements.equals(first.statements)
    assert (second.contents.space.vectors == first.contents.space.vectors).all()
    assert [path.name for path in studies_folder().iterdir() if path.name.startswith(".")] == []


def rezipped(data: bytes, change) -> bytes:
    """The archive with each (name, content) as `change` makes it; None leaves it out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.infolist():
            if changed := change(member.filename, old.read(member)):
                new.writestr(*changed)
    return out.getvalue()


def with_member(data: bytes, name: str | zipfile.ZipInfo, content: bytes = b"x") -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, content)
    return out.getvalue()


def refused(data: bytes, words: str) -> None:
    before = set(studies_folder().parent.rglob("*"))
    with pytest.raises(InputError, match=words) as error:
        unpack(data, "上传.interest.zip")
    assert "上传.interest.zip" in str(error.value)
    assert str(studies_folder()) not in str(error.value)
    assert set(studies_folder().parent.rglob("*")) == before


def link() -> zipfile.ZipInfo:
    member = zipfile.ZipInfo("用户评论/link.json")
    member.external_attr = 0o120777 << 16
    return member


@pytest.mark.parametrize(
    "name", ["../evil.json", "用户评论/../../evil.json", "/etc/evil.json", "C:/evil.json", "..\\evil.json", link()]
)
def test_a_file_that_leads_outside_is_refused(saved: Path, name: str | zipfile.ZipInfo) -> None:
    refused(with_member(pack(saved), name), "outside")


def test_a_file_with_something_else_in_it_is_refused(saved: Path) -> None:
    refused(with_member(pack(saved), "用户评论/run.py"), "no part of a study")
    refused(with_member(pack(saved), "other/more.json"), "no part of a study")


def test_what_a_mac_adds_is_passed_over(saved: Path) -> None:
    data = with_member(with_member(pack(saved), "__MACOSX/用户评论/._study.json"), "用户评论/.DS_Store")
    assert unpack(data, "x.zip") == "用户评论 2"


def test_files_that_are_no_study(saved: Path) -> None:
    data = pack(saved)
    refused(b"", "can't be read")
    refused(b"user,text\n1,hello\n", "can't be read")
    refused(data[: len(data) // 2], "can't be read")
    refused(rezipped(data, lambda name, content: None), "holds no study")
    refused(rezipped(data, lambda name, content: None if "study.json" in name else (name, content)), "holds no study")
    refused(rezipped(data, lambda name, content: None if "tree.json" in name else (name, content)), "damaged")
    refused(rezipped(data, lambda name, content: None if "phrases.npz" in name else (name, content)), "damaged")


def test_flipped_bytes_are_noticed(saved: Path) -> None:
    data = bytearray(rezipped(pack(saved), lambda name, content: (name, content)))  # stored, not compressed
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        start = archive.getinfo("用户评论/map.npy").header_offset
    data[start + 500] ^= 0xFF
    refused(bytes(data), "can't be read")


def test_other_versions_are_refused(saved: Path) -> None:
    def newer(name: str, content: bytes) -> tuple[str, bytes]:
        if name.endswith("study.json"):
            content = json.dumps(json.loads(content) | {"format": 99}).encode()
        return name, content

    refused(rezipped(pack(saved), newer), "format 99")


def test_size_limits(saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = pack(saved)
    for limit, number in (("MOST_BYTES", 10_000), ("MOST_FILES", 3)):
        with monkeypatch.context() as patch:
            patch.setattr(f"interest.library.packing.{limit}", number)
            with pytest.raises(InputError, match="more than"):
                extract(data, tmp_path, "x.interest.zip")


def test_the_studies_of_an_encoder() -> None:
    for name, encoder in (("a", "english"), ("b", str(encoders_folder() / "mine"))):
        (studies_folder() / name).mkdir(parents=True)
        (studies_folder() / name / "study.json").write_text(json.dumps({"config": {"encoder": encoder}}))
    (studies_folder() / "damaged").mkdir()
    (studies_folder() / "damaged" / "study.json").write_text("[")
    assert library.studies_with(str(encoders_folder() / "mine")) == ["b"]


def test_titles_say_each_thing_once() -> None:
    model = library.model_title("Health", "labels")
    assert model == "Health labels"
    assert library.rebuilt_title("Health", model) == "Health labels"
    assert library.model_title("Health labels", "labels") == "Health labels"  # a number is put behind what is taken
    assert library.rebuilt_title("Health labels", "Health labels 2") == "Health labels 2"
    assert library.rebuilt_title("教育", model) == "教育 · Health labels"
