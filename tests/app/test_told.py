"""Kinds and estimated opinions on the pages: as columns, beside ratings, and on Trust, in both languages."""

from dataclasses import replace

import pytest
from asking_app import run, texts

from interest.config import studies_folder
from interest.ingest import KIND, LIKELY, MADE
from interest.study import Study, open_study
from interest.ui.frame.translations import translate


@pytest.fixture
def told(small_study: Study, no_models: None) -> str:
    """A study without ratings, some of whose statements are praise and complaints."""
    small_study.save(studies_folder() / "told")
    return "told"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_kind_and_an_estimated_opinion_on_the_tree(language: str, told: str, small_study: Study) -> None:
    assert {KIND, LIKELY} <= set(small_study.attributes.kinds)
    app = run("tree", lang=language, study=told)
    (opinion,) = (group for group in app.button_group if group.key == "opinion")
    assert translate(language, "opinion.likely_liked") in opinion.options
    assert translate(language, "opinion.liked") not in opinion.options  # nobody rated anything
    opinion.set_value("likely_liked").run()
    assert not app.exception
    column = next(box for box in app.selectbox if box.key == "tree-asked-told-column")
    assert translate(language, "told.kind") in column.options
    column.set_value(KIND).run()
    assert not app.exception
    value = next(box for box in app.selectbox if box.key.startswith("tree-asked-told-value"))
    assert translate(language, "statement_kind.praise") in value.options


@pytest.mark.parametrize("language", ["en", "zh"])
def test_trust_says_how_they_were_estimated_and_has_the_switch(language: str, told: str) -> None:
    def say(key: str, **values: object) -> str:
        return translate(language, f"told.{key}", **values)

    app = run("quality", lang=language, study=told)
    assert translate(language, "likely.by_examples") in texts(app)
    switch = next(toggle for toggle in app.toggle if toggle.label == say("switch"))
    assert switch.value
    switch.set_value(False).run()
    assert not app.exception
    assert say("off") in texts(app)
    assert LIKELY not in open_study(studies_folder() / told).attributes.kinds
    next(toggle for toggle in app.toggle if toggle.label == say("switch")).set_value(True).run()
    assert not app.exception
    assert LIKELY in open_study(studies_folder() / told).attributes.kinds


def test_a_study_from_before_gets_them_on_trust(told: str, small_study: Study) -> None:
    contents = small_study.contents
    attributes = contents.ingested.attributes.without_made(*MADE)
    old = contents.change(ingested=replace(contents.ingested, attributes=attributes), estimate=None)
    Study(old).save(studies_folder() / "old")
    app = run("quality", study="old")
    assert translate("en", "told.none_yet") in texts(app)
    next(button for button in app.button if button.label == translate("en", "told.tell")).click().run()
    assert not app.exception
    assert KIND in open_study(studies_folder() / "old").attributes.kinds
