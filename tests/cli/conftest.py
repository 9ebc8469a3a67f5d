"""Command lines of the tests, run in this process with the fake encoder."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest

import interest
from interest.cli import main


@pytest.fixture
def run(capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch, fake_encoder) -> Callable[..., SimpleNamespace]:
    """Runs a command line with the fake encoder: .code, .out, .err."""
    monkeypatch.setattr("interest.encoders.transformer.TransformerEncoder", lambda name: fake_encoder)

    def run(*arguments: object) -> SimpleNamespace:
        code = main([str(argument) for argument in arguments])
        return SimpleNamespace(code=code, **capsys.readouterr()._asdict())

    return run


@pytest.fixture
def ask(run) -> Callable[..., str]:
    """Runs a command line that has to work, and gives its output."""

    def ask(*arguments: object) -> str:
        result = run(*arguments)
        assert (result.code, result.err) == (0, "")
        return result.out

    return ask


@pytest.fixture
def complain(run) -> Callable[..., str]:
    """Runs a command line that has to fail, and gives its one line on stderr."""

    def complain(*arguments: object) -> str:
        result = run(*arguments)
        assert (result.code, result.out) == (2, "")
        assert result.err.startswith("interest: ")
        assert result.err.count("\n") == 1
        return result.err

    return complain


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch, small_study) -> list[SimpleNamespace]:
    """The calls of `interest.build`, which gives the small study instead."""
    calls = []

    def build(data: object, **options: object) -> interest.Study:
        calls.append(SimpleNamespace(data=data, **options))
        return small_study

    monkeypatch.setattr(interest, "build", build)
    return calls
