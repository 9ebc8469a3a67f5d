"""The page Learning: a study learns in the background while its pages are read."""

from pathlib import Path

import pytest
from asking_app import button, run, texts, until

from interest.study import open_study
from interest.ui.frame.translations import translate
from interest.users.training import Settings

pytestmark = pytest.mark.usefixtures("no_models")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_study_learns_in_the_background(language: str, saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interest.users.training.Settings", lambda: Settings(epochs=2, steps=2, halvings=1))
    app = run("learning", lang=language)
    assert not app.metric
    button(app, translate(language, "learning.start")).click().run()
    until(app, lambda: bool(app.metric))
    found = open_study(saved).learned
    shown = {metric.label: metric.value for metric in app.metric}
    assert shown[translate(language, "learning.before")] == f"{found.before:.3f}"
    assert shown[translate(language, "learning.after")] == f"{found.mrr_learned:.3f}"
    assert shown[translate(language, "learning.users")] == "60"
    assert translate(language, "learning.done") in texts(app)
    assert translate(language, f"learning.chose_{found.chosen}") in texts(app)
    app.selectbox(key="influence_user").select("user007").run()
    weights = app.dataframe[0].value
    assert 0 < len(weights) <= 12
    study = open_study(saved)
    theirs = study.statements.set_index("user_id").loc["user007", "topic"]
    assert set(weights["said"]) == {study.tree[topic].name for topic in theirs}
