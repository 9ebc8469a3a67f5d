"""What the open study was made of and with."""

from pathlib import Path

import pytest
from asking_app import run

from interest.ui.frame.translations import translate

pytestmark = pytest.mark.usefixtures("no_models")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_a_study_was_made_with_is_explained(language: str, saved: Path) -> None:
    app = run("data", lang=language)
    made = next(caption for caption in app.caption if caption.value.startswith(("Language model:", "语言模型：")))
    assert made.help == translate(language, "data.made_with_help")


def test_how_a_study_was_read_is_shown(saved: Path) -> None:
    app = run("data", study="small")
    shown = next(expander for expander in app.expander if expander.label == "How the data were read")
    assert shown.dataframe[0].value["column"].tolist()[:2] == ["text", "user_id"]
