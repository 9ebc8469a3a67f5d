"""The walks through the settings: the same parts in both languages, every page, pictures that are there and small."""

import re
from pathlib import Path

import pytest

from interest.texts import translate

ROOT = Path(__file__).parents[1]
TEXTS = {
    "en": (ROOT / "docs/scenarios.md").read_text("utf-8"),
    "zh": (ROOT / "docs/scenarios.zh-CN.md").read_text("utf-8"),
}
SAMPLES = sorted(path.name for path in (ROOT / "sample_data").iterdir() if path.is_dir())


@pytest.mark.parametrize("language", TEXTS)
def test_every_sample_has_its_section_and_picture(language):
    sections = re.split(r"^## ", TEXTS[language], flags=re.MULTILINE)[1:]
    assert sorted(section.split("\n")[0] for section in sections) == SAMPLES
    for section in sections:
        picture = re.search(r"\((images/scenario-.*?\.png)\)", section).group(1)
        assert section.split("\n")[0] in picture
        assert (ROOT / "docs" / picture).stat().st_size <= 120 * 1024


def test_both_languages_have_the_same_steps():
    steps = [[part.count("\n1. ") for part in text.split("\n## ")] for text in TEXTS.values()]
    assert steps[0] == steps[1]
    assert all(4 <= n <= 6 for n in steps[0][1:])


@pytest.mark.parametrize("language", TEXTS)
def test_every_page_is_met(language):
    pages = {path.stem: translate(language, f"nav.{path.stem}") for path in (ROOT / "pages").glob("*.py")}
    assert not {page for page, name in pages.items() if f"**{name}**" not in TEXTS[language]}
