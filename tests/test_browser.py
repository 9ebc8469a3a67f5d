"""The main job in a real browser, in both languages: upload, build, tree, user, neighbours, and every page seen."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import TimeoutError
from visiting import HEIGHT, LOCALES, ROOT, WIDTH, Visitor, serving

from interest.study import Study
from interest.ui.frame.translations import translate

PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
WIDTHS = (1920, 1280, 768)
FITS = """() => {
    const parts = [...document.querySelectorAll("[data-testid=stMain]")];
    return parts.length === 1 && parts[0].scrollWidth === parts[0].clientWidth;
}"""
LOOKS = (("en", "light"), ("zh", "dark"))
BUILDING = 400_000  # ms: on a busy machine two cores take their time
FIRST_POINT = """() => {
    const chart = document.querySelector(".js-plotly-plot"), {xaxis, yaxis} = chart._fullLayout;
    const box = chart.getBoundingClientRect(), {x, y} = chart._fullData[0];
    return [box.x + xaxis._offset + xaxis.l2p(x[0]), box.y + yaxis._offset + yaxis.l2p(y[0])];
}"""
SCREENSHOTS = os.environ.get("INTEREST_SCREENSHOTS", "")
"""Where pictures of what was seen are kept, for somebody who wants to look at them."""
FILES = {  # which file is uploaded in which encoding, and something to look for
    "en": ("health/posts.csv", "utf-8", "posts", "how to fall asleep faster"),
    "zh": ("education/questions.csv", "gb18030", "questions", "吉他怎么入门"),
}


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """A running app without any study."""
    with serving(tmp_path) as address:
        yield address


@pytest.fixture(params=["en", "zh"])
def visitor(request, new_page: Callable, address: str, tmp_path: Path) -> Visitor:
    pictures = Path(SCREENSHOTS or tmp_path)
    pictures.mkdir(parents=True, exist_ok=True)
    page = new_page(viewport={"width": WIDTH, "height": HEIGHT}, locale=LOCALES[request.param])
    return Visitor(page, address, request.param, pictures)


@pytest.mark.model
@pytest.mark.browser
def test_from_file_to_neighbours(visitor: Visitor, tmp_path: Path) -> None:
    build_from_upload(visitor, tmp_path)
    look_into_the_tree(visitor)
    meet_users(visitor)
    look_at_the_map(visitor)
    search(visitor)
    compare_segments(visitor)
    use_links(visitor)
    visitor.assert_content()


def keep(visitor: Visitor, name: str) -> None:
    if SCREENSHOTS:
        visitor.picture(name)


def build_from_upload(visitor: Visitor, tmp_path: Path) -> None:
    sample, encoding, name, _ = FILES[visitor.language]
    text = (ROOT / "sample_data" / sample).read_text("utf-8")
    (tmp_path / f"{name}.csv").write_bytes(text.encode(encoding))
    visitor.open()
    visitor.sees(visitor.t("empty.welcome"))
    keep(visitor, "welcome")
    visitor.page.locator("input[type=file]").first.set_input_files(tmp_path / f"{name}.csv")
    visitor.sees(visitor.t("upload.read_as", encoding=encoding.upper()))
    visitor.wait()
    visitor.page.get_by_text(visitor.t("settings.title")).click()
    visitor.wait()  # the button below moves as the settings open
    keep(visitor, "upload")
    visitor.page.get_by_role("button", name=visitor.t("upload.build"), exact=True).click()
    visitor.sees(visitor.t("job.cancel"))
    keep(visitor, "building")
    visitor.go_to("search")  # the app goes on while it builds
    visitor.go_to("data")
    visitor.page.get_by_text(visitor.t("job.to_findings")).wait_for(timeout=BUILDING)
    visitor.wait()
    keep(visitor, "data")
    assert visitor.link() == {"study": name, "lang": visitor.language}


def look_into_the_tree(visitor: Visitor) -> None:
    page = visitor.page
    page.get_by_text(visitor.t("job.to_findings")).click()
    visitor.sees(visitor.t("finding_kind.largest"))
    visitor.wait()
    keep(visitor, "findings")
    visitor.go_to("tree")
    page.locator("g.slice").first.wait_for(timeout=60_000)
    keep(visitor, "tree")
    visitor.click_sector(1)
    page.wait_for_url(re.compile(r"node=c\d+"))
    visitor.wait()
    page.wait_for_timeout(1_500)  # for the sectors to come to rest
    category = visitor.link()["node"]
    visitor.click_sector(1)
    page.wait_for_url(re.compile(r"node=t\d+"))
    visitor.wait()
    page.wait_for_timeout(1_500)
    assert page.get_by_test_id("stMetric").count() == 2
    keep(visitor, "topic")
    visitor.click_sector(0)  # the middle leads one level up
    page.wait_for_url(re.compile(f"node={category}"))
    visitor.wait()
    for shape in ("treemap", "icicle"):
        page.get_by_role("radio", name=visitor.t(f"shape.{shape}")).click()
        visitor.wait()
        keep(visitor, shape)


def meet_users(visitor: Visitor) -> None:
    page = visitor.page
    page.locator("[class*=st-key-chip-user-] button").first.click()
    page.get_by_role("heading", name=visitor.t("nav.users"), level=1).wait_for(timeout=60_000)
    visitor.heading("users.similar", level=3)
    page.locator("[class*=st-key-similar-] button").first.wait_for(timeout=60_000)
    visitor.wait()
    user = visitor.link()["user"]
    keep(visitor, "user")
    page.locator("[class*=st-key-similar-] button").first.click()
    page.wait_for_function("user => !location.search.includes(user)", arg=f"user={user}")
    visitor.wait()
    page.get_by_role("radio", name=visitor.t("who.new")).click()
    page.get_by_label(visitor.t("users.paste")).fill(visitor.t("users.paste_example"))
    page.get_by_role("button", name=visitor.t("users.look_up"), exact=True).click()
    visitor.sees(visitor.t("users.placed"))
    page.locator("[class*=st-key-new-similar-] button").first.wait_for(timeout=60_000)
    visitor.wait()
    keep(visitor, "new-user")


def look_at_the_map(visitor: Visitor) -> None:
    visitor.go_to("map")
    visitor.page.locator("canvas").first.wait_for(timeout=60_000, state="attached")
    keep(visitor, "map")
    place = visitor.page.evaluate(FIRST_POINT)
    visitor.page.mouse.move(*place)
    visitor.page.wait_for_timeout(500)
    visitor.page.mouse.click(*place)
    visitor.page.get_by_role("heading", name=visitor.t("map.statement"), level=3).wait_for()
    visitor.page.get_by_role("radio", name=visitor.t("show.users")).click()
    visitor.wait()
    keep(visitor, "map-users")


def search(visitor: Visitor) -> None:
    visitor.go_to("search")
    visitor.page.get_by_label(visitor.t("search.text")).fill(FILES[visitor.language][3])
    visitor.page.keyboard.press("Enter")
    visitor.page.locator("[class*=st-key-found-user-] button").first.wait_for(timeout=60_000)
    visitor.wait()
    keep(visitor, "search")


def compare_segments(visitor: Visitor) -> None:
    """From the tree to two segments and what sets them apart, by what stands on the screen alone."""
    page = visitor.page
    for number in range(2):
        visitor.visit("tree", FILES[visitor.language][2], node=f"c{number + 1}")
        visitor.button("segments.of_node").click()
        visitor.heading("nav.segments", level=1)
        visitor.wait()
        page.locator(".st-key-rule-keep button").click()
        visitor.wait()
    page.locator(".st-key-compare-newest button").click()
    page.locator(".js-plotly-plot .barlayer .point").first.wait_for(state="attached")
    visitor.wait()
    keep(visitor, "segments")


def use_links(visitor: Visitor) -> None:
    """A link opens the same study, page, node, user and language for somebody else."""
    study = FILES[visitor.language][2]
    other = {"en": "zh", "zh": "en"}[visitor.language]
    visitor.open(f"/interest-tree?study={study}&node=c2&lang={other}")
    visitor.page.get_by_role("heading", name=translate(other, "nav.tree"), level=1).wait_for()
    visitor.page.get_by_text(translate(other, "level.category"), exact=True).first.wait_for()
    assert visitor.link() == {"study": study, "node": "c2", "lang": other}


@pytest.fixture(scope="module")
def small_address(_saved_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A running app with the small study, which nobody changes."""
    folder = tmp_path_factory.mktemp("app")
    shutil.copytree(_saved_once, folder / "home" / "studies" / "small")
    with serving(folder) as address:
        yield address


