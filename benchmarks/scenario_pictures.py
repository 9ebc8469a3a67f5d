"""Takes the pictures of docs/scenarios.md and docs/scenarios.zh-CN.md, in copies of the sample studies.

usage: python benchmarks/scenario_pictures.py
Needs the sample studies (make run builds them), playwright, and Chromium or Chrome.
"""

import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright
from scenarios import SETTINGS, facts_of_shop, sample_study, silent_learner, social_segments

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
SERVE = "import sys, pathlib, interest.ui.frame.serve as s; s.serve(pathlib.Path('app.py').resolve(), sys.argv[1:])"
READY = "[data-testid=stApp][data-test-connection-state=CONNECTED][data-test-script-state=notRunning]"
ARGUMENTS = ("--no-sandbox", "--disable-dev-shm-usage", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
PAGES = {
    "shop": "users", "search": "findings", "social": "segments", "education": "users", "health": "report",
    "entertainment": "map", "marketing": "quality",
}  # fmt: skip
"""The page that is shown of each setting."""
LANGUAGES = (("en", "en-GB"), ("zh", "zh-CN"))


def prepare(home: Path) -> dict[str, str]:
    """Copies of the samples in `home`, with segments; gives the rest of the link by setting."""
    links = dict.fromkeys(SETTINGS, "")
    for name in SETTINGS:
        study = sample_study(name)
        if name == "shop":
            links[name] = f"&user={facts_of_shop(study)['user']}"
        if name == "education":
            links[name] = f"&user={silent_learner(study)}"
        if name == "social":
            links[name] = f"&segment={social_segments(study)[0]}"
        study.save(home / "studies" / name)
    return links


def take(page: Page, file: Path) -> None:
    """The window as a picture of 128 colours."""
    page.wait_for_timeout(500)
    page.wait_for_selector(READY, timeout=60_000)
    page.wait_for_timeout(3_000)  # for figures to be drawn
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(128, dither=Image.Dither.NONE).save(file, optimize=True)
    print(file.name, file.stat().st_size // 1024, "KB", flush=True)


def main() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    browser_path = next(found for name in BROWSERS if (found := shutil.which(name)))
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        links = prepare(Path(home))
        app = subprocess.Popen(
            [sys.executable, "-c", SERVE, "--server.headless", "true", "--server.port", str(port)],
            cwd=ROOT, env={**os.environ, "INTEREST_HOME": home}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            wait_for(port)
            browser = playwright.chromium.launch(executable_path=browser_path, args=list(ARGUMENTS))
            for number, (language, locale) in enumerate(LANGUAGES, start=1):
                for name, link in links.items():
                    page = browser.new_page(viewport={"width": 1200, "height": 800}, locale=locale)
                    path = f"interest-{PAGES[name]}?study={name}&lang={language}{link}"
                    page.goto(f"http://localhost:{port}/{path}")
                    take(page, IMAGES / f"scenario-{name}-{number}.png")
                    page.close()
            browser.close()
        finally:
            app.terminate()
            app.wait()


def wait_for(port: int) -> None:
    """Until the app answers."""
    for _ in range(300):
        try:
            urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=1).close()
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The app did not start within a minute.")


if __name__ == "__main__":
    main()
