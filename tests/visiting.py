"""Somebody at a real browser, and the app that they visit."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlparse

from playwright.sync_api import TimeoutError

from interest.ui.frame.translations import translate

ROOT = Path(__file__).parents[1]
ARGUMENTS = (
    "--no-sandbox", "--disable-dev-shm-usage", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
    "--disable-background-networking", "--disable-gpu-compositing",
)  # fmt: skip
"""Of Chromium. Maps are drawn by SwiftShader, a graphics card in software; each step of an animation isn't, which would
take the processors that the app needs."""
LOCALES = {"en": "en-GB", "zh": "zh-CN"}
WIDTH, HEIGHT = 1440, 1000
MOST_HEIGHT = 4000
SERVE = "import sys, pathlib, interest.ui.frame.serve as s; s.serve(pathlib.Path('app.py').resolve(), sys.argv[1:])"
SERVE_PLANTED = f"""
import sys
sys.path.insert(0, {str(ROOT / "tests")!r})
from interest.encoders import transformer
from conftest import FakeEncoder
transformer.TransformerEncoder = lambda name: FakeEncoder()
{SERVE}
"""
"""The app with the encoder of the small study."""
_IDLE = "[data-testid=stApp][data-test-connection-state=CONNECTED][data-test-script-state=notRunning]"
_PAINTED = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"
_NOT_OURS = ("WebGL", "GPU stall", "Permissions-Policy", "preload", "willReadFrequently", "/_stcore/",
            "<path> attribute d: Expected number")  # fmt: skip
"""What a browser says of itself and of Streamlit's and plotly's own parts. At a deep link Streamlit first looks for its
server below the page's own path (_stcore), and gets a 404; plotly draws the path bar of tiles once before it knows its
height."""


STARTING = 400
"""Seconds that an app may take to start, studies of samples that it builds first among them."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(
    command: Sequence[str], port: int, folder: Path, environment: Mapping[str, str], log: Path
) -> Iterator[str]:
    """What a command serves on a port, run in `folder`, while the block lasts; yields its address."""
    with log.open("wb") as file:
        app = subprocess.Popen(command, cwd=folder, env=environment, stdout=file, stderr=file)
    try:
        deadline = time.monotonic() + STARTING
        while not _answers(port):
            assert app.poll() is None and time.monotonic() < deadline, log.read_text("utf-8", "replace")
            time.sleep(0.1)
        yield f"http://localhost:{port}"
    finally:
        app.terminate()
        app.wait()


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def serving(
    folder: Path, serve: str = SERVE, port: int | None = None, **environment: str
) -> AbstractContextManager[str]:
    """The app with its studies in `folder`/home, while the block lasts; gives its address."""
    port = port or free_port()
    command = [sys.executable, "-c", serve, "--server.headless", "true", "--server.port", str(port)]
    known = {**os.environ, "INTEREST_HOME": str(folder / "home"), **environment}
    return running(command, port, ROOT, known, folder / "app.log")