@pytest.mark.browser
def test_figures_follow_the_theme(new_page: Callable, small_address: str, tmp_path: Path) -> None:
    """The names on the map are dark on light, and light on dark as soon as the system turns dark."""
    ink = "element => getComputedStyle(element).fill.match(/\\d+/g).slice(0, 3).reduce((a, b) => a + +b, 0) / 3"
    page = new_page(color_scheme="light")
    Visitor(page, small_address, "en", tmp_path).open("/interest-map?study=small&lang=en")
    name = page.locator(".annotation text").first
    name.wait_for(timeout=60_000)
    on_light = name.evaluate(ink)
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(1_000)
    on_dark = name.evaluate(ink)
    assert on_light < 80 < 180 < on_dark


NOT_OURS = {
    # The labels of widgets that are switched off: WCAG makes no demands on these, but axe doesn't know them for such.
    # The button that stops a run, which stands in Streamlit's own bar while a page is busy.
    "color-contrast": ('span[aria-hidden="true"]', 'data-testid="stBaseButton-header"'),
}
"""Streamlit's own findings: the rule, and what the selector or markup of such elements holds."""


@pytest.fixture(scope="module", params=LOOKS, ids="-".join)
def onlooker(request, browser, small_address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    """Somebody who looks at one page after the other, in one language and theme."""
    language, scheme = request.param
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme=scheme)
    yield Visitor(context.new_page(), small_address, language, tmp_path_factory.mktemp("pictures"))
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("page", PAGES)
def test_everybody_can_use_the_page(page: str, onlooker: Visitor) -> None:
    """No serious finding of axe, in either theme, and screen readers are told the language."""
    from axe_playwright_python.sync_playwright import Axe

    onlooker.open(f"/interest-{page}?study=small&lang={onlooker.language}")
    onlooker.page.get_by_role("heading", level=1).wait_for(timeout=60_000)
    onlooker.page.wait_for_timeout(1_500)  # for figures to be drawn
    tag = {"en": "en", "zh": "zh-CN"}[onlooker.language]
    onlooker.page.wait_for_function("tag => document.documentElement.lang === tag", arg=tag, timeout=20_000)
    # What is about to be drawn anew is dim.
    onlooker.page.wait_for_function("() => !document.querySelector('[data-stale=\"true\"]')", timeout=20_000)
    found = Axe().run(onlooker.page).response["violations"]
    ours = [
        f"{finding['id']}: {finding['help']}: {node['target'][0]} {node['html'][:200]}"
        for finding in found
        if finding["impact"] in ("serious", "critical")
        for node in finding["nodes"]
        if not any(known in f"{node['target'][0]} {node['html']}" for known in NOT_OURS.get(finding["id"], ()))
    ]
    assert not ours, "\n".join(ours)
    assert onlooker.strangers == []


