"""The page Report, in both languages."""

from pathlib import Path

import pytest
from asking_app import run

from interest.study import Study
from interest.ui.translations import translate

pytestmark = pytest.mark.usefixtures("no_models")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_report_is_as_private_as_wished(language: str, saved: Path, small_study: Study) -> None:
    app = run("report", lang=language)

    def preview() -> str:
        return app.get("iframe")[0].proto.srcdoc

    text = small_study.statements["text"][small_study.tree.level("topic")[0].examples[0]]
    assert translate(language, "handout.kind") in preview()
    assert not [user for user in small_study.users if user in preview()]
    assert text in preview()
    app.toggle(key="report_pseudonymous").set_value(False).run()
    assert "user007" in preview()
    app.toggle(key="report_pseudonymous").set_value(True).run()
    app.toggle(key="report_quotes").set_value(False).run()
    app.number_input(key="report_min_users").set_value(6).run()
    assert not app.exception
    assert not [user for user in small_study.users if user in preview()]
    assert text not in preview()
    assert translate(language, "handout.min_users", k=6) in preview()
