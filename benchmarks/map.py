"""How long the map takes: its points, its figure, and a browser's drawing of it.

python benchmarks/map.py [POINTS …]
"""

import copy
import shutil
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

import interest
from interest import figures
from interest.config import studies_folder
from interest.study import Study
from interest.ui.shared.points import LEVELS, drawn_points, point_colours, statement_points

DRAWN = """async () => {
    const chart = document.querySelector(".js-plotly-plot"), start = performance.now();
    const {xaxis, yaxis} = chart._fullLayout, [left, right] = xaxis.range;
    for (let i = 0; i < 10; i++) {  // as a wheel does
        const step = (right - left) * 0.02 * i;
        await Plotly.relayout(chart, {"xaxis.range": [left + step, right - step]});
        await new Promise(requestAnimationFrame);
    }
    return (performance.now() - start) / 10;
}"""


def grown(study: Study, n: int) -> Study:
    """The study with `n` statements: its own over and over, each moved a little."""
    rng = np.random.default_rng(0)
    frame = study.statements.iloc[rng.integers(0, len(study.statements), n)].reset_index(drop=True)
    for axis in ("x", "y"):
        frame[axis] = frame[axis] + rng.normal(0, 0.4, n)
    frame["statement_id"] = np.arange(n)
    larger = copy.copy(study)
    larger.__dict__["statements"] = frame
    return larger


def measure(study: Study, n: int) -> None:
    study = grown(study, n)
    start = time.perf_counter()
    shown = statement_points(study, "category")
    view = figures.view_of(shown.points)
    labels = figures.place_labels(shown.points, shown.labels, LEVELS, view)
    behind = (figures.density_image(shown.points, point_colours(shown), view), view) if shown.sampled else None
    points = drawn_points(study, shown, view, "statements")
    made = time.perf_counter()
    figure = figures.map_figure(points, shown.groups, labels, behind=behind)
    size = len(figure.to_json()) / 1e6
    told = time.perf_counter()
    first, step = in_browser(figure)
    print(
        f"{n} points, {len(points)} drawn: points and labels {made - start:.1f} s, figure {told - made:.1f} s, "
        f"{size:.1f} MB; browser: first drawing {first:.1f} s, a step of zoom {step:.0f} ms"
    )


def in_browser(figure) -> tuple[float, float]:
    """Seconds until the figure is drawn, milliseconds for a step of zoom, in Chromium without a graphics card."""
    from playwright.sync_api import sync_playwright

    path = next(found for name in ("chromium", "google-chrome", "chrome") if (found := shutil.which(name)))
    arguments = ["--no-sandbox", "--disable-dev-shm-usage", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "map.html"
        figure.write_html(page_file)
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        start = time.perf_counter()
        page.goto(page_file.as_uri(), timeout=120_000)
        page.wait_for_function("document.querySelector('.js-plotly-plot')?._fullLayout?.xaxis?.range", timeout=120_000)
        first = time.perf_counter() - start
        step = page.evaluate(DRAWN)
        browser.close()
    return first, step


if __name__ == "__main__":
    study = interest.open_study(studies_folder() / "shop")
    for n in map(int, sys.argv[1:] or (5_000, 50_000, 500_000)):
        measure(study, n)
