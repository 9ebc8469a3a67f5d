"""Segments by parts of a column, made one, made two and put right by hand, from the command line."""

from pathlib import Path

import pytest
from conftest import FakeEncoder
from grouped import plant_groups

import interest
from interest.cli.segmenting.commands import _having
from interest.errors import InputError
from interest.segments import Has


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("grouped")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INTEREST_CACHE", str(folder / "cache"))
        data = plant_groups()
        data["joined"] = "2025-" + (1 + data["group"] * 4).astype(str).str.zfill(2) + "-01"
        study = interest.build(data.drop(columns="group"), encoder=FakeEncoder(), columns={"label": None})
    study.save(folder / "study")
    return folder / "study"


@pytest.mark.parametrize(("said", "meant"), [
    ("spent=75%..100%", Has("spent", quantiles=(0.75, 1.0))),
    ("spent=highest quarter", Has("spent", quantiles=(0.75, 1.0))),
    ("spent=lowest-tenth", Has("spent", quantiles=(0.0, 0.1))),
    ("spent=..20", Has("spent", high="20")),
    ("joined=last 28 days", Has("joined", days=28)),
    ("joined=2025-03-01..", Has("joined", low="2025-03-01")),
    ("tier=pro", Has("tier", ("pro",))),
])  # fmt: skip
def test_what_a_column_must_say(folder: Path, said: str, meant: Has) -> None:
    assert _having(interest.open_study(folder), [said]) == meant


def test_a_number_is_asked_once(folder: Path) -> None:
    with pytest.raises(InputError, match="give --has once"):
        _having(interest.open_study(folder), ["spent=1..2", "spent=3..4"])


def test_merged_split_and_put_right(ask, complain, folder: Path) -> None:
    ask("segment", folder, "keep", "1", "--name", "A")
    ask("segment", folder, "keep", "2", "--name", "B")
    assert "One group" in ask("segment", folder, "split", "A", "--look")
    assert "is not two groups" in complain("segment", folder, "split", "A")
    assert ask("segment", folder, "merge", "A", "B", "--name", "Both").startswith("Both: ")
    assert len(ask("segment", folder, "split", "Both", "--look").splitlines()) == 2
    made = ask("segment", folder, "split", "Both").splitlines()
    assert [line.split(":")[0] for line in made] == ["Both", "Both"]
    study = interest.open_study(folder)
    first = [segment.name for segment in study.segments][0]
    one, other = (
        study.segments.members(first)[0],
        next(user for user in study.users if user not in study.segments.members(first)),
    )
    ask("segment", folder, "adjust", first, "--in", other, "--out", one)
    members = interest.open_study(folder).segments.members(first)
    assert other in members
    assert one not in members
    assert "no user 'x'" in complain("segment", folder, "adjust", first, "--in", "x")
