"""People who log in at a provider of OpenID Connect, and what they see of each other's studies."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from identifying import UNVERIFIED, Provider, provider, write_secrets
from visiting import HEIGHT, LOCALES, SERVE_PLANTED, WIDTH, Visitor, free_port, serving

from interest.library.access import Access, read_access, write_access
from interest.study import open_study

pytestmark = pytest.mark.browser

ANN, BOB = "ann@example.org", "bob@example.org"


@pytest.fixture(scope="module")
def home(_saved_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A server's folder with a study of Ann's."""
    folder = tmp_path_factory.mktemp("log_in")
    mine = folder / "home" / "studies" / "mine"
    shutil.copytree(_saved_once, mine)
    write_access(mine, Access(ANN))
    return folder


@pytest.fixture(scope="module")
def shared(home: Path) -> Iterator[tuple[str, Provider]]:
    with provider() as known:
        port = free_port()
        write_secrets(home, known, f"http://localhost:{port}")
        with serving(home, SERVE_PLANTED, port, HOME=str(home)) as address:
            yield address, known


@pytest.fixture
def come(browser, shared: tuple[str, Provider], tmp_path: Path) -> Iterator[Callable[..., Visitor]]:
    """Somebody opens the app in a browser of their own, and logs in."""
    contexts = []

    def come(who: str, language: str = "en") -> Visitor:
        contexts.append(browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, locale=LOCALES[language]))
        visitor = Visitor(contexts[-1].new_page(), shared[0], language, tmp_path)
        visitor.open(f"/?lang={language}")
        log_in(visitor, who)
        return visitor

    yield come
    for context in contexts:
        context.close()


def log_in(visitor: Visitor, who: str) -> None:
    visitor.button("access.log_in").click()
    visitor.page.get_by_label("Address").fill(who)
    visitor.page.get_by_role("button", name="Continue").click()
    visitor.page.get_by_text(visitor.t("access.log_out")).wait_for(timeout=60_000)
    visitor.wait()


def studies_seen(visitor: Visitor) -> set[str]:
    """The studies that the page Data lists."""
    visitor.visit("data", "mine")
    rows = visitor.page.locator("[class*=st-key-library-change-]").all()
    return {row.get_attribute("class").split("st-key-library-change-")[1].split()[0] for row in rows}


def open_menu(visitor: Visitor) -> None:
    """What can be done with the study."""
    menu = visitor.page.locator(".st-key-library-change-mine button").first
    if not menu.is_visible():
        visitor.page.get_by_text(visitor.t("library.title")).click()
    menu.click()


def rename_a_topic(visitor: Visitor, name: str, node: str) -> None:
    visitor.visit("tree", "mine", node=node)
    visitor.page.locator(f".st-key-edit-{node} summary").click()
    field = visitor.page.locator("[class*=st-key-rename-] input")
    field.fill(name)
    visitor.wait()
    field.press("Enter")


def test_a_study_is_seen_by_its_owner_until_it_is_shared(
    home: Path, shared: tuple[str, Provider], come: Callable[..., Visitor]
) -> None:
    folder = home / "home" / "studies" / "mine"
    node = open_study(folder).tree.level("topic")[0].id
    ann, bob = come(ANN), come(BOB)
    assert studies_seen(ann) == {"mine"}
    assert studies_seen(bob) == set()

    # Private by default: what Ann makes is hers.
    ann.visit("data", "mine")
    open_menu(ann)
    ann.page.locator(".st-key-library-duplicate-mine button").first.click()
    ann.page.locator("[class*=st-key-library-open-mine]").nth(1).wait_for()
    ann.wait()
    copies = [path for path in folder.parent.iterdir() if path.name != "mine" and (path / "study.json").is_file()]
    assert [read_access(path) for path in copies] == [Access(ANN)]
    assert studies_seen(bob) == set()

    # Shared: Bob looks, and changes nothing.
    ann.visit("data", "mine")
    open_menu(ann)
    ann.page.locator(".st-key-library-readers-mine input").fill("Bob@example.org")
    ann.button("access.share").click()
    ann.sees(ann.t("access.shared", name="mine"))
    assert read_access(folder) == Access(ANN, (), (BOB,))
    assert studies_seen(bob) == {"mine"}
    before = open_study(folder).contents.cuts.log
    rename_a_topic(bob, "Bob's topic", node)
    bob.sees(bob.t("access.read_only", name="mine"))
    assert open_study(folder).contents.cuts.log == before
    rename_a_topic(ann, "Ann's topic", node)
    ann.page.get_by_role("heading", name="Ann's topic").wait_for()
    assert [edit.who for edit in open_study(folder).contents.cuts.log.edits] == [ANN]

    # Withdrawn: gone at the next look.
    write_access(folder, Access(ANN))
    assert studies_seen(bob) == set()
    assert not ann.strangers and not bob.strangers


@pytest.mark.parametrize("language", ["en", "zh"])
def test_who_logs_out_sees_nothing(language: str, shared: tuple[str, Provider], come: Callable[..., Visitor]) -> None:
    ann = come(ANN, language)
    before = len(shared[1].ended)
    ann.page.get_by_text(ann.t("access.log_out")).click()
    ann.button("access.log_in").wait_for(timeout=60_000)
    assert len(shared[1].ended) == before + 1
    ann.open(f"/interest-data?study=mine&lang={language}")
    ann.button("access.log_in").wait_for()
    assert "mine" not in ann.page.inner_text("body")


def test_an_address_that_nobody_has_looked_at_is_not_believed(come: Callable[..., Visitor]) -> None:
    assert studies_seen(come(UNVERIFIED + ANN)) == set()


def test_a_cookie_that_is_made_up_lets_nobody_in(browser, shared: tuple[str, Provider], tmp_path: Path) -> None:
    context = browser.new_context(locale=LOCALES["en"])
    try:
        said = json.dumps({"email": ANN, "email_verified": True, "is_logged_in": True, "origin": shared[0]})
        context.add_cookies([{"name": "_streamlit_user", "value": quote(said), "url": shared[0]}])
        visitor = Visitor(context.new_page(), shared[0], "en", tmp_path)
        visitor.open("/interest-data?study=mine&lang=en")
        visitor.button("access.log_in").wait_for()
    finally:
        context.close()
