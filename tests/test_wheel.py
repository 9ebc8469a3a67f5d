"""A built wheel brings the app, its pages and the samples: installed elsewhere, it runs from any folder."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import urllib.request
import venv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from visiting import LOCALES, ROOT, Visitor, free_port, running

import interest

WINDOWS = os.name == "nt"
SAMPLE, ROWS = "health", 150
"""The sample that is built, and how many of its rows: what a sample gives is tested elsewhere."""


class Installed(NamedTuple):
    """An environment with nothing but a wheel of Interest, beside the packages that it asks for."""

    python: Path
    elsewhere: Path
    """An empty folder to run it in, which is also the user's home."""
    environment: dict[str, str]

    def ask(self, *command: object) -> str:
        """What a command of this environment says; fails where it fails."""
        done = subprocess.run(
            [self.python, *map(str, command)],
            cwd=self.elsewhere, env=self.environment, capture_output=True, text=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


def pip(*arguments: object) -> None:
    """Run pip without an index: nothing that these tests install comes from the network."""
    offline = {**os.environ, "PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    subprocess.run([sys.executable, "-m", "pip", *map(str, arguments)], check=True, env=offline, capture_output=True)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, ROOT)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "venv", symlinks=not WINDOWS)
    python = folder / "venv" / ("Scripts/python.exe" if WINDOWS else "bin/python")
    pip("--python", python, "install", "--no-deps", wheel)
    (packages,) = (folder / "venv").rglob("site-packages")
    # A line of a .pth file adds a folder without its own .pth files: the packages, but not the repository.
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    for sample in (packages / "interest" / "_app" / "sample_data").iterdir():
        if sample.name == SAMPLE:
            table = sample / "posts.csv"
            table.write_text("".join(table.read_text("utf-8").splitlines(keepends=True)[: ROWS + 1]), "utf-8")
        else:
            shutil.rmtree(sample)
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    own = {"HOME": elsewhere, "USERPROFILE": elsewhere, "INTEREST_HOME": "mine"}
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "XDG_", "STREAMLIT_"))}
    return Installed(python, elsewhere, kept | {key: str(value) for key, value in own.items()})


def test_the_installed_package_is_the_one_that_runs(installed: Installed) -> None:
    where = Path(installed.ask("-c", "import interest; print(interest.__file__)"))
    assert where.is_relative_to(installed.python.parents[1])
    assert interest.__version__ in installed.ask("-c", "from interest.cli import main; main(['--version'])")


def test_the_app_comes_with_its_pages_and_settings(installed: Installed) -> None:
    app = Path(installed.ask("-c", "from interest.config import app_folder; print(app_folder())"))
    beside = ["app.py", *(f"pages/{page.name}" for page in (ROOT / "pages").glob("*.py")), ".streamlit/config.toml"]
    for name in beside:
        assert (app / name).read_bytes() == (ROOT / name).read_bytes()
    samples = Path(installed.ask("-c", "from interest.cli.sample_studies import SAMPLES_FOLDER as s; print(s)"))
    assert samples.is_relative_to(app)


def test_it_says_what_it_is_made_of(installed: Installed) -> None:
    read = "from importlib.metadata import distribution; print(distribution('interest').read_text({!r}))"
    bill = json.loads(installed.ask("-c", read.format("sboms/interest.cdx.json")))
    assert bill["bomFormat"] == "CycloneDX"
    assert bill["metadata"]["component"]["version"] == interest.__version__


@pytest.fixture(scope="module")
def address(installed: Installed) -> Iterator[str]:
    """The installed app with its sample, as `interest app --samples` starts it from a folder of no meaning.

    With no option of Streamlit's, as the README has it.
    """
    command = installed.python.with_name("interest.exe" if WINDOWS else "interest")
    port = free_port()
    environment = installed.environment | {"STREAMLIT_SERVER_HEADLESS": "true"}
    log = installed.elsewhere / "app.log"
    options = ["app", "--samples", "--port", str(port)]
    with running([str(command), *options], port, installed.elsewhere, environment, log) as address:
        yield address


@pytest.mark.model
def test_the_app_answers(installed: Installed, address: str) -> None:
    with urllib.request.urlopen(f"{address}/_stcore/health") as answer:
        assert answer.read() == b"ok"
    with urllib.request.urlopen(f"{address}/interest-tree?study={SAMPLE}") as answer:
        assert b"<title>" in answer.read()
    assert (installed.elsewhere / "mine" / "studies" / SAMPLE / "study.json").is_file()


@pytest.mark.model
@pytest.mark.browser
def test_somebody_sees_the_sample(address: str, new_page: Callable, tmp_path: Path) -> None:
    visitor = Visitor(new_page(locale=LOCALES["en"]), address, "en", tmp_path)
    visitor.visit("tree", SAMPLE)
    visitor.page.locator("g.slice").first.wait_for()
    visitor.go_to("data")
    visitor.page.get_by_text(visitor.t("data.samples"), exact=True).first.click()
    visitor.sees(visitor.t(f"sample.{SAMPLE}"))
    assert visitor.page.get_by_test_id("stAppDeployButton").count() == 0  # the settings are those of the repository
    visitor.assert_content()
