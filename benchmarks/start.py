"""How long a later start takes: from `make run` to the server, to the open study, to the drawn tree.

usage: python benchmarks/start.py      after a first `make run`, with nothing on port 8501; needs Chromium
"""

import shutil
import subprocess
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

ADDRESS = "http://localhost:8501/"
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]


def main() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="en-GB")
        start = time.perf_counter()
        app = subprocess.Popen(["make", "run"], cwd=Path(__file__).parents[1], stdout=subprocess.DEVNULL)
        while not _answers():
            time.sleep(0.05)
        print(f"server answers        {time.perf_counter() - start:.1f} s")
        page.goto(ADDRESS)
        page.get_by_test_id("stMetric").first.wait_for(timeout=60_000)
        print(f"study open            {time.perf_counter() - start:.1f} s")
        page.locator("g.slice").first.wait_for(timeout=60_000)
        print(f"tree drawn            {time.perf_counter() - start:.1f} s")
        again = time.perf_counter()
        page.goto(ADDRESS)
        page.locator("g.slice").first.wait_for(timeout=60_000)
        print(f"tree drawn, 2nd visit {time.perf_counter() - again:.1f} s")
        browser.close()
        app.terminate()


def _answers() -> bool:
    try:
        urllib.request.urlopen(f"{ADDRESS}_stcore/health", timeout=1).close()
    except OSError:
        return False
    return True


if __name__ == "__main__":
    main()
