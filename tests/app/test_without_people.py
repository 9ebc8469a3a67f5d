"""Data without a column that says who wrote: no page speaks of people, and where they are missed it says what helps."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest
from asking_app import PAGES, run, texts

import interest
from interest.config import studies_folder
from interest.findings import find, lacking
from interest.report import Privacy, hand_out
from interest.report.page import html_page
from interest.study import Study, open_study
from interest.texts import translate

pytestmark = pytest.mark.usefixtures("no_models")

OF_PEOPLE = {
    "en": re.compile(r"\b(?:people|persons?|users?|somebody|everybody|nobody|who|writers?)\b", re.IGNORECASE),
    "zh": re.compile("用户|人们|个人|人群|大家|他们|[0-9] ?人"),
}
PAGE_NAMES = ("nav.users", "nav.segments")
HELPS = ("people.none", "lacking.user_id", "users.question")
"""What says which column would help."""


@pytest.fixture(scope="module")
def rated_rows(planted_frame: Callable[..., pd.DataFrame]) -> pd.DataFrame:
    """A text and a rating a row, those of the last two hundred at another source; nobody is named."""
    frame = planted_frame().drop(columns=["user_id", "planted_topic", "planted_category"])
    return frame.assign(
        rating=[n % 5 + 1 for n in range(len(frame))], source=["shop" if n < 280 else "app" for n in range(len(frame))]
    )


@pytest.fixture(scope="module")
def built(rated_rows: pd.DataFrame, fake_encoder_class: type, tmp_path_factory) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INTEREST_CACHE", str(tmp_path_factory.mktemp("cache")))
        study = interest.build(rated_rows, encoder=fake_encoder_class(), name="reviews")
        study.segments.add_node("One", study.tree.level("topic")[0].id)
        yield study.save(tmp_path_factory.mktemp("without") / "reviews")


@pytest.fixture
def study(built: Path) -> Study:
    return open_study(shutil.copytree(built, studies_folder() / "reviews"))


def said(app) -> str:
    """What a page says, with the labels and the help of all that can be asked."""
    shown = [texts(app)]
    for element in app.main:
        for name in ("label", "help", "options"):
            value = getattr(getattr(element, "proto", None), name, "")
            shown += [value] if isinstance(value, str) else list(map(str, value))
    return "\n".join(shown)


def of_people(text: str, language: str) -> list[str]:
    """The lines that speak of people, but for what says which column would help, and the names of pages."""
    for key in HELPS:
        text = text.replace(translate(language, key, "review"), "")
    for key in PAGE_NAMES:
        name = translate(language, key)
        text = re.sub(rf"^{name}$|“{name}”", "", text, flags=re.MULTILINE)
    return [line for line in text.split("\n") if OF_PEOPLE[language].search(line)]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("page", [page for page in PAGES if page != "data"])
def test_no_page_speaks_of_people(page: str, language: str, study: Study) -> None:
    app = run(page, lang=language, study="reviews")
    assert not app.error
    assert app.caption[0].value == translate(language, f"{page}.question", "review")
    assert of_people(said(app), language) == []


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("page", ["users", "segments", "learning"])
def test_where_people_are_missed_the_page_says_what_helps(page: str, language: str, study: Study) -> None:
    assert translate(language, "people.none", "review") in texts(run(page, lang=language, study="reviews"))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_interest_has_no_most_active_users(language: str, study: Study) -> None:
    app = run("tree", lang=language, study="reviews", node=study.tree.level("topic")[0].id)
    assert translate(language, "tree.examples") in texts(app)
    assert translate(language, "tree.top_users") not in texts(app)
    assert of_people(said(app), language) == []


def test_findings_are_of_rows_and_the_column_is_lacking(study: Study) -> None:
    assert not {"groups", "concentrated"} & {finding.kind for finding in find(study.contents)}
    assert lacking(study.contents)[0] == "user_id"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_report_speaks_of_rows(language: str, study: Study) -> None:
    page = html_page(hand_out(study.contents, Privacy(), language))
    shown = re.sub(r"<(style|script)\b.*?</\1>|<[^>]+>", "\n", page, flags=re.DOTALL)
    assert of_people(shown, language) == []
    assert translate(language, "handout.kind", "review") in shown


def test_with_people_nothing_is_said_of_rows(saved: Path) -> None:
    app = run("tree", study="small")
    assert app.caption[0].value == translate("en", "tree.question")