def fits(page) -> bool:
    """Whether the page is as wide as its window, as soon as it has taken the window's size."""
    try:
        page.wait_for_function(FITS, timeout=10_000)
    except TimeoutError:
        return False
    return True


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_sticks_out(language: str, new_page: Callable, small_address: str, tmp_path: Path) -> None:
    """On a large screen, and in a window that becomes as narrow as on a laptop and on a tablet."""
    page = new_page()
    visitor = Visitor(page, small_address, language, tmp_path)
    for name in PAGES:
        page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
        visitor.visit(name, "small")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            assert fits(page), (name, width)
    visitor.assert_content()


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_report_opens_anywhere(new_page: Callable, small_study: Study, tmp_path: Path, language: str) -> None:
    """Offline, from a file: no request, no complaint; categories open and close, by keyboard too."""
    report = small_study.hand_on(tmp_path / "report.html", language=language)
    said, asked = [], []
    page = new_page(offline=True, viewport={"width": 390, "height": 844})
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(report.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 390  # nothing sticks out on a phone
    shown = page.locator("svg.view:not([hidden])")
    assert shown.get_attribute("data-view") == "all"
    page.locator("svg.view:not([hidden]) a[data-to]").first.focus()
    page.keyboard.press("Enter")
    assert shown.get_attribute("data-view") == small_study.tree.level("category")[0].id
    page.locator("svg.view:not([hidden]) a.middle").click()
    assert shown.get_attribute("data-view") == "all"
    quotes = page.locator("blockquote")
    assert not quotes.first.is_visible()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert quotes.first.is_visible()
    assert said == []
    assert asked == [report.as_uri()]
