"""How long a page change takes, and cutting the tree anew in the app, in Chromium with software rendering.

usage: python benchmarks/pages.py FILE.csv [--rows 10000] [--users 800]     FILE: a column text

Prints of each page how much of its time the browser takes to open WebGL, which the map draws by: a processor that
stands in for a graphics card needs some hundred milliseconds for it.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd
from playwright.sync_api import Page, sync_playwright

import interest

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from visiting import ARGUMENTS, Visitor, serving

PAGES = ("tree", "map", "users", "segments", "compare", "search", "learning", "quality", "data", "report", "findings")
STUDY = "large"
_IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
_COUNT_WEBGL = """
window.webglSeconds = 0;
const open = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...options) {
    const start = performance.now();
    const context = open.call(this, kind, ...options);
    if (kind.includes("webgl")) window.webglSeconds += (performance.now() - start) / 1000;
    return context;
};
"""


def build(file: str, rows: int, users: int, home: Path) -> int:
    """A study of random rows, their times a minute apart, saved as the app saves it; how many statements it has."""
    texts = pd.read_csv(file, dtype=str, keep_default_na=False)["text"]
    texts = texts.sample(n=min(rows, len(texts)), random_state=0)
    frame = pd.DataFrame(
        {
            "user_id": [f"u{i % users}" for i in range(len(texts))],
            "text": texts.to_numpy(),
            "timestamp": pd.Timestamp("2026-01-01") + pd.to_timedelta(np.arange(len(texts)), unit="min"),
        }
    )
    study = interest.build(frame, name=STUDY)
    study.save_assessed(home / "studies" / STUDY)
    return len(study.statements)


def changed(visitor: Visitor, name: str) -> tuple[float, float, float]:
    """Seconds from a click in the navigation to the page's title, to all of the page, and of these to open WebGL."""
    before = visitor.page.evaluate("window.webglSeconds")
    start = time.perf_counter()
    visitor.page.get_by_test_id("stSidebarNav").get_by_text(visitor.t(f"nav.{name}"), exact=True).click()
    visitor.heading(f"nav.{name}", level=1)
    title = time.perf_counter() - start
    visitor.page.wait_for_selector(_IDLE, timeout=600_000)
    seconds = time.perf_counter() - start
    return title, seconds, visitor.page.evaluate("window.webglSeconds") - before


def recut(visitor: Visitor, page: Page) -> list[float]:
    """Seconds from "Apply" to the new tree, for one category more, three times."""
    seconds = []
    for _ in range(3):
        visitor.button("tree.recut").click()
        page.get_by_role("slider").press("ArrowRight")
        visitor.wait()
        before = page.get_by_test_id("stMetricValue").first.inner_text()
        start = time.perf_counter()
        visitor.button("tree.apply").click()
        page.wait_for_function(
            "before => document.querySelector('[data-testid=stMetricValue]')?.innerText !== before", arg=before
        )
        page.wait_for_selector(_IDLE)
        seconds.append(time.perf_counter() - start)
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("file")
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--users", type=int, default=800)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["INTEREST_HOME"] = str(Path(folder) / "home")
        print(f"{build(args.file, args.rows, args.users, Path(folder) / 'home')} statements of {args.users} users")
        with serving(Path(folder)) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
            page = browser.new_page(viewport={"width": 1440, "height": 1000}, locale="en-GB")
            page.add_init_script(_COUNT_WEBGL)
            visitor = Visitor(page, address, "en", Path(folder))
            visitor.visit("findings", STUDY)
            page.locator(".js-plotly-plot .barlayer .point").first.wait_for(state="attached")  # nobody clicks before
            first = {name: changed(visitor, name) for name in PAGES}
            later = {name: changed(visitor, name) for name in PAGES}
            for name in PAGES:
                for visit, (title, seconds, webgl) in (("first", first[name]), ("later", later[name])):
                    print(f"{name:10s} {visit} title {title:.2f} s, all {seconds:.2f} s, {webgl:.2f} s to open WebGL")
            changed(visitor, "tree")
            print("cut anew in the app: " + ", ".join(f"{seconds:.1f} s" for seconds in recut(visitor, page)))
            browser.close()


if __name__ == "__main__":
    main()
