"""Who may what with a study of a shared server, by the command line."""

import json
from pathlib import Path

import pytest

from interest.cli import main
from interest.library.access import Access, read_access


def share(*arguments: str) -> int:
    return main(["share", "small", *arguments])


def test_people_are_let_in_and_out_again(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert share("Ann@Example.org", "--as", "owner") == 0
    assert share("bob, carl") == 0
    assert share("carl", "--as", "editor") == 0
    assert read_access(saved) == Access("ann@example.org", ("carl",), ("bob",))
    capsys.readouterr()
    assert share("--json") == 0
    assert json.loads(capsys.readouterr().out) == {
        "owner": "ann@example.org", "editors": ["carl"], "readers": ["bob"],
    }  # fmt: skip
    assert share("bob,ann@example.org", "--withdraw") == 0
    assert read_access(saved) == Access("", ("carl",))
    assert capsys.readouterr().out.startswith("owner: nobody")


def test_a_study_without_access_is_nobodys(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert share() == 0
    assert "owner: nobody" in capsys.readouterr().out
    assert not (saved / "access.json").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [(["*", "--as", "owner"], "one owner"), (["--withdraw"], "Whom"), (["ann", "--as", "king"], "king")],
)
def test_what_can_not_be_is_said(
    saved: Path, arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert share(*arguments) == 2
    error = capsys.readouterr().err
    assert told in error and error.count("\n") == 1
    assert read_access(saved) == Access()
