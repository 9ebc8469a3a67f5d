"""The pictures of the documentation: every page in both languages, of the samples (`make figures`).

Runs only where INTEREST_SCREENSHOTS names the folder for them.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from exports import KINDS
from visiting import LOCALES, ROOT, Visitor, serving

import interest
from interest.ui.frame.translations import LANGUAGES

FOLDER = os.environ.get("INTEREST_SCREENSHOTS", "")
pytestmark = [
    pytest.mark.model,
    pytest.mark.browser,
    pytest.mark.skipif(not FOLDER, reason="no folder for pictures in INTEREST_SCREENSHOTS"),
]

SAMPLES = {"en": "shop", "zh": "social"}
DECIDED = {"en": "limesurvey_csv", "zh": "chinese_tickets_csv"}
"""Exports whose columns are shown as they were decided on."""
WITH_TRENDS = {"en": "shop", "zh": "search"}
SHOWN_FIRST = {"en": "hiking tent", "zh": "刚开始跑步膝盖疼怎么办"}
PICTURE_WIDTH, PICTURE_HEIGHT = 1280, 1000
MOST_BYTES = 200_000


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app with three samples, of which two have learned and have two segments."""
    folder = tmp_path_factory.mktemp("pictures")
    ready = os.environ.get("INTEREST_PICTURED_HOME")  # studies that were made before: takes seconds, not minutes
    if not ready:
        for name in {*SAMPLES.values(), *WITH_TRENDS.values()}:
            study = interest.build(ROOT / "sample_data" / name, name=name)
            if name in SAMPLES.values():
                for category in study.tree.level("category")[:2]:
                    study.segments.add_node(category.name, category.id, 0.2)
                study.learn()
            study.save(folder / "home" / "studies" / name)
    with serving(Path(ready) if ready else folder) as address:
        yield address


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_pictures(language: str, new_page: Callable, address: str) -> None:
    page = new_page(viewport={"width": PICTURE_WIDTH, "height": PICTURE_HEIGHT}, locale=LOCALES[language])
    visitor = Visitor(page, address, language, Path(FOLDER))
    look_around(visitor)
    if language == "en":
        visitor.page.emulate_media(color_scheme="dark")
        visitor.visit("tree", SAMPLES[language])
        visitor.page.locator("g.slice").first.wait_for()
        keep(visitor, "tree-dark")
    visitor.assert_content()


def look_around(visitor: Visitor) -> None:
    """Every page, with something to see on it."""
    page, study = visitor.page, SAMPLES[visitor.language]
    visitor.visit("quality", study)  # first: what it finds is shown on other pages
    visitor.heading("quality.nodes", level=3)
    keep(visitor, "quality")
    visitor.visit("findings", WITH_TRENDS[visitor.language])
    keep(visitor, "findings", 1500)
    for name, ready in (("tree", "g.slice"), ("map", "canvas"), ("users", "[class*=st-key-similar-]")):
        visitor.visit(name, study)
        page.locator(ready).first.wait_for(state="attached")
        keep(visitor, name, 1500)
    visitor.visit("segments", study)
    keep(visitor, "groups", 1500)
    visitor.choose("segment_look.two")
    keep(visitor, "segments", 1500)
    visitor.visit("compare", study)
    days = page.get_by_role("radio", name=visitor.t("compare_way.days"))
    if days.count():
        days.click()
    visitor.heading("compare.picture", level=3)
    keep(visitor, "compare", 1500)
    visitor.visit("search", study)
    page.get_by_label(visitor.t("search.text")).fill(SHOWN_FIRST[visitor.language])
    page.keyboard.press("Enter")
    page.locator("[class*=st-key-found-user-]").first.wait_for()
    keep(visitor, "search", 1500)
    visitor.visit("learning", study)
    keep(visitor, "learning", 1500)
    visitor.visit("report", study)
    keep(visitor, "report", 1500)
    visitor.visit("data", study)
    page.get_by_text(visitor.t("library.title")).click()
    keep(visitor, "data", 1500)
    visitor.visit("data", study)
    show_decided(visitor)
    keep(visitor, "decided", 1600)


def show_decided(visitor: Visitor) -> None:
    """A file that somebody uploads, with what was decided on its columns."""
    page, export = visitor.page, KINDS[DECIDED[visitor.language]]()
    page.get_by_text(visitor.t("data.upload"), exact=True).click()
    file = {"name": export.name, "mimeType": "application/octet-stream", "buffer": export.data}
    page.locator("input[type=file]").first.set_input_files(file)
    page.get_by_text(visitor.t("upload.decided")).wait_for()


def keep(visitor: Visitor, name: str, most: int = 1200) -> None:
    """The page as a picture of few colours, which is small."""
    from PIL import Image

    visitor.wait()
    visitor.page.wait_for_timeout(1_500)  # for figures to be drawn
    path = visitor.picture(name, PICTURE_WIDTH, most)
    for colours in (256, 128, 64, 32):
        with Image.open(path) as image:
            small = image.convert("RGB").quantize(colours, dither=Image.Dither.NONE)
        small.save(path, optimize=True)
        if path.stat().st_size <= MOST_BYTES:
            return
    raise AssertionError(f"{path.name} has {path.stat().st_size:,} bytes")
