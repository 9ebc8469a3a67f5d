"""Files on other file systems: here fsspec's own in memory, and drivers that are not there or fail."""

from collections.abc import Iterator

import fsspec
import pandas as pd
import pytest
from fsspec.implementations.memory import MemoryFileSystem

import interest
from interest.errors import InputError
from interest.ingest import load
from interest.ingest.sources import Address, is_address, read_table

REVIEWS = "user,review\nann,the kettle boils in a minute\nben,my kettle leaks at the spout\n"


@pytest.fixture
def bucket() -> Iterator[MemoryFileSystem]:
    files = fsspec.filesystem("memory")
    files.pipe(
        {"/bucket/posts/a.csv": REVIEWS.encode(), "/bucket/posts/README.md": b"# Posts", "/bucket/empty.md": b"x"}
    )
    yield files
    files.rm("/", recursive=True)


def test_a_file_at_an_address_is_read_as_one_on_the_disk(bucket: MemoryFileSystem, tmp_path) -> None:
    (tmp_path / "a.csv").write_text(REVIEWS)
    found, same = load("memory://bucket/posts/a.csv"), load(tmp_path / "a.csv")
    pd.testing.assert_frame_equal(found.frame, same.frame)
    assert found.readings[0].file == "a.csv"


def test_a_folder_is_read_with_its_folders_and_what_their_names_say(bucket: MemoryFileSystem, tmp_path) -> None:
    for number, country in enumerate(("de", "fr")):
        table = pd.DataFrame(
            {
                "user": [f"{country}{i}" for i in range(3)],
                "review": [f"a lamp for room {i} of {number}" for i in range(3)],
            }
        )
        bucket.mkdir(f"/lake/posts/country={country}")
        with bucket.open(f"/lake/posts/country={country}/part.parquet", "wb") as file:
            table.to_parquet(file)
        (tmp_path / "lake" / "posts" / f"country={country}").mkdir(parents=True)
        table.to_parquet(tmp_path / "lake" / "posts" / f"country={country}" / "part.parquet")
    found, same = load("memory://lake/posts"), load(tmp_path / "lake" / "posts")
    assert found.frame["text"].tolist() == same.frame["text"].tolist()
    assert (
        found.attributes.users["country"].tolist()
        == same.attributes.users["country"].tolist()
        == ["de"] * 3 + ["fr"] * 3
    )
    assert [reading.file for reading in found.readings] == [reading.file for reading in same.readings]


def test_several_addresses_and_paths_are_read_together(bucket: MemoryFileSystem, tmp_path) -> None:
    (tmp_path / "b.csv").write_text("user,review\ncat,a lamp that flickers at night\n")
    assert load(["memory://bucket/posts/", tmp_path / "b.csv"]).frame["user_id"].tolist() == ["ann", "ben", "cat"]
    assert read_table("memory://bucket/posts/a.csv").name == "a.csv"


@pytest.mark.parametrize(
    ("url", "wrong"),
    [
        ("memory://bucket/nothing.csv", "there is no such file"),
        ("memory://bucket/empty.md", "this kind of file can't be read"),
        ("s3://bucket/posts.csv", r"need a driver that is not installed \(pip install s3fs\)"),
        ("sftp://me:hunter2@example.com/posts.csv", "need a driver that is not installed"),
        ("nosuch://bucket/posts.csv", "can't be read .*nosuch"),
    ],
)
def test_what_can_not_be_had_is_one_line_without_secrets(bucket: MemoryFileSystem, url: str, wrong: str) -> None:
    with pytest.raises(InputError, match=wrong) as error:
        load(url)
    assert "hunter2" not in str(error.value) and "\n" not in str(error.value)


def test_what_is_a_path_is_no_address() -> None:
    assert not any(map(is_address, ("posts.csv", "C:/posts.csv", "notes::old.csv", "a folder/x.csv")))
    assert all(map(is_address, ("s3://b/x.csv", "simplecache::s3://b/x.csv", "zip://x.csv::https://h/x.zip")))


def test_a_folder_without_data(bucket: MemoryFileSystem) -> None:
    bucket.pipe("/dull/README.md", b"# Nothing")
    with pytest.raises(InputError, match="there is no file to read in this folder"):
        load("memory://dull")
    with pytest.raises(InputError, match="this is a folder"):
        Address("memory://dull").read()


def test_a_driver_that_fails_tells_why(bucket: MemoryFileSystem, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> bytes:
        raise ConnectionResetError("https://ann:hunter2@example.com said no")

    monkeypatch.setattr(MemoryFileSystem, "cat_file", refused)
    with pytest.raises(InputError, match=r"a\.csv: the file can't be read .*said no") as error:
        load("memory://bucket/posts/a.csv")
    assert "hunter2" not in str(error.value)


def test_a_study_of_an_address(bucket: MemoryFileSystem, planted_frame, fake_encoder, tmp_path) -> None:
    frame = planted_frame()[["user_id", "text"]]
    with bucket.open("/bucket/all.csv", "w") as file:
        frame.to_csv(file, index=False)
    study = interest.build("memory://bucket/all.csv", encoder=fake_encoder)
    assert (study.name, len(study.statements)) == ("all", len(frame))
    study.add("memory://bucket/posts")
    assert {"ann", "ben"} < set(study.users)
