"""Each page's main job in a real browser, by clicks and by keyboard, in both languages, on a study that is there.

The app and the browser are shared; what a test changes it takes back, or does to a study of its own.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from driven import SPENT_ON, plant_outcomes, topic_of
from visiting import HEIGHT, LOCALES, SERVE_PLANTED, WIDTH, Visitor, serving

import interest
from interest.study import Study
from interest.ui.frame.translations import LANGUAGES


@pytest.fixture(scope="session")
def driven(fake_encoder_class: Callable, tmp_path_factory: pytest.TempPathFactory) -> Study:
    """People of whom it is known what came of them, and a segment of those who speak of one topic."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INTEREST_CACHE", str(tmp_path_factory.mktemp("driven_cache")))
        study = interest.build(
            plant_outcomes(n=180), encoder=fake_encoder_class(), name="driven", columns={"label": None}
        )
    study.segments.add_node("Players", topic_of(study, SPENT_ON))
    return study


@pytest.fixture(scope="session")
def address(_saved_once: Path, driven: Study, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("journeys")
    for language in LANGUAGES:  # one a language, so that one's changes don't meet the other's
        for name in ("main", "spare"):
            shutil.copytree(_saved_once, folder / "home" / "studies" / f"{name}-{language}")
        driven.save(folder / "home" / "studies" / f"driven-{language}")
    with serving(folder, SERVE_PLANTED) as address:
        yield address


@pytest.fixture(scope="session", params=list(LANGUAGES))
def window(request, browser, address: str, tmp_path_factory: pytest.TempPathFactory) -> Visitor:
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, locale=LOCALES[request.param])
    return Visitor(context.new_page(), address, request.param, tmp_path_factory.mktemp("pictures"))


@pytest.fixture
def visitor(window: Visitor) -> Iterator[Visitor]:
    """Somebody who has seen nothing wrong yet, and must not until the test ends."""
    window.strangers.clear()
    window.complaints.clear()
    yield window
    window.assert_content()


@pytest.fixture
def study(visitor: Visitor) -> str:
    return f"main-{visitor.language}"
