"""Journeys of whole studies: handed on, kept in the library, read from files, in a real browser."""

import shutil
from pathlib import Path

import pytest
from visiting import Visitor

from interest.library.packing import pack

pytestmark = pytest.mark.browser
FIRST_PAINT, PAGE_CHANGE = 10.0, 20.0
"""Seconds that a page may take at most, on a machine that does other things as well."""


def test_a_report_is_handed_on(visitor: Visitor, study: str, tmp_path: Path) -> None:
    page = visitor.page
    visitor.visit("report", study)
    page.locator(".st-key-report_min_users input").fill("5")
    page.keyboard.press("Enter")
    visitor.wait()
    save = visitor.button("report.save_page")
    visitor.reach(save)
    with page.expect_download() as saved:
        page.keyboard.press("Enter")
    report = Path(shutil.copy(saved.value.path(), tmp_path / "report.html"))
    text = report.read_text("utf-8")
    assert "user00" not in text
    assert f'lang="{visitor.language}' in text
    offline = page.context.browser.new_context(offline=True)
    opened = offline.new_page()
    opened.goto(report.as_uri())
    assert opened.locator("svg.view:not([hidden])").count() == 1
    offline.close()


def test_library_of_studies(visitor: Visitor, _saved_once: Path, address: str, tmp_path: Path) -> None:
    page, name = visitor.page, f"brought-{visitor.language}"
    packed = tmp_path / f"{name}.interest.zip"
    packed.write_bytes(pack(Path(shutil.copytree(_saved_once, tmp_path / name))))
    visitor.visit("data", f"main-{visitor.language}")
    page.get_by_text(visitor.t("library.title")).click()
    page.locator(".st-key-library-upload input[type=file]").set_input_files(packed)
    page.locator(".st-key-library-add button").click()
    visitor.sees(visitor.t("library.added", name=name))
    visitor.wait()

    def menu(study: str):
        """What can be done with a study; the library is opened for it where it is not."""
        found = page.locator(f".st-key-library-change-{study} button").first
        if not found.is_visible():
            page.get_by_text(visitor.t("library.title")).click()
        return found

    menu(name).click()
    page.locator(f".st-key-library-name-{name} input").fill(f"renamed-{visitor.language}")
    visitor.wait()
    page.keyboard.press("Enter")
    visitor.sees(visitor.t("library.renamed", name=f"renamed-{visitor.language}"))
    visitor.wait()
    name = f"renamed-{visitor.language}"
    assert visitor.link()["study"] == name
    menu(name).click()
    with page.expect_download() as saved:
        page.locator(f".st-key-library-download-{name} button").first.click()
    assert saved.value.suggested_filename == f"{name}.interest.zip"
    page.locator(f".st-key-library-duplicate-{name} button").first.click()
    page.locator(f"[class*=st-key-library-open-{name}]").nth(1).wait_for()
    visitor.wait()
    page.keyboard.press("Escape")
    menu(name).click()
    page.locator(f".st-key-library-delete-{name} button").first.click()
    page.locator(".st-key-library-sure button").first.click()
    page.locator(".st-key-library-undo button").first.click()
    visitor.sees(visitor.t("library.restored", name=name))
    visitor.wait()
    assert visitor.link()["study"] == name


def test_a_file_is_read_as_it_should_be(visitor: Visitor, study: str, tmp_path: Path) -> None:
    """A file whose encoding or delimiter is taken for another can be put right."""
    page = visitor.page
    file = tmp_path / "cafe.csv"
    rows = [f"u{i};Crème brûlée und Äpfel, bitte" for i in range(6)]
    file.write_bytes("\n".join(["user;text", *rows]).encode("cp1252"))
    visitor.visit("data", study)
    page.get_by_text(visitor.t("data.upload"), exact=True).click()
    page.locator("input[type=file]").first.set_input_files(file)
    page.get_by_role("combobox", name=visitor.t("upload.encoding")).wait_for()
    visitor.wait()
    visitor.pick("upload.encoding", "UTF-8")
    page.get_by_test_id("stAlertContentError").first.wait_for()
    visitor.pick("upload.encoding", "CP1252")
    visitor.sees(visitor.t("upload.read_as", encoding="CP1252"))
    visitor.pick("upload.delimiter", "|")
    visitor.wait()
    visitor.pick("upload.delimiter", ";")
    visitor.wait()
    assert page.get_by_role("combobox", name=visitor.t("role.user_id")).count() == 1


def test_pages_come_soon(visitor: Visitor, study: str) -> None:
    """First paint, and how long each change of the page takes, on a study that is open."""
    visitor.visit("findings", study)
    paint = visitor.first_paint()
    changes = {page: visitor.go_to(page) for page in ("tree", "map", "users", "segments", "search", "report", "data")}
    told = ", ".join(f"{page} {seconds:.1f} s" for page, seconds in changes.items())
    print(f"\n{visitor.language}: first paint {paint:.1f} s; {told}")  # noqa: T201 seen with -s
    assert paint < FIRST_PAINT
    assert max(changes.values()) < PAGE_CHANGE
