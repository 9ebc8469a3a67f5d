"""Newer data, added on the page Data."""

from pathlib import Path

import pytest
from asking_app import button, csv, run, told, until_built, with_segments

from interest.study import open_study
from interest.ui.frame.translations import translate

pytestmark = pytest.mark.usefixtures("no_models")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_newer_data_are_added_in_the_background(language: str, saved: Path, quick_worker: None, planted_frame) -> None:
    with_segments(saved)
    later = planted_frame(n_users=5, seed=7)[["user_id", "text"]]
    later["user_id"] = "late" + later["user_id"]
    app = run("data", lang=language)
    uploader = next(place for place in app.file_uploader if place.key.startswith("more"))
    uploader.set_value([("later.csv", csv(later), "text/csv")]).run()
    assert not [choice for choice in app.selectbox if choice.label == translate(language, "upload.kind")]
    button(app, translate(language, "growing.add")).click().run()
    app = until_built(app)
    study = open_study(saved)
    n, users = len(study.statements) - 480, study.statements["user_id"].iloc[480:].nunique()
    assert n > 0 and users == 5
    said = told(app, "success")
    assert f"{n}" in said and translate(language, "growing.segments") in said
    assert app.metric[1].value == f"{480 + n:,}"
    assert not [b for b in app.button if b.label == translate(language, "growing.add")]


def test_adding_what_can_not_be_used_changes_nothing(saved: Path, quick_worker: None) -> None:
    app = run("data")
    uploader = next(place for place in app.file_uploader if place.key.startswith("more"))
    uploader.set_value([("later.csv", b"user_id,text\na,...\nb,!!\n", "text/csv")]).run()
    button(app, "Add").click().run()
    app = until_built(app)
    assert "stays as it was" in told(app, "error")
    assert len(open_study(saved).statements) == 480