class Visitor:
    """Somebody at the browser: finds things by what they are called, and keeps pictures of what was seen."""

    def __init__(self, page, address: str, language: str, pictures: Path) -> None:
        self.page, self.address, self.language, self.pictures = page, address, language, pictures
        self.strangers: list[str] = []
        """Requests to other hosts."""
        self.complaints: list[str] = []
        """Errors that the browser's console shows."""
        page.on("request", self._note)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._hear)

    def _note(self, request) -> None:
        host = urlparse(request.url).hostname
        if host not in (None, "", "localhost"):
            self.strangers.append(request.url)

    def _hear(self, message) -> None:
        where = message.location.get("url", "")
        if message.type == "error" and not any(known in f"{message.text} {where}" for known in _NOT_OURS):
            self.complaints.append(message.text)

    def t(self, key: str, **values) -> str:
        return translate(self.language, key, **values)

    def wait(self) -> None:
        """Until the app has done what it was asked for."""
        self.page.wait_for_timeout(300)  # for the request to set out
        self.page.wait_for_selector(_IDLE, timeout=60_000)

    def open(self, path: str = "/") -> None:
        self.page.goto(f"{self.address}{path}")
        self.wait()

    def visit(self, name: str, study: str, **link: str) -> float:
        """Open a page of a study by its link; gives the seconds until it is there."""
        start = time.monotonic()
        asked = "&".join(f"{key}={value}" for key, value in {"study": study, "lang": self.language, **link}.items())
        self.page.goto(f"{self.address}/interest-{name}?{asked}")
        self.heading(f"nav.{name}", level=1)
        self.page.wait_for_selector(_IDLE, timeout=60_000)
        return time.monotonic() - start

    def first_paint(self) -> float:
        """Seconds from the request to the first thing on the screen, at the last page that was loaded."""
        return self.page.evaluate(_PAINTED) / 1000

    def go_to(self, page: str) -> float:
        """Click in the navigation, as soon as the page before is done; gives the seconds until the page is there."""
        self.page.wait_for_selector(_IDLE, timeout=60_000)
        start = time.monotonic()
        self.page.get_by_test_id("stSidebarNav").get_by_text(self.t(f"nav.{page}"), exact=True).click()
        self.heading(f"nav.{page}", level=1)
        self.wait()
        return time.monotonic() - start

    def heading(self, key: str, level: int) -> None:
        """Until there is such a heading."""
        self.page.get_by_role("heading", name=self.t(key), level=level, exact=True).wait_for(timeout=60_000)

    def button(self, key: str, **values):
        return self.page.get_by_role("button", name=self.t(key, **values), exact=True)

    def choose(self, key: str) -> None:
        """Press one of a few choices that are all in sight."""
        self.page.get_by_role("radio", name=self.t(key), exact=True).click()
        self.wait()

    def pick(self, label: str, text: str) -> None:
        """Type into a box of choices, and take the first that fits, by keyboard alone."""
        box = self.page.get_by_role("combobox", name=self.t(label)).first
        found = self.page.get_by_role("option").first.filter(has_text=text)  # not one of the list before it
        for tries in (1, 2, 3):  # a page that is drawn anew, as when a figure has come, closes the list
            box.focus()
            box.fill("")
            self.page.keyboard.type(text)
            try:
                found.wait_for(timeout=10_000)
                break
            except TimeoutError:
                if tries == 3:
                    raise
        self.page.keyboard.press("Enter")
        self.wait()

    def reach(self, target, most: int = 60) -> None:
        """Come to a control with Tab alone, from the title of the page on."""
        self.page.get_by_role("heading", level=1).click()
        target.wait_for(timeout=60_000)
        for _ in range(most):
            self.page.keyboard.press("Tab")
            if target.evaluate("element => element === document.activeElement"):
                return
        raise AssertionError(f"{target} can't be reached with {most} times Tab")

    def sees(self, text: str, timeout: int = 60_000) -> None:
        self.page.get_by_text(text).first.wait_for(timeout=timeout)

    def link(self) -> dict[str, str]:
        return {key: values[0] for key, values in parse_qs(urlparse(self.page.url).query).items()}

    def click_sector(self, number: int) -> None:
        """Click a sector or tile of the tree at its name; the first is the middle, the others follow by size."""
        box = self.page.locator("g.slice text").nth(number).bounding_box()
        self.click_at(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    def click_at(self, x: float, y: float) -> None:
        self.page.mouse.move(x, y)
        self.page.wait_for_timeout(400)  # plotly takes a click for one only where it saw the mouse come
        self.page.mouse.click(x, y)

    def picture(self, name: str, width: int = WIDTH, most: int = MOST_HEIGHT) -> Path:
        """The whole page as a file, however long (up to `most` pixels)."""
        main = self.page.get_by_test_id("stMain")
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        height = main.evaluate("element => element.scrollHeight")
        self.page.set_viewport_size({"width": width, "height": min(max(height, HEIGHT), most)})
        self.page.wait_for_timeout(1_200)  # for figures to take their new size
        path = self.pictures / f"{name}-{self.language}.png"
        self.page.screenshot(path=path)
        self.page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
        return path

    def assert_content(self) -> None:
        """Nothing was asked of another host, nothing went wrong in the browser, and no error stands on the page."""
        assert not self.strangers, self.strangers
        assert not self.complaints, self.complaints
        assert self.page.get_by_test_id("stException").count() == 0
